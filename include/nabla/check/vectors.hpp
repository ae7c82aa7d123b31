// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/errors.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace nabla::detail::numeric {

/// Vectors of anyone: std::vector, std::array, std::span, Eigen's, as far as size() and [i] go.
template <class V>
concept VectorLike = requires(const V& v) {
  v.size();
  { v[0] } -> std::convertible_to<long double>;
};
template <class V>
concept ListOfVectors = requires(const V& v) {
  { *v.begin() } -> VectorLike;
  v.end();
};
template <class V>
concept NumberLike = std::is_arithmetic_v<V>;

template <class V>
using element_type = std::remove_cvref_t<decltype(std::declval<const V&>()[0])>;

/// A copy that can be changed.
template <class V>
auto owned_vector(const V& v) {
  if constexpr (requires { typename V::PlainObject; }) return typename V::PlainObject(v);
  else return v;
}

template <class V>
std::ptrdiff_t size_of_result(const V& v) {
  if constexpr (NumberLike<V>) return 1;
  else return static_cast<std::ptrdiff_t>(v.size());
}
/// Element i, by an index of the sign that the vector likes: Eigen's have rows.
template <class V>
decltype(auto) place_in(V& v, std::ptrdiff_t i) {
  if constexpr (requires { v.rows(); }) return v[i];
  else return v[static_cast<std::size_t>(i)];
}
/// Element i of a vector; a number is its own.
template <class T, class V>
T element_of_result(const V& v, std::ptrdiff_t i) {
  if constexpr (NumberLike<V>) return static_cast<T>(v);
  else return static_cast<T>(place_in(v, i));
}
/// Throws shape_error where somebody's vector or matrix has another size.
[[gnu::cold]] inline void expect_size(const char* what, std::ptrdiff_t rows, std::ptrdiff_t columns, std::ptrdiff_t expected_rows, std::ptrdiff_t expected_columns) {
  if (rows != expected_rows || columns != expected_columns) raise(shape_error(what, rows, columns, shape{}, expected_rows, expected_columns));
}
inline void expect_size(const char* what, std::ptrdiff_t count, std::ptrdiff_t expected) { expect_size(what, count, 1, expected, 1); }
template <class M>
void expect_jacobian(const M& m, std::ptrdiff_t rows, std::ptrdiff_t columns) {
  if constexpr (requires { m.rows(); m(0, 0); }) expect_size("the Jacobian", m.rows(), m.cols(), rows, columns);
  else {
    expect_size("the Jacobian", static_cast<std::ptrdiff_t>(m.size()), columns, rows, columns);
    for (std::ptrdiff_t i = 0; i < rows; ++i) expect_size("a row of the Jacobian", static_cast<std::ptrdiff_t>(m[static_cast<std::size_t>(i)].size()), columns);
  }
}
/// Derivative of output i by entry j, of a Jacobian.
template <class T, class M>
T derivative_of_result(const M& m, std::ptrdiff_t i, std::ptrdiff_t j) {
  if constexpr (requires { m.rows(); m(0, 0); }) return static_cast<T>(m(i, j));
  else return static_cast<T>(m[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]);
}

}  // namespace nabla::detail::numeric
