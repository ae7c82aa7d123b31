// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// First: clang shows the way to the headers of Eigen in each error there.
#include <nabla/evaluate/eigen/registers.hpp>

#include <nabla/evaluate/eigen/kernels.hpp>
#include <nabla/evaluate/into.hpp>
#include <nabla/evaluate/results.hpp>

namespace nabla::detail {

// Some derive from the base of another: VectorBlock<V>, that v.head(k) gives, from that of Block<V>.
template <class Derived>
void is_eigen_expression(const Eigen::DenseBase<Derived>&);

template <class V>
inline constexpr bool is_map_or_repeated = false;
template <class M, int Options, class Stride>
inline constexpr bool is_map_or_repeated<Eigen::Map<M, Options, Stride>> = true;
template <class T, int Rows, int Columns>
inline constexpr bool is_map_or_repeated<eigen_look<T, Rows, Columns>> = true;
template <class M, int Options>
inline constexpr bool is_whole_map<Eigen::Map<M, Options, Eigen::Stride<0, 0>>> = true;
/// A part of a vector, as `v.segment<3>(i)`, and an Eigen::Ref of one: its elements lie one after the other.
template <class V>
  requires requires { V::IsVectorAtCompileTime; V::InnerStrideAtCompileTime; typename V::PlainObject; } && (!std::is_same_v<typename V::PlainObject, V>)
inline constexpr bool is_whole_map<V> = V::IsVectorAtCompileTime != 0 && V::InnerStrideAtCompileTime == 1;
/// Whole columns of a matrix that lies by columns, and rows of one that lies by rows: `J.middleRows<3>(i)`.
template <class M, int Rows, int Columns>
  requires std::is_same_v<typename M::PlainObject, M> && (Rows != 1 && Columns != 1)
inline constexpr bool is_whole_map<Eigen::Block<M, Rows, Columns, true>> = true;
template <class Function, class M>
inline constexpr bool is_map_or_repeated<Eigen::CwiseNullaryOp<Function, M>> = true;

}  // namespace nabla::detail

namespace nabla {

/// Eigen matrices, maps, blocks and expressions. Column-major memory is read where it lies; anything else is evaluated into a copy.
template <class V>
  requires requires(const V& v) { detail::is_eigen_expression(v); }
struct input_traits<V> {
  using scalar = typename V::Scalar;
  using backend = detail::eigen_backend;
  static constexpr bool is_matrix = true;
  static constexpr bool is_direct = [] {
    if constexpr ((V::Flags & Eigen::DirectAccessBit) == 0) return false;
    else if constexpr (V::IsRowMajor) return V::RowsAtCompileTime == 1 && V::InnerStrideAtCompileTime == 1;
    else return V::InnerStrideAtCompileTime == 1;
  }();
  /// May it refer to objects that live no longer than the expression in which it is written? Maps do, to what the user knows.
  static constexpr bool refers_to_others = !std::is_same_v<V, typename V::PlainObject> && !detail::is_map_or_repeated<V>;
  static constexpr int static_rows = V::RowsAtCompileTime;
  static constexpr int static_columns = V::ColsAtCompileTime;

  static detail::index rows(const V& v) { return v.rows(); }
  static detail::index columns(const V& v) { return v.cols(); }
  static scalar get(const V& v, detail::index i, detail::index j) { return v.coeff(i, j); }
  template <class T>
  static void copy(const V& v, detail::matrix_view<T> to) {
    detail::as_eigen(to) = v.matrix().template cast<T>();
  }

  /// A matrix with its own elements.
  static typename V::PlainObject owned(const V& v) { return v; }

  static const scalar* data(const V& v)
    requires(is_direct)
  {
    return v.data();
  }
  /// Distance of two columns: the inner stride of what Eigen stores row by row.
  static detail::index stride(const V& v)
    requires(is_direct)
  {
    return V::IsRowMajor ? v.innerStride() : v.outerStride();
  }
};

}  // namespace nabla

#if !EIGEN_VERSION_AT_LEAST(3, 4, 90)
/// Eigen::VectorXd r(f): as a number f would be a size, for a constructor that asks this, beside the conversion to a matrix, which says what f is.
template <nabla::Expression E>
  requires(!nabla::detail::facts_of<E>.extents.is_scalar())
struct Eigen::internal::enable_if<true, E> {};
/// Eigen::VectorXd r(g): nor is a gradient a size, alone or beside a value.
template <class R>
  requires(__is_base_of(nabla::detail::whole_gradient, R) || __is_base_of(nabla::detail::both_are_no_number, R))
struct Eigen::internal::enable_if<true, R> {};
#endif
