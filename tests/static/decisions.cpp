// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A formula of numbers with choices is evaluated as a tree of decisions: each condition is asked once, and a leaf computes nothing of another.

#include <support/branching.hpp>

#include <nabla/nabla.hpp>

#pragma GCC diagnostic ignored "-Wfloat-equal"

namespace {

using namespace nabla;
using namespace nabla::detail;
using namespace test;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr double not_a_number = __builtin_nan(""), infinity = __builtin_inf();

// ---- where it is one, and of which size ----------------------------------------------------------------------------------------------------------
template <class F, class Wrt = wrt_all>
constexpr const auto& decided(F) {
  return program<F, true, Wrt>::plan;
}
template <class F>
constexpr int decisions(F f) {
  return decided(f).sizes.decisions;
}
template <class F>
constexpr int leaves(F f) {
  int count = 0;
  for (int d = 0; d < decided(f).sizes.decisions; ++d) count += decided(f).decisions[d].children[0] < 0 ? 1 : 0;
  return count;
}

constexpr auto two_paths = formula<"x", "y">([](auto u, auto v) { return u < 0 ? exp(u) * v : sin(u * v); });
static_assert(decisions(two_paths) == 3);
static_assert(leaves(two_paths) == 2);
// what is cheap is chosen: a branch that is not foreseen costs more
static_assert(decisions(formula<"x", "y">([](auto u, auto v) { return u < 0 ? 2 * u : v; })) == 0);
static_assert(decisions(relu(x) * y) == 0);
static_assert(decisions(max(x, y) + abs(x)) == 0);
static_assert(decisions(exp(x) * y) == 0);
// many points at once compute both arms
static_assert(program_in_a_row<decltype(x * where(x < 0_c, exp(x) * y, sin(x * y))), true, wrt_all>::plan.sizes.decisions == 0);
static_assert(decisions(x * where(x < 0_c, exp(x) * y, sin(x * y))) == 3);
// either of two conditions
constexpr auto either = formula<"x", "y">([](auto u, auto v) { return u < 0 || v < 0 ? exp(u) * v : sin(u * v); });
static_assert(leaves(either) == 3);
static_assert(value_and_grad(either)(-1.0, 2.0).value == value_and_grad(either, wrt(y))(-1.0, 2.0).grad[y] * 2);
// what a comparison says of others is not asked
template <int K>
constexpr auto table = formula<"x", "y">([]<class T>(T u, T v) -> T {
  for (int i = 1; i < K; ++i)
    if (u >= i - 1 && u < i) return u * v * i + v * v - u;
  return u * u;
});
static_assert(leaves(table<5>) == 6);
static_assert(leaves(table<9>) == 10);
// conditions that have nothing to do with each other, each with something dear: more leaves than there is room for
constexpr auto independent = formula<"x", "y">([]<class T>(T u, T v) -> T {
  T sum = v;
  for (int i = 1; i < 9; ++i) sum += where(sin(u * i) > 0, exp(u * i) * v, cos(u + i) * v);
  return sum;
});
static_assert(decisions(independent) == 0);
// five of them are 32 leaves, but long ones: some 11,000 steps
template <class T>
constexpr T long_arm(T u, T v, int k) {
  T sum = u * v;
  for (int i = 0; i < 8; ++i) sum += (u + (k + i + 1)) * (v - (i + k + 2)) * (i + 3) * (u * v + i);
  return sum;
}
constexpr auto of_long_arms = formula<"x", "y">([]<class T>(T u, T v) -> T {
  T sum = v;
  for (int k = 0; k < 5; ++k) {
    if (u * v * (k + 1) > v + k) sum += long_arm<T>(u, v, k);
    else sum -= u * long_arm<T>(u, v, k + 20);
  }
  return sum;
});
static_assert(decisions(of_long_arms) == 0);
// the passes run once: there is room for the tree
template <class F>
constexpr bool has_room(F f) {
  return fits_into(decided(f).sizes, expected_sizes(facts_of<F>, asked_for::gradient));
}
static_assert(has_room(two_paths));
static_assert(has_room(table<9>));
static_assert(has_room(formula<"x", "y">(nested{})));
static_assert(has_room(formula<"x", "y">(of_pieces{})));
// elements of vectors, and a gradient that is one
constexpr auto q = var<"q", 3>;
constexpr auto of_vector = formula([]<class V>(const V& u) {
  if (u[0] < 0) return u[0] * u[0] * u[1] * u[2] + 4 * u[2] - u[0];
  return u[1] * u[1] * u[2] - u[0] * u[1] + u[2] * u[2] * u[2];
},
                                   q);
static_assert(leaves(of_vector) == 2);
constexpr auto at_vector = value_and_grad(of_vector)(q = {-1.0, 2.0, 3.0});
static_assert(at_vector.value == 19);
static_assert(at_vector.grad[q](0, 0) == -13);
static_assert(at_vector.grad[q](1, 0) == 3);
static_assert(at_vector.grad[q](2, 0) == 6);

// ---- what it gives: what numbers with tangents give, in the same code ---------------------------------------------------------------------------------
template <class Function>
constexpr bool agrees() {
  for (double u : {-3.0, 0.0, 0.5, 1.0, 3.0, 7.5})
    for (double v : {-2.0, 0.25, 1.0, 5.0})
      if (!agrees_at(Function{}, value_and_grad(formula<"x", "y">(Function{})), u, v)) return false;
  return true;
}
static_assert(leaves(formula<"x", "y">(nested{})) > 6);
static_assert(agrees<nested>());
static_assert(decisions(formula<"x", "y">(on_what_is_chosen{})) > 3);
static_assert(agrees<on_what_is_chosen>());
static_assert(decisions(formula<"x", "y">(added_up{})) > 3);
static_assert(agrees<added_up>());
static_assert(leaves(formula<"x", "y">(of_pieces{})) == 8);
static_assert(agrees<of_pieces>());
// what is not taken may be anything
constexpr auto guarded = formula<"x", "y">([](auto u, auto v) { return u > 0 ? log(u) * sqrt(v) + u * v : u * u; });
static_assert(value_and_grad(guarded)(-2.0, -1.0).value == 4);
static_assert(value_and_grad(guarded)(-2.0, -1.0).grad[x] == -4);
static_assert(value_and_grad(guarded)(-2.0, -1.0).grad[y] == 0);
static_assert(value_and_grad(guarded)(-2.0, not_a_number).grad[x] == -4);
static_assert(value_and_grad(guarded)(-2.0, infinity).grad[y] == 0);
static_assert(value_and_grad(guarded)(not_a_number, 1.0).value != 0);

}  // namespace
