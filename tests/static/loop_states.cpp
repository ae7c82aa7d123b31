// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops whose state is a tuple, and what is computed for all steps at once before a loop, against the same written out.

#include "support/near.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <tuple>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto k = dim<"k">;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto w = var<"w", n>;
constexpr auto r = var<"r", 1, 2>;
constexpr auto A = var<"A", 2, 2>;

constexpr bool near(double a, double b) { return test::near(a, b, 450.0); }
constexpr bool near_all(const auto& a, const auto& b) { return test::all_near(a, b, 450); }

// ---- a number, a row and a matrix ----------------------------------------------------------------------------------------------------------
constexpr auto next = [](auto number, auto a, auto row, auto M) { return std::tuple{a * number + sum(row), row * M, M * y + transpose(row) * row}; };
constexpr auto apart = fold(w, std::tuple{x, r, A}, next);
constexpr auto together_ = fold(w, std::tuple{x, r, A}, [](auto number, auto state) {
  auto [a, row, M] = state;
  return next(number, a, row, M);
});
static_assert(std::get<0>(apart) == std::get<0>(together_));
static_assert(shape_of(std::get<1>(apart)) == shape_of(r));
static_assert(shape_of(std::get<2>(apart)) == shape_of(A));
constexpr auto of_state = [](auto state) { return std::get<0>(state) * sum(std::get<1>(state)) + sqnorm(std::get<2>(state)); };
constexpr auto first = next(2_c, x, r, A);
constexpr auto second = next(3_c, std::get<0>(first), std::get<1>(first), std::get<2>(first));
constexpr std::array at_w{2.0, 3.0};
constexpr std::array at_r{0.3, -1.25};
constexpr std::array at_A{0.5, -0.25, 1.0, 0.75};
static_assert([] {
  const auto a = value_and_grad(of_state(apart))(w = at_w, r = at_r, A = at_A, x = 0.125, y = 0.75);
  const auto b = value_and_grad(of_state(second))(r = at_r, A = at_A, x = 0.125, y = 0.75);
  return near(a.value, b.value) && near(a.grad[x], b.grad[x]) && near(a.grad[y], b.grad[y]) && near_all(a.grad[A], b.grad[A]) && near_all(a.grad[r], b.grad[r]);
}());
static_assert(near(diff(of_state(apart), y, y)(w = at_w, r = at_r, A = at_A, x = 0.125, y = 0.75), diff(of_state(second), y, y)(r = at_r, A = at_A, y = 0.75)));
static_assert(of_state(apart)(w = std::array<double, 0>{}, r = at_r, A = at_A, x = 0.125, y = 0.75) == of_state(std::tuple{x, r, A})(r = at_r, A = at_A, x = 0.125));

// ---- all states, of four sequences; a count ----------------------------------------------------------------------------------------------------
constexpr auto four = scan(w, w, w, w, std::tuple{x, r}, [](auto a, auto b, auto c, auto d, auto s, auto row) { return std::tuple{s * a + b * c + d, row * s}; });
static_assert(shape_of(std::get<0>(four)) == matrix_shape(n, 1));
static_assert(shape_of(std::get<1>(four)) == matrix_shape(n, 2));
static_assert(std::get<0>(four)(w = at_w, x = 0.5, r = at_r)(1, 0) == (0.5 * 2 + 4 + 2) * 3 + 9 + 3);
constexpr auto pendulum = iterate(k, std::tuple{x, y}, [](auto q, auto p) { return std::tuple{q + 0.125_c * p, p - 0.125_c * sin(q)}; });
static_assert(std::get<0>(pendulum)(k = 1, x = 1.0, y = 2.0) == 1.25);
static_assert(grad(std::get<0>(pendulum))(k = 2, x = 1.0, y = 2.0)[y] == 0.25);

// ---- products with matrices that do not change, gates that are parts of a row --------------------------------------------------------------------
constexpr auto X = data<"X", n, 3>;
constexpr auto two = data<"X", 2, 3>;
constexpr auto U = var<"U", 3, 4>;
constexpr auto R = var<"R", 2, 4>;
constexpr auto b = var<"b", 1, 4>;
constexpr auto gated = [](auto row, auto h, auto c) {
  auto gates = row * U + h * R + b;
  auto kept = hadamard(sigmoid(columns<0, 2>(gates)), c) + tanh(columns<2, 2>(gates));
  return std::tuple{tanh(kept), kept};
};
constexpr auto start = std::tuple{r, 2_c * r};
constexpr auto looped = sqnorm(std::get<0>(scan(X, start, gated)));
constexpr auto after_one = gated(row<0>(two), r, 2_c * r);
constexpr auto after_two = gated(row<1>(two), std::get<0>(after_one), std::get<1>(after_one));
constexpr auto written_out = sqnorm(std::get<0>(after_one)) + sqnorm(std::get<0>(after_two));
constexpr std::array at_X{std::array{0.5, -1.0, 0.25}, std::array{2.0, 0.25, -0.75}};
constexpr std::array at_U{0.5, -0.25, 1.0, 0.75, 0.125, 0.5, -1.0, 0.25, 0.75, -0.5, 0.375, 1.0};
constexpr std::array at_R{0.25, -0.5, 0.75, 1.0, -0.25, 0.5, 0.125, -1.0};
constexpr std::array at_b{0.25, 0.5, -0.25, 0.125};
static_assert([] {
  const auto l = value_and_grad(looped)(X = at_X, U = at_U, R = at_R, b = at_b, r = at_r);
  const auto o = value_and_grad(written_out)(two = at_X, U = at_U, R = at_R, b = at_b, r = at_r);
  return near(l.value, o.value) && near_all(l.grad[U], o.grad[U]) && near_all(l.grad[R], o.grad[R]) && near_all(l.grad[b], o.grad[b]) && near_all(l.grad[r], o.grad[r]);
}());
static_assert(near_all(hvp(looped, wrt(R))(at(X = at_X, U = at_U, R = at_R, b = at_b, r = at_r), along(R = at_R))[R], hvp(written_out, wrt(R))(at(two = at_X, U = at_U, R = at_R, b = at_b, r = at_r), along(R = at_R))[R]));

// ---- of what a step reads it is the body and its symbols that decide: one rule, whatever other parameters the step has -----------------------------
template <class... Parameters>
using step_with = detail::step<detail::node_of<detail::sin_rule, std::remove_const_t<decltype(x)>>, detail::symbol_list<>, detail::symbol_list<std::remove_const_t<decltype(x)>>, detail::symbol_list<Parameters...>>;
template <class Step>
using opened_by = decltype(detail::where_opened<Step>(x, x, typename Step::sequences{}));
static_assert(std::is_same_v<opened_by<step_with<>>, opened_by<step_with<std::remove_const_t<decltype(y)>>>>);

}  // namespace
