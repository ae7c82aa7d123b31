// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Order and schedule: loops fuse, buffers are used again, products absorb transposes, nothing is stored that nobody reads.

#include <limits>

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 8>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto A = var<"A", n, 8>;
constexpr auto W = var<"W", 8, 4>;
constexpr auto b = var<"b", 1, 4>;
constexpr auto B2 = var<"B2", 40, 2>;
constexpr auto V = var<"V", 4, 2>;
constexpr auto T = labels<"T", n, 2>;

template <Expression E>
constexpr const auto& value_plan(E) {
  return program_in_a_row<E, true, wrt_nothing>::plan;
}
template <Expression E>
constexpr const auto& gradient_plan(E) {
  return program_in_a_row<E, true, wrt_all>::plan;
}

template <class Plan>
constexpr int count_of(const Plan& p, work kind) {
  int found = 0;
  for (int i = 0; i < p.sizes.segments; ++i) found += p.segments[i].kind == kind;
  return found;
}
template <class Plan>
constexpr int functions_in_loops(const Plan& p, key function) {
  int found = 0;
  for (int i = 0; i < p.sizes.members; ++i) found += p.members[i].function == function;
  return found;
}
template <class Plan>
constexpr int stored_members(const Plan& p) {
  int found = 0;
  for (int i = 0; i < p.sizes.members; ++i) found += p.members[i].stored_in >= 0;
  return found;
}

// ---- scalars: one straight line, no memory -------------------------------------------------------------------------------------------
constexpr const auto& scalar = gradient_plan(exp(x) * exp(x) + x);
static_assert(scalar.sizes.segments == 1);
static_assert(scalar.sizes.buffers == 0);
static_assert(scalar.sizes.views == 0);
static_assert(scalar.sizes.members == 0);
static_assert(value_plan(exp(x) + exp(x) * exp(x)).sizes.scalars == 2);  // exp once

// A distribution is made of its density where that is needed too, in numbers and in a loop; a reciprocal that one product reads is a quotient.
template <class Plan>
constexpr int scalars_of(const Plan& p, key function) {
  int found = 0;
  for (int i = 0; i < p.sizes.scalars; ++i) found += p.scalars[i].function == function;
  return found;
}
constexpr auto u = var<"u">;
constexpr const auto& option = gradient_plan(u * normal_cdf(x) - x * normal_cdf(u));
static_assert(scalars_of(option, function_key("normal_pdf")) == 2);
static_assert(scalars_of(option, function_key("normal_cdf_of_density")) == 2);
static_assert(scalars_of(option, function_key("normal_cdf")) == 0);
static_assert(scalars_of(value_plan(normal_cdf(x) + normal_pdf(u)), function_key("normal_cdf")) == 1);
static_assert(functions_in_loops(value_plan(sum(normal_cdf(b) + normal_pdf(b))), function_key("normal_cdf_of_density")) == 1);
// What is added to an exponential takes it from where it is: once for all elements where it is that of a number, and once for value and slopes.
static_assert(functions_in_loops(value_plan(sum(log(b + exp(x)))), function_key("exp")) == 0);
static_assert(functions_in_loops(value_plan(sum(log(b + exp(x)))), function_key("log_plus_exponential")) == 1);
static_assert(scalars_of(gradient_plan(log(u + exp(x)) + x / (u + exp(x))), function_key("exp")) == 1);
static_assert(scalars_of(gradient_plan(exp(x) / (2_c + exp(x))), function_key("exp")) == 1);
// A quotient by a length is a product with its inverse where that is needed too, whichever of the two comes first.
constexpr const auto& potential = gradient_plan(inv(hypot(x, u)));
static_assert(scalars_of(potential, function_key("direction_cosine_by_inverse")) == 2);
static_assert(scalars_of(potential, function_key("direction_cosine")) == 0);
static_assert(scalars_of(gradient_plan(hypot(x, u)), function_key("direction_cosine")) == 2);
static_assert(scalars_of(gradient_plan(inv(norm3d(x, u, 2_c))), function_key("direction_cosine_by_inverse")) == 2);
// But where it stands there itself it is no other number.
constexpr const auto& unit = gradient_plan(x / norm3d(x, u, 2_c) + u / norm3d(x, u, 2_c));
static_assert(scalars_of(unit, function_key("direction_cosine_in_space")) == 2);
static_assert(scalars_of(unit, function_key("direction_cosine_by_inverse")) == 0);
static_assert(scalars_of(gradient_plan(x / norm3d(x, u, 2_c)), function_key("direction_cosine_by_inverse")) == 1);
static_assert(functions_in_loops(value_plan(sum(direction_cosine(b, 1_c, hypot(b, 1_c)) + inv(hypot(b, 1_c)) + b / hypot(b, 1_c))), function_key("direction_cosine_by_inverse")) == 1);  // in a loop it may have to be stored
static_assert(functions_in_loops(value_plan(sum(direction_cosine(b, 1_c, hypot(b, 1_c)) + inv(hypot(b, 1_c)))), function_key("direction_cosine_by_inverse")) == 1);
static_assert(scalars_of(value_plan(divide_no_nan(x, u) + inv(u)), function_key("quotient_by_inverse")) == 1);
static_assert(scalars_of(value_plan(divide_no_nan(x, u) + inv(x)), function_key("quotient_by_inverse")) == 0);
constexpr bool is_the_quotient(double numerator, double length) {  // one rounding more than that
  using number = constant_scalar<double>;  // in which 1 / 0 is a number
  const auto size = [](double a) { return a < 0 ? -a : a; };
  const auto near = [&](number p, number q) { return p.value == q.value || (size(p.value - q.value) <= 3.4e-16 * size(q.value) && p.value != 0); };
  const number part(numerator), whole(length), inverse = number(1) / whole;
  return near(direction_cosine_by_inverse_rule::value(part, whole, inverse), direction_cosine_rule::value(part, number(0), whole)) && near(quotient_by_inverse_rule::value(part, whole, inverse), direction_rule::value(part, whole));
}
constexpr bool are_the_quotients() {
  double share = 0.9, length = 1;
  for (int i = 0; i < 400; ++i) {
    share = share > 0 ? -3.7 * share * (1 - share) : 3.7 * share * (1 + share);  // chaotic in [-1, 1]
    length = i % 29 == 0 ? 1.001 - share * share : length * 1.7;
    if (!is_the_quotient(share * length, length)) return false;
  }
  return true;
}
static_assert(are_the_quotients());
static_assert(is_the_quotient(3, 5));
static_assert(is_the_quotient(-49, 49));
static_assert(is_the_quotient(0, 3));
static_assert(is_the_quotient(0, 0));
static_assert(is_the_quotient(3e-310, 5e-310));
static_assert(is_the_quotient(4e-13, 5e-13));
static_assert(is_the_quotient(-3e300, 5e300));
static_assert(is_the_quotient(1, std::numeric_limits<double>::infinity()));
// Many elements are divided by a number as products with its inverse; where something jumps, of few elements, and by constants they are divided.
constexpr auto many = var<"many", dim<"many">>;
constexpr const auto& standardised = value_plan(sum(sq((many - x) / u)));
static_assert(functions_in_loops(standardised, function_key("quotient_by_number")) == 1);
static_assert(functions_in_loops(standardised, function_key("/")) == 0);
static_assert(scalars_of(standardised, function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(many / u + x / many), function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(divide_no_nan(many, u)), function_key("quotient_by_inverse")) == 1);
static_assert(functions_in_loops(value_plan(many / 3_c), function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(var<"few", 4, 4> / u), function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(var<"more", 17> / u), function_key("quotient_by_number")) == 1);
static_assert(functions_in_loops(value_plan(floor(many / u)), function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(sum(exp(many / u) > x)), function_key("/")) == 1);
static_assert(functions_in_loops(value_plan(where(many < 0_c, many / u, many)), function_key("quotient_by_number")) == 1);  // what decides is not divided
// Nor where a digit decides whether there is a number: sqrt(v / s - 1) is one where v is s.
constexpr bool is_divided(const auto& p) { return functions_in_loops(p, function_key("/")) == 1 && functions_in_loops(p, function_key("quotient_by_number")) == 0; }
static_assert(is_divided(value_plan(sqrt(many / u - 1_c))));
static_assert(is_divided(value_plan(acosh(many / u))));
static_assert(is_divided(value_plan(asin(many / u))));
static_assert(is_divided(value_plan(pow(x, many / u))));
static_assert(is_divided(value_plan(log(1_c - sq(many / u)))));
static_assert(is_divided(value_plan(log1p(-many / u))));
static_assert(is_divided(value_plan(atan2(many / u, x))));
static_assert(is_divided(value_plan(divide_no_nan(1_c, many / u - x))));
static_assert(is_divided(value_plan(sqrt(1_c - maximum(many / u)))));
// Nor where it decides whether a number is infinite.
static_assert(functions_in_loops(value_plan(inv(many / u - 1_c)), function_key("quotient_by_number")) == 0);
static_assert(is_divided(value_plan(multiply_no_nan(many, many / u - 1_c))));
static_assert(is_divided(value_plan(pow(sq(x), many / u - 1_c))));
static_assert(is_divided(value_plan(log(sq(many / u - 1_c) + sq(x)))));
static_assert(functions_in_loops(value_plan(inv(many / u)), function_key("quotient_by_number")) == 1);
static_assert(functions_in_loops(value_plan(many / (1_c + sq(many / u))), function_key("quotient_by_number")) == 1);
// A sum hands the number on, whatever the size; a slope by the number does, too.
constexpr bool divides_one_number(const auto& p) { return functions_in_loops(p, function_key("/")) == 0 && functions_in_loops(p, function_key("quotient_by_number")) == 0 && scalars_of(p, function_key("/")) == 1; }
static_assert(divides_one_number(value_plan(sum(many / u))));
static_assert(divides_one_number(value_plan(sqrt(1_c - sum(many / u)))));
static_assert(functions_in_loops(value_plan(sum(x * sq(many))), function_key("hadamard")) == 1);
static_assert(scalars_of(value_plan(floor(divide_no_nan(x, u)) + inv(u)), function_key("quotient_by_inverse")) == 0);
static_assert(functions_in_loops(value_plan(norm2((many - mean(many)) / u)), function_key("/")) == 0);
static_assert(functions_in_loops(gradient_plan(norm2((many - x) / u)), function_key("/")) == 0);
static_assert(functions_in_loops(value_plan(log(many / u)), function_key("/")) == 0);
static_assert(functions_in_loops(value_plan(log(2_c + sq(many / u))), function_key("/")) == 0);
static_assert(functions_in_loops(value_plan(log(sum(exp(many / u)))), function_key("/")) == 0);
static_assert(functions_in_loops(value_plan(pow(exp(x), many / u)), function_key("/")) == 0);
constexpr bool is_quotient_by_number(double numerator, double divisor) {
  using number = constant_scalar<double>;
  const number part(numerator), whole(divisor), quotient = quotient_by_number_rule::value(part, whole, number(1) / whole), right = part / whole;
  if (quotient.value == right.value || (quotient.value != quotient.value && right.value != right.value)) return true;
  const double off = quotient.value - right.value, size = right.value < 0 ? -right.value : right.value;
  return (off < 0 ? -off : off) <= 3.4e-16 * size && quotient.value != 0;
}
static_assert(is_quotient_by_number(3, 49));
static_assert(is_quotient_by_number(-49, 49));
static_assert(is_quotient_by_number(3, -1e-30));
static_assert(is_quotient_by_number(3e-310, 5e-310));
static_assert(is_quotient_by_number(1e300, -1e305));
static_assert(is_quotient_by_number(0, 0));
static_assert(is_quotient_by_number(1, 0));
static_assert(is_quotient_by_number(-1, -std::numeric_limits<double>::infinity()));
static_assert(is_quotient_by_number(std::numeric_limits<double>::infinity(), 3));
static_assert(is_quotient_by_number(1, std::numeric_limits<double>::quiet_NaN()));
constexpr const auto& with_logarithm = value_plan(normal_cdf(x) + normal_pdf(x) * log_normal_cdf(x));  // of the tail's distribution, which has no density here
static_assert(scalars_of(with_logarithm, function_key("normal_cdf_of_density")) == 1);
static_assert(scalars_of(with_logarithm, function_key("normal_cdf")) == 1);
static_assert(scalars_of(with_logarithm, function_key("log_normal_cdf_by_tail")) == 1);
constexpr const auto& of_logarithm = gradient_plan(log_normal_cdf(x));  // the density is even: the tail is made of that of the slope
static_assert(scalars_of(of_logarithm, function_key("normal_pdf")) == 1);
static_assert(scalars_of(of_logarithm, function_key("normal_cdf")) == 0);
static_assert(value_plan(1_c / x * u).sizes.scalars == 1);
static_assert(value_plan(vstack(1_c / x * u, 1_c / x)).sizes.scalars == 3);

// ---- elementwise work is one loop; only its result is stored -------------------------------------------------------------------------------
constexpr const auto& fused = value_plan(exp(tanh(A) * 2_c + X) - A);
static_assert(count_of(fused, work::elementwise) == 1);
static_assert(stored_members(fused) == 1);
static_assert(fused.sizes.buffers == 1);
constexpr const auto& reduced = value_plan(sum(hadamard(exp(A), X)));
static_assert(count_of(reduced, work::elementwise) == 1);
static_assert(reduced.sizes.buffers == 0);
// value and gradient of a sum of squares: one pass over the data, one buffer for the gradient
constexpr const auto& squares = gradient_plan(sqnorm(A - X));
static_assert(count_of(squares, work::elementwise) == 1);
static_assert(squares.sizes.buffers == 1);
// a row is added to every row without being spread out
static_assert(value_plan(sum(exp(X + var<"r", 1, 8>))).sizes.buffers == 0);

// ---- rows by their numbers are read where they are, unless somebody needs them as a matrix -------------------------------------------------------
constexpr auto word = indices<"word", dim<"words">, n>;
constexpr auto rows_taken = gather_rows(A, word);
static_assert(value_plan(sum(sq(rows_taken))).sizes.segments == 1);
static_assert(value_plan(sum(sq(rows_taken))).sizes.buffers == 0);
static_assert(count_of(value_plan(tanh(rows_taken) - rows_taken), work::kernel) == 0);
static_assert(count_of(value_plan(rows_taken), work::kernel) == 1);
static_assert(count_of(value_plan(sum(exp(rows_taken * W))), work::kernel) == 1);
static_assert(count_of(value_plan(sum(rows_taken) + sum(exp(rows_taken * W))), work::kernel) == 1);
static_assert(value_plan(sum(gather_rows(tanh(A), word) + 1_c)).sizes.buffers == 1);                   // of what is computed before it is stored
static_assert(count_of(value_plan(sum(rows<1, to_end>(rows_taken) - rows<0, to_end - 1>(rows_taken))), work::kernel) >= 1);  // neighbours

// ---- products absorb transposes; a transpose of its own is made only where it is the result or is read elementwise ------------------------------
constexpr const auto& normal = value_plan(transpose(X) * X);
static_assert(normal.sizes.segments == 1);
static_assert(normal.segments[0].kind == work::product);
static_assert(normal.segments[0].transpose_left);
static_assert(!normal.segments[0].transpose_right);
static_assert(value_plan(transpose(W) * transpose(X)).sizes.segments == 1);
static_assert(value_plan(transpose(X)).segments[0].kind == work::transpose);
constexpr const auto& lasso = gradient_plan(sqnorm(X * W - data<"R", n, 4>));
static_assert(count_of(lasso, work::product) == 2);
static_assert(count_of(lasso, work::elementwise) == 1);

// ---- a buffer is used again after its last reader, by a matrix of the same shape -------------------------------------------------------------------
constexpr auto S = var<"S", 4, 4>;
constexpr const auto& power = value_plan(tanh(tanh(tanh(tanh(S * S) * S) * S) * S));
static_assert(count_of(power, work::product) == 4);
static_assert(count_of(power, work::elementwise) == 4);
static_assert(power.sizes.buffers <= 3);
// never a buffer that a later segment still reads, or that is a result
template <class Plan>
constexpr bool no_buffer_is_overwritten(const Plan& p) {
  for (int o = 0; o < p.sizes.outputs; ++o)
    for (int v = 0; v < p.sizes.views; ++v)
      if (p.outputs[o].view >= 0 && v > p.outputs[o].view && p.views[v].buffer >= 0 && p.views[v].buffer == p.views[p.outputs[o].view].buffer) return false;
  for (int i = 0; i < p.sizes.segments; ++i) {
    const auto& s = p.segments[i];
    if (!(s.kind == work::product || s.kind == work::transpose) || s.result < 0) continue;
    const int to = p.views[s.result].buffer;
    if (p.views[s.left].buffer == to || (s.right >= 0 && p.views[s.right].buffer == to)) return false;  // a product is not in place
  }
  return true;
}
static_assert(no_buffer_is_overwritten(power));

// ---- the network of two layers: 5 products, tanh once, nothing kept but what is read again ------------------------------------------------------------
constexpr const auto& network = gradient_plan(mean(cross_entropy(softmax(tanh(X * W + b) * V), T)));
static_assert(count_of(network, work::product) == 5);
static_assert(functions_in_loops(network, key_of("tanh_quotient")) == 1);  // what tanh and its slope are made of
static_assert(functions_in_loops(network, key_of("exp")) == 1);
static_assert(functions_in_loops(network, key_of("log")) == 1);
static_assert(count_of(network, work::elementwise) <= 6);
static_assert(network.sizes.buffers <= 14);
static_assert(no_buffer_is_overwritten(network));
static_assert(network.sizes.outputs == 4);
static_assert(network.sizes.inputs == 5);
static_assert(network.sizes.counts == 1);
// the value alone: one product less than two, and no gradient's buffers
constexpr const auto& forward = value_plan(mean(cross_entropy(softmax(tanh(X * W + b) * V), T)));
static_assert(count_of(forward, work::product) == 2);
static_assert(forward.sizes.buffers < network.sizes.buffers);

// ---- what is cheap is computed again where it is read, and not stored --------------------------------------------------------------------------------
constexpr auto v = var<"v", n>;
constexpr auto centred = v - mean(v);
static_assert(value_plan(centred / norm2(centred)).sizes.buffers == 2);  // a kernel reads it: it is there, and read
constexpr const auto& scaled = value_plan(centred / sqrt(mean(hadamard(centred, centred))));
static_assert(count_of(scaled, work::elementwise) == 3);
static_assert(functions_in_loops(scaled, key_of("-")) == 2);
static_assert(scaled.sizes.buffers == 1);
static_assert(value_plan(exp(v) / sum(exp(v))).sizes.buffers == 2);  // a function costs more than a store
// stages that look one place back: what they look at is stored, and no slope
constexpr auto q = var<"q", n>;
constexpr auto slope = [](auto of) { return hadamard(v, shift<1>(of)); };
constexpr auto k1 = slope(q);
constexpr auto k2 = slope(q + k1);
constexpr const auto& stages = value_plan(q + k1 + k2 + slope(q + k2));
static_assert(count_of(stages, work::elementwise) == 3);
static_assert(stored_members(stages) == 3);
static_assert(no_buffer_is_overwritten(stages));

// ---- arms of where(): numbers that only the one not taken reads are not computed, where that spares a function ---------------------------------------------
constexpr auto y = var<"y">;
template <class Plan>
constexpr int count_of_arms(const Plan& p) {
  int found = 0;
  for (int i = 0; i < p.sizes.segments; ++i) found += p.segments[i].first_asked < p.segments[i].last_asked;
  return found;
}
template <class Plan>
constexpr int most_asked(const Plan& p) {
  int most = 0;
  for (int i = 0; i < p.sizes.segments; ++i)
    if (const int asked = p.segments[i].last_asked - p.segments[i].first_asked; asked > most) most = asked;
  return most;
}
constexpr const auto& two_arms = value_plan(where(x > y, exp(x) * y, sin(x) + y));
static_assert(two_arms.sizes.segments == 3);  // the comparison, and the choice in each of its arms
static_assert(count_of_arms(two_arms) == 2);
static_assert(most_asked(two_arms) == 1);
static_assert(count_of_arms(value_plan(where(x > y, exp(x) * y, y))) == 1);
static_assert(count_of_arms(value_plan(where(x > y, max(x * y, y), x + y))) == 0);  // two operations cost less than a branch
static_assert(count_of_arms(value_plan(where(x > y, exp(x), 0_c) * exp(x))) == 0);  // somebody else reads it
static_assert(count_of_arms(value_plan(where(x > y, exp(x), 0_c) + where(y < x, 0_c, exp(x)))) == 0);
static_assert(count_of_arms(value_plan(where(x > y, exp(x), 0_c) + where(!(x > y), y, exp(x)))) == 1);  // one condition
static_assert(most_asked(value_plan(where(x > y, where(x > 2_c, exp(x), y), 0_c))) == 2);
static_assert(most_asked(value_plan(where(x > y && x > 2_c, exp(x), 0_c))) == 2);
static_assert(most_asked(value_plan(where(x > y || x > 2_c, 0_c, exp(x)))) == 2);
static_assert(most_asked(value_plan(where(x > y && x > 2_c, 0_c, exp(x)))) == 1);  // either may fail: the conjunction is asked
static_assert(count_of_arms(value_plan(where(x > y && exp(x) > 2_c, y, 1_c))) == 1);  // the second question
static_assert(count_of_arms(gradient_plan(where(x > y, exp(x), sin(y)))) == 2);
// an arm of numbers whose condition comes later, from a matrix, is always computed
static_assert(count_of_arms(value_plan(where(sum(A) > x, exp(x), 0_c))) == 0);

// of arms within arms those that cost little are computed beside what is around them, and what is checked first is the innermost condition
template <int K>
constexpr auto pieces = where(x < c<K>, x* y* c<K + 1> + y * y - x, pieces<K + 1>);
template <>
constexpr auto pieces<24> = x * x;
constexpr const auto& of_pieces = gradient_plan(pieces<0>);
static_assert(count_of_arms(of_pieces) > 0);
static_assert(count_of_arms(of_pieces) <= 6);
constexpr bool asks_innermost_first() {
  for (int i = 0; i < of_pieces.sizes.segments; ++i)
    for (int k = of_pieces.segments[i].first_asked + 1; k < of_pieces.segments[i].last_asked; ++k)
      if (of_pieces.asked[k - 1].slot <= of_pieces.asked[k].slot) return false;
  return true;
}
static_assert(asks_innermost_first());
static_assert(count_of_arms(value_plan(where(x > y, where(x > 2_c, where(y > 3_c, exp(x), y), 1_c), 0_c))) == 1);  // a function is worth a branch

// what is computed from choices by one condition is computed in their arms: two segments, and nothing to choose behind them
constexpr const auto& choices = value_plan(where(x > y, exp(x), sin(y)) - where(x > y, 2_c * y, exp(y)));
static_assert(choices.sizes.segments == 3);
static_assert(count_of_arms(choices) == 2);
static_assert(choices.sizes.scalars == 1 + 4 + 3 + 1);  // exp, 2, product, difference | sin, exp, difference; the value twice: in each arm

// what follows from conditions that share parts is found once for each: each step reads the one before twice, and there are 48
template <int K>
constexpr auto shared = (shared<K - 1> && x > c<K>) || (shared<K - 1> && y * y > c<K>);
template <>
constexpr auto shared<0> = x > y;
constexpr const auto& by_shared = value_plan(where(shared<48>, exp(x), sin(y)));
static_assert(count_of_arms(by_shared) >= 2);

// ---- stacks of numbers are written number by number ------------------------------------------------------------------------------------------------------
constexpr const auto& stacked = value_plan(vstack(hstack(sin(x), y, 0_c), hstack(x* y, 1_c, exp(x)), hstack(x, x, y)));
static_assert(count_of(stacked, work::assembly) == 1);
static_assert(count_of(stacked, work::kernel) == 0);
static_assert(stacked.sizes.buffers == 1);
static_assert(stacked.sizes.assembled == 9);
static_assert(count_of(value_plan(vstack(hstack(x, y), columns<0, 2>(B2))), work::assembly) == 1);  // that of numbers

// ---- small matrices are taken apart into numbers where that is less work than products that wait for each other, but not into numbers that are read back from a product ------------------
constexpr auto x3 = var<"x", 3>;
constexpr const auto& distance = gradient_plan(quadratic_form(var<"A", 3, 3>, x3 - var<"y", 3>));
static_assert(count_of(distance, work::product) == 0);
static_assert(count_of(gradient_plan(sqnorm(data<"H", 3, 8> * var<"x", 8>)), work::product) == 2);
static_assert(count_of(value_plan(var<"A", 3, 3> * var<"B", 3, 3>), work::product) == 1);

// ---- inputs that are not used cost nothing -----------------------------------------------------------------------------------------------------------
constexpr const auto& unused = value_plan(x + sum(0_c * Y));
static_assert(unused.sizes.inputs == 2);
static_assert(unused.sizes.buffers == 0);
static_assert(unused.sizes.segments <= 1);

// ---- short parts are added where they stand, one number after the other; long ones by loops, which take no longer to compile the longer they are -------------
constexpr auto h = var<"h", 400>;
/// The sums of parts in f that are written an element after the other.
template <Expression F>
constexpr int written_by_elements(F) {
  graph g;
  facts_map known;
  const int root = import(g, known, facts_of<F>, true);
  const sums_of_parts sums = find_sums_of_parts(g, count_readers(g, &root, 1), most_scalarised, most_scalarised);
  int count = 0;
  for (int i = 0; i < sums.is_sum.size; ++i) count += sums.is_sum.data[i];
  return count;
}
constexpr auto of_one = put_row<0>(x, h) + put_row<7>(y, h);
constexpr auto of_two = put_rows<0, 399>(exp(head<399>(h)), h) + put_rows<1, 399>(sin(head<399>(h)), h);
constexpr auto of_ten = put_rows<0, 10>(exp(head<10>(h)), h);
static_assert(written_by_elements(of_one) == 1);
static_assert(written_by_elements(of_two) == 0);
static_assert(written_by_elements(of_one + of_ten) == 2);
static_assert(written_by_elements(of_one + put_rows<0, 32>(exp(head<32>(h)), h)) == 2);  // sixteen of its elements for each short one
static_assert(written_by_elements(of_one + put_rows<0, 33>(exp(head<33>(h)), h)) == 1);  // the sum of the short ones
static_assert(written_by_elements(of_two + of_one) == 1);

// ---- what costs more as numbers, whatever vanishes, is not written as such: that would be half of the time that a plan of a small network takes ------------------
/// What the value costs at least as numbers, less what it costs as it stands; of what may vanish nothing is known, and that is 0 at least.
template <Expression F>
constexpr std::int64_t more_as_numbers(F) {
  graph g;
  facts_map known;
  const int root = import(g, known, facts_of<F>, true);
  const std::int64_t least = least_cost_of_numbers{g}.of_all(&root, 1);
  return least == 0 ? 0 : least - cost_model{g}.of_all(&root, 1);
}
constexpr auto X33 = data<"X33", 3, 3>;
constexpr auto W35 = var<"W35", 3, 5>;
constexpr auto W52 = var<"W52", 5, 2>;
constexpr auto b5 = var<"b5", 1, 5>;
constexpr auto row3 = var<"row3", 1, 3>;
constexpr auto W33 = var<"W33", 3, 3>;
constexpr auto W44 = var<"W44", 4, 4>;
static_assert(more_as_numbers(tanh(X33 * W35 + b5) * W52) > 0);
static_assert(more_as_numbers(sum(X33) + sum(exp(row3 * W35))) > 0);
static_assert(more_as_numbers(sum(row3 + row3)) < 0);
static_assert(more_as_numbers(sum(exp(broadcast_to(x, W33)))) <= 0);  // one exponential
static_assert(more_as_numbers(sum(exp(broadcast_to(row3, W33)))) <= 0);  // of three
static_assert(more_as_numbers(W33 * transpose(W33)) <= 0);  // six products
static_assert(more_as_numbers(relu(W33 * transpose(W33))) <= 0);  // three relus: on the diagonal are sums of squares
static_assert(more_as_numbers(relu(hadamard(W33, transpose(W33)))) <= 0);
static_assert(more_as_numbers((W44 + transpose(W44)) * (W44 + transpose(W44))) <= 0);  // ten elements, and six squares that two of them have
static_assert(more_as_numbers(exp(W33 - transpose(W33))) <= 0);  // exp(0) on the diagonal
static_assert(more_as_numbers(exp(exp(max(X33 * transpose(X33), transpose(X33 * transpose(X33)))))) <= 0);  // of a matrix and itself
static_assert(more_as_numbers(exp(row<0>(X33 * W35))) <= 0);  // of one row
static_assert(more_as_numbers(vstack(hstack(x, zeros<1, 2>), zeros<2, 3>) * exp(W33)) <= 0);  // three exponentials
static_assert(more_as_numbers(exp(zeros<0, 3>)) <= 0);

// ---- products of matrices of three rows are numbers: a product waits for what was just stored, which is more than its operations -------------------------
constexpr auto M = var<"M", 3, 3>;
constexpr auto place = var<"place", 3>;
constexpr auto other_place = var<"other", 3>;
template <Expression F>
constexpr bool is_in_numbers(F) { return is_of_numbers<program<F, true, wrt_all>>(); }
static_assert(is_in_numbers(0.5_c * quadratic_form(M, place - other_place)));
static_assert(is_in_numbers(dot(data<"along", 3>, data<"K", 3, 3> * place)));
static_assert(!is_in_numbers(sum(W * V)));

}  // namespace
