// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// One body for each row, or for each matrix in a row, against the same written out: attention of several heads.

#include "support/near.hpp"

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto X = var<"X", n, 4>;
constexpr auto two = var<"X", 2, 4>;
constexpr auto w = var<"w", n>;
constexpr auto W = var<"W", 2, 3>;
constexpr auto y = var<"y">;

constexpr bool near(double a, double b) { return test::near(a, b, 450.0); }
constexpr bool near_all(const auto& a, const auto& b) { return test::all_near(a, b, 450); }
constexpr std::array at_X{std::array{0.5, -1.0, 0.25, 1.0}, std::array{2.0, 0.25, -0.75, 0.5}};
constexpr std::array at_W{0.5, -0.25, 1.0, 0.75, 0.125, 0.5};

constexpr auto normed = map_rows(X, [](auto row) { return row / norm2(row); });
static_assert(shape_of(normed) == matrix_shape(n, 4));
static_assert(near(sqnorm(normed)(X = at_X), 2));
static_assert(sum(normed)(X = std::array<double, 0>{}) == 0);
constexpr auto both = map_rows(w, X, [](auto number, auto row) { return vstack(number * sum(row), y); });
static_assert(shape_of(both) == matrix_shape(n, 2));
static_assert(both(w = std::array{2.0, 3.0}, X = at_X, y = 0.5)(1, 0) == 6);
static_assert(grad(sum(both))(w = std::array{2.0, 3.0}, X = at_X, y = 0.5)[X](1, 2) == 3);
static_assert(grad(sum(both))(w = std::array{2.0, 3.0}, X = at_X, y = 0.5)[y] == 2);

constexpr auto attention = [](auto block) {
  auto projected = block * W;
  return softmax(projected * transpose(projected)) * projected * y;
};
constexpr auto mapped = map_blocks<2, 2>(X, attention);
static_assert(shape_of(mapped) == matrix_shape(n, 6));
constexpr auto first = attention(reshape<2, 2>(row<0>(two)));
constexpr auto second = attention(reshape<2, 2>(row<1>(two)));
static_assert(near(mapped(X = at_X, W = at_W, y = 0.75)(1, 4), second(two = at_X, W = at_W, y = 0.75)(1, 1)));
static_assert([] {
  const auto a = value_and_grad(sqnorm(mapped))(X = at_X, W = at_W, y = 0.75);
  const auto b = value_and_grad(sqnorm(first) + sqnorm(second))(two = at_X, W = at_W, y = 0.75);
  return near(a.value, b.value) && near_all(a.grad[X], b.grad[two]) && near_all(a.grad[W], b.grad[W]) && near(a.grad[y], b.grad[y]);
}());
static_assert(near(diff(sqnorm(mapped), y, y)(X = at_X, W = at_W, y = 0.75), diff(sqnorm(first) + sqnorm(second), y, y)(two = at_X, W = at_W)));

// a matrix from outside whose size is a name of its own
constexpr auto k = dim<"k">;
constexpr auto V = var<"V", k, 4>;
constexpr auto over_rows_of_V = map_rows(X, [](auto row) { return sq(sum(tanh(V * transpose(row)))); });
static_assert(shape_of(over_rows_of_V) == matrix_shape(n, 1));
static_assert(sum(over_rows_of_V)(X = at_X, V = std::array<double, 0>{}) == 0);
static_assert(sum(over_rows_of_V)(X = std::array<double, 0>{}, V = at_X) == 0);
static_assert([] {
  const auto a = value_and_grad(sum(over_rows_of_V))(X = at_X, V = at_X);
  const auto b = value_and_grad(sqnorm(column_sums(tanh(V * transpose(X)))))(X = at_X, V = at_X);
  return near(a.value, b.value) && near_all(a.grad[X], b.grad[X]) && near_all(a.grad[V], b.grad[V]);
}());

// ---- what stands twice in what stands twice, forty times, is lifted once, and what it costs to compute again is not counted beyond what would be computed again ----------
constexpr auto doubled = formula<"u", "v">([](auto u, auto v) {
  for (int i = 0; i < 40; ++i) u = u * v + u;
  return u;
});
constexpr auto of_each = sum(map_rows(w, [](auto number) { return doubled(number, y); }));
static_assert(of_each(w = std::array{1.0, 2.0}, y = 0.0) == 3);
static_assert(grad(of_each)(w = std::array{1.0, 2.0}, y = 0.0)[y] == 3 * 40);
constexpr auto added = [](auto row) {
  auto twice = row * y + row;
  auto four = twice * y + twice;
  auto eight = four * y + four;
  auto sixteen = eight * y + eight;
  auto more = sixteen * y + sixteen;
  auto much_more = more * y + more;
  auto most = much_more * y + much_more;
  return most * y + most;
};
constexpr auto of_rows = sum(map_rows(X, added));
static_assert(of_rows(X = at_X, y = 0.0) == 2.75);
static_assert(grad(of_rows)(X = at_X, y = 0.0)[y] == 8 * 2.75);

}  // namespace
