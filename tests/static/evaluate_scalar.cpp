// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Scalars in constant expressions: neuron, gates, functions and their derivatives, kinks, and the three floating-point types.

#include <nabla/nabla.hpp>
#include <support/near.hpp>

#include <limits>

namespace {

using namespace nabla;
using test::near;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto w0 = var<"w0">;
constexpr auto w1 = var<"w1">;

// ---- the neuron, staged and not ---------------------------------------------------------------------------------------------------------
constexpr auto neuron = 1_c / (1_c + exp(-(w0 * x + w1)));
constexpr auto staged = sigmoid(w0 * x + w1);
static_assert(near(staged(w0 = 2.0, x = -1.0, w1 = -3.0), 0.0066928509242848554));
static_assert(near(neuron(w0 = 2.0, x = -1.0, w1 = -3.0), 0.0066928509242848554));
constexpr auto at_once = value_and_grad(staged, wrt(w0, w1, x))(w0 = 2.0, x = -1.0, w1 = -3.0);
static_assert(near(at_once.value, 0.0066928509242848554));
static_assert(near(at_once.grad[w1], 0.0066480566707901549));
static_assert(near(at_once.grad[w0], -0.0066480566707901549));
static_assert(near(at_once.grad[x], 0.01329611334158031));
constexpr auto unstaged = grad(neuron)(w0 = 2.0, x = -1.0, w1 = -3.0);
static_assert(near(unstaged[w1], at_once.grad[w1]));
static_assert(near(unstaged[w0], at_once.grad[w0]));
static_assert(near(unstaged[x], at_once.grad[x]));

// ---- gates; a tie shares the gradient -------------------------------------------------------------------------------------------------------
constexpr auto gates = 3_c * (x * y + max(y, z));
constexpr auto apart = value_and_grad(gates)(x = 1.0, y = 2.0, z = -4.0);
static_assert(apart.value == 12);
static_assert(apart.grad[x] == 6);
static_assert(apart.grad[y] == 6);
static_assert(apart.grad[z] == 0);
constexpr auto tie = grad(gates)(x = 1.0, y = 2.0, z = 2.0);
static_assert(tie[x] == 6);
static_assert(tie[y] == 4.5);
static_assert(tie[z] == 1.5);

// ---- kinks -------------------------------------------------------------------------------------------------------------------------------------
static_assert(grad(abs(x))(x = 0.0)[x] == 0);
static_assert(grad(relu(x))(x = 0.0)[x] == 0);
static_assert(sign(x)(x = 0.0) == 0);
static_assert(heaviside(x)(x = 0.0) == 0.5);
static_assert(grad(abs(x))(x = -2.0)[x] == -1);
static_assert(grad(relu(x))(x = 2.0)[x] == 1);
static_assert(grad(relu(x))(x = -2.0)[x] == 0);
static_assert(relu(x)(x = -2.0) == 0);
static_assert(grad(min(x, y))(x = 3.0, y = 3.0)[x] == 0.5);
static_assert(grad(min(x, y))(x = 2.0, y = 3.0)[x] == 1);
static_assert(grad(min(x, y))(x = 2.0, y = 3.0)[y] == 0);
static_assert(grad(sign(x) + heaviside(x) + (x > 0_c))(x = 0.0)[x] == 0);
static_assert((x > y)(x = 1.0, y = 1.0) == 0);
static_assert((x > y)(x = 2.0, y = 1.0) == 1);
static_assert(grad(sqrt(x))(x = 0.0)[x] == std::numeric_limits<double>::infinity());
// |x| = max(x, -x), x = max(x, 0) + min(x, 0), softplus = max(x, 0) + log1p(exp(-|x|)) differentiate right at 0
static_assert(grad(max(x, -x))(x = 0.0)[x] == 0);
static_assert(grad(max(x, 0_c) + min(x, 0_c))(x = 0.0)[x] == 1);
static_assert(grad(max(x, 0_c) + log1p(exp(-abs(x))))(x = 0.0)[x] == 0.5);
// a structural zero is not multiplied by infinity
static_assert(grad((x > 1_c) * y)(x = 0.0, y = 1.0)[x] == 0);
static_assert(grad(sign(sqrt(x)))(x = 0.0)[x] == 0);
static_assert(xlogy(x, y)(x = 0.0, y = 0.0) == 0);

// ---- functions and derivatives at a point ---------------------------------------------------------------------------------------------------------
constexpr double e = 2.718281828459045235, log2 = 0.693147180559945309;
static_assert(near(exp(x)(x = 1.0), e));
static_assert(near(log(x)(x = 2.0), log2));
static_assert(near(sqrt(x)(x = 2.0), 1.4142135623730950488));
static_assert(near(log1p(x)(x = 1.0), log2));
static_assert(near(sin(x)(x = 1.0), 0.84147098480789650665));
static_assert(near(cos(x)(x = 1.0), 0.54030230586813971740));
static_assert(near(tanh(x)(x = 1.0), 0.76159415595576488812));
static_assert(near(sigmoid(x)(x = 1.0), 0.73105857863000487926));
static_assert(sigmoid(x)(x = 0.0) == 0.5);
static_assert(sigmoid(x)(x = -1000.0) == 0);
static_assert(sigmoid(x)(x = 1000.0) == 1);
static_assert(near(grad(exp(sin(x) * y))(x = 1.0, y = 2.0)[x], 2 * 0.54030230586813971740 * 5.381364516488766));
static_assert(near(grad(log(x) / sqrt(y))(x = 2.0, y = 4.0)[y], -log2 / 16));
static_assert(near(grad(tanh(x * x))(x = 0.5)[x], 1 - 0.24491866240370912928 * 0.24491866240370912928));
static_assert(near(value_and_grad(binary_cross_entropy(sigmoid(x), y), wrt(x))(x = 800.0, y = 0.0).value, 800.0));  // exp(800) overflows
static_assert(near(grad(binary_cross_entropy(sigmoid(x), y), wrt(x))(x = 0.5, y = 1.0)[x], 0.62245933120185456464 - 1));

// ---- float and long double -----------------------------------------------------------------------------------------------------------------------------
static_assert(near(staged(w0 = 2.0f, x = -1.0f, w1 = -3.0f), 0.0066928509242848554f));
static_assert(near(grad(staged)(w0 = 2.0f, x = -1.0f, w1 = -3.0f)[x], 0.01329611334158031f));
static_assert(near(exp(x)(x = 1.0L), 2.71828182845904523536028747135L));
static_assert(near(grad(exp(2_c * x))(x = 0.5L)[x], 5.43656365691809047072057494270L));
static_assert((x * 0.1_c)(x = 1.0L) == 0.1L);
static_assert((x * 0.1_c)(x = 1.0f) == 0.1f);

// ---- each value used twice, forty times ---------------------------------------------------------------------------------------------------------------
template <int Steps, class S>
constexpr auto chain(S s) {
  if constexpr (Steps == 0) return s;
  else return chain<Steps - 1>(c<1, 2> * s + c<1, 2> * (s * s));
}
static_assert(chain<40>(x)(x = 1.0) == 1);
static_assert(near(grad(chain<40>(x))(x = 1.0)[x], 11057332.320940012));  // 1.5^40

// ---- steps run in an order in which what waits for no call stands first --------------------------------------------------------------------
template <int Count>
struct steps_of_one_operand {  // each with the step that it reads, or -1
  nabla::detail::fixed_array<int, Count> operands[1];
  constexpr explicit steps_of_one_operand(const int (&reads)[Count]) {
    for (int i = 0; i < Count; ++i) operands[0].data[i] = reads[i];
  }
};
template <int Count>
constexpr bool runs_as(const int (&reads)[Count], const bool (&dear)[Count], const int (&expected)[Count]) {
  const nabla::detail::step_order<Count> order(steps_of_one_operand<Count>(reads), dear);
  for (int i = 0; i < Count; ++i)
    if ((order.changes ? order.steps[i] : i) != expected[i]) return false;
  return true;
}
static_assert(runs_as({-1, 0, 1, -1, 3}, {true, false, true, true, false}, {0, 3, 1, 2, 4}));  // log(x), 2 log(x), exp(2 log(x)); exp(y), 2 exp(y)
static_assert(runs_as({-1, 0, -1, 2}, {true, false, false, false}, {0, 2, 3, 1}));
static_assert(runs_as({-1, 0, 1, -1, 3}, {false, false, false, false, false}, {0, 1, 2, 3, 4}));
static_assert(runs_as({-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, -1}, {true, true, true, true, true, true, true, true, true, true, true}, {0, 10, 1, 2, 3, 4, 5, 6, 7, 8, 9}));  // more than it tells apart

}  // namespace
