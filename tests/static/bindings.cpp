// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What may be bound to what, in which order, and the types that come out.

#include <nabla/nabla.hpp>

#include <array>
#include <type_traits>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto k = data<"k">;
constexpr auto A = var<"A", 2, 2>;
constexpr auto f = x * y - k;

template <class Expected, class Value>
constexpr bool is(const Value&) {
  return std::is_same_v<Expected, Value>;
}

// ---- any order ---------------------------------------------------------------------------------------------------------------------
static_assert(f(x = 2.0, y = 3.0, k = 1.0) == 5);
static_assert(f(k = 1.0, y = 3.0, x = 2.0) == 5);
static_assert(f(y = 3.0, x = 2.0, k = 1.0) == 5);
static_assert(grad(f)(k = 1.0, y = 3.0, x = 2.0)[x] == 3);
static_assert(grad(f)(k = 1.0, y = 3.0, x = 2.0)[y] == 2);
static_assert((2_c * 3_c)() == 6);

// ---- the common type of what is bound; integers count as double --------------------------------------------------------------------------
static_assert(is<double>(f(x = 2.0, y = 3.0, k = 1.0)));
static_assert(is<float>(f(x = 2.0f, y = 3.0f, k = 1.0f)));
static_assert(is<long double>(f(x = 2.0L, y = 3.0L, k = 1.0L)));
static_assert(is<double>(f(x = 2.0, y = 3.0f, k = 1)));
static_assert(is<long double>(f(x = 2.0L, y = 3.0f, k = 1.0)));
static_assert(is<float>(f(x = 2.0f, y = 3, k = 1)));
static_assert(is<double>(f(x = 2, y = 3, k = 1)));
static_assert(f(x = 2, y = 3, k = 1) == 5);
static_assert(is<double>((c<1, 2>)()));
static_assert((x / y)(x = 1, y = 2) == 0.5);
static_assert(is<double>((x * sum(A))(x = 2.0f, A = std::array<double, 4>{1, 1, 1, 1})));

// ---- wrt: exactly those, in any order; data too; all variables by default --------------------------------------------------------------------
constexpr auto g = grad(f, wrt(k, x))(x = 2.0, y = 3.0, k = 1.0);
static_assert(g[k] == -1);
static_assert(g[x] == 3);
static_assert(g.values.count == 2);
static_assert(grad(f)(x = 2.0, y = 3.0, k = 1.0).values.count == 2);  // k is data
constexpr auto both = value_and_grad(f)(x = 2.0, y = 3.0, k = 1.0);
static_assert(both.value == 5);
static_assert(both.grad[y] == 2);

// ---- structured bindings, lvalues, evaluators ----------------------------------------------------------------------------------------------------
constexpr double from_lvalues() {
  double a = 2, b = 3;
  const double c = 1;
  auto run = evaluator(value_and_grad(f, wrt(x, y)));
  const auto& [value, gradient] = run(x = a, y = b, k = c);
  a = 100;  // a number was read at the call
  return value + gradient[x] * 10 + gradient[y] * 100;
}
static_assert(from_lvalues() == 235);
constexpr double twice() {
  auto run = evaluator(f);
  const double first = run(x = 2.0, y = 3.0, k = 1.0);
  return first * 100 + run(k = 2.0, x = 2.0, y = 3.0);
}
static_assert(twice() == 504);
static_assert(is<float>(evaluator<float>(f)(x = 2.0f, y = 3, k = 1.0f)));
static_assert(is<long double>(evaluator<long double>(f)(x = 2.0, y = 3.0f, k = 1.0L)));

// ---- matrices: results of static size own their elements --------------------------------------------------------------------------------------------
constexpr std::array<double, 4> a{1, 2, 3, 4};
static_assert(is<fixed_matrix<double, 2, 2>>((A * A)(A = a)) && is<fixed_matrix<float, 2, 2>>((A * A)(A = std::array<float, 4>{})) && is<double>(sum(A)(A = a)));
// two that are equal, and two that are not, told apart one after the other: g++ 14 does not where the comparison is defaulted
constexpr bool are_told_apart() {
  bool right = true;
  for (int column = 0; column < 2; ++column) {
    fixed_matrix<double, 2, 2> one{};
    one(0, column) = 1;
    fixed_matrix<double, 2, 2> same = one;
    right = right && same == one && !(one == fixed_matrix<double, 2, 2>{});
  }
  return right;
}
static_assert(are_told_apart());
static_assert(is<fixed_matrix<double, 2, 2>>(grad(sum(A))(A = a)[A]));
// a symbol by itself, and one that simplification drops but the caller still binds
static_assert(x(x = 4.0) == 4);
static_assert(A(A = a)(1, 0) == 3);
static_assert((0_c * x + y)(x = 1.0, y = 2.0) == 2);
static_assert(grad(0_c * x + y)(x = 1.0, y = 2.0)[x] == 0);

// ---- arrays of C, elements in braces, one number in a range; results become containers, row by row -------------------------------------------------
constexpr auto v = var<"v", 3>;
constexpr auto W = var<"W", 2, 3>;
constexpr double three[] = {1, 2, 4};
constexpr double two_rows[2][3] = {{1, 2, 3}, {4, 5, 6}};
static_assert(sqnorm(v)(v = three) == 21);
static_assert(sqnorm(v)(v = {1.0, 2.0, 4.0}) == 21);
static_assert(sqnorm(v)(v = {1, 2, 4}) == 21);
static_assert(is<float>(sum(v)(v = {1.0f, 2.0f, 4.0f})));
static_assert(row<1>(W)(W = two_rows)(0, 0) == 4);
static_assert(row<1>(W)(W = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}})(0, 2) == 6);
static_assert(row<1>(W)(W = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0})(0, 1) == 5);
static_assert((x * y)(x = {3.0}, y = std::array{2.0}) == 6);
static_assert(value_and_grad(sq(x))(x = std::array{3.0}).grad[x] == 6);
static_assert(sum(labels<"t", 2, 3>)(labels<"t", 2, 3> = {2, 0}) == 2);
constexpr std::array<double, 6> elements = transpose(W)(W = two_rows);
static_assert(elements == std::array<double, 6>{1, 4, 2, 5, 3, 6});
constexpr std::array<double, 3> slope = grad(sqnorm(v))(v = three)[v];
static_assert(slope[2] == 8);
static_assert(sum(v)(v = grad(sqnorm(v))(v = three)[v]) == 14);

// ---- a const evaluator has no buffers to write to: its results are its own -----------------------------------------------------------------------
constexpr double of_a_const_evaluator() {
  const auto value = evaluator(f);
  const auto gradient = evaluator(grad(sqnorm(v)));
  const auto jacobian_of_v = evaluator(jacobian(exp(v), wrt(v)));
  const auto tangent = evaluator(jvp(sqnorm(v), wrt(v)));
  const auto pulled = evaluator(vjp(v, wrt(v)));
  const auto first = gradient(v = {1.0, 2.0, 4.0}), second = gradient(v = {0.0, 0.0, 0.0});
  return value(x = 2.0, y = 3.0, k = 1.0) + first[v](2, 0) + second[v](2, 0) + jacobian_of_v(v = {0.0, 0.0, 0.0})(1, 1) + tangent(at(v = three), along(v = {0.0, 0.0, 1.0})) +
      pulled(at(v = three), std::array{1.0, 2.0, 3.0})[v](2, 0);
}
static_assert(of_a_const_evaluator() == 5 + 8 + 0 + 1 + 8 + 3);

// g++ 12 took it for no constant whether a temporary's elements have an address
static_assert(vstack(tail<2>(v), head<1>(v))(v = {1.0, 2.0, 4.0})(0, 0) == 2);

// ---- what is no binding is no call ------------------------------------------------------------------------------------------------------------------
template <class F, class... A2>
concept callable = requires(F h, A2... arguments) { h(arguments...); };
static_assert(!callable<decltype(f), double, double, double> && !callable<decltype(grad(f)), double> && callable<decltype(x), decltype(x = 1.0)>);

}  // namespace
