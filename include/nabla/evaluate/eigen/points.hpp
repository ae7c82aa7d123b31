// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/backend.hpp>
#include <nabla/evaluate/points/vmap.hpp>

namespace nabla::detail {

/// Many points in Eigen's registers. A translation unit that uses vmap() before it includes nabla/eigen.hpp has not these.
constexpr eigen_backend backend_of_points(points_tag, int) { return {}; }

}  // namespace nabla::detail
