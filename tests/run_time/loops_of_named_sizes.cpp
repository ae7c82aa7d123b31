// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops whose states, rows and parameters have a size that is a name, beside plain loops over numbers that carry their derivatives: value, gradient, jvp, vjp, hvp, for no element, one and
// many, and no step, one and many.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/counted.hpp>
#include <support/duals.hpp>
#include <support/eigen.hpp>

#include <limits>
#include <tuple>

namespace {

using namespace nabla;
using namespace test;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// The same also of matrices without elements.
double difference(const MatrixXd& a, const MatrixXd& b) { return a.size() == 0 && a.rows() == b.rows() && a.cols() == b.cols() ? 0 : test::difference(a, b); }

constexpr auto n = dim<"n">;
constexpr auto x = var<"x", n>;
constexpr auto w = var<"w", n>;
constexpr auto s = var<"s">;
constexpr auto h = data<"h">;

/// What a plain loop gives for x, w, s and h, and its derivatives by them.
using twin = dual (*)(int steps, const dual_column& x, const dual_column& w, dual s, dual h);
struct derivatives_of_twin {
  double value;
  VectorXd slopes, second;  // the second ones along w, x, 0.7 and 0
};
derivatives_of_twin differentiate(twin of, int steps, const VectorXd& at_x, const VectorXd& at_w) {
  const auto size = at_x.size();
  VectorXd at(2 * size + 2), along(2 * size + 2);
  at << at_x, at_w, 0.4, 0.3;
  along << at_w, at_x, 0.7, 0;
  const auto run = [&](Eigen::Index by) {
    const auto input = [&](Eigen::Index k) { return dual(at(k), k == by ? 1 : 0, along(k), 0); };
    dual_column u, v;
    for (Eigen::Index i = 0; i < size; ++i) u.elements.push_back(input(i)), v.elements.push_back(input(size + i));
    return of(steps, u, v, input(2 * size), input(2 * size + 1));
  };
  derivatives_of_twin all{run(0).value, VectorXd(at.size()), VectorXd(at.size())};
  for (Eigen::Index k = 0; k < at.size(); ++k) {
    const dual at_k = run(k);
    all.slopes(k) = at_k.a;
    all.second(k) = at_k.ab;
  }
  return all;
}

/// The derivatives of a function of x, w, s and h that a loop computes, and its twin, for a number of steps.
template <bool Second = false, class Looped>
void compare(int size, int steps, Looped, twin of) {
  constexpr auto looped = Looped{} + 0_c * (sum(x) + sum(w) + s + h);
  const VectorXd at_x = numbers(size, 1), at_w = numbers(size, 2).col(1);
  const derivatives_of_twin expected = differentiate(of, steps, at_x, at_w);
  const auto found = value_and_grad(looped, wrt(x, w, s, h))(x = at_x, w = at_w, s = 0.4, h = 0.3, dim<"k"> = steps);
  BOOST_TEST_CONTEXT(size << " elements, " << steps << " steps") {
    BOOST_TEST(std::abs(found.value - expected.value) < 1e-14);
    BOOST_TEST(difference(found.grad[x], expected.slopes.head(size)) < 1e-13);
    BOOST_TEST(difference(found.grad[w], expected.slopes.segment(size, size)) < 1e-13);
    BOOST_TEST(std::abs(found.grad[s] - expected.slopes(2 * size)) < 1e-13);
    BOOST_TEST(std::abs(found.grad[h] - expected.slopes(2 * size + 1)) < 1e-13);
    if constexpr (Second) {
      const auto second = hvp(looped, wrt(x, w, s))(at(x = at_x, w = at_w, s = 0.4, h = 0.3, dim<"k"> = steps), along(x = at_w, w = at_x, s = 0.7));
      BOOST_TEST(difference(second[x], expected.second.head(size)) < 1e-12);
      BOOST_TEST(difference(second[w], expected.second.segment(size, size)) < 1e-12);
      BOOST_TEST(std::abs(second[s] - expected.second(2 * size)) < 1e-12);
    }
  }
}
constexpr auto next_column = [](auto y, auto u, auto v, auto k, auto l) { return y + l * hadamard(u, tanh(k * y + shift<1>(v))) + over<10>(sum(y) * v); };
constexpr auto column_body = [](auto y) { return next_column(y, x, w, s, h); };
constexpr auto start = s * x;

BOOST_AUTO_TEST_CASE(columns) {
  constexpr auto looped = sqnorm(iterate(dim<"k">, start, column_body));
  const twin plain = [](int steps, const dual_column& u, const dual_column& v, dual k, dual l) {
    dual_column y = k * u;
    while (steps-- > 0) y = next_column(y, u, v, k, l);
    return sqnorm(y);
  };
  for (const int size : {0, 1, 7})
    for (const int steps : {0, 1, 3}) compare<true>(size, steps, looped, plain);
}
// a column, a number, and a row of one element more
constexpr auto next_tuple = [](auto y, auto t, auto r, auto u, auto v, auto k) { return std::tuple{sin(y + t * u), t + over<10>(k * sum(r)), r * k + hstack(t, transpose(hadamard(v, y)))}; };
constexpr auto total = [](auto of) { return std::apply([](auto... each) { return (sqnorm(each) + ...); }, of); };
BOOST_AUTO_TEST_CASE(tuples) {
  constexpr auto looped = total(iterate(dim<"k">, std::tuple{x, s, hstack(s, transpose(w))}, [](auto y, auto t, auto r) { return next_tuple(y, t, r, x, w, s); }));
  const twin plain = [](int steps, const dual_column& u, const dual_column& v, dual k, dual) {
    std::tuple<dual_column, dual, dual_column> of{u, k, hstack(k, v)};
    while (steps-- > 0) of = next_tuple(std::get<0>(of), std::get<1>(of), std::get<2>(of), u, v, k);
    return total(of);
  };
  for (const int size : {0, 1, 5}) compare(size, 2, looped, plain);
}
BOOST_AUTO_TEST_CASE(matrices_and_checkpoints) {
  constexpr auto body = [](auto M) { return tanh(M + h * hstack(hadamard(x, column<1>(M)), shift<-1>(column<0>(M)) * s)); };
  constexpr auto looped = sqnorm(iterate(dim<"k">, hstack(x, w), body, checkpoint<2>));
  const twin plain = [](int steps, const dual_column& u, const dual_column& v, dual k, dual l) {
    dual_column a = u, b = v;
    while (steps-- > 0) std::tie(a, b) = std::tuple{tanh(a + l * hadamard(u, b)), tanh(b + l * (shift<-1>(a) * k))};
    return sqnorm(a) + sqnorm(b);
  };
  for (const int size : {0, 1, 4}) compare(size, 3, looped, plain);
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
// what a body takes from outside is a row, and a matrix
constexpr auto across = var<"across", 1, n>;
constexpr auto pair = var<"pair", n, 2>;
BOOST_AUTO_TEST_CASE(parameters_that_are_no_columns) {
  constexpr auto looped = sqnorm(fold(X, transpose(w), [](auto row, auto state) { return tanh(row + hadamard(state, across) + transpose(column<1>(pair) - s * column<0>(pair))); }));
  for (const int size : {0, 1, 2, 3, 11})
    for (const int steps : {0, 1, 4}) BOOST_TEST_CONTEXT(size << " elements, " << steps << " steps") {
        const MatrixXd at_X = numbers(steps, size), at_M = numbers(size, 2);
        const VectorXd at_w = numbers(size, 3).col(2);
        const Eigen::RowVectorXd at_r = numbers(1, size + 2).rightCols(size);
        const auto found = grad(looped, wrt(across, pair, w, s))(X = at_X, across = at_r, pair = at_M, w = at_w, s = 0.8);
        const auto moved = [&](const MatrixXd& of_r, const MatrixXd& of_M, double k) {
          Eigen::RowVectorXd state = at_w.transpose();
          for (int t = 0; t < steps; ++t) state = (at_X.row(t) + state.cwiseProduct(of_r.row(0)) + (of_M.col(1) - k * of_M.col(0)).transpose()).array().tanh().matrix().eval();
          return state.squaredNorm();
        };
        const double e = 1e-5;
        for (int i = 0; i < size; ++i) {
          Eigen::RowVectorXd along = Eigen::RowVectorXd::Zero(size);
          along(i) = e;
          BOOST_TEST(std::abs(MatrixXd(found[across])(0, i) - (moved(at_r + along, at_M, 0.8) - moved(at_r - along, at_M, 0.8)) / (2 * e)) < 1e-8);
          for (int j = 0; j < 2; ++j) {
            MatrixXd in = MatrixXd::Zero(size, 2);
            in(i, j) = e;
            BOOST_TEST(std::abs(MatrixXd(found[pair])(i, j) - (moved(at_r, at_M + in, 0.8) - moved(at_r, at_M - in, 0.8)) / (2 * e)) < 1e-8);
          }
        }
        BOOST_TEST(std::abs(found[s] - (moved(at_r, at_M, 0.8 + e) - moved(at_r, at_M, 0.8 - e)) / (2 * e)) < 1e-8);
      }
}
// the body of a map reads them, too
constexpr auto Y = var<"Y", m, 2>;
constexpr auto read_by_a_map = sum(map_rows(Y, [](auto row) { return sq(sum(tanh(pair * transpose(row) - s * transpose(across)))); }));
BOOST_AUTO_TEST_CASE(parameters_of_a_map) {
  constexpr auto without_map = sqnorm(column_sums(tanh(pair * transpose(Y) - s * transpose(across))));
  for (const int size : {0, 1, 2, 3, 11})
    for (const int rows : {0, 1, 2, 5}) BOOST_TEST_CONTEXT(size << " elements, " << rows << " rows") {
        const MatrixXd at_Y = numbers(rows, 2), at_M = numbers(size, 2), along_Y = numbers(rows, 3).rightCols(2), along_M = numbers(size, 3).rightCols(2);
        const Eigen::RowVectorXd at_r = numbers(1, size + 2).rightCols(size), along_r = numbers(1, size + 3).rightCols(size);
        const auto here = at(Y = at_Y, pair = at_M, across = at_r, s = 0.8);
        const auto there = along(Y = along_Y, pair = along_M, across = along_r, s = 0.5);
        const auto compare_all = [](const auto& a, const auto& b) {
          BOOST_TEST(difference(a[Y], b[Y]) < 1e-13);
          BOOST_TEST(difference(a[pair], b[pair]) < 1e-13);
          BOOST_TEST(difference(a[across], b[across]) < 1e-13);
          BOOST_TEST(std::abs(a[s] - b[s]) < 1e-12);
        };
        const auto found = value_and_grad(read_by_a_map, wrt(Y, pair, across, s))(Y = at_Y, pair = at_M, across = at_r, s = 0.8);
        const auto expected = value_and_grad(without_map, wrt(Y, pair, across, s))(Y = at_Y, pair = at_M, across = at_r, s = 0.8);
        BOOST_TEST(std::abs(found.value - expected.value) < 1e-13);
        compare_all(found.grad, expected.grad);
        compare_all(hvp(read_by_a_map, wrt(Y, pair, across, s))(here, there), hvp(without_map, wrt(Y, pair, across, s))(here, there));
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
