// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/matrix.hpp>

#include <array>
#include <concepts>
#include <type_traits>

namespace nabla {

/// What evaluation has to know of a type that is bound to a symbol. A specialisation holds
///     scalar                        the type of its elements
///     is_matrix                     false: a single number
///     rows(v), columns(v)           its size
///     get(v, i, j)                  an element
/// and, where elements lie column by column in memory, data(v) and stride(v) (distance of two columns).
/// `backend` names who owns results and multiplies matrices once such a value is bound; none means plain loops.
template <class Value>
struct input_traits;

template <class Value>
  requires std::is_arithmetic_v<Value>
struct input_traits<Value> {
  using scalar = Value;
  static constexpr bool is_matrix = false;
};

/// A flat array: n elements, of a column, a row, or a matrix given row by row.
template <class S, std::size_t N>
struct input_traits<std::array<S, N>> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr bool is_flat = true;
  static constexpr index rows(const std::array<S, N>&) { return N; }
  static constexpr index columns(const std::array<S, N>&) { return 1; }
  static constexpr S at(const std::array<S, N>& v, index i) { return v[static_cast<std::size_t>(i)]; }
};

template <class S, std::size_t Rows, std::size_t Columns>
struct input_traits<std::array<std::array<S, Columns>, Rows>> {
  using type = std::array<std::array<S, Columns>, Rows>;
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr index rows(const type&) { return Rows; }
  static constexpr index columns(const type&) { return Columns; }
  static constexpr S get(const type& v, index i, index j) { return v[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]; }
};

template <class S, int Rows, int Columns>
struct input_traits<matrix<S, Rows, Columns>> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr index rows(const matrix<S, Rows, Columns>&) { return Rows; }
  static constexpr index columns(const matrix<S, Rows, Columns>&) { return Columns; }
  static constexpr S get(const matrix<S, Rows, Columns>& v, index i, index j) { return v(i, j); }
};

template <class S>
struct input_traits<matrix_view<S>> {
  using scalar = std::remove_const_t<S>;
  static constexpr bool is_matrix = true;
  static constexpr index rows(const matrix_view<S>& v) { return v.rows(); }
  static constexpr index columns(const matrix_view<S>& v) { return v.columns(); }
  static constexpr S get(const matrix_view<S>& v, index i, index j) { return v(i, j); }
  static constexpr const S* data(const matrix_view<S>& v) { return v.data; }
  static constexpr index stride(const matrix_view<S>& v) { return v.stride; }
};

template <class Value>
concept Input = requires { typename input_traits<Value>::scalar; };

template <class Value>
inline constexpr bool is_flat_input = requires { requires input_traits<Value>::is_flat; };

/// Its elements can be read where they are, if the scalar type is right.
template <class Value>
concept DirectInput = requires(const Value& v) {
  input_traits<Value>::data(v);
  input_traits<Value>::stride(v);
};

}  // namespace nabla
