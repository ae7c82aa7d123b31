// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops of all kinds, their derivatives and their products: none of them allocates after the first call of the largest size, whatever lies inside.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <tuple>

namespace {

using namespace nabla;
using test::count_allocations;
using test::numbers;
using test::times;

constexpr auto n = dim<"n">;
constexpr auto X = var<"X", n, 3>;
constexpr auto x = var<"x">;
constexpr auto u = var<"u", 1, 3>;

/// Of a call for 300 rows twice, and for 5.
template <class Evaluator, class... Rest>
void expect_none(const char* what, Evaluator run, auto call) {
  const Eigen::MatrixXd many = numbers(300, 3), few = numbers(5, 3), row = numbers(1, 3);
  const auto counted = [&](const Eigen::MatrixXd& rows) { return count_allocations([&] { return call(run, rows, row); }); };
  BOOST_TEST_CONTEXT(what) {
    counted(many);
    BOOST_TEST(counted(many) == 0);
    BOOST_TEST(counted(few) == 0);
  }
}
constexpr auto step = [](auto row, auto state) { return tanh(x * row + state); };
constexpr auto states = scan(X, u, step);
constexpr auto asked = [](auto& run, const auto& rows, const auto& row) { return run(X = rows, x = 0.5, u = row).value; };

BOOST_AUTO_TEST_CASE(over_rows) {
  constexpr auto two = scan(X, std::tuple{x, u}, [](auto row, auto s, auto v) { return std::tuple{s / 2_c + sum(row), sin(v) * s}; });
  expect_none("a tuple", evaluator(value_and_grad(sqnorm(std::get<1>(two)) * sum(std::get<0>(two)))), asked);
  constexpr auto few = sum(fold(X, u, step, checkpoint<16>));
  expect_none("some states only", evaluator(value_and_grad(few)), asked);
  expect_none("a second derivative", evaluator(hvp(sqnorm(states), wrt(x))), [](auto& run, const auto& rows, const auto& row) { return run(at(X = rows, x = 0.5, u = row), along(x = 1.0))[x]; });
}
BOOST_AUTO_TEST_CASE(of_a_row_each) {
  constexpr auto each = map_rows(X, [](auto row) { return root([=](auto s) { return s + x * sin(s) - sum(row); }, x); });
  expect_none("roots", evaluator(value_and_grad(sum(each) + sum(u))), asked);
}
BOOST_AUTO_TEST_CASE(products) {
  expect_none("along", evaluator(jvp(states, wrt(x))), [](auto& run, const auto& rows, const auto& row) { return run(at(X = rows, x = 0.5, u = row), along(x = 1.0))(0, 0); });
  expect_none("back", evaluator(vjp(states, wrt(u))), [](auto& run, const auto& rows, const auto& row) { return run(at(X = rows, x = 0.5, u = row), rows)[u](0, 0); });
}

/// Wide rows, where products are beyond what Eigen packs on the stack.
constexpr auto wide = data<"wide", n, 64>;
constexpr auto start = data<"start", 1, 64>;
constexpr auto U = var<"U", 64, 64>;
constexpr auto R = var<"R", 64, 64>;
BOOST_AUTO_TEST_CASE(wide_rows) {
  auto run = evaluator(value_and_grad(sqnorm(scan(wide, start, [](auto row, auto state) { return tanh(row * U + state * R); }))));
  const Eigen::MatrixXd many = numbers(264, 64), few = numbers(3, 64), weights = numbers(64, 64) / 8, zero = Eigen::MatrixXd::Zero(1, 64);
  const auto counted = [&](const Eigen::MatrixXd& rows) { return count_allocations([&] { return run(wide = rows, start = zero, U = weights, R = weights).value; }); };
  BOOST_TEST(counted(many) >= 1);
  BOOST_TEST(counted(many) == 0);
  BOOST_TEST(counted(few) == 0);
}

/// The same of products outside of loops, in all transpositions and as vectors: of so many rows that Eigen packs more than it puts on the stack.
BOOST_AUTO_TEST_CASE(large_products) {
  constexpr auto A = var<"A", n, n>;
  constexpr auto B = var<"B", n, n>;
  constexpr auto v = var<"v", n>;
  auto run = evaluator(value_and_grad(sum(A * B) + sum(transpose(A) * B) + sum(hadamard(A * transpose(B), transpose(A) * transpose(B))) + sum(A * v) + sum(transpose(v) * B)));
  const Eigen::MatrixXd a = numbers(136, 136), b = numbers(136, 136, 5), c = numbers(136, 1);  // more than 128 KiB
  Eigen::MatrixXd product(136, 136);
  BOOST_TEST(count_allocations([&] { return (product.noalias() = a * b)(0, 0); }) >= 1);
  const auto counted = [&] { return count_allocations([&] { return run(A = a, B = b, v = c).value; }); };
  BOOST_TEST(counted() >= 1);
  BOOST_TEST(counted() == 0);
  const auto found = run(A = a, B = b, v = c);
  const Eigen::MatrixXd one = Eigen::MatrixXd::Ones(136, 136);
  const double expected = times(a, b).sum() + times(a.transpose(), b).sum() + times(a, b.transpose()).cwiseProduct(times(a.transpose(), b.transpose())).sum() + times(a, c).sum() + times(c.transpose(), b).sum();
  BOOST_TEST(std::abs(found.value - expected) < 1e-9 * (1 + std::abs(expected)));
  const Eigen::MatrixXd by_A = times(one, b.transpose()) + times(b, one) + times(times(a.transpose(), b.transpose()), b) + times(b.transpose(), times(a, b.transpose()).transpose()) + times(Eigen::VectorXd::Ones(136), c.transpose());
  BOOST_TEST(test::difference(found.grad[A], by_A) < 1e-12);
}

}  // namespace
