// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Any range of numbers that lie one after the other can be bound, and results become containers.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>

#include <array>
#include <cmath>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

using namespace nabla;

namespace {

constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto r = var<"r", 1, n>;
constexpr auto X = data<"X", n, 3>;
constexpr auto w = var<"w", 3>;
constexpr auto w1 = var<"w1">;
constexpr auto E = var<"E", dim<"words">, 2>;
constexpr auto word = indices<"word", n, dim<"words">>;
constexpr auto t = labels<"t", n, 3>;

const std::vector<double> numbers{1, 2, 4};

}  // namespace

BOOST_AUTO_TEST_CASE(vectors_and_spans) {
  BOOST_TEST(sqnorm(v)(v = numbers) == 21);
  BOOST_TEST(sqnorm(v)(v = std::span(numbers).first(2)) == 5);
  BOOST_TEST(sqnorm(v)(v = std::span<const double, 3>(numbers)) == 21);
  BOOST_TEST(sqnorm(r)(r = numbers) == 21);
  BOOST_TEST(sum(v)(v = std::vector<float>{1, 2, 4}) == 7);
  BOOST_TEST(sum(v)(v = std::vector<int>{1, 2, 4}) == 7);
  BOOST_TEST(sum(v)(v = std::vector<double>()) == 0);
  BOOST_TEST(sum(t)(t = std::vector{2, 0}) == 2);
  BOOST_TEST(row_sums(X)(X = std::vector<double>{1, 2, 3, 4, 5, 6})(1, 0) == 15);
  BOOST_TEST(row_sums(X)(X = std::vector<std::array<double, 3>>{{1, 2, 3}, {4, 5, 6}})(1, 0) == 15);
  const std::initializer_list<double> list{1, 2, 4}, none{};
  const std::initializer_list<int> whole{1, 2, 4};
  BOOST_TEST((sqnorm(v)(v = list) == 21 && sqnorm(r)(r = list) == 21 && sum(v)(v = none) == 0 && sum(w)(w = whole) == 7));
  BOOST_TEST(vmap(sq(w1))(w1 = list)[2] == 16);
}
// One after the other by plain loops, and in registers: beginnings, ends and neighbours of every kind of length.
BOOST_AUTO_TEST_CASE(registers_give_what_plain_loops_give) {
  constexpr auto f = sum(hadamard(exp(drop_last<1>(v)), tanh(drop_first<1>(v)))) + maximum(v) + log(sum(exp(v))) + sqnorm(relu(v));
  std::vector<double> at;
  for (int length = 1; length < 20; ++length) {
    at.push_back(std::sin(3.0 * length));
    const auto [value, g] = value_and_grad(f)(v = at);
    const auto [plain, slopes] = with_backend<plain_backend>(value_and_grad(f))(v = at);
    BOOST_TEST(std::abs(value - plain) < 1e-13);  // of terms that cancel
    for (int i = 0; i < length; ++i) BOOST_TEST(g[v](i, 0) == slopes[v](i, 0), boost::test_tools::tolerance(1e-13));
  }
  at.back() = NAN;
  BOOST_TEST(std::isnan(maximum(v)(v = at)));
}
BOOST_AUTO_TEST_CASE(arrays_in_registers_and_in_constants) {
  constexpr auto a = var<"a", 10>;
  constexpr auto chain = sum(sq(drop_first<1>(a) - sq(drop_last<1>(a)))) + prod(a);
  constexpr std::array at{1.0, -2.0, 3.0, 0.5, -1.0, 2.0, 1.5, -0.5, 1.0, 2.0};
  constexpr auto expected = grad(chain)(a = at);
  std::array<double, 10> slopes{};
  auto step = evaluator(value_and_grad(chain));
  BOOST_TEST(step(a = at, into(gradient_of(a) = slopes)).value == chain(a = at), boost::test_tools::tolerance(1e-14));
  for (int i = 0; i < 10; ++i) BOOST_TEST(slopes[static_cast<std::size_t>(i)] == expected[a](i, 0), boost::test_tools::tolerance(1e-14));
  const auto others = grad(prod(v))(v = std::array{-0.0, 2.0});
  BOOST_TEST(std::signbit(others[v](1, 0)));
}
BOOST_AUTO_TEST_CASE(beside_matrices_of_eigen) {
  const Eigen::MatrixXd x = Eigen::MatrixXd::Ones(4, 3);
  const auto [value, g] = value_and_grad(sum(X * w))(X = x, w = numbers);
  BOOST_TEST(value == 28);
  BOOST_TEST(g[w](2, 0) == 4);
  const Eigen::MatrixXd table = Eigen::MatrixXd::Zero(5, 2);
  const auto picked = grad(sum(gather_rows(E, word)))(E = table, word = std::vector{4, 0, 4});
  BOOST_TEST(picked[E](4, 1) == 2);
  const Eigen::VectorXd u = Eigen::VectorXd::Ones(3);
  BOOST_TEST(sq(var<"x">)(var<"x"> = u.transpose() * u) == 9);
}
BOOST_AUTO_TEST_CASE(results_are_containers) {
  auto step = evaluator(value_and_grad(sqnorm(v)));
  std::vector<double> at = numbers;
  std::vector<double> slope = step(v = at).grad[v];
  BOOST_TEST(slope == (std::vector<double>{2, 4, 8}), boost::test_tools::per_element());
  at.push_back(8);
  slope = step(v = at).grad[v];
  BOOST_TEST(slope.size() == 4u);
  BOOST_TEST(slope[3] == 16);
  const std::vector<float> transposed = transpose(X)(X = std::vector<float>{1, 2, 3, 4, 5, 6});
  BOOST_TEST(transposed == (std::vector<float>{1, 4, 2, 5, 3, 6}), boost::test_tools::per_element());
  const auto to_an_array_of_two = [&] { std::array<double, 2> two = step(v = at).grad[v]; return two[0]; };
  BOOST_CHECK_THROW(to_an_array_of_two(), shape_error);
}
// Of numbers and ranges alone results are nabla's own, which convert to matrices of Eigen's, too.
BOOST_AUTO_TEST_CASE(results_are_matrices_of_eigen) {
  const Eigen::Matrix2d product = (X * transpose(X))(X = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}});
  BOOST_TEST((product == Eigen::Matrix2d{{14, 32}, {32, 77}}));
  Eigen::Matrix<float, 2, 3, Eigen::RowMajor> doubled = grad(sqnorm(X), wrt(X))(X = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}})[X];
  BOOST_TEST((doubled.reshaped<Eigen::RowMajor>() == Eigen::Vector<float, 6>{2, 4, 6, 8, 10, 12}));
  auto step = evaluator(grad(sqnorm(v)));
  Eigen::VectorXd slope = step(v = numbers)[v];
  BOOST_TEST((slope == Eigen::Vector3d{2, 4, 8}));
  slope = step(v = std::vector<double>{})[v];
  BOOST_TEST(slope.size() == 0);
  slope = grad(sqnorm(v))(v = numbers)[v];
  BOOST_TEST(slope.size() == 3);
  const Eigen::MatrixXd none = (v * transpose(v))(v = std::vector<double>{});
  BOOST_TEST(none.size() == 0);
  const Eigen::RowVectorXd along = transpose(v)(v = numbers);
  BOOST_TEST((along == Eigen::RowVector3d{1, 2, 4}));
  const auto across = [&] { Eigen::VectorXd column = transpose(v)(v = numbers); return column; };
  BOOST_CHECK_THROW(across(), shape_error);
  const auto to_two = [&] { Eigen::Vector2d two = step(v = numbers)[v]; return two; };
  BOOST_CHECK_THROW(to_two(), shape_error);
}
// A class of one's own that has data() and size(), and nothing else that a container has.
struct vec3 {
  float e[3];
  float* data() { return e; }
  const float* data() const { return e; }
  int size() const { return 3; }
};
BOOST_AUTO_TEST_CASE(classes_of_ones_own) {
  const vec3 at{{1, 2, 4}};
  const vec3 slope = grad(sqnorm(w))(w = at)[w];
  BOOST_TEST(slope.e[2] == 8);
  const vec3 halved = (0.5_c * w)(w = std::vector<double>{1, 2, 3});
  BOOST_TEST(halved.e[1] == 1);
  vec3 written{}, first{};
  evaluator<float>(grad(sqnorm(w)))(w = at, into(gradient_of(w) = written));  // a temporary evaluator writes too
  BOOST_TEST(written.e[2] == 8);
  const auto both = evaluator<float>(value_and_grad(sqnorm(w) + var<"x">))(w = at, var<"x"> = 1.0f, into(gradient_of(w) = first));
  BOOST_TEST(both.value == 22);
  BOOST_TEST(both.grad[w](1, 0) == 4);
  const auto to_a_vec3 = [&] { return vec3(sq(v)(v = numbers)).e[0] + vec3(sq(v)(v = std::vector<double>(4))).e[0]; };
  BOOST_CHECK_THROW(to_a_vec3(), shape_error);
}
BOOST_AUTO_TEST_CASE(values_at_points_are_numbers_in_a_row) {
  constexpr auto x = var<"x">;
  for (const std::size_t count : {0U, 1U, 3U}) {
    const std::vector<double> xs(count, 2);
    auto squares = vmap(x * x)(x = xs);
    const std::vector<double> as_vector = vmap(x * x)(x = xs);
    const std::vector<float> slopes = vmap(grad(x * x))(x = xs)[x];
    const std::span<const double> looked_at(squares);
    BOOST_TEST(as_vector == std::vector<double>(count, 4), boost::test_tools::per_element());
    BOOST_TEST(slopes == std::vector<float>(count, 4), boost::test_tools::per_element());
    BOOST_TEST((looked_at.size() == count && looked_at.data() == squares.data()));
    for (double& square : squares) square = 1;
    BOOST_TEST(sum(v)(v = squares) == static_cast<double>(count));
    const auto as_two = [&] { return std::array<double, 2>(squares)[0]; };
    BOOST_CHECK_THROW(as_two(), shape_error);
  }
}
BOOST_AUTO_TEST_CASE(sizes_are_checked) {
  const auto message = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const shape_error& e) { return e.what(); }
    return "not refused";
  };
  BOOST_TEST(message([] { (void)sum(w)(w = std::vector<double>(4)); }) == "nabla: w is bound to a 4 x 1 matrix, expected 3 x 1");
  BOOST_TEST(message([] { (void)sum(X)(X = std::vector<double>(4)); }) != "not refused");
  BOOST_TEST(message([] { (void)(sum(v) + sum(r))(v = numbers, r = std::vector<double>(2)); }) != "not refused");
  BOOST_TEST(message([] { (void)sq(var<"x">)(var<"x"> = numbers); }) == "nabla: x is bound to a 3 x 1 matrix, expected 1 x 1");
}
BOOST_AUTO_TEST_CASE(the_checker_moves_copies) {
  std::vector<double> mine = numbers;
  double array[] = {1, 2, 4};
  BOOST_TEST(bool(check_grad(sum(exp(v)), at(v = mine))));
  BOOST_TEST(bool(check_grad(sum(exp(v)), at(v = std::span(mine)))));
  BOOST_TEST(bool(check_grad(sum(exp(w)), at(w = array))));
  BOOST_TEST(bool(check_grad(sum(exp(w)), at(w = {1.0, 2.0, 4.0}))));
  BOOST_TEST(mine == numbers, boost::test_tools::per_element());
  BOOST_TEST(array[1] == 2);
}
