// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/matrix.hpp>
#include <nabla/support/list.hpp>
#include <nabla/support/number_array.hpp>

#include <concepts>
#include <initializer_list>
#include <type_traits>

namespace nabla::detail {

/// What a type of one's own has to bring to be computed with; beside that input_traits makes it known.
template <class T>
concept Scalar = std::is_arithmetic_v<T> || (std::default_initializable<T> && std::copyable<T> &&  // slots and matrices of it, copied
                                             requires(const T& a, const T& b) {
                                               T(0), T(0.5);                       // made of an int and of a double
                                               { -a } -> std::same_as<T>;          // the arithmetic, which gives the type itself: a type that
                                               { a + b } -> std::same_as<T>;       // gives expressions is bound as its twin without them:
                                               { a - b } -> std::same_as<T>;       // Boost.Multiprecision's number<Backend, et_off>
                                               { a* b } -> std::same_as<T>;
                                               { a / b } -> std::same_as<T>;
                                               { a == b } -> std::convertible_to<bool>;
                                             });
// And as far as a formula and its derivatives ask for it:
//     exp(a), sqrt(a), …            beside the type, as the standard library calls them; digamma(a), trigamma(a) for derivatives of lgamma
//     a < b, a > b                  for functions that choose, such as relu and clamp, which complex numbers do not have
//     a.real(), a.imag()            of those, for softmax and its kin: maxima are that of the real parts, and a comparison of what is not real does not hold
//     std::numeric_limits<T>        for maxima, norms, inverse and det; where digits10 is above 18 constants have all digits of T

/// The elements of a range that has its elements one after the other in memory.
template <class V>
using number_in = std::remove_cvref_t<decltype(*std::declval<const V&>().data())>;
template <class V>
concept ContiguousRange = __is_class(V) && !requires(const V& v) { v.rows(); } && !requires { typename V::traits_type; } && requires(const V& v) {
  v.size();
  *v.data();
};
template <class V>
concept ContiguousNumbers = ContiguousRange<V> && Scalar<number_in<V>>;
/// How many elements there are in an array or a span of a known length, else -1.
template <class V>
inline constexpr int static_size_of = -1;
template <class V>
  requires requires { std::tuple_size<V>::value; }
inline constexpr int static_size_of<V> = static_cast<int>(std::tuple_size<V>::value);
template <class V>
  requires requires { typename std::integral_constant<decltype(sizeof 0), V::extent>; }
inline constexpr int static_size_of<V> = static_cast<int>(V::extent);  // std::dynamic_extent is -1 then
template <class T, std::size_t N>
inline constexpr int static_size_of<T[N]> = static_cast<int>(N);
/// std::array and its like.
template <class V>
concept FixedRange = ContiguousRange<V> && static_size_of<V> >= 0;
template <class V>
concept ContiguousRows = ContiguousRange<V> && FixedRange<number_in<V>>;

}  // namespace nabla::detail

namespace nabla {

using detail::Scalar;

/// What evaluation has to know of a type that is bound to a symbol. A specialisation holds
///     scalar                        the type of its elements, a Scalar
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

/// A flat array: n elements, of a column, a row, or a matrix given row by row. Those of a column or a row are read where they lie, as of all flat values.
template <detail::FixedRange V>
  requires(!detail::ContiguousRows<V>)
struct input_traits<V> {
  using scalar = detail::number_in<V>;
  static constexpr bool is_matrix = true;
  static constexpr bool is_flat = true;
  static constexpr int static_size = detail::static_size_of<V>;
  static constexpr detail::index rows(const V&) { return static_size; }
  static constexpr detail::index columns(const V&) { return 1; }
  static constexpr scalar at(const V& v, detail::index i) { return v.data()[i]; }
  static constexpr const scalar* data(const V& v) { return v.data(); }
  static constexpr detail::index stride(const V&) { return 1; }
};

template <class S, std::size_t N>
  requires(!std::is_same_v<S, char>)
struct input_traits<S[N]> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr bool is_flat = true;
  static constexpr int static_size = static_cast<int>(N);
  static constexpr detail::index rows(const S (&)[N]) { return N; }
  static constexpr detail::index columns(const S (&)[N]) { return 1; }
  static constexpr S at(const S (&v)[N], detail::index i) { return v[i]; }
  static constexpr const S* data(const S (&v)[N]) { return v; }
  static constexpr detail::index stride(const S (&)[N]) { return 1; }
  static constexpr detail::number_array<S, N> owned(const S (&v)[N]) {
    detail::number_array<S, N> copy{};
    for (std::size_t i = 0; i < N; ++i) copy[i] = v[i];
    return copy;
  }
};

/// std::vector, std::span and their kin: numbers one after the other.
template <class V>
  requires detail::ContiguousNumbers<V> && (!detail::FixedRange<V>)
struct input_traits<V> {
  using scalar = detail::number_in<V>;
  static constexpr bool is_matrix = true;
  static constexpr bool is_flat = true;
  static constexpr detail::index rows(const V& v) { return static_cast<detail::index>(v.size()); }
  static constexpr detail::index columns(const V&) { return 1; }
  static constexpr scalar at(const V& v, detail::index i) { return v.data()[i]; }
  static constexpr const scalar* data(const V& v) { return v.data(); }
  static constexpr detail::index stride(const V&) { return 1; }
};

}  // namespace nabla

namespace nabla::detail {

/// A copy of numbers that one type only looks at.
template <class T>
struct owned_numbers {
  list<T> elements;
  constexpr owned_numbers(const T* from, index count) : elements(static_cast<int>(count)) {
    for (index i = 0; i < count; ++i) elements.data[i] = from[i];
  }
  constexpr owned_numbers(const owned_numbers& other) : owned_numbers(other.data(), other.elements.size) {}
  constexpr owned_numbers(owned_numbers&&) noexcept = default;
  constexpr owned_numbers& operator=(const owned_numbers& other) { return *this = owned_numbers(other); }
  constexpr owned_numbers& operator=(owned_numbers&&) noexcept = default;
  constexpr std::size_t size() const { return static_cast<std::size_t>(elements.size); }
  constexpr T* data() { return elements.data; }
  constexpr const T* data() const { return elements.data; }
  constexpr T& operator[](std::size_t i) { return elements.data[i]; }
};

}  // namespace nabla::detail

namespace nabla {

/// A list of numbers that has a name; elements in braces are taken as they stand. Who keeps one beyond the expression in which it is written keeps a copy: its numbers end with that.
template <class S>
  requires detail::Scalar<S>
struct input_traits<std::initializer_list<S>> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr bool is_flat = true;
  static constexpr detail::index rows(const std::initializer_list<S>& v) { return static_cast<detail::index>(v.size()); }
  static constexpr detail::index columns(const std::initializer_list<S>&) { return 1; }
  static constexpr scalar at(const std::initializer_list<S>& v, detail::index i) { return v.begin()[i]; }
  static constexpr const scalar* data(const std::initializer_list<S>& v) { return v.begin(); }
  static constexpr detail::index stride(const std::initializer_list<S>&) { return 1; }
  static constexpr bool refers_to_others = true;
  static constexpr detail::owned_numbers<S> owned(const std::initializer_list<S>& v) { return {v.begin(), rows(v)}; }
};

/// Rows of a known length one after the other.
template <class Rows>
  requires detail::ContiguousRows<Rows>
struct input_traits<Rows> {
  using row = detail::number_in<Rows>;
  using scalar = typename row::value_type;
  static constexpr bool is_matrix = true;
  static constexpr int static_rows = detail::static_size_of<Rows>, static_columns = detail::static_size_of<row>;
  static constexpr detail::index rows(const Rows& v) { return static_cast<detail::index>(v.size()); }
  static constexpr detail::index columns(const Rows&) { return static_columns; }
  static constexpr scalar get(const Rows& v, detail::index i, detail::index j) { return v.data()[i][static_cast<std::size_t>(j)]; }
};

template <class S, std::size_t Rows, std::size_t Columns>
struct input_traits<S[Rows][Columns]> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr int static_rows = static_cast<int>(Rows), static_columns = static_cast<int>(Columns);
  static constexpr detail::index rows(const S (&)[Rows][Columns]) { return Rows; }
  static constexpr detail::index columns(const S (&)[Rows][Columns]) { return Columns; }
  static constexpr S get(const S (&v)[Rows][Columns], detail::index i, detail::index j) { return v[i][j]; }
  static constexpr detail::number_array<detail::number_array<S, Columns>, Rows> owned(const S (&v)[Rows][Columns]) {
    detail::number_array<detail::number_array<S, Columns>, Rows> copy{};
    for (std::size_t i = 0; i < Rows; ++i)
      for (std::size_t j = 0; j < Columns; ++j) copy[i][j] = v[i][j];
    return copy;
  }
};

template <class S, int Rows, int Columns>
struct input_traits<detail::fixed_matrix<S, Rows, Columns>> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr int static_rows = Rows, static_columns = Columns;
  static constexpr detail::index rows(const detail::fixed_matrix<S, Rows, Columns>&) { return Rows; }
  static constexpr detail::index columns(const detail::fixed_matrix<S, Rows, Columns>&) { return Columns; }
  static constexpr S get(const detail::fixed_matrix<S, Rows, Columns>& v, detail::index i, detail::index j) { return v(i, j); }
};

template <class S>
struct input_traits<detail::dynamic_matrix<S>> {
  using scalar = S;
  static constexpr bool is_matrix = true;
  static constexpr detail::index rows(const detail::dynamic_matrix<S>& v) { return v.rows(); }
  static constexpr detail::index columns(const detail::dynamic_matrix<S>& v) { return v.columns(); }
  static constexpr S get(const detail::dynamic_matrix<S>& v, detail::index i, detail::index j) { return v(i, j); }
  static constexpr const S* data(const detail::dynamic_matrix<S>& v) { return v.elements.data; }
  static constexpr detail::index stride(const detail::dynamic_matrix<S>& v) { return v.rows(); }
};

template <class S>
struct input_traits<detail::matrix_view<S>> {
  using scalar = std::remove_const_t<S>;
  static constexpr bool is_matrix = true;
  static constexpr detail::index rows(const detail::matrix_view<S>& v) { return v.rows(); }
  static constexpr detail::index columns(const detail::matrix_view<S>& v) { return v.columns(); }
  static constexpr S get(const detail::matrix_view<S>& v, detail::index i, detail::index j) { return v(i, j); }
  static constexpr const S* data(const detail::matrix_view<S>& v) { return v.data; }
  static constexpr detail::index stride(const detail::matrix_view<S>& v) { return v.stride; }
};

}  // namespace nabla

namespace nabla::detail {

/// Elements of a matrix can be read: one by one, in one row of memory, or all at once.
template <class Value>
concept ReadableElements = requires(const Value& v, index i) { input_traits<Value>::get(v, i, i); } || requires(const Value& v, index i) { input_traits<Value>::at(v, i); };

/// What can be bound: input_traits, of nabla or of one's own, say all of it that evaluation asks.
template <class Value>
concept Input = requires {
  typename input_traits<Value>::scalar;
  input_traits<Value>::is_matrix;
} && (!input_traits<Value>::is_matrix || (ReadableElements<Value> && requires(const Value& v) {
                  input_traits<Value>::rows(v);
                  input_traits<Value>::columns(v);
                }));

template <class Value>
inline constexpr bool is_flat_input = requires { requires input_traits<Value>::is_flat; };

/// Its elements can be read where they are, if the scalar type is right.
template <class Value>
concept DirectInput = requires(const Value& v) {
  input_traits<Value>::data(v);
  input_traits<Value>::stride(v);
};

}  // namespace nabla::detail
