// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/backend.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/norms.hpp>

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <cstring>

namespace nabla::detail {

// Eigen's blocked algorithms in place of nabla's plain ones, on the memory of the plan: Eigen's decomposition objects would bring
// their own. Small matrices of a size known at compile time stay with the plain kernels, which the compiler unrolls.

/// Larger matrices of all sizes share one instantiation for each scalar type.
template <class T>
matrix_view<T> any_size(const matrix_view<T>& v) {
  return v;
}

template <class T>
[[gnu::noinline]] void lu_any_size(matrix_view<T> a, T* pivots) {
  // Eigen counts in int; there is room for that many, and they become numbers from the last to the first
  static_assert(sizeof(int) <= sizeof(T));
  const index n = a.rows();
  int exchanges = 0;
  int* rows = reinterpret_cast<int*>(pivots);
  Eigen::internal::partial_lu_impl<T, Eigen::ColMajor, int>::blocked_lu(n, n, a.data, a.stride, rows, exchanges);
  for (index k = n - 1; k >= 0; --k) {
    int row;
    std::memcpy(&row, reinterpret_cast<const char*>(pivots) + k * static_cast<index>(sizeof(int)), sizeof(int));
    const T number = static_cast<T>(row);
    std::memcpy(static_cast<void*>(pivots + k), &number, sizeof(T));
  }
}

template <bool Lower, bool Transposed, bool Unit, class T>
[[gnu::noinline]] void solve_triangle_any_size(matrix_view<T> a, matrix_view<T> b) {
  constexpr unsigned mode = (Lower != Transposed ? Eigen::Lower : Eigen::Upper) | (Unit ? Eigen::UnitDiag : 0);
  auto x = as_eigen(b);
  const auto solve = [&a](auto& right) {
    if constexpr (Transposed) as_eigen(a).transpose().template triangularView<mode>().solveInPlace(right);
    else as_eigen(a).template triangularView<mode>().solveInPlace(right);
  };
  if (b.columns() == 1) {
    auto column = x.col(0);
    solve(column);
  } else {
    solve(x);
  }
}

template <bool Transposed, class T>
void solve_with_lu_any_size(matrix_view<T> f, matrix_view<T> b) {
  if constexpr (Transposed) {
    solve_triangle_any_size<false, true, false>(f, b);
    solve_triangle_any_size<true, true, true>(f, b);
    detail::exchange_rows<true>(b, f.behind(0));
  } else {
    detail::exchange_rows<false>(b, f.behind(0));
    solve_triangle_any_size<true, false, true>(f, b);
    solve_triangle_any_size<false, false, false>(f, b);
  }
}

template <>
struct eigen_kernel<lu_rule> {
  template <class Result>
  static void run(const Result& to, const auto& a) {
    if constexpr (is_small<Result>) lu_rule::kernel(to, a);
    else {
      as_eigen(any_size(to)) = as_eigen(any_size(a));
      lu_any_size(any_size(to), to.behind(0));
    }
  }
};

template <bool Transposed>
struct eigen_kernel<lu_solve_rule<Transposed>> {
  template <class Result>
  static void run(const Result& to, const auto& f, const auto& b) {
    if constexpr (is_small<std::remove_cvref_t<decltype(f)>>) lu_solve_rule<Transposed>::kernel(to, f, b);
    else {
      detail::copy_elements(b, to);
      solve_with_lu_any_size<Transposed>(any_size(f), any_size(to));
    }
  }
};

template <>
struct eigen_kernel<lu_inverse_rule> {
  template <class Result>
  static void run(const Result& to, const auto& f) {
    if constexpr (is_small<Result>) lu_inverse_rule::kernel(to, f);
    else {
      as_eigen(any_size(to)).setIdentity();
      solve_with_lu_any_size<false>(any_size(f), any_size(to));
    }
  }
};

template <>
struct eigen_kernel<lu_cofactor_rule> {
  template <class Result>
  static void run(const Result& to, const auto& f, const auto& a) {
    if (is_small<Result> || !detail::factors_tell_cofactors(f)) return lu_cofactor_rule::kernel(to, f, a);
    as_eigen(any_size(to)).setIdentity();
    solve_with_lu_any_size<true>(any_size(f), any_size(to));
    as_eigen(any_size(to)) *= detail::determinant_of_factors(f);
  }
};

template <bool Lower, bool Transposed>
struct eigen_kernel<triangular_solve_rule<Lower, Transposed>> {
  template <class Result>
  static void run(const Result& to, const auto& a, const auto& b) {
    if constexpr (is_small<std::remove_cvref_t<decltype(a)>>) triangular_solve_rule<Lower, Transposed>::kernel(to, a, b);
    else {
      detail::copy_elements(b, to);
      solve_triangle_any_size<Lower, Transposed, false>(any_size(a), any_size(to));
    }
  }
};

template <class T>
[[gnu::noinline]] void cholesky_any_size(matrix_view<T> a, matrix_view<T> to) {
  detail::symmetrise_lower(a, to);
  auto l = as_eigen(to);
  const index failed = Eigen::internal::llt_inplace<T, Eigen::Lower>::blocked(l);
  // Eigen goes on where a pivot is NaN
  if (failed >= 0 || !(l.diagonal().sum() < std::numeric_limits<T>::infinity())) detail::fill_lower_with_nan(to);
}

template <>
struct eigen_kernel<cholesky_rule> {
  template <class Result>
  static void run(const Result& to, const auto& a) {
    if constexpr (is_small<Result>) cholesky_rule::kernel(to, a);
    else cholesky_any_size(any_size(a), any_size(to));
  }
};

/// The sum of squares in four registers: Eigen has two, and waits for them.
template <class T>
[[gnu::always_inline]] inline T squares_in_registers(const T* data, index count) {
  if constexpr (register_width<T> == 1) return Eigen::Map<const Eigen::Matrix<T, Eigen::Dynamic, 1>>(data, count).squaredNorm();
  else {
    using lanes = packet_lanes<T>;
    constexpr index width = lanes::width;
    using numbers = typename lanes::type;
    numbers first(T(0)), second(T(0));
    index k = 0;
    if (count >= 4 * width) {
      numbers third(T(0)), fourth(T(0));
      for (; k + 4 * width <= count; k += 4 * width) {
        const numbers a = lanes::load(data + k), b = lanes::load(data + k + width), c = lanes::load(data + k + 2 * width), d = lanes::load(data + k + 3 * width);
        first = multiply_add_register(a.v, a.v, first.v);
        second = multiply_add_register(b.v, b.v, second.v);
        third = multiply_add_register(c.v, c.v, third.v);
        fourth = multiply_add_register(d.v, d.v, fourth.v);
      }
      first = first + third;
      second = second + fourth;
    }
    for (; k + width <= count; k += width) {
      const numbers a = lanes::load(data + k);
      first = multiply_add_register(a.v, a.v, first.v);
    }
    if (k < count) {
      const numbers a = lanes::first(lanes::load(data + k, count - k), count - k, T(0));
      second = multiply_add_register(a.v, a.v, second.v);
    }
    return total_of(data, (first + second).v);
  }
}
// No view: g++ stores one piece by piece for a call, and loads it in registers, which waits.
template <class T>
[[gnu::noinline]] T squares_any_size(const T* data, index rows, index columns, index stride) {
  if (stride == rows) return squares_in_registers(data, rows * columns);
  T sum(0);
  for (index j = 0; j < columns; ++j) sum += squares_in_registers(data + j * stride, rows);
  return sum;
}

template <>
struct eigen_kernel<norm2_rule> {
  template <class View>
  static void run(const auto& to, const View& a) {
    if constexpr (is_small<View> || !is_ordered<scalar_of<View>>) norm2_rule::kernel(to, a);  // of complex numbers Eigen has another norm
    else if constexpr (View::fixed_rows >= 0 && View::fixed_columns >= 0 && View::fixed_rows * View::fixed_columns <= 256) {
      constexpr index count = View::fixed_rows * View::fixed_columns;
      using flat = Eigen::Map<const Eigen::Matrix<scalar_of<View>, count, 1>>;
      if (a.stride != a.rows()) to(0, 0) = norm_from_squares(a, squares_any_size(a.data, a.rows(), a.columns(), a.stride));
      else if constexpr (count <= 64) to(0, 0) = norm_from_squares(a, flat(a.data).squaredNorm());
      else to(0, 0) = norm_from_squares(a, squares_in_registers(a.data, count));
    } else to(0, 0) = norm_from_squares(a, squares_any_size(a.data, a.rows(), a.columns(), a.stride));
  }
};

}  // namespace nabla::detail
