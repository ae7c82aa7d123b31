// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What would do nothing, or something else than it says, is refused in a sentence. All in one file: a file for each would compile the headers twice
// for each.

// expects: nabla: x = … gives a binding, for a call: f(x = 2.0); x itself never changes, and a new formula has a name of its own: auto g = f * x
// expects: nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f * x
// expects: nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
// expects: nabla: a formula does not change, its type is what it computes: give the new one a name of its own, auto g = f + y
// expects: nabla: this computes nothing: give the formula a name, auto g = f * x, and evaluate it, g(x = 2.0)
// expects: nabla: this computes nothing before it is called with values: grad(f)(x = 2.0)
// expects: nabla: an argument of a call does nothing by itself: grad(f, wrt(x)), check_grad(f, at(x = 2.0)), jvp(f, along(x = 1.0))
// expects: nabla: what this call computes is dropped: double y = f(x = 2.0)
// expects: nabla: wrt() names a symbol once: wrt(x, y)
// expects: nabla: subs() has one expression for a symbol: subs(f, x = y), and then subs(g, x = z)
// expects: nabla: indices are whole numbers below the range, and none is below 0
// expects: nabla: formula() has a name of its own for each parameter
// expects(gcc): nabla: x == y asks whether two formulas are equal, and does nothing; a value is bound at the call, f(x = 2.0)
// expects: nabla: a formula is neither true nor false while compiling; choose by where(x > 0_c, a, b)
// expects: nabla: a comparison of a comparison; write 0_c < x && x < 1_c for 0_c < x < 1_c
// expects: nabla: the condition of where() is a comparison of values: x > y, equal(x, y), not_equal(x, 0_c), combined by && || !
// expects: nabla: x == y asks while compiling whether two formulas are equal; the condition of where() on values is equal(x, y)
// expects: nabla: a bare number in an expression; write an exact constant such as 2_c, or bind a parameter at the call
// expects: nabla: && takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)
// expects: nabla: || takes comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)
// expects: nabla: ! takes a comparison of values: x > y, equal(x, y); equal(x, 0_c) says that x is zero
// expects: nabla: into() is given an array, or a span, whose length is not that of the result
// lines: 500

#include <nabla/nabla.hpp>

#pragma GCC diagnostic error "-Wunused-result"

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", 3>;
[[maybe_unused]] double three[3] = {1, 2, 3}, two[2], others[3];

#ifdef NABLA_MUST_NOT_COMPILE
void assigned() {
  auto f = x;
  f = f * y;
  x = 2.0;
}
void assigned_to_a_formula() {
  auto f = x * x;
  f = f * y;
}
void added() {
  auto f = x * x;
  f += y;
}
void power_of_itself() {
  auto f = x * x;
  f ^= y;
}
void dropped() {
  x* y;
  grad(x * y);
  wrt(x);
  x* y == y* x;
}
void call_dropped() { exp(x)(x = 2.0); }
void gradient_dropped() { grad(exp(x))(x = 2.0); }
void points_dropped() { vmap(exp(x))(x = three); }
auto twice = grad(x * y, wrt(x, x));
auto two_for_one = subs(x * y, x = y, x = 2_c);
auto below_nothing = indices<"s", 3, 0>;
auto one_name = formula<"x", "x">([](auto p, auto q) { return p * q; });
int asked() { return x > 0_c ? 1 : 2; }
auto chained = where(0_c < x < 1_c, 1_c, 0_c);
auto number_as_condition = where(x, 1_c, 0_c);
auto proof_as_condition = where(x == y, x, y);
auto both_numbers = x > y&& x;
auto either_number = y || x > y;
auto not_a_number = !x;
auto half_written = evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = two));
auto bare_arm = where(x > y, x, 0);
auto bare_comparison = x > 0;
#else
auto both = grad(x * y, wrt(x, y))(x = 2.0, y = 1.0);
auto exchanged = subs(x * y, x = y, y = 2_c);
auto nowhere = subs(x, y = x);
auto below_five = indices<"s", 3, 5>;
auto none_below_nothing = indices<"s", 0, 0>;
auto other_names = formula<"x", "y">([](auto p, auto q) { return p * q; });
void written_elsewhere() { vmap(exp(x))(x = three, into(value_of(exp(x)) = others)); }
auto f = x * x;
auto g = f * y;
auto value = g(x = 2.0, y = 1.0);
auto written = evaluator(grad(sqnorm(v)))(v = three, into(gradient_of(v) = three));
auto between = where(0_c < x && x < 1_c, 1_c, 0_c);
auto equal_numbers = where(equal(x, y) || !(x > y), x, y);
auto truth = where(1_c, x, y);
auto logic = where((x > y && 1_c) || !equal(x, y) || !(0_c), x, y);
#endif

}  // namespace
