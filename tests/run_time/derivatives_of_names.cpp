// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Jacobians and Hessians whose sizes come with the data, dense and sparse, against products with one unit vector after the other, and how many products they take.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen_sparse.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <vector>

using namespace nabla;
using Eigen::MatrixXd;
using Eigen::SparseMatrix;
using Eigen::VectorXd;
using test::difference;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto v = var<"v", n>;
constexpr auto M = var<"M", n, 2>;
constexpr auto W = var<"W", n, m>;
constexpr auto y = var<"y">;
constexpr auto A = var<"A", 2, 2>;
constexpr auto word = indices<"word", n, n>;

constexpr auto chain = sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)));
constexpr int lengths[] = {1, 2, 3, 8, 21};

/// The elements of a matrix of one symbol in the order of rows and columns of a derivative.
template <class Matrix>
VectorXd row_by_row(const Matrix& a) {
  VectorXd all(a.rows() * a.cols());
  for (Eigen::Index i = 0; i < a.rows(); ++i)
    for (Eigen::Index j = 0; j < a.cols(); ++j) all(i * a.cols() + j) = a(i, j);
  return all;
}
/// Column by column: derivative(direction) for each unit direction of a rows × columns symbol.
template <class Derivative>
MatrixXd by_units(Eigen::Index rows, Eigen::Index columns, Derivative derivative) {
  MatrixXd whole;
  for (Eigen::Index j = 0; j < rows * columns; ++j) {
    MatrixXd unit = MatrixXd::Zero(rows, columns);
    unit(j / columns, j % columns) = 1;
    const VectorXd one = row_by_row(MatrixXd(derivative(unit)));
    if (j == 0) whole = MatrixXd::Zero(one.size(), rows * columns);
    whole.col(j) = one;
  }
  return whole;
}

/// The same, or as empty.
bool agree(const MatrixXd& found, const MatrixXd& expected) {
  if (expected.size() == 0) return found.rows() == expected.rows() && found.cols() == expected.cols();
  return difference(found, expected) < 1e-13;
}

/// Dense and sparse, by themselves and by an evaluator that has had another size.
template <class Dense, class Sparse, class Expected, class... B>
void compare(Dense dense, Sparse sparse, const Expected& expected, int most_products, const B&... b) {
  BOOST_TEST(agree(dense(b...), expected));
  auto run = evaluator(sparse);
  const SparseMatrix<double>& found = run(b...);
  BOOST_TEST(found.isCompressed());
  BOOST_TEST(agree(found, expected));
  BOOST_TEST(run.products() <= most_products);
}
template <class F, class X, class At, class... B>
void check_hessian_by(F f, X x, const At& at_x, int most_products, const B&... b) {
  compare(hessian(f, wrt(x)), sparse_hessian(f, wrt(x)), by_units(at_x.rows(), at_x.cols(), [&](const MatrixXd& d) { return hvp(f, wrt(x))(at(x = at_x, b...), along(x = d))[x]; }), most_products, x = at_x, b...);
}
template <class F, class X, class At, class... B>
void check_jacobian_by(F f, X x, const At& at_x, int most_products, const B&... b) {
  compare(jacobian(f, wrt(x)), sparse_jacobian(f, wrt(x)), by_units(at_x.rows(), at_x.cols(), [&](const MatrixXd& d) { return jvp(f, wrt(x))(at(x = at_x, b...), along(x = d)); }), most_products, x = at_x, b...);
}

BOOST_AUTO_TEST_CASE(bands) {
  auto run = evaluator(sparse_hessian(chain, wrt(v)));
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1);
    check_hessian_by(chain, v, at_v, 3);
    BOOST_TEST(run(v = at_v).nonZeros() == 3 * length - 2);
    check_jacobian_by(difference(v) * y + shift<2>(drop_last<1>(sq(v))), v, at_v, 4, y = 0.7);
  }
  const VectorXd many = numbers(1000, 1);
  BOOST_TEST(run(v = many).nonZeros() == 2998);
  BOOST_TEST(test::count_allocations([&] { return run(v = many).coeff(1, 1); }) == 0);
}

BOOST_AUTO_TEST_CASE(rows_of_their_own) {
  for (int length : lengths) {
    const MatrixXd at_M = numbers(length, 2), at_A = numbers(2, 2, 3);
    check_hessian_by(sum(logsumexp(M * A)), M, at_M, 2, A = at_A);
    check_jacobian_by(softmax(M), M, at_M, 2);
    check_jacobian_by(M * A, A, at_A, 4, M = at_M);
    check_jacobian_by(transpose(row<-1>(M)) * y + transpose(row<0>(sq(M))), M, at_M, 2, y = 0.7);
  }
}

BOOST_AUTO_TEST_CASE(two_directions) {
  constexpr auto here = block<0, 0, n - 1, m - 1>(W);
  constexpr auto variation = sum(sqrt(sq(block<1, 0, n - 1, m - 1>(W) - here) + sq(block<0, 1, n - 1, m - 1>(W) - here) + 1_c));
  check_hessian_by(variation, W, numbers(6, 7), 12);
  check_hessian_by(variation, W, numbers(1, 3), 12);
}

BOOST_AUTO_TEST_CASE(whatever_reads_all) {
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1);
    check_hessian_by(sq(sum(v)) + sum(where(v > 0_c, pow(v, 3_c), exp(v))), v, at_v, length);
    check_jacobian_by(scan(v, y, [](auto e, auto s) { return s * e + y; }), v, at_v, length, y = 0.7);
    Eigen::VectorXi taken(length);
    for (int i = 0; i < length; ++i) taken(i) = i * i % length;
    check_jacobian_by(exp(gather_rows(M, word)), M, numbers(length, 2), 2 * length, word = taken);
  }
}

BOOST_AUTO_TEST_CASE(several_symbols) {
  constexpr auto f = chain + y * sum(exp(v)) + y * y * row<0>(v);
  auto run = evaluator(sparse_hessian(f, wrt(v, y)));
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1);
    MatrixXd expected(length + 1, length + 1);
    expected.topLeftCorner(length, length) = MatrixXd(hessian(f, wrt(v))(v = at_v, y = 0.7));
    const auto last = hvp(f, wrt(v, y))(at(v = at_v, y = 0.7), along(v = VectorXd::Zero(length).eval(), y = 1.0));
    expected.topRightCorner(length, 1) = last[v];
    expected.bottomLeftCorner(1, length) = expected.topRightCorner(length, 1).transpose();
    expected(length, length) = last[y];
    BOOST_TEST(difference(MatrixXd(run(v = at_v, y = 0.7)), expected) < 1e-14);
    BOOST_TEST(run.products() <= 5);
  }
}

BOOST_AUTO_TEST_CASE(beside_the_value) {
  constexpr auto f = hstack(y * sin(v), M * transpose(row<0>(A)));  // rows of two columns: of v, M and y by products forward
  auto run = evaluator(value_and_jacobian(f, wrt(v, M, y)));
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1);
    const MatrixXd at_M = numbers(length, 2), at_A = numbers(2, 2);
    const auto [value, J] = run(v = at_v, M = at_M, y = 0.7, A = at_A);
    BOOST_TEST(difference(value, MatrixXd(f(v = at_v, M = at_M, y = 0.7, A = at_A))) == 0);
    BOOST_TEST(agree(J[v], jacobian(f, wrt(v))(v = at_v, M = at_M, y = 0.7, A = at_A)));
    BOOST_TEST(agree(J[M], jacobian(f, wrt(M))(v = at_v, M = at_M, y = 0.7, A = at_A)));
    BOOST_TEST(agree(J[y], jacobian(f, wrt(y))(v = at_v, M = at_M, y = 0.7, A = at_A)));
    BOOST_TEST(J(2 * length - 1, 3 * length) == J[y](2 * length - 1, 0));
    BOOST_TEST(J(2 * length - 2, length - 1) == J[v](2 * length - 2, length - 1));
  }
  const auto few = value_and_jacobian(v * sum(v), wrt(v))(v = std::vector{1.0, 2.0});  // by itself, without Eigen: what it gives is its own
  BOOST_TEST((few.value(1, 0) == 6 && few.jacobian[v](1, 0) == 2 && few.jacobian(1, 1) == 5 && few.jacobian(0, 1) == 1));
  const auto [total, rows] = value_and_jacobian(vstack(sum(v), sqnorm(v)), wrt(v))(v = VectorXd(numbers(3, 1)));  // by rows, in reverse
  BOOST_TEST((rows[v].rows() == 2 && rows[v].cols() == 3 && rows(1, 2) == 2 * numbers(3, 1)(2, 0) && total(0, 0) == numbers(3, 1).sum()));
}

BOOST_AUTO_TEST_CASE(without_eigen_and_without_elements) {
  const std::vector<double> at_v{0.5, -1.0, 2.0};
  const auto h = sparse_hessian(chain, wrt(v))(v = at_v);
  const auto dense = hessian(chain, wrt(v))(v = at_v);
  BOOST_TEST(h.nonzeros() == 7);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) BOOST_TEST(h(i, j) == dense(i, j));
  BOOST_TEST(dense(0, 0) == 1200 * 0.25 + 400 + 2, boost::test_tools::tolerance(1e-14));
  const MatrixXd none = hessian(sum(exp(v)), wrt(v))(v = VectorXd());
  BOOST_TEST(none.size() == 0);
  BOOST_CHECK_THROW((void)hessian(chain, wrt(v))(v = VectorXd()), shape_error);
}

}  // namespace
