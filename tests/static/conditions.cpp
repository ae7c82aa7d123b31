// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// where, comparisons and logic: of the arm that is not taken nothing arrives, at any order.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

#include <array>
#include <limits>

namespace {

using namespace nabla;
using namespace nabla::detail;
using test::same;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto u = var<"u">;
constexpr auto X = var<"X", 2, 2>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

// ---- conditions are numbers, 0 or 1 -----------------------------------------------------------------------------------------------
static_assert((x > y)(x = 2.0, y = 1.0) == 1);
static_assert((x > y)(x = 1.0, y = 1.0) == 0);
static_assert((x >= y)(x = 1.0, y = 1.0) == 1);
static_assert((x < y)(x = 1.0, y = 2.0) == 1);
static_assert((x < y)(x = 1.0, y = 1.0) == 0);
static_assert((x <= y)(x = 1.0, y = 1.0) == 1);
static_assert(equal(x, y)(x = 1.0, y = 1.0) == 1);
static_assert(equal(x, y)(x = 1.0, y = 2.0) == 0);
static_assert(not_equal(x, y)(x = 1.0, y = 2.0) == 1);
static_assert((x < y)(x = nan, y = 1.0) == 0);
static_assert((x >= y)(x = nan, y = 1.0) == 0);
static_assert(equal(x, y)(x = nan, y = nan) == 0);
static_assert(not_equal(x, y)(x = nan, y = nan) == 1);
static_assert((x > 0_c && y > 0_c)(x = 1.0, y = 1.0) == 1);
// c z chooses as it is written; what only comes down to a condition is a number, and its product with what has no value has none
constexpr bool has_no_value(double value) { return !(value == value); }
static_assert(((x > 5_c) * log(x))(x = -1.0) == 0);
static_assert((stop_gradient(x > 5_c) * log(x))(x = -1.0) == 0);
static_assert(has_no_value((((x > 5_c) + c<1, 2> + (1_c - inv(1_c + 1_c) - 1_c)) * log(x))(x = -1.0)));
static_assert(has_no_value((((pow(1_c - 2_c, 2_c) / (1_c - 2_c)) * (x > 5_c)) * log(x))(x = -1.0)));
static_assert((x > 0_c && y > 0_c)(x = 1.0, y = 0.0) == 0);
static_assert((x > 0_c || y > 0_c)(x = 0.0, y = 1.0) == 1);
static_assert((x > 0_c || y > 0_c)(x = 0.0, y = 0.0) == 0);
static_assert((!(x > 0_c))(x = 0.0) == 1);
static_assert(call<not_rule>(x)(x = 3.0) == 0);
static_assert(call<and_rule>(x, y)(x = 3.0, y = -2.0) == 1);
static_assert(grad((x > y) * u + equal(x, y) * u)(x = 1.0, y = 1.0, u = 3.0)[x] == 0);

// ---- the value ----------------------------------------------------------------------------------------------------------------------
static_assert(where(x > 0_c, sqrt(x), 0_c)(x = 4.0) == 2);
static_assert(where(x > 0_c, sqrt(x), 0_c)(x = -4.0) == 0);
static_assert(where(x > y, x, y)(x = 1.0, y = 2.0) == 2);
constexpr auto chosen = where(X > 0_c, X, x)(X = std::array<double, 4>{1, -2, 3, -4}, x = 7.0);
static_assert(chosen(0, 0) == 1);
static_assert(chosen(0, 1) == 7);
static_assert(chosen(1, 0) == 3);
static_assert(chosen(1, 1) == 7);

// ---- the derivative of the arm taken -----------------------------------------------------------------------------------------------
static_assert(grad(where(x > 0_c, sqrt(x), 0_c))(x = -1.0)[x] == 0);
static_assert(grad(where(x > 0_c, sqrt(x), 0_c))(x = 0.0)[x] == 0);
static_assert(grad(where(x > 0_c, sqrt(x), 0_c))(x = 4.0)[x] == 0.25);
static_assert(grad(where(x <= 0_c, 0_c, sqrt(x * y)))(x = 0.0, y = 0.0)[y] == 0);
static_assert(grad(where(x > 0_c, y / x, y))(x = 0.0, y = 3.0)[y] == 1);
static_assert(grad(where(x > 0_c, y / x, y))(x = 0.0, y = 3.0)[x] == 0);
// a chain of steep functions within the arm
static_assert(grad(where(x > 0_c, sqrt(sqrt(x)) * log(x) / x, x))(x = 0.0)[x] == 1);
// an arm within an arm, and one part used by both arms of two conditions
static_assert(grad(where(x > 0_c, where(y > 0_c, sqrt(x * y), x), y))(x = 1.0, y = 0.0)[x] == 1);
static_assert(grad(where(x > 0_c, where(y > 0_c, sqrt(x * y), x), y))(x = 1.0, y = 0.0)[y] == 0);
static_assert(grad(where(x > 0_c, sqrt(y), 0_c) + where(x > 1_c, 2_c * sqrt(y), 0_c))(x = 0.0, y = 0.0)[y] == 0);
static_assert(grad(where(x > 0_c, sqrt(y), 2_c * sqrt(y)))(x = 1.0, y = 4.0)[y] == 0.25);
static_assert(grad(where(x > 0_c, sqrt(y), 2_c * sqrt(y)))(x = 0.0, y = 4.0)[y] == 0.5);
// what both use outside of the arms counts
static_assert(grad(sqrt(y) + where(x > 0_c, sqrt(y), 0_c))(x = 0.0, y = 4.0)[y] == 0.25);
// relu hides what lies under it: its zero is a zero
static_assert(grad(sqrt(relu(x)))(x = -1.0)[x] == 0);

// ---- element by element; an arm that no element takes is not taken -------------------------------------------------------------------
constexpr auto logs = grad(sum(where(X > 0_c, log(X) * sqrt(y), 0_c)))(X = std::array<double, 4>{1, 0, -1, 0.5}, y = 4.0);
static_assert(logs[X](0, 0) == 2);
static_assert(logs[X](0, 1) == 0);
static_assert(logs[X](1, 0) == 0);
static_assert(logs[X](1, 1) == 4);
static_assert(grad(sum(where(X > 0_c, log(X) * sqrt(y), 0_c)))(X = std::array<double, 4>{0, 0, -1, 0}, y = 0.0)[y] == 0);
static_assert(grad(where(x > 0_c, sum(X * (log(x) * X)), 1_c))(X = std::array<double, 4>{0, 0, -1, 0}, x = 0.0)[X](0, 0) == 0);
static_assert(grad(sum(where(transpose(X) > 0_c, transpose(log(X)), 0_c)))(X = std::array<double, 4>{0, 0, -1, 0.5})[X](1, 1) == 2);
static_assert(grad(sum(where(row_sums(X) > 0_c, row_sums(log(X)), 0_c)))(X = std::array<double, 4>{0, 0, 1, 0.5})[X](0, 0) == 0);

// ---- second order ------------------------------------------------------------------------------------------------------------------------
static_assert(diff(where(x > 0_c, sqrt(x), 0_c), x, x)(x = 0.0) == 0);
static_assert(diff(where(x > 0_c, sqrt(x), 0_c), x, x)(x = 1.0) == -0.25);
static_assert(diff(where(x > 0_c, x * x * log(x), x * x), x, x)(x = 0.0) == 2);
static_assert(diff(where(x > 0_c, where(x > 2_c, 1_c / (x - 2_c), x * x), log(x)), x, x)(x = 2.0) == 2);

// ---- simplification -----------------------------------------------------------------------------------------------------------------------
constexpr auto c = x > y;
static_assert(same(where(c, u, u), u));
static_assert(same(where(!c, x, y), where(c, y, x)));
static_assert(same(!!c, c));
static_assert(same(where(c, where(c, x, y), u), where(c, x, u)));
static_assert(same(where(c, x, where(c, y, u)), where(c, x, u)));
static_assert(same(where(0_c, x, y), y));
static_assert(same(where(1_c, x, y), x));
static_assert(same(diff(where(c, u * x, u * x), u), x));
static_assert(same(diff(where(c, sqrt(u), 0_c), u), where(c, 0.5_c / sqrt(u), 0_c)));

// ---- what does not fit together is no expression ---------------------------------------------------------------------------------------
template <class A, class B, class C>
concept chooses = requires(A a, B b, C d) { where(a, b, d); };
static_assert(chooses<decltype(x > y), decltype(X), decltype(x)> && !chooses<decltype(x > y), decltype(X), decltype(var<"Z", 3, 2>)> && !chooses<decltype(x), decltype(X), decltype(x)>);

// the function itself takes any number but 0 for true, and so does its derivative: a negative one too, alone and in sums
constexpr auto numbers = data<"numbers", 1, 2>;
static_assert(grad(sum(call<where_rule>(numbers, x, y)))(numbers = std::array<double, 2>{-3, 2}, x = 1.0, y = 1.0)[x] == 2);
static_assert(grad(sum(call<where_rule>(numbers, x * x, y)))(numbers = std::array<double, 2>{-3, 0}, x = 2.0, y = 1.0)[x] == 4);
static_assert(grad(sum(call<where_rule>(numbers, x, y)))(numbers = std::array<double, 2>{-3, 0}, x = 1.0, y = 1.0)[y] == 1);

}  // namespace
