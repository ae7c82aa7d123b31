// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The table of derivatives at the back of a textbook, as it stands there, proven by the compiler: == where the two are one expression in
// canonical form, equivalent() where one has to multiply out.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto a = data<"a">;
constexpr auto b = data<"b">;
constexpr auto m = data<"m">;
constexpr auto s = data<"s">;
constexpr auto f = sin(x);  // for the rules of product, quotient and chain
constexpr auto g = exp(y * x);
constexpr auto h = log(x);

// ---- powers ----------------------------------------------------------------------------------------------------------------------------
static_assert(diff(a, x) == 0_c);
static_assert(diff(x, x) == 1_c);
static_assert(diff(a * x + b, x) == a);
static_assert(diff(x * x, x) == 2_c * x);
static_assert(diff(pow(x, 5_c), x) == 5_c * pow(x, 4_c));
static_assert(diff(pow(a * x + b, 3_c), x) == 3_c * a * sq(a * x + b));
static_assert(diff(1_c / x, x) == -1_c / (x * x));
static_assert(diff(1_c / pow(x, 3_c), x) == -3_c / pow(x, 4_c));
static_assert(diff(pow(x, -2_c), x) == -2_c * pow(x, -3_c));
static_assert(diff(sqrt(x), x) == 1_c / (2_c * sqrt(x)));
static_assert(diff(sqrt(a * a - x * x), x) == -x / sqrt(a * a - x * x));
static_assert(diff(cbrt(x), x) == 1_c / (3_c * sq(cbrt(x))));
static_assert(equivalent(diff(pow(x, a), x), a * pow(x, a - 1_c)));  // for a = 0 it is 0 at 0 too
static_assert(diff(pow(x, 1.5_c), x) == 1.5_c * pow(x, 0.5_c));
static_assert(diff(rsqrt(x), x) == -rsqrt(x) / (2_c * x));

// ---- sum, product, quotient, chain ----------------------------------------------------------------------------------------------------------
static_assert(diff(a * f + b * g, x) == a * diff(f, x) + b * diff(g, x));
static_assert(diff(f * g, x) == diff(f, x) * g + f * diff(g, x));
static_assert(diff(f * g * h, x) == diff(f, x) * g * h + f * diff(g, x) * h + f * g * diff(h, x));
static_assert(equivalent(diff(f / g, x), (diff(f, x) * g - f * diff(g, x)) / sq(g)));
// whole, where the quotient stands by itself
static_assert(diff(f / x, x) == diff(f, x) / x - f / sq(x));
static_assert(diff(exp(x) / x, x) == exp(x) / x - exp(x) / sq(x));
static_assert(diff(x / (1_c + x * x), x) == 1_c / (1_c + x * x) - 2_c * x * x / sq(1_c + x * x));
static_assert(diff((x + y) / (x - y), x) == 1_c / (x - y) - (x + y) / sq(x - y));
static_assert(diff(tanh(2_c * x) / (2_c * x), x) == 2_c * (1_c - sq(tanh(2_c * x))) / (2_c * x) - 2_c * tanh(2_c * x) / sq(2_c * x));
static_assert(diff(1_c / f, x) == -diff(f, x) / sq(f));
static_assert(diff(sin(exp(x)), x) == cos(exp(x)) * exp(x));
static_assert(diff(exp(sin(x * x)), x) == 2_c * x * cos(x * x) * exp(sin(x * x)));
static_assert(equivalent(diff(log(abs(f)), x), diff(f, x) * sign(f) / abs(f)));
static_assert(equivalent(diff((a * x + b) / (m * x + s), x), (a * s - b * m) / sq(m * x + s)));
static_assert(equivalent(diff(x / (1_c + x * x), x), (1_c - x * x) / sq(1_c + x * x)));

// ---- exponential and logarithm -----------------------------------------------------------------------------------------------------------------
static_assert(diff(exp(x), x) == exp(x));
static_assert(diff(exp(a * x), x) == a * exp(a * x));
static_assert(diff(exp(-x * x), x) == -2_c * x * exp(-x * x));
static_assert(diff(pow(2_c, x), x) == pow(2_c, x) * log(2_c));
static_assert(equivalent(diff(pow(a, x), x), pow(a, x) * log(a)));
static_assert(equivalent(diff(pow(x, x), x), pow(x, x) * (log(x) + 1_c)));
static_assert(diff(log(x), x) == 1_c / x);
static_assert(equivalent(diff(log(a * x), x), 1_c / x));
static_assert(equivalent(diff(x * log(x) - x, x), log(x)));
static_assert(diff(log2(x), x) == 1_c / (x * log(2_c)));
static_assert(diff(log10(x), x) == 1_c / (x * log(10_c)));
static_assert(diff(log(x) / log(a), x) == 1_c / (x * log(a)));
static_assert(equivalent(diff(log(x + sqrt(x * x + 1_c)), x), 1_c / sqrt(x * x + 1_c)));
static_assert(diff(log(log(x)), x) == 1_c / (x * log(x)));
static_assert(equivalent(diff(x * exp(x), x), (x + 1_c) * exp(x)));

// ---- trigonometry -------------------------------------------------------------------------------------------------------------------------------
static_assert(diff(sin(x), x) == cos(x));
static_assert(diff(cos(x), x) == -sin(x));
static_assert(diff(sin(a * x + b), x) == a * cos(a * x + b));
static_assert(diff(tan(x), x) == 1_c + sq(tan(x)));
static_assert(diff(sq(sin(x)), x) == 2_c * sin(x) * cos(x));
static_assert(diff(sin(x) * cos(x), x) == sq(cos(x)) - sq(sin(x)));
static_assert(diff(1_c / cos(x), x) == sin(x) / sq(cos(x)));
static_assert(diff(1_c / sin(x), x) == -cos(x) / sq(sin(x)));
static_assert(equivalent(diff(cos(x) / sin(x), x), -(sq(sin(x)) + sq(cos(x))) / sq(sin(x))));
static_assert(diff(log(cos(x)), x) == -sin(x) / cos(x));
static_assert(diff(x * sin(x) + cos(x), x) == x * cos(x));
static_assert(equivalent(diff(asin(x), x), 1_c / sqrt(1_c - x * x)));
static_assert(equivalent(diff(acos(x), x), -1_c / sqrt(1_c - x * x)));
static_assert(diff(atan(x), x) == 1_c / (1_c + x * x));
static_assert(equivalent(diff(atan(x / a) / a, x), 1_c / (a * a + x * x)));
static_assert(equivalent(diff(x * asin(x) + sqrt(1_c - x * x), x), asin(x)));
static_assert(diff(x * atan(x) - log(1_c + x * x) / 2_c, x) == atan(x));

// ---- hyperbolic ------------------------------------------------------------------------------------------------------------------------------------
static_assert(diff(sinh(x), x) == cosh(x));
static_assert(diff(cosh(x), x) == sinh(x));
static_assert(diff(tanh(x), x) == 1_c - sq(tanh(x)));
static_assert(diff(asinh(x), x) == 1_c / sqrt(1_c + x * x));
static_assert(diff(acosh(x), x) == 1_c / (sqrt(x - 1_c) * sqrt(x + 1_c)));  // sqrt(x² - 1) has another domain
static_assert(equivalent(diff(atanh(x), x), 1_c / (1_c - x * x)));
static_assert(diff(log(cosh(x)), x) == sinh(x) / cosh(x));
static_assert(diff(1_c / cosh(x), x) == -sinh(x) / sq(cosh(x)));

// ---- of statistics and learning ------------------------------------------------------------------------------------------------------------------------
static_assert(diff(erf(x), x) == c<3852926924707797, 3414567582477941> * exp(-x * x));  // 2/sqrt(pi)
static_assert(diff(erfc(x), x, x, x) == -diff(erf(x), x, x, x));
static_assert(diff<4>(erfc(x), x) == -diff<4>(erf(x), x));
static_assert(multiply_no_nan(2_c * x - 2_c, -3_c * y) == 6_c * multiply_no_nan(1_c - x, y));
static_assert(!(multiply_no_nan(x - 1_c, y) == multiply_no_nan(1_c - x, y)));
static_assert(!(multiply_no_nan(1_c / x, y) == multiply_no_nan(1_c / x, 2_c * y)));
static_assert(diff(normal_cdf(x), x) == normal_pdf(x));
static_assert(diff(normal_pdf(x), x) == -x * normal_pdf(x));
static_assert(diff(exp(-sq(x - m) / (2_c * s * s)), x) == -(x - m) / (s * s) * exp(-sq(x - m) / (2_c * s * s)));
static_assert(diff(lgamma(x), x) == digamma(x));
static_assert(diff(sigmoid(x), x) == sigmoid(x) * (1_c - sigmoid(x)));
static_assert(diff(softplus(x), x) == sigmoid(x));
static_assert(equivalent(diff(log(1_c + exp(x)), x), sigmoid(x)));
static_assert(equivalent(diff(log_sigmoid(x), x), 1_c - sigmoid(x)));
static_assert(diff(logit(x), x) == 1_c / (x * (1_c - x)));
static_assert(equivalent(diff(silu(x), x), sigmoid(x) * (1_c + x * (1_c - sigmoid(x)))));
static_assert(diff(abs(x), x) == sign(x));
static_assert(diff(relu(x), x) == where(x > 0_c, 1_c, 0_c));
static_assert(diff(max(x, y), x) == heaviside(x - y));

// ---- of several variables ---------------------------------------------------------------------------------------------------------------------------------
static_assert(equivalent(diff(sqrt(x * x + y * y), x), x / sqrt(x * x + y * y)));  // at the origin the one is 0, the other NaN
static_assert(equivalent(diff(hypot(x, y), x), x / hypot(x, y)));  // at the origin it is 0
static_assert(equivalent(diff(atan(y / x), x), -y / (x * x + y * y)));
static_assert(equivalent(diff(atan2(y, x), x), -y / (x * x + y * y)));
static_assert(diff(log(x * x + y * y), x) == 2_c * x / (x * x + y * y));
static_assert(equivalent(diff(x * x * y + exp(x * y), x, y), 2_c * x + (1_c + x * y) * exp(x * y)));
static_assert(equivalent(diff(pow(x, y), y), pow(x, y) * log(x)));

// ---- second and higher ---------------------------------------------------------------------------------------------------------------------------------------
static_assert(diff<2>(pow(x, 4_c), x) == 12_c * x * x);
static_assert(diff<5>(pow(x, 5_c), x) == 120_c);
static_assert(diff<4>(sin(a * x), x) == pow(a, 4_c) * sin(a * x));
static_assert(diff<2>(log(x), x) == -1_c / (x * x));
static_assert(diff<3>(1_c / x, x) == -6_c / pow(x, 4_c));
static_assert(equivalent(diff<2>(exp(-x * x / 2_c), x), (x * x - 1_c) * exp(-x * x / 2_c)));
static_assert(diff<2>(tan(x), x) == 2_c * tan(x) * (1_c + sq(tan(x))));
static_assert(diff<2>(tanh(x), x) == -2_c * tanh(x) * (1_c - sq(tanh(x))));
static_assert(equivalent(diff<2>(sqrt(x), x), -1_c / (4_c * x * sqrt(x))));
static_assert(equivalent(diff<2>(x * exp(a * x), x), a * (2_c + a * x) * exp(a * x)));
static_assert(equivalent(diff<2>(atan(x), x), -2_c * x / sq(1_c + x * x)));
static_assert(equivalent(diff<2>(sigmoid(x), x), sigmoid(x) * (1_c - sigmoid(x)) * (1_c - 2_c * sigmoid(x))));

}  // namespace
