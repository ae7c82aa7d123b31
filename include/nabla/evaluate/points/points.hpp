// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/check_bindings.hpp>
#include <nabla/evaluate/into.hpp>
#include <nabla/support/list.hpp>

#include <utility>

namespace nabla::detail {

/// One number for each point, owned.
template <class T>
class point_values {
 public:
  using value_type = T;
  constexpr point_values() = default;
  constexpr explicit point_values(index count) : elements_(new T[static_cast<std::size_t>(count)]), size_(static_cast<std::size_t>(count)) {}
  constexpr point_values(const point_values& other) : point_values(static_cast<index>(other.size_)) {
    for (std::size_t i = 0; i < size_; ++i) elements_[i] = other.elements_[i];
  }
  constexpr point_values(point_values&& other) noexcept : elements_(other.elements_), size_(other.size_) {
    other.elements_ = nullptr;
    other.size_ = 0;
  }
  constexpr point_values& operator=(point_values other) noexcept {
    T* const mine = elements_;
    elements_ = other.elements_;
    size_ = other.size_;
    other.elements_ = mine;
    return *this;
  }
  constexpr ~point_values() { delete[] elements_; }

  constexpr T* data() { return elements_; }
  constexpr const T* data() const { return elements_; }
  constexpr std::size_t size() const { return size_; }
  constexpr T* begin() { return elements_; }
  constexpr T* end() { return elements_ + size_; }
  constexpr const T* begin() const { return elements_; }
  constexpr const T* end() const { return elements_ + size_; }
  constexpr T& operator[](std::size_t i) { return elements_[i]; }
  constexpr const T& operator[](std::size_t i) const { return elements_[i]; }
  /// Its numbers as std::vector, std::array or a column of Eigen's: `std::vector<double> prices = vmap(f)(x = many);`.
  template <HoldsNumbers C>
  constexpr operator C() const {
    return elements_as<C>(matrix_view<const T>{elements_, static_cast<index>(size_), 1, static_cast<index>(size_)});
  }
  // clang-format off
#define NABLA_DETAIL_OF_EACH_POINT "nabla: vmap() gives a number for each point: values[i], as std::vector<double>"
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double), NABLA_DETAIL_OF_EACH_POINT)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_EACH_POINT, operator()(...) const)
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_OF_EACH_POINT, at, sum, mean, rows, cols, value, grad)
#undef NABLA_DETAIL_OF_EACH_POINT
  // clang-format on

 private:
  T* elements_ = nullptr;
  std::size_t size_ = 0;
};

/// The same in the caller's memory.
template <class T>
struct point_view {
  T* elements = nullptr;
  index count = 0;
  constexpr T* data() const { return elements; }
  constexpr std::size_t size() const { return static_cast<std::size_t>(count); }
  constexpr T* begin() const { return elements; }
  constexpr T* end() const { return elements + count; }
  constexpr T& operator[](std::size_t i) const { return elements[i]; }
};

/// What a symbol is bound to: a number, the same at all points, or one for each of them.
template <class V>
inline constexpr bool is_one_number = false;
template <class V>
  requires requires { input_traits<V>::is_matrix; }
inline constexpr bool is_one_number<V> = !input_traits<V>::is_matrix;

template <class V>
constexpr auto points_in(const V& v) {
  if constexpr (requires { v.data(); static_cast<index>(v.size()); } && WithoutGaps<V>) {
    return place_of_numbers<std::remove_reference_t<decltype(*v.data())>>{v.data(), static_cast<index>(v.size())};
  } else if constexpr (std::is_array_v<V>) {
    return place_of_numbers<const std::remove_extent_t<V>>{v, static_cast<index>(std::extent_v<V>)};
  } else {
    using traits = input_traits<V>;
    return place_of_numbers<const typename traits::scalar>{traits::data(v), traits::rows(v) * traits::columns(v)};
  }
}
/// A part of a matrix, whose columns do not follow one another.
template <class V>
constexpr bool has_gaps(const V& v) {
  using traits = input_traits<V>;
  if constexpr (WithoutGaps<V> || !DirectInput<V>) return false;
  else return traits::columns(v) > 1 && traits::stride(v) != traits::rows(v);
}
template <class V>
concept Points = (requires(const V& v) {
                   *v.data();
                   static_cast<index>(v.size());
                 } && WithoutGaps<V>) || std::is_array_v<V> || DirectInput<V>;
template <class V, class T>
inline constexpr bool is_points_of = false;
template <Points V, class T>
inline constexpr bool is_points_of<V, T> = std::is_same_v<std::remove_cvref_t<decltype(*points_in(std::declval<const V&>()).data)>, T>;

/// How many points there are is not said alike: nothing has been written.
class point_count_error : public shape_error {
 public:
  point_count_error(const char* what, const char* symbol, index count, index expected) {
    add("nabla: vmap(): ");
    add(what);
    add(symbol);
    if (count < 0) add(" is a part of a matrix with gaps between its columns; copy it");
    else {
      add(" has ");
      add(count);
      add(" points, the others ");
      add(expected);
    }
  }
};

}  // namespace nabla::detail
