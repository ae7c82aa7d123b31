// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla::detail::polygamma {

// polygamma.hpp in C, for the entries: the same operations in the same order. Their loops depend on the argument, so that they cannot be
// written down by running them. $T is the type, $s the suffix of functions of <math.h>, $min, $max and $eps are limits of the type, $r2 and $r3 the
// bounds of the squares and cubes that do not overflow.

// What is in both is written once, by the preprocessor: as numbers, and as text.
// clang-format off
#define NABLA_DETAIL_BERNOULLI(is, more) is(1, 6) more is(-1, 30) more is(1, 42) more is(-1, 30) more is(5, 66) more is(-691, 2730) more is(7, 6) more is(-3617, 510) more is(43867, 798) more is(-174611, 330)
/// psi(2 + t) / (2 + t - root) for |t| <= 1: the Chebyshev series of degree 35, computed with 60 digits; relative error 3e-21.
#define NABLA_DETAIL_DIGAMMA_SERIES(row, more) \
  row(0.785307538604105268287704L, -0.260738954683001387107925L, 0.108999917017628402434326L, -0.0495510329176739820573806L) more \
  row(0.0234473095975653366388103L, -0.0113384325532538562859371L, 0.00555225417601987615230597L, -0.00273957288551010493795432L) more \
  row(0.00135814211884922911176703L, -0.000675313333935648513334444L, 0.000336433033989968876023581L, -0.000167815517223013251884246L) more \
  row(0.0000837757294865038346940452L, -0.0000418442537930017254884865L, 0.0000209077899682073227113131L, -0.0000104491448998306000047752L) more \
  row(0.00000522252584620208178420512L, -0.00000261059444487057554449186L, 0.0000013066728312707315880838L, -0.000000653660783516648613250241L) more \
  row(0.000000322842491321591709581116L, -0.000000160627101772086266962089L, 8.80077115631959435258929e-8L, -4.52235333838325710668244e-8L) more \
  row(1.12901249910233212104631e-8L, -4.22932107317057884872566e-9L, 1.46552634841237753606613e-8L, -8.53758989423862889023229e-9L) more \
  row(-6.01585134234959467766963e-9L, 3.74701980852539777717708e-9L, 4.17906147824378779789339e-9L, -2.39470456682845841363785e-9L) more \
  row(-1.21879533469136592226915e-9L, 6.8569115996930046538503e-10L, 2.42887164392004701239637e-10L, -1.3016283464983300138541e-10L)
#define NABLA_DETAIL_COMMA ,
#define NABLA_DETAIL_QUOTIENT(p, q) T(p) / q
#define NABLA_DETAIL_ROW(a, b, c, d) a, b, c, d
#define NABLA_DETAIL_QUOTIENT_TEXT(p, q) "($T)" #p "/" #q
#define NABLA_DETAIL_ROW_TEXT(a, b, c, d) "    ($T)" #a ", ($T)" #b ", ($T)" #c ", ($T)" #d
/// B_2k, k = 1 to 10.
template <class T>
inline constexpr T bernoulli[10] = {NABLA_DETAIL_BERNOULLI(NABLA_DETAIL_QUOTIENT, NABLA_DETAIL_COMMA)};
inline constexpr long double digamma_series[36] = {NABLA_DETAIL_DIGAMMA_SERIES(NABLA_DETAIL_ROW, NABLA_DETAIL_COMMA)};

/// sum of weight(2k) B_2k / x^2k, k = 1 to 10; the weight of n is 1 / n, 1 or n + 1.
inline constexpr const char* c_series = R"(#ifndef nabla_polygamma_series$s_defined
#define nabla_polygamma_series$s_defined
static inline $T nabla_polygamma_series$s($T x, int order) {
  static const $T bernoulli[10] = {)" NABLA_DETAIL_BERNOULLI(NABLA_DETAIL_QUOTIENT_TEXT, ", ") R"(};
  const $T z = 1/(x*x);
  $T sum = 0;
  for (int k = 10; k >= 1; --k) {
    const $T n = ($T)(2*k), weight = order == 0 ? 1/n : order == 1 ? 1 : n + 1;
    sum = (sum + weight*bernoulli[k - 1])*z;
  }
  return sum;
}
#endif
)";

inline constexpr const char* c_digamma = R"(static inline $T nabla_digamma_near_root$s($T x) {
  static const $T c[36] = {
)" NABLA_DETAIL_DIGAMMA_SERIES(NABLA_DETAIL_ROW_TEXT, ",\n") R"(};
  const $T t = x - 2;
  $T sum = 0;
  for (int k = 35; k >= 0; --k) sum = sum*t + c[k];
  return ((x - ($T)1.4616321449683622) - ($T)9.54999542996569771518e-17L)*sum;
}
static inline $T nabla_digamma$s($T x) {
  const $T pi = ($T)3.14159265358979323846264338327950288L;
  if (x == 0) return signbit(x) ? INFINITY : -INFINITY;
  if (isnan(x) || (isinf(x) && x > 0)) return x;
  if (fabs$s(x) < $min) return x < 0 ? INFINITY : -INFINITY;
  if (x < 0) {
    const $T from_integer = x - round$s(x);
    if (isinf(x) || (from_integer == 0 && x <= -1)) return NAN;
    if (x > -$eps) return -1/x + nabla_digamma_near_root$s(1);
    const $T angle = pi*from_integer;
    return nabla_digamma$s(1 - x) - pi*sin$s(pi*(($T)0.5 - fabs$s(from_integer)))/sin$s(angle);
  }
  if (x < 1) return nabla_digamma_near_root$s(x + 1) - 1/x;
  if (x >= (sizeof x > 8 ? 20 : 12)) return log$s(x) - ($T)0.5/x - nabla_polygamma_series$s(x, 0);
  $T sum = 0;
  while (x > 3) {
    x -= 1;
    sum += 1/x;
  }
  return nabla_digamma_near_root$s(x) + sum;
}
)";

#undef NABLA_DETAIL_BERNOULLI
#undef NABLA_DETAIL_DIGAMMA_SERIES
#undef NABLA_DETAIL_COMMA
#undef NABLA_DETAIL_QUOTIENT
#undef NABLA_DETAIL_ROW
#undef NABLA_DETAIL_QUOTIENT_TEXT
#undef NABLA_DETAIL_ROW_TEXT
// clang-format on

inline constexpr const char* c_trigamma = R"(static inline $T nabla_trigamma$s($T x) {
  if (isnan(x)) return x;
  if (isinf(x)) return x > 0 ? 0 : NAN;
  if (fabs$s(x) <= $r2) return INFINITY;
  if (x < 0) {
    const $T pi = ($T)3.14159265358979323846264338327950288L, from_integer = x - round$s(x);
    if (from_integer == 0) return INFINITY;
    const $T ratio = pi/sin$s(pi*from_integer);
    return ratio*ratio - nabla_trigamma$s(1 - x);
  }
  if (x > 2/$eps) return 1/x;
  $T terms[32] = {0};
  int count = 0;
  for (; x < (sizeof x > 8 ? 20 : 12); x += 1) terms[count++] = 1/x*(1/x);
  $T sum = 1/x*(1 + nabla_polygamma_series$s(x, 1)) + ($T)0.5/(x*x);
  while (count > 0) sum += terms[--count];
  return sum;
}
)";

inline constexpr const char* c_tetragamma = R"(static inline $T nabla_tetragamma$s($T x) {
  if (isnan(x)) return x;
  if (isinf(x)) return x > 0 ? -($T)0.0 : NAN;
  if (fabs$s(x) <= $r3) return signbit(x) ? INFINITY : -INFINITY;
  if (x < 0) {
    const $T pi = ($T)3.14159265358979323846264338327950288L, from_integer = x - round$s(x);
    if (from_integer == 0) return NAN;
    const $T angle = pi*from_integer, ratio = pi/sin$s(angle);
    return nabla_tetragamma$s(1 - x) - 2*sin$s(pi*(($T)0.5 - fabs$s(from_integer)))*ratio*ratio*ratio;
  }
  if (x > 1/$r3) return -(1/x*(1/x));
  $T terms[32] = {0};
  int count = 0;
  for (; x < (sizeof x > 8 ? 20 : 12); x += 1) terms[count++] = 2/(x*x*x);
  $T sum = 1/x*(1/x)*(1 + 1/x + nabla_polygamma_series$s(x, 2));
  while (count > 0) sum += terms[--count];
  return -sum;
}
)";

}  // namespace nabla::detail::polygamma
