// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/constant_scalar.hpp>

#include <cstddef>
#include <limits>

namespace nabla::detail {

template <class T>
constexpr T size_of_number(const T& a) {
  return a < T(0) ? -a : a;
}

/// x with A x = b in place of b, by elimination with the largest pivot; A is n × n column by column and lost. False where it is singular, or not of numbers.
template <class T>
constexpr bool solve_in_place(T* a, T* b, std::ptrdiff_t n) {
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    std::ptrdiff_t pivot = k;
    for (std::ptrdiff_t i = k + 1; i < n; ++i)
      if (size_of_number(a[i + k * n]) > size_of_number(a[pivot + k * n])) pivot = i;
    if (!(size_of_number(a[pivot + k * n]) > T(0))) return false;
    for (std::ptrdiff_t j = k; j < n && pivot != k; ++j) {
      const T other = a[k + j * n];
      a[k + j * n] = a[pivot + j * n];
      a[pivot + j * n] = other;
    }
    const T other = b[k];
    b[k] = b[pivot];
    b[pivot] = other;
    for (std::ptrdiff_t i = k + 1; i < n; ++i) {
      const T factor = a[i + k * n] / a[k + k * n];
      for (std::ptrdiff_t j = k + 1; j < n; ++j) a[i + j * n] = a[i + j * n] - factor * a[k + j * n];
      b[i] = b[i] - factor * b[k];
    }
  }
  for (std::ptrdiff_t k = n - 1; k >= 0; --k) {
    for (std::ptrdiff_t j = k + 1; j < n; ++j) b[k] = b[k] - a[k + j * n] * b[j];
    b[k] = b[k] / a[k + k * n];
  }
  return true;
}

/// Does f go down from here in some direction, by its second derivatives? A is n × n column by column, symmetric, and lost; what is less than a part of what has been seen in a row is rounding.
template <class T>
constexpr bool curves_down(T* a, const T* steepest, T part, std::ptrdiff_t n) {
  for (std::ptrdiff_t k = 0; k < n; ++k) {
    const T pivot = a[k + k * n], rounding = part * steepest[k];
    if (pivot < -rounding) return true;
    for (std::ptrdiff_t i = k + 1; i < n; ++i) {
      if (pivot > rounding) {
        for (std::ptrdiff_t j = k + 1; j < n; ++j) a[i + j * n] = a[i + j * n] - a[i + k * n] * (a[j + k * n] / pivot);
      } else if (a[i + k * n] * a[i + k * n] > rounding * steepest[i]) return true;
    }
  }
  return false;
}

/// The relative size of what half of the digits show.
template <class T>
constexpr T half_of_the_digits() {
  T half = std::numeric_limits<T>::epsilon();
  for (int k = 0; k < std::numeric_limits<T>::digits / 2; ++k) half = half * T(2);
  return half;
}

/// Newton's method with steps that are halved until they help: towards a root of g, where they lessen its largest element, or to a minimum of f, where they lessen f; where Newton's
/// direction does not go down there, the gradient's is taken. It ends where no step helps any more, or with the first step within the tolerance, relative to 1 and to x. `at(x, values)` computes at x the elements of [f,] g and g', one behind the other.
/// What has not converged in 200 steps, or stands still where no root is near, or at a maximum or a saddle of f, is NaN.
template <bool Minimum, int N, class T, class At>
constexpr void newton(T* x, T tolerance, At at) {
  constexpr std::size_t dimension = N, count = (Minimum ? 1 : 0) + dimension + dimension * dimension;
  constexpr int gradient = Minimum ? 1 : 0, matrix = gradient + N;
  T values[count]{}, tried[count]{}, step[dimension]{}, to[dimension]{}, scale[dimension]{}, steepest[dimension]{};
  const T loose = half_of_the_digits<T>();
  const auto largest = [](const T* v) {
    T result(0);
    for (int i = 0; i < N; ++i)
      if (!(v[i] == v[i]) || size_of_number(v[i]) > result) result = size_of_number(v[i]);
    return result;
  };
  bool near = false;
  at(x, values);
  for (int round = 0; round < 200; ++round) {
    const T here = largest(values + gradient);
    for (int i = 0; i < N * N && Minimum; ++i) {
      T& largest_of_row = steepest[i % N];
      if (size_of_number(values[matrix + i]) > largest_of_row) largest_of_row = size_of_number(values[matrix + i]);
    }
    near = here == T(0);
    if (near || !(here == here)) break;
    for (int i = 0; i < N; ++i) step[i] = -values[gradient + i];
    const bool solved = solve_in_place(values + matrix, step, N);
    if constexpr (Minimum) {
      T slope(0);
      for (int i = 0; i < N; ++i) slope = slope + step[i] * values[gradient + i];
      for (int i = 0; i < N && !(solved && slope < T(0)); ++i) step[i] = -values[gradient + i];
    } else if (!solved) break;
    near = true;
    bool last = tolerance > T(0);
    for (int i = 0; i < N; ++i) {
      const T unit = size_of_number(x[i]) > T(1) ? size_of_number(x[i]) : T(1);
      last = last && size_of_number(step[i]) <= tolerance * unit;
      scale[i] = size_of_number(x[i]) > scale[i] ? size_of_number(x[i]) : scale[i];
      near = near && size_of_number(step[i]) <= loose * scale[i];
    }
    bool helps = false;
    T length(1);
    for (int halvings = 0; halvings < 1100 && !helps; ++halvings, length = length / T(2)) {
      for (int i = 0; i < N; ++i) to[i] = x[i] + length * step[i];
      at(to, tried);
      const bool lessens = largest(tried + gradient) < here;
      helps = Minimum ? tried[0] < values[0] || (near && lessens) : lessens;
    }
    if (!helps) break;
    for (int i = 0; i < N; ++i) x[i] = to[i];
    for (std::size_t i = 0; i < count; ++i) values[i] = tried[i];
    near = near || last;
    if (last) break;
  }
  if constexpr (Minimum) {
    if (near) at(x, values);
    near = near && !curves_down(values + matrix, steepest, loose, N);
  }
  for (int i = 0; i < N && !near; ++i) x[i] = std::numeric_limits<T>::quiet_NaN();
}

}  // namespace nabla::detail
