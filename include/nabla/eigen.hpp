// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Run-time vectors and matrices: Eigen matrices can be bound, and then results and products are Eigen's.

#include <nabla/evaluate/eigen/inputs.hpp>
#include <nabla/nabla.hpp>
