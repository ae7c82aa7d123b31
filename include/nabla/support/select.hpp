// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/compiler.hpp>

namespace nabla::detail {

/// Do its numbers have an order? Complex ones have none: of them a stable form is what was written.
template <class T>
inline constexpr bool is_ordered = requires(const T& u, const T& v) { u < v; };

/// Of numbers without an order, complex ones, the larger real part, NaN where either is: the largest keeps the exponentials of softmax and its kin in range.
template <class T>
constexpr T larger_real_part(const T& u, const T& v) {
  const auto a = u.real(), b = v.real();
  return T(b > a || !(b == b) ? b : a);
}

/// What a comparison looks at: of complex numbers those that are real, as sizes are, have an order, and others compare as NaN does.
template <class T>
NABLA_DETAIL_SHORT constexpr auto ordered(const T& u) {
  if constexpr (is_ordered<T>) return u;
  else return u.imag() == 0 ? u.real() : u.real() * __builtin_nan("");
}

/// Is it a SIMD register of numbers, which has functions of its own?
template <class T>
inline constexpr bool is_register = requires(const T& u) { T::larger_of(u, u); };

/// Does a condition hold, as said, of a number, or of some number of a register?
template <class T>
[[gnu::always_inline]] inline constexpr bool is_taken(const T& condition, bool holds) {
  if constexpr (is_register<T>) return holds ? T::any_nonzero(condition) : T::any_zero(condition);
  else return (condition == T(0)) != holds;
}

/// condition ? a : b, evaluated for both sides; a SIMD type brings its own overload with a mask as condition.
template <class T>
NABLA_DETAIL_SHORT constexpr T select(bool condition, T a, T b) {
  return condition ? a : b;
}

/// u, of which g++ knows nothing more: of constants that are chosen by conditions that it sees to be related it makes jumps, and computes on behind each of them.
template <class T>
NABLA_DETAIL_SHORT constexpr T chosen(T u) {
#if defined(__GNUC__) && !defined(__clang__) && defined(__SSE2__)
  if constexpr (__is_same(T, double) || __is_same(T, float))
    if (!__builtin_is_constant_evaluated()) __asm__("" : "+x"(u));
#endif
  return u;
}

/// u, a product that is rounded before anything else is done with it: g++ takes products into sums, where the machine has such an instruction.
template <class T>
NABLA_DETAIL_SHORT constexpr T rounded_first(T u) {
  if constexpr (is_register<T>) return T::rounded_first(u);
  else return detail::chosen(u);
}

/// u, of which clang knows nothing more: numbers that are stored side by side it computes in one register, and then each waits for the last of them.
template <class T>
[[gnu::always_inline]] inline constexpr T by_itself(T u) {
#if defined(__clang__) && defined(__SSE2__)
  if constexpr (__is_same(T, double) || __is_same(T, float))
    if (!__builtin_is_constant_evaluated()) __asm__("" : "+x"(u));
#endif
  return u;
}

#if defined(__GNUC__)
/// A register that begins with u, and may go on with anything: who takes its first number alone need not wait for g++ to clear the rest.
template <class T>
[[gnu::always_inline]] inline auto in_register(T u) {
  using numbers [[gnu::vector_size(16)]] = T;
#if defined(__SSE2__) && !defined(__clang__)
  if (!__builtin_constant_p(u)) {
    numbers result;
    __asm__("" : "=x"(result) : "0"(u));
    return result;
  }
#endif
  return numbers{u};
}
#endif

/// 0, c/2 or c for u < v, u = v, u > v; c/2 where either is NaN. g++ makes jumps of constants that are chosen by conditions which it sees to be related: there
/// masks choose, in fewer steps than clang chooses in, which has instructions of its own for that with AVX-512.
template <class T>
NABLA_DETAIL_SHORT constexpr T compared(T u, T v, T c = T(1)) {
#if defined(__GNUC__) && !(defined(__clang__) && defined(__AVX512F__))
  if constexpr (__is_same(T, double) || __is_same(T, float))
    if (!__builtin_is_constant_evaluated()) {
      using numbers [[gnu::vector_size(16)]] = T;
      const auto greater = in_register(u) > in_register(v), less = in_register(u) < in_register(v);
      const auto half = reinterpret_cast<decltype(+greater)>(numbers{T(0.5) * c});
      return (greater ? numbers{c} : reinterpret_cast<numbers>(~less & half))[0];
    }
#endif
  return select(u > v, c, select(u < v, T(0), T(0.5) * c));
}

/// u > v ? a : b, of which g++ makes no jump: neither side is rare.
template <class T>
NABLA_DETAIL_SHORT constexpr T select_greater(T u, T v, T a, T b) {
#if defined(__GNUC__) && !defined(__clang__)
  if constexpr (__is_same(T, double) || __is_same(T, float))
    if (!__builtin_is_constant_evaluated()) return (in_register(u) > in_register(v) ? in_register(a) : in_register(b))[0];
#endif
  return select(u > v, a, b);
}

/// u > v ? u : v, which is v where either is NaN. Members of a SIMD type say how it does this in fewer instructions.
template <class T>
NABLA_DETAIL_SHORT constexpr T larger(T u, T v) {
  if constexpr (requires { T::larger_of(u, v); }) return T::larger_of(u, v);
  else return select(u > v, u, v);
}
/// u < v ? u : v, which is v where either is NaN.
template <class T>
NABLA_DETAIL_SHORT constexpr T smaller(T u, T v) {
  if constexpr (requires { T::smaller_of(u, v); }) return T::smaller_of(u, v);
  else return select(u < v, u, v);
}
/// `result`, and NaN where u is.
template <class T>
NABLA_DETAIL_SHORT constexpr T unless_nan(T u, T result) {
  if constexpr (requires { T::nan_of(u, result); }) return T::nan_of(u, result);
  else if constexpr (__is_same(T, double) || __is_same(T, float)) return select(u <= T(__builtin_inf()), result, u);  // of u == u g++ makes moves between registers
  else return select(u == u, result, u);
}
/// `result`, and NaN where u or v is.
template <class T>
NABLA_DETAIL_SHORT constexpr T unless_nan(T u, T v, T result) {
  if constexpr (requires { T::nan_of(u, v, result); }) return T::nan_of(u, v, result);
  else return unless_nan(u, unless_nan(v, result));
}

/// u where the condition holds, else 0.
template <class Condition, class T>
NABLA_DETAIL_SHORT constexpr T keep_where(Condition c, T u) {
  if constexpr (requires { T::kept(c, u); }) return T::kept(c, u);
  else return select(c, u, T(0));
}
/// 0 where the condition holds, else u.
template <class Condition, class T>
NABLA_DETAIL_SHORT constexpr T clear_where(Condition c, T u) {
  if constexpr (requires { T::cleared(c, u); }) return T::cleared(c, u);
  else return select(c, T(0), u);
}

/// Has the machine such a number, in one of its registers?
template <class T>
inline constexpr bool is_machine_number = __is_same(T, double) || __is_same(T, float);

/// Is u no number from `low` to `high`, which are positive? Zero, what is negative and NaN are none; of a number of the machine one comparison of its bits tells all that.
template <class T>
[[gnu::always_inline]] inline constexpr auto is_outside(T u, T low, T high) {
  if constexpr (is_machine_number<T>) {
    const auto bits = [](T v) {
      if constexpr (sizeof(T) == sizeof(unsigned long long)) return __builtin_bit_cast(unsigned long long, v);
      else return __builtin_bit_cast(unsigned, v);
    };
    return bits(u) - bits(low) > bits(high) - bits(low);
  } else return select(u > low, select(u < high, T(1), T(-1)), T(-1)) < T(0);
}

/// rare ? beyond() : usual, where beyond() is costly: it is not called for nothing, and SIMD types call it where some lane is rare.
template <class Condition, class T, class Beyond>
NABLA_DETAIL_RUNS constexpr T select_rare(Condition rare, T usual, Beyond beyond) {
  if constexpr (__is_same(Condition, bool)) return rare ? beyond() : usual;
  else return select(rare, beyond(), usual);
}

/// condition ? first() : second(), of which SIMD types compute both.
template <class Condition, class First, class Second>
NABLA_DETAIL_RUNS constexpr auto select_one(Condition condition, First first, Second second) {
  if constexpr (__is_same(Condition, bool)) return condition ? first() : second();
  else return select(condition, first(), second());
}

/// condition ? element() : other, evaluated for one side; the printer of C brings its own overload.
template <class Element, class T>
constexpr T choose(bool condition, Element element, const T& other) {
  return condition ? T(element()) : other;
}

}  // namespace nabla::detail

namespace nabla {
using detail::select, detail::choose;
}
