// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Heap allocations of a call, counted: none with sizes known at compile time, none after the first call of the largest size otherwise.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <array>
#include <cmath>
#include <memory>

namespace {

using namespace nabla;
using test::count_allocations;
using test::numbers;
using test::times;

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto T = labels<"T", n, 2>;
constexpr auto W = var<"W", 3, 4>;
constexpr auto b = var<"b", 1, 4>;
constexpr auto V = var<"V", 4, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W + b) * V), T));

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  BOOST_TEST(count_allocations([] { return Eigen::MatrixXd::Random(100, 100).eval().sum(); }) >= 1);
  BOOST_TEST(count_allocations([] { return *std::make_unique<double>(1); }) <= 1);
}

BOOST_AUTO_TEST_CASE(scalars) {
  constexpr auto x = var<"x">;
  constexpr auto f = sigmoid(x * x + x) * exp(-x);
  BOOST_TEST(count_allocations([&] { return f(x = 1.5); }) == 0);
  BOOST_TEST(count_allocations([&] { return value_and_grad(f)(x = 1.5).grad[x]; }) == 0);
  auto run = evaluator(value_and_grad(f));
  BOOST_TEST(count_allocations([&] { return run(x = 1.5).value; }) == 0);
}

BOOST_AUTO_TEST_CASE(sizes_known_at_compile_time) {
  constexpr auto A = var<"A", 6, 5>;
  constexpr auto B = var<"B", 5, 4>;
  constexpr auto f = sqnorm(tanh(A * B)) + sum(row_sums(A));
  const Eigen::Matrix<double, 6, 5> a = numbers(6, 5);
  const Eigen::Matrix<double, 5, 4> fixed = numbers(5, 4);
  const Eigen::MatrixXd dynamic = fixed;
  const std::array<double, 20> array{};
  BOOST_TEST(count_allocations([&] { return f(A = a, B = fixed); }) == 0);
  BOOST_TEST(count_allocations([&] { return value_and_grad(f)(A = a, B = fixed).grad[A].sum(); }) == 0);
  BOOST_TEST(count_allocations([&] { return grad(f, wrt(B))(A = a, B = dynamic)[B](0, 0); }) == 0);
  BOOST_TEST(count_allocations([&] { return f(A = a, B = array); }) == 0);
  auto run = evaluator(value_and_grad(f));
  BOOST_TEST(count_allocations([&] { return run(A = a, B = fixed).value; }) == 0);
}

BOOST_AUTO_TEST_CASE(sizes_known_at_run_time) {
  const Eigen::MatrixXd w = numbers(3, 4), bias = numbers(1, 4), v = numbers(4, 2);
  const Eigen::MatrixXd large = numbers(64, 3), small = numbers(10, 3);
  const Eigen::VectorXi many = Eigen::VectorXi::Ones(64), few = Eigen::VectorXi::Zero(10);
  auto step = evaluator(value_and_grad(loss));
  auto call = [&](const Eigen::MatrixXd& x, const Eigen::VectorXi& t) {
    return count_allocations([&] {
      const auto& [value, g] = step(X = x, T = t, W = w, b = bias, V = v);
      return value + g[W](0, 0) + g[V].sum();
    });
  };
  BOOST_TEST(call(small, few) <= 1);
  for (int i = 0; i < 3; ++i) BOOST_TEST(call(small, few) == 0);
  BOOST_TEST(call(large, many) <= 1);
  // after the largest size any other
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(call(small, few) == 0);
    BOOST_TEST(call(large, many) == 0);
  }
}

BOOST_AUTO_TEST_CASE(inputs_that_are_copied) {
  // one-hot rows, row-major memory and another scalar type go through the evaluator's own memory
  const Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> x = numbers(12, 3).cast<float>();
  const Eigen::MatrixXd w = numbers(3, 4), bias = numbers(1, 4), v = numbers(4, 2), all = numbers(12, 6);
  const Eigen::VectorXi t = Eigen::VectorXi::Zero(12);
  auto step = evaluator(value_and_grad(loss));
  auto call = [&] { return count_allocations([&] { return step(X = x, T = t, W = w, b = bias, V = v).value; }); };
  call();
  BOOST_TEST(call() == 0);
  auto blocks = [&] { return count_allocations([&] { return step(X = all.middleCols(1, 3), T = t, W = w, b = all.block(2, 2, 1, 4), V = v).value; }); };
  blocks();
  BOOST_TEST(blocks() == 0);
}

// Eigen would put long packed factors on the heap, and copies of long rows: the thread keeps the first, and a row is no copy.
BOOST_AUTO_TEST_CASE(large_products) {
  constexpr auto k = dim<"k">;
  constexpr auto m = dim<"m">;
  constexpr auto A = var<"A", n, k>;
  constexpr auto B = var<"B", k, m>;
  auto run = evaluator(value_and_grad(sqnorm(A * B)));
  for (const auto [rows, inner, columns] : {std::array{60, 400, 50}, {2, 9000, 2}, {1, 18000, 3}, {3, 18000, 1}, {1, 18000, 1}, {9000, 1, 2}, {0, 9000, 30}, {30, 0, 900}, {30, 900, 0}}) {
    BOOST_TEST_CONTEXT(rows << " × " << inner << " × " << columns) {
      const Eigen::MatrixXd a = Eigen::MatrixXd::Random(rows, inner), right = Eigen::MatrixXd::Random(inner, columns), product = times(a, right);
      const auto& [value, g] = run(A = a, B = right);
      BOOST_TEST(std::abs(value - product.squaredNorm()) <= 1e-12 * product.squaredNorm());
      BOOST_TEST((g[A] - 2 * times(product, right.transpose())).norm() <= 1e-12 * g[A].norm());
      BOOST_TEST((g[B] - 2 * times(a.transpose(), product)).norm() <= 1e-12 * g[B].norm());
      BOOST_TEST(count_allocations([&] { return run(A = a, B = right).value; }) == 0);
    }
  }
}

// What is bound may be a result as it stands: of u · v the derivative by u is v. It is a copy, in the evaluator's memory or where the caller wants it.
BOOST_AUTO_TEST_CASE(results_that_are_bound) {
  constexpr auto u = var<"u", n>;
  constexpr auto v = var<"v", n>;
  auto run = evaluator(value_and_grad(dot(u, v)));
  auto twice = evaluator(together(u, v, u, hadamard(u, v)));
  std::vector<double> left{1, 2, 3}, right{4, 5, 6}, slopes(3);
  const auto by_u = [&](auto&... places) {
    (void)count_allocations([&] { return run(u = left, v = right, places...).value; });
    return count_allocations([&] { return run(u = left, v = right, places...).grad[u](1, 0); });
  };
  BOOST_TEST(by_u() == 0);
  const auto place = into(gradient_of(u) = slopes);
  BOOST_TEST(by_u(place) == 0);
  BOOST_TEST((slopes == right));
  const auto& g = run(u = left, v = right).grad;
  const std::vector<double> before = right;
  right[1] = 7;
  BOOST_TEST((std::vector<double>(g[u]) == before && std::vector<double>(g[v]) == left));
  const auto all = [&] { return count_allocations([&] { const auto& [first, second, third, product] = twice(u = left, v = right); return first(0, 0) + second(1, 0) + third(2, 0) + product(1, 0) == 1 + 7 + 3 + 14; }); };
  (void)all();
  BOOST_TEST(all() == 0);
  const Eigen::VectorXd none, many = numbers(100, 1);
  BOOST_TEST(run(u = none, v = none).grad[u].size() == 0);
  (void)run(u = many, v = many);
  BOOST_TEST(count_allocations([&] { return run(u = many, v = many).grad[v](99, 0); }) == 0);
}

// What lies in the caller's memory needs none of the evaluator's, whatever the size, in the first call too.
BOOST_AUTO_TEST_CASE(results_of_the_caller) {
  constexpr auto v = var<"v", n>;
  auto run = evaluator(value_and_grad(sqnorm(v - mean(v))));
  for (int size : {1, 2, 9, 3000}) {
    const Eigen::VectorXd at = numbers(size, 1);
    std::vector<double> slopes(static_cast<std::size_t>(size));
    double value = 0;
    BOOST_TEST(count_allocations([&] { return value = run(v = at, into(gradient_of(v) = slopes)).value; }) == 0);
    const Eigen::VectorXd centred = at.array() - at.mean();
    BOOST_TEST(std::abs(value - centred.squaredNorm()) <= 1e-12 * centred.squaredNorm());
    BOOST_TEST((Eigen::Map<const Eigen::VectorXd>(slopes.data(), size) - 2 * centred).norm() <= 1e-12 * (1 + centred.norm()));
  }
  BOOST_TEST(count_allocations([&] { return run(v = Eigen::VectorXd(numbers(3000, 1))).value; }) >= 2);  // without a place for it, and the vector itself
}

// Factorisations work in the evaluator's memory: Eigen's decomposition objects would allocate.
BOOST_AUTO_TEST_CASE(linear_algebra) {
  const auto everything = [](auto P, auto R) { return logdet(P) + det(P) + sum(inverse(P)) + sqnorm(solve(P, R)) + sum(cholesky(P)) + norm2(row<1>(P)); };
  constexpr auto P = var<"P", 9, 9>;
  constexpr auto R = var<"R", 9, 2>;
  const Eigen::MatrixXd p = numbers(9, 9) + 9 * Eigen::MatrixXd::Identity(9, 9), r = numbers(9, 2);
  BOOST_TEST(count_allocations([&] { return everything(P, R)(P = p, R = r); }) == 0);
  constexpr auto A = var<"A", n, n>;
  constexpr auto B = var<"B", n, 2>;
  auto run = evaluator(value_and_grad(everything(A, B)));
  const Eigen::MatrixXd a = numbers(100, 100) + 100 * Eigen::MatrixXd::Identity(100, 100), right = numbers(100, 2);
  const auto call = [&](const Eigen::MatrixXd& left, const Eigen::MatrixXd& side) {
    return count_allocations([&] { return run(A = left, B = side).grad[A](0, 0); });
  };
  BOOST_TEST(call(a, right) >= 1);
  BOOST_TEST(call(a, right) == 0);
  BOOST_TEST(call(p, r) == 0);
}

// The states of a loop lie in the evaluator's memory too, those of its derivative likewise.
BOOST_AUTO_TEST_CASE(loops) {
  constexpr auto h = data<"h", 1, 4>;
  constexpr auto R = var<"R", 4, 4>;
  auto run = evaluator(value_and_grad(sqnorm(scan(X, h, [=](auto row, auto state) { return tanh(row * W + state * R + b); }))));
  const Eigen::MatrixXd w = numbers(3, 4), bias = numbers(1, 4), r = numbers(4, 4), zero = Eigen::MatrixXd::Zero(1, 4);
  const auto call = [&](int rows) {
    const Eigen::MatrixXd x = numbers(rows, 3);
    return count_allocations([&] { return run(X = x, W = w, b = bias, R = r, h = zero).value; });
  };
  BOOST_TEST(call(1000) >= 1);
  BOOST_TEST(call(1000) == 0);
  BOOST_TEST(call(10) == 0);
}

}  // namespace
