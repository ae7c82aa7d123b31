// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Several expressions, and several orders, from one pass in which all that they share is computed once.

#include <nabla/nabla.hpp>
#include <support/near.hpp>

#include <array>

namespace {

using namespace nabla;
using namespace nabla::detail;
using namespace std;  // nothing of what is used here clashes
using test::near;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto v = var<"v", 2>;

// ---- together: an array of numbers, or a tuple -----------------------------------------------------------------------------------------------
constexpr auto f = exp(x * y) * sin(x);
constexpr auto three = together(f, diff(f, x), diff(f, x, y))(x = 0.5, y = 2.0);
static_assert(is_same_v<decltype(three), const number_array<double, 3>>);
constexpr array<double, 3> as_array = three;
static_assert(three == as_array);
static_assert(near(three[0], f(x = 0.5, y = 2.0)));
static_assert(near(three[1], diff(f, x)(x = 0.5, y = 2.0)));
static_assert(near(three[2], diff(f, x, y)(x = 0.5, y = 2.0)));
constexpr auto mixed = together(x * v, sum(v))(x = 3.0, v = array<double, 2>{1, 2});
static_assert(get<0>(mixed)(1, 0) == 6);
static_assert(get<1>(mixed) == 3);
static_assert(together(x * x)(x = 3.0)[0] == 9 && together(x, y, x)(x = 1.0, y = 2.0) == array<double, 3>{1, 2, 1});
// a symbol that only a later expression has is bound like the others, and one that simplification dropped too
static_assert(together(x, y)(x = 1.0, y = 2.0)[1] == 2);
static_assert(together(1_c, 0_c * x)(x = 1.0)[1] == 0);

/// Steps of a request, counted in its plan.
template <class F, bool Value, class Wrt>
constexpr int steps_of(request_of<F, Value, Wrt>) {
  return program<F, Value, Wrt>::plan.sizes.scalars;
}
constexpr auto u = sigmoid(x * y + x);
static_assert(steps_of(together(u, u, u)) == steps_of(together(u)));  // what is shared is computed once
static_assert(steps_of(together(u, u * u)) == steps_of(together(u)) + 1);

// ---- derivatives<n>: f and all orders up to n --------------------------------------------------------------------------------------------------
static_assert(derivatives<5>(x * x * x, x)(x = 2.0) == array<double, 6>{8, 12, 12, 6, 0, 0});
static_assert(derivatives<0>(x * y, x)(x = 2.0, y = 3.0) == array<double, 1>{6} && derivatives<2>(y, x)(y = 3.0) == array<double, 3>{3, 0, 0});
constexpr auto powers = derivatives<4>(exp(2_c * x), x)(x = 0.0);
static_assert(powers == array<double, 5>{1, 2, 4, 8, 16});
constexpr auto logistic = derivatives<3>(sigmoid(x), x)(x = 0.3);
constexpr double s = sigmoid(x)(x = 0.3);
static_assert(near(logistic[1], s * (1 - s)));
static_assert(near(logistic[2], s * (1 - s) * (1 - 2 * s)));
static_assert(near(logistic[3], s * (1 - s) * (1 - 6 * s + 6 * s * s)));
// of a vector, and through functions that are not elementwise
constexpr auto curve = derivatives<2>(x * x * v, x)(x = 3.0, v = array<double, 2>{1, 2});
static_assert(get<0>(curve)(1, 0) == 18);
static_assert(get<1>(curve)(1, 0) == 12);
static_assert(get<2>(curve)(1, 0) == 4);
static_assert(derivatives<2>(sqnorm(x * v), x)(x = 3.0, v = array<double, 2>{1, 2}) == array<double, 3>{45, 30, 10});
// the arm that is not taken stays away at every order, and a zero is a zero
static_assert(derivatives<2>(where(x > 0_c, x * x * log(x), x), x)(x = -1.0) == array<double, 3>{-1, 1, 0});
static_assert(derivatives<2>(xlogy(0_c * x, x), x)(x = 0.0) == array<double, 3>{0, 0, 0});
static_assert(derivatives<2>(abs(x) + max(x, 0_c), x)(x = 0.0) == array<double, 3>{0, 0.5, 0});

constexpr bool evaluators_agree() {
  auto all = evaluator(derivatives<3>(sin(x) * y, x));
  auto both = evaluator(together(x * v, x));
  const auto first = all(x = 0.0, y = 2.0);
  const auto second = both(x = 2.0, v = array<double, 2>{1, 2});
  return first == array<double, 4>{0, 2, 0, -2} && get<0>(second)(1, 0) == 4 && get<1>(second) == 2;
}
static_assert(evaluators_agree());

}  // namespace
