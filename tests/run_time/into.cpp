// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// into(): results lie where the caller wants them, and only in the call that says so; sizes are checked first.

#include <nabla/eigen.hpp>

#include <boost/test/unit_test.hpp>

#include <support/refusal.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <utility>
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
  std::vector<double> apart(3), value_apart(1);
  step(into(gradient_of(v) = apart), v = at, w = 2.0, A = a, B = a, into(value_of(f) = value_apart));
  BOOST_TEST((apart == by_v && value_apart == value));
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
  std::vector<double> empty;  // which has no address
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(gradient_of(v) = empty)); }) == "nabla: into(): the derivative by v has 3 elements, its place 0");
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(value_of(f) = empty)); }) == "nabla: into(): the value has 1 elements, its place 0");
  BOOST_TEST(step(v = empty, w = 2.0, into(gradient_of(v) = empty)).value == 0);
  BOOST_TEST((by_v == std::vector<double>(3, -7.0) && two == std::vector<double>(2, -7.0)));
  // places of a call that failed are forgotten
  BOOST_TEST(step(v = at, w = 2.0).grad[v](1, 0) == 8);
  BOOST_TEST((by_v == std::vector<double>(3, -7.0)));
}

// Of several formulas each has its place, whichever are named, in any order.
BOOST_AUTO_TEST_CASE(several_formulas) {
  constexpr auto g = w * sqnorm(v);
  constexpr auto by_v = grad(g)[v];
  constexpr auto by_w = diff(g, w);
  auto step = evaluator(together(g, by_v, by_w));
  const std::vector<double> at{1, 2, 3};
  std::vector<double> slopes(3, -7.0), two(2, -7.0);
  double value = -7, slope = -7;
  const auto all = step(v = at, w = 2.0, into(value_of(by_w) = slope, value_of(by_v) = slopes, value_of(g) = value));
  BOOST_TEST((value == 28 && slope == 14 && slopes == std::vector<double>{4, 8, 12}));
  BOOST_TEST((std::get<0>(all) == 28 && std::get<2>(all) == 14 && std::get<1>(all)(1, 0) == 8));
  const auto one = step(v = at, w = 3.0, into(value_of(by_v) = slopes));
  BOOST_TEST((slopes == std::vector<double>{6, 12, 18} && std::get<2>(one) == 14 && slope == 14 && value == 28));
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(value_of(g) = value, value_of(by_v) = two)); }) == "nabla: into(): the value of formula 2 has 3 elements, its place 2");
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(value_of(by_w) = two)); }) == "nabla: into(): the value of formula 3 has 1 elements, its place 2");
  BOOST_TEST(refusal([&] { step(v = at, w = 2.0, into(value_of(g) = two)); }) == "nabla: into(): the value has 1 elements, its place 2");
  BOOST_TEST((value == 28 && slopes[0] == 6 && two == std::vector<double>(2, -7.0)));
  // a formula that stands there twice, a symbol, and a Jacobian
  constexpr auto r = vstack(w * u(0_c, 0_c), w * u(1_c, 0_c) * u(0_c, 0_c));
  Eigen::Matrix<double, 2, 2, Eigen::RowMajor> J;
  Eigen::Vector2d values, symbol;
  const Eigen::Vector2d p(2, 3);
  const auto twice = evaluator(together(r, jacobian(r, wrt(u)), u, r))(u = p, w = 5.0, into(value_of(jacobian(r, wrt(u))) = J, value_of(u) = symbol, value_of(r) = values));
  BOOST_TEST((J == Eigen::Matrix2d{{5, 0}, {15, 10}} && values == Eigen::Vector2d(10, 30) && symbol == p));
  BOOST_TEST((std::get<3>(twice)(1) == 30 && std::get<1>(twice)(1, 0) == 15));
}

// Matrices of three rows are tried as they mostly go: what is written then is written again where they do not.
BOOST_AUTO_TEST_CASE(small_matrices) {
  constexpr auto M = var<"M", 3, 3>;
  constexpr auto g = logdet(M) + sum(inverse(M));
  auto step = evaluator(value_and_grad(g));
  std::vector<double> two(2, -7.0), by_m(9, -7.0);
  double value = -7;
  const Eigen::Matrix3d regular{{2, 1, 0}, {0, 4, 1}, {1, 0, 8}}, singular{{1, 2, 3}, {2, 4, 6}, {0, 0, 1}}, far = 0x1p-400 * regular;
  BOOST_TEST(refusal([&] { step(M = regular, into(value_of(g) = value, gradient_of(M) = two)); }) == "nabla: into(): the derivative by M has 9 elements, its place 2");
  BOOST_TEST((two == std::vector<double>(2, -7.0) && value == -7));
  for (const Eigen::Matrix3d& m : {regular, singular, far, regular}) {
    const auto expected = value_and_grad(g)(M = m);
    const auto result = step(M = m, into(value_of(g) = value, gradient_of(M) = by_m));
    const Eigen::Map<const Eigen::Matrix3d> written(by_m.data());
    const auto same = [](double got, double one) { return got == one || (std::isnan(got) && std::isnan(one)) || std::abs(got - one) <= 1e-14 * std::abs(one); };
    bool all = same(value, expected.value) && same(result.value, value);
    for (int e = 0; e < 9; ++e) all = all && same(written(e), expected.grad[M](e)) && same(result.grad[M](e), written(e));
    BOOST_TEST(all, m << " gives " << value << " and\n"
                      << written);
  }
}

BOOST_AUTO_TEST_CASE(no_elements) {
  auto step = evaluator(grad(w * sqnorm(v)));
  const std::vector<double> none;
  std::vector<double> to;
  BOOST_TEST(step(v = none, w = 2.0, into(gradient_of(v) = to))[w] == 0);
}

// Results lie column by column; to what lies row by row they are copied, whatever else they are.
BOOST_AUTO_TEST_CASE(by_rows) {
  using by_row = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  constexpr auto row = var<"row", 1, 3>;
  constexpr auto column = var<"column", 2, 1>;
  auto step = evaluator(value_and_grad(w * sum(exp(A)) + sum(B) + sum(column * row)));
  const Eigen::MatrixXd a{{0, 1, 2}, {3, 4, 5}}, r = Eigen::MatrixXd::Constant(1, 3, 2.0), c = Eigen::MatrixXd::Constant(2, 1, 3.0);
  const auto call = [&](const auto&... to) { return step(w = 2.0, A = a, B = a, row = r, column = c, into(to...)); };
  by_row by_a(2, 3);
  double by_b[7] = {};
  Eigen::Matrix<double, 1, 3> by_r;
  Eigen::Matrix<double, 2, 1> by_c;
  by_b[6] = -1;
  const auto result = call(gradient_of(A) = by_a, gradient_of(B) = Eigen::Map<Eigen::Matrix<double, 2, 3, Eigen::RowMajor>>(by_b), gradient_of(row) = by_r, gradient_of(column) = by_c);
  const Eigen::MatrixXd by_itself = grad(w * sum(exp(A)), wrt(A))(w = 2.0, A = a)[A];
  BOOST_TEST((by_a.isApprox(by_row(by_itself), 4 * std::numeric_limits<double>::epsilon()) && by_a(1, 2) > 296));  // another program, whose exponentials may be the C library's
  BOOST_TEST((by_a == by_row(result.grad[A]) && by_a.data()[3] == by_a(1, 0)));
  BOOST_TEST((std::vector<double>(by_b, by_b + 7) == std::vector<double>{1, 1, 1, 1, 1, 1, -1}));
  BOOST_TEST((by_r == Eigen::Matrix<double, 1, 3>(6, 6, 6) && by_c == Eigen::Matrix<double, 2, 1>(6, 6)));
  // the next call to columns, and one without places
  Eigen::MatrixXd by_columns(2, 3);
  call(gradient_of(A) = Eigen::Map<Eigen::MatrixXd>(by_columns.data(), 2, 3));
  BOOST_TEST((by_columns == Eigen::MatrixXd(by_a)));
  by_a.setZero();
  step(w = 2.0, A = a, B = a, row = r, column = c);
  BOOST_TEST((by_a == by_row::Zero(2, 3)));
  // a Jacobian, as solvers have it: an expression, or in blocks beside the value
  constexpr auto residuals = exp(A) * transpose(row);
  const Eigen::MatrixXd expected = jacobian(residuals, wrt(A))(A = a, row = r);
  by_row J(2, 6);
  evaluator(diff(residuals, wrt(A)))(A = a, row = r, into(value_of(residuals) = J));
  BOOST_TEST((J == by_row(expected) && J(1, 3) > 40));
  Eigen::Matrix<double, 2, 6, Eigen::RowMajor> block;
  double values[2] = {}, by_columns_too[6] = {};
  const auto both = evaluator(value_and_jacobian(residuals, wrt(A, row)))(A = a, row = r, into(value_of(residuals) = values, gradient_of(A) = block, gradient_of(row) = by_columns_too));
  BOOST_TEST((block == J && both.jacobian[A](1, 3) == J(1, 3) && values[1] == 2 * a.row(1).array().exp().sum()));
  BOOST_TEST((by_columns_too[2] == std::exp(1.0) && by_columns_too[1] == std::exp(3.0)));
  // sizes that the call brings, none too
  for (const int count : {0, 1, 3}) {
    constexpr auto X = var<"X", n, 2>;
    const Eigen::MatrixXd x = Eigen::MatrixXd::Random(count, 2);
    by_row to(count, 2);
    evaluator(grad(sum(sq(X))))(X = x, into(gradient_of(X) = to));
    BOOST_TEST((to == by_row(2 * x)), count << " rows");
  }
}

// Parts of a vector, and whole rows or columns of a matrix, have no gaps: residuals of many measurements are stacked in them.
BOOST_AUTO_TEST_CASE(parts_of_larger_ones) {
  using by_row = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  constexpr auto q = var<"q", 3>;
  constexpr auto r = vstack(w * q[0_c] * q[1_c], sin(q[2_c]) + w, q[0_c]);
  auto step = evaluator(value_and_jacobian(r, wrt(q)));
  const auto call = [&](double at, const auto&... to) { step(q = {1.0, 2.0, 0.0}, w = at, into(to...)); };
  const Eigen::MatrixXd expected = jacobian(r, wrt(q))(q = {1.0, 2.0, 0.0}, w = 2.0);
  Eigen::VectorXd values = Eigen::VectorXd::Constant(8, -1);
  by_row J = by_row::Constant(9, 3, -1);
  for (const int i : {0, 1}) call(i + 1.0, value_of(r) = values.segment<3>(1 + 3 * i), gradient_of(q) = J.middleRows<3>(3 * i));
  BOOST_TEST((values == Eigen::Vector<double, 8>{-1, 2, 1, 1, 4, 2, 1, -1}));
  BOOST_TEST((J.middleRows(3, 3) == expected && J(0, 0) == 2 && J.bottomRows(3) == by_row::Constant(3, 3, -1)));
  auto rows_of_it = J.bottomRows(3);  // of a size that the program knows when it runs
  Eigen::Ref<Eigen::VectorXd> end = values.tail(3);
  call(2.0, value_of(r) = end, gradient_of(q) = rows_of_it);
  BOOST_TEST((J.bottomRows(3) == expected && values(4) == 4 && values(5) == 4 && values(7) == 1));
  Eigen::MatrixXd C = Eigen::MatrixXd::Zero(3, 5);
  call(2.0, value_of(r) = C.col(1), gradient_of(q) = C.middleCols<3>(2));
  BOOST_TEST((C.rightCols(3) == expected && C(0, 1) == 4 && C.col(0).isZero(0)));
  BOOST_TEST(refusal([&] { call(2.0, value_of(r) = values.head(2)); }) == "nabla: into(): the value has 3 elements, its place 2");
  // what has gaps is no place
  static_assert(!detail::BorrowedOutput<decltype(C.row(0))> && !detail::BorrowedOutput<decltype(C.middleRows(0, 2))>);
  static_assert(!detail::BorrowedOutput<decltype(C.block<2, 2>(0, 0))> && !detail::BorrowedOutput<decltype(C.block<2, 2>(0, 0).middleCols(0, 2))>);
  static_assert(!detail::BorrowedOutput<decltype(J.middleCols(0, 2))> && !detail::BorrowedOutput<decltype(std::as_const(values).head(3))>);
}

}  // namespace
