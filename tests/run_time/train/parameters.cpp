// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Parameters as one vector: shapes, maps, the gradient in the same order, what a call binds, what an optimiser does with it.

#include <nabla/train.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <random>
#include <string>
#include <type_traits>

using namespace nabla;
using Eigen::MatrixXd;
using Eigen::VectorXd;

namespace {

constexpr auto n = dim<"n">;
constexpr auto h = dim<"h">;
constexpr auto X = data<"X", n, 3>;
constexpr auto y = data<"y", n, 1>;
constexpr auto W = var<"W", 3, h>;
constexpr auto b = var<"b", 1, h>;
constexpr auto v = var<"v", h, 1>;
constexpr auto s = var<"s">;
constexpr auto output = tanh(X * W + b) * v + s;
constexpr auto loss = mean(sq(output - y));
constexpr auto line = sum(sq(s * X));  // of one number only

auto started() {
  auto p = parameters(loss, with_size(h, 4));
  std::mt19937_64 random(3);
  initialise(p, glorot_normal, random);
  return p;
}
const MatrixXd inputs = (MatrixXd(5, 3) << 0.5, -1, 2, 0, 0.25, -0.5, 1, 1, 1, -2, 0.5, 0.125, 0, 0, 3).finished();
const VectorXd targets = (VectorXd(5) << 1, -1, 0.5, 0, 2).finished();

BOOST_AUTO_TEST_SUITE(parameters_as_one)

BOOST_AUTO_TEST_CASE(one_vector_in_the_order_of_the_formula) {
  auto p = parameters(loss, with_size(h, 4));
  static_assert(std::is_same_v<decltype(p), decltype(parameters(wrt(W, b, v, s), with_size(h, 4)))>);
  BOOST_TEST(p.size() == 3 * 4 + 4 + 4 + 1);
  BOOST_TEST(p.flat().isZero(0));
  p.flat().setLinSpaced(0, 20);
  BOOST_TEST(p[W](2, 1) == 5);  // column by column
  BOOST_TEST(p[b](0, 3) == 15);
  BOOST_TEST(p[v](0, 0) == 16);
  BOOST_TEST(p[s](0, 0) == 20);
  p[b](0, 0) = -1;
  BOOST_TEST(p.flat()(12) == -1);
  static_assert(decltype(p[W])::RowsAtCompileTime == 3 && decltype(p[v])::ColsAtCompileTime == 1);
  const auto& unchanged = p;
  static_assert(!(decltype(unchanged[W])::Flags & Eigen::LvalueBit));
  const auto copy = p;
  p.flat().setZero();
  BOOST_TEST(copy[W](2, 1) == 5);
  for (double& number : p) number += 2;  // all of them
  double all = 0;
  for (const double number : unchanged) all += number;
  BOOST_TEST(all == 2 * 21);
  p[s] = 0.5;  // a number, too
  const double now = unchanged[s];
  BOOST_TEST(now == 0.5);
  BOOST_TEST(p.flat()(20) == 0.5);
  p[v] = unchanged[v] + p[v];
  p[b] = copy[b];
  BOOST_TEST((p[v](3, 0) == 4 && p[b](0, 3) == 15));
}

BOOST_AUTO_TEST_CASE(a_size_that_is_missing_is_named) {
  BOOST_CHECK_EXCEPTION(parameters(loss), std::invalid_argument, [](const auto& e) { return std::string(e.what()).find("dim<\"h\">") != std::string::npos; });
}

BOOST_AUTO_TEST_CASE(the_gradient_is_the_one_of_plain_calls) {
  const auto p = started();
  auto step = evaluator(value_and_grad(loss), p);
  for (int rows : {5, 1, 3, 5}) {
    const MatrixXd x = inputs.topRows(rows);
    const VectorXd t = targets.head(rows);
    const auto plain = value_and_grad(loss)(X = x, y = t, W = p[W], b = p[b], v = p[v], s = p[s](0, 0));
    const auto& [value, g] = step(X = x, y = t);
    BOOST_TEST(value == plain.value);
    BOOST_TEST((g[W] == plain.grad[W] && g[b] == plain.grad[b] && g[v] == plain.grad[v] && g[s](0, 0) == plain.grad[s]));
    BOOST_TEST(g.size() == p.size());
    BOOST_TEST(&g == &step.gradient());
  }
  using state = detail::placed_context<detail::program<std::remove_const_t<decltype(loss)>, true, detail::wrt_all>, double>;
  static_assert(state::can_be_placed<1>() && state::can_be_placed<2>() && state::can_be_placed<3>() && !state::can_be_placed<4>());  // W, b, v are written where they stay
  auto only_gradient = evaluator(grad(loss), p);
  BOOST_TEST((only_gradient(X = inputs, y = targets)[W] == step.gradient()[W]));
}

// Matrices of three rows are tried as they mostly go, and computed again where they do not.
BOOST_AUTO_TEST_CASE(small_matrices) {
  constexpr auto M = var<"M", 3, 3>;
  constexpr auto z = data<"z", 3>;
  constexpr auto density = dot(z, solve(M, z)) + logdet(M);
  auto p = parameters(wrt(M));
  const Eigen::Vector3d at(1, -2, 0.5);
  auto step = evaluator(value_and_grad(density), p);
  auto value_alone = evaluator(solve(M, z), p);
  for (const double smallest : {1.0, 0x1p-500, 0.25}) {  // the determinant of the second is out of the range of its cofactors
    p[M] = Eigen::Matrix3d{{2, 1, 0}, {0, 4 * smallest, 0}, {0, 0, smallest}};
    const auto plain = value_and_grad(density)(M = p[M], z = at);
    const auto& [value, g] = step(z = at);
    BOOST_TEST(value == plain.value, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(g[M].isApprox(plain.grad[M], 1e-14));
    BOOST_TEST(value_alone(z = at).isApprox(solve(M, z)(M = p[M], z = at), 1e-14));
    BOOST_TEST(&g == &step.gradient());
  }
}

BOOST_AUTO_TEST_CASE(a_function_of_some_of_them_takes_what_it_knows) {
  const auto p = started();
  auto predict = evaluator(output, p);
  BOOST_TEST((predict(X = inputs) - output(X = inputs, W = p[W], b = p[b], v = p[v], s = p[s](0, 0))).isZero(0));
  const auto of_a_temporary = evaluator(output, p)(X = inputs);
  const auto both = evaluator(value_and_grad(loss), p)(X = inputs, y = targets);
  BOOST_TEST((of_a_temporary == predict(X = inputs)));
  BOOST_TEST((both.grad.flat() == evaluator(grad(loss), p)(X = inputs, y = targets).flat()));
  auto smaller = evaluator(line, p);
  BOOST_TEST(smaller(X = inputs) == line(X = inputs, s = p[s](0, 0)));
}

BOOST_AUTO_TEST_CASE(the_rest_may_stand_still) {
  const auto all = started();
  auto p = parameters(wrt(v, s), with_size(h, 4));
  p[v] = all[v];
  auto step = evaluator(value_and_grad(loss), p);
  const auto& [value, g] = step(X = inputs, y = targets, W = all[W], b = all[b]);
  BOOST_TEST(g.size() == 5);
  const auto plain = value_and_grad(loss)(X = inputs, y = targets, W = all[W], b = all[b], v = p[v], s = 0.0);
  BOOST_TEST(value == plain.value, boost::test_tools::tolerance(1e-14));
  BOOST_TEST((g[v] - plain.grad[v]).norm() < 1e-14);
}

// Of a network by its inputs, or by one of its parameters: a gradient like any other.
BOOST_AUTO_TEST_CASE(by_other_symbols) {
  auto p = started();
  auto step = evaluator(value_and_grad(loss, wrt(X)), p);
  const auto& [value, g] = step(X = inputs, y = targets);
  const auto all = value_and_grad(loss, wrt(X, s))(X = inputs, y = targets, W = p[W], b = p[b], v = p[v], s = p[s](0, 0));
  BOOST_TEST(value == all.value, boost::test_tools::tolerance(1e-14));
  BOOST_TEST((g[X] - all.grad[X]).norm() < 1e-14);
  const auto slope = evaluator(grad(loss, wrt(s)), p)(X = inputs, y = targets);
  BOOST_TEST(slope[s] == all.grad[s], boost::test_tools::tolerance(1e-14));
  p.flat() *= 2;  // parameters are read at each call
  BOOST_TEST(step(X = inputs, y = targets).value == evaluator(loss, p)(X = inputs, y = targets), boost::test_tools::tolerance(1e-14));
}

constexpr auto A = var<"A", 2, 3>;
constexpr auto B = var<"B", 2, 3>;
constexpr auto C = var<"C", 2, 3>;
constexpr auto D = data<"D", 2, 3>;

// Gradients that cannot be written where they belong: twins, an input, zeros.
BOOST_AUTO_TEST_CASE(gradients_that_are_something_else) {
  constexpr auto f = sum(exp(A + B)) + dot(C, D);
  auto p = parameters(f);
  std::mt19937_64 random(4);
  p.for_each([&](auto, auto&& part) { glorot_normal(part, random); });
  const MatrixXd d = MatrixXd::Random(2, 3);
  auto step = evaluator(value_and_grad(f), p);
  const auto& [value, g] = step(D = d);
  BOOST_TEST(value == f(A = p[A], B = p[B], C = p[C], D = d), boost::test_tools::tolerance(1e-14));
  BOOST_TEST((g[A] - (p[A] + p[B]).array().exp().matrix()).norm() < 1e-14);
  BOOST_TEST((g[B] == g[A] && g[C] == d));
  const auto slope = evaluator(grad(sum(sq(A) + A * 0_c) + sum(C)), parameters(wrt(C, A)))();
  BOOST_TEST((slope[A].isZero(0) && (slope[C].array() == 1).all()));
  auto moved = std::move(step);
  BOOST_TEST((moved(D = d).grad[A] - (p[A] + p[B]).array().exp().matrix()).norm() < 1e-14);
}

BOOST_AUTO_TEST_CASE(how_they_start) {
  constexpr auto large = var<"large", 200, 100>;
  auto p = parameters(wrt(large, var<"c", 1, 100>, var<"k">));
  const auto moments = [&](const detail::initialiser& by) {
    std::mt19937_64 random(1);
    p.flat().setOnes();
    initialise(p, by, random);
    BOOST_TEST((p[var<"c", 1, 100>].isZero(0) && p[var<"k">].isZero(0)));
    BOOST_TEST(std::abs(p[large].mean()) < 0.01 * std::sqrt(p[large].squaredNorm() / 20000) * 3);
    return p[large].squaredNorm() / 20000;
  };
  BOOST_TEST(moments(glorot_uniform) == 2.0 / 300, boost::test_tools::tolerance(0.03));
  BOOST_TEST(p[large].cwiseAbs().maxCoeff() <= std::sqrt(6.0 / 300));
  BOOST_TEST(moments(glorot_normal) == 2.0 / 300, boost::test_tools::tolerance(0.03));
  BOOST_TEST(p[large].cwiseAbs().maxCoeff() > std::sqrt(6.0 / 300));
  BOOST_TEST(moments(he_uniform) == 2.0 / 200, boost::test_tools::tolerance(0.03));
  BOOST_TEST(moments(he_normal) == 2.0 / 200, boost::test_tools::tolerance(0.03));
  std::mt19937_64 one(7), same(7), other(8);
  const double first = random_normal(one);
  BOOST_TEST(first == random_normal(same));
  BOOST_TEST(first != random_normal(other));
}

// ---- optimisers, against their formulas written out for one number -------------------------------------------------------------------------

constexpr auto bowl = sq(s - 3_c);

template <class Make, class Move>
void compare_steps(Make make, Move move) {
  auto p = parameters(bowl);
  double expected = p[s](0, 0) = 10;
  auto slope = evaluator(grad(bowl), p);
  auto optimiser = make(p);
  for (int t = 1; t <= 50; ++t) {
    const auto& g = slope();
    const double derivative = 2 * (expected - 3);
    optimiser.step(p, g);
    expected += move(t, derivative);
    BOOST_REQUIRE_CLOSE_FRACTION(p[s](0, 0), expected, 1e-12);
  }
  BOOST_TEST(std::abs(expected - 3) < 7);
}

BOOST_AUTO_TEST_CASE(steps_are_what_their_papers_say) {
  compare_steps([](const auto& p) { return sgd(p, 0.1); }, [](int, double g) { return -0.1 * g; });
  double velocity = 0;
  compare_steps([](const auto& p) { return momentum(p, 0.02, 0.8); }, [&](int, double g) { return velocity = 0.8 * velocity - 0.02 * g; });
  double m = 0, u = 0;
  compare_steps([](const auto& p) { return adam(p, {.rate = 0.1}); }, [&](int t, double g) {
    m = 0.9 * m + 0.1 * g;
    u = 0.999 * u + 0.001 * g * g;
    return -0.1 * (m / (1 - std::pow(0.9, t))) / (std::sqrt(u / (1 - std::pow(0.999, t))) + 1e-8); });
}

BOOST_AUTO_TEST_CASE(float_parameters_stay_float) {
  auto p = parameters<float>(bowl);
  auto slope = evaluator(value_and_grad(bowl), p);
  auto optimiser = adam(p, {.rate = 0.05});
  for (int t = 0; t < 400; ++t) optimiser.step(p, slope().grad);
  static_assert(std::is_same_v<decltype(slope().value), float>);
  BOOST_TEST(p[s](0, 0) == 3.0f, boost::test_tools::tolerance(1e-3f));
}

BOOST_AUTO_TEST_CASE(a_file_keeps_parameters_and_optimiser) {
  auto p = started();
  auto step = evaluator(value_and_grad(loss), p);
  auto optimiser = adam(p);
  const auto train = [&](int steps) {
    for (int t = 0; t < steps; ++t) optimiser.step(p, step(X = inputs, y = targets).grad);
  };
  train(3);
  save("train_parameters.npz", p, optimiser);
  train(3);
  const auto straight = p;
  p.flat().setZero();
  optimiser = adam(p, {.rate = 7});
  load("train_parameters.npz", p, optimiser);
  train(3);
  BOOST_TEST((p.flat() == straight.flat()));  // to the last bit, as if it had not stopped

  auto other = parameters(loss, with_size(h, 5));
  other.flat().setConstant(2);
  BOOST_CHECK_EXCEPTION(load("train_parameters.npz", other), file_error,
                        [](const file_error& e) { return std::string(e.what()) == "train_parameters.npz: W: 3 x 4 in the file, 3 x 5 expected"; });
  BOOST_TEST((other.flat().array() == 2).all());
  std::filesystem::remove("train_parameters.npz");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
