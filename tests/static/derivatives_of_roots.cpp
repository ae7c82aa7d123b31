// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Roots and minima: derivatives of higher order against formulas for them, and tolerances that come at the call.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto v = var<"v", 2>;
constexpr auto low = data<"low">;
constexpr auto high = data<"high">;
constexpr auto t = data<"t">;

constexpr bool near(double a, double b, double tolerance = 1e-13) { return a - b <= tolerance * (1 + (b < 0 ? -b : b)) && b - a <= tolerance * (1 + (b < 0 ? -b : b)); }
constexpr bool is_nan(double a) { return a != a; }

// ---- of higher order ------------------------------------------------------------------------------------------------------------------------
constexpr auto positive = root([](auto s) { return s * s - y; }, x);
static_assert(near(diff(positive, y, y)(x = 1.0, y = 4.0), -1.0 / 32));
static_assert(near(diff(positive, y, y, y)(x = 1.0, y = 4.0), 3.0 / 256));
constexpr auto between = root([](auto s) { return s * s * s - y; }, low, high);
static_assert(near(diff(between, y, y)(low = 0.0, high = 4.0, y = 8.0), -1.0 / 144));
static_assert(near(diff(between, y, y, y)(low = 0.0, high = 4.0, y = 8.0), 10.0 / 27 / 256));
constexpr auto pair = root([](auto s) { return vstack(row<0>(s) + row<1>(s) - x, row<0>(s) * row<1>(s) - y); }, v);
constexpr std::array from{4.0, 1.0};
static_assert(near(diff(row<0>(pair), y, y)(x = 5.0, y = 6.0, v = from), -2));
constexpr auto kepler = fixed_point([](auto s) { return x + y * sin(s); }, x);   // E = M + e sin E
static_assert(near(diff(kepler, y, y)(x = 1.0, y = 0.0), sin(2_c * x)(x = 1.0)));
constexpr auto least = argmin([](auto s) { return sq(s - x) + y * sq(s); }, z);  // x / (1 + y)
static_assert(near(diff(least, y, y)(x = 3.0, y = 0.5, z = 10.0), 2 * 3 / 3.375));

// of several unknowns: by the start it is 0, and what is 0 shares its colour with no other column
constexpr auto b = var<"b", 2>;
constexpr auto curvature_of_roots = hessian(sum(root([](auto s) { return hadamard(s, s) - b; }, v)), wrt(v, b))(v = from, b = std::array{4.0, 9.0});
static_assert([] {
  const double right[4][4] = {{}, {}, {0, 0, -1.0 / 32, 0}, {0, 0, 0, -1.0 / 108}};
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      if (!near(curvature_of_roots(i, j), right[i][j])) return false;
  return true;
}());

// ---- in a direction ------------------------------------------------------------------------------------------------------------------------------------
static_assert(near(jvp(positive, wrt(y))(at(x = 1.0, y = 4.0), along(y = 2.0)), 0.5));
static_assert(near(jvp(between, wrt(y))(at(low = 0.0, high = 4.0, y = 8.0), along(y = 1.0)), 1.0 / 12));
static_assert(near(jvp(pair, wrt(x, y))(at(x = 5.0, y = 6.0, v = from), along(x = 1.0, y = 2.0))(0, 0), 3 - 2));
static_assert(near(jvp(least, wrt(x))(at(x = 3.0, y = 0.5, z = 10.0), along(x = 1.0)), 2.0 / 3));
static_assert(near(hvp(kepler, wrt(y))(at(x = 1.0, y = 0.0), along(y = 1.0))[y], sin(2_c * x)(x = 1.0)));
static_assert(near(jacobian<forward_mode>(pair, wrt(x, y))(x = 5.0, y = 6.0, v = from)(0, 0), 3));

// ---- none, where the slope does not depend on the root: that of a line, and of a system of lines ---------------------------------------------------------
constexpr auto line = root([](auto s) { return x * s - y; }, low, high);
static_assert(is_nan(grad(line, wrt(y))(low = 0.0, high = 1.0, x = 1.0, y = 7.0)[y]));
static_assert(is_nan(diff(line, x, y)(low = 0.0, high = 1.0, x = 1.0, y = 7.0)));
static_assert(is_nan(jvp(line, wrt(y))(at(low = 0.0, high = 1.0, x = 1.0, y = 7.0), along(y = 1.0))));
constexpr auto lines = root([](auto s) { return vstack(row<0>(s) - y, row<0>(s) - y); }, v);   // singular
static_assert(is_nan(grad(row<0>(lines))(y = 1.0, v = from)[y]));
static_assert(is_nan(grad(argmin([](auto s) { return s * y; }, z))(y = 1.0, z = 0.0)[y]));

// ---- within a tolerance that comes at the call -----------------------------------------------------------------------------------------------------
constexpr auto rough = root([](auto s) { return s * s - y; }, x, within(t));
static_assert(rough(x = 1.0, y = 4.0, t = 0.0) == 2);
static_assert(near(rough(x = 1.0, y = 4.0, t = 0.1), 2, 1e-3));
static_assert(rough(x = 1.0, y = 4.0, t = 0.1) != 2);
static_assert(root([](auto s) { return s * s - y; }, low, high, within(t))(low = 1.0, high = 3.0, y = 4.0, t = 0.1) - 2 < 1e-2);
static_assert(near(argmin([](auto s) { return sq(s - x) + sq(sq(s - x)); }, y, within(t))(x = 2.0, y = 4.0, t = 0.01), 2, 1e-3));
static_assert(is_nan(rough(x = 1.0, y = -4.0, t = 0.01)));

}  // namespace
