// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/newton.hpp>

namespace nabla::detail {

/// A root of g between two numbers at which g has different signs: Newton's steps while they stay between the ends and at least halve the step before the last, else the middle; the ends
/// follow the signs. It ends where g is 0, a step is within the tolerance, or no number is left between the ends. NaN: the signs are the same, or what changes there is no root but a pole or
/// a jump. `at(x, values)` computes g and g' at x.
template <class T, class At>
constexpr T root_between(T low, T high, T tolerance, At at) {
  const T none = std::numeric_limits<T>::quiet_NaN();
  T values[2]{};
  const auto g = [&](const T& x) {
    at(&x, values);
    return values[0];
  };
  T at_low = g(low);
  if (at_low == T(0)) return low;
  const T at_high = g(high);
  if (at_high == T(0)) return high;
  if (!(at_low < T(0) ? at_high > T(0) : at_low > T(0) && at_high < T(0))) return none;
  const T least = size_of_number(at_low) < size_of_number(at_high) ? size_of_number(at_low) : size_of_number(at_high);
  const T scale = size_of_number(low) > size_of_number(high) ? size_of_number(low) : size_of_number(high);
  const auto middle = [&] { return low / T(2) + high / T(2); };
  T x = middle(), step = high - low, before = step;
  for (int round = 0; round < 5000; ++round) {  // halving takes 2100 steps from the largest to the smallest double
    const T value = g(x), slope = values[1];
    if (!(value == value)) return none;
    if (value == T(0)) return x;
    if ((value < T(0)) == (at_low < T(0))) {
      low = x;
      at_low = value;
    } else high = x;
    T next = x - value / slope;
    const T newton = next - x;
    const bool inside = low < high ? next > low && next < high : next > high && next < low;
    if (!inside || !(size_of_number(newton) + size_of_number(newton) <= size_of_number(before))) next = middle();
    before = step;
    step = next - x;
    const T unit = size_of_number(x) > T(1) ? size_of_number(x) : T(1);
    const bool last = next == x || next == low || next == high || (tolerance > T(0) && size_of_number(step) <= tolerance * unit);
    if (last) {
      const T allowed = half_of_the_digits<T>() > tolerance ? half_of_the_digits<T>() : tolerance;
      return size_of_number(value) < least && size_of_number(value / slope) <= allowed * scale ? (tolerance > T(0) ? next : x) : none;
    }
    x = next;
  }
  return none;
}

}  // namespace nabla::detail
