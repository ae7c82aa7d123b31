// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/elementary.hpp>
#include <nabla/rules/no_nan.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/normal_tail.hpp>
#include <nabla/support/polygamma.hpp>
#include <nabla/support/polygamma_c.hpp>
#include <nabla/support/product_error.hpp>
#include <nabla/support/wide.hpp>

namespace nabla::detail {

// Irrational constants are the last continued fraction whose parts are below 2^53: within 1e-31, so correctly rounded in double and long double.

// exp(-u²), the density of an error: exp would multiply the rounding error of the square by its size.
struct gaussian_rule : packet_function<1> {  // internal
  static constexpr auto text = "gaussian";
  static constexpr value_range range{.finite = true, .settles = true};
  static constexpr auto latex = "e^{-#1^{2}}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs, libm::exp;
    using T = decltype(u);
    if constexpr (is_register<T>) return gaussian(u);
    else if constexpr (is_machine_number<T>) {
      const T size = smaller(T(108), T(abs(u))), square = size * size, factor = T(1) - square_error(size, square);  // beyond, it is 0
      return exp(-square) * factor;
    } else if constexpr (!is_ordered<T>) return T(exp(-(u * u)));
    else {
      const T square = u * u, lost = select(square < T(1e6), product_error(u, u, square), T(0));
      return exp(-square) * (T(1) - lost);
    }
  }
  static constexpr auto meaning(auto u) { return exp(-(u * u)); }
  static constexpr auto partials(auto u, auto v) { return partial(multiply_no_nan(-2_c * u, v)); }
};
/// exp(-u²), of which the slopes of erf and of the normal distribution are made.
template <Expression A>
constexpr node_of<gaussian_rule, A> gaussian(A) { return {}; }

struct erf_rule : packet_function<1> {
  static constexpr auto text = "erf";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .bounded = true, .settles = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\operatorname{erf}";
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::erf;
    return erf(u);
  }
  static constexpr auto complement(auto u) { return erfc(u); }
  static constexpr auto partials(auto u, auto) { return partial(constant_beside<3852926924707797, 3414567582477941>(u) * gaussian(u)); }  // 2 / sqrt(pi)
};
/// The error function, 2 / sqrt(pi) times the integral of exp(-t^2) from 0 to u.
template <Expression A>
constexpr node_of<erf_rule, A> erf(A) { return {}; }

struct erfc_rule : packet_function<1> {
  static constexpr auto text = "erfc";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .not_negative = true, .settles = true};
  static constexpr auto latex = "\\operatorname{erfc}";
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::erfc;
    return erfc(u);
  }
  static constexpr auto complement(auto u) { return erf(u); }
  static constexpr auto rewrites(auto u) { return rewrite(exp(sq(u)) * erfc(u), erfcx(u)); }
  static constexpr auto partials(auto u, auto) { return partial(constant_beside<-3852926924707797, 3414567582477941>(u) * gaussian(u)); }
};
/// 1 - erf(u), exact to rounding where erf is near 1.
template <Expression A>
constexpr node_of<erfc_rule, A> erfc(A) { return {}; }

struct lgamma_rule : packet_function<1> {
  static constexpr auto text = "lgamma";
  static constexpr value_range range{.strict = true};
  static constexpr auto latex = "\\log\\Gamma";
  static constexpr interval domain[] = {{0.1, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using polygamma::lgamma;
    return lgamma(u);
  }
  static constexpr auto partials(auto u, auto) { return partial(digamma(u)); }
};
/// log |Gamma(u)|; +inf at 0 and the negative integers.
template <Expression A>
constexpr node_of<lgamma_rule, A> lgamma(A) { return {}; }

struct digamma_rule : packet_function<1> {
  static constexpr auto text = "digamma";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr auto latex = "\\psi";
  static constexpr interval domain[] = {{0.1, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using polygamma::digamma;
    return digamma(u);
  }
  static constexpr auto c_before = polygamma::c_series, c = polygamma::c_digamma;
  static constexpr auto partials(auto u, auto) { return partial(trigamma(u)); }
};
/// psi(u), the derivative of log Gamma(u); -inf at +0, NaN at the negative integers.
template <Expression A>
constexpr node_of<digamma_rule, A> digamma(A) { return {}; }

struct trigamma_rule : packet_function<1> {
  static constexpr auto text = "trigamma";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr auto latex = "\\psi'";
  static constexpr interval domain[] = {{0.1, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using polygamma::trigamma;
    return trigamma(u);
  }
  static constexpr auto c_before = polygamma::c_series, c = polygamma::c_trigamma;
  static constexpr auto partials(auto u, auto) { return partial(tetragamma(u)); }
};
/// psi'(u); +inf at 0 and the negative integers.
template <Expression A>
constexpr node_of<trigamma_rule, A> trigamma(A) { return {}; }

/// The last of its family: it has no derivative rule.
struct tetragamma_rule : function<1> {
  static constexpr auto text = "tetragamma";
  static constexpr value_range range{.keeps_nan = true};
  static constexpr auto latex = "\\psi''";
  static constexpr interval domain[] = {{0.1, 100}};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using polygamma::tetragamma;
    return tetragamma(u);
  }
  static constexpr auto c_before = polygamma::c_series, c = polygamma::c_tetragamma;
};
/// psi''(u); it has no derivative rule.
template <Expression A>
constexpr node_of<tetragamma_rule, A> tetragamma(A) { return {}; }

struct normal_pdf_rule : packet_function<1> {
  static constexpr auto text = "normal_pdf";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .settles = true};
  static constexpr auto latex = "\\varphi";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp;
    using T = decltype(u);
    if constexpr (is_register<T>) return normal_pdf(u);
    else if constexpr (is_wide<T> || !is_ordered<T>) return T(exp(T(u * u / T(-2))) / sqrt(T(T(8) * atan(T(1)))));
    else if constexpr (has_normal_tail<T>) return normal_density_of(u);
    else {
      const T square = u * u, lost = select(square < T(1e6), product_error(u, u, square), T(0));  // as in gaussian
      return T(0.398942280401432677939946059934L) * exp(T(-0.5) * square) * (T(1) - T(0.5) * lost);
    }
  }
  static constexpr auto partials(auto u, auto v) { return partial(-multiply_no_nan(u, v)); }
};
/// Density of the standard normal distribution, exp(-u^2 / 2) / sqrt(2 pi).
template <Expression A>
constexpr node_of<normal_pdf_rule, A> normal_pdf(A) { return {}; }

struct normal_log_pdf_rule : packet_function<1> {
  static constexpr auto text = "normal_log_pdf";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto definition(auto u) { return constant_beside<-2207203425278420, 2401905400115391>(u) - 0.5_c * (u * u); }  // -log(2 pi) / 2
  static constexpr auto partials(auto u, auto) { return partial(-u); }
};
/// Logarithm of normal_pdf: -u^2 / 2 - log(2 pi) / 2, finite where the density underflows.
template <Expression A>
constexpr node_of<normal_log_pdf_rule, A> normal_log_pdf(A) { return {}; }

struct normal_cdf_rule : packet_function<1> {
  static constexpr auto text = "normal_cdf", cuda = "normcdf";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .bounded = true, .settles = true};
  static constexpr auto latex = "\\Phi";
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u) {
    using libm::erfc, libm::sqrt;
    using T = decltype(u);
    if constexpr (is_register<T>) return normal_cdf(u);
    else if constexpr (is_wide<T>) return T(erfc(T(-u / sqrt(T(2)))) / 2);
    else if constexpr (has_normal_tail<T>) return normal_cdf_of(u, [u] { return T(normal_pdf_rule::value(u)); });
    // -u / sqrt(2) to twice the digits: x is what T has of it, rest what is left; the factor in two, as a double or a long double has it and the rest of that
    constexpr bool is_long = std::numeric_limits<T>::digits > 53;
    const T high = T(is_long ? -0.7071067811865475243818940365159164684883L : -0.7071067811865475727373109293694142L);
    const T low = T(is_long ? -1.89503255889325707965e-20L : 4.833646656726456726e-17L);
    const T x = high * u, rest = product_error(high, u, x) + low * u;
    // d erfc(x) / dx is about -(x + sqrt(x^2 + 4 / pi)) erfc(x), within 4 % for x > 0 (Abramowitz and Stegun 7.1.13); nobody waits for it before erfc
    const T correction = rest * (x + sqrt(x * x + T(1.27323954473516268615L))), tail = T(0.5) * erfc(x);
    return tail - tail * select(u * u > T(1e6), T(0), correction);
  }
  static constexpr auto complement(auto u) { return normal_cdf(-u); }
  static constexpr auto partials(auto u, auto) { return partial(normal_pdf(u)); }
};
/// Distribution function of the standard normal distribution, accurate in the lower tail; 1 - normal_cdf(u) is computed as normal_cdf(-u).
template <Expression A>
constexpr node_of<normal_cdf_rule, A> normal_cdf(A) { return {}; }

/// normal_cdf(u) where the density, normal_pdf(u), is there.
struct normal_cdf_of_density_rule : packet_function<2> {  // internal
  static constexpr auto text = "normal_cdf_of_density";
  static constexpr bool has_formulas = false;
  NABLA_DETAIL_RUNS_IN_PLACE static constexpr auto value(auto u, auto density) {
    using T = decltype(u);
    if constexpr (is_register<T>) return normal_cdf_of(u, density);
    else if constexpr (has_normal_tail<T>) return normal_cdf_of(u, [density] { return density; });
    else return normal_cdf_rule::value(u);
  }
};

}  // namespace nabla::detail

namespace nabla {
using detail::gaussian, detail::erf, detail::erfc, detail::lgamma, detail::digamma, detail::trigamma, detail::tetragamma, detail::normal_pdf,
    detail::normal_log_pdf, detail::normal_cdf;
}
