// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The passes that make a plan run once: there is room for what they make of choices, of second derivatives and of loops.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto h = data<"h">;
constexpr auto four = var<"four", 4>;
template <class T>
constexpr T with_branches(T q0, T q1, T q2, T q3) {
  T length = sqrt(q0 * q0 + q1 * q1 + q2 * q2 + q3 * q3), angle = atan2(q1, q0), s = sin(q0 / length) * cos(q1 / length) + exp(-q2 * q3);
  if (s < 0) s = -s * angle;
  T k = 2.0;
  if (q2 > q3) k = s * atan2(s, length) / q2 + log(1.0 + s * s);
  const T square = k * k * q0 + s * q2 * q3;
  if (square > 1) return 2.0 * sqrt(square) - 1.0;
  return square;
}
constexpr auto branching = formula([](auto numbers) { return with_branches(numbers[0], numbers[1], numbers[2], numbers[3]); }, four);
/// What the passes make, with no program around them: with g++ they run as the test does.
template <class Wrt, bool Value = true, class E>
constexpr bool has_room(E, asked_for what) {
  plan p;
  const derivative_problem problem = make_plan(request_for<E, Value, Wrt>(), p);
  return !problem.exists() && p.outputs.size > 0 && fits_into(sizes_of(p), expected_sizes(facts_of<E>, what));
}
using branching_type = std::remove_const_t<decltype(branching)>;
using four_type = std::remove_const_t<decltype(four)>;
static_assert(has_room<wrt_nothing>(branching, asked_for::value));
static_assert(has_room<wrt_all>(branching, asked_for::gradient));
static_assert(has_room<terms_of<2, branching_type, four_type>, false>(branching, asked_for::many_outputs));
static_assert(has_room<hessian_sweep<4, branching_type, four_type>, false>(branching, asked_for::many_outputs));
// a loop is one node
constexpr auto layer(Expression auto state) { return var<"V2", 2, 8> * tanh(var<"V1", 8, 2> * state + var<"bias", 8>); }
constexpr auto integrated = sqnorm(iterate(dim<"k">, data<"start", 2>, [](auto state) {
  auto k1 = layer(state);
  auto k2 = layer(state + h * k1);
  auto k3 = layer(state + h * k2);
  return state + h * (k1 + 2_c * k2 + 2_c * k3 + layer(state + h * k3));
}));
using integrated_program = program<std::remove_const_t<decltype(integrated)>, true, wrt_all>;
static_assert(fits_into(integrated_program::plan.sizes, expected_sizes(facts_of<std::remove_const_t<decltype(integrated)>>, asked_for::gradient)));

}  // namespace
