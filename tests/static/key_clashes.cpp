// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A key finds, it never decides: things of one 64-bit key are told apart everywhere. The constants are made for it; the names are collisions of FNV-1a.
// With NABLA_KEY_BITS nearly everything has the key of something else: tests/CMakeLists.txt compiles this and other static tests that way.

#include <nabla/nabla.hpp>

#include <array>
#include <tuple>
#include <type_traits>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto tiny = c<7, 6491061247149733255>;
constexpr auto a = var<"8yn0iYCKYHlIj4-BwPqk">;
constexpr auto b = var<"GReLUrM4wMqfg9yzV3KQ">;
constexpr auto m = dim<"7mohtcOFVz">;
constexpr auto n = dim<"c1E51sSEyx">;

constexpr bool near_tiny(double value) { return value > 1e-18 && value < 1.1e-18; }

#ifndef NABLA_KEY_BITS
constexpr auto id = []<class E>(E) { return facts_of<E>.id; };
static_assert(id(tiny) == id(1_c), "no clash any more: find another");
static_assert(id(a) == id(b));
static_assert(id(var<"v", m>) == id(var<"v", n>));
#endif

// ---- constants ----------------------------------------------------------------------------------------------------------------------------
static_assert(!(tiny == 1_c));
static_assert(!(1_c == tiny));
static_assert(!equivalent(tiny, 1_c));
static_assert(tiny == 7_c / c<6491061247149733255>);
static_assert(!(tiny * x == x));
static_assert(!(x * tiny + y == x + y));
static_assert(!(pow(x, tiny) == x));
static_assert(!(exp(tiny) == exp(1_c)));
static_assert(!(x / tiny == x));
static_assert((tiny * x + exp(y) * (1_c + y))(x = 1.0, y = 0.0) == 1);
static_assert((tiny + 1_c + x)(x = 0.0) == 1);
static_assert((x * 1_c + y * tiny)(x = 3.0, y = 1.0) == 3);
static_assert(near_tiny((where(x > tiny, 1_c, tiny))(x = 0.0)));
static_assert((exp(tiny * x) + exp(1_c * x) + exp(x))(x = 0.0) == 3);
static_assert(grad(tiny * x + y)(x = 1.0, y = 1.0)[y] == 1);
static_assert(near_tiny(grad(tiny * x + y)(x = 1.0, y = 1.0)[x]));

// ---- what holds them: nodes, and types that are named because they are long -------------------------------------------------------------------
constexpr auto with = [](auto k) { return k * x + sin(k + y) * cos(k - x) + exp(k * y) * log(k + x) + tanh(k) * x / (k + y * y) + atan(k * x * y) + sqrt(k * x); };
static_assert(!std::is_same_v<decltype(with(tiny)), decltype(with(1_c))> && !(with(tiny) == with(1_c)) && with(tiny)(x = 1.0, y = 0.0) < 1.1 && with(1_c)(x = 1.0, y = 0.0) > 2);
static_assert((with(tiny) - with(1_c))(x = 1.0, y = 0.0) == with(tiny)(x = 1.0, y = 0.0) - with(1_c)(x = 1.0, y = 0.0));
static_assert(!(simplify(with(tiny)) == simplify(with(1_c))));
static_assert(!(diff(with(tiny), x) == diff(with(1_c), x)));

// ---- the order of operands is one order ---------------------------------------------------------------------------------------------------------
static_assert(x * tiny + x * 1_c == 1_c * x + tiny * x);
static_assert(max(tiny * x, 1_c * x) == max(x, x * tiny));
static_assert(exp(tiny) * exp(1_c) == exp(1_c) * exp(tiny));
static_assert(a * b == b * a);
static_assert(a * b + y == y + b * a);
static_assert(exp(a) + exp(b) == exp(b) + exp(a));
static_assert(!(a / b == b / a));
static_assert(!(a - b == b - a));
static_assert(!(exp(a) == exp(b)));
static_assert(std::is_same_v<decltype(simplify(exp(a) * exp(b) * x)), decltype(simplify(x * exp(b) * exp(a)))>);

// ---- symbols ------------------------------------------------------------------------------------------------------------------------------------
static_assert(!(a == b));
static_assert((a - b)(a = 5.0, b = 3.0) == 2);
static_assert((b - a)(a = 5.0, b = 3.0) == -2);
static_assert((a * a + b)(b = 1.0, a = 3.0) == 10);
static_assert(grad(a * a * b)(a = 3.0, b = 2.0)[a] == 12);
static_assert(grad(a * a * b)(a = 3.0, b = 2.0)[b] == 9);
static_assert(grad(a * a * b, wrt(b))(a = 3.0, b = 2.0)[b] == 9);
static_assert(diff(a * a * b, a) == 2_c * a * b);
static_assert(diff(a * a * b, b) == a * a);
static_assert(diff(a, b) == 0_c);
static_assert(depends_on(a, a));
static_assert(!depends_on(a, b));
static_assert(std::is_same_v<decltype(symbols_of(a * b)), std::tuple<std::remove_cv_t<decltype(a)>, std::remove_cv_t<decltype(b)>>>);
static_assert(subs(a - b, a = b) == 0_c);
static_assert(subs(a - b, a = b, b = a) == b - a);
static_assert(subs(a, b = x) == a);
static_assert(hessian(a * b, wrt(a, b))(a = 1.0, b = 1.0)(0, 1) == 1);
static_assert(hvp(a * b, wrt(a, b))(at(a = 1.0, b = 1.0), along(a = 2.0, b = 3.0))[a] == 3);

// ---- named sizes ----------------------------------------------------------------------------------------------------------------------------------
constexpr auto u = var<"v", m>;
constexpr auto v = var<"v", n>;
static_assert(!(shape_of(u) == shape_of(v)) && !std::is_same_v<decltype(u), decltype(v)> && ![](auto p, auto q) { return requires { p + q; }; }(u, v));
static_assert(sum(u * transpose(v))(u = std::array{1.0, 2.0}, v = std::array{1.0, 2.0, 3.0}) == 18);

}  // namespace
