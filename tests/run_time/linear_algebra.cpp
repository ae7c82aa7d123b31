// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions of whole matrices with Eigen: values against Eigen's, gradients against finite differences, sizes bound at run time.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>
#include <utility>

using namespace nabla;
using test::difference;
using test::numbers;
using test::times;

namespace {

constexpr auto n = dim<"n">;
constexpr auto k = dim<"k">;
constexpr auto A = var<"A", n, n>;
constexpr auto B = var<"B", n, k>;
constexpr auto X = var<"X", n, 3>;
constexpr auto D = data<"D", n, n>;
constexpr auto F = data<"F", n, k>;

Eigen::MatrixXd regular(int size, unsigned seed = 1) { return numbers(size, size, seed) + 1.5 * Eigen::MatrixXd::Identity(size, size); }
Eigen::MatrixXd positive(int size) { return times(regular(size), regular(size).transpose()) + Eigen::MatrixXd::Identity(size, size); }

// Judged by what they solve: an Eigen decomposition costs a second of compile time.
BOOST_AUTO_TEST_CASE(values_of_many_sizes) {
  auto inverted = evaluator(inverse(A));
  auto solved = evaluator(solve(A, B));
  auto solved_back = evaluator(solve(transpose(A), B));
  auto factor = evaluator(cholesky(A));
  auto forward = evaluator(solve_lower(A, B));
  auto backward = evaluator(solve_upper(A, B));
  for (int size : {1, 2, 3, 4, 5, 8, 17, 40, 100}) {
    const Eigen::MatrixXd a = regular(size), b = numbers(size, size == 17 ? 1 : 3, 7), s = positive(size), identity = Eigen::MatrixXd::Identity(size, size);
    BOOST_TEST(difference(times(a, inverted(A = a)), identity) < 1e-12 * size);
    BOOST_TEST(difference(times(a, solved(A = a, B = b)), b) < 1e-12 * size);
    BOOST_TEST(difference(times(a.transpose(), solved_back(A = a, B = b)), b) < 1e-12 * size);
    const Eigen::MatrixXd l = factor(A = s);
    BOOST_TEST(difference(times(l, l.transpose()), s) < 1e-13 * size);
    BOOST_TEST(l.isLowerTriangular(0));
    const Eigen::MatrixXd t = numbers(size, size, 3) + size * identity;  // of which one triangle is read
    const Eigen::MatrixXd lower = t.triangularView<Eigen::Lower>(), upper = t.triangularView<Eigen::Upper>();
    BOOST_TEST(difference(times(lower, forward(A = t, B = b)), b) < 1e-13 * size);
    BOOST_TEST(difference(times(upper, backward(A = t, B = b)), b) < 1e-13 * size);
  }
}

BOOST_AUTO_TEST_CASE(determinants) {
  auto volume = evaluator(value_and_grad(det(A)));
  auto log_volume = evaluator(value_and_grad(logdet(A)));
  for (int size : {1, 2, 3, 4, 5, 8, 17, 40, 100}) {
    const Eigen::MatrixXd l = regular(size, 2).triangularView<Eigen::UnitLower>(), u = regular(size, 4).triangularView<Eigen::Upper>();
    const Eigen::MatrixXd a = times(l, u).colwise().reverse(), identity = Eigen::MatrixXd::Identity(size, size);
    const double expected = u.diagonal().prod() * (size / 2 % 2 == 0 ? 1 : -1);
    const auto& [d, g] = volume(A = a);
    BOOST_TEST(d == expected, boost::test_tools::tolerance(1e-9));
    const auto& [log_d, h] = log_volume(A = a);
    BOOST_TEST(log_d == u.diagonal().cwiseAbs().array().log().sum(), boost::test_tools::tolerance(1e-9));
    if (size <= 17) BOOST_TEST(difference(times(g[A].transpose(), a) / d, identity) < 1e-9);
    if (size <= 17) BOOST_TEST(difference(times(h[A].transpose(), a), identity) < 1e-9);
  }
}

// The same numbers without Eigen: nabla's plain loops, of which less is to compile.
template <int Rows, int Columns>
fixed_matrix<double, Rows, Columns> plain(const Eigen::MatrixXd& m) {
  fixed_matrix<double, Rows, Columns> result;
  for (int i = 0; i < Rows; ++i)
    for (int j = 0; j < Columns; ++j) result(i, j) = m(i, j);
  return result;
}

// All in one formula, as compiling one is what takes time. `P` is far from singular and its symmetric part positive definite.
constexpr auto of_everything(auto P, auto R, auto C, auto E) {
  auto triangles = solve_lower(P, R) + solve_upper(P, hadamard(R, R)) + solve_upper(transpose(P), E) + solve_lower(transpose(P), R);
  auto solutions = solve(P, R) + 2_c * solve(transpose(P), hadamard(R, E));
  return sum(hadamard(C, inverse(P) + 0.01_c * cofactor(P) + cholesky(P))) + 0.01_c * det(P) * logdet(P) + sum(hadamard(E, triangles + solutions));
}
Eigen::MatrixXd dominant(int size) { return numbers(size, size) + (1 + 0.5 * size) * Eigen::MatrixXd::Identity(size, size); }

BOOST_AUTO_TEST_CASE(gradients) {
  const auto report = check_grad(of_everything(A, B, D, F), at(A = plain<6, 6>(dominant(6)), B = plain<6, 2>(numbers(6, 2, 5)), D = plain<6, 6>(numbers(6, 6, 9)), F = plain<6, 2>(numbers(6, 2, 11))));
  BOOST_TEST(bool(report), report);
}

// The gradient in some direction, differentiated again.
BOOST_AUTO_TEST_CASE(second_derivatives) {
  constexpr auto f = sum(hadamard(D, cholesky(A))) + 0.01_c * det(A) * logdet(A) + sum(solve(A, column<0>(D)));
  const auto report = check_grad(sum(hadamard(D, diff(f, A))), at(A = plain<4, 4>(dominant(4)), D = plain<4, 4>(numbers(4, 4, 9))));
  BOOST_TEST(bool(report), report);
}

/// The largest singular value over the least: rows are turned in pairs until they are orthogonal, and have these lengths (M. Hestenes 1958).
template <int N>
double condition(std::array<double, static_cast<std::size_t>(N* N)> m) {
  const auto r = [&m](int i, int j) -> double& { return m[static_cast<std::size_t>(i * N + j)]; };
  const auto dot = [&](int i, int other) {
    double sum = 0;
    for (int j = 0; j < N; ++j) sum += r(i, j) * r(other, j);
    return sum;
  };
  for (int sweep = 0; sweep < 12; ++sweep)
    for (int i = 1; i < N; ++i)
      for (int other = 0; other < i; ++other) {
        const double both = dot(i, other);
        if (both == 0) continue;
        const double ratio = (dot(other, other) - dot(i, i)) / (2 * both), slope = std::copysign(1 / (std::abs(ratio) + std::hypot(1, ratio)), ratio), c = 1 / std::hypot(1, slope);
        for (int j = 0; j < N; ++j) {
          const double before = r(i, j);
          r(i, j) = c * (before - slope * r(other, j));
          r(other, j) = c * (slope * before + r(other, j));
        }
      }
  double least = dot(0, 0), largest = least;
  for (int i = 1; i < N; ++i) least = std::min(least, dot(i, i)), largest = std::max(largest, dot(i, i));
  return std::sqrt(largest) / std::sqrt(least);
}

// Of steps on numbers, against the same in more digits, nearly singular matrices among them: the error is that of a backward stable method, a few units times
// the condition.
BOOST_AUTO_TEST_CASE(small_matrices_as_numbers) {
  constexpr auto a = var<"a", 9>;
  constexpr auto two = vstack(hstack(a[0_c], a[1_c]), hstack(a[2_c], a[3_c]));
  constexpr auto three = vstack(hstack(a[0_c], a[1_c], a[2_c]), hstack(a[3_c], a[4_c], a[5_c]), hstack(a[6_c], a[7_c], a[8_c]));
  constexpr auto inverted = inverse(two) * vstack(a[4_c], a[5_c]);
  constexpr auto solved = solve(three, vstack(1_c, 2_c, 3_c));
  std::mt19937_64 generator(7);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 2000; ++trial) {
    std::array<double, 9> of{};
    for (double& each : of) each = normal(generator);
    const double apart = std::pow(10, -trial % 8);  // rows that are nearly one direction
    for (std::size_t j = 0; j < 3; ++j) of[3 + j] = of[j] * 1.5 + apart * of[3 + j];
    std::array<long double, 9> exactly{};
    for (std::size_t j = 0; j < 9; ++j) exactly[j] = of[j];
    const auto error = [](const auto& got, const auto& wanted, int rows) {
      long double difference = 0, size = 0;
      for (int i = 0; i < rows; ++i) {
        difference = std::max(difference, std::abs(got(i, 0) - wanted(i, 0)));
        size = std::max(size, std::abs(wanted(i, 0)));
      }
      return static_cast<double>(difference / size);
    };
    const double eps = std::numeric_limits<double>::epsilon();
    BOOST_TEST(error(solved(a = of), solved(a = exactly), 3) < 8 * eps * condition<3>(of));
    const std::array<double, 9> pair{of[0], of[1], of[3], of[4], of[7], of[8]};
    std::array<long double, 9> pair_exactly{};
    for (std::size_t j = 0; j < 9; ++j) pair_exactly[j] = pair[j];
    BOOST_TEST(error(inverted(a = pair), inverted(a = pair_exactly), 2) < 8 * eps * condition<2>({pair[0], pair[1], pair[2], pair[3]}));
  }
}

/// By elimination, with the largest element of a column in its place.
double determinant(Eigen::MatrixXd m) {
  double product = 1;
  for (Eigen::Index at = 0; at < m.rows(); ++at) {
    Eigen::Index pivot = at;
    for (Eigen::Index i = at; i < m.rows(); ++i)
      if (std::abs(m(i, at)) > std::abs(m(pivot, at))) pivot = i;
    if (pivot != at) product = -product;
    product *= m(pivot, at);
    if (m(pivot, at) == 0) return 0;
    for (Eigen::Index j = at; j < m.rows(); ++j) std::swap(m(at, j), m(pivot, j));
    for (Eigen::Index i = at + 1; i < m.rows(); ++i)
      for (Eigen::Index j = m.rows() - 1; j >= at; --j) m(i, j) -= m(i, at) / m(at, at) * m(at, j);
  }
  return product;
}

BOOST_AUTO_TEST_CASE(cofactors_of_singular_matrices) {
  for (int size : {2, 3, 5, 9, 20}) {
    Eigen::MatrixXd a = regular(size);
    a.row(1) = -2 * a.row(0);  // rank n - 1: adjugate = multiple of the null vectors' product
    const Eigen::MatrixXd c = grad(det(A))(A = a)[A];
    Eigen::MatrixXd expected(size, size);
    for (int i = 0; i < size; ++i)
      for (int j = 0; j < size; ++j) {
        Eigen::MatrixXd minor(size - 1, size - 1);
        for (int p = 0; p + 1 < size; ++p)
          for (int q = 0; q + 1 < size; ++q) minor(p, q) = a(p < i ? p : p + 1, q < j ? q : q + 1);
        expected(i, j) = determinant(minor) * ((i + j) % 2 == 0 ? 1 : -1);
      }
    BOOST_TEST(expected.cwiseAbs().maxCoeff() > 0.01);
    BOOST_TEST(difference(c, expected) < 1e-12 * size);
    a.row(size - 1).setZero();
    a.row(0).setZero();
    BOOST_TEST(Eigen::MatrixXd(grad(det(A))(A = a)[A]).isZero(1e-14));
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_factor) {
  for (int size : {2, 5, 20, 60}) {
    Eigen::MatrixXd s = positive(size);
    const auto all_nan = [&](const Eigen::MatrixXd& l) {
      return l.array().isNaN().count() == size * (size + 1) / 2 && l.triangularView<Eigen::StrictlyUpper>().toDenseMatrix().isZero();
    };
    s(size - 1, size - 1) = -1;
    BOOST_TEST(all_nan(cholesky(A)(A = s)));
    s(size - 1, size - 1) = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(all_nan(cholesky(A)(A = s)));
    s = positive(size);
    s(1, 0) = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(all_nan(cholesky(A)(A = s)));
  }
}

// The slopes of what is made of Cholesky's factor, against the same without it, for the part that is symmetric.
BOOST_AUTO_TEST_CASE(slopes_of_factors) {
  constexpr auto L = cholesky(A);
  constexpr auto b = column<0>(D);
  constexpr auto w = column<0>(B);
  constexpr auto f = dot(w, solve_lower_transposed(L, solve_lower(L, b))) - 2_c * (sum(log(diagonal(L))) - 3_c * sqnorm(solve_lower(L, w)));
  constexpr auto twin = dot(w, solve(A, b)) - logdet(A) + 6_c * dot(w, solve(A, w));
  auto slopes = evaluator(grad(f, wrt(A, B)));
  auto expected = evaluator(grad(twin, wrt(A, B)));
  for (int size : {1, 2, 3, 4, 5, 17, 40}) {
    const Eigen::MatrixXd a = positive(size), d = numbers(size, size, 3), c = numbers(size, 2, 5);
    const Eigen::MatrixXd by_a = slopes(A = a, B = c, D = d)[A], by_b = slopes(A = a, B = c, D = d)[B], whole = expected(A = a, B = c, D = d)[A];
    BOOST_TEST(difference(by_a, Eigen::MatrixXd((whole + whole.transpose()) / 2)) < 1e-11);
    BOOST_TEST(difference(by_b, Eigen::MatrixXd(expected(A = a, B = c, D = d)[B])) < 1e-11);
  }
  constexpr auto P = var<"P", 2, 2>;  // diagonal(L)² is that: P₀₀, and det(P) / P₀₀
  const Eigen::Matrix2d p = positive(2);
  const Eigen::Matrix2d of_squares = grad(dot(vstack(2_c, 3_c), sq(diagonal(cholesky(P)))))(P = p)[P];
  const Eigen::Matrix2d of_twin = grad(2_c * block<0, 0, 1, 1>(P) + 3_c * det(P) / block<0, 0, 1, 1>(P))(P = p)[P];
  BOOST_TEST(difference(of_squares, Eigen::Matrix2d((of_twin + of_twin.transpose()) / 2)) < 1e-12);
  Eigen::Matrix2d indefinite = p;
  indefinite(1, 1) = -1;
  BOOST_TEST(Eigen::Matrix2d(grad(sum(log(diagonal(cholesky(P)))))(P = indefinite)[P]).array().isNaN().all());
}

BOOST_AUTO_TEST_CASE(structure) {
  const Eigen::MatrixXd a = numbers(4, 4), m = numbers(4, 3, 5);
  const auto check = [](auto f, auto point) {
    const auto report = check_grad(f, point);
    BOOST_TEST(bool(report), report);
  };
  BOOST_TEST(difference(row<2>(X)(X = m), m.row(2)) == 0);
  BOOST_TEST(difference(tail<2>(column<1>(X))(X = m), m.col(1).tail(2)) == 0);
  BOOST_TEST(difference((block<1, 0, 2, 2>(X)(X = m)), m.block(1, 0, 2, 2)) == 0);
  BOOST_TEST(difference(diag(diagonal(A))(A = a), Eigen::MatrixXd(a.diagonal().asDiagonal())) == 0);
  BOOST_TEST(difference((reshape<2, 6>(X)(X = m)), Eigen::Matrix<double, -1, -1, Eigen::RowMajor>(m).reshaped<Eigen::RowMajor>(2, 6)) == 0);
  check(sqnorm(row<2>(X) * transpose(rows<-2, 2>(X))) + sqnorm(hstack(X, column<0>(X), X) * transpose(hstack(X, X, column<2>(X)))) +
            sqnorm(vstack(row<0>(X), row<3>(X)) * transpose(X)) + trace(A * A * transpose(A)) + sqnorm(diag(diagonal(A)) * B) +
            dot(X, hadamard(X, X)) * dot(row<0>(X), row<1>(X)) + sqnorm(outer(column<0>(X), diagonal(A))),
        at(A = plain<4, 4>(a), B = plain<4, 2>(numbers(4, 2, 3)), X = plain<4, 3>(m)));
  check(sqnorm(reshape<6, 2>(X) * reshape<2, 6>(X)) + sqnorm(repeat<1, 3>(X) + repeat<1, 9>(column<0>(X))) + quadratic_form(A, column<0>(X)) +
            sum_over<0, 4>([](auto i) { return (i + 1_c) * norm2(row<i>(X)) * prod(row<(int(i) + 1) % 4>(X)); }) + variance(X) * norm2(X) + prod(X) +
            dot(row_means(X), row_variances(X)) + dot(column_means(X), column_variances(X)) + sqnorm(row_prods(X)) + sqnorm(column_prods(X)),
        at(A = plain<4, 4>(a), X = plain<4, 3>(m)));
}

BOOST_AUTO_TEST_CASE(norms_of_extremes) {
  const double tiny = std::numeric_limits<double>::denorm_min(), inf = std::numeric_limits<double>::infinity();
  for (int size : {2, 30}) {  // a small one, and Eigen's sum
    const Eigen::MatrixXd ones = Eigen::MatrixXd::Ones(size, 3);
    const double root = std::sqrt(3.0 * size);
    for (double scale : {1.0, 1e200, 1e-200, 1e307, 1e-307, 1e-160, 1e154})
      BOOST_TEST(norm2(0.25_c * X)(X = scale * ones) / (0.25 * scale) == root, boost::test_tools::tolerance(1e-14));
    Eigen::MatrixXd m = Eigen::MatrixXd::Zero(size, 3);
    BOOST_TEST(norm2(X)(X = m) == 0);
    BOOST_TEST(grad(norm2(X))(X = m)[X].isZero(0));
    m(1, 1) = tiny;
    BOOST_TEST(norm2(X)(X = m) == tiny);
    m(1, 1) = -inf;
    BOOST_TEST(norm2(X)(X = m) == inf);
    m(0, 0) = std::numeric_limits<double>::quiet_NaN();
    BOOST_TEST(std::isnan(norm2(X)(X = m)));
  }
  const Eigen::MatrixXd large = numbers(40, 6);
  BOOST_TEST(norm2(B)(B = large.block(3, 1, 20, 4)) == large.block(3, 1, 20, 4).norm(), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(sizes_that_do_not_fit) {
  BOOST_CHECK_EXCEPTION((void)row<4>(X)(X = numbers(4, 3)), shape_error,
                        [](const shape_error& e) { return std::string(e.what()) == "nabla: row<4> does not fit a 4 x 3 matrix"; });
  BOOST_CHECK_THROW((void)tail<5>(column<0>(X))(X = numbers(4, 3)), shape_error);
  BOOST_CHECK_THROW((void)(reshape<5, 2>(X)(X = numbers(4, 3))), shape_error);
  auto step = evaluator(value_and_grad(sqnorm(rows<1, 3>(X))));
  BOOST_CHECK_THROW(step(X = numbers(3, 3)), shape_error);
  BOOST_TEST(step(X = numbers(4, 3)).value > 0);
}

BOOST_AUTO_TEST_CASE(single_precision) {
  const Eigen::MatrixXf l = regular(20, 2).triangularView<Eigen::UnitLower>().toDenseMatrix().cast<float>(), a = times(l.cast<double>(), l.transpose().cast<double>()).cast<float>().rowwise().reverse();
  BOOST_TEST(det(A)(A = a) == 1, boost::test_tools::tolerance(1e-3f));
}

}  // namespace
