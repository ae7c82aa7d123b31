// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// into(): results lie where the caller wants them, and only in the call that says so; sizes are checked first.

#include <nabla/eigen.hpp>

#include <boost/test/unit_test.hpp>

#include <support/refusal.hpp>

#include <array>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace nabla;
using test::refusal;

constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto w = var<"w">;
constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 2, 3>;
constexpr auto f = w * sqnorm(v) + sum(exp(A)) + sum(B);

// in a constant expression, with nabla's own memory
constexpr auto u = var<"u", 2>;
constexpr double in_a_constant() {
  double slope[2] = {}, value[1] = {};
  auto step = evaluator(value_and_grad(sqnorm(u)));
  const auto result = step(u = std::array{1.0, 2.0}, into(gradient_of(u) = slope, value_of(sqnorm(u)) = value));
  double number = 0;
  step(u = std::array{2.0, 2.0}, into(value_of(sqnorm(u)) = number));
  return slope[0] + 10 * slope[1] + 100 * value[0] + 1000 * result.value + 10000 * number;
}
static_assert(in_a_constant() == 2 + 40 + 500 + 5000 + 80000);

BOOST_AUTO_TEST_CASE(numbers_vectors_matrices) {
  auto step = evaluator(value_and_grad(f));
  const std::vector<double> at{1, 2, 3};
  std::vector<double> by_v(3), by_w(1), value(1);
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(2, 3), by_a(2, 3), by_b(2, 3);
  a(1, 2) = 1;
  const auto first = step(v = at, w = 2.0, A = a, B = a, into(value_of(f) = value, gradient_of(v) = std::span(by_v), gradient_of(w) = by_w, gradient_of(A) = by_a, gradient_of(B) = by_b));
  BOOST_TEST((first.value == value[0] && by_w[0] == 14));
  BOOST_TEST((by_v == std::vector<double>{4, 8, 12}));
  BOOST_TEST((by_a == Eigen::MatrixXd(evaluator(grad(f))(v = at, w = 2.0, A = a, B = a)[A]) && by_b == Eigen::MatrixXd::Ones(2, 3)));  // a derivative that is constant is copied there
  BOOST_TEST(first.grad[v].data() == by_v.data());
  // the next call has its own memory again
  const auto second = step(v = at, w = 3.0, A = a, B = a);
  BOOST_TEST((second.grad[v](2) == 18 && by_v[2] == 12));
}

BOOST_AUTO_TEST_CASE(sizes_are_checked_first) {
  auto step = evaluator(value_and_grad(w * sqnorm(v)));
  const std::vector<double> at{1, 2, 3};
  std::vector<double> by_v(3, -7.0), two(2, -7.0);
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(gradient_of(v) = two)); }) == "nabla: into(): the derivative by v has 3 elements, its place 2");
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(gradient_of(v) = by_v, gradient_of(w) = two)); }) == "nabla: into(): the derivative by w has 1 elements, its place 2");
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(value_of(f) = two)); }) == "nabla: into(): the value has 1 elements, its place 2");
  BOOST_CHECK_THROW(step(v = at, w = 2.0, into(value_of(f) = two)), shape_error);
  BOOST_TEST((by_v == std::vector<double>(3, -7.0) && two == std::vector<double>(2, -7.0)));
  // places of a call that failed are forgotten
  BOOST_TEST(step(v = at, w = 2.0).grad[v](1, 0) == 8);
  BOOST_TEST((by_v == std::vector<double>(3, -7.0)));
}

BOOST_AUTO_TEST_CASE(no_elements) {
  auto step = evaluator(grad(w * sqnorm(v)));
  const std::vector<double> none;
  std::vector<double> to;
  BOOST_TEST(step(v = none, w = 2.0, into(gradient_of(v) = to))[w] == 0);
}

}  // namespace
