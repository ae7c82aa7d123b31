// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions of whole matrices in constant expressions: exact small cases, gradients at singular matrices and at zero.

#include <nabla/nabla.hpp>
#include <support/near.hpp>

#include <array>
#include <limits>

namespace {

using namespace nabla;
using test::all_near;
using test::near;

constexpr auto A = var<"A", 2, 2>;
constexpr auto B = var<"B", 2, 1>;
constexpr auto M = var<"M", 2, 3>;
constexpr auto S = var<"S", 3, 3>;
constexpr auto Q = var<"Q", 5, 5>;
constexpr auto x = var<"x", 3>;
constexpr auto weights = data<"weights", 3>;
using square = fixed_matrix<double, 2, 2>;
using square3 = fixed_matrix<double, 3, 3>;
using wide = fixed_matrix<double, 2, 3>;
using vector3 = fixed_matrix<double, 3, 1>;
constexpr square one_to_four{{{1, 2}, {3, 4}}};
constexpr wide one_to_six{{{1, 2, 3}, {4, 5, 6}}};
constexpr double inf = std::numeric_limits<double>::infinity();

// ---- inverse, solve, determinant ---------------------------------------------------------------------------------------------------------
static_assert(inverse(A)(A = one_to_four) == square{{{-2, 1}, {1.5, -0.5}}});
static_assert(grad(sum(inverse(A)))(A = one_to_four)[A] == square{{{-0.5, 0.5}, {0.5, -0.5}}});
static_assert(inverse(A)(A = square{{{1e-200, 0}, {0, 2e-200}}}) == square{{{1e200, 0}, {0, 0.5e200}}});  // the determinant underflows
static_assert(inverse(A)(A = square{{{1, 1}, {1, 1}}})(0, 0) == inf || inverse(A)(A = square{{{1, 1}, {1, 1}}})(0, 0) != 0);
// of a determinant that cancels no digits are lost: (1 + d)² - 1 - 2 d is d²
constexpr double little = 3.0 / (1 << 27);
static_assert(near(inverse(S)(S = square3{{{1, 1, 1}, {1, 1 + little, 1}, {1, 1, 1 + little}}})(1, 1) * little, 1.0));
static_assert(all_near(solve(A, B)(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{5}, {11}}}), fixed_matrix<double, 2, 1>{{{1}, {2}}}));
constexpr auto of_solve = grad(sum(solve(A, B)))(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{5}, {11}}});
static_assert(all_near(of_solve[B], fixed_matrix<double, 2, 1>{{{-0.5}, {0.5}}}));
static_assert(all_near(of_solve[A], square{{{0.5, 1}, {-0.5, -1}}}));
static_assert(all_near(solve(transpose(A), B)(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{7}, {10}}}), fixed_matrix<double, 2, 1>{{{1}, {2}}}));

static_assert(det(A)(A = one_to_four) == -2);
static_assert(grad(det(A))(A = one_to_four)[A] == square{{{4, -3}, {-2, 1}}});
static_assert(grad(det(A))(A = square{})[A] == square{});
constexpr square3 rank_two{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}};
static_assert(det(S)(S = rank_two) == 0);
static_assert(grad(det(S))(S = rank_two)[S] == square3{{{-3, 6, -3}, {6, -12, 6}, {-3, 6, -3}}});
// the second derivative at a singular matrix: each product of two diagonal elements once
static_assert(grad(trace(cofactor(S)))(S = rank_two)[S] == square3{{{14, -4, -7}, {-2, 10, -8}, {-3, -6, 6}}});
static_assert(grad(trace(diff(det(S), S)))(S = square3{})[S] == square3{});
// beyond 4 x 4 by elimination; of rank n - 1 the cofactors are no zeros, of rank n - 2 they are
constexpr auto diagonal_of = [](double a, double b, double c, double d, double e) {
  fixed_matrix<double, 5, 5> m;
  const double values[] = {a, b, c, d, e};
  for (int i = 0; i < 5; ++i) m(i, (i + 2) % 5) = values[i];
  return m;
};
static_assert(det(Q)(Q = diagonal_of(2, 3, 0.5, 4, 1)) == 12);
static_assert(all_near(grad(det(Q))(Q = diagonal_of(2, 3, 0.5, 4, 1))[Q], diagonal_of(6, 4, 24, 3, 12)));
static_assert(all_near(grad(det(Q))(Q = diagonal_of(2, 3, 0, 4, 1))[Q], diagonal_of(0, 0, 24, 0, 0)));
static_assert(grad(det(Q))(Q = diagonal_of(2, 0, 0, 4, 1))[Q] == fixed_matrix<double, 5, 5>{});
static_assert(near(logdet(Q)(Q = diagonal_of(1e200, 1e200, -1e200, 1e-300, 1e-300)), 0.0, 1e4));
static_assert(all_near(grad(logdet(A))(A = one_to_four)[A], square{{{-2, 1.5}, {1, -0.5}}}));
static_assert(logdet(A)(A = square{{{1, 2}, {2, 4}}}) == -inf);
static_assert(det(A)(A = fixed_matrix<float, 2, 2>{{{1, 2}, {3, 4}}}) == -2.0f);
static_assert(det(A)(A = fixed_matrix<long double, 2, 2>{{{1, 2}, {3, 4}}}) == -2.0L);

// ---- Cholesky and triangles --------------------------------------------------------------------------------------------------------------------
constexpr square positive{{{4, 2}, {2, 10}}};
static_assert(cholesky(A)(A = positive) == square{{{2, 0}, {1, 3}}});
static_assert(cholesky(A)(A = square{{{4, 1}, {3, 10}}}) == square{{{2, 0}, {1, 3}}});  // of the symmetric part
// d(l11, l21, l22) = d(sqrt a, b / sqrt a, sqrt(c - b² / a)), b shared by two elements
static_assert(all_near(grad(sum(cholesky(A)))(A = positive)[A], square{{{0.25 - 0.125 + 1 / 24., 0.25 - 1 / 12.}, {0.25 - 1 / 12., 1 / 6.}}}));
constexpr auto of_indefinite = cholesky(A)(A = square{{{1, 2}, {2, 1}}});
static_assert(of_indefinite(1, 1) != of_indefinite(1, 1));
static_assert(of_indefinite(0, 1) == 0);
constexpr square lower{{{2, 77}, {1, 4}}};
static_assert(solve_lower(A, B)(A = lower, B = fixed_matrix<double, 2, 1>{{{4}, {10}}}) == fixed_matrix<double, 2, 1>{{{2}, {2}}});
static_assert(solve_upper(transpose(A), B)(A = lower, B = fixed_matrix<double, 2, 1>{{{6}, {8}}}) == fixed_matrix<double, 2, 1>{{{2}, {2}}});
static_assert(grad(sum(solve_lower(A, B)))(A = lower, B = fixed_matrix<double, 2, 1>{{{4}, {10}}})[A] == square{{{-0.75, 0}, {-0.5, -0.5}}});
static_assert(lower_triangle(A)(A = one_to_four) == square{{{1, 0}, {3, 4}}});
static_assert(upper_triangle(A)(A = one_to_four) == square{{{1, 2}, {0, 4}}});
static_assert(quadratic_form(A, B)(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{1}, {2}}}) == 27);

// ---- structure ---------------------------------------------------------------------------------------------------------------------------------
static_assert(row<1>(M)(M = one_to_six) == fixed_matrix<double, 1, 3>{{{4, 5, 6}}} && column<-1>(M)(M = one_to_six) == fixed_matrix<double, 2, 1>{{{3}, {6}}});
static_assert(block<0, 1, 2, 2>(M)(M = one_to_six) == square{{{2, 3}, {5, 6}}} && columns<1, 2>(M)(M = one_to_six) == square{{{2, 3}, {5, 6}}});
static_assert(grad(sqnorm(block<1, 1, 1, 2>(M)))(M = one_to_six)[M] == wide{{{0, 0, 0}, {0, 10, 12}}});
static_assert(head<2>(x)(x = vector3{{{1}, {2}, {3}}}) == fixed_matrix<double, 2, 1>{{{1}, {2}}} && tail<2>(transpose(x))(x = vector3{{{1}, {2}, {3}}})(0, 1) == 3);
static_assert(hstack(M, A)(M = one_to_six, A = one_to_four) == fixed_matrix<double, 2, 5>{{{1, 2, 3, 1, 2}, {4, 5, 6, 3, 4}}});
static_assert(vstack(A, A, transpose(B))(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{8}, {9}}})(4, 1) == 9);
static_assert(grad(sum(hadamard(vstack(M, M), vstack(M, 2_c * M))))(M = one_to_six)[M] == wide{{{6, 12, 18}, {24, 30, 36}}});
static_assert(reshape<3, 2>(M)(M = one_to_six) == fixed_matrix<double, 3, 2>{{{1, 2}, {3, 4}, {5, 6}}});
static_assert(grad(sqnorm(row<1>(reshape<3, 2>(M))))(M = one_to_six)[M] == wide{{{0, 0, 6}, {8, 0, 0}}});
static_assert(repeat<2, 3>(B)(B = fixed_matrix<double, 2, 1>{{{1}, {2}}}) == fixed_matrix<double, 4, 3>{{{1, 1, 1}, {2, 2, 2}, {1, 1, 1}, {2, 2, 2}}});
static_assert(grad(sum(repeat<3, 5>(B)))(B = fixed_matrix<double, 2, 1>{})[B] == fixed_matrix<double, 2, 1>{{{15}, {15}}});
static_assert(trace(A)(A = one_to_four) == 5);
static_assert(grad(trace(A * A))(A = one_to_four)[A] == square{{{2, 6}, {4, 8}}});
static_assert(diag(B)(B = fixed_matrix<double, 2, 1>{{{1}, {2}}}) == square{{{1, 0}, {0, 2}}} && diagonal(A)(A = one_to_four) == fixed_matrix<double, 2, 1>{{{1}, {4}}});
static_assert(grad(sqnorm(diag(B) * A))(A = one_to_four, B = fixed_matrix<double, 2, 1>{{{1}, {2}}})[B] == fixed_matrix<double, 2, 1>{{{10}, {100}}});
static_assert(dot(x, x)(x = vector3{{{1}, {2}, {3}}}) == 14);
static_assert(outer(x, B)(x = vector3{{{1}, {2}, {3}}}, B = fixed_matrix<double, 2, 1>{{{1}, {2}}})(2, 1) == 6);
static_assert(sum_over<0, 3>([](auto i) { return (i + 1_c) * sum(column<i>(M)); })(M = one_to_six) == 46);

// ---- products and norms: zeros are numbers like others --------------------------------------------------------------------------------------------
static_assert(norm2(x)(x = vector3{{{3}, {0}, {4}}}) == 5);
static_assert(grad(norm2(x))(x = vector3{{{3}, {0}, {4}}})[x] == vector3{{{0.6}, {0}, {0.8}}});
static_assert(near(norm2(x)(x = vector3{{{3e200}, {0}, {-4e200}}}) / 5e200, 1.0));
static_assert(near(norm2(x)(x = vector3{{{3e-200}, {0}, {-4e-200}}}) / 5e-200, 1.0));
static_assert(norm2(x)(x = vector3{}) == 0);
static_assert(grad(norm2(x))(x = vector3{})[x] == vector3{});
static_assert(grad(sqnorm(diff(norm2(x), x)))(x = vector3{})[x] == vector3{});  // JAX #6484
static_assert(frobenius(M)(M = one_to_six) == norm2(M)(M = one_to_six));
static_assert(prod(x)(x = vector3{{{3}, {0}, {4}}}) == 0);
static_assert(grad(prod(x))(x = vector3{{{3}, {0}, {4}}})[x] == vector3{{{0}, {12}, {0}}});
constexpr auto second = diff(sum(hadamard(weights, diff(prod(x), x))), x);
static_assert(second(x = vector3{{{0}, {0}, {4}}}, weights = vector3{{{1}, {2}, {3}}}) == vector3{{{8}, {4}, {0}}});
static_assert(diff(sum(hadamard(weights, second)), x)(x = vector3{}, weights = vector3{{{1}, {2}, {3}}}) == vector3{{{12}, {6}, {4}}});
static_assert(variance(x)(x = vector3{{{1}, {2}, {6}}}) == 14 / 3.);
static_assert(grad(variance(x))(x = vector3{{{1}, {2}, {6}}})[x] == vector3{{{-4 / 3.}, {-2 / 3.}, {2}}});

// ---- by rows and by columns ------------------------------------------------------------------------------------------------------------------------
constexpr wide with_zeros{{{2, 0, 7}, {0, 5, 0}}};
static_assert(row_means(M)(M = one_to_six) == fixed_matrix<double, 2, 1>{{{2}, {5}}} && column_means(M)(M = one_to_six) == fixed_matrix<double, 1, 3>{{{2.5, 3.5, 4.5}}});
static_assert(all_near(row_variances(M)(M = one_to_six), fixed_matrix<double, 2, 1>{{{2 / 3.}, {2 / 3.}}}) && column_variances(M)(M = one_to_six) == fixed_matrix<double, 1, 3>{{{2.25, 2.25, 2.25}}});
static_assert(row_prods(M)(M = one_to_six) == fixed_matrix<double, 2, 1>{{{6}, {120}}} && column_prods(M)(M = one_to_six) == fixed_matrix<double, 1, 3>{{{4, 10, 18}}});
static_assert(grad(sqnorm(row_means(M)))(M = one_to_six)[M](1, 0) == 10 / 3.);
static_assert(grad(sqnorm(column_means(M)))(M = one_to_six)[M](1, 0) == 2.5);
static_assert(all_near(grad(sum(row_variances(M)))(M = one_to_six)[M], wide{{{-2 / 3., 0, 2 / 3.}, {-2 / 3., 0, 2 / 3.}}}));
static_assert(grad(sum(column_variances(M)))(M = one_to_six)[M] == wide{{{-1.5, -1.5, -1.5}, {1.5, 1.5, 1.5}}});
static_assert(grad(sum(row_prods(M)))(M = with_zeros)[M] == wide{{{0, 14, 0}, {0, 0, 0}}});
static_assert(grad(sum(column_prods(M)))(M = with_zeros)[M] == wide{{{0, 5, 0}, {2, 0, 7}}});
static_assert(grad(sum(hadamard(M, diff(sum(column_prods(M)), M))))(M = with_zeros)[M] == wide{{{0, 10, 0}, {4, 0, 14}}});  // second order

// ---- shapes --------------------------------------------------------------------------------------------------------------------------------------
constexpr auto n = dim<"n">;
constexpr auto tall = var<"tall", n, 3>;
static_assert(shape_of(row<7>(tall)) == matrix_shape(1, 3));
static_assert(shape_of(columns<0, 2>(tall)) == matrix_shape(n, 2));
static_assert(shape_of(hstack(tall, tall)) == matrix_shape(n, 6));
template <class T>
concept has_inverse = requires(T a) { inverse(a); };
template <class T>
concept stacks_on_itself = requires(T a) { vstack(a, a); };
template <class T>
concept has_column_3 = requires(T a) { column<3>(a); };
static_assert(has_inverse<decltype(A)>);
static_assert(!has_inverse<decltype(M)>);
static_assert(!has_inverse<decltype(tall)>);
static_assert(!stacks_on_itself<decltype(tall)>);
static_assert(!has_column_3<decltype(tall)>);

}  // namespace

// The pullback of one element reads the rest of its column, whatever gates that element.
static_assert([] {
  constexpr auto b = var<"b", 2, 1>;
  constexpr auto w = data<"w", 2, 1>;
  constexpr std::array at_A{2.0, 1.0, 1.0, 3.0}, at_b{1.0, 2.0, 0.0, 0.0};
  constexpr std::array<double, 2> first{1.0, 0.0}, right{at_b[0], at_b[1]};
  const auto of_part = grad(row<0>(solve(A, b)), wrt(A))(A = at_A, b = right)[A];
  const auto of_sum = grad(dot(solve(A, b), w), wrt(A))(A = at_A, b = right, w = first)[A];
  return of_part == of_sum && of_part(0, 1) != 0;
}());

// Numbers far apart: what has an inverse in the range of the numbers is found, an infinity where it is right, and no NaN beside it.
template <int N>
constexpr bool inverts_diagonal(const std::array<double, N>& numbers) {
  constexpr auto D = var<"D", N, N>;
  std::array<double, N * N> at_D{};
  for (unsigned i = 0; i < N; ++i) at_D[i * N + i] = numbers[i];
  const auto found = inverse(D)(D = at_D);
  bool all = true;
  for (int i = 0; i < N; ++i)
    for (int j = 0; j < N; ++j) {
      const double number = numbers[static_cast<unsigned>(i)], right = i != j ? 0 : (number < 1e-310 ? std::numeric_limits<double>::infinity() : 1 / number);
      all = all && (found(i, j) == right || (found(i, j) - right < 1e-14 * right && right - found(i, j) < 1e-14 * right));
    }
  return all;
}
static_assert(inverts_diagonal<2>({1e200, 1e-300}));
static_assert(inverts_diagonal<3>({1e200, 1e200, 1e-300}));
static_assert(inverts_diagonal<3>({1e-200, 1e-200, 1e300}));
static_assert(inverts_diagonal<3>({1, 1e-320, 2}));
static_assert(inverts_diagonal<4>({1e-150, 1e300, 1e-150, 1e-150}));
static_assert(inverts_diagonal<5>({1e200, 1e-320, 1e200, 1e-300, 1}));
static_assert([] {
  constexpr auto D = var<"D", 5, 5>;
  const double found = det(D)(D = std::array<double, 25>{1e200, 0, 0, 0, 0, 0, 1e200, 0, 0, 0, 0, 0, 1e200, 0, 0, 0, 0, 0, 1e-300, 0, 0, 0, 0, 0, 1e-300});
  return found > 0.99999 && found < 1.00001;
}());
