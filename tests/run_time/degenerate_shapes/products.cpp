// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "subjects.hpp"

#include "support/product_sizes.hpp"

#include <array>

using namespace nabla;
using namespace test;
using Eigen::MatrixXd;

namespace {

constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto k = dim<"k">;
constexpr auto A = var<"A", n, k>;
constexpr auto B = var<"B", k, m>;

template <class Symbol, class Matrix>
auto plain(Symbol symbol, const Matrix& x) {
  return symbol = detail::matrix_view<const double>{x.data(), x.rows(), x.cols(), x.rows()};
}
void same(const std::string& what, const auto& got, const MatrixXd& right) { compare(what, as_grid(got), as_grid(right), 1e-14); }

BOOST_AUTO_TEST_CASE(products_without_inner_size) {
  auto product = evaluator(A * B);
  auto turned = evaluator(transpose(transpose(B) * transpose(A)));
  auto slopes = evaluator(value_and_grad(sum(A * B)));
  auto plain_product = evaluator(A * B);
  auto plain_slopes = evaluator(value_and_grad(sum(A * B)));
  constexpr auto S = var<"S", n, n>;
  auto squares = evaluator(transpose(S) * S);
  for (const auto& [rows, inner, columns] : {std::array{3, 4, 2}, {3, 0, 2}, {0, 3, 2}, {2, 3, 0}, {1, 0, 1}, {0, 0, 0}, {1, 1, 1}, {1, 5, 0}, {40, 0, 40}, {40, 30, 20}}) {
    const MatrixXd a = MatrixXd::Random(rows, inner), b = MatrixXd::Random(inner, columns), c = a * b;
    const std::string what = "product " + std::to_string(rows) + ", " + std::to_string(inner) + ", " + std::to_string(columns);
    same(what, product(A = a, B = b), c);
    same(what + " turned", turned(A = a, B = b), c);
    same(what + " plain", plain_product(plain(A, a), plain(B, b)), c);
    const MatrixXd da = MatrixXd::Ones(rows, columns) * b.transpose(), db = a.transpose() * MatrixXd::Ones(rows, columns);
    const auto r = slopes(A = a, B = b);
    same(what + " dA", r.grad[A], da);
    same(what + " dB", r.grad[B], db);
    BOOST_TEST(is_near(r.value, c.sum(), 1e-13));
    const auto s = plain_slopes(plain(A, a), plain(B, b));
    same(what + " plain dA", s.grad[A], da);
    same(what + " plain dB", s.grad[B], db);
    const MatrixXd square = MatrixXd::Random(inner, inner);
    same(what + " square", squares(S = square), square.transpose() * square);
  }
  constexpr auto F = var<"F", 2, 0>;
  constexpr auto G = var<"G", 0, 3>;
  static_assert((F * G)(F = fixed_matrix<double, 2, 0>{}, G = fixed_matrix<double, 0, 3>{}) == fixed_matrix<double, 2, 3>{});
  same("fixed product", (F * G)(F = MatrixXd(2, 0), G = MatrixXd(0, 3)), MatrixXd::Zero(2, 3));
  same("fixed product of rows", (G * transpose(G))(G = MatrixXd(0, 3)), MatrixXd(0, 0));
  same("fixed product of columns", (transpose(G) * G)(G = MatrixXd(0, 3)), MatrixXd::Zero(3, 3));
  same("fixed product with a column", (F * transpose(F) * var<"u", 2>)(F = MatrixXd(2, 0), var<"u", 2> = Eigen::Vector2d(1, 2)), MatrixXd::Zero(2, 1));
}

BOOST_AUTO_TEST_CASE(rows_beside_columns) {
  constexpr auto u = var<"u", n, 1>;
  constexpr auto v = var<"v", 1, m>;
  auto f = evaluator(u + v);
  auto g = evaluator(value_and_grad(sum(hadamard(u, v))));
  for (const auto& [rows, columns] : {std::array{2, 3}, {0, 3}, {1, 1}, {3, 0}, {0, 0}, {1, 0}, {0, 1}, {9, 11}}) {
    const MatrixXd a = MatrixXd::Random(rows, 1), b = MatrixXd::Random(1, columns);
    same("sum", f(u = a, v = b), a.replicate(1, columns) + b.replicate(rows, 1));
    const auto r = g(u = a, v = b);
    BOOST_TEST(is_near(r.value, a.sum() * b.sum(), 1e-13));
    same("du", r.grad[u], MatrixXd::Constant(rows, 1, b.sum()));
    same("dv", r.grad[v], MatrixXd::Constant(1, columns, a.sum()));
  }
  constexpr auto none = var<"none", 0>;
  constexpr auto one = var<"one", 1, 3>;
  static_assert((none + one)(none = std::array<double, 0>{}, one = std::array{1.0, 2.0, 3.0}) == fixed_matrix<double, 0, 3>{});
  static_assert(grad(sum(none + one))(none = std::array<double, 0>{}, one = std::array{1.0, 2.0, 3.0})[one] == fixed_matrix<double, 1, 3>{});
}

// A number is taken out of a product or a sum where there are fewer elements; of none the sum is 0, by 0 divided or not.
BOOST_AUTO_TEST_CASE(numbers_in_products) {
  constexpr auto X = var<"X", n, m>;
  constexpr auto u = var<"u", n, 1>;
  constexpr auto c = var<"c">;
  auto sums = evaluator(value_and_grad(sum(X / c)));
  auto scaled = evaluator(value_and_grad(sum(c * X), wrt(c)));
  auto of_rows = evaluator(row_sums(X / c));
  auto of_columns = evaluator(column_sums(c * X));
  auto met = evaluator(transpose(X / c) * u);
  auto outer_products = evaluator(u * transpose(u) / c);
  auto both = evaluator((X * transpose(X) + u * transpose(u)) * u);
  for (const auto& [rows, columns] : {std::array{2, 3}, {0, 3}, {1, 1}, {3, 0}, {0, 0}, {1, 3}, {3, 1}})
    for (double number : {0.0, 0.5}) {
      if (number == 0 && rows * columns > 0) continue;
      const MatrixXd x = MatrixXd::Random(rows, columns);
      const Eigen::VectorXd a = Eigen::VectorXd::Random(rows);
      const double inverse = number == 0 ? 0 : 1 / number;
      const auto r = sums(X = x, c = number);
      BOOST_TEST(is_near(r.value, x.sum() * inverse, 1e-13));
      same("sum'", r.grad[X], MatrixXd::Constant(rows, columns, inverse));
      BOOST_TEST(is_near(scaled(X = x, c = number == 0 ? std::numeric_limits<double>::infinity() : number).value, x.sum() * number, 1e-13));
      same("row_sums", of_rows(X = x, c = number), x.rowwise().sum() * inverse);
      same("column_sums", of_columns(X = x, c = number), x.colwise().sum() * number);
      same("product", met(X = x, u = a, c = number), x.transpose() * a * inverse);
      if (number != 0 || rows == 0) same("outer product", outer_products(u = a, c = number), a * a.transpose() * inverse);
      same("sum of products", both(X = x, u = a), (x * x.transpose() + a * a.transpose()) * a);
    }
}

BOOST_AUTO_TEST_CASE(elements_that_move) {
  constexpr auto X = var<"X", n, m>;
  auto turned = evaluator(transpose(X));
  auto stacked = evaluator(vstack(var<"X2", 2, m>, var<"X0", 0, m>));
  auto lower = evaluator(lower_triangle(X));
  auto slopes = evaluator(grad(sum(hadamard(transpose(X), transpose(X)))));
  for (const auto& [rows, columns] : {std::array{2, 3}, {0, 3}, {1, 1}, {3, 0}, {0, 0}, {1, 3}, {3, 1}}) {
    const MatrixXd x = MatrixXd::Random(rows, columns);
    same("transpose", turned(X = x), x.transpose());
    same("lower_triangle", lower(X = x), x.triangularView<Eigen::Lower>());
    same("gradient of a transpose", slopes(X = x)[X], 2 * x);
    const MatrixXd two = MatrixXd::Random(2, columns);
    same("vstack", stacked(var<"X2", 2, m> = two, var<"X0", 0, m> = MatrixXd(0, columns)), two);
  }
  constexpr auto v = var<"v", n, 1>;
  auto diagonals = evaluator(diag(v));
  auto ends = evaluator(grad(trace(diag(v))));
  for (int size : {3, 0, 1}) {
    const Eigen::VectorXd x = Eigen::VectorXd::Random(size);
    same("diag", diagonals(v = x), MatrixXd(x.asDiagonal()));
    same("gradient of a trace", ends(v = x)[v], MatrixXd::Ones(size, 1));
  }
  constexpr auto Q = var<"Q", 0, 0>;
  static_assert(trace(Q)(Q = fixed_matrix<double, 0, 0>{}) == 0);
  static_assert(diagonal(Q)(Q = fixed_matrix<double, 0, 0>{}) == fixed_matrix<double, 0, 1>{});
  static_assert(hstack(Q, Q)(Q = fixed_matrix<double, 0, 0>{}) == fixed_matrix<double, 0, 0>{});
  static_assert(reshape<0, 3>(Q)(Q = fixed_matrix<double, 0, 0>{}) == fixed_matrix<double, 0, 3>{});
}

}  // namespace
