// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/special.hpp>

#include <cstddef>
#include <initializer_list>
#include <limits>

namespace nabla::detail {

// Of the error function and the normal distribution, what is left of their tails when these underflow.

// The sum of c_k t^k with t = (u - 3) / (u + 3), which goes from -5/7 to 3/5 while u goes from 1/2 to 12.
template <class T, std::size_t N>
NABLA_DETAIL_RUNS constexpr T interpolated(T u, const long double (&c)[N]) {
  const T t = (u - T(3)) / (u + T(3));
  T sum = T(c[N - 1]);
  for (std::size_t i = N - 1; i > 0; --i) sum = sum * t + T(c[i - 1]);
  return sum;
}

// 2 u v - 2 / sqrt(pi), the derivative of v = erfcx(u); where its digits would cancel it is that of the asymptotic series.
struct erfcx_slope_rule : packet_function<2> {  // internal
  static constexpr auto text = "erfcx_slope";
  static constexpr auto extends(auto u, auto v) { return 2_c * (u * v) - constant_beside<3852926924707797, 3414567582477941>(u); }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    if constexpr (is_wide<T>) return T(2 * u * v - detail::wide_constant<T>(two_over_sqrt_pi));
    // (1 + u)² erfcx'(u) from 1/2 to 12: a polynomial in (u - 3) / (u + 3), an interpolation at Chebyshev points, to 2e-20
    constexpr long double c[] = {
        -0.8699561601147659420751518L, 0.4399307823509987389173589L, -0.1085295895691445955400928L, -0.1090201596113390300176618L, 0.1389703995279390881704746L,
        -0.0658182437291707697209811L, 0.0002091171222670254861705856L, 0.01755049062946622074362293L, -0.008348377674095822020847409L, -0.0003900285054718665479831136L,
        0.001602465220586207284270063L, -0.0002054971718562638306758801L, -0.0002761165734073467481341899L, 0.00005642594069413937075257364L, 0.00005337769554786146667788836L,
        -0.00001007050663104687914501268L, -0.00001167224519115976208965512L, 0.000001014530813013813718520337L, 0.000002653414901171945686886662L,
        0.0000001869432950384137247369814L, -0.0000005456792666702624138451891L, -0.0000001451792177492237878407844L, 7.253236605280256922423964e-8L,
        3.705219622691537910074137e-8L, 1.964925342489344673777423e-9L};
    const auto polynomial = [&] {
      const T scale = T(1) + u;
      return T(interpolated(u, c) / (scale * scale));
    };
    const auto series = [&] {
      const T w = T(0.5) / (u * u);  // 1 - 3 w + 15 w² - 105 w³ + ...
      const T low = T(1) - w * (T(3) - w * (T(15) - w * (T(105) - w * (T(945) - w * T(10395)))));
      const T high = T(135135) - w * (T(2027025) - w * (T(34459425) - w * (T(654729075) - w * (T(13749310575) - w * (T(316234143225) - w * T(7905853580625))))));
      return T(T(-1.1283791670955125738961589031215451717L) * w * (low + w * w * w * (w * w * w) * high));
    };
    const auto small = [&] { return T(T(2) * (u * v) - T(1.1283791670955125738961589031215451717L)); };
    return select_one(u < T(0.5), small, [&] { return select_one(u < T(12), polynomial, series); });
  }
  // v is erfcx(u): all of the derivative is by u
  static constexpr auto partials(auto u, auto v, auto s) { return partial(erfcx_curvature(u, v, s), 0_c); }
};
/// The slope of erfcx.
template <Expression A, Expression B>
constexpr node_of<erfcx_slope_rule, A, B> erfcx_slope(A, B) { return {}; }

// 2 (u s + v), the second derivative of v = erfcx(u), of which s is the first. Likewise: (1 + u)³ erfcx''(u), to 3e-21, and the series
// 2 / (√π u³) (1 - 6 w + 45 w² - 420 w³ + ...) of w = 1 / (2 u²), with (k + 1) (2k + 1)!!.
struct erfcx_curvature_rule : function<3> {  // internal
  static constexpr auto text = "erfcx_curvature";
  static constexpr auto extends(auto u, auto v, auto s) { return 2_c * (u * s + v); }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto v, auto s) {
    using T = decltype(u);
    if constexpr (is_wide<T>) return T(2 * (u * s + v));
    constexpr long double c[] = {
        2.033199508463531043603854L, -1.171211278244523174640785L, -0.07527167448862551490774665L, 0.7700012706212819030687281L,
        -0.5736086512456782426531167L, 0.05687616279228905209992215L, 0.1907628939963439059401045L, -0.1209950412401645090148314L,
        -0.004332220005961425451189966L, 0.034895584578341661990628L, -0.008883375138160693170070836L, -0.006386000720602019620102543L,
        0.002899215631158103501941625L, 0.001245304423647753471603823L, -0.0007010772813534113030639964L, -0.0003031612116786361968330481L,
        0.0001474707367533640730132033L, 0.00008650642031270074181053678L, -0.00002463409369503420017039523L, -0.00002519592935844947293983779L,
        0.000001465720698558970512148907L, 0.000006649587135610186202369919L, 0.000001099611011008495760673586L, -0.000001383172640476521693490109L,
        -0.0000005405602862473165983169954L, 0.0000001653526970409471349772809L, 0.0000001020317189421619180463276L};
    const auto polynomial = [&] {
      const T scale = T(1) + u;
      return T(interpolated(u, c) / (scale * scale * scale));
    };
    const auto series = [&] {
      const T w = T(0.5) / (u * u);
      T sum = T(0);
      for (long double a : {2988412653476250.0L, -102776096548125.0L, 3794809718700.0L, -151242416325.0L, 6547290750.0L, -310134825.0L, 16216200.0L, -945945.0L, 62370.0L, -4725.0L, 420.0L, -45.0L, 6.0L, -1.0L}) sum = sum * w - T(a);
      return T(T(2.2567583341910251477923178062430904344L) / u * w * sum);
    };
    const auto small = [&] { return T(T(2) * (u * s + v)); };
    return select_one(u < T(0.5), small, [&] { return select_one(u < T(12), polynomial, series); });
  }
  static constexpr auto partials(auto u, auto, auto s, auto k) { return partial(2_c * multiply_no_nan(u, k) + 4_c * s, 0_c, 0_c); }
};
template <Expression A, Expression B, Expression C>
constexpr node_of<erfcx_curvature_rule, A, B, C> erfcx_curvature(A, B, C) { return {}; }

struct erfcx_rule : packet_function<1> {
  static constexpr auto text = "erfcx", cuda = "erfcx";
  static constexpr interval domain[] = {{-1, 3}};
  static constexpr value_range range{.finite = true, .keeps_nan = true, .positive = true, .grows = true};
  static constexpr auto latex = "\\operatorname{erfcx}";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::erfc, libm::exp;
    using T = decltype(u);
    if constexpr (is_register<T>) return erfcx(u);
    else if constexpr (is_wide<T>) return T(exp(T(u * u)) * erfc(u));
    // erfc is a normal number up to there, and beyond the terms of the asymptotic series (Abramowitz and Stegun 7.1.23) fall fast enough
    const T near = T(std::numeric_limits<T>::digits < 30 ? 9 : 26);
    const T square = u * u, lost = select(square < T(1e6), product_error(u, u, square), T(0));  // as in gaussian
    const T v = T(0.5) / square;  // 1 - v + 3 v² - 15 v³ + 105 v⁴ - 945 v⁵ + 10395 v⁶ - ...
    const T series = T(1) - v * (T(1) - v * (T(3) - v * (T(15) - v * (T(105) - v * (T(945) - v * (T(10395) - v * (T(135135) - v * T(2027025))))))));
    return select_one(u < near, [&] { return T(exp(square) * (T(1) + lost) * erfc(u)); }, [&] { return T(T(0.5641895835477562869480794515607725858L) / u * series); });
  }
  static constexpr auto extends(auto u) { return exp(u * u) * erfc(u); }
  static constexpr auto partials(auto u, auto v) { return partial(erfcx_slope(u, v)); }
};
/// exp(u^2) erfc(u), the scaled complementary error function, about 1 / (u sqrt(pi)) for large u; +inf at -inf. What exp(u u) erfc(u)
/// becomes.
template <Expression A>
constexpr node_of<erfcx_rule, A> erfcx(A) { return {}; }

// 1 / erfcx(u), of which the second derivative loses as many digits as u^6 has where it is taken from those of erfcx.
struct reciprocal_erfcx_rule : function<1> {  // internal
  static constexpr auto text = "reciprocal_erfcx";
  static constexpr auto definition(auto u) { return 1_c / erfcx(u); }
  static constexpr auto partials(auto u, auto) { return partial(reciprocal_erfcx_slope(u, erfcx(u))); }
};
template <Expression A>
constexpr node_of<reciprocal_erfcx_rule, A> reciprocal_erfcx(A) { return {}; }

// -erfcx'(u) / v² of v = erfcx(u): sqrt(pi) at infinity, 0 where v is infinite.
struct reciprocal_erfcx_slope_rule : packet_function<2> {  // internal
  static constexpr auto text = "reciprocal_erfcx_slope";
  static constexpr auto extends(auto u, auto v) { return -(erfcx_slope(u, v) / (v * v)); }
  static constexpr auto value(auto u, auto v) {
    using T = decltype(u);
    const T r = T(1) / v;
    if constexpr (is_wide<T>) return T(-erfcx_slope_rule::value(u, v) * r * r);
    else {
      const auto left = [&] { return T(select(r == T(0), r, T(r * (T(1.1283791670955125738961589031215451717L) * r - T(2) * u)))); };
      const auto right = [&] { return T(select(u < T(1e10), T(-(erfcx_slope_rule::value(u, v) * r * r)), T(1.7724538509055160272981674833411451828L))); };
      return select_one(u < T(0.5), left, right);
    }
  }
  static constexpr auto partials(auto u, auto v, auto s) { return partial(reciprocal_erfcx_curvature(u, v, s), 0_c); }
};
template <Expression A, Expression B>
constexpr node_of<reciprocal_erfcx_slope_rule, A, B> reciprocal_erfcx_slope(A, B) { return {}; }

// The second derivative of r = 1 / v, v = erfcx(u), of which s is the first: 2 (2 / sqrt(pi) r s - r - u s). From 1/2 to 12, (1 + u)³ times it is a polynomial as above, to 3e-20;
// beyond, it is sqrt(pi) / u (2 w - 24 w² + 300 w³ - ...) of w = 1 / (2 u²), the second derivative of the reciprocal of the asymptotic series.
struct reciprocal_erfcx_curvature_rule : function<3> {  // internal
  static constexpr auto text = "reciprocal_erfcx_curvature";
  static constexpr auto extends(auto u, auto v, auto s) { return 2_c * (constant_beside<3852926924707797, 3414567582477941>(u) * (s / v) - 1_c / v - u * s); }
  static constexpr auto value(auto u, auto v, auto s) {
    using T = decltype(u);
    const T r = T(1) / v;
    if constexpr (is_wide<T>) return T(2 * (detail::wide_constant<T>(two_over_sqrt_pi) * r * s - r - u * s));
    constexpr long double c[] = {2.522349341864950323905L, 0.2974532282520306244772L, -2.315486162255460794591L, 1.090576835904013802523L, 1.211952178863663571544L, -1.390150925869595801727L, -0.1525519880668640411925L, 0.9182587254153033701667L, -0.2712904063892032483237L, -0.4014759463479927911416L, 0.2728839321940255570751L, 0.1123703129347350379513L, -0.1590210688497467021L, -0.007119301228809956818915L, 0.06882195484897554889085L, -0.01377828583717737171047L, -0.02304622874780211315275L, 0.01032801795001343867183L, 0.005549515992400372322436L, -0.004755885339149726478785L, -0.0005166591806975485441295L, 0.001635198173699552904843L, -0.000370018401900227673729L, -0.0004264684157443819529588L, 0.000283042863393422781862L, 0.00008761585089566473089647L, -0.0001159418523832177592868L, -0.00002272561791255549115696L, 0.00002545147227679307598105L, 0.000007452767591676759476552L};
    const auto polynomial = [&] {
      const T scale = T(1) + u;
      return T(interpolated(u, c) / (scale * scale * scale));
    };
    const auto series = [&] {
      const T w = T(0.5) / (u * u);
      T sum = T(0);
      for (long double a : {6647946205378185322692.0L, -177247375157336859328.0L, 4986187045709394300.0L, -148415504017174632.0L, 4688687073866900.0L, -157742054294928.0L, 5672356466700.0L, -218894227960.0L, 9104132196.0L, -410014560.0L, 20094620.0L, -1077384.0L, 63540.0L, -4144.0L, 300.0L, -24.0L, 2.0L}) sum = sum * w + T(a);
      return T(T(1.7724538509055160272981674833411451828L) / u * w * sum);
    };
    const auto small = [&] { return T(T(2) * (T(1.1283791670955125738961589031215451717L) * (r * s) - r - u * s)); };
    return select_one(u < T(0.5), small, [&] { return select_one(u < T(12), polynomial, series); });
  }
  static constexpr auto partials(auto u, auto v, auto s, auto k) {
    return partial(2_c * (constant_beside<3852926924707797, 3414567582477941>(u) * (s * s + k / v) - 2_c * s - u * k), 0_c, 0_c);
  }
};
template <Expression A, Expression B, Expression C>
constexpr node_of<reciprocal_erfcx_curvature_rule, A, B, C> reciprocal_erfcx_curvature(A, B, C) { return {}; }

struct log_erfc_rule : packet_function<1> {
  static constexpr auto text = "log_erfc";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .settles = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::erf, libm::log, libm::log1p;
    using T = decltype(u);
    return select_one(u < T(0.5), [&] { return T(log1p(-erf(u))); }, [&] { return T(log(erfcx_rule::value(u)) - u * u); });
  }
  static constexpr auto meaning(auto u) { return log(erfc(u)); }
  static constexpr auto partials(auto u, auto) {
    const auto c = constant_beside<3852926924707797, 3414567582477941>(u);
    return partial(-where(u > 0_c, c * reciprocal_erfcx(u), c * gaussian(u) / erfc(u)));
  }
};
/// log(erfc(u)), finite where erfc underflows; what log(erfc(u)) becomes.
template <Expression A>
constexpr node_of<log_erfc_rule, A> log_erfc(A) { return {}; }

// normal_cdf and its logarithm from the tail p = normal_cdf(-|u|), which value and slope share; far to the left from erfcx.
struct by_normal_tail {
  /// normal_cdf(u)
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T distribution(const T& u, const T& tail) { return select(u > T(0), T(T(1) - tail), tail); }
  template <class T>
  NABLA_DETAIL_RUNS static constexpr T scaled(const T& u) { return erfcx_rule::value(T(T(-0.7071067811865475244008443621048490393L) * u)); }
  /// Below, the tail of float is no normal number.
  template <class T>
  NABLA_DETAIL_RUNS static constexpr auto is_far(const T& u) { return u < T(-12); }
};
// -|u|, of which what has two smooth halves is made, and no edge: whoever looks for edges, as the checker, finds abs.
struct minus_size_rule : packet_function<1> {  // internal
  static constexpr auto text = "minus_size";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs;
    return decltype(u)(-abs(u));
  }
};
template <Expression A>
constexpr node_of<minus_size_rule, A> minus_size(A) { return {}; }
struct inverse_mills_by_tail_rule : packet_function<3>, by_normal_tail {  // internal
  static constexpr auto text = "inverse_mills_by_tail";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto tail, auto density) {
    using T = decltype(u);
    const T usual = density / distribution(u, tail);
    if constexpr (is_wide<T>) return usual;
    else return select_rare(is_far(u), usual, [&] { return T(T(0.7978845608028653558798921198687637370L) / scaled(u)); });
  }
};
template <Expression A, Expression P, Expression D>
constexpr node_of<inverse_mills_by_tail_rule, A, P, D> inverse_mills_by_tail(A, P, D) { return {}; }
struct log_normal_cdf_by_tail_rule : packet_function<2>, by_normal_tail {  // internal
  static constexpr auto text = "log_normal_cdf_by_tail";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto tail) {
    using libm::log, libm::log1p;
    using T = decltype(u);
    const T all = distribution(u, tail);
    if constexpr (is_wide<T>) return u > 0 ? T(log1p(T(-tail))) : T(log(tail));
    else {
      const T lost = select(u > T(0), T((T(1) - all) - tail), T(0));  // of 1 - tail
      return select_rare(is_far(u), T(log(all) + lost / all), [&] { return T(log(T(T(0.5) * scaled(u))) - T(0.5) * (u * u)); });
    }
  }
};
template <Expression A, Expression P>
constexpr node_of<log_normal_cdf_by_tail_rule, A, P> log_normal_cdf_by_tail(A, P) { return {}; }

// normal_pdf(u) / normal_cdf(u)
struct inverse_mills_rule : packet_function<1> {  // internal
  static constexpr auto text = "inverse_mills";
  static constexpr auto latex = "\\frac{\\varphi\\left(#1\\right)}{\\Phi\\left(#1\\right)}";
  static constexpr auto definition(auto u) { return inverse_mills_by_tail(u, normal_cdf(minus_size(u)), normal_pdf(minus_size(u))); }  // the density is even: both of one exponential
  static constexpr auto extends(auto u) { return normal_pdf(u) / normal_cdf(u); }
  // -v (u + v); to the left, where that cancels, v is sqrt(2 / pi) / erfcx(w) of w = -u / sqrt(2)
  static constexpr auto partials(auto u, auto v) {
    auto w = constant_beside<-4217293152016490, 5964153172084899>(u) * where(u > 0_c, 0_c, u);  // min would halve the slope at 0
    auto left = constant_beside<-3852926924707797, 6829135164955882>(u) * reciprocal_erfcx_slope(w, erfcx(w));  // -1 / sqrt(pi)
    auto finite = where(u < constant_beside<1000000000000000000>(u), u, 0_c);  // beyond, v is zero
    return partial(where(u > 0_c, -((finite + v) * v), left));
  }
};
/// normal_pdf(u) / normal_cdf(u), the slope of log_normal_cdf.
template <Expression A>
constexpr node_of<inverse_mills_rule, A> inverse_mills(A) { return {}; }

struct log_normal_cdf_rule : packet_function<1> {
  static constexpr auto text = "log_normal_cdf";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .settles = true};
  static constexpr auto latex = "\\log\\Phi";
  static constexpr auto definition(auto u) { return log_normal_cdf_by_tail(u, normal_cdf(minus_size(u))); }
  static constexpr auto meaning(auto u) { return log(normal_cdf(u)); }
  static constexpr auto partials(auto u, auto) { return partial(inverse_mills(u)); }
};
/// log(normal_cdf(u)), finite where normal_cdf underflows and exact to rounding where it is near 1; what log(normal_cdf(u)) becomes, and
/// log(1 - normal_cdf(u)) is log_normal_cdf(-u).
template <Expression A>
constexpr node_of<log_normal_cdf_rule, A> log_normal_cdf(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::erfcx, detail::erfcx_slope, detail::erfcx_curvature, detail::log_erfc, detail::inverse_mills, detail::log_normal_cdf;
}
