// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/line.hpp>

namespace nabla::detail::numeric {

/// The absolute noise of f at points `spacing` apart around t = 0, by differences of high order along a line: J. J. Moré, S. M. Wild, Estimating computational noise, SIAM J.
/// Sci. Comput. 33 (2011). What is smooth vanishes in them, noise stays: three orders have to agree within a factor of 4. At least a rounding
/// error or two of the value itself.
template <class T>
NABLA_COLD constexpr T noise_at(line<T>& f, pieces which, T spacing) {
  constexpr int count = 8;
  T v[count]{}, sigma[count]{}, largest = 0, gamma = 1;
  bool both_signs[count]{};
  const T rounded = f.middle + spacing - f.middle, step = rounded > 0 ? rounded : spacing;  // what rounds the argument is no noise of f
  for (int k = 0; k < count; ++k) {
    v[k] = f.value(step * T(k - count / 2), which);
    if (!is_finite(v[k])) return 4 * epsilon<T> * largest;
    largest = larger(largest, size_of(v[k]));
  }
  const T least = 4 * (epsilon<T> * largest + std::numeric_limits<T>::denorm_min());
  for (int j = 1; j < count; ++j) {
    T sum = 0;
    gamma *= T(j) / T(2 * (2 * j - 1));
    for (int k = 0; k < count - j; ++k) {
      v[k] = v[k + 1] - v[k];
      if (largest > 0) sum += (v[k] / largest) * (v[k] / largest);
    }
    for (int k = 0; k + 1 < count - j; ++k) both_signs[j] = both_signs[j] || (v[k] < 0 && v[k + 1] > 0) || (v[k] > 0 && v[k + 1] < 0);
    sigma[j] = largest * root(gamma * sum / T(count - j));
  }
  for (int j = 2; j + 2 < count; ++j) {
    const T low = smaller(smaller(sigma[j], sigma[j + 1]), sigma[j + 2]), high = larger(larger(sigma[j], sigma[j + 1]), sigma[j + 2]);
    if (high <= 4 * low && both_signs[j]) return larger(least, 3 * sigma[j]);
  }
  return least;
}

/// f may compute in double what it returns in a wider type.
template <class T>
constexpr T rounding_of_double() {
  return epsilon<T> < T(epsilon<double>) ? T(epsilon<double>) : epsilon<T>;
}

/// At a spacing of so many roundings of double. Where f is known to have no more than roundings, what looks like noise is a wave that is shorter: it is smooth
/// at a finer spacing.
template <class T>
NABLA_COLD constexpr T noise_beside(line<T>& f, pieces which, int roundings) {
  const T found = noise_at(f, which, T(roundings) * f.size * rounding_of_double<T>());
  const T here = f.knows_pieces ? f.value(0, which) : T(0);
  if (!f.knows_pieces || !is_finite(here) || found <= T(1e-9L) * size_of(here)) return found;
  return smaller(found, noise_at(f, which, 2 * f.size * epsilon<T>));
}
/// At the usual spacing, which is odd: the roundings of a product by a power of two are the same all along the line.
template <class T>
NABLA_COLD constexpr T noise_of(line<T>& f, pieces which) {
  return noise_beside(f, which, 61);
}
/// The largest of several estimates, before an error is spoken of: noise may look smooth at one spacing, as that of sin(1000 x), in which 1000 x is rounded alike at each second
/// argument.
template <class T>
NABLA_COLD constexpr T noise_at_worst(line<T>& f, pieces which) {
  T worst = 0;
  constexpr int spacings[] = {37, 174, 473, 1286};
  for (int spacing : spacings) worst = larger(worst, noise_beside(f, which, spacing));
  constexpr int few[] = {5, 7, 11, 13};
  if (f.knows_pieces)  // a formula, whose roundings are those of T
    for (int spacing : few) worst = larger(worst, noise_at(f, which, T(spacing) * f.size * epsilon<T>));
  return worst;
}

}  // namespace nabla::detail::numeric
