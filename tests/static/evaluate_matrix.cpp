// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Matrices in a constant expression: what is bound, what comes out, and every operation on them by hand-computed numbers.

#include <nabla/nabla.hpp>
#include <support/near.hpp>

#include <array>

namespace {
struct without_elements;
}
template <>
struct nabla::input_traits<without_elements> {
  using scalar = double;
  static constexpr bool is_matrix = true;
  static constexpr detail::index rows(const without_elements&) { return 1; }
  static constexpr detail::index columns(const without_elements&) { return 1; }
};

namespace {

using namespace nabla;
using test::near;

struct without_elements {};

constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 3, 2>;
constexpr auto S = var<"S", 2, 3>;
constexpr auto row = var<"row", 1, 3>;
constexpr auto column = var<"column", 2, 1>;
constexpr auto k = var<"k">;

constexpr fixed_matrix<double, 2, 3> a{{{1, 2, 3}, {4, 5, 6}}};
constexpr fixed_matrix<double, 3, 2> b{{{1, -1}, {0, 2}, {3, 1}}};
constexpr fixed_matrix<double, 2, 3> s{{{-1, 0, 2}, {3, -4, 0.5}}};

// ---- one matrix, four ways to bind it --------------------------------------------------------------------------------------------
constexpr std::array<double, 6> flat{1, 2, 3, 4, 5, 6};
constexpr std::array<std::array<double, 3>, 2> nested{{{1, 2, 3}, {4, 5, 6}}};
constexpr std::array<int, 6> whole{1, 2, 3, 4, 5, 6};
static_assert((2_c * A)(A = a) == fixed_matrix<double, 2, 3>{{{2, 4, 6}, {8, 10, 12}}});
static_assert((2_c * A)(A = flat) == (2_c * A)(A = a));
static_assert((2_c * A)(A = nested) == (2_c * A)(A = a));
static_assert((2_c * A)(A = whole) == (2_c * A)(A = a));
static_assert(transpose(A)(A = flat) == fixed_matrix<double, 3, 2>{{{1, 4}, {2, 5}, {3, 6}}});
static_assert((A * B)(B = std::array<double, 6>{1, -1, 0, 2, 3, 1}, A = nested) == (A * B)(A = a, B = b));
static_assert((row + row)(row = std::array<double, 3>{1, 2, 3}) == fixed_matrix<double, 1, 3>{{{2, 4, 6}}});
static_assert((column + column)(column = std::array<double, 2>{1, 2}) == fixed_matrix<double, 2, 1>{{{2}, {4}}});

// ---- products and transposes -------------------------------------------------------------------------------------------------------
static_assert((A * B)(A = a, B = b) == fixed_matrix<double, 2, 2>{{{10, 6}, {22, 12}}});
static_assert((transpose(B) * transpose(A))(A = a, B = b) == fixed_matrix<double, 2, 2>{{{10, 22}, {6, 12}}});
static_assert((transpose(A) * A)(A = a) == fixed_matrix<double, 3, 3>{{{17, 22, 27}, {22, 29, 36}, {27, 36, 45}}});
static_assert((A * transpose(A))(A = a) == fixed_matrix<double, 2, 2>{{{14, 32}, {32, 77}}});
static_assert((row * transpose(row))(row = std::array<double, 3>{1, 2, 3}) == 14);
static_assert((transpose(row) * row)(row = std::array<double, 3>{1, 2, 3}) == fixed_matrix<double, 3, 3>{{{1, 2, 3}, {2, 4, 6}, {3, 6, 9}}});
static_assert((row * transpose(A) * column)(row = std::array<double, 3>{1, 0, 1}, A = a, column = std::array<double, 2>{1, 2}) == 24);
static_assert(hadamard(A, S)(A = a, S = s) == fixed_matrix<double, 2, 3>{{{-1, 0, 6}, {12, -20, 3}}});

// ---- broadcasting of a row, a column, a scalar; an outer sum -------------------------------------------------------------------------
constexpr std::array<double, 3> r{10, 20, 30};
constexpr std::array<double, 2> c2{1, -1};
static_assert((A + row)(A = a, row = r) == fixed_matrix<double, 2, 3>{{{11, 22, 33}, {14, 25, 36}}});
static_assert((A - column)(A = a, column = c2) == fixed_matrix<double, 2, 3>{{{0, 1, 2}, {5, 6, 7}}});
static_assert(hadamard(column, A)(A = a, column = c2) == fixed_matrix<double, 2, 3>{{{1, 2, 3}, {-4, -5, -6}}});
static_assert((row / A)(A = fixed_matrix<double, 2, 3>{{{1, 2, 3}, {10, 4, 5}}}, row = r) == fixed_matrix<double, 2, 3>{{{10, 10, 10}, {1, 5, 6}}});
static_assert((k * A + k)(A = a, k = 2.0) == fixed_matrix<double, 2, 3>{{{4, 6, 8}, {10, 12, 14}}});
static_assert((column + row)(row = r, column = c2) == fixed_matrix<double, 2, 3>{{{11, 21, 31}, {9, 19, 29}}});
static_assert((-A)(A = a) == fixed_matrix<double, 2, 3>{{{-1, -2, -3}, {-4, -5, -6}}});
static_assert(max(A, 3_c)(A = a) == fixed_matrix<double, 2, 3>{{{3, 3, 3}, {4, 5, 6}}});

// ---- reductions ----------------------------------------------------------------------------------------------------------------------
static_assert(sum(A)(A = a) == 21);
static_assert(mean(A)(A = a) == 3.5);
static_assert(sqnorm(A)(A = a) == 91);
static_assert(norm1(S)(S = s) == 10.5);
static_assert(row_sums(A)(A = a) == fixed_matrix<double, 2, 1>{{{6}, {15}}});
static_assert(column_sums(A)(A = a) == fixed_matrix<double, 1, 3>{{{5, 7, 9}}});
static_assert(row_maxima(S)(S = s) == fixed_matrix<double, 2, 1>{{{2}, {3}}});
static_assert(row_sums(row)(row = r) == 60);
static_assert(row_maxima(row)(row = r) == 30);
static_assert(sum(row_sums(A) - column)(A = a, column = c2) == 21);
static_assert(count(A)(A = a) == 6);
static_assert(norm2(k)(k = -2.0) == 2);
static_assert(prod(k)(k = -2.0) == -2);
static_assert(det(2_c * k)(k = 3.0) + 1 == 7);  // numbers are 1 x 1 matrices

// ---- float and long double ---------------------------------------------------------------------------------------------------------------
static_assert((A * B)(A = fixed_matrix<float, 2, 3>{{{1, 2, 3}, {4, 5, 6}}}, B = fixed_matrix<float, 3, 2>{{{1, -1}, {0, 2}, {3, 1}}}) ==
              fixed_matrix<float, 2, 2>{{{10, 6}, {22, 12}}});
static_assert(std::is_same_v<decltype(sum(A)(A = fixed_matrix<long double, 2, 3>{})), long double>);
static_assert(std::is_same_v<decltype((k * A)(k = 2.0, A = fixed_matrix<float, 2, 3>{})), fixed_matrix<double, 2, 3>>);
static_assert(near<long double>(mean(exp(A))(A = fixed_matrix<long double, 2, 3>{}), 1));

// ---- concepts, and a backend by its name -------------------------------------------------------------------------------------------------
static_assert(detail::Backend<plain_backend>);
static_assert(!detail::Backend<detail::single_lane<double>>);
static_assert(detail::Lanes<detail::single_lane<double>, double>);
static_assert(!detail::Lanes<detail::single_lane<float>, double>);
static_assert(!detail::Lanes<plain_backend, double>);
static_assert(detail::Input<double> && detail::Input<std::array<double, 6>> && detail::Input<fixed_matrix<double, 2, 3>>);
static_assert(!detail::Input<const char*>);
static_assert(!detail::Input<without_elements>);
static_assert(with_backend<plain_backend>(sum(A * B) * k)(k = 2, A = a, B = b) == (sum(A * B) * k)(A = a, B = b, k = 2));
static_assert(with_backend<plain_backend>(grad(sum(A * B)))(A = a, B = b)[A](0, 1) == 2);

}  // namespace
