// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Derivatives of loops along a direction: the tangents of their states go along with these. They are the gradient times the direction.

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
constexpr std::array w_{2.0, -0.5, 0.25};
constexpr std::array dw{0.5, 1.0, -2.0};
constexpr std::array one{2.0};
constexpr std::array<double, 0> none{};
constexpr std::array r_{0.5, -0.25};
constexpr std::array dr{1.0, 2.0};
constexpr std::array A_{0.5, -0.25, 1.0, 0.75};
constexpr std::array dA{-1.0, 0.5, 0.25, 2.0};
constexpr double dot_of(const auto& gradient, const auto& direction, int columns) {
  double sum = 0;
  for (int i = 0; i < static_cast<int>(direction.size()); ++i) sum += gradient(i / columns, i % columns) * direction[static_cast<unsigned>(i)];
  return sum;
}

// ---- a count of steps: none, one, many; parameters --------------------------------------------------------------------------------------------
constexpr auto last = iterate(k, std::tuple{x, 2_c, 0_c}, [](auto q, auto p, auto t) { return std::tuple{q + 0.125_c * p, p - y * sin(q), t + 1_c}; });
constexpr auto energy = sq(std::get<1>(last)) - cos(std::get<0>(last)) * y + std::get<2>(last);
constexpr bool agrees(int steps) {
  const auto g = grad(energy)(k = steps, x = 0.5, y = 2.0);
  return near(jvp(energy, wrt(x, y))(at(k = steps, x = 0.5, y = 2.0), along(x = 0.75, y = -2.0)), 0.75 * g[x] - 2 * g[y]) && near(jvp(energy, wrt(y))(at(k = steps, x = 0.5, y = 2.0), along(y = 1.0)), g[y]);
}
static_assert(agrees(0));
static_assert(agrees(1));
static_assert(agrees(9));

// ---- what does not move is no zero that an infinite slope is multiplied by; it begins to move late ------------------------------------------------
constexpr auto rooted = std::get<1>(iterate(k, std::tuple{0_c, x}, [](auto a, auto b) { return std::tuple{a, sqrt(a) + b * x}; }));
static_assert(jvp(rooted, wrt(x))(at(k = 2, x = 3.0), along(x = 2.0)) == 54);
constexpr auto chain = std::get<0>(iterate(k, std::tuple{1_c, 1_c, 1_c}, [](auto a, auto b, auto c) { return std::tuple{a * b, b + sq(c), c * x}; }));
static_assert(near(jvp(chain, wrt(x))(at(k = 5, x = 1.5), along(x = 1.0)), grad(chain)(k = 5, x = 1.5)[x]));
static_assert(jvp(chain, wrt(x))(at(k = 2, x = 1.5), along(x = 1.0)) == 0);
// a direction turns: both of its elements move, one of them alone, and where it has none
constexpr auto turned = iterate(k, std::tuple{x, y, 0_c}, [](auto a, auto b, auto sum) {
  constexpr auto u = var<"u">;
  constexpr auto v = var<"v">;
  constexpr auto pull = inv(1_c + hypot(u, v));
  auto here = [=](auto part) { return subs(part, u = a, v = b); };
  return std::tuple{a + 0.5_c * b, b + here(diff(pull, u)), sum + here(diff(pull, v))};
});
constexpr auto place = std::get<1>(turned) - 2_c * std::get<2>(turned);
constexpr bool turns(int steps, double at_x, double at_y) {
  const auto g = grad(place)(k = steps, x = at_x, y = at_y);
  return near(jvp(place, wrt(x, y))(at(k = steps, x = at_x, y = at_y), along(x = 0.75, y = -2.0)), 0.75 * g[x] - 2 * g[y]) && near(jvp(place, wrt(y))(at(k = steps, x = at_x, y = at_y), along(y = 1.0)), g[y]);
}
static_assert(turns(0, 0.5, 0.25));
static_assert(turns(1, 0.5, -0.25));
static_assert(turns(1, 0.0, 2.0));
static_assert(turns(1, -3.0, 0.0));
static_assert(turns(1, 0.0, 0.0));
static_assert(turns(7, 1.5, 1.0));
// what is not taken
constexpr auto arms = iterate(k, x, [](auto s) { return where(s > 1_c, sqrt(s - 1_c), s * y); });
static_assert(jvp(arms, wrt(x, y))(at(k = 1, x = 1.0, y = 3.0), along(x = 1.0, y = 1.0)) == 4);
// and no symbol that it reads
static_assert(jvp(x * sum(fold(w, 0_c, [](auto row, auto s) { return s + row; })), wrt(x))(at(w = w_, x = 3.0), along(x = 2.0)) == 3.5);

// ---- rows, whose elements move too; all states; a matrix and a row as states; loops in loops -------------------------------------------------------
constexpr auto states = scan(w, x, [](auto row, auto s) { return sin(s * row) + y; });
constexpr auto of_states = sqnorm(states) * x;
constexpr bool rows_agree(const auto& rows, const auto& moved) {
  const auto g = grad(of_states)(w = rows, x = 0.5, y = 0.25);
  return near(jvp(of_states, wrt(w, x))(at(w = rows, x = 0.5, y = 0.25), along(w = moved, x = 2.0)), dot_of(g[w], moved, 1) + 2 * g[x]);
}
static_assert(rows_agree(w_, dw));
static_assert(rows_agree(one, one));
static_assert(rows_agree(none, none));
constexpr auto mixed = fold(w, std::tuple{r, A}, [](auto number, auto row, auto M) { return std::tuple{row * M + number * r, transpose(row) * row + x * M}; });
constexpr auto of_mixed = sum(hadamard(std::get<1>(mixed), A)) + sum(std::get<0>(mixed));
static_assert([] {
  const auto g = grad(of_mixed)(w = w_, x = 0.5, r = r_, A = A_);
  const double found = jvp(of_mixed, wrt(A, r))(at(w = w_, x = 0.5, r = r_, A = A_), along(A = dA, r = dr));
  return near(found, dot_of(g[A], dA, 2) + dot_of(g[r], dr, 2)) && near(jvp(of_mixed, wrt(A))(at(w = w_, x = 0.5, r = r_, A = A_), along(A = dA)), dot_of(g[A], dA, 2));
}());
constexpr auto inner = fold(w, x, [](auto row, auto s) { return s * y + iterate<2>(row, [=](auto t) { return t * sin(s); }); });
static_assert([] {
  const auto g = grad(inner)(w = w_, x = 0.5, y = 0.75);
  return near(jvp(inner, wrt(x, y, w))(at(w = w_, x = 0.5, y = 0.75), along(x = 1.0, y = 2.0, w = dw)), g[x] + 2 * g[y] + dot_of(g[w], dw, 1));
}());

// ---- functions that reverse mode alone knows --------------------------------------------------------------------------------------------------
constexpr auto soft = sum(fold(w, r, [](auto row, auto s) { return softmax(s * row) + s * x; }));
static_assert([] {
  const auto g = grad(soft)(w = w_, x = 0.5, r = r_);
  return near(jvp(soft, wrt(x, r))(at(w = w_, x = 0.5, r = r_), along(x = 1.0, r = dr)), g[x] + dot_of(g[r], dr, 2));
}());

}  // namespace
