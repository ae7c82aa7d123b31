// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Slices, gathers and loops with Eigen, for many lengths, against the same written by hand.

#include <cmath>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

using namespace nabla;
using Eigen::MatrixXd;
using Eigen::VectorXd;
using test::difference;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto M = var<"M", n, 3>;

// incomplete registers, and one element more and less
constexpr int lengths[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 100};

BOOST_AUTO_TEST_CASE(chain) {
  auto run = evaluator(value_and_grad(sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)))));
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1);
    double value = 0;
    VectorXd slope = VectorXd::Zero(length);
    for (int i = 0; i + 1 < length; ++i) {
      const double t = at_v(i + 1) - at_v(i) * at_v(i), u = 1 - at_v(i);
      value += 100 * t * t + u * u;
      slope(i) += -400 * t * at_v(i) - 2 * u;
      slope(i + 1) += 200 * t;
    }
    const auto found = run(v = at_v);
    BOOST_TEST(found.value == value, boost::test_tools::tolerance(1e-13));
    BOOST_TEST(difference(found.grad[v], slope) < 1e-14);
  }
}

/// Of a register that reaches beyond the first element only what lies inside counts.
BOOST_AUTO_TEST_CASE(windows_at_the_ends) {
  auto run = evaluator(hadamard(v, shift<1>(v)) + shift<2>(v) - shift<-1>(v));
  for (int length : lengths) {
    VectorXd all = VectorXd::Constant(length + 8, 1e9);
    all.segment(4, length) = numbers(length, 1);
    const VectorXd found = run(v = all.segment(4, length));
    const auto at = [&](int i) { return i < 0 || i >= length ? 0 : all[i + 4]; };
    for (int i = 0; i < length; ++i) BOOST_TEST(found[i] == at(i) * at(i - 1) + at(i - 2) - at(i + 1), boost::test_tools::tolerance(1e-14));
  }
}

/// What later passes make of a formula leaves windows and rows by their numbers where they look: the same of vectors of their own.
constexpr auto of_parts(auto first, auto second) {
  constexpr auto y = var<"y">;
  return sum(hadamard(exp(first / y), cos(second)) + hadamard(log(sq(y) + exp(second)), first) + hadamard(normal_cdf(first), tanh(second / y)) + hypot(first, second) + inv(3_c + exp(first)) + hadamard(second, first / norm2(second)) +
             atan2(first, second + 9_c) + second / (y + 1_c));
}
BOOST_AUTO_TEST_CASE(what_shares_parts_behind_windows) {
  constexpr auto y = var<"y">;
  constexpr auto m = dim<"m">;
  constexpr auto a = var<"a", m>;
  constexpr auto b = var<"b", m>;
  constexpr auto i = indices<"i", m, n>;
  constexpr auto j = indices<"j", m, n>;
  auto of_vectors = evaluator(value_and_grad(of_parts(a, b)));
  auto of_windows = evaluator(value_and_grad(of_parts(drop_first<2>(v), drop_last<2>(v))));
  auto of_rows = evaluator(value_and_grad(of_parts(gather_rows(v, i), gather_rows(v, j))));
  for (int length : {3, 4, 9, 17, 40}) {
    const VectorXd at_v = numbers(length, 1);
    const auto wanted = of_vectors(a = at_v.tail(length - 2), b = at_v.head(length - 2), y = 0.7);
    VectorXd slope = VectorXd::Zero(length);
    slope.tail(length - 2) += VectorXd(wanted.grad[a]);
    slope.head(length - 2) += VectorXd(wanted.grad[b]);
    std::vector<int> later, earlier;
    for (int k = 0; k + 2 < length; ++k) {
      earlier.push_back(k);
      later.push_back(k + 2);
    }
    const auto check = [&](const auto& found) {
      BOOST_TEST(found.value == wanted.value, boost::test_tools::tolerance(1e-13));
      BOOST_TEST(found.grad[y] == wanted.grad[y], boost::test_tools::tolerance(1e-12));
      BOOST_TEST(difference(found.grad[v], slope) < 1e-13);
    };
    check(of_windows(v = at_v, y = 0.7));
    check(of_rows(v = at_v, i = later, j = earlier, y = 0.7));
  }
}

BOOST_AUTO_TEST_CASE(parts_of_matrices_and_of_blocks) {
  constexpr auto f = sum(hadamard(difference(M), exp(rows<0, n - 1>(M)))) + sqnorm(transpose(rows<1, n - 1>(M)) * rows<0, n - 1>(M)) + dot(column<1>(drop_first<1>(M)), drop_last<1>(column<2>(M))) +
      sum(shift<2>(M) * transpose(row<0>(M)));
  auto run = evaluator(value_and_grad(f));
  for (int length : lengths) {
    const MatrixXd all = numbers(length + 4, 5), at_M = all.block(2, 1, length, 3);
    const MatrixXd below = at_M.bottomRows(length - 1), above = at_M.topRows(length - 1), step = below - above, e = above.array().exp();
    double value = step.cwiseProduct(e).sum() + (below.transpose() * above).squaredNorm() + below.col(1).dot(above.col(2));
    for (int i = 2; i < length; ++i) value += at_M.row(i - 2).dot(at_M.row(0));
    MatrixXd slope = MatrixXd::Zero(length, 3);
    slope.bottomRows(length - 1) += e + 2 * above * (below.transpose() * above).transpose();
    slope.topRows(length - 1) += step.cwiseProduct(e) - e + 2 * below * (below.transpose() * above);
    slope.col(1).tail(length - 1) += above.col(2);
    slope.col(2).head(length - 1) += below.col(1);
    for (int i = 2; i < length; ++i) {
      slope.row(i - 2) += at_M.row(0);
      slope.row(0) += at_M.row(i - 2);
    }
    const auto check = [&](const auto& found) {
      BOOST_TEST(found.value == value, boost::test_tools::tolerance(1e-12));
      BOOST_TEST(difference(found.grad[M], slope) < 1e-13);
    };
    check(run(M = at_M));
    check(run(M = all.block(2, 1, length, 3)));  // with gaps between its columns
    if (length > 1) BOOST_TEST(difference(MatrixXd(rows<1, n - 1>(M)(M = at_M)), below) == 0);
  }
}

constexpr auto X = data<"X", n, 2>;
constexpr auto U = var<"U", 2, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto h0 = var<"h0", 1, 3>;

BOOST_AUTO_TEST_CASE(a_recurrent_network) {
  constexpr auto states = scan(X, h0, [](auto row, auto h) { return tanh(row * U + h * R); });
  constexpr auto last = fold(X, h0, [](auto row, auto h) { return tanh(row * U + h * R); });
  auto run = evaluator(value_and_grad(sqnorm(states) + sum(last)));
  const MatrixXd u = numbers(2, 3), r = numbers(3, 3, 2), start = numbers(1, 3, 3);
  for (int length : {0, 1, 2, 9, 50}) {
    const MatrixXd x = numbers(length, 2, 4);
    MatrixXd all = MatrixXd::Zero(length + 1, 3);
    all.row(0) = start;
    for (int t = 0; t < length; ++t) all.row(t + 1) = (x.row(t) * u + all.row(t) * r).array().tanh();
    MatrixXd du = MatrixXd::Zero(2, 3), dr = MatrixXd::Zero(3, 3), d = MatrixXd::Ones(1, 3);
    for (int t = length; t > 0; --t) {
      const MatrixXd inner = (d + 2 * all.row(t)).cwiseProduct((1 - all.row(t).array().square()).matrix());
      du += x.row(t - 1).transpose() * inner;
      dr += all.row(t - 1).transpose() * inner;
      d = inner * r.transpose();
    }
    const auto found = run(X = x, U = u, R = r, h0 = start);
    BOOST_TEST(found.value == all.bottomRows(length).squaredNorm() + all.row(length).sum(), boost::test_tools::tolerance(1e-12));
    BOOST_TEST(difference(found.grad[U], du) < 1e-13);
    BOOST_TEST(difference(found.grad[R], dr) < 1e-13);
    BOOST_TEST(difference(found.grad[h0], d) < 1e-13);
    if (length > 0) BOOST_TEST(difference(MatrixXd(states(X = x, U = u, R = r, h0 = start)), MatrixXd(all.bottomRows(length))) < 1e-14);
  }
}

// Transposes of vectors and parts of rows are read where the vector is, but for a row that lies apart.
/// What a loop would store for the next one alone is computed there again: a mean that is taken off, and stages that look one place back.
BOOST_AUTO_TEST_CASE(what_is_computed_again) {
  constexpr auto q = var<"q", n>;
  constexpr auto centred = v - mean(v);
  auto scaled = evaluator(centred / sqrt(mean(hadamard(centred, centred)) + 1_c));
  constexpr auto slope = [](auto of) { return hadamard(v, shift<1>(of)); };
  constexpr auto k1 = slope(q);
  constexpr auto k2 = slope(q + k1);
  auto stages = evaluator(value_and_grad(sum(sq(q + k1 + k2 + slope(q + k2)))));
  for (int length : lengths) {
    const VectorXd at_v = numbers(length, 1), at_q = numbers(length + 1, 1).bottomRows(length);
    const VectorXd c = at_v.array() - at_v.mean();
    BOOST_TEST(difference(scaled(v = at_v), (c / std::sqrt(c.squaredNorm() / length + 1)).eval()) < 1e-14);
    const auto looked = [&](const VectorXd& of) {
      VectorXd result = VectorXd::Zero(length);
      for (int i = 1; i < length; ++i) result(i) = at_v(i) * of(i - 1);
      return result;
    };
    const auto looked_back = [&](const VectorXd& of) {
      VectorXd result = VectorXd::Zero(length);
      for (int i = 1; i < length; ++i) result(i - 1) = at_v(i) * of(i);
      return result;
    };
    const VectorXd first = looked(at_q), second = looked(at_q + first), all = at_q + first + second + looked(at_q + second);
    const auto found = stages(v = at_v, q = at_q);
    BOOST_TEST(found.value == all.squaredNorm(), boost::test_tools::tolerance(1e-13));
    const VectorXd of_all = 2 * all, of_third = looked_back(of_all), of_second = looked_back(of_all + of_third), of_first = looked_back(of_all + of_second);
    BOOST_TEST(difference(found.grad[q], (of_all + of_third + of_second + of_first).eval()) < 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(turned_vectors) {
  constexpr auto r = var<"r", 1, n>;
  auto of_column = evaluator(row_cumsum(columns<1, n - 1>(transpose(v))));
  auto of_row = evaluator(cumsum(transpose(columns<1, n - 1>(r))));
  auto of_computed = evaluator(cumsum(transpose(columns<0, to_end - 1>(row_cumsum(r)))));
  const auto sums = [](VectorXd x) {
    for (Eigen::Index i = 1; i < x.size(); ++i) x(i) += x(i - 1);
    return MatrixXd(x);
  };
  for (int length : {2, 9, 17}) {
    const VectorXd at_v = numbers(length, 1);
    const MatrixXd wide = numbers(3, length);
    const VectorXd row = wide.row(1).transpose();
    BOOST_TEST(difference(MatrixXd(of_column(v = at_v)), MatrixXd(sums(at_v.tail(length - 1)).transpose())) < 1e-14);
    BOOST_TEST(difference(MatrixXd(of_row(r = wide.row(1))), sums(row.tail(length - 1))) < 1e-14);
    BOOST_TEST(difference(MatrixXd(of_computed(r = wide.row(1))), sums(VectorXd(sums(row).topRows(length - 1)))) < 1e-14);
  }
}

// Along several rows sums go column by column.
BOOST_AUTO_TEST_CASE(sums_along_several_rows) {
  constexpr auto tall = var<"tall", dim<"m">, n>;
  auto forwards = evaluator(row_cumsum(tall));
  auto backwards = evaluator(row_cumsum_backwards(tall));
  for (int length : {0, 1, 2, 9})
    for (int height : {0, 1, 3, 8}) {
      const MatrixXd at = numbers(height, length);
      MatrixXd sums = at, sums_back = at;
      for (int j = 1; j < length; ++j) sums.col(j) += sums.col(j - 1);
      for (int j = length - 2; j >= 0; --j) sums_back.col(j) += sums_back.col(j + 1);
      BOOST_TEST((MatrixXd(forwards(tall = at)) - sums).norm() == 0);
      BOOST_TEST((MatrixXd(backwards(tall = at)) - sums_back).norm() == 0);
    }
  BOOST_TEST(std::signbit(MatrixXd(evaluator(cumsum(v))(v = VectorXd(VectorXd::Constant(1, -0.0))))(0, 0)));
}

// Products of few numbers are plain loops, of more Eigen's, and of vectors sums; parts of larger matrices have a distance of columns of their own.
BOOST_AUTO_TEST_CASE(products_of_few_and_of_many) {
  constexpr auto d = dim<"d">;
  constexpr auto A = var<"A", d, d>;
  constexpr auto x = var<"x", d>;
  constexpr auto y = data<"y", d>;
  auto form = evaluator(value_and_grad(quadratic_form(A, x) + dot(transpose(A) * y, A * x)));
  for (int size : {0, 1, 2, 4, 7, 8, 9, 20}) {
    const MatrixXd larger = numbers(size + 3, size + 2);
    const VectorXd at_x = numbers(size, 1), at_y = 2 * at_x.reverse();
    const auto at_A = larger.block(1, 1, size, size);
    const MatrixXd whole = at_A;
    const auto found = form(A = at_A, x = at_x, y = at_y);
    const VectorXd Ax = whole * at_x, Aty = whole.transpose() * at_y;
    BOOST_TEST(std::abs(found.value - (at_x.dot(Ax) + Aty.dot(Ax))) <= 1e-12 * (1 + std::abs(found.value)));
    BOOST_TEST((MatrixXd(found.grad[x]) - MatrixXd(Ax + whole.transpose() * at_x + whole.transpose() * Aty)).norm() < 1e-11);
    BOOST_TEST((MatrixXd(found.grad[A]) - MatrixXd((at_x + Aty) * at_x.transpose() + at_y * Ax.transpose())).norm() < 1e-11);
  }
}

BOOST_AUTO_TEST_CASE(checked_by_differences) {
  constexpr auto y = var<"y">;
  constexpr auto s = fold(v, y, [=](auto number, auto state) { return where(state > number, sin(state) + number * y, state * state - number); });
  constexpr auto word = indices<"word", n, 3>;
  for (int length : {0, 1, 2, 7}) {
    const VectorXd at_v = numbers(length, 1);
    BOOST_TEST(bool(check_grad(s * y, at(v = at_v, y = 0.375))));
    Eigen::VectorXi taken(length);
    for (int i = 0; i < length; ++i) taken(i) = i * i % 3;
    BOOST_TEST(bool(check_grad(sum(exp(gather_rows(R, word))) + sqnorm(segment_sum(M, word)) + sum(sin(pick(M, word))), at(R = numbers(3, 3), M = numbers(length, 3), word = taken))));
  }
}

}  // namespace
