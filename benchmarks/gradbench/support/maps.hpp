// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Numbers in memory as matrices of Eigen: what is bound so is computed in registers.
#pragma once

#include <nabla/eigen.hpp>

#include <Eigen/Core>

#include <cstddef>
#include <span>
#include <vector>

namespace gradbench {

inline auto column(std::span<const double> of) { return Eigen::Map<const Eigen::VectorXd>(of.data(), static_cast<Eigen::Index>(of.size())); }
// Columns one after the other: the transpose of rows one after the other.
inline auto columns(std::span<const double> of, std::size_t rows) {
  return Eigen::Map<const Eigen::MatrixXd>(of.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(rows > 0 ? of.size() / rows : 0));
}

}  // namespace gradbench
