// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// diff(): the derivative is an expression, with the type that one would have written.

#include <nabla/nabla.hpp>

#include <array>
#include <type_traits>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto T = labels<"T", n, 2>;

template <Expression A, Expression B>
constexpr bool is(A, B) {
  return std::is_same_v<A, B>;
}

// ---- the type of the derivative -----------------------------------------------------------------------------------------------------
static_assert(is(diff(x, x), 1_c));
static_assert(is(diff(y, x), 0_c));
static_assert(is(diff(3_c * x, x), 3_c));
static_assert(is(diff(exp(x), x), exp(x)));
static_assert(is(diff(sigmoid(x), x), sigmoid(x) * (1_c - sigmoid(x))));
static_assert(is(diff(c<1, 3> * sin(x), x), c<1, 3> * cos(x)));
static_assert(shape_of(diff(sqnorm(X * W), W)) == shape_of(W));
static_assert(shape_of(diff(x * y, W)) == shape_of(W));
static_assert(shape_of(diff(sum(W), x)) == shape_of(x));

// ---- it composes, evaluates and is differentiated again ------------------------------------------------------------------------------
static_assert(diff(x * x * x, x, x)(x = 2.0) == 12);
static_assert(diff<3>(x * x * x, x)() == 6);
static_assert(diff<0>(x * x, x)(x = 3.0) == 9);
static_assert(diff<3>(exp(2_c * x), x)(x = 0.0) == 8);
static_assert(diff(x * x * y, x, y)(x = 3.0) == 6);
static_assert((diff(exp(x), x) + x)(x = 0.0) == 1);
static_assert(sqnorm(diff(sqnorm(W), W))(W = std::array<double, 6>{1, 0, 0, 0, 0, 1}) == 8);
constexpr auto slope = grad(sqnorm(diff(sqnorm(W * y), W)))(W = std::array<double, 6>{1, 0, 0, 0, 0, 1}, y = 2.0);  // |2 y² W|²
static_assert(slope[y] == 16 * 8 * 2);
static_assert(slope[W](0, 0) == 8 * 16);
static_assert(slope[W](0, 1) == 0);

// ---- shapes that only the graph knew: broadcasts and counts, by name too ----------------------------------------------------------------
static_assert(is(diff(sum(W), W), broadcast_to<3, 2>(1_c)));
static_assert(is(diff(mean(W), W), broadcast_to<3, 2>(c<1, 6>)));
constexpr auto means = diff(mean(cross_entropy(softmax(X * W), T)), W)(X = std::array<std::array<double, 3>, 2>{{{1, 2, 3}, {1, 2, 3}}}, W = std::array<double, 6>{},
                                                                       T = std::array<int, 2>{0, 0});
static_assert(means(0, 0) == -0.5);
static_assert(means(2, 1) == 1.5);

// ---- grad(f)[x], substitution, and what a formula holds -------------------------------------------------------------------------------------
static_assert(is(grad(sin(x) * y)[x], diff(sin(x) * y, x)));
static_assert(is(grad(sin(x) * y)[y], sin(x)));
static_assert(is(subs(x * sin(y), x = exp(y)), simplify(exp(y) * sin(y))) || subs(x * sin(y), x = exp(y)) == exp(y) * sin(y));
static_assert(subs(x / y, x = y, y = x) == y / x);
static_assert(subs(x * x, x = 3_c) == 9_c);
// by a symbol that is no constant, whose copies could be assigned to
static_assert([] {
  auto u = var<"u">;
  return subs(u * u, u = x + y) == (x + y) * (x + y);
}());
static_assert(subs(sum(W), W = W * y) == sum(W * y));
static_assert(subs(x, y = x) == x);
template <class F, class B>
concept substitutes = requires(F f, B b) { subs(f, b); };
static_assert(!substitutes<decltype(x), decltype(x = W)> && !substitutes<decltype(x), decltype(x = 1.0)>);
static_assert(node_count(x) == 1);
static_assert(node_count(x * y + x * y) == 5);
static_assert(op_count(x * y + x * y) == 2);
static_assert(op_count(exp(x) * exp(x)) == 2);
static_assert(op_count(2_c * 3_c) == 0);
static_assert(std::is_same_v<decltype(symbols_of(x * y + x)), std::tuple<std::remove_const_t<decltype(x)>, std::remove_const_t<decltype(y)>>>);
static_assert(depends_on(x * y, x));
static_assert(!depends_on(x * y, W));
static_assert(!depends_on(0_c * x + y, x));
static_assert(!depends_on(diff(x * y, x), x));

// ---- what two operands that are one give cancels by itself, and takes nothing else along --------------------------------------------------
static_assert(diff(x + x / x, x)(x = 1e-20) == 1);
static_assert(diff(x / x + x, x)(x = 1e-20) == 1);
static_assert(diff(y * x + y * (x / x), x)(x = 1e-20, y = 3.0) == 3);
static_assert(diff(sin(x) + xdivy(x, x), x)(x = 1e-20) == 1);

// ---- a long chain: its type is as short as any ---------------------------------------------------------------------------------------------
template <int Steps, Expression E>
constexpr auto chain(E e) {
  if constexpr (Steps == 0) return e;
  else return chain<Steps - 1>(sin(e) + e * y);
}
static_assert(diff(chain<20>(x), x)(x = 0.0, y = 0.0) == 1);

}  // namespace
