// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>
#include <nabla/expression/node.hpp>
#include <nabla/support/fixed_array.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail {

/// What can hold the elements of a matrix: std::vector, std::array, a class of one's own with size() and data().
template <class C>
concept ContainerOfNumbers = __is_class(C) && !requires(const C& c) { c.rows(); } && !requires { typename C::element_type; } && !requires { typename C::traits_type; } &&
    requires(C& c, const C& fixed) {
      fixed.size();
      c.data()[0] = std::remove_cvref_t<decltype(c.data()[0])>(0);
    };

/// What is given its sizes and holds m(i, j), as Eigen's matrices and arrays do.
template <class M>
concept MatrixOfNumbers = __is_class(M) && std::is_same_v<typename M::PlainObject, M> && requires(M& m, index i) {
  m.resize(i, i);
  m(i, i) = typename M::Scalar(0);
};

template <class C>
concept HoldsNumbers = ContainerOfNumbers<C> || MatrixOfNumbers<C>;

/// How many rows and columns a matrix of this type has; -1: its type does not say.
struct known_sizes {
  index rows, columns;
  constexpr bool fit(index r, index c) const { return (rows < 0 || r < 0 || rows == r) && (columns < 0 || c < 0 || columns == c); }
  constexpr index count() const { return rows < 0 || columns < 0 ? -1 : rows * columns; }
};
template <class Matrix>
consteval known_sizes sizes_of() {
  if constexpr (requires { Matrix::fixed_rows; }) return {Matrix::fixed_rows, Matrix::fixed_columns};
  else if constexpr (requires { typename std::integral_constant<index, Matrix::rows()>; }) return {Matrix::rows(), Matrix::columns()};
  else return {-1, -1};
}

template <class M, class Matrix>
  requires MatrixOfNumbers<M>
constexpr M elements_as(const Matrix& m) {  // constexpr, so that clang speaks of the line that asks for it
  constexpr known_sizes to{M::RowsAtCompileTime, M::ColsAtCompileTime}, from = sizes_of<Matrix>();
  constexpr bool fits = to.fit(from.rows, from.columns);
  static_assert(fits, "nabla: the matrix has another size than the result");
  if (!to.fit(m.rows(), m.columns())) raise(shape_error("a matrix of another size", m.rows(), m.columns()));
  M result;
  result.resize(m.rows(), m.columns());
  for (index j = 0; j < m.columns(); ++j)
    for (index i = 0; i < m.rows(); ++i) result(i, j) = static_cast<typename M::Scalar>(m(i, j));
  return result;
}
template <class C, class Matrix>
  requires ContainerOfNumbers<C>
constexpr C elements_as(const Matrix& m) {
  const std::size_t count = static_cast<std::size_t>(m.rows() * m.columns());
  C result = [&] {
    if constexpr (requires(C& c) { c.resize(count); }) {
      return C(count);
    } else {
      if constexpr (requires { typename std::integral_constant<index, index(C{}.size())>; }) {
        constexpr bool fits = sizes_of<Matrix>().count() < 0 || sizes_of<Matrix>().count() == index(C{}.size());
        static_assert(fits, "nabla: the array has another number of elements than the matrix");
      }
      return C{};
    }
  }();
  if (static_cast<std::size_t>(result.size()) != count) raise(shape_error("a container of another number of elements", m.rows(), m.columns()));
  for (index i = 0; i < m.rows(); ++i)
    for (index j = 0; j < m.columns(); ++j) result.data()[i * m.columns() + j] = static_cast<std::remove_cvref_t<decltype(result.data()[0])>>(m(i, j));
  return result;
}

// clang-format off
#define NABLA_DETAIL_MATRIX_IS_NO_NUMBER "nabla: a matrix is no number: take m(i, j)"
#if defined(__clang__)  // which says so of the conversion
#define NABLA_DETAIL_MATRIX_NOT_COMPARED(self)
#else
NABLA_DETAIL_SAYS(matrix_is_no_number, NABLA_DETAIL_MATRIX_IS_NO_NUMBER)
#define NABLA_DETAIL_MATRIX_NOT_COMPARED_BY(self, sign) \
  friend matrix_is_no_number operator sign(const self&, double) { __builtin_unreachable(); } \
  friend matrix_is_no_number operator sign(double, const self&) { __builtin_unreachable(); }
#define NABLA_DETAIL_MATRIX_NOT_COMPARED(self) NABLA_DETAIL_EACH_COMPARISON(NABLA_DETAIL_MATRIX_NOT_COMPARED_BY, self)
#endif
#define NABLA_DETAIL_BY_TWO_PLACES "nabla: an element of a matrix of values is m(i, j), of a column m(i, 0), counted from 0"
NABLA_DETAIL_SAYS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES)
#define NABLA_DETAIL_READ_BY_ELEMENTS "nabla: a matrix of values has m(i, j), rows() and columns(); it becomes a std::vector<double>, with <nabla/eigen.hpp> it is one of Eigen"
NABLA_DETAIL_SAYS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS)
// No base: fixed_matrix is an aggregate.
#define NABLA_DETAIL_MATRIX_OF_VALUES(self) \
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_READ_BY_ELEMENTS, begin, end, size, at, cols, norm, transpose) \
  NABLA_DETAIL_REFUSED_AS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS, operator-() const) \
  NABLA_DETAIL_REFUSED_AS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS, operator+=(anything)) \
  NABLA_DETAIL_REFUSED_AS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS, operator-=(anything)) \
  NABLA_DETAIL_REFUSED_AS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS, operator*=(anything)) \
  NABLA_DETAIL_REFUSED_AS(read_by_elements, NABLA_DETAIL_READ_BY_ELEMENTS, operator/=(anything)) \
  NABLA_DETAIL_MATRIX_NOT_COMPARED(self) \
  NABLA_DETAIL_REFUSED_AS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES, operator[](anything) const) \
  NABLA_DETAIL_REFUSED_AS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES, operator()(anything) const) \
  NABLA_DETAIL_REFUSED_AS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES, operator()(anything, anything) const) \
  template <Expression I, Expression J> NABLA_DETAIL_REFUSED_AS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES, operator()(I, J)) /* a formula converts to an index, in a sentence of its own */ \
  template <Expression I, Expression J> NABLA_DETAIL_REFUSED_AS(by_two_places, NABLA_DETAIL_BY_TWO_PLACES, operator()(I, J) const) \
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double), NABLA_DETAIL_MATRIX_IS_NO_NUMBER)
// clang-format on

/// A matrix in somebody's memory, column by column: element (i, j) is data[i + j * stride].
template <class T>
struct matrix_view {
  using scalar = T;
  T* data = nullptr;
  index row_count = 0;
  index column_count = 0;
  index stride = 0;

  constexpr index rows() const { return row_count; }
  constexpr index columns() const { return column_count; }
  constexpr T& operator()(index i, index j) const { return data[i + j * stride]; }
  /// Its elements row by row, as std::vector or std::array, `std::vector<double> slope = grad(f)(v = at)[v];`, or as a matrix of Eigen's.
  template <HoldsNumbers C>
  constexpr operator C() const {
    return elements_as<C>(*this);
  }
  NABLA_DETAIL_MATRIX_OF_VALUES(matrix_view)
  /// Column j of what a kernel has behind its result, see kernel_memory.
  constexpr T* behind(index j) const { return data + (column_count + j) * stride; }
};

/// The same with sizes that the compiler knows; -1 for one that it does not.
template <class T, int Rows, int Columns>
struct sized_view : matrix_view<T> {
  static constexpr int fixed_rows = Rows, fixed_columns = Columns;
  [[gnu::always_inline]] constexpr index rows() const {
    if constexpr (Rows >= 0) return Rows;
    else return this->row_count;
  }
  [[gnu::always_inline]] constexpr index columns() const {
    if constexpr (Columns >= 0) return Columns;
    else return this->column_count;
  }
};

/// A small matrix of a size known at compile time, for constant expressions; rows are given in order: {{1, 2}, {3, 4}}.
template <class T, int Rows, int Columns>
struct fixed_matrix {
  static_assert(Rows >= 0 && Columns >= 0, "nabla: a matrix has no negative number of rows or columns");
  T elements[detail::array_length(Rows)][detail::array_length(Columns)]{};

  static constexpr index rows() { return Rows; }
  static constexpr index columns() { return Columns; }
  constexpr T& operator()(index i, index j) { return elements[i][j]; }
  constexpr const T& operator()(index i, index j) const { return elements[i][j]; }
  /// Its elements row by row, as std::vector or std::array, `std::vector<double> slope = grad(f)(v = at)[v];`, or as a matrix of Eigen's.
  template <HoldsNumbers C>
  constexpr operator C() const {
    return elements_as<C>(*this);
  }
  NABLA_DETAIL_MATRIX_OF_VALUES(fixed_matrix)
  // written out: g++ 14 takes one array for another in constant expressions where this is defaulted
  friend constexpr bool operator==(const fixed_matrix& a, const fixed_matrix& b) {
    for (index i = 0; i < Rows; ++i)
      for (index j = 0; j < Columns; ++j)
        if (!(a(i, j) == b(i, j))) return false;
    return true;
  }
};

/// A matrix of a size known at run time, where Eigen is not used.
template <class T>
struct dynamic_matrix {
  list<T> elements;
  index row_count = 0;
  index column_count = 0;

  constexpr index rows() const { return row_count; }
  constexpr index columns() const { return column_count; }
  constexpr T& operator()(index i, index j) { return elements.data[i + j * row_count]; }
  constexpr const T& operator()(index i, index j) const { return elements.data[i + j * row_count]; }
  /// Its elements row by row, as std::vector or std::array, `std::vector<double> slope = grad(f)(v = at)[v];`, or as a matrix of Eigen's.
  template <HoldsNumbers C>
  constexpr operator C() const {
    return elements_as<C>(*this);
  }
  NABLA_DETAIL_MATRIX_OF_VALUES(dynamic_matrix)
};

#undef NABLA_DETAIL_MATRIX_OF_VALUES
#undef NABLA_DETAIL_BY_TWO_PLACES
#undef NABLA_DETAIL_READ_BY_ELEMENTS
#undef NABLA_DETAIL_MATRIX_NOT_COMPARED
#undef NABLA_DETAIL_MATRIX_NOT_COMPARED_BY
#undef NABLA_DETAIL_MATRIX_IS_NO_NUMBER

}  // namespace nabla::detail

namespace nabla {
using detail::fixed_matrix;
}
