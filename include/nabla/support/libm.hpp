// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The C library's functions of float, double and long double, by the compilers' builtins: <cmath> would be a fifth of what
// including nabla costs. The rules name them by `using libm::exp;` as a user does by `using std::exp;`: other scalar types bring their own.
namespace nabla::detail::libm {

#define NABLA_OF_ONE(name, builtin)                                                       \
  [[gnu::always_inline]] inline float name(float u) { return __builtin_##builtin##f(u); } \
  [[gnu::always_inline]] inline double name(double u) { return __builtin_##builtin(u); }  \
  [[gnu::always_inline]] inline long double name(long double u) { return __builtin_##builtin##l(u); }
#define NABLA_OF_TWO(name)                                                                         \
  [[gnu::always_inline]] inline float name(float u, float v) { return __builtin_##name##f(u, v); } \
  [[gnu::always_inline]] inline double name(double u, double v) { return __builtin_##name(u, v); } \
  [[gnu::always_inline]] inline long double name(long double u, long double v) { return __builtin_##name##l(u, v); }

NABLA_OF_ONE(abs, fabs)
NABLA_OF_ONE(cbrt, cbrt)
NABLA_OF_ONE(exp, exp)
NABLA_OF_ONE(exp2, exp2)
NABLA_OF_ONE(expm1, expm1)
NABLA_OF_ONE(log, log)
NABLA_OF_ONE(log1p, log1p)
NABLA_OF_ONE(log2, log2)
NABLA_OF_ONE(log10, log10)
NABLA_OF_ONE(sin, sin)
NABLA_OF_ONE(cos, cos)
NABLA_OF_ONE(tan, tan)
NABLA_OF_ONE(asin, asin)
NABLA_OF_ONE(acos, acos)
NABLA_OF_ONE(atan, atan)
NABLA_OF_ONE(sinh, sinh)
NABLA_OF_ONE(cosh, cosh)
NABLA_OF_ONE(tanh, tanh)
NABLA_OF_ONE(asinh, asinh)
NABLA_OF_ONE(acosh, acosh)
NABLA_OF_ONE(atanh, atanh)
NABLA_OF_ONE(erf, erf)
NABLA_OF_ONE(erfc, erfc)
NABLA_OF_ONE(lgamma, lgamma)
NABLA_OF_ONE(floor, floor)
NABLA_OF_ONE(ceil, ceil)
NABLA_OF_ONE(round, round)
NABLA_OF_TWO(pow)
NABLA_OF_TWO(hypot)
NABLA_OF_TWO(atan2)

// A root alone: of a negative number the C library also sets errno, which is a jump, a call, and numbers that are kept in memory because of it.
#if defined(__SSE2__) && !defined(__NO_MATH_ERRNO__) && defined(__clang__)
[[gnu::always_inline]] inline float sqrt(float u) {
  using numbers [[gnu::vector_size(16)]] = float;
  return static_cast<numbers>(__builtin_ia32_sqrtss(numbers{u}))[0];
}
[[gnu::always_inline]] inline double sqrt(double u) {
  using numbers [[gnu::vector_size(16)]] = double;
  return static_cast<numbers>(__builtin_ia32_sqrtsd(numbers{u}))[0];
}
[[gnu::always_inline]] inline long double sqrt(long double u) { return __builtin_sqrtl(u); }
#elif defined(__SSE2__) && !defined(__NO_MATH_ERRNO__)
[[gnu::always_inline]] inline float sqrt(float u) {
  if (__builtin_constant_p(u)) return __builtin_sqrtf(u);
  __asm__("%vsqrtss\t{%d0, %0|%0, %d0}" : "+x"(u));
  return u;
}
[[gnu::always_inline]] inline double sqrt(double u) {
  if (__builtin_constant_p(u)) return __builtin_sqrt(u);
  __asm__("%vsqrtsd\t{%d0, %0|%0, %d0}" : "+x"(u));
  return u;
}
[[gnu::always_inline]] inline long double sqrt(long double u) { return __builtin_sqrtl(u); }
#else
NABLA_OF_ONE(sqrt, sqrt)
#endif
#undef NABLA_OF_ONE
#undef NABLA_OF_TWO

[[gnu::always_inline]] inline float fma(float u, float v, float w) { return __builtin_fmaf(u, v, w); }
[[gnu::always_inline]] inline double fma(double u, double v, double w) { return __builtin_fma(u, v, w); }
[[gnu::always_inline]] inline long double fma(long double u, long double v, long double w) { return __builtin_fmal(u, v, w); }

}  // namespace nabla::detail::libm
