// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Results and points that live longer than what made them: what a temporary gives owns its elements. Run with the address sanitizer.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/eigen_solvers.hpp>
#include <nabla/eigen_sparse.hpp>
#include <nabla/print.hpp>

#include <any>
#include <boost/hana/at_key.hpp>
#include <complex>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

using namespace nabla;
using Eigen::MatrixXd;

namespace {

constexpr auto n = dim<"n">;
constexpr auto W = var<"W", n, 2>;
constexpr auto x = var<"x">;

const MatrixXd ones = MatrixXd::Ones(300, 2);
// Large enough for the heap, so that a look at what is gone is found.
MatrixXd other() { return MatrixXd::Constant(300, 2, 3); }
/// Writes over what was freed.
void use_memory() {
  std::vector<std::vector<double>> all;
  for (int i = 0; i < 20; ++i) all.emplace_back(600, -1.0);
  BOOST_TEST(all.back().back() == -1);
}

BOOST_AUTO_TEST_CASE(a_temporary_evaluator_gives_what_owns_its_elements) {
  auto g = evaluator(grad(sqnorm(W)))(W = ones);
  const auto& [value, slopes] = evaluator(value_and_grad(sqnorm(W)))(W = ones);
  auto squares = evaluator(sq(W))(W = other());
  auto several = evaluator(together(sq(W), sqnorm(W)))(W = ones);
  auto step = evaluator(value_and_grad(sqnorm(W)));
  auto moved = std::move(step)(W = ones);
  use_memory();
  BOOST_TEST(g[W].sum() == 1200);
  BOOST_TEST(value == 600);
  BOOST_TEST(slopes[W].sum() == 1200);
  BOOST_TEST(squares.sum() == 5400);
  BOOST_TEST(std::get<0>(several).sum() == 600);
  BOOST_TEST(moved.grad[W].sum() == 1200);
}

constexpr auto at_most_3 = data<"a", 3>;
constexpr auto from_3 = var<"f", 3>;
[[gnu::noinline]] auto place_of_a_list(double first) { return at(at_most_3 = std::initializer_list<double>{first, 2, 3}); }
[[gnu::noinline]] auto solver_with_a_list(double first) {
  const std::initializer_list<double> list{first, 2, 3};
  return levenberg_marquardt_functor(from_3 - at_most_3, wrt(from_3), at(at_most_3 = list));
}
[[gnu::noinline]] double use_stack(double seed) {
  volatile double numbers[64];
  for (volatile double& number : numbers) number = seed;
  return numbers[3];
}

BOOST_AUTO_TEST_CASE(lists_of_numbers_are_kept) {
  auto place = place_of_a_list(1);
  place = place_of_a_list(1);
  const auto solver = solver_with_a_list(4);
  BOOST_TEST(use_stack(7) == 7);
  Eigen::VectorXd residuals(3), left(3);
  solver(Eigen::VectorXd::Zero(3), residuals);
  levenberg_marquardt_functor(from_3 - at_most_3, wrt(from_3), place)(Eigen::VectorXd::Zero(3), left);
  BOOST_TEST((residuals == Eigen::Vector3d(-4, -2, -3) && left == Eigen::Vector3d(-1, -2, -3)));
}

// What other libraries ask of a type: a formula converts to what takes it, and to no text and no number, with Eigen there too.
using formula_of_x = std::remove_cv_t<decltype(sqnorm(W))>;
template <class To>
constexpr bool becomes = std::is_convertible_v<formula_of_x, To> && std::is_convertible_v<const formula_of_x&, To> && std::is_constructible_v<To, formula_of_x>;
template <class To>
constexpr bool becomes_none = !std::is_convertible_v<formula_of_x, To> && !std::is_convertible_v<const formula_of_x&, To> && !std::is_constructible_v<To, formula_of_x>;
static_assert(becomes<formula_of_x> && becomes<std::any> && becomes<std::optional<formula_of_x>>);
static_assert(becomes_none<std::string_view> && becomes_none<std::string> && becomes_none<double> && becomes_none<std::complex<double>> && becomes_none<std::optional<double>>);

BOOST_AUTO_TEST_CASE(a_named_evaluator_gives_looks) {
  auto step = evaluator(grad(sqnorm(W)));
  static_assert(!std::is_same_v<std::remove_cvref_t<decltype(step(W = ones)[W])>, MatrixXd>);
  const auto result = step(W = ones);
  const double* first = result[W].data();
  step(W = ones);
  BOOST_TEST(step(W = ones)[W].data() == first);  // nothing was allocated again
}

BOOST_AUTO_TEST_CASE(looks_are_assigned) {
  constexpr auto v = var<"v", 3>;
  constexpr auto X = data<"X", dim<"n">, 3>;
  const Eigen::Vector3d first(1, 2, 3), second(4, 5, 6);
  const MatrixXd three = MatrixXd::Ones(3, 3), five = MatrixXd::Ones(5, 3);
  auto product = evaluator(X * v);
  auto other = evaluator(2_c * X * v);
  auto r = product(X = three, v = first);
  r = product(X = five, v = second);
  BOOST_TEST(r.rows() == 5);
  BOOST_TEST(r(4) == 15);
  const double* elements = r.data();
  r = other(X = three, v = second);  // looks elsewhere, and writes nothing there or here
  BOOST_TEST(r.rows() == 3);
  BOOST_TEST(r(2) == 30);
  BOOST_TEST(elements[4] == 15);
  auto step = evaluator(value_and_grad(sqnorm(v)));
  auto s = step(v = first);
  s = step(v = second);
  BOOST_TEST(s.value == 77);
  BOOST_TEST(s.grad[v](2) == 12);
  BOOST_TEST(evaluator(sum(v))(v = s.grad[v]) == 30);
  const Eigen::Vector3d own = r + s.grad[v];
  BOOST_TEST(own(0) == 38);
}

BOOST_AUTO_TEST_CASE(derivatives_of_temporaries) {
  constexpr auto u = var<"u", 6>;
  const Eigen::VectorXd at_u = Eigen::VectorXd::LinSpaced(6, 1, 2);
  auto J = evaluator(jacobian(sq(u), wrt(u)))(u = at_u);
  auto H = evaluator(hessian(sum(u * transpose(u)), wrt(u)))(u = at_u);
  const auto& S = evaluator(sparse_jacobian(sq(u), wrt(u)))(u = at_u);
  const auto& T = evaluator(sparse_hessian(sum(sq(u)), wrt(u)))(u = at_u);
  auto plain = evaluator(sparse_jacobian(x * x, wrt(x)))(x = 3.0);
  auto tangent = evaluator(jvp(sq(W), wrt(W)))(at(W = ones), along(W = ones));
  auto cotangent = evaluator(vjp(sq(W), wrt(W)))(at(W = ones), ones);
  auto product = evaluator(hvp(sqnorm(W), wrt(W)))(at(W = ones), along(W = ones));
  use_memory();
  BOOST_TEST(J.trace() == 2 * at_u.sum());
  BOOST_TEST(H.sum() == 2 * 6 * 6);
  BOOST_TEST(S.nonZeros() == 6);
  BOOST_TEST(S.coeff(5, 5) == 4);
  BOOST_TEST(T.sum() == 12);
  BOOST_TEST(plain(0, 0) == 6);
  BOOST_TEST(tangent.sum() == 1200);
  BOOST_TEST(cotangent[W].sum() == 1200);
  BOOST_TEST(product[W].sum() == 1200);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_temporary_result) {
  const auto& direct = grad(sqnorm(W))(W = ones)[W];
  const auto& of_evaluator = evaluator(grad(sqnorm(W)))(W = ones)[W];
  const auto& of_both = value_and_grad(sqnorm(W))(W = ones).grad[W];
  const auto& number = grad(x * x)(x = 3.0)[x];
  const auto map = grad(sqnorm(W))(W = ones).map();
  constexpr auto u = var<"u", 3>;
  const auto& block = value_and_jacobian(sq(u) * x, wrt(u, x))(u = Eigen::Vector3d(1, 2, 3), x = 2.0).jacobian[u];
  const auto& column = evaluator(value_and_jacobian(sq(u) * x, wrt(u, x)))(u = Eigen::Vector3d(1, 2, 3), x = 2.0).jacobian[x];
  use_memory();
  BOOST_TEST(direct.sum() == 1200);
  BOOST_TEST(of_evaluator.sum() == 1200);
  BOOST_TEST(of_both.sum() == 1200);
  BOOST_TEST(number == 6);
  BOOST_TEST(map[W].sum() == 1200);
  BOOST_TEST(block(2, 2) == 12);
  BOOST_TEST(column(2) == 9);
  static_assert(grad(x * x)(x = 3.0)[x] == 6);
}

BOOST_AUTO_TEST_CASE(results_of_plain_loops) {
  constexpr auto A = var<"A", n, n>;
  const std::vector<double> elements(2500, 2.0);
  const detail::matrix_view<const double> view{elements.data(), 50, 50, 50};
  auto value = evaluator(transpose(A))(A = view);
  auto slope = evaluator(grad(sqnorm(A)))(A = view);
  use_memory();
  BOOST_TEST(value(49, 49) == 2);
  BOOST_TEST(slope[A](49, 49) == 4);
}

// A point holds what was bound as a temporary; an Eigen expression refers to other temporaries, so it is evaluated.
BOOST_AUTO_TEST_CASE(points_and_directions) {
  auto matrices = at(W = other());
  auto expressions = at(W = other() + 2 * other());
  auto turned = at(W = MatrixXd(other().transpose()).transpose());
  auto parts = at(W = other().topRows(200));
  auto repeated = at(W = MatrixXd::Ones(200, 2));
  auto arrays = at(W = (other().array() * other().array()).matrix());
  const auto how = along(W = other().bottomRows(200) * 2);
  use_memory();
  const auto value_at = [](const auto& point) { return evaluator(vjp(sqnorm(W), wrt(W)))(point, 1.0)[W].sum() / 2; };
  BOOST_TEST(value_at(matrices) == 1800);
  BOOST_TEST(value_at(expressions) == 5400);
  BOOST_TEST(value_at(turned) == 1800);
  BOOST_TEST(value_at(parts) == 1200);
  BOOST_TEST(value_at(repeated) == 400);
  BOOST_TEST(value_at(arrays) == 5400);
  BOOST_TEST(hvp(sqnorm(W), wrt(W))(repeated, how)[W].sum() == 2 * 6 * 400);
  BOOST_TEST(bool(check_grad(sqnorm(W), at(W = MatrixXd(MatrixXd::Random(4, 2)).topRows(3)))));
  // maps, and what has a name, stay where they are
  MatrixXd named = MatrixXd::Ones(3, 2);
  const auto by_name = at(W = named);
  const auto by_map = at(W = Eigen::Map<MatrixXd>(named.data(), 3, 2));
  named(0, 0) = 5;
  BOOST_TEST(value_at(by_name) == 10);
  BOOST_TEST(value_at(by_map) == 10);
}

BOOST_AUTO_TEST_CASE(evaluators_that_move) {
  auto first = evaluator(value_and_grad(sqnorm(W)));
  BOOST_TEST(first(W = ones).value == 600);
  auto second = std::move(first);
  BOOST_TEST(second(W = ones).grad[W].sum() == 1200);
}

// A copy has memory of its own, so that std::function, std::vector and classes that are copied hold evaluators.
template <class Evaluator, class Sum>
void check_copies(const Evaluator& made, Sum sum) {
  Evaluator first = made;
  const MatrixXd threes = other();
  const auto& slopes = first(W = ones);
  const double before = sum(slopes);
  {
    Evaluator second = first, third = made;
    third = second;
    BOOST_TEST(sum(second(W = threes)) == 3 * before);
    BOOST_TEST(sum(third(W = threes)) == 3 * before);
    BOOST_TEST(sum(slopes) == before);  // these lie in the memory of the first
  }
  use_memory();
  BOOST_TEST(sum(slopes) == before);
  std::vector<Evaluator> several(3, first);
  several.erase(several.begin());
  BOOST_TEST(sum(several[1](W = threes)) == 3 * before);
  const std::function<double(const MatrixXd&)> held = [&sum, step = first](const MatrixXd& at) mutable { return sum(step(W = at)); };
  BOOST_TEST(held(threes) == 3 * before);
}

BOOST_AUTO_TEST_CASE(evaluators_that_are_copied) {
  check_copies(evaluator(grad(sqnorm(W))), [](const auto& r) { return r[W].sum(); });
  check_copies(evaluator(2_c * W), [](const auto& r) { return r.sum(); });
  check_copies(evaluator(jacobian(column_sums(sq(W)), wrt(W))), [](const auto& r) { return r.sum(); });
  check_copies(evaluator(sparse_jacobian(row_sums(sq(W)), wrt(W))), [](const auto& r) { return r.sum(); });
}

}  // namespace
