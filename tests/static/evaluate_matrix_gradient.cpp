// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Gradients of matrix functions in a constant expression, by hand-computed numbers.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 3, 2>;
constexpr auto S = var<"S", 2, 3>;
constexpr auto row = var<"row", 1, 3>;
constexpr auto column = var<"column", 2, 1>;
constexpr auto k = var<"k">;

constexpr fixed_matrix<double, 2, 3> a{{{1, 2, 3}, {4, 5, 6}}};
constexpr fixed_matrix<double, 3, 2> b{{{1, -1}, {0, 2}, {3, 1}}};
constexpr fixed_matrix<double, 2, 3> s{{{-1, 0, 2}, {3, -4, 0.5}}};
constexpr std::array<double, 3> r{10, 20, 30};
constexpr std::array<double, 2> c2{1, -1};

// ---- gradients of broadcasts are sums, gradients of sums are broadcasts -----------------------------------------------------------------
constexpr auto weighted = sum(hadamard(S, A + row));
static_assert(grad(weighted, wrt(row))(S = s, A = a, row = r)[row] == fixed_matrix<double, 1, 3>{{{2, -4, 2.5}}});
static_assert(grad(weighted, wrt(A))(S = s, A = a, row = r)[A] == s);
static_assert(grad(sum(hadamard(S, A + column)), wrt(column))(S = s, A = a, column = c2)[column] == fixed_matrix<double, 2, 1>{{{1}, {-0.5}}});
static_assert(grad(sum(k * S), wrt(k))(S = s, k = 7.0)[k] == 0.5);
static_assert(grad(mean(A))(A = a)[A] == fixed_matrix<double, 2, 3>{{{1. / 6, 1. / 6, 1. / 6}, {1. / 6, 1. / 6, 1. / 6}}});
static_assert(grad(sum(hadamard(column, row_sums(A))), wrt(A))(A = a, column = c2)[A] == fixed_matrix<double, 2, 3>{{{1, 1, 1}, {-1, -1, -1}}});
static_assert(grad(sum(hadamard(row, column_sums(A))), wrt(A))(A = a, row = r)[A] == fixed_matrix<double, 2, 3>{{{10, 20, 30}, {10, 20, 30}}});
static_assert(grad(norm1(S))(S = s)[S] == fixed_matrix<double, 2, 3>{{{-1, 0, 1}, {1, -1, 1}}});
static_assert(grad(sum(A * B))(A = a, B = b)[A] == fixed_matrix<double, 2, 3>{{{0, 2, 4}, {0, 2, 4}}});
static_assert(grad(sum(A * B))(A = a, B = b)[B] == fixed_matrix<double, 3, 2>{{{5, 5}, {7, 7}, {9, 9}}});
static_assert(grad(sqnorm(transpose(A) - B), wrt(A))(A = a, B = b)[A] == fixed_matrix<double, 2, 3>{{{0, 4, 0}, {10, 6, 10}}});

// A symbol that the function does not contain: a zero of its shape.
static_assert(grad(k * k, wrt(k, A))(k = 3.0)[A] == fixed_matrix<double, 2, 3>{});

// ---- value, transposes and reuse in one expression ---------------------------------------------------------------------------------------
constexpr auto both = value_and_grad(sqnorm(A * transpose(A)))(A = a);
static_assert(both.value == 14. * 14 + 2 * 32. * 32 + 77. * 77);
static_assert(both.grad[A] == fixed_matrix<double, 2, 3>{{{4 * (14. * 1 + 32 * 4), 4 * (14. * 2 + 32 * 5), 4 * (14. * 3 + 32 * 6)},
                                                    {4 * (32. * 1 + 77 * 4), 4 * (32. * 2 + 77 * 5), 4 * (32. * 3 + 77 * 6)}}});
static_assert(grad(sum(exp(A - A)))(A = a)[A] == fixed_matrix<double, 2, 3>{});
static_assert(grad(row * transpose(A) * column)(row = std::array<double, 3>{1, 0, 1}, A = a, column = c2)[A] ==
              fixed_matrix<double, 2, 3>{{{1, 0, 1}, {-1, 0, -1}}});
static_assert(grad(sum(row / A), wrt(A))(A = fixed_matrix<double, 2, 3>{{{1, 2, 8}, {4, 16, 2}}}, row = r)[A] ==
              fixed_matrix<double, 2, 3>{{{-10, -5, -0.46875}, {-0.625, -0.078125, -7.5}}});

}  // namespace
