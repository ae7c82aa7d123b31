// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Anyone's gradients: functions of std::vector, std::array and Eigen's vectors, functors of Eigen, cost functions of Ceres.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>

#include <Eigen/Core>
#include <unsupported/Eigen/NonLinearOptimization>
#ifdef NABLA_HAS_CERES
#include <ceres/autodiff_cost_function.h>
#include <ceres/sized_cost_function.h>
#endif

#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace {

using Eigen::MatrixXd, Eigen::VectorXd, Eigen::VectorXf;
using nabla::check_grad, nabla::check_jacobian, nabla::outcome;
using numbers = std::vector<double>;

double volume(const numbers& a) { return a[0] * a[0] * a[1]; }

BOOST_AUTO_TEST_CASE(functions_of_a_vector) {
  const auto right = check_grad(volume, [](const numbers& a) { return numbers{2 * a[0] * a[1], a[0] * a[0]}; }, numbers{1.5, 2});
  BOOST_TEST(right);
  BOOST_TEST(right.checked == 2);
  const auto wrong = check_grad(volume, [](const numbers& a) { return numbers{2 * a[0] * a[1], 1.001 * a[0] * a[0]}; }, numbers{1.5, 2});
  BOOST_TEST((wrong.outcome == outcome::fail));
  BOOST_TEST(wrong.entries[0].index == 1);
  BOOST_TEST(wrong.wrong == 1);
  BOOST_TEST(wrong.worst == "x(1)");
  BOOST_TEST(!check_grad(volume, numbers{6, -2.25}, numbers{1.5, 2}));  // the numbers themselves
  const numbers mine{1.5, 2};
  BOOST_TEST(check_grad(volume, numbers{6, 2.25}, mine));
  BOOST_TEST(mine[0] == 1.5);
}

BOOST_AUTO_TEST_CASE(arrays_and_eigen) {
  BOOST_TEST(check_grad([](const std::array<double, 2>& a) { return std::sin(a[0]) * a[1]; }, [](const std::array<double, 2>& a) { return std::array{std::cos(a[0]) * a[1], std::sin(a[0])}; },
                        std::array{0.3, 2.0}));
  const VectorXd x = VectorXd::LinSpaced(5, -1, 2);
  const auto squares = [](const VectorXd& a) { return a.squaredNorm(); };
  BOOST_TEST(check_grad(squares, [](const VectorXd& a) { return VectorXd(2 * a); }, x));
  const auto half = check_grad(squares, [](const VectorXd& a) { return VectorXd(a); }, x);
  BOOST_TEST(half.wrong == 5);
  BOOST_TEST(std::string(half.hint).find("factor 2") != std::string::npos);
  BOOST_TEST(check_grad(squares, [](const VectorXd& a) { return VectorXd(2 * a); }, 2 * x));  // an expression
  // float has no wider scalar here, and no more is asked of it
  const auto sum = [](const VectorXf& a) { return a.array().exp().sum(); };
  const VectorXf y = VectorXf::LinSpaced(4, -1, 1);
  BOOST_TEST(check_grad(sum, [](const VectorXf& a) { return VectorXf(a.array().exp()); }, y));
  BOOST_TEST(!check_grad(sum, [](const VectorXf& a) { return VectorXf(1.01f * a.array().exp()); }, y));
}

BOOST_AUTO_TEST_CASE(corners_of_somebody) {
  const auto absolute = [](const numbers& a) { return std::abs(a[0]) + a[1]; };
  for (double slope : {-1.0, 0.0, 0.3, 1.0}) BOOST_TEST((check_grad(absolute, numbers{slope, 1}, numbers{0, 2}).outcome == outcome::kink));
  BOOST_TEST((check_grad(absolute, numbers{1.2, 1}, numbers{0, 2}).outcome == outcome::fail));
  // each side of a tie has the whole slope: along (1, 1) that is twice too much
  const auto largest = [](const numbers& a) { return std::max(a[0], a[1]); };
  BOOST_TEST((check_grad(largest, numbers{0.5, 0.5}, numbers{1, 1}).outcome == outcome::kink));
  BOOST_TEST((check_grad(largest, numbers{1, 0}, numbers{1, 1}).outcome == outcome::kink));
  BOOST_TEST((check_grad(largest, numbers{1, 1}, numbers{1, 1}).outcome == outcome::fail));
  BOOST_TEST((check_grad([](const numbers& a) { return std::floor(a[0]); }, numbers{0}, numbers{2}).outcome == outcome::jump));
}

BOOST_AUTO_TEST_CASE(many_entries_and_some) {
  numbers x(1000, 0.5);
  x[7] = -2;
  const auto f = [](const numbers& a) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::sin(a[i] * static_cast<double>(i + 1) / 1000);
    return sum;
  };
  numbers g(1000);
  for (std::size_t i = 0; i < g.size(); ++i) g[i] = std::cos(x[i] * static_cast<double>(i + 1) / 1000) * static_cast<double>(i + 1) / 1000;
  const auto some = check_grad(f, g, x, {.entries = 20, .seed = 3});
  BOOST_TEST(some);
  BOOST_TEST(some.checked == 20);
  BOOST_TEST(some.total == 1000);
  g[321] *= -1;
  // a direction finds it, and halves name it
  const auto found = check_grad(f, g, x, {.directions = 2});
  BOOST_TEST((found.outcome == outcome::fail));
  bool named = false;
  for (const auto& e : found.entries) named = named || (e.outcome == outcome::fail && e.index == 321 && std::string(e.symbol) == "x");
  BOOST_TEST(named);
  // the same seed, the same entries
  BOOST_TEST(check_grad(f, g, x, {.entries = 5, .seed = 8}).entries[0].index == check_grad(f, g, x, {.entries = 5, .seed = 8}).entries[0].index);
}

// Derivatives of another size are refused; outside of its domain f may throw, at the point it may not.
BOOST_AUTO_TEST_CASE(sizes_and_exceptions) {
  for (const numbers& wrong : {numbers{}, numbers{6}, numbers{6, 2.25, 1}}) BOOST_CHECK_THROW((void)check_grad(volume, wrong, numbers{1.5, 2}), nabla::shape_error);
  const auto two = [](const numbers& a) { return numbers{a[0], 2 * a[1]}; };
  BOOST_TEST(check_jacobian(two, [](const numbers&) { return std::vector<numbers>{{1, 0}, {0, 2}}; }, numbers{1, 2}));
  for (const std::vector<numbers>& wrong : {std::vector<numbers>{{1, 0}}, {{1, 0}, {0}}, {{1, 0}, {0, 2}, {0, 0}}})
    BOOST_CHECK_THROW((void)check_jacobian(two, [&](const numbers&) { return wrong; }, numbers{1, 2}), nabla::shape_error);
  BOOST_CHECK_THROW((void)check_jacobian([](const VectorXd& a) { return a; }, [](const VectorXd&) { return MatrixXd(MatrixXd::Identity(2, 3)); }, VectorXd(VectorXd::Ones(2))), nabla::shape_error);
  const auto guarded = [](const numbers& a) { return a[0] > 1 ? throw std::domain_error("outside") : std::sqrt(1 - a[0]); };
  BOOST_TEST(check_grad(guarded, [](const numbers& a) { return numbers{-0.5 / std::sqrt(1 - a[0])}; }, numbers{0.999}));
  BOOST_CHECK_THROW((void)check_grad(guarded, numbers{1}, numbers{1.5}), std::domain_error);
  BOOST_TEST((check_grad([](const numbers& a) { return a[0] == 1 ? std::nan("") : a[0]; }, numbers{1}, numbers{1}).outcome == outcome::undefined));
  BOOST_TEST((check_grad([](const numbers& a) { return a[0] > 1 ? std::nan("") : a[0] * a[0]; }, numbers{3}, numbers{1}).outcome == outcome::fail));  // one side is there
  BOOST_TEST((check_grad([](const numbers&) { return 7.0; }, numbers{0}, numbers{5e-324}).outcome == outcome::pass));
}

// A derivative that is lost in the noise of a large term does not pass unseen: 0 is wrong here, and 1e-3 right. Where f does not move, 0 is right.
BOOST_AUTO_TEST_CASE(slopes_behind_a_large_term) {
  const auto f = [](const numbers& p) { return 1e10 * p[0] * p[0] + 1e-3 * p[1]; };
  for (double a : {0.7, 1.0, 3.3})
    for (double b : {1e-3, 0.3, 1.0}) {
      for (double wrong : {0.0, -1e-3, 2e-3}) BOOST_TEST(!check_grad(f, numbers{2e10 * a, wrong}, numbers{a, b}), a << ", " << b << ", " << wrong);
      BOOST_TEST(check_grad(f, numbers{2e10 * a, 1e-3}, numbers{a, b}), a << ", " << b);
    }
  const auto curved = [](const numbers& p) { return 1e10 * p[0] * p[0] + 1e-3 * std::log(p[1]); };
  const auto open = check_grad(curved, numbers{1.4e10, 0}, numbers{0.7, 0.3});
  BOOST_TEST((open.outcome == outcome::undecided));
  BOOST_TEST(std::string(open.reason).find("too noisy") != std::string::npos);
  BOOST_TEST(check_grad(curved, numbers{1.4e10, 1e-3 / 0.3}, numbers{0.7, 0.3}));
  BOOST_TEST((check_grad([](const numbers& p) { return 1e16 + p[0]; }, numbers{0}, numbers{1}).outcome == outcome::undecided));
  BOOST_TEST(check_grad([](const numbers& p) { return 1e10 * p[0]; }, numbers{1e10, 0}, numbers{0.7, 0.3}));
  BOOST_TEST(check_grad([](const numbers& p) { return 1e10 * p[0] + 1e-3 * std::cos(p[1] - 0.3); }, numbers{1e10, 0}, numbers{0.7, 0.3}));
  BOOST_TEST(check_grad([](const numbers& p) { return 1e10 * p[0] + std::fmax(0.0, p[1] - 100); }, numbers{1e10, 0}, numbers{40, -5}));
}

/// What f cannot show beside its noise is not called wrong: neither steps of the size of other entries nor larger ones see a bend of the size 1, or of the argument's own.
template <class S>
struct hidden_slope {
  std::vector<S> at, gradient;
  S (*f)(const std::vector<S>&);
};
template <class S>
void is_never_wrong(std::initializer_list<hidden_slope<S>> all) {
  for (const hidden_slope<S>& h : all) BOOST_TEST((check_grad(h.f, h.gradient, h.at).outcome != outcome::fail), h.at[0]);
}
BOOST_AUTO_TEST_CASE(right_slopes_that_noise_hides) {
  using floats = std::vector<float>;
  const auto with_sine = [](const numbers& q) { return q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + std::sin(q[0]); };
  const auto with_root = [](const floats& p) { return std::sqrt(p[0]) + p[1] * p[1]; };
  const auto in_parallel = [](const numbers& r) { return r[0] * r[1] / (r[0] + r[1]) + r[2]; };
  const auto slope_of_root = [](float a) { return 0.5f / std::sqrt(a); };
  for (const double a : {1e-8, -2.0838, 235.02}) is_never_wrong<double>({{{a, 1e8, -2}, {2 * a + std::cos(a), 2e8, -4}, with_sine}, {{a, -4.7e10, -7.1e10}, {2 * a + std::cos(a), -9.4e10, -1.42e11}, with_sine}});
  for (const float a : {1e-38f, 1e-20f, 3.4e-3f, 11.59f, 1e9f}) is_never_wrong<float>({{{a, 1e18f}, {slope_of_root(a), 2e18f}, with_root}, {{a, -2e4f}, {slope_of_root(a), -4e4f}, with_root}});
  for (const double a : {1e-20, 3e-17, 2e-9}) is_never_wrong<double>({{{a, a, 1}, {0.25, 0.25, 1}, in_parallel}, {{a, 3 * a, 1e9}, {9.0 / 16, 1.0 / 16, 1}, in_parallel}});
  // waves that are shorter than the numbers are apart, waves under a constant, and a root on a constant
  for (const float a : {4834105.0f, 12162749440.0f}) is_never_wrong<float>({{{a}, {std::cos(a)}, [](const floats& p) { return std::sin(p[0]); }}});
  for (const double a : {1e-9, 0.7, 1e3, 1e6}) is_never_wrong<double>({{{a}, {std::cos(a)}, [](const numbers& p) { return 1e16 + std::sin(p[0]); }}, {{a, 1e16}, {-std::sin(a), 1}, [](const numbers& p) { return std::cos(p[0]) + p[1]; }}});
  for (const float a : {7e-6f, 1e-4f}) is_never_wrong<float>({{{a}, {slope_of_root(a)}, [](const floats& p) { return 1e5f + std::sqrt(p[0]); }}});
  // kinks that are nearer than float sees
  for (const float a : {1 + 1e-6f, 1 + 1e-5f, 1 - 1e-6f}) is_never_wrong<float>({{{a}, {a > 1 ? 1.001f : 0.999f}, [](const floats& p) { return 1e-3f * std::abs(p[0] - 1) + p[0]; }}, {{a}, {(a > 1 ? 0.5f : -0.5f) / std::sqrt(std::abs(a - 1))}, [](const floats& p) { return std::sqrt(std::abs(p[0] - 1)); }}});
  for (const double a : {1 + 1.6e-9, 1 - 1.6e-9}) is_never_wrong<double>({{{a}, {1 + 2 * std::fmax(a - 1, 0.0)}, [](const numbers& p) { return std::fmax(p[0] - 1, 0.0) * std::fmax(p[0] - 1, 0.0) + p[0]; }}});
}
// Where f is 0 because its terms cancel its own size says nothing of its roundings: it stands still around the point, and steps far beyond the argument show that it is a staircase there.
BOOST_AUTO_TEST_CASE(what_stands_still_by_cancellation) {
  struct cancelled {
    double at, slope;
    double (*f)(double);
  };
  const auto outcome_of = [](const cancelled& c, double slope) { return check_grad([&c](const numbers& p) { return c.f(p[0]); }, numbers{slope}, numbers{c.at}).outcome; };
  const cancelled linear[] = {{1e-18, 1, [](double a) { return std::log(1 + a); }}, {-1e-20, 1, [](double a) { return std::exp(a) - 1; }}, {1e-300, 1, [](double a) { return 1 + a - 1; }}, {1e-12, 1, [](double a) { return 1e6 + a - 1e6; }}, {-1e-8, 2e10, [](double a) { return (1e10 + a) * (1e10 + a) - 1e20; }}, {1e-18, std::cos(1.0), [](double a) { return std::sin(1 + a) - std::sin(1.0); }}};
  for (const cancelled& c : linear) {
    BOOST_TEST((outcome_of(c, c.slope) == outcome::pass), c.at);
    for (const double wrong : {2.0, -1.0, 1.1}) BOOST_TEST((outcome_of(c, wrong * c.slope) == outcome::fail), c.at << ", " << wrong);
    BOOST_TEST((outcome_of(c, 0) != outcome::pass), c.at);
  }
  const cancelled curved[] = {{1e-10, 1e-10, [](double a) { return 1 - std::cos(a); }}, {1e-9, 1e-9, [](double a) { return std::sqrt(1 + a * a) - 1; }}, {-1e-10, 1e-10, [](double a) { return std::log(std::cos(a)); }}, {1e-18, 2e-18, [](double a) { return a * (std::exp(a) - 1); }}, {1e-10, std::sqrt(2.0), [](double a) { return std::acos(1 - a * a); }}, {1e3, 1, [](double a) { return 1e30 + a - 1e30; }}};
  for (const cancelled& c : curved) {
    BOOST_TEST((outcome_of(c, c.slope) != outcome::fail), c.at);
    for (const double wrong : {2.0, 1.1}) BOOST_TEST((outcome_of(c, wrong * c.slope) != outcome::pass), c.at << ", " << wrong);
  }
  // ... and where it moves by its first hundreds of roundings
  for (const double at : {1e-16, 1e-15, -5e-15, 1e-14, 1e-13, 3e-13}) {
    const cancelled few[] = {{at, 1, [](double a) { return std::log(1 + a); }}, {at, 1, [](double a) { return std::exp(a) - 1; }}, {at, 1e3, [](double a) { return std::tanh(1e3 * a) + 1 - 1; }}, {1e6 * at, 1, [](double a) { return static_cast<double>(1 + static_cast<float>(a)) - 1; }}};
    for (const cancelled& c : few) {
      BOOST_TEST((outcome_of(c, c.slope) != outcome::fail), at);
      for (const double wrong : {2.0, -1.0, 0.0}) BOOST_TEST((outcome_of(c, wrong * c.slope) != outcome::pass), at << ", " << wrong);
    }
    BOOST_TEST((outcome_of(few[0], 1) == outcome::pass), at);
  }
  // rounded to six digits it keeps the slope between the steps, and 0 is right of what underflows
  const cancelled rounded{2.7e-6, 0, [](double a) { return std::round(1e6 * a) / 1e6; }}, underflown{-0.07413, 0, [](double a) { return 1 / (1 + std::exp(-1e4 * (a - 1e-3))); }};
  BOOST_TEST((outcome_of(rounded, 0) == outcome::pass));
  BOOST_TEST((outcome_of(rounded, 1) == outcome::fail));
  BOOST_TEST((outcome_of(underflown, 0) == outcome::pass));
  // what is flat by itself, up to a corner, a jump or the next of few stairs, has the slope 0
  const cancelled flat[] = {{-1, 1, [](double a) { return std::fmax(a, 0.0); }}, {1e-9, 1, [](double a) { return std::fmax(a - 1, 0.0); }}, {1, 1, [](double a) { return a > 5 ? 1.0 : 0.0; }}, {0.01, 1, [](double a) { return std::floor(a); }}};
  for (const cancelled& c : flat) {
    BOOST_TEST((outcome_of(c, c.slope) == outcome::fail), c.at);
    BOOST_TEST((outcome_of(c, 0) == outcome::pass), c.at);
  }
}
// ... and what it can show is: where the argument is too small to be seen, by steps of the size of the others; beside a kink by the side that has none.
BOOST_AUTO_TEST_CASE(wrong_slopes_beside_larger_numbers_and_kinks) {
  const auto beside_one = [](const numbers& p) { return std::exp(p[0]) + p[1]; };
  for (const double wrong : {0.0, -1.0, 1 + 1e-5, 1.1, 2.0}) BOOST_TEST((check_grad(beside_one, numbers{wrong, 1}, numbers{1e-20, 1}).outcome == outcome::fail), wrong);
  BOOST_TEST(check_grad(beside_one, numbers{1, 1}, numbers{1e-20, 1}));
  BOOST_TEST((check_grad([](const numbers& p) { return std::cos(p[0]) + p[1]; }, numbers{1, 1}, numbers{1e-20, 1}).outcome == outcome::fail));
  BOOST_TEST((check_grad([](const numbers& p) { return std::exp(p[0]); }, numbers{2}, numbers{1e-300}).outcome == outcome::fail));
  const auto bent = [](const numbers& p) { return std::fmax(p[0] - 1, 0.0) + p[0]; };
  for (const double step : {1e-3, 1e-6, 1e-8, 1e-9, 1e-10})
    for (const double at : {1 + step, 1 - step}) {
      const double slope = at > 1 ? 2 : 1;
      BOOST_TEST(check_grad(bent, numbers{slope}, numbers{at}), at);
      for (const double error : {1e-3, 1e-5, 1e-6}) BOOST_TEST((check_grad(bent, numbers{slope * (1 + error)}, numbers{at}).outcome == outcome::fail), at << ", " << error);
    }
}

// The gradient of a long chain vanishes towards its begin: some entry is always hardly more than the noise, and right.
BOOST_AUTO_TEST_CASE(slopes_that_vanish) {
  for (const double kept : {0.1, 0.25, 0.3, 0.5}) {
    const auto chain = [kept](const numbers& p) {
      double h = 0;
      for (const double a : p) h = std::tanh(a + kept * h);
      return h;
    };
    const auto gradient = [kept](const numbers& p) {
      numbers h{0}, g(p.size());
      for (const double a : p) h.push_back(std::tanh(a + kept * h.back()));
      double back = 1;
      for (std::size_t i = p.size(); i-- > 0; back *= kept) g[i] = back *= 1 - h[i + 1] * h[i + 1];
      return g;
    };
    for (int shift = 0; shift < 10; ++shift) {
      numbers at(24);
      for (int i = 0; i < 24; ++i) at[static_cast<std::size_t>(i)] = std::sin(1.7 * i + shift);
      BOOST_TEST(check_grad(chain, gradient, at), kept << ", " << shift);
      for (std::size_t i = 18; i < 24; ++i) {
        numbers wrong = gradient(at);
        wrong[i] *= 1.1;
        BOOST_TEST(!check_grad(chain, wrong, at), kept << ", " << shift << ", " << i);
      }
    }
  }
}

/// Progress is told for every entry.
std::ptrdiff_t told = 0;
BOOST_AUTO_TEST_CASE(progress) {
  BOOST_TEST(check_grad(volume, numbers{6, 2.25}, numbers{1.5, 2}, {.progress = [](std::ptrdiff_t done, std::ptrdiff_t total) { told = 10 * done + total; }}));
  BOOST_TEST(told == 22);
}

BOOST_AUTO_TEST_CASE(jacobians) {
  const auto f = [](const numbers& a) { return numbers{a[0] * a[1], std::sin(a[1])}; };
  const auto j = [](const numbers& a) { return std::vector<numbers>{{a[1], a[0]}, {0, std::cos(a[1])}}; };
  BOOST_TEST(check_jacobian(f, j, numbers{1.5, 2}));
  const auto wrong = check_jacobian(f, [&](const numbers& a) { return std::vector<numbers>{{a[1], a[0]}, {1e-3, std::cos(a[1])}}; }, numbers{1.5, 2});
  BOOST_TEST(wrong.worst == "f(1) by x(0)");
  const MatrixXd A = MatrixXd::Random(3, 2);
  BOOST_TEST(check_jacobian([&](const VectorXd& x) { return VectorXd(A * x); }, [&](const VectorXd&) { return A; }, VectorXd(VectorXd::Ones(2))));
  BOOST_TEST(!check_jacobian([&](const VectorXd& x) { return VectorXd(A * x); }, [&](const VectorXd&) { return MatrixXd(1.1 * A); }, VectorXd(VectorXd::Ones(2))));
}

/// A functor for Eigen's Levenberg-Marquardt, with an error on request.
struct rosenbrock {
  using Scalar = double;
  enum {
    InputsAtCompileTime = 2,
    ValuesAtCompileTime = 2
  };
  using InputType = Eigen::Vector2d;
  using ValueType = Eigen::Vector2d;
  using JacobianType = Eigen::Matrix2d;
  double error = 0;
  int inputs() const { return 2; }
  int values() const { return 2; }
  int operator()(const InputType& x, ValueType& f) const {
    f << 10 * (x(1) - x(0) * x(0)), 1 - x(0);
    return 0;
  }
  int df(const InputType& x, JacobianType& j) const {
    j << -20 * x(0) * (1 + error), 10, -1, 0;
    return 0;
  }
};
BOOST_AUTO_TEST_CASE(functor_of_eigen) {
  BOOST_TEST(check_jacobian(rosenbrock{}, Eigen::Vector2d(-1.2, 1)));
  BOOST_TEST((check_jacobian(rosenbrock{1e-6}, Eigen::Vector2d(-1.2, 1)).outcome == outcome::fail));
  // it is one that Eigen takes
  rosenbrock f;
  Eigen::LevenbergMarquardt<rosenbrock> solver(f);
  VectorXd x = Eigen::Vector2d(-1.2, 1);
  Eigen::Vector2d fixed = x;
  (void)solver;
  BOOST_TEST(f(fixed, fixed) == 0);
}

#ifdef NABLA_HAS_CERES
/// The residual of exp(m t + c) at t = 0.7, y = 2, with an error on request.
class exponential_residual : public ceres::SizedCostFunction<2, 1, 2> {
 public:
  explicit exponential_residual(double error) : error_(error) {}
  bool Evaluate(const double* const* p, double* r, double** j) const override {
    const double m = p[0][0], c = p[1][0], s = p[1][1], e = std::exp(0.7 * m + c);
    r[0] = 2 - e;
    r[1] = m * s;
    if (j == nullptr) return true;
    if (j[0] != nullptr) j[0][0] = -0.7 * e, j[0][1] = s;
    if (j[1] != nullptr) j[1][0] = -e, j[1][1] = 0, j[1][2] = 0, j[1][3] = m * (1 + error_);
    return true;
  }

 private:
  double error_;
};
struct by_jets {
  template <class T>
  bool operator()(const T* m, const T* c, T* r) const {
    r[0] = 2.0 - exp(0.7 * m[0] + c[0]);
    return true;
  }
};
BOOST_AUTO_TEST_CASE(cost_functions_of_ceres) {
  const auto right = check_jacobian(exponential_residual(0), {{0.3}, {0.1, 2}});
  BOOST_TEST(right);
  BOOST_TEST(right.checked == 6);
  const auto wrong = check_jacobian(exponential_residual(1e-7), {{0.3}, {0.1, 2}});
  BOOST_TEST((wrong.outcome == outcome::fail));
  BOOST_TEST(wrong.worst == "f(1) by x1(1)");
  BOOST_TEST(check_jacobian(exponential_residual(0), std::vector<VectorXd>{VectorXd::Ones(1), VectorXd::Ones(2)}));  // blocks of any type
  BOOST_CHECK_THROW((void)check_jacobian(exponential_residual(0), {{0.3}, {0.1}}), nabla::shape_error);
  BOOST_TEST(check_jacobian(ceres::AutoDiffCostFunction<by_jets, 1, 1, 1>(new by_jets), {{0.3}, {0.1}}));
}
#endif

}  // namespace

BOOST_AUTO_TEST_CASE(a_jacobian_that_is_transposed) {
  const auto f = [](const VectorXd& a) { return VectorXd(Eigen::Vector2d(a[0] * a[1], std::exp(a[0]))); };
  const auto turned = [](const VectorXd& a) { return MatrixXd((Eigen::Matrix2d() << a[1], std::exp(a[0]), a[0], 0).finished()); };
  const auto other = [](const VectorXd& a) { return MatrixXd((Eigen::Matrix2d() << a[1], std::exp(a[0]), 3 * a[0], 0).finished()); };
  const VectorXd x = Eigen::Vector2d(0.5, 2);
  BOOST_TEST(std::string(check_jacobian(f, turned, x).hint) == "transposed");
  BOOST_TEST(std::string(check_jacobian(f, other, x).hint) == "");
}
