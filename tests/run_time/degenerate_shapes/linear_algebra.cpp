// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include <array>

using namespace nabla;
using namespace test;
using Eigen::MatrixXd;

namespace {

constexpr auto n = dim<"n">;
constexpr auto A = var<"A", n, n>;
constexpr auto B = var<"B", n, dim<"k">>;

template <class Symbol, class Matrix>
auto plain(Symbol symbol, const Matrix& x) {
  return symbol = detail::matrix_view<const double>{x.data(), x.rows(), x.cols(), x.rows()};
}
void same(const std::string& what, const auto& got, const MatrixXd& right) { compare(what, as_grid(got), as_grid(right), 1e-12); }

// det of no numbers is 1, its gradient has no elements; the inverse of nothing is nothing.
BOOST_AUTO_TEST_CASE(sizes_of_run_time) {
  auto determinant = evaluator(value_and_grad(det(A)));
  auto logarithm = evaluator(value_and_grad(logdet(A)));
  auto inverses = evaluator(inverse(A));
  auto slopes = evaluator(value_and_grad(sum(inverse(A))));
  auto solutions = evaluator(solve(A, B));
  auto solution_slopes = evaluator(value_and_grad(sum(solve(A, B))));
  auto lower = evaluator(value_and_grad(sum(solve_lower(A, B))));
  auto roots = evaluator(value_and_grad(sum(cholesky(A))));
  const auto run = [&](auto bind, int size, int columns) {
    const MatrixXd a = MatrixXd::Identity(size, size) * 2, b = MatrixXd::Constant(size, columns, 3);
    const double volume = std::pow(2.0, size);
    const auto d = determinant(bind(A, a));
    BOOST_TEST(is_near(d.value, volume, 1e-12));
    same("det'", d.grad[A], MatrixXd::Identity(size, size) * volume / 2);
    const auto l = logarithm(bind(A, a));
    BOOST_TEST(is_near(l.value, size * std::log(2.0), 1e-12));
    same("logdet'", l.grad[A], MatrixXd::Identity(size, size) / 2);
    same("inverse", inverses(bind(A, a)), MatrixXd::Identity(size, size) / 2);
    const auto i = slopes(bind(A, a));
    BOOST_TEST(is_near(i.value, size / 2.0, 1e-12));
    same("inverse'", i.grad[A], MatrixXd::Constant(size, size, -0.25));
    same("solve", solutions(bind(A, a), bind(B, b)), b / 2);
    const auto s = solution_slopes(bind(A, a), bind(B, b));
    same("solve' by A", s.grad[A], MatrixXd::Constant(size, size, -0.75 * columns));
    same("solve' by B", s.grad[B], MatrixXd::Constant(size, columns, 0.5));
    same("solve_lower' by B", lower(bind(A, a), bind(B, b)).grad[B], MatrixXd::Constant(size, columns, 0.5));
    BOOST_TEST(is_near(roots(bind(A, a)).value, size * std::sqrt(2.0), 1e-12));
  };
  for (const auto& [size, columns] : {std::array{3, 2}, {0, 2}, {1, 1}, {2, 0}, {0, 0}, {1, 0}, {20, 3}}) {
    run([](auto symbol, const MatrixXd& x) { return symbol = x; }, size, columns);
    run([](auto symbol, const MatrixXd& x) { return plain(symbol, x); }, size, columns);
  }
}

// Cofactors are in the range of the numbers where the determinant, or the inverse, is not.
BOOST_AUTO_TEST_CASE(determinants_out_of_range) {
  auto slopes = evaluator(grad(det(A)));
  for (double size : {1e-310, 1e-200, 1e200}) {
    const MatrixXd one = MatrixXd::Constant(1, 1, size), two = MatrixXd::Identity(2, 2) * size;
    BOOST_TEST(slopes(A = one)[A](0, 0) == 1);
    BOOST_TEST(slopes(A = two)[A](0, 0) == size, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(slopes(A = two)[A](0, 1) == 0);
    BOOST_TEST(slopes(plain(A, two))[A](1, 1) == size, boost::test_tools::tolerance(1e-14));
  }
}

BOOST_AUTO_TEST_CASE(sizes_of_the_type) {
  constexpr auto Q = var<"Q", 0, 0>;
  constexpr fixed_matrix<double, 0, 0> none;
  static_assert(det(Q)(Q = none) == 1 && logdet(Q)(Q = none) == 0);
  static_assert(grad(det(Q))(Q = none)[Q] == none && grad(logdet(Q))(Q = none)[Q] == none && inverse(Q)(Q = none) == none && cholesky(Q)(Q = none) == none);
  constexpr auto u = var<"u", 0, 2>;
  static_assert(solve(Q, u)(Q = none, u = fixed_matrix<double, 0, 2>{}) == fixed_matrix<double, 0, 2>{});
  static_assert(grad(sum(solve(Q, u)))(Q = none, u = fixed_matrix<double, 0, 2>{})[Q] == none);
  const MatrixXd empty(0, 0);
  BOOST_TEST(det(Q)(Q = empty) == 1);
  BOOST_TEST(logdet(Q)(Q = empty) == 0);
  BOOST_TEST(inverse(Q)(Q = empty).size() == 0);
  BOOST_TEST(grad(sum(inverse(Q)))(Q = empty)[Q].size() == 0);
  BOOST_TEST(grad(det(Q))(Q = empty)[Q].size() == 0);
  // one element is a number
  constexpr auto x = var<"x", 1, 1>;
  static_assert(det(x)(x = 2.0) == 2 && inverse(x)(x = 2.0) == 0.5 && grad(det(x))(x = 2.0)[x] == 1 && trace(x)(x = 2.0) == 2 && transpose(x)(x = 2.0) == 2);
  static_assert(grad(inverse(x))(x = 2.0)[x] == -0.25 && solve(x, x)(x = 2.0) == 1 && cholesky(x)(x = 4.0) == 2 && grad(prod(x))(x = 2.0)[x] == 1);
  BOOST_TEST(grad(logdet(x))(x = MatrixXd::Constant(1, 1, 4.0))[x] == 0.25);
  BOOST_TEST(norm2(x)(x = Eigen::MatrixXd::Constant(1, 1, -4.0)) == 4);
  BOOST_TEST(column_prods(x)(x = Eigen::MatrixXd::Constant(1, 1, -4.0)) == -4);
}

}  // namespace
