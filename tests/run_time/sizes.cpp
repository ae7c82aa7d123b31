// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Sizes that disagree at run time: the message names the symbol and both sizes, and nothing is written before it is thrown.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <array>
#include <string>

using namespace nabla;
using Eigen::MatrixXd;
using test::difference;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto X = data<"X", n, 3>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto error = sqnorm(X * W - Y);

/// The message of the shape_error that a call throws.
template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const shape_error& e) {
    return e.what();
  }
  return "not refused";
}

const MatrixXd x = numbers(4, 3), y = numbers(4, 2), w = numbers(3, 2);

BOOST_AUTO_TEST_CASE(the_message_names_the_symbol_and_both_sizes) {
  const MatrixXd wide = numbers(4, 5);
  BOOST_TEST(refusal([&] { (void)error(X = wide, Y = y, W = w); }) == "nabla: X is bound to a 4 x 5 matrix, expected n = 4 x 3");
  const MatrixXd tall = numbers(5, 2);
  BOOST_TEST(refusal([&] { (void)error(X = x, Y = tall, W = w); }) == "nabla: Y is bound to a 5 x 2 matrix, expected n = 4 x 2");
  BOOST_TEST(refusal([&] { (void)error(Y = tall, X = x, W = w); }) == "nabla: X is bound to a 4 x 3 matrix, expected n = 5 x 3");
  const MatrixXd turned = w.transpose();
  BOOST_TEST(refusal([&] { (void)error(X = x, Y = y, W = turned); }) == "nabla: W is bound to a 2 x 3 matrix, expected 3 x 2");
}

BOOST_AUTO_TEST_CASE(nothing_is_written_before) {
  auto step = evaluator(value_and_grad(error, wrt(W)));
  const auto before = step(X = x, Y = y, W = w);
  const MatrixXd gradient = before.grad[W];
  const MatrixXd tall = numbers(6, 2), large = numbers(400, 3);
  // sizes that fit nothing, or each other but not their partner: also the ones that would need larger buffers
  BOOST_CHECK_THROW(step(X = numbers(4, 4), Y = y, W = w), shape_error);
  BOOST_CHECK_THROW(step(X = x, Y = tall, W = w), shape_error);
  BOOST_CHECK_THROW(step(X = large, Y = tall, W = w), shape_error);
  BOOST_CHECK_THROW(step(Y = tall, X = large, W = w), shape_error);
  BOOST_TEST(difference(before.grad[W], gradient) == 0);  // a look into the same buffer
  const auto after = step(X = x, Y = y, W = w);
  BOOST_TEST(after.value == before.value);
  BOOST_TEST(difference(after.grad[W], gradient) == 0);
}

BOOST_AUTO_TEST_CASE(one_name_is_one_size) {
  constexpr auto K = var<"K", m, m>;
  constexpr auto u = var<"u", m, 1>;
  constexpr auto extents = transpose(u) * K * u;
  const MatrixXd square = numbers(3, 3), vector = numbers(3, 1);
  BOOST_TEST(extents(K = square, u = vector) == (vector.transpose() * square * vector).value(), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(refusal([&] { (void)extents(K = x, u = vector); }) == "nabla: K is bound to a 4 x 3 matrix, expected m = 4 x m = 4");
  BOOST_TEST(refusal([&] { (void)extents(K = square, u = w); }) == "nabla: u is bound to a 3 x 2 matrix, expected m = 3 x 1");
  const Eigen::Vector4d four = Eigen::Vector4d::Ones();
  BOOST_TEST(refusal([&] { (void)extents(K = square, u = four); }) == "nabla: u is bound to a 4 x 1 matrix, expected m = 3 x 1");
}

BOOST_AUTO_TEST_CASE(flat_arrays_take_the_shape_of_the_symbol) {
  const std::array<double, 12> flat{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  BOOST_TEST(sum(X)(X = flat) == 78);
}

BOOST_AUTO_TEST_CASE(labels_out_of_range) {
  constexpr auto T = labels<"T", n, 2>;
  constexpr auto loss = sum(cross_entropy(softmax(Y), T));
  auto run = evaluator(loss);
  Eigen::VectorXi t(4);
  t << 0, 1, 1, 0;
  const double right = run(Y = y, T = t);
  for (int bad : {2, -1, 1000}) {
    t(2) = bad;
    BOOST_CHECK_EXCEPTION(run(Y = y, T = t), label_error, [](const label_error& e) { return e.what() == std::string("nabla: element 2 of T is no whole number from 0 on below 2"); });
  }
  t(2) = 1;
  BOOST_TEST(run(Y = y, T = t) == right);
  const Eigen::VectorXi five = Eigen::VectorXi::Zero(5);
  BOOST_TEST(refusal([&] { (void)run(Y = y, T = five); }) == "nabla: T is bound to a 5 x 2 matrix, expected n = 4 x 2");
}

BOOST_AUTO_TEST_CASE(parts_that_reach_beyond) {
  const auto refused = [&](auto part, const MatrixXd& matrix) {
    auto run = evaluator(part);
    MatrixXd at_first = run(Y = y);
    return refusal([&] { (void)run(Y = matrix); });
  };
  BOOST_TEST(refused(rows<1, 3>(Y), numbers(3, 2)) == "nabla: rows<1, 3> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(rows<-4, 2>(Y), numbers(3, 2)) == "nabla: rows<-4, 2> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(row<0>(Y), numbers(0, 2)) == "nabla: row<0> does not fit a 0 x 2 matrix");
  BOOST_TEST(refused(block<3, 0, 1, 2>(Y), numbers(3, 2)) == "nabla: row<3> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(head<4>(sq(Y)), numbers(3, 2)) == "nabla: rows<0, 4> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(row<0>(rows<0, 4>(Y)), numbers(3, 2)) == "nabla: rows<0, 4> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(row<-1>(rows<-4, 4>(Y)), numbers(3, 2)) == "nabla: rows<-4, 4> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(grad(sum(sq(row<0>(rows<0, 4>(Y)))))[Y], numbers(3, 2)) == "nabla: rows<0, 4> does not fit a 3 x 2 matrix");
  BOOST_TEST(refused(tail<4>(Y), numbers(3, 2)) == "nabla: rows<-4, 4> does not fit a 3 x 2 matrix");
  // in gradients alone too
  auto slope = evaluator(grad(sum(rows<1, 3>(Y)), wrt(Y)));
  BOOST_TEST(slope(Y = y)[Y].sum() == 6);
  BOOST_CHECK_THROW(slope(Y = numbers(3, 2)), shape_error);
  BOOST_TEST(slope(Y = numbers(9, 2))[Y].sum() == 6);
}

BOOST_AUTO_TEST_CASE(sizes_counted_from_others) {
  constexpr auto v = var<"v", n>;
  constexpr auto u = var<"u", n - 1>;
  constexpr auto f = dot(u, difference(v));
  const Eigen::VectorXd four = numbers(4, 1), three = numbers(3, 1), none(0);
  BOOST_TEST(f(v = four, u = three) == f(u = three, v = four));
  BOOST_TEST(refusal([&] { (void)f(v = four, u = four); }) == "nabla: u is bound to a 4 x 1 matrix, expected n - 1 = 3 x 1");
  BOOST_TEST(refusal([&] { (void)f(u = three, v = three); }) == "nabla: v is bound to a 3 x 1 matrix, expected n = 4 x 1");
  BOOST_TEST(refusal([&] { (void)sum(difference(v))(v = none); }) == "nabla: v is bound to a 0 x 1 matrix, which is too small: n - 1 is below 0");
  BOOST_TEST(refusal([&] { (void)iterate(m, var<"x">, [](auto s) { return sq(s); })(m = -2, var<"x"> = 1.0); }) == "nabla: m is below 0");
  BOOST_TEST(refusal([&] { (void)sum(var<"x"> * ones<m>)(var<"x"> = 1.0, m = -1); }) == "nabla: m is below 0");
  BOOST_TEST(refusal([&] { (void)sum(v + ones<n>)(v = three, n = 4); }) == "nabla: n is bound to a 0 x 4 matrix, expected 0 x n = 3");
  BOOST_TEST(refusal([&] { (void)sum(rows<2, m>(v) + var<"w", m>)(v = three, var<"w", m> = three); }) == "nabla: rows<2, m> does not fit a 3 x 1 matrix");
  BOOST_TEST(refusal([&] { (void)sum(var<"w", n + 2>)(var<"w", n + 2> = Eigen::VectorXd(1)); }) == "nabla: w is bound to a 1 x 1 matrix, expected n + 2 x 1");
}

BOOST_AUTO_TEST_CASE(sizes_that_no_symbol_has) {
  constexpr auto factor = var<"factor">;
  auto run = evaluator(value_and_grad(sqnorm(factor * ones<m, 2> + 1_c)));
  for (const int size : {3, 0, 8}) {
    const auto [value, g] = run(factor = 2.0, m = size);
    BOOST_TEST(value == 18 * size);
    BOOST_TEST(g[factor] == 12 * size);
  }
  constexpr auto into_groups = segment_sum(Y, indices<"group", n, m>);
  const MatrixXd four = numbers(4, 2);
  const std::vector group{0, 4, 0, 1};
  const MatrixXd sums = into_groups(Y = four, indices<"group", n, m> = group, m = 5);
  BOOST_TEST(sums.rows() == 5);
  BOOST_TEST(sums.row(0) == four.row(0) + four.row(2));
  BOOST_TEST(jacobian(into_groups, wrt(Y))(Y = four, indices<"group", n, m> = group, m = 5).rows() == 10);
  BOOST_TEST(jvp(sqnorm(into_groups), wrt(Y))(at(Y = four, indices<"group", n, m> = group, m = 5), along(Y = four)) == 2 * sums.squaredNorm(), boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(indices_out_of_range) {
  constexpr auto E = var<"E", m, 2>;
  constexpr auto word = indices<"word", n, m>;
  auto run = evaluator(value_and_grad(sum(gather_rows(E, word))));
  Eigen::VectorXi t(3);
  t << 0, 2, 2;
  const auto before = run(E = y, word = t);
  const MatrixXd gradient = before.grad[E];
  const auto message = [&](auto numbers_of_words) {
    try {
      (void)run(word = numbers_of_words, E = y);
    } catch (const label_error& e) {
      return std::string(e.what());
    }
    return std::string("not refused");
  };
  t(1) = 4;
  BOOST_TEST(message(t) == "nabla: element 1 of word is no whole number from 0 on below m = 4");
  t(1) = -1;
  BOOST_CHECK_THROW(run(E = y, word = t), label_error);
  BOOST_TEST(message(Eigen::VectorXd(numbers(2, 1))) == "nabla: element 0 of word is no whole number from 0 on below m = 4");
  BOOST_TEST(message(Eigen::VectorXd(Eigen::VectorXd::Constant(1, std::numeric_limits<double>::quiet_NaN()))) == "nabla: element 0 of word is no whole number from 0 on below m = 4");
  BOOST_TEST(difference(before.grad[E], gradient) == 0);
  BOOST_TEST(gradient(2, 0) == 2);
}

BOOST_AUTO_TEST_CASE(empty_batches) {
  const MatrixXd no_x(0, 3), no_y(0, 2);
  const auto at_once = value_and_grad(error, wrt(W))(X = no_x, Y = no_y, W = w);
  BOOST_TEST(at_once.value == 0);
  BOOST_TEST(at_once.grad[W].norm() == 0);
}

}  // namespace
