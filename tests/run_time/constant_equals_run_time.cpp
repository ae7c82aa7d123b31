// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What the compiler computes is what the program computes: value and derivative of every function within 4 units in the last place.

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <tuple>

using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

template <class T>
void check_close(const char* what, T constant, T run_time) {
  const T size = std::max(std::abs(constant), std::numeric_limits<T>::min());
  BOOST_TEST(std::abs(constant - run_time) <= 4 * std::numeric_limits<T>::epsilon() * size, what << ": constant " << constant << ", run time " << run_time);
}

/// At 1/7, 5/3 and 11.
template <class T, Expression F>
void check(const char* what, F) {
  auto at = [&]<int Numerator, int Denominator>(std::integral_constant<int, Numerator>, std::integral_constant<int, Denominator>) {
    constexpr T a = T(Numerator) / Denominator, b = T(2) / 3;
    volatile T later = a;  // the optimiser does not see it
    volatile T later_b = b;
    constexpr auto constant = value_and_grad(F{}, wrt(x, y))(x = a, y = b);
    const auto run_time = value_and_grad(F{}, wrt(x, y))(x = T(later), y = T(later_b));
    check_close<T>(what, constant.value, run_time.value);
    check_close<T>(what, constant.grad[x], run_time.grad[x]);
    check_close<T>(what, constant.grad[y], run_time.grad[y]);
  };
  at(std::integral_constant<int, 1>{}, std::integral_constant<int, 7>{});
  at(std::integral_constant<int, 5>{}, std::integral_constant<int, 3>{});
  at(std::integral_constant<int, 11>{}, std::integral_constant<int, 1>{});
}

using scalars = std::tuple<float, double, long double>;
BOOST_AUTO_TEST_CASE_TEMPLATE(functions, T, scalars) {
  check<T>("exp", exp(x) * y);
  check<T>("log", log(x) * y);
  check<T>("log1p", log1p(x) * y);
  check<T>("sqrt", sqrt(x) * y);
  check<T>("sin", sin(x) * y);
  check<T>("cos", cos(x) * y);
  check<T>("tanh", tanh(x * y));
  check<T>("sigmoid", sigmoid(x * y));
  check<T>("abs, sign, relu", abs(x - y) + sign(x) * y + relu(x));
  check<T>("max, min, heaviside", max(x, y) * min(x, y) + heaviside(x) * y);
  check<T>("xlogy", xlogy(x, y));
  check<T>("/", x / y);
  check<T>("bce_with_logits", bce_with_logits(x, y));
}

BOOST_AUTO_TEST_CASE(matrices) {
  constexpr auto Z = var<"Z", 2, 3>;
  constexpr auto t = labels<"t", 2, 3>;
  constexpr auto loss = mean(cross_entropy(softmax(tanh(Z)), t)) + sqnorm(Z) + norm1(Z * transpose(Z));
  constexpr std::array<double, 6> z{0.3, -1.5, 2, 0.25, 0.125, -0.7};
  constexpr auto constant = value_and_grad(loss)(Z = z, t = std::array<int, 2>{2, 0});
  std::array<double, 6> later = z;
  volatile double zero = 0;
  for (double& element : later) element += zero;
  const auto run_time = value_and_grad(loss)(Z = later, t = std::array<int, 2>{2, 0});
  check_close("value", constant.value, run_time.value);
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j) check_close("gradient", constant.grad[Z](i, j), run_time.grad[Z](i, j));
}

}  // namespace
