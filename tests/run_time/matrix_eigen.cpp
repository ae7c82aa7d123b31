// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// One formula, every way in which Eigen holds a matrix: the same value and gradient to rounding, and those of hand-written Eigen.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <support/eigen.hpp>

#include <array>

using namespace nabla;
using Eigen::Map;
using Eigen::MatrixXd;
using Eigen::Stride;
using test::difference;
using test::numbers;

namespace {

constexpr auto X = data<"X", 6, 3>;
constexpr auto Y = data<"Y", 6, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto lambda = data<"lambda">;
constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);

const MatrixXd x = numbers(6, 3, 5), y = numbers(6, 2, 6), w = numbers(3, 2, 7);
const MatrixXd residual = x * w - y;
const MatrixXd expected_gradient = 2 * x.transpose() * residual + 0.5 * w.cwiseSign();
const double expected_value = residual.squaredNorm() + 0.5 * w.cwiseAbs().sum();

/// The formula with one of its inputs held in another way.
template <class... B>
void check(const char* how, const B&... b) {
  BOOST_TEST_CONTEXT(how) {
    auto step = evaluator(value_and_grad(lasso));
    const auto& [value, g] = step(b...);
    BOOST_TEST(value == expected_value, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(difference(g[W], expected_gradient) < 1e-14);
  }
}
#define NABLA_CHECK_X(how) check(#how, X = how, Y = y, W = w, lambda = 0.5)

BOOST_AUTO_TEST_CASE(plain_matrices) {
  NABLA_CHECK_X(x);
  const Eigen::Matrix<double, 6, 3> fixed = x;
  const Eigen::Matrix<double, 6, Eigen::Dynamic> half_fixed = x;
  const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor> by_rows = x;
  const Eigen::ArrayXXd as_array = x;
  NABLA_CHECK_X(fixed);
  NABLA_CHECK_X(half_fixed);
  NABLA_CHECK_X(by_rows);
  NABLA_CHECK_X(as_array);
}

BOOST_AUTO_TEST_CASE(maps_and_references) {
  const MatrixXd turned = x.transpose();
  NABLA_CHECK_X(Map<const MatrixXd>(x.data(), 6, 3));
  NABLA_CHECK_X((Map<const Eigen::Matrix<double, 6, 3, Eigen::RowMajor>>(turned.data())));
  MatrixXd spread(12, 7);
  spread.setConstant(99);
  Map<MatrixXd, 0, Stride<Eigen::Dynamic, Eigen::Dynamic>> gaps(spread.data(), 6, 3, Stride<Eigen::Dynamic, Eigen::Dynamic>(24, 2));
  gaps = x;
  NABLA_CHECK_X(gaps);
  const Eigen::Ref<const MatrixXd> reference = x;
  NABLA_CHECK_X(reference);
}

BOOST_AUTO_TEST_CASE(blocks) {
  MatrixXd large = numbers(20, 9);
  large.block(4, 2, 6, 3) = x;
  NABLA_CHECK_X(large.block(4, 2, 6, 3));
  NABLA_CHECK_X((large.block<6, 3>(4, 2)));
  const Eigen::Ref<const MatrixXd, 0, Eigen::OuterStride<>> outer = large.block(4, 2, 6, 3);
  NABLA_CHECK_X(outer);
  NABLA_CHECK_X(large.middleRows(4, 6).middleCols(2, 3));
}

BOOST_AUTO_TEST_CASE(expressions) {
  const MatrixXd half = x / 2, turned = x.transpose();
  NABLA_CHECK_X(2 * half);
  NABLA_CHECK_X(turned.transpose());
  NABLA_CHECK_X(half + half);
  NABLA_CHECK_X(x.cast<long double>().cast<double>());
  NABLA_CHECK_X(x * MatrixXd::Identity(3, 3));
}

BOOST_AUTO_TEST_CASE(arrays_and_own_matrices) {
  std::array<double, 18> flat{};
  std::array<std::array<double, 3>, 6> nested{};
  fixed_matrix<double, 6, 3> own;
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 3; ++j) {
      const auto row = static_cast<std::size_t>(i), column = static_cast<std::size_t>(j);
      flat[row * 3 + column] = nested[row][column] = own(i, j) = x(i, j);
    }
  NABLA_CHECK_X(flat);
  NABLA_CHECK_X(nested);
  NABLA_CHECK_X(own);
}

static_assert(detail::Backend<eigen_backend> && detail::Backend<plain_backend> && !detail::Backend<int>);
static_assert(detail::Lanes<detail::eigen_lanes<double>, double> && detail::Lanes<detail::eigen_lanes<float>, float> && !detail::Lanes<detail::eigen_lanes<double>, float>);

BOOST_AUTO_TEST_CASE(a_backend_is_named_at_the_call) {
  constexpr auto M = var<"M", 3, 3>;
  constexpr auto s = var<"s">;
  const Eigen::Matrix3d at = Eigen::Matrix3d::Random();
  const std::array<double, 9> flat{at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)};
  constexpr auto f = sum(tanh(M * M)) * s;
  const auto by_eigen = with_backend<eigen_backend>(grad(f))(s = 2.0, M = flat), as_bound = grad(f)(M = at, s = 2.0);
  const auto plain = with_backend<plain_backend>(grad(f))(M = at, s = 2.0);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(by_eigen[M])>, Eigen::Matrix3d>);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(plain[M])>, fixed_matrix<double, 3, 3>>);
  BOOST_TEST((by_eigen[M] == as_bound[M]));
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) BOOST_TEST(plain[M](i, j) == as_bound[M](i, j), boost::test_tools::tolerance(1e-13));
  // an evaluator is taken by reference, and the other calls that there are
  auto kept = evaluator(value_and_grad(f));
  BOOST_TEST(with_backend<eigen_backend>(kept)(M = flat, s = 1.0).value == f(M = at, s = 1.0), boost::test_tools::tolerance(1e-13));
  BOOST_TEST(with_backend<eigen_backend>(jacobian(M * M, wrt(M)))(M = flat).rows() == 9);
  const std::vector<double> many{1, 2, 3};
  BOOST_TEST(with_backend<plain_backend>(vmap(sq(s)))(s = many)[2] == 9);
}

}  // namespace
