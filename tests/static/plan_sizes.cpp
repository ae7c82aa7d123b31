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
template <class E, class Plan>
constexpr bool has_room(E, const Plan& p, asked_for what) { return fits_into(p.sizes, expected_sizes(facts_of<E>, what)); }
using branching_type = std::remove_const_t<decltype(branching)>;
static_assert(has_room(branching, program<branching_type, true, wrt_nothing>::plan, asked_for::value));
static_assert(has_room(branching, program<branching_type, true, wrt_all>::plan, asked_for::gradient));
static_assert(has_room(branching, program<branching_type, false, terms_of<2, branching_type, std::remove_const_t<decltype(four)>>>::plan, asked_for::many_outputs));
static_assert(has_room(branching, program<branching_type, false, hessian_sweep<4, branching_type, std::remove_const_t<decltype(four)>>>::plan, asked_for::many_outputs));
// a loop is one node
constexpr auto layer(Expression auto state) { return var<"V2", 2, 8> * tanh(var<"V1", 8, 2> * state + var<"bias", 8>); }
constexpr auto integrated = sqnorm(iterate(dim<"k">, data<"start", 2>, [](auto state) {
  auto k1 = layer(state);
  auto k2 = layer(state + h * k1);
  auto k3 = layer(state + h * k2);
  return state + h * (k1 + 2_c * k2 + 2_c * k3 + layer(state + h * k3));
}));
static_assert(has_room(integrated, program<std::remove_const_t<decltype(integrated)>, true, wrt_all>::plan, asked_for::gradient));

}  // namespace
