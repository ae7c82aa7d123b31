// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Evaluators of 4 × 4 matrices, which try long registers where this machine has some: what they give, and what they write to places, is what kernels compute.

#include <boost/test/unit_test.hpp>

#include <support/run_program.hpp>

#include <nabla/eigen.hpp>

#include <cmath>
#include <random>
#include <vector>

using namespace nabla;

namespace {

constexpr auto A = var<"A", 4, 4>;
constexpr auto b = var<"b", 4>;
constexpr auto w = data<"w", 4>;

bool are_alike(const Eigen::MatrixXd& u, const Eigen::MatrixXd& v) {
  const double size = v.array().isFinite().select(v.array().abs(), 0).maxCoeff();
  const auto alike = [size](double got, double one) { return std::isfinite(got) && std::isfinite(one) ? std::abs(got - one) <= 2e-11 * size : got == one || (std::isnan(got) && std::isnan(one)); };
  bool all = u.size() == v.size();
  for (Eigen::Index e = 0; e < v.size() && all; ++e) all = alike(u.reshaped()(e), v.reshaped()(e));
  return all;
}

void compare(auto f) {
  auto evaluate = evaluator(value_and_grad(f)), written = evaluator(value_and_grad(f));
  std::mt19937_64 generator(3);
  std::normal_distribution<double> normal;
  int usual = 0, other = 0;
  for (int trial = 0; trial < 400; ++trial) {
    Eigen::Matrix4d a;
    Eigen::Vector4d u, v;
    for (double& each : a.reshaped()) each = normal(generator);
    for (int i = 0; i < 4; ++i) u[i] = normal(generator), v[i] = normal(generator);
    if (trial % 4 == 1) a.row(0) = 2 * a.row(trial % 3 + 1);  // singular
    if (trial % 4 == 2) a *= std::ldexp(1, static_cast<int>(generator() % 1900) - 950);
    if (trial % 8 == 3) a(trial % 3, 2) = INFINITY;
    if (trial % 8 == 5) u[trial % 3] = INFINITY;  // of which elimination makes other solutions
    if (trial % 16 == 5 || trial % 16 == 8) v[trial % 3] = -INFINITY;
    const auto [wanted, none] = test::run_program<true, detail::wrt_all>(f, A = a, b = u, w = v);
    ++(test::run_program<true, detail::usually<detail::wrt_all>>(f, A = a, b = u, w = v).second ? usual : other);
    const auto& got = evaluate(A = a, b = u, w = v);
    Eigen::Matrix<double, 4, 4, Eigen::RowMajor> by_rows;
    std::vector<double> by_A(16), by_b(4);
    double value = 0;
    written(A = a, b = u, w = v, into(value_of(f) = value, gradient_of(A) = by_A, gradient_of(b) = by_b));
    written(A = a, b = u, w = v, into(gradient_of(A) = by_rows));
    const auto number = [](double one) { return Eigen::MatrixXd::Constant(1, 1, one); };
    BOOST_TEST((are_alike(number(got.value), number(wanted.value)) && are_alike(got.grad[A], wanted.grad[A]) && are_alike(got.grad[b], wanted.grad[b])), a);
    BOOST_TEST((are_alike(number(value), number(wanted.value)) && are_alike(Eigen::Map<Eigen::Matrix4d>(by_A.data()), wanted.grad[A]) && are_alike(Eigen::Map<Eigen::Vector4d>(by_b.data()), wanted.grad[b])), a);
    BOOST_TEST(are_alike(by_rows, wanted.grad[A]), a);
  }
  BOOST_TEST((usual > 80 && other > 80));
}

}  // namespace

BOOST_AUTO_TEST_CASE(solutions) { compare(dot(w, solve(A, b))); }
BOOST_AUTO_TEST_CASE(inverses_and_logarithms) { compare(dot(w, inverse(A) * b) + logdet(A)); }
