// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A network of two layers over a batch whose size is bound at the call: against hand-written Eigen, against finite differences, and trained.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <cmath>

using namespace nabla;
using Eigen::MatrixXd;
using test::difference;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto T = labels<"T", n, 2>;
constexpr auto W = var<"W", 3, 4>;
constexpr auto b = var<"b", 1, 4>;
constexpr auto V = var<"V", 4, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W + b) * V), T));

struct parameters {
  MatrixXd w = numbers(3, 4, 2), bias = numbers(1, 4, 3), v = numbers(4, 2, 4);
};

/// The same loss and gradient as a careful person writes them.
struct by_hand {
  double value = 0;
  MatrixXd w, bias, v;
  by_hand(const MatrixXd& x, const Eigen::VectorXi& classes, const parameters& p) {
    const MatrixXd h = ((x * p.w).rowwise() + p.bias.row(0)).array().tanh();
    MatrixXd z = h * p.v;
    z.colwise() -= z.rowwise().maxCoeff().eval();
    MatrixXd s = z.array().exp();
    s.array().colwise() /= s.rowwise().sum().array().eval();
    for (int i = 0; i < x.rows(); ++i) {
      value -= std::log(s(i, classes(i))) / static_cast<double>(x.rows());
      s(i, classes(i)) -= 1;
    }
    s /= static_cast<double>(x.rows());
    v = h.transpose() * s;
    const MatrixXd d = (s * p.v.transpose()).array() * (1 - h.array().square());
    w = x.transpose() * d;
    bias = d.colwise().sum();
  }
};

Eigen::VectorXi classes_of(const MatrixXd& x) { return (x.col(0).array() * x.col(1).array() > 0).cast<int>(); }

BOOST_AUTO_TEST_CASE(gradient_by_hand_for_every_batch_size) {
  const parameters p;
  auto step = evaluator(value_and_grad(loss, wrt(W, b, V)));
  for (int size : {5, 1, 17, 2, 64, 5}) {  // up and down: buffers are kept
    const MatrixXd x = numbers(size, 3, static_cast<unsigned>(size));
    const Eigen::VectorXi t = classes_of(x);
    const by_hand expected(x, t, p);
    const auto& [value, g] = step(X = x, T = t, W = p.w, b = p.bias, V = p.v);
    BOOST_TEST(value == expected.value, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(difference(g[W], expected.w) < 1e-14);
    BOOST_TEST(difference(g[b], expected.bias) < 1e-14);
    BOOST_TEST(difference(g[V], expected.v) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(labels_one_hot_or_class_indices) {
  const parameters p;
  const MatrixXd x = numbers(6, 3);
  const Eigen::VectorXi t = classes_of(x);
  MatrixXd rows = MatrixXd::Zero(6, 2);
  for (int i = 0; i < 6; ++i) rows(i, t(i)) = 1;
  const double expected = by_hand(x, t, p).value;
  BOOST_TEST(loss(X = x, T = t, W = p.w, b = p.bias, V = p.v) == expected, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(loss(X = x, T = rows, W = p.w, b = p.bias, V = p.v) == expected, boost::test_tools::tolerance(1e-13));
  const Eigen::RowVectorXi lying = t.transpose();
  BOOST_TEST(loss(X = x, T = lying, W = p.w, b = p.bias, V = p.v) == expected, boost::test_tools::tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(the_checker_agrees) {
  const parameters p;
  const MatrixXd x = numbers(7, 3);
  const auto report = check_grad(loss, at(X = x, T = classes_of(x), W = p.w, b = p.bias, V = p.v));
  BOOST_TEST(bool(report));
  BOOST_TEST(report.checked == 3 * 4 + 4 + 4 * 2);
  BOOST_TEST(report.largest_error < 1e-9);
}

BOOST_AUTO_TEST_CASE(training_descends) {
  parameters p;
  const MatrixXd x = numbers(60, 3);
  const Eigen::VectorXi t = classes_of(x);
  auto step = evaluator(value_and_grad(loss, wrt(W, b, V)));
  double first = 0, last = 0;
  for (int epoch = 0; epoch < 1500; ++epoch) {
    const auto& [value, g] = step(X = x, T = t, W = p.w, b = p.bias, V = p.v);
    if (epoch == 0) first = value;
    last = value;
    p.w -= 1.0 * g[W];
    p.bias -= 1.0 * g[b];
    p.v -= 1.0 * g[V];
  }
  BOOST_TEST_MESSAGE("loss " << first << " -> " << last);
  BOOST_TEST(last < 0.2 * first);
}

BOOST_AUTO_TEST_CASE(results_look_into_the_evaluator_and_direct_calls_own) {
  const parameters p;
  const MatrixXd x = numbers(5, 3);
  const Eigen::VectorXi t = classes_of(x);
  auto step = evaluator(value_and_grad(loss));
  const auto first = step(X = x, T = t, W = p.w, b = p.bias, V = p.v);
  const MatrixXd kept = first.grad[W];
  const auto own = value_and_grad(loss)(X = x, T = t, W = p.w, b = p.bias, V = p.v);
  const MatrixXd other = -x;
  const auto second = step(X = other, T = t, W = p.w, b = p.bias, V = p.v);
  BOOST_TEST(first.grad[W].data() == second.grad[W].data());  // no copy
  BOOST_TEST(difference(second.grad[W], kept) > 1e-3);
  BOOST_TEST(difference(own.grad[W], kept) == 0);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(own.grad[W])>, Eigen::Matrix<double, 3, 4>>);
}

}  // namespace
