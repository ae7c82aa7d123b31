// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops over rows in constant expressions: values and derivatives of several orders against the same loops written out.

#include "support/near.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <type_traits>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto x = var<"x">;
constexpr auto X = var<"X", n, 2>;
constexpr auto three = var<"X", 3, 2>;
constexpr auto s = var<"s", 2>;
constexpr auto A = var<"A", 2, 2>;

constexpr bool near(double a, double b) { return test::near(a, b, 450.0); }
constexpr bool near_all(const auto& a, const auto& b) { return test::all_near(a, b, 450); }

// ---- over rows, against the same written out -----------------------------------------------------------------------------------------------
constexpr auto with_branch = [](auto row, auto state) { return where(sum(state) > x, tanh(A * state + transpose(row)), state - x * transpose(row)); };
constexpr auto looped = dot(fold(X, s, with_branch), exp(s)) + x * sum(scan(X, s, with_branch));
constexpr auto one = with_branch(row<0>(three), s);
constexpr auto two = with_branch(row<1>(three), one);
constexpr auto last = with_branch(row<2>(three), two);
constexpr auto written_out = dot(last, exp(s)) + x * (sum(one) + sum(two) + sum(last));
constexpr std::array at_X{std::array{0.5, -1.0}, std::array{2.0, 0.25}, std::array{-0.75, 0.5}};
constexpr std::array at_s{0.25, 0.5};
constexpr std::array at_A{0.5, -0.25, 1.0, 0.75};
static_assert([] {
  const auto a = value_and_grad(looped)(X = at_X, s = at_s, A = at_A, x = 0.125);
  const auto b = value_and_grad(written_out)(three = at_X, s = at_s, A = at_A, x = 0.125);
  return near(a.value, b.value) && near(a.grad[x], b.grad[x]) && near_all(a.grad[s], b.grad[s]) && near_all(a.grad[A], b.grad[A]) && near_all(a.grad[X], b.grad[three]);
}());
static_assert(near_all(hvp(looped, wrt(A))(at(X = at_X, s = at_s, A = at_A, x = 0.125), along(A = at_A))[A], hvp(written_out, wrt(A))(at(three = at_X, s = at_s, A = at_A, x = 0.125), along(A = at_A))[A]));
static_assert(near(diff(looped, x, x)(X = at_X, s = at_s, A = at_A, x = 0.125), diff(written_out, x, x)(three = at_X, s = at_s, A = at_A, x = 0.125)));
static_assert(looped(X = std::array<double, 0>{}, s = at_s, A = at_A, x = 0.125) == dot(s, exp(s))(s = at_s));

// ---- parts of a vector from outside: the body of loops that read others of its rows is the same -------------------------------------------------
constexpr auto p = var<"p", 9>;
constexpr auto layer = [](auto below, auto factor, auto start) { return scan(below, transpose(start), [=](auto row, auto state) { return sin(hadamard(transpose(factor), row) + state * x); }); };
constexpr auto of_parts = sum(layer(X, rows<1, 2>(p), rows<3, 2>(p)));
constexpr auto of_symbols = sum(layer(X, var<"a", 2>, var<"b", 2>));
constexpr auto apart = subs(of_symbols, var<"a", 2> = rows<1, 2>(p), var<"b", 2> = rows<3, 2>(p));
constexpr std::array at_p{8.0, 0.5, -0.25, 1.0, 0.75, 0.125, -1.5, 0.25, 0.5};
static_assert(near_all(grad(of_parts)(X = at_X, p = at_p, x = 0.5)[p], grad(apart)(X = at_X, p = at_p, x = 0.5)[p]));
static_assert(near_all(hvp(of_parts, wrt(p))(at(X = at_X, p = at_p, x = 0.5), along(p = at_p))[p], hvp(apart, wrt(p))(at(X = at_X, p = at_p, x = 0.5), along(p = at_p))[p]));
template <int First>
constexpr auto reads_from = [](auto row, auto state) { return state + hadamard(row, transpose(rows<First, 2>(p))); };
constexpr auto row_of_two = data<"start", 1, 2>;
template <int First>
using body_that_reads = typename detail::bodies<decltype(reads_from<First>), decltype(row_of_two), decltype(X)>::body;
static_assert(std::is_same_v<body_that_reads<0>, body_that_reads<5>>);

}  // namespace
