// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <charconv>
#include <string>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// The shortest digits that give back a number: 0.1, 1e-300, inf.
template <class T>
std::string shortest_digits(T value) {
  char digits[64];
  return std::string(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

NABLA_COLD_END
}  // namespace nabla::detail
