// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/libm.hpp>
#include <nabla/support/product_error.hpp>
#include <nabla/support/select.hpp>

#include <cstddef>
#include <limits>

namespace nabla::detail {

// Beyond x >= 0 the normal distribution has the density at x divided by x + 1 / (x + 2 / (x + 3 / ...)), which is x + s - x P(x) / Q(x) for s = sqrt(2 / pi), its value at 0: there and far out
// the quotient, with its rounding errors, counts little. The density is multiplied by Q / (x Q + (s Q - x P)): one division, which does not wait for it. P and Q are minimax, by Remez' algorithm, for all x up to `end`, beyond which the density is 0: to 2e-18, and for float 2e-8.
// Near 0 it is 1/2 + u R(u²): up to `near` no density is needed. R - 1/4 is a polynomial of `near`² - u² whose coefficients are positive, by E for even powers and O for odd ones, minimax likewise, to 2e-19 and 9e-10;
// 1/2 + u / 4 is exact where the sum is small.

template <int Digits>
struct normal_tail_coefficients;
template <>
struct normal_tail_coefficients<24> {
  static constexpr float end = 15, start = 0.797884560802865356f, density = 0.398942280401432677940f, too_large = 2.84130579e-8f;
  static constexpr float near = 1.5f, O[] = {0.0353949843091891964f, 0.000504842930235960148f, 3.14689303925723789e-6f};
  static constexpr float E[] = {0.0387952000575783884f, 0.0046031891634545187f, 0.0000475666495323449209f, 4.13855156414976173e-7f};
  static constexpr float P[] = {0.363379620360050843f, 0.223347833155355484f, 0.0629383934117942412f, 0.00773657524121682066f};
  static constexpr float Q[] = {1, 0.914599417703282862f, 0.395002315054025673f, 0.090981754793563946f, 0.00969752822088064613f};
};
template <>
struct normal_tail_coefficients<53> {
  static constexpr double end = 39, start = 0.797884560802865355879892, density = 0.398942280401432677939946, too_large = 6.24733783e-17;
  static constexpr double near = 1.5, O[] = {0.0353950229973783920288, 0.00050554782445241619994, 0.00000368846028110378745776, 1.53902051500777388156e-8, 4.09053434729467321151e-11, 6.16381291601124078459e-14};
  static constexpr double E[] = {0.0387951991540946228584, 0.00460291901768843105935, 0.0000466973071562280668889, 2.53501082163173963742e-7, 8.36115190247693743642e-10, 1.89317765688662019323e-12, 4.86224428802037464644e-15};
  static constexpr double P[] = {0.36338022763241858119, 0.499016724880811727704, 0.340520583473839063023, 0.148395492706851865404, 0.0450712753334443470116,
                                 0.00985045019426283602324, 0.00154813068684625870501, 0.00016918214912068066975, 0.0000117446121912108375287, 3.99900171445911666192e-7};
  static constexpr double Q[] = {1, 1.67324330196731101123, 1.38639091496582066769, 0.735675939006647472513, 0.274390881369593828441, 0.0748410036506707725956,
                                 0.0151007451266729658635, 0.00222889679469427789265, 0.000231274056985083766998, 0.0000153478502163305043885, 5.01200538390885264093e-7};
};
/// Are there coefficients for the numbers of this type?
template <class T>
inline constexpr bool has_normal_tail = requires { normal_tail_coefficients<std::numeric_limits<T>::digits>::end; };

/// |u|, or where the tail begins to be 0; NaN stays.
template <class T>
[[gnu::always_inline]] inline constexpr T inside_normal_tail(T u) {
  using libm::abs;
  return smaller(T(normal_tail_coefficients<std::numeric_limits<T>::digits>::end), T(abs(u)));
}

/// exp(-u² / 2) / sqrt(2 pi): exp would multiply the rounding error of the square by its size; the factor as T has it is relatively so much too large.
template <class T>
[[gnu::always_inline]] inline constexpr T normal_density_of(T u) {
  using libm::exp;
  using c = normal_tail_coefficients<std::numeric_limits<T>::digits>;
  const T size = inside_normal_tail(u), square = size * size, twice_too_large = square_error(size, square) + T(2 * c::too_large);
  return exp(T(-0.5) * square) * (T(c::density) - T(c::density / 2) * twice_too_large);  // by what does not wait for exp
}

/// P(u) and Q(u), by pairs of neighbouring powers (Estrin 1960): chains of four steps. Two numbers of the machine go through them side by side.
template <class T>
struct two_polynomials {
  T p, q;
  template <class C, std::size_t N, std::size_t M>
  [[gnu::always_inline]] constexpr two_polynomials(T u, const C (&P)[N], const C (&Q)[M]) {
    static_assert(N + 1 == M);
#if defined(__GNUC__)
    if constexpr (__is_same(T, double))
      if (!__builtin_is_constant_evaluated()) {
        using numbers [[gnu::vector_size(16)]] = T;
        numbers c[M] = {};
#pragma GCC unroll 16
        for (std::size_t k = 0; k < M; ++k) c[k] = numbers{k < N ? P[k] : T(0), Q[k]};
        const numbers both = in_pairs<M>(numbers{u, u}, c);
        p = both[0];
        q = both[1];
        return;
      }
#endif
    p = of(u, P);
    q = of(u, Q);
  }

 private:
  template <class C, std::size_t N>
  [[gnu::always_inline]] static constexpr T of(T u, const C (&coefficients)[N]) {
    T c[N] = {};
#pragma GCC unroll 16
    for (std::size_t k = 0; k < N; ++k) c[k] = T(coefficients[k]);
    return in_pairs<N>(u, c);
  }
  /// In place.
  template <std::size_t N, class Numbers>
  [[gnu::always_inline]] static constexpr Numbers in_pairs(Numbers u, Numbers* c) {
    if constexpr (N == 1) return c[0];
    else {
#pragma GCC unroll 8
      for (std::size_t k = 0; k < N / 2; ++k) c[k] = c[2 * k + 1] * u + c[2 * k];
      if constexpr (N % 2 == 1) c[N / 2] = c[N - 1];
      return in_pairs<(N + 1) / 2>(u * u, c);
    }
  }
};

/// The normal distribution from its density, where that is needed.
template <class T>
NABLA_DETAIL_RARE constexpr T normal_cdf_beyond(T u, T density) {
  using c = normal_tail_coefficients<std::numeric_limits<T>::digits>;
  const T size = inside_normal_tail(u);
  const two_polynomials<T> r(size, c::P, c::Q);
  const T tail = density * (r.q / (size * r.q + (T(c::start) * r.q - size * r.p)));
  return T(select_greater(u, T(0), T(T(1) - tail), tail));
}
/// The normal distribution up to u, from density() there.
template <class T, class Density>
[[gnu::always_inline]] inline constexpr T normal_cdf_of(T u, Density density) {
  using libm::abs;
  using c = normal_tail_coefficients<std::numeric_limits<T>::digits>;
  return select_one(T(abs(u)) < T(c::near), [&] {
    const T y = T(c::near) * T(c::near) - u * u;
    const two_polynomials<T> r(y * y, c::O, c::E);
    return T((T(0.5) + T(0.25) * u) + u * (r.q + y * r.p)); }, [&] { return normal_cdf_beyond(u, T(density())); });
}

}  // namespace nabla::detail
