// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Sparse Jacobians and Hessians with Eigen: what they hold, what they allocate, and how they agree with dense ones, with hvp() and with derivatives by hand.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen_sparse.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

using namespace nabla;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using test::count_allocations;
using test::difference;
using test::numbers;
using test::times;

namespace {

constexpr int n = 100;
constexpr auto x = var<"x", n>;
constexpr auto y = var<"y">;
constexpr auto rosenbrock = sum(100_c * sq(tail<n - 1>(x) - sq(head<n - 1>(x))) + sq(1_c - head<n - 1>(x)));
const VectorXd at_x = numbers(n, 1);

MatrixXd hessian_by_hand(const VectorXd& v) {
  MatrixXd h = MatrixXd::Zero(n, n);
  for (int i = 0; i + 1 < n; ++i) {
    h(i, i) += 1200 * v[i] * v[i] - 400 * v[i + 1] + 2;
    h(i + 1, i + 1) += 200;
    h(i, i + 1) = h(i + 1, i) = -400 * v[i];
  }
  return h;
}

BOOST_AUTO_TEST_CASE(a_chain) {
  constexpr auto H = sparse_hessian(rosenbrock, wrt(x));
  static_assert(H.pattern.rows == n && H.pattern.nonzeros == 3 * n - 2);
  const Eigen::SparseMatrix<double> h = H(x = at_x);
  BOOST_TEST(h.isCompressed());
  BOOST_TEST(h.nonZeros() == 3 * n - 2);
  BOOST_TEST(difference(MatrixXd(h), hessian_by_hand(at_x)) < 1e-15);
  const VectorXd v = numbers(n, 1, 7);
  BOOST_TEST(difference(hvp(rosenbrock, wrt(x))(at(x = at_x), along(x = v))[x], hessian_by_hand(at_x) * v) < 1e-14);
}

BOOST_AUTO_TEST_CASE(an_evaluator_fills_in_values_only) {
  auto run = evaluator(sparse_hessian(rosenbrock, wrt(x)));
  const auto& first = run(x = at_x);
  static_assert(std::is_same_v<decltype(first), const Eigen::SparseMatrix<double>&>);
  const double* values = first.valuePtr();
  const VectorXd other = numbers(n, 1, 3);
  const auto& second = run(x = other);
  BOOST_TEST(second.valuePtr() == values);
  BOOST_TEST(difference(MatrixXd(second), hessian_by_hand(other)) < 1e-15);
  BOOST_TEST(count_allocations([&] { return run(x = at_x).coeff(1, 1); }) == 0);
  auto dense = evaluator(hessian(rosenbrock, wrt(x)));
  BOOST_TEST(difference(dense(x = other), hessian_by_hand(other)) < 1e-15);
  BOOST_TEST(count_allocations([&] { return dense(x = at_x)(1, 1); }) == 0);
  auto along_v = evaluator(hvp(rosenbrock, wrt(x)));
  BOOST_TEST(count_allocations([&] { return along_v(at(x = at_x), along(x = other))[x][0]; }) == 0);
}

/// Any matrix as one type, by plain loops: Eigen's own conversions are an instantiation for each size.
template <class M>
MatrixXd whole(const M& m) {
  MatrixXd result(m.rows(), m.cols());
  for (int j = 0; j < m.cols(); ++j)
    for (int i = 0; i < m.rows(); ++i) result(i, j) = m.coeff(i, j);
  return result;
}

/// Sparse and dense, forward and reverse agree.
template <class F, class Wrt, class... B>
void agree(F f, Wrt symbols, const B&... b) {
  const MatrixXd dense = whole(jacobian<forward_mode>(f, symbols)(b...));
  BOOST_TEST(difference(whole(sparse_jacobian<reverse_mode>(f, symbols)(b...)), dense) < 1e-14);
  auto run = evaluator(sparse_jacobian<forward_mode>(f, symbols));
  for (int k = 0; k < 2; ++k) BOOST_TEST(difference(whole(run(b...)), dense) < 1e-14);
}

// Of what the standard library has the result is nabla's own, which becomes one of Eigen's.
BOOST_AUTO_TEST_CASE(of_vectors_of_the_standard_library) {
  const std::vector<double> values(at_x.data(), at_x.data() + n);
  const Eigen::SparseMatrix<double> h = sparse_hessian(rosenbrock, wrt(x))(x = values);
  BOOST_TEST(difference(MatrixXd(h), hessian_by_hand(at_x)) < 1e-15);
  BOOST_TEST(h.isCompressed());
  constexpr auto v = var<"v", dim<"m">>;
  Eigen::SparseMatrix<float, Eigen::ColMajor, long> changes = sparse_hessian(sum(sq(difference(v))), wrt(v))(v = std::vector{1.0, 2.0, 4.0});
  BOOST_TEST((changes.rows() == 3 && changes.coeff(0, 1) == -2 && changes.coeff(1, 1) == 4));
  changes = sparse_hessian(sum(sq(v)), wrt(v))(v = std::vector<double>());
  BOOST_TEST(changes.rows() == 0);
  auto run = evaluator(sparse_hessian(sum(sq(difference(v))), wrt(v)));
  const auto kept = run(v = std::vector{1.0, 2.0, 4.0});
  auto smaller = run(v = std::vector{1.0, 2.0});
  BOOST_TEST((kept.rows() == 3 && kept(0, 1) == -2 && kept(1, 1) == 4 && smaller.rows() == 2 && smaller(1, 1) == 2));
  const auto moved = std::move(smaller);
  const auto empty = smaller;
  BOOST_TEST((moved.rows() == 2 && empty.nonzeros() == 0));
  smaller = kept;
  BOOST_TEST((smaller.columns() == 3 && smaller(2, 1) == -2));
}

BOOST_AUTO_TEST_CASE(structures) {
  constexpr auto W = var<"W", 6, 7>;
  constexpr auto v = var<"v", 7>;
  constexpr auto z = var<"z", 5, 4>;
  const MatrixXd w = numbers(6, 7), zs = numbers(5, 4);
  const VectorXd vs = numbers(7, 1, 5);
  agree(W * v * y, wrt(W, v, y), W = w, v = vs, y = 2.0);  // a number beside matrices
  agree(softmax(z), wrt(z), z = zs);
  agree(vstack(head<3>(v), sq(tail<2>(v))), wrt(v, y), v = vs);  // zero columns
  // an input with gaps between its columns, whose elements are the Jacobian's own
  const MatrixXd larger = numbers(9, 7);
  const auto by_y = jacobian(y * W, wrt(y))(y = 2.0, W = larger.topRows(6));
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 7; ++j) BOOST_TEST(by_y(7 * i + j, 0) == larger(i, j));
}

BOOST_AUTO_TEST_CASE(an_arrow_and_blocks) {
  constexpr auto arrow = sum(exp(x * y)) + sqnorm(x);
  const Eigen::SparseMatrix<double> h = sparse_hessian(arrow, wrt(y, x))(x = at_x, y = 0.5);
  static_assert(sparse_hessian<forward_mode>(arrow, wrt(y, x)).products == 2);
  BOOST_TEST(h.nonZeros() == 3 * n + 1);
  for (int i = 0; i < n; ++i) {
    const double e = std::exp(at_x[i] * 0.5);
    BOOST_TEST(std::abs(h.coeff(i + 1, i + 1) - 0.25 * e - 2) < 1e-13);
    BOOST_TEST(std::abs(h.coeff(0, i + 1) - e * (1 + 0.5 * at_x[i])) < 1e-13);
    BOOST_TEST(h.coeff(i + 1, 0) == h.coeff(0, i + 1));
  }
  // rows of logits do not meet: blocks, as many products as classes, and the data's size is no matter
  constexpr auto z = var<"z", 50, 3>;
  constexpr auto loss = sum(logsumexp(z));
  static_assert(sparse_hessian(loss, wrt(z)).products == 3 && sparse_hessian(loss, wrt(z)).pattern.nonzeros == 50 * 9);
  const MatrixXd zs = numbers(50, 3);
  const MatrixXd blocks = sparse_hessian(loss, wrt(z))(z = zs), s = softmax(z)(z = zs);
  for (int i = 0; i < 50; ++i) {
    const Eigen::Vector3d p = s.row(i).transpose();
    BOOST_TEST(difference(blocks.block(3 * i, 3 * i, 3, 3), MatrixXd(p.asDiagonal()) - p * p.transpose()) < 1e-14);
  }
}

// sizes that are names: a dense pattern of what is differentiated, and products along directions
BOOST_AUTO_TEST_CASE(names) {
  constexpr auto m = dim<"m">;
  constexpr auto X = data<"X", m, 3>;
  constexpr auto W = var<"W", 3, 2>;
  constexpr auto loss = sum(logsumexp(X * W));
  const MatrixXd xs = numbers(40, 3), w = numbers(3, 2), direction = numbers(3, 2, 9);
  const MatrixXd h = hessian(loss, wrt(W))(X = xs, W = w);
  const MatrixXd along_direction = hvp(loss, wrt(W))(at(X = xs, W = w), along(W = direction))[W];
  const VectorXd product = h * direction.transpose().reshaped();
  BOOST_TEST(difference(product, along_direction.transpose().reshaped().eval()) < 1e-14);
  BOOST_TEST(difference(h, h.transpose()) < 1e-15);
  constexpr auto U = var<"U", m, m>;
  auto run = evaluator(hvp(sum(exp(U * U)), wrt(U)));
  const MatrixXd u = numbers(30, 30) / 8, v = numbers(30, 30, 4);
  auto call = [&] { return MatrixXd(run(at(U = u), along(U = v))[U]); };
  // d/dt of the gradient Uᵀ E + E Uᵀ along v, E = exp(U U)
  const MatrixXd e = times(u, u).array().exp(), de = e.array() * (times(u, v) + times(v, u)).array();
  BOOST_TEST(difference(call(), times(v.transpose(), e) + times(u.transpose(), de) + times(e, v.transpose()) + times(de, u.transpose())) < 1e-12);
  BOOST_TEST(count_allocations([&] { return run(at(U = u), along(U = v))[U](0, 0); }) == 0);
}

BOOST_AUTO_TEST_CASE(other_scalars) {
  const Eigen::VectorXf narrow = at_x.cast<float>();
  auto run = evaluator<float>(sparse_hessian(rosenbrock, wrt(x)));
  BOOST_TEST(difference(MatrixXd(run(x = narrow).cast<double>()), hessian_by_hand(at_x)) < 1e-6);
}

}  // namespace
