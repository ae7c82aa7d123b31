// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <tuple>

namespace nabla::detail {

/// As many elements as the compiler knows, which a binding owns or a call returns: `auto [f, g] = …`, r[1], range-for, and std::array or std::vector of them.
/// Like std::array, whose header costs 0.02 s of every include.
template <class T, std::size_t N>
struct number_array {
  using value_type = T;
  T elements[N];

  static constexpr std::size_t size() { return N; }
  constexpr T* data() { return elements; }
  constexpr const T* data() const { return elements; }
  constexpr T* begin() { return elements; }
  constexpr const T* begin() const { return elements; }
  constexpr T* end() { return elements + N; }
  constexpr const T* end() const { return elements + N; }
  constexpr T& operator[](std::size_t i) { return elements[i]; }
  constexpr const T& operator[](std::size_t i) const { return elements[i]; }
  constexpr T& front() { return elements[0]; }
  constexpr const T& front() const { return elements[0]; }
  constexpr T& back() { return elements[N - 1]; }
  constexpr const T& back() const { return elements[N - 1]; }

  /// As std::array or std::vector.
  template <class C>
    requires requires(C& c) {
      typename C::value_type;
      c.data()[0] = T();
      c.size();
    }
  constexpr operator C() const {
    C result = [] {
      if constexpr (requires(C& c) { c.resize(N); }) return C(N);
      else return C{};
    }();
    static_assert(requires(C& c) { c.resize(N); } || requires { requires std::tuple_size<C>::value == N; }, "nabla: a std::array of another number of elements");
    for (std::size_t i = 0; i < N; ++i) result.data()[i] = elements[i];
    return result;
  }
  // written out: g++ 14 takes one array for another in constant expressions where this is defaulted
  template <class Other>
    requires requires(const Other& b) {
      b.data()[0];
      b.size();
    }
  friend constexpr bool operator==(const number_array& a, const Other& b) {
    if (b.size() != N) return false;
    for (std::size_t i = 0; i < N; ++i)
      if (!(a.elements[i] == b.data()[i])) return false;
    return true;
  }
  template <std::size_t I>
  friend constexpr T& get(number_array& a) { return a.elements[I]; }
  template <std::size_t I>
  friend constexpr const T& get(const number_array& a) { return a.elements[I]; }
  template <std::size_t I>
  friend constexpr T&& get(number_array&& a) { return static_cast<T&&>(a.elements[I]); }
};
template <class T, class... More>
number_array(T, More...) -> number_array<T, 1 + sizeof...(More)>;

}  // namespace nabla::detail

template <class T, std::size_t N>
struct std::tuple_size<nabla::detail::number_array<T, N>> {
  static constexpr std::size_t value = N;
};
template <std::size_t I, class T, std::size_t N>
struct std::tuple_element<I, nabla::detail::number_array<T, N>> {
  using type = T;
};
