// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops that store every k-th state only, against those that store all: for no step, one, whole segments, and a rest.

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
constexpr auto X = var<"X", n, 2>;
constexpr auto r = var<"r", 1, 2>;

constexpr bool near(double a, double b) { return test::near(a, b, 450.0); }
constexpr bool near_all(const auto& a, const auto& b) { return test::all_near(a, b, 450); }

constexpr auto body = [](auto s) { return s - y * sin(s); };
constexpr auto stored = iterate(k, x, body);
constexpr auto computed = iterate(k, x, body, checkpoint<3>);
template <int Steps>
constexpr bool agree() {
  const auto a = value_and_grad(computed)(k = Steps, x = 0.75, y = 0.5);
  const auto b = value_and_grad(stored)(k = Steps, x = 0.75, y = 0.5);
  return near(a.value, b.value) && near(a.grad[x], b.grad[x]) && near(a.grad[y], b.grad[y]) && near(diff(computed, y, x)(k = Steps, x = 0.75, y = 0.5), diff(stored, y, x)(k = Steps, x = 0.75, y = 0.5));
}
static_assert(agree<0>());
static_assert(agree<1>());
static_assert(agree<3>());
static_assert(agree<7>());

constexpr auto next = [](auto a, auto row, auto s, auto t) { return std::tuple{s * a + sum(t) * y, t + row * s}; };
constexpr auto of = [](auto state) { return std::get<0>(state) * sum(std::get<1>(state)); };
static_assert([] {
  constexpr std::array at_w{0.5, 2.0, -0.25};
  constexpr std::array at_X{0.5, 0.25, -1.0, 2.0, 0.125, 0.5};
  constexpr std::array at_r{0.25, -0.5};
  const auto a = value_and_grad(of(fold(w, X, std::tuple{x, r}, next, checkpoint<2>)))(w = at_w, X = at_X, x = 0.5, y = 0.75, r = at_r);
  const auto b = value_and_grad(of(fold(w, X, std::tuple{x, r}, next)))(w = at_w, X = at_X, x = 0.5, y = 0.75, r = at_r);
  return near(a.value, b.value) && near_all(a.grad[w], b.grad[w]) && near_all(a.grad[X], b.grad[X]) && near_all(a.grad[r], b.grad[r]) && near(a.grad[y], b.grad[y]);
}());

// steps counted in the type
constexpr auto four_steps = iterate<4>(x, body);
constexpr auto four_computed = iterate<4>(x, body, checkpoint<3>);
static_assert(near(four_computed(x = 0.75, y = 0.5), four_steps(x = 0.75, y = 0.5)));
static_assert(near(grad(four_computed)(x = 0.75, y = 0.5)[y], grad(four_steps)(x = 0.75, y = 0.5)[y]));

// what was recorded is a body as it is
constexpr auto recorded = formula<"p", "s">([](auto p, auto s) { return s > 2 ? s - p : p * s + 1.0; });
constexpr auto halved = formula<"s">([](auto s) { return 0.5 * s; });
constexpr auto call_recorded = [](auto p, auto s) { return recorded(p, s); };
static_assert([] {
  constexpr std::array at_w{0.5, 2.0, -0.25};
  const auto expected = value_and_grad(fold(w, x, call_recorded))(w = at_w, x = 0.75);
  const auto direct = value_and_grad(fold(w, x, recorded))(w = at_w, x = 0.75);
  const auto again = value_and_grad(fold(w, x, recorded, checkpoint<2>))(w = at_w, x = 0.75);
  return near(expected.value, 4.0) && near(direct.value, 4.0) && near(again.value, 4.0) && near_all(direct.grad[w], expected.grad[w]) && near_all(again.grad[w], expected.grad[w]);
}());
static_assert(scan(w, x, recorded) == scan(w, x, call_recorded));
static_assert(iterate<3>(x, halved)(x = 8.0) == 1);
static_assert(iterate(k, x, halved, checkpoint<2>)(k = 3, x = 8.0) == 1);
static_assert(map_rows(w, halved) == map_rows(w, [](auto s) { return halved(s); }));

}  // namespace
