// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Roots and minima inside of formulas: what they are, their derivatives against formulas for them, and NaN where there is none. Of higher order, and within
// tolerances: derivatives_of_roots.cpp

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto v = var<"v", 2>;

constexpr bool near(double a, double b, double tolerance = 1e-13) { return a - b <= tolerance * (1 + (b < 0 ? -b : b)) && b - a <= tolerance * (1 + (b < 0 ? -b : b)); }

// ---- a number -------------------------------------------------------------------------------------------------------------------------------
constexpr auto positive = root([](auto s) { return s * s - y; }, x);
static_assert(positive(x = 1.0, y = 4.0) == 2);
static_assert(positive(x = -1.0, y = 4.0) == -2);
static_assert(positive(x = 1.0, y = 1e300) == 1e150);
static_assert(near(positive(x = 1e-8, y = 2.0), sqrt(y)(y = 2.0)));
static_assert(near(grad(positive, wrt(y))(x = 1.0, y = 4.0)[y], 0.25));
static_assert(grad(positive)(x = 1.0, y = 4.0)[x] == 0);
static_assert(near(diff(positive * sin(y), y)(x = 1.0, y = 4.0), diff(sqrt(y) * sin(y), y)(y = 4.0)));
static_assert(near(subs(positive, y = exp(z))(x = 1.0, z = 2.0), exp(z)(z = 1.0)));
static_assert(root([](auto s) { return s; }, x)(x = 1.0) == 0);
static_assert(root([](auto s) { return sin(s); }, x)(x = 0.5) == 0);
static_assert(near(root([](auto s) { return s * s * s; }, x)(x = 0.0), 0));

// ---- none: NaN, and so are the derivatives -------------------------------------------------------------------------------------------------------
constexpr bool is_nan(double a) { return a != a; }
static_assert(is_nan(positive(x = 1.0, y = -4.0)));
static_assert(is_nan(positive(x = 0.0, y = 4.0)));
static_assert(is_nan(root([](auto s) { return exp(s); }, x)(x = 0.0)));
static_assert(is_nan(grad(positive)(x = 1.0, y = -4.0)[y]));
static_assert(is_nan(positive(x = std::numeric_limits<double>::quiet_NaN(), y = 4.0)));
static_assert(is_nan(positive(x = 1.0, y = std::numeric_limits<double>::quiet_NaN())));

static_assert(is_nan(root([](auto s) { return exp(s) - y; }, x)(x = 1000.0, y = 2.0)));   // inf / inf is no step
static_assert(is_nan(positive(x = std::numeric_limits<double>::infinity(), y = 4.0)));
static_assert(is_nan(root([](auto s) { return vstack(exp(row<0>(s)) - 2_c, row<1>(s) - y); }, v)(v = std::array{1000.0, 0.0}, y = 1.0)(0, 0)));

// ---- between two numbers -----------------------------------------------------------------------------------------------------------------------
constexpr auto low = data<"low">;
constexpr auto high = data<"high">;
constexpr auto between = root([](auto s) { return s * s * s - y; }, low, high);
static_assert(between(low = 0.0, high = 4.0, y = 8.0) == 2);
static_assert(between(low = 4.0, high = 0.0, y = 8.0) == 2);
static_assert(between(low = 2.0, high = 4.0, y = 8.0) == 2);
static_assert(near(between(low = -1e300, high = 2e300, y = 0.0), 0));
static_assert(near(between(low = 0.0, high = 1e100, y = 8.0), 2));
static_assert(near(diff(between, y)(low = 0.0, high = 4.0, y = 8.0), 1.0 / 12));
static_assert(grad(root([](auto s) { return s - y; }, x, x + 2_c))(x = 0.0, y = 1.0)[x] == 0);
static_assert(near(root([](auto s) { return exp(s) - y; }, low, high)(low = -700.0, high = 700.0, y = 2.0), log(y)(y = 2.0)));
static_assert(near(root([](auto s) { return 1_c / (1_c + exp(-50_c * s)) - y; }, low, high)(low = -9.0, high = 7.0, y = 0.5), 0));
static_assert(near(fixed_point([](auto s) { return cos(s); }, low, high)(low = 0.0, high = 1.0), 0.73908513321516064));
static_assert(is_nan(between(low = 3.0, high = 4.0, y = 8.0)));                                                    // no change of sign
static_assert(is_nan(between(low = 0.0, high = std::numeric_limits<double>::quiet_NaN(), y = 8.0)));
static_assert(is_nan(root([](auto s) { return 1_c / s; }, low, high)(low = -1.0, high = 2.0)));                    // a pole
static_assert(is_nan(root([](auto s) { return where(s > y, 2_c, -1_c); }, low, high)(low = -1.0, high = 2.0, y = 0.3)));   // a jump

// ---- a column: s₀ + s₁ = x, s₀ s₁ = y ----------------------------------------------------------------------------------------------------------------
constexpr auto pair = root([](auto s) { return vstack(row<0>(s) + row<1>(s) - x, row<0>(s) * row<1>(s) - y); }, v);
constexpr std::array from{4.0, 1.0};
static_assert(near(pair(x = 5.0, y = 6.0, v = from)(0, 0), 3));
static_assert(near(pair(x = 5.0, y = 6.0, v = from)(1, 0), 2));
static_assert(near(grad(row<0>(pair))(x = 5.0, y = 6.0, v = from)[x], 3));
static_assert(near(grad(row<0>(pair))(x = 5.0, y = 6.0, v = from)[y], -1));

// ---- fixed points and minima --------------------------------------------------------------------------------------------------------------------------
constexpr auto kepler = fixed_point([](auto s) { return x + y * sin(s); }, x);   // E = M + e sin E
static_assert(near(kepler(x = 1.0, y = 0.0), 1));
static_assert(near(grad(kepler)(x = 1.0, y = 0.0)[y], sin(x)(x = 1.0)));
constexpr auto least = argmin([](auto s) { return sq(s - x) + y * sq(s); }, z);  // x / (1 + y)
static_assert(near(least(x = 3.0, y = 0.5, z = 10.0), 2));
static_assert(near(grad(least)(x = 3.0, y = 0.5, z = 10.0)[x], 2.0 / 3));
constexpr auto valley = argmin([](auto s) { return 100_c * sq(row<1>(s) - sq(row<0>(s))) + sq(x - row<0>(s)); }, v);   // at (x, x²)
static_assert(near(valley(x = 1.5, v = std::array{-1.2, 1.0})(1, 0), 2.25, 1e-10));
static_assert(near(grad(row<1>(valley))(x = 1.5, v = std::array{-1.2, 1.0})[x], 3, 1e-9));
static_assert(near(argmin([](auto s) { return -cos(s); }, x)(x = 2.0), 0));
static_assert(is_nan(argmin([](auto s) { return s; }, x)(x = 0.0)));
// a maximum and a saddle are none; a flat minimum is one
static_assert(is_nan(argmin([](auto s) { return cos(s); }, x)(x = 0.0)));
static_assert(is_nan(argmin([](auto s) { return sq(row<0>(s)) - sq(row<1>(s)); }, v)(v = std::array{1.0, 0.0})(0, 0)));
static_assert(is_nan(argmin([](auto s) { return row<0>(s) * row<1>(s); }, v)(v = std::array{0.0, 0.0})(1, 0)));
static_assert(is_nan(argmin([](auto s) { return sq(row<0>(s)) + sq(row<1>(s)) + 3_c * row<0>(s) * row<1>(s); }, v)(v = std::array{0.0, 0.0})(1, 0)));
static_assert(near(argmin([](auto s) { return sq(sq(s - 1_c)); }, x)(x = 0.0), 1, 1e-6));
static_assert(near(argmin([](auto s) { return abs(s - y); }, x)(x = 0.0, y = 2.0), 2));
static_assert(argmin([](auto s) { return sq(row<0>(s) + row<1>(s)); }, v)(v = std::array{0.5, -0.5})(0, 0) == 0.5);

// ---- a recorded function is what is solved, as it is or called by a lambda -----------------------------------------------------------------------------
constexpr auto u = var<"u">;
constexpr auto cubic = formula([](auto s) { return s * s * s + s - 10.0; }, u);
static_assert(near(root(cubic, x)(x = 1.0), 2));
static_assert(near(root(cubic, 0_c, 5_c)(), 2));
static_assert(near(fixed_point(formula([](auto s) { return 0.5 * (s + 2.0 / s); }, u), 1_c)(), sqrt(y)(y = 2.0)));
static_assert(near(argmin(formula([](auto s) { return (s - 3.0) * (s - 3.0) + 1.0; }, u), x)(x = 0.0), 3));
constexpr auto crossing = root(formula([](auto s) { return std::array{s[0] * s[0] + s[1] * s[1] - 25.0, s[0] - s[1] + 1.0}; }, v), vstack(x, 5_c));
static_assert(near(crossing(x = 2.0)(0, 0), 3));
static_assert(near(crossing(x = 2.0)(1, 0), 4));
constexpr auto lowest = argmin(formula([](auto s) { return (s[0] - 1.0) * (s[0] - 1.0) + 2.0 * (s[1] + s[0]) * (s[1] + s[0]); }, v), vstack(x, 0_c));
static_assert(near(lowest(x = 3.0)(0, 0), 1, 1e-8));
static_assert(near(lowest(x = 3.0)(1, 0), -1, 1e-8));
// with parameters and branches: s + s for s > 0, else s, is y
constexpr auto bent = formula([](auto s, auto p) {
  if (s > 0) return 2.0 * s - p;
  return s - p;
},
                              u, z);
constexpr auto unbent = root([](auto s) { return bent(s, y); }, x);
static_assert(near(unbent(x = 1.0, y = 3.0), 1.5));
static_assert(near(unbent(x = 1.0, y = -3.0), -3));
static_assert(near(grad(unbent, wrt(y))(x = 1.0, y = 3.0)[y], 0.5));
static_assert(near(grad(unbent, wrt(y))(x = 1.0, y = -3.0)[y], 1));
constexpr auto compromise = argmin([](auto s) { return sq(bent(s, y)) + sq(s); }, x);    // 10 s = 4 y
static_assert(near(compromise(x = 1.0, y = 3.0), 1.2));
static_assert(near(diff(compromise, y)(x = 1.0, y = 3.0), 0.4));
static_assert(near(diff(compromise, y, y)(x = 1.0, y = 3.0), 0));

}  // namespace
