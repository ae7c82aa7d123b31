// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops whose states, rows and parameters have a size that is a name, beside what they are written out: value, gradient, jvp, vjp, hvp, for no element, one and many, and no step, one and many.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/counted.hpp>
#include <support/eigen.hpp>

#include <limits>
#include <tuple>

namespace {

using namespace nabla;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using test::numbers;

/// The same also of matrices without elements.
double difference(const MatrixXd& a, const MatrixXd& b) { return a.size() == 0 && a.rows() == b.rows() && a.cols() == b.cols() ? 0 : test::difference(a, b); }

constexpr auto n = dim<"n">;
constexpr auto x = var<"x", n>;
constexpr auto w = var<"w", n>;
constexpr auto s = var<"s">;
constexpr auto h = data<"h">;

/// The derivatives of a function of x, w, s and h that a loop computes, and that is written out, for a number of steps.
template <bool Second = false, class Looped, class Written>
void compare(int size, int steps, Looped, Written) {
  constexpr auto all = 0_c * (sum(x) + sum(w) + s + h);
  constexpr auto looped = Looped{} + all;
  constexpr auto written = Written{} + all;
  const VectorXd at_x = numbers(size, 1), at_w = numbers(size, 2).col(1);
  const auto expected = value_and_grad(written, wrt(x, w, s, h))(x = at_x, w = at_w, s = 0.4, h = 0.3);
  const auto found = value_and_grad(looped, wrt(x, w, s, h))(x = at_x, w = at_w, s = 0.4, h = 0.3, dim<"k"> = steps);
  BOOST_TEST_CONTEXT(size << " elements, " << steps << " steps") {
    BOOST_TEST(std::abs(found.value - expected.value) < 1e-14);
    BOOST_TEST(difference(found.grad[x], expected.grad[x]) < 1e-13);
    BOOST_TEST(difference(found.grad[w], expected.grad[w]) < 1e-13);
    BOOST_TEST(std::abs(found.grad[s] - expected.grad[s]) < 1e-13);
    BOOST_TEST(std::abs(found.grad[h] - expected.grad[h]) < 1e-13);
    if constexpr (Second) {
      const auto along_all = along(x = at_w, w = at_x, s = 0.7);
      const auto second = hvp(looped, wrt(x, w, s))(at(x = at_x, w = at_w, s = 0.4, h = 0.3, dim<"k"> = steps), along_all);
      const auto second_expected = hvp(written, wrt(x, w, s))(at(x = at_x, w = at_w, s = 0.4, h = 0.3), along_all);
      BOOST_TEST(difference(second[x], second_expected[x]) < 1e-12);
      BOOST_TEST(difference(second[w], second_expected[w]) < 1e-12);
      BOOST_TEST(std::abs(second[s] - second_expected[s]) < 1e-12);
    }
  }
}
constexpr auto column_body = [](auto y) { return y + h * hadamard(x, tanh(s * y + shift<1>(w))) + sum(y) * w / 10_c; };
constexpr auto start = s * x;

BOOST_AUTO_TEST_CASE(columns) {
  constexpr auto looped = sqnorm(iterate(dim<"k">, start, column_body));
  for (const int size : {0, 1, 7}) {
    compare(size, 0, looped, sqnorm(start));
    compare(size, 1, looped, sqnorm(column_body(start)));
    compare<true>(size, 3, looped, sqnorm(column_body(column_body(column_body(start)))));
  }
}
BOOST_AUTO_TEST_CASE(tuples) {
  // a column, a number, and a row of one element more
  constexpr auto body = [](auto y, auto t, auto r) { return std::tuple{sin(y + t * x), t + s * sum(r) / 10_c, r * s + hstack(t, transpose(hadamard(w, y)))}; };
  constexpr auto first = std::tuple{x, s, hstack(s, transpose(w))};
  constexpr auto total = [](auto of) { return std::apply([](auto... each) { return (sqnorm(each) + ...); }, of); };
  constexpr auto looped = total(iterate(dim<"k">, first, body));
  for (const int size : {0, 1, 5}) compare(size, 2, looped, total(std::apply(body, std::apply(body, first))));
}
BOOST_AUTO_TEST_CASE(matrices_and_checkpoints) {
  constexpr auto body = [](auto M) { return tanh(M + h * hstack(hadamard(x, column<1>(M)), shift<-1>(column<0>(M)) * s)); };
  constexpr auto first = hstack(x, w);
  constexpr auto looped = sqnorm(iterate(dim<"k">, first, body, checkpoint<2>));
  for (const int size : {0, 1, 4}) compare(size, 3, looped, sqnorm(body(body(body(first)))));
}

constexpr auto m = dim<"m">;
constexpr auto X = var<"X", m, n>;
constexpr auto row_body = [](auto row, auto state) { return tanh(state + hadamard(row, transpose(x))) * s; };
constexpr auto states = scan(X, transpose(w), row_body);

BOOST_AUTO_TEST_CASE(rows) {
  for (const int size : {0, 1, 5})
    for (const int steps : {0, 1, 4}) BOOST_TEST_CONTEXT(size << " elements, " << steps << " steps") {
        const MatrixXd at_X = numbers(steps, size);
        const VectorXd at_x = numbers(size, 1), at_w = numbers(size, 2).col(1);
        const auto given = at(X = at_X, x = at_x, w = at_w, s = 0.8);
        MatrixXd expected(steps, size);
        for (int t = 0; t < steps; ++t)
          for (int i = 0; i < size; ++i) expected(t, i) = 0.8 * std::tanh((t == 0 ? at_w(i) : expected(t - 1, i)) + at_X(t, i) * at_x(i));
        BOOST_TEST(difference(states(X = at_X, x = at_x, w = at_w, s = 0.8), expected) < 1e-15);
        // the derivative along directions, by differences and by what the cotangent of the other way gives
        const MatrixXd along_X = numbers(steps, size + 1).rightCols(size);
        const VectorXd along_x = at_w, along_w = at_x;
        const MatrixXd forward = jvp(states, wrt(X, x, w, s))(given, along(X = along_X, x = along_x, w = along_w, s = 0.5));
        const auto moved = [&](double e) { return MatrixXd(states(X = at_X + e * along_X, x = at_x + e * along_x, w = at_w + e * along_w, s = 0.8 + e * 0.5)); };
        BOOST_TEST(difference(forward, (moved(1e-6) - moved(-1e-6)) / 2e-6) < 1e-8);
        const MatrixXd weights = numbers(steps, size);
        const auto back = vjp(states, wrt(X, x, w, s))(given, weights);
        const double by_back = MatrixXd(back[X]).cwiseProduct(along_X).sum() + VectorXd(back[x]).dot(along_x) + VectorXd(back[w]).dot(along_w) + back[s] * 0.5;
        BOOST_TEST(std::abs(by_back - forward.cwiseProduct(weights).sum()) < 1e-13);
      }
}
BOOST_AUTO_TEST_CASE(of_what_is_not_read_nothing_comes_back) {
  // the square root of 0 in the second step, of which nothing is read
  constexpr auto looped = scan(X, transpose(w), [](auto row, auto state) { return sqrt(state - row); });
  MatrixXd at_X(2, 3);
  at_X << 0, 0, 0, 1, 1, 1;
  const VectorXd ones = VectorXd::Ones(3);
  BOOST_TEST(difference(grad(sum(row<0>(looped)), wrt(w))(X = at_X, w = ones)[w], VectorXd::Constant(3, 0.5)) < 1e-15);
}
BOOST_AUTO_TEST_CASE(sizes_that_suit_no_step) {
  constexpr auto looped = iterate(dim<"k">, x, [](auto y) { return y + sum(difference(y)) * x; });
  VectorXd result = VectorXd::Constant(1, 7);
  evaluator(looped)(x = numbers(1, 1), dim<"k"> = 2, into(value_of(looped) = result));
  BOOST_TEST(result(0) == numbers(1, 1)(0));
  result.resize(0);
  BOOST_CHECK_THROW(evaluator(looped)(x = VectorXd(0), dim<"k"> = 2, into(value_of(looped) = result)), std::exception);
}
BOOST_AUTO_TEST_CASE(nothing_is_allocated_again) {
  auto run = evaluator(value_and_grad(sqnorm(iterate(dim<"k">, start, column_body))));
  const VectorXd many = numbers(1000, 1), few = numbers(10, 1);
  const auto count = [&](const VectorXd& v) { return test::count_allocations([&] { return run(x = v, w = v, s = 0.4, h = 1e-4, dim<"k"> = 20).value; }); };
  count(many);
  BOOST_TEST(count(many) == 0);
  BOOST_TEST(count(few) == 0);
}
constexpr auto short_loop = sum(iterate<3>(start, [](auto y) { return hadamard(y, x) + s * shift<1>(y); }));
constexpr std::array<double, 3> in_a_constant_expression = grad(short_loop)(x = std::array{1.0, 2.0, 3.0}, s = 0.5)[x];
BOOST_AUTO_TEST_CASE(constant_expressions_and_floats) {
  const std::array<double, 3> in_double = grad(short_loop)(x = std::array{1.0, 2.0, 3.0}, s = 0.5)[x];
  const std::array<float, 3> in_float = grad(short_loop)(x = std::array{1.0f, 2.0f, 3.0f}, s = 0.5f)[x];
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(in_double[static_cast<std::size_t>(i)] == in_a_constant_expression[static_cast<std::size_t>(i)]);
    BOOST_TEST(in_float[static_cast<std::size_t>(i)] == static_cast<float>(in_a_constant_expression[static_cast<std::size_t>(i)]));
  }
}

}  // namespace
