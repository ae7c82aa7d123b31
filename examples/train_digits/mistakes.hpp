// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"

#include <string>

namespace train_digits {

/// The images that were read wrongly, as an SVG picture.
std::string picture_of_mistakes(const samples& some, const Eigen::VectorXi& predicted);

}  // namespace train_digits
