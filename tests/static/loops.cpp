// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops in constant expressions: values and derivatives of several orders, for lengths from 0 on. Longer ones against the same written out: loops_over_rows.cpp

#include "support/near.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <tuple>
#include <type_traits>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto k = dim<"k">;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto X = var<"X", n, 2>;
constexpr auto w = var<"w", n>;
constexpr auto s = var<"s", 2>;
constexpr auto A = var<"A", 2, 2>;

constexpr bool near(double a, double b) { return test::near(a, b, 450.0); }

// ---- a body that the compiler cannot run is called once, and is the same: one that calls what is not constexpr, one with captures -----------------
template <class S>
auto not_constexpr(S state) { return tanh(state) * y; }
constexpr auto with_captures = [](auto outside) { return [=](auto row, auto state) { return state + row * outside * state; }; };
static_assert(std::is_same_v<decltype(iterate<3>(x, [](auto state) { return not_constexpr(state) + x; })), decltype(iterate<3>(x, [](auto state) { return tanh(state) * y + x; }))>);
static_assert(std::is_same_v<decltype(scan(X, s, [](auto row, auto state) { return not_constexpr(state) + transpose(row); })), decltype(scan(X, s, [](auto row, auto state) { return tanh(state) * y + transpose(row); }))>);
static_assert(std::is_same_v<decltype(fold(X, s, with_captures(s * y))), decltype(fold(X, s, [](auto row, auto state) { return state + row * (s * y) * state; }))>);
static_assert(std::is_same_v<decltype(fold(X, std::tuple(x, s), [](auto row, auto state) { auto [a, b] = state; return std::tuple(not_constexpr(a), b + transpose(row)); })),
                             decltype(fold(X, std::tuple(x, s), [](auto row, auto a, auto b) { return std::tuple(tanh(a) * y, b + transpose(row)); }))>);
static_assert(std::is_same_v<decltype(fold(X, std::tuple(x, s), [](auto row, auto a, auto b) { return std::tuple(not_constexpr(a), b + transpose(row)); })),
                             decltype(fold(X, std::tuple(x, s), [](auto row, auto a, auto b) { return std::tuple(tanh(a) * y, b + transpose(row)); }))>);
static_assert(std::is_same_v<decltype(map_rows(X, [](auto row) { return not_constexpr(row); })), decltype(map_rows(X, [](auto row) { return tanh(row) * y; }))>);
static_assert(std::is_same_v<decltype(root([](auto r) { return not_constexpr(r) - x; }, x)), decltype(root([](auto r) { return tanh(r) * y - x; }, x))>);
static_assert(std::is_same_v<decltype(fold(X, x, [](auto row, auto state) { return not_constexpr(state) + iterate<2>(state * sum(row), [=](auto inside) { return not_constexpr(inside) + state; }); })),
                             decltype(fold(X, x, [](auto row, auto state) { return tanh(state) * y + iterate<2>(state * sum(row), [=](auto inside) { return tanh(inside) * y + state; }); }))>);

// ---- shapes -------------------------------------------------------------------------------------------------------------------------------
constexpr auto affine = [](auto row, auto state) { return A * state + transpose(row); };
constexpr auto times_y = [](auto state) { return state * y; };
static_assert(shape_of(scan(X, s, affine)) == matrix_shape(n, 2));
static_assert(shape_of(fold(X, s, affine)) == shape_of(s));
static_assert(shape_of(iterate(k, x, times_y)) == shape_of(x));
static_assert(shape_of(scan(w, A, [](auto number, auto state) { return number * state; })) == matrix_shape(n, 4));
static_assert(shape_of(fold(w, A, [](auto number, auto state) { return number * state; })) == shape_of(A));

// ---- a number, again and again: s, s y, s y², … ---------------------------------------------------------------------------------------------
constexpr auto powers = iterate(k, x, times_y);
static_assert(powers(k = 0, x = 3.0, y = 2.0) == 3);
static_assert(powers(k = 1, x = 3.0, y = 2.0) == 6);
static_assert(powers(k = 5, x = 3.0, y = 2.0) == 96);
static_assert(grad(powers)(k = 0, x = 3.0, y = 2.0)[x] == 1);
static_assert(grad(powers)(k = 0, x = 3.0, y = 2.0)[y] == 0);
static_assert(grad(powers)(k = 5, x = 3.0, y = 2.0)[y] == 240);
static_assert(diff(powers, y, y)(k = 1, x = 3.0, y = 2.0) == 0);
static_assert(diff(powers, y, y)(k = 5, x = 3.0, y = 2.0) == 480);
static_assert(diff(powers, x, y)(k = 5, x = 3.0, y = 2.0) == 80);
static_assert(diff(powers, y, y, y)(k = 5, x = 3.0, y = 2.0) == 720);
static_assert(iterate<5>(x, times_y)(x = 3.0, y = 2.0) == 96);
static_assert(iterate<0>(x, times_y)(x = 3.0, y = 2.0) == 3);
// no step of a number has a slope; the state before the last one is a part of nothing
static_assert(grad(iterate<0>(x, times_y))(x = 3.0, y = 2.0)[x] == 1);
static_assert(grad(iterate<0>(x, times_y))(x = 3.0, y = 2.0)[y] == 0);
static_assert(diff(shift<1>(sin(x)) + sq(x), x)(x = 3.0) == 6);
static_assert(derivatives<2>(powers, y)(k = 4, x = 1.0, y = 2.0) == std::array{16.0, 32.0, 48.0});

// what does not depend on the state of a loop backwards is computed before it
constexpr auto damped = [](auto state) { return state - y * sin(state); };
static_assert(near(diff(iterate(k, x, damped), y, x)(k = 2, x = 0.75, y = 0.5), diff(damped(damped(x)), y, x)(x = 0.75, y = 0.5)));

constexpr std::array at_X{std::array{0.5, -1.0}, std::array{2.0, 0.25}, std::array{-0.75, 0.5}};
constexpr std::array at_A{0.5, -0.25, 1.0, 0.75};

// ---- a state that is a matrix, several sequences, a loop in a loop -----------------------------------------------------------------------------
constexpr auto product = fold(w, A, [](auto number, auto state) { return state * (number * A); });
static_assert(near(grad(sum(product))(w = std::array{2.0, 3.0}, A = at_A)[A](0, 1), grad(6_c * sum(A * A * A))(A = at_A)[A](0, 1)));
static_assert(near(grad(sum(product))(w = std::array{2.0, 3.0}, A = at_A)[w](1, 0), 2 * sum(A * A * A)(A = at_A)));
constexpr auto two_sequences = fold(w, X, x, [](auto number, auto row, auto state) { return state * number + sum(row) * y; });
static_assert(near(two_sequences(w = std::array{2.0, 3.0, 4.0}, X = at_X, x = 1.0, y = 0.5), ((2 - 0.25) * 3 + 1.125) * 4 - 0.125));
static_assert(near(grad(two_sequences)(w = std::array{2.0, 3.0, 4.0}, X = at_X, x = 1.0, y = 0.5)[w](1, 0), 7.0));
constexpr auto nested = iterate(k, x, [](auto outer) { return iterate<2>(outer, [=](auto inner) { return inner * y + outer; }); });   // x (y² + y + 1)^k
static_assert(nested(k = 3, x = 2.0, y = 1.0) == 54);
static_assert(grad(nested)(k = 3, x = 2.0, y = 1.0)[y] == 162);
static_assert(diff(nested, y, y)(k = 3, x = 2.0, y = 1.0) == 432);

// ---- what stands in formulas beside them ------------------------------------------------------------------------------------------------------
static_assert(powers == iterate(k, x, [](auto state) { return state * y; }));
static_assert(!(powers == iterate(k, x, [](auto state) { return state * x; })));
static_assert(near(subs(powers, x = y * y)(k = 2, y = 3.0), 81));

}  // namespace
