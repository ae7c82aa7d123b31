// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Rows and elements by their numbers, and what is added to them.

#include <nabla/nabla.hpp>

#include <array>

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto words = dim<"words">;
constexpr auto E = var<"E", words, 2>;
constexpr auto F = var<"F", 3, 2>;
constexpr auto X = var<"X", n, 2>;
constexpr auto word = indices<"word", n, words>;
constexpr auto group = indices<"group", n, 3>;
constexpr auto column_number = indices<"column", n, 2>;

static_assert(shape_of(word) == matrix_shape(n));
static_assert(shape_of(gather_rows(E, word)) == matrix_shape(n, 2));
static_assert(shape_of(gather_rows(F, group)) == matrix_shape(n, 2));
static_assert(shape_of(segment_sum(X, group)) == matrix_shape(3, 2));
static_assert(shape_of(scatter_add(X, word)) == matrix_shape(words, 2));
static_assert(shape_of(pick(X, column_number)) == matrix_shape(n));
static_assert(!(indices<"a", n, 3> == indices<"a", n, 4>));
static_assert(shape_of(indices<"a", 1, 3>) == matrix_shape(1, 1));

template <class A, class I>
concept gathers = requires(A a, I i) { gather_rows(a, i); };
static_assert(!gathers<decltype(E), decltype(X)> && !gathers<decltype(E), std::remove_const_t<decltype(group)>> && !gathers<decltype(F), std::remove_const_t<decltype(word)>>);

constexpr std::array at_E{std::array{1.0, 2.0}, std::array{3.0, 4.0}, std::array{5.0, 6.0}};
constexpr std::array at_X{std::array{0.5, -1.0}, std::array{2.0, 0.25}, std::array{-0.75, 0.5}, std::array{1.0, 1.0}};
constexpr std::array taken{2, 0, 2, 2};
// a size that no symbol has is bound by itself
static_assert([] {
  const auto added = scatter_add(X, word)(X = at_X, word = taken, words = 5);
  return added.rows() == 5 && added(0, 0) == 2 && added(2, 0) == 0.75 && added(4, 1) == 0;
}());
static_assert(grad(sqnorm(segment_sum(X, word)))(X = at_X, word = taken, words = 5)[X](1, 0) == 4);
static_assert(sum(row<0>(X)[0_c] * ones<words>)(X = at_X, words = 3) == 1.5);
static_assert(sum(E + ones<words, 2>)(E = at_E, words = 3) == 27);
static_assert([] {
  const auto rows = gather_rows(E, word)(E = at_E, word = taken);
  return rows.rows() == 4 && rows(0, 1) == 6 && rows(1, 0) == 1 && rows(3, 0) == 5;
}());
static_assert([] {
  const auto g = grad(sum(sq(gather_rows(E, word))))(E = at_E, word = taken)[E];   // twice what was taken, three times over, once, never
  return g(2, 0) == 30 && g(0, 1) == 4 && g(1, 0) == 0 && g(1, 1) == 0;
}());
static_assert([] {  // in a loop
  const auto doubled = (gather_rows(E, word) + gather_rows(sq(E), word))(E = at_E, word = taken);
  return doubled.rows() == 4 && doubled(0, 1) == 42 && doubled(1, 0) == 2 && doubled(2, 0) == 30;
}());
static_assert(sum(gather_rows(E, word) * 2_c)(E = at_E, word = std::array{1}) == 14);
static_assert(hvp(sum(sq(gather_rows(F, group)) * exp(sum(F) * 0_c)), wrt(F))(at(F = at_E, group = taken), along(F = at_E))[F](2, 1) == 36);
static_assert([] {
  const auto sums = segment_sum(X, group)(X = at_X, group = taken);
  return sums(0, 0) == 2 && sums(1, 0) == 0 && sums(2, 0) == 0.75 && sums(2, 1) == 0.5;
}());
static_assert(grad(sum(sq(segment_sum(X, group))))(X = at_X, group = taken)[X](3, 0) == 1.5);
static_assert(sum(pick(X, column_number))(X = at_X, column_number = std::array{0, 1, 1, 0}) == 0.5 + 0.25 + 0.5 + 1);
static_assert([] {
  const auto g = grad(sum(sq(pick(X, column_number))))(X = at_X, column_number = std::array{0.0, 1.0, 1.0, 0.0})[X];
  return g(0, 0) == 1 && g(0, 1) == 0 && g(1, 1) == 0.5 && g(2, 0) == 0;
}());
static_assert(sum(gather_rows(F, group))(F = at_E, group = std::array<int, 0>{}) == 0);
