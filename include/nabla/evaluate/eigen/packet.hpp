// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/registers.hpp>
#include <nabla/rules/hyperbolic_tangent.hpp>
#include <nabla/support/found_by_its_operands.hpp>
#include <nabla/support/product_error.hpp>

#include <limits>
#include <type_traits>

namespace nabla::detail {

/// What a comparison of packets gives: all bits of a lane, or none; or a bit for each lane.
template <class T, bool InHalves = false>
struct packet_mask {
  using reg = typename register_kind<T, InHalves>::type;
  decltype(less_register(reg{}, reg{})) bits;
};

found_by_its_operands each, multiply_add, multiply_subtract, subtract_product, copysign;

/// A register full of numbers that behaves as one number does, so that the value of a rule runs on it as it stands.
/// Arithmetic and elementary functions are Eigen's packet functions. Short functions run on half of a register of AVX-512, too.
template <class T, bool InHalves = false>
struct packet {
  using scalar = T;
  using reg = typename register_kind<T, InHalves>::type;
  using mask = packet_mask<T, InHalves>;
  static constexpr std::size_t width = sizeof(reg) / sizeof(T);
  reg v;

  packet() = default;
  [[gnu::always_inline]] packet(reg r) : v(r) {}
  template <class N>
    requires std::is_arithmetic_v<N>
  [[gnu::always_inline]] packet(N number) : v(Eigen::internal::pset1<reg>(static_cast<T>(number))) {}

  // clang-format off
  [[gnu::always_inline]] friend packet operator-(packet a) { return Eigen::internal::pxor(a.v, packet(T(-0.0)).v); }  // Eigen's 0 - a of AVX makes -0 of no 0
  [[gnu::always_inline]] friend packet operator+(packet a, packet b) { return Eigen::internal::padd(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator-(packet a, packet b) { return Eigen::internal::psub(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator*(packet a, packet b) { return Eigen::internal::pmul(a.v, b.v); }
  [[gnu::always_inline]] friend packet operator/(packet a, packet b) { return Eigen::internal::pdiv(a.v, b.v); }
  [[gnu::always_inline]] friend mask operator<(packet a, packet b) { return {less_register(a.v, b.v)}; }
  [[gnu::always_inline]] friend mask operator>(packet a, packet b) { return {less_register(b.v, a.v)}; }
  [[gnu::always_inline]] friend mask operator<=(packet a, packet b) { return {less_equal_register(a.v, b.v)}; }
  [[gnu::always_inline]] friend mask operator>=(packet a, packet b) { return {less_equal_register(b.v, a.v)}; }
  [[gnu::always_inline]] friend mask operator==(packet a, packet b) { return {equal_register(a.v, b.v)}; }
  [[gnu::always_inline]] friend packet select(mask m, packet a, packet b) { return select_register(m.bits, a.v, b.v); }
  template <class Beyond>
  [[gnu::always_inline]] friend packet select_rare(mask rare, packet usual, Beyond beyond) {
    return any_lane(rare.bits) ? select(rare, beyond(), usual) : usual;
  }
  [[gnu::always_inline]] static packet rounded_first(packet a) {
#if defined(__SSE2__) && !defined(__clang__)
    __asm__("" : "+x"(a.v));
#endif
    return a;
  }
  [[gnu::always_inline]] friend packet abs(packet a) { return Eigen::internal::pabs(a.v); }
  [[gnu::always_inline]] friend packet sqrt(packet a) { return exact_sqrt(a.v); }
  [[gnu::always_inline]] friend packet floor(packet a) { return with_sign_of(a, Eigen::internal::pfloor(a.v)); }
  [[gnu::always_inline]] friend packet ceil(packet a) { return with_sign_of(a, Eigen::internal::pceil(a.v)); }
  // clang-format on

  [[gnu::always_inline]] static packet larger_of(packet a, packet b) { return larger_register(a.v, b.v); }
  [[gnu::always_inline]] static packet smaller_of(packet a, packet b) { return smaller_register(a.v, b.v); }
  [[gnu::always_inline]] static packet nan_of(packet a, packet result) { return nan_register(a.v, result.v); }
  [[gnu::always_inline]] static packet nan_of(packet a, packet b, packet result) { return nan_register(a.v, b.v, result.v); }
  [[gnu::always_inline]] static packet kept(mask m, packet a) { return kept_register(m.bits, a.v); }
  [[gnu::always_inline]] static packet cleared(mask m, packet a) { return cleared_register(m.bits, a.v); }
  [[gnu::always_inline]] static packet heaviside_of_difference(packet a, packet b) { return heaviside_register(a.v, b.v); }

  [[gnu::always_inline]] static bool any_zero(packet a) { return any_lane((a == packet(0)).bits); }
  [[gnu::always_inline]] static bool any_nonzero(packet a) { return !all_lanes((a == packet(0)).bits, a.v); }

  /// -a where b is negative, else a.
  [[gnu::always_inline]] static packet with_changed_sign(packet a, packet b) { return Eigen::internal::pxor(a.v, Eigen::internal::pand(b.v, packet(T(-0.0)).v)); }
  /// a b + c, fused where the machine does that.
  [[gnu::always_inline]] friend packet multiply_add(packet a, packet b, packet c) { return multiply_add_register(a.v, b.v, c.v); }
  [[gnu::always_inline]] friend packet multiply_subtract(packet a, packet b, packet c) { return multiply_subtract_register(a.v, b.v, c.v); }
  [[gnu::always_inline]] friend packet subtract_product(packet a, packet b, packet c) { return subtract_product_register(a.v, b.v, c.v); }

  // Where Eigen rounds by adding and subtracting, it loses the sign of a zero.
  [[gnu::always_inline]] static packet with_sign_of(packet a, packet rounded) {
#if defined(EIGEN_VECTORIZE_SSE) && !defined(EIGEN_VECTORIZE_SSE4_1)
    return Eigen::internal::por(Eigen::internal::pabs(rounded.v), Eigen::internal::pand(a.v, packet(T(-0.0)).v));
#else
    return (void)a, rounded;
#endif
  }

  [[gnu::always_inline]] friend packet product_error(packet a, packet b, packet product) {
    if constexpr (fuses_products) return multiply_subtract(a, b, product);
    else return product_error_by_halves(a, b, product, packet(sizeof(T) == sizeof(float) ? T(0x1p12 + 1) : T(0x1p27 + 1)));
  }

  [[gnu::always_inline]] friend packet round(packet a) {
    if constexpr (Eigen::internal::packet_traits<T>::HasRound) return with_sign_of(a, Eigen::internal::pround(a.v));
    else return each(a, [](T x) { return std::round(x); });
  }

  /// The value of a rule; one that is not written for registers runs on each number.
  template <class Rule, class... U>
  [[gnu::always_inline]] static packet value_of(Rule, packet u, U... more) {
    if constexpr (requires { Rule::for_packets; }) return Rule::value(u, more...);
    else return value_of_each(Rule{}, u, more...);
  }

  /// Calls f for each number: for functions that no register instruction helps.
  template <class F>
  friend packet each(packet a, F f) {
    T numbers[width];
    Eigen::internal::pstoreu(numbers, a.v);
    for (T& number : numbers) number = f(number);
    return Eigen::internal::ploadu<reg>(numbers);
  }

  /// Squares of what is scaled into the middle of the range; infinite where one side is, even beside NaN.
  [[gnu::always_inline]] friend packet hypot(packet a, packet b) {
    constexpr bool small = sizeof(T) == sizeof(float);
    a = abs(a);
    b = abs(b);
    const packet larger = select(a > b, a, b), infinity(std::numeric_limits<T>::infinity());
    const packet scale = select(larger > packet(small ? T(0x1p60) : T(0x1p500)), packet(small ? T(0x1p-80) : T(0x1p-600)),
                                select(larger < packet(small ? T(0x1p-40) : T(0x1p-400)), packet(small ? T(0x1p80) : T(0x1p600)), packet(1)));
    const packet first = a * scale, second = b * scale, length = sqrt(multiply_add(first, first, second * second)) / scale;
    return select(a == infinity, a, select(b == infinity, b, length));
  }
  /// Of |x|: near 0 the rational function of Cephes, |x| - |x|³ P(x²) / Q(x²), a polynomial for float (S. Moshier), elsewhere 1 - 2 / (exp(2|x|) + 1): one
  /// division for both.
  [[gnu::always_inline]] friend packet tanh(packet x) {
    return tanh_by_quotient(x, tanh_quotient(abs(x)));
  }
  [[gnu::always_inline]] static packet tanh_by_quotient(packet x, packet quotient) {
    const packet size = abs(x), of_size = select(is_tanh_near(size), size, packet(1)) - quotient;
    return Eigen::internal::por(of_size.v, Eigen::internal::pand(x.v, packet(T(-0.0)).v));
  }
  /// What is taken from |x| near 0, and elsewhere from 1.
  [[gnu::always_inline]] static packet tanh_quotient(packet size) {
    const packet z = size * size, e = exp(size + size) + 1;
    const mask near = is_tanh_near(size);
    if constexpr (std::is_same_v<T, float>) {
      const packet p = multiply_add(multiply_add(multiply_add(multiply_add(5.70498872745e-3, z, -2.06390887954e-2), z, 5.37397155531e-2), z, -1.33314422036e-1), z, 3.33332819422e-1);
      return select(near, size * z * p, packet(2) / e);
    } else {
      const packet p = multiply_add(multiply_add(9.64399179425052238628e-1, z, 9.92877231001918586564e1), z, 1.61468768441708447952e3);
      const packet q = multiply_add(multiply_add(z + 1.12811678491632931402e2, z, 2.23548839060100448583e3), z, 4.84406305325125486048e3);
      return select(near, size * z * p, packet(2)) / select(near, q, e);
    }
  }

 private:
  template <class Rule, class... U>
  static packet value_of_each(Rule, U... operands) {
    T numbers[sizeof...(U)][width], results[width];
    int row = 0;
    (Eigen::internal::pstoreu(numbers[row++], operands.v), ...);
    for (std::size_t i = 0; i < width; ++i)
      results[i] = [&]<std::size_t... K>(std::index_sequence<K...>) { return static_cast<T>(Rule::value(numbers[K][i]...)); }(std::make_index_sequence<sizeof...(U)>{});
    return Eigen::internal::ploadu<reg>(results);
  }
};

}  // namespace nabla::detail
