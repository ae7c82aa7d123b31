// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Known values and special cases of nabla::detail::constant_math, in constant evaluation, where overflow would be an error.

#include <limits>
#include <nabla/support/constant_math.hpp>

namespace {

namespace cm = nabla::detail::constant_math;

/// Whether a value is within 2 ulp of the exact one, itself rounded to T.
template <typename T>
constexpr bool close(T value, long double exact) {
  const T expected = static_cast<T>(exact);
  const T error = value < expected ? expected - value : value - expected;
  return error <= 2 * std::numeric_limits<T>::epsilon() * (expected < 0 ? -expected : expected);
}

/// Whether a value equals the expected one, with the sign of zero.
template <typename T>
constexpr bool same(T value, T expected) {
  return value == expected && cm::signbit(value) == cm::signbit(expected);
}

template <typename T>
constexpr bool known_values() {
  static_assert(close<T>(cm::sqrt(T(2)), 1.4142135623730950488016887242096980786L));
  static_assert(close<T>(cm::cbrt(T(-3)), -1.4422495703074083823216383107801095884L));
  static_assert(close<T>(cm::hypot(T(1), T(2)), 2.2360679774997896964091736687312762354L));
  static_assert(close<T>(cm::exp(T(1)), 2.7182818284590452353602874713526624978L));
  static_assert(close<T>(cm::exp(T(-20)), 2.0611536224385578279659403801558209764e-9L));
  static_assert(close<T>(cm::exp(T(0.375)), 1.4549914146182013360537936919875185083L));
  static_assert(close<T>(cm::exp(T(64)), 6235149080811616882909238708.9284697448L));
  static_assert(close<T>(cm::exp2(T(0.5)), 1.4142135623730950488016887242096980786L));
  static_assert(close<T>(cm::expm1(T(0.03125)), 0.031743407499102670938747815281507144194L));
  static_assert(close<T>(cm::expm1(T(-3)), -0.95021293163213605702065758434993822337L));
  static_assert(close<T>(cm::log(T(10)), 2.3025850929940456840179914546843642076L));
  static_assert(close<T>(cm::log(T(0.9375)), -0.064538521137571171672923915683992928129L));
  static_assert(close<T>(cm::log2(T(10)), 3.3219280948873623478703194294893901759L));
  static_assert(close<T>(cm::log10(T(2)), 0.30102999566398119521373889472449302677L));
  static_assert(close<T>(cm::log1p(T(-0.0625)), -0.064538521137571171672923915683992928129L));
  static_assert(close<T>(cm::pow(T(3), T(-0.5)), 0.57735026918962576450914878050195745565L));
  static_assert(close<T>(cm::pow(T(10), T(30.5)), 3162277660168379331998893544432.7185337L));
  static_assert(close<T>(cm::sin(T(1)), 0.84147098480789650665250232163029899962L));
  static_assert(close<T>(cm::sin(T(1000000)), -0.34999350217129295211765248678077146906L));
  static_assert(close<T>(cm::cos(T(1)), 0.54030230586813971740093660744297660373L));
  static_assert(close<T>(cm::cos(T(-22)), -0.99996082639463712645417473921269377414L));
  static_assert(close<T>(cm::tan(T(1.5)), 14.101419947171719387646083651987756446L));
  static_assert(close<T>(cm::tan(T(355)), 3.0144353373184265468141231180133022308e-5L));
  static_assert(close<T>(cm::asin(T(0.5)), 0.52359877559829887307710723054658381403L));
  static_assert(close<T>(cm::asin(T(-0.984375)), -1.3937886405068656922361584026552660096L));
  static_assert(close<T>(cm::acos(T(0.5)), 1.0471975511965977461542144610931676281L));
  static_assert(close<T>(cm::acos(T(-0.75)), 2.4188584057763776272842660306381695222L));
  static_assert(close<T>(cm::atan(T(1)), 0.78539816339744830961566084581987572105L));
  static_assert(close<T>(cm::atan(T(-7)), -1.4288992721907326964184700745371983591L));
  static_assert(close<T>(cm::atan2(T(1), T(-2)), 2.6779450445889871222483871518182884822L));
  static_assert(close<T>(cm::atan2(T(-3), T(0.25)), -1.4876550949064553893206533769889701446L));
  static_assert(close<T>(cm::sinh(T(0.25)), 0.25261231680816830791412515054205790552L));
  static_assert(close<T>(cm::sinh(T(20)), 242582597.70489513795397660405149136536L));
  static_assert(close<T>(cm::cosh(T(1)), 1.5430806348152437784779056207570616826L));
  static_assert(close<T>(cm::tanh(T(0.125)), 0.12435300177159620805464727580589270768L));
  static_assert(close<T>(cm::tanh(T(2)), 0.96402758007581688394641372410092315026L));
  static_assert(close<T>(cm::asinh(T(0.5)), 0.48121182505960344749775891342436842314L));
  static_assert(close<T>(cm::acosh(T(1.25)), 0.69314718055994530941723212145817656808L));
  static_assert(close<T>(cm::atanh(T(0.5)), 0.54930614433405484569762261846126285232L));
  static_assert(close<T>(cm::erf(T(0.5)), 0.52049987781304653768274665389196452874L));
  static_assert(close<T>(cm::erf(T(2)), 0.99532226501895273416206925636725292861L));
  static_assert(close<T>(cm::erfc(T(0.25)), 0.72367360983176306701493173223518428793L));
  static_assert(close<T>(cm::erfc(T(5)), 1.5374597944280348501883434853833788901e-12L));
  static_assert(close<T>(cm::erfc(T(-1)), 1.8427007929497148693412206350826092593L));
  static_assert(close<T>(cm::lgamma(T(0.25)), 1.2880225246980774573706104402197172959L));
  static_assert(close<T>(cm::lgamma(T(10.5)), 13.94062521940376363316123788797184948L));
  static_assert(close<T>(cm::lgamma(T(100)), 359.13420536957539877604401046028690961L));
  static_assert(close<T>(cm::lgamma(T(-2.25)), 0.55550154502064747059357589354025005939L));
  return true;
}

template <typename T>
constexpr bool exact_values() {
  constexpr T eps = std::numeric_limits<T>::epsilon();
  static_assert(cm::sqrt(T(9)) == 3);
  static_assert(cm::sqrt(T(2.25)) == T(1.5));
  static_assert(cm::sqrt(1 + 2 * eps) == 1 + eps);
  static_assert(cm::cbrt(T(-27)) == -3);
  static_assert(cm::hypot(T(3), T(-4)) == 5);
  static_assert(cm::exp2(T(-3)) == T(0.125));
  static_assert(cm::log2(T(1024)) == 10);
  static_assert(cm::log10(T(1000)) == 3);
  static_assert(cm::pow(T(-3), T(3)) == -27);
  static_assert(cm::pow(T(2), T(-5)) == T(0.03125));
  static_assert(cm::pow(T(4), T(0.5)) == 2);
  static_assert(cm::fma(1 + eps, 1 - eps, T(-1)) == -eps * eps);
  static_assert(cm::fma(T(2), T(3), T(4)) == 10);
  static_assert(cm::lgamma(T(1)) == 0);
  static_assert(cm::lgamma(T(2)) == 0);
  static_assert(cm::floor(T(-1.5)) == -2);
  static_assert(cm::ceil(T(-1.5)) == -1);
  static_assert(cm::trunc(T(-1.5)) == -1);
  static_assert(cm::round(T(-1.5)) == -2);
  static_assert(cm::round(T(2.5)) == 3);
  static_assert(cm::round(T(0.5) - eps / 4) == 0);
  static_assert(cm::round(1 / eps + 1) == 1 / eps + 1);
  static_assert(cm::abs(T(-2)) == 2);
  static_assert(cm::copysign(T(2), T(-0.0)) == -2);
  static_assert(cm::signbit(T(-0.0)));
  static_assert(!cm::signbit(T(0)));
  return true;
}

template <typename T>
constexpr bool special_values() {
  using limits = std::numeric_limits<T>;
  constexpr T inf = limits::infinity();
  constexpr T nan = limits::quiet_NaN();
  constexpr T max = limits::max();
  constexpr T tiny = limits::denorm_min();
  constexpr T zero = 0;
  static_assert(cm::isnan(nan));
  static_assert(!cm::isnan(inf));
  static_assert(cm::isinf(-inf));
  static_assert(!cm::isinf(max));
  static_assert(!cm::isinf(nan));

  // zeros
  static_assert(same(cm::sqrt(-zero), -zero));
  static_assert(same(cm::cbrt(-zero), -zero));
  static_assert(same(cm::floor(-zero), -zero));
  static_assert(same(cm::ceil(T(-0.5)), -zero));
  static_assert(same(cm::trunc(T(-0.5)), -zero));
  static_assert(same(cm::round(T(-0.25)), -zero));
  static_assert(same(cm::abs(-zero), zero));
  static_assert(cm::exp(-zero) == 1);
  static_assert(cm::cos(-zero) == 1);
  static_assert(cm::cosh(-zero) == 1);
  static_assert(same(cm::expm1(-zero), -zero));
  static_assert(same(cm::log1p(-zero), -zero));
  static_assert(same(cm::sin(-zero), -zero));
  static_assert(same(cm::tan(-zero), -zero));
  static_assert(same(cm::asin(-zero), -zero));
  static_assert(same(cm::atan(-zero), -zero));
  static_assert(same(cm::sinh(-zero), -zero));
  static_assert(same(cm::tanh(-zero), -zero));
  static_assert(same(cm::asinh(-zero), -zero));
  static_assert(same(cm::atanh(-zero), -zero));
  static_assert(same(cm::erf(-zero), -zero));
  static_assert(same(cm::acos(T(1)), zero));
  static_assert(same(cm::acosh(T(1)), zero));
  static_assert(same(cm::log(T(1)), zero));
  static_assert(same(cm::atan2(zero, T(1)), zero));
  static_assert(same(cm::atan2(-zero, T(1)), -zero));
  static_assert(cm::atan2(zero, -zero) > 3);

  // limits at infinity and poles
  static_assert(cm::exp(inf) == inf);
  static_assert(same(cm::exp(-inf), zero));
  static_assert(cm::exp2(-inf) == 0);
  static_assert(cm::expm1(-inf) == -1);
  static_assert(cm::log(zero) == -inf);
  static_assert(cm::log(-zero) == -inf);
  static_assert(cm::log(inf) == inf);
  static_assert(cm::log1p(T(-1)) == -inf);
  static_assert(cm::log2(zero) == -inf);
  static_assert(cm::log10(inf) == inf);
  static_assert(cm::sqrt(inf) == inf);
  static_assert(cm::cbrt(-inf) == -inf);
  static_assert(cm::tanh(inf) == 1);
  static_assert(cm::tanh(-inf) == -1);
  static_assert(cm::sinh(-inf) == -inf);
  static_assert(cm::cosh(-inf) == inf);
  static_assert(cm::asinh(-inf) == -inf);
  static_assert(cm::acosh(inf) == inf);
  static_assert(cm::atanh(T(-1)) == -inf);
  static_assert(cm::hypot(nan, -inf) == inf);
  static_assert(cm::erf(-inf) == -1);
  static_assert(cm::erfc(inf) == 0);
  static_assert(cm::erfc(-inf) == 2);
  static_assert(cm::lgamma(-inf) == inf);
  static_assert(cm::lgamma(zero) == inf);
  static_assert(cm::lgamma(T(-3)) == inf);
  static_assert(close(cm::atan(-inf), -1.5707963267948966192313216916397514421L));
  static_assert(close(cm::atan2(-inf, -inf), -2.3561944901923449288469825374596271632L));
  static_assert(same(cm::atan2(T(-1), inf), -zero));
  static_assert(cm::pow(zero, T(-3)) == inf);
  static_assert(cm::pow(-zero, T(-3)) == -inf);
  static_assert(cm::pow(-inf, T(3)) == -inf);
  static_assert(cm::pow(nan, zero) == 1);
  static_assert(cm::pow(T(1), nan) == 1);
  static_assert(cm::pow(T(-1), inf) == 1);
  static_assert(cm::pow(T(0.5), inf) == 0);
  static_assert(same(cm::pow(-inf, T(-3)), -zero));
  static_assert(cm::pow(T(0.5), -inf) == inf);

  // overflow, underflow and subnormal results
  static_assert(cm::exp(max) == inf);
  static_assert(cm::exp(-max) == 0);
  static_assert(cm::exp2(max) == inf);
  static_assert(cm::expm1(max) == inf);
  static_assert(cm::exp2(T(limits::max_exponent)) == inf);
  static_assert(cm::exp2(T(limits::max_exponent - 1)) == max / 2 * (1 + limits::epsilon()));
  static_assert(cm::exp2(T(limits::min_exponent - limits::digits)) == tiny);
  static_assert(cm::exp2(T(limits::min_exponent - limits::digits - 2)) == 0);
  static_assert(cm::sinh(-max) == -inf);
  static_assert(cm::cosh(max) == inf);
  static_assert(cm::pow(max, T(2)) == inf);
  static_assert(cm::pow(tiny, T(2)) == 0);
  static_assert(cm::pow(-max, T(3)) == -inf);
  static_assert(cm::hypot(max, max) == inf);
  static_assert(cm::hypot(tiny, zero) == tiny);
  static_assert(cm::fma(max, T(2), -inf) == -inf);
  static_assert(cm::fma(max, max, T(1)) == inf);
  static_assert(cm::fma(max, T(2), -max) == max);
  static_assert(cm::sin(tiny) == tiny);
  static_assert(cm::log1p(-tiny) == -tiny);
  static_assert(cm::erfc(max) == 0);
  static_assert(cm::lgamma(max) == inf);
  static_assert(cm::sqrt(tiny) > 0);
  static_assert(cm::cbrt(tiny) > 0);
  static_assert(cm::log(tiny) < 0);
  static_assert(cm::atan2(tiny, max) == 0);

  // outside the domain
  static_assert(cm::isnan(cm::sqrt(T(-1))));
  static_assert(cm::isnan(cm::log(T(-1))));
  static_assert(cm::isnan(cm::log1p(T(-2))));
  static_assert(cm::isnan(cm::acosh(T(0.5))));
  static_assert(cm::isnan(cm::asin(T(2))));
  static_assert(cm::isnan(cm::acos(T(-2))));
  static_assert(cm::isnan(cm::atanh(T(2))));
  static_assert(cm::isnan(cm::sin(inf)));
  static_assert(cm::isnan(cm::cos(-inf)));
  static_assert(cm::isnan(cm::tan(inf)));
  static_assert(cm::isnan(cm::pow(T(-2), T(0.5))));
  static_assert(cm::isnan(cm::fma(inf, zero, T(1))));
  static_assert(cm::isnan(cm::fma(inf, T(1), -inf)));

  // NaN in, NaN out
  static_assert(cm::isnan(cm::exp(nan)));
  static_assert(cm::isnan(cm::exp2(nan)));
  static_assert(cm::isnan(cm::expm1(nan)));
  static_assert(cm::isnan(cm::log(nan)));
  static_assert(cm::isnan(cm::log2(nan)));
  static_assert(cm::isnan(cm::log10(nan)));
  static_assert(cm::isnan(cm::log1p(nan)));
  static_assert(cm::isnan(cm::sqrt(nan)));
  static_assert(cm::isnan(cm::cbrt(nan)));
  static_assert(cm::isnan(cm::pow(nan, T(2))));
  static_assert(cm::isnan(cm::pow(T(2), nan)));
  static_assert(cm::isnan(cm::sin(nan)));
  static_assert(cm::isnan(cm::cos(nan)));
  static_assert(cm::isnan(cm::tan(nan)));
  static_assert(cm::isnan(cm::asin(nan)));
  static_assert(cm::isnan(cm::acos(nan)));
  static_assert(cm::isnan(cm::atan(nan)));
  static_assert(cm::isnan(cm::atan2(nan, T(1))));
  static_assert(cm::isnan(cm::sinh(nan)));
  static_assert(cm::isnan(cm::cosh(nan)));
  static_assert(cm::isnan(cm::tanh(nan)));
  static_assert(cm::isnan(cm::asinh(nan)));
  static_assert(cm::isnan(cm::acosh(nan)));
  static_assert(cm::isnan(cm::atanh(nan)));
  static_assert(cm::isnan(cm::erf(nan)));
  static_assert(cm::isnan(cm::erfc(nan)));
  static_assert(cm::isnan(cm::lgamma(nan)));
  static_assert(cm::isnan(cm::hypot(nan, T(1))));
  static_assert(cm::isnan(cm::floor(nan)));
  static_assert(cm::isnan(cm::ceil(nan)));
  static_assert(cm::isnan(cm::trunc(nan)));
  static_assert(cm::isnan(cm::round(nan)));
  static_assert(cm::isnan(cm::abs(nan)));
  static_assert(cm::isnan(cm::fma(nan, T(1), T(1))));
  static_assert(cm::isnan(cm::fma(T(1), T(1), nan)));
  return true;
}

template <typename T>
constexpr bool all_values() {
  return known_values<T>() && exact_values<T>() && special_values<T>();
}

static_assert(all_values<float>());
static_assert(all_values<double>());
static_assert(all_values<long double>());

// angles whose reduction needs hundreds of digits of pi
static_assert(close(cm::sin(1e22), -0.8522008497671888017727058937530293682618L));
static_assert(close(cm::cos(1e300), -0.5753861119575490466882442759658061506357L));
static_assert(close(cm::cos(6381956970095103 * cm::exp2(797.0)), -4.687165924254627611122582801963884398778e-19L));

}  // namespace
