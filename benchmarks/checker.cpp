// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Gradient checkers side by side on 32 functions: which right slopes they call wrong, and which wrong ones they find. Ceres and Boost.Math run as they
// are; of PyTorch, JAX and Stan the formula, the step and the tolerances that they publish:
//     PyTorch  torch.autograd.gradcheck: central differences, eps 1e-6, atol 1e-5, rtol 1e-3
//     JAX      jax.test_util.check_grads (jax/_src/public_test_util.py): central differences along a normal random vector of seed 0, eps 1e-4, atol and
//              rtol 1e-5 for float64; that of forward mode, beside which reverse mode takes the same difference once more
//     CmdStan  diagnose test=gradient (stan/model/test_gradients.hpp): central differences, epsilon 1e-6, error 1e-6, which is absolute
//     Stan Math  expect_ad (finite_diff_gradient_auto, test/unit/math/ad_tolerances.hpp, relative_tolerance.hpp): six values with the step
//              eps^(1/3) max(1, |x|), 1e-4 of the mean of both, but at least 1e-8
// checker [--points N] [--picture FILE]

#include "support/hard_functions.hpp"

#include <nabla/check.hpp>
#include <nabla/train/picture.hpp>

#ifdef NABLA_HAS_CERES
#include <ceres/dynamic_cost_function.h>
#include <ceres/gradient_checker.h>
#endif
#if __has_include(<boost/math/differentiation/finite_difference.hpp>)
#include <boost/math/differentiation/finite_difference.hpp>
#define NABLA_HAS_BOOST_MATH
#endif

#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <vector>

namespace {

using namespace nabla::detail::numeric;

/// Is the slope called right, and how often was f evaluated?
struct opinion {
  bool agrees, is_sure = true;
};
long evaluations = 0;
const test::hard_function* current = nullptr;
double counted(double x) {
  ++evaluations;
  return current->f(x);
}

template <class T>
struct counted_line final : line<T> {
  explicit counted_line(T x) {
    this->middle = x;
    this->size = this->reserve = size_of(x);
  }
  T value(T t, pieces) override {
    ++evaluations;
    if constexpr (std::is_same_v<T, double>) return current->f(this->middle + t);
    else return current->wide(this->middle + t);
  }
};
template <class T>
opinion of_nabla(double x, double slope) {
  counted_line<T> f(x);
  question<T> q;
  q.derivative = slope;
  q.tolerance = T(1e-9);
  q.noise = noise_of(f, pieces::of_point);
  const nabla::outcome says = judge(f, q, f.value(0, pieces::of_point)).says;
  return {says == nabla::outcome::pass || says == nabla::outcome::kink, says != nabla::outcome::undecided};
}

#ifdef NABLA_HAS_CERES
class slope_cost final : public ceres::DynamicCostFunction {
 public:
  explicit slope_cost(double slope) : slope_(slope) {
    AddParameterBlock(1);
    SetNumResiduals(1);
  }
  bool Evaluate(const double* const* x, double* f, double** slope) const override {
    f[0] = counted(x[0][0]);
    if (slope != nullptr && slope[0] != nullptr) slope[0][0] = slope_;
    return true;
  }

 private:
  double slope_;
};
opinion of_ceres(double x, double slope) {
  const slope_cost cost(slope);
  const double* parameters[] = {&x};
  const std::vector<const ceres::Manifold*>* as_they_are = nullptr;
  ceres::GradientChecker::ProbeResults results;
  return {ceres::GradientChecker(&cost, as_they_are, ceres::NumericDiffOptions()).Probe(parameters, 1e-8, &results)};
}
#endif
#ifdef NABLA_HAS_BOOST_MATH
opinion of_boost(double x, double slope) {
  double error = 0;
  const double difference = boost::math::differentiation::finite_difference_derivative<decltype(&counted), double, 6>(&counted, x, &error);
  return {std::abs(difference - slope) <= 1e-9 * std::max(std::abs(difference), std::abs(slope)) + error};
}
#endif
double central(double x, double h) { return (counted(x + h) - counted(x - h)) / (2 * h); }
opinion of_torch(double x, double slope) {
  const double difference = central(x, 1e-6);
  return {std::abs(slope - difference) <= 1e-5 + 1e-3 * std::abs(difference)};
}
opinion of_jax(double x, double slope) {
  constexpr double direction = 1.764052345967664, eps = 1e-4;  // the first number of numpy.random.RandomState(0).randn()
  const double difference = (counted(x + eps * direction) - counted(x - eps * direction)) * (0.5 / eps);
  return {std::abs(slope * direction - difference) <= 1e-5 + 1e-5 * std::abs(difference)};
}
opinion of_cmdstan(double x, double slope) { return {!(std::abs(slope - central(x, 1e-6)) > 1e-6)}; }  // as it is written there: NaN is right
opinion of_stan_math(double x, double slope) {
  const double h = std::cbrt(std::numeric_limits<double>::epsilon()) * std::max(1.0, std::abs(x)), difference = nabla::sixth_order_difference(counted, x, h);
  return {std::abs(slope - difference) <= std::max(1e-4 * 0.5 * (std::abs(slope) + std::abs(difference)), 1e-8)};
}

struct contestant {
  const char* name;
  opinion (*ask)(double x, double slope);
  const char* color;
  int without_alarms = 0;             ///< functions
  long alarms = 0, open = 0, asked = 0, evaluations = 0;
  double seconds = 0;
  std::vector<double> found = std::vector<double>(12);  ///< functions without alarms in which an error of 10^-(k + 1) is found at 95 % of the points
};

void run(contestant& c, int count) {
  for (const test::hard_function& h : test::hard_functions()) {
    current = &h;
    const std::vector<double> points = test::points_of(h, count);
    evaluations = 0;
    long alarms = 0;
    const std::clock_t start = std::clock();  // of this process: others may run beside it
    for (double x : points) {
      const opinion right = c.ask(x, static_cast<double>(h.slope(x)));
      alarms += !right.agrees && right.is_sure;
      c.open += !right.is_sure;
    }
    c.seconds += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    c.evaluations += evaluations;
    c.asked += count;
    c.alarms += alarms;
    if (alarms > 0) continue;
    ++c.without_alarms;
    double error = 0.1;
    for (std::size_t k = 0; k < c.found.size(); ++k, error /= 10) {
      int found = 0;
      for (double x : points) {
        const opinion wrong = c.ask(x, static_cast<double>(h.slope(x)) * (1 + error));
        found += !wrong.agrees && wrong.is_sure;
      }
      c.found[k] += 100 * found >= 95 * count;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  int points = 200;
  const char* picture = nullptr;
  for (int i = 1; i + 1 < count; ++i) {
    if (std::strcmp(arguments[i], "--points") == 0) points = std::atoi(arguments[i + 1]);
    if (std::strcmp(arguments[i], "--picture") == 0) picture = arguments[i + 1];
  }
  std::vector<contestant> all;
  all.push_back({"nabla, formulas (long double)", &of_nabla<long double>, "#111827"});
  all.push_back({"nabla, anyone's code (double)", &of_nabla<double>, "#2563eb"});
#ifdef NABLA_HAS_CERES
  all.push_back({"Ceres GradientChecker", &of_ceres, "#dc2626"});
#endif
#ifdef NABLA_HAS_BOOST_MATH
  all.push_back({"Boost.Math, order 6", &of_boost, "#059669"});
#endif
  all.push_back({"PyTorch gradcheck", &of_torch, "#d97706"});
  all.push_back({"JAX check_grads", &of_jax, "#7c3aed"});
  all.push_back({"CmdStan diagnose", &of_cmdstan, "#db2777"});
  all.push_back({"Stan Math expect_ad", &of_stan_math, "#65a30d"});
  std::printf(
      "32 functions, %d points each.\n\n| checker | functions without a false alarm | false alarms | undecided | of 32 finds 10 %% | 1e-3 | 1e-5 | 1e-8 | evaluations | ns |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
      points);
  for (contestant& c : all) {
    run(c, points);
    const double asked = static_cast<double>(c.asked);
    std::printf("| %s | %d | %.2f %% | %.2f %% | %.0f | %.0f | %.0f | %.0f | %.1f | %.0f |\n", c.name, c.without_alarms, 100 * static_cast<double>(c.alarms) / asked,
                100 * static_cast<double>(c.open) / asked, c.found[0], c.found[2], c.found[4], c.found[7], static_cast<double>(c.evaluations) / asked, 1e9 * c.seconds / asked);
  }
  if (picture == nullptr) return 0;
  nabla::plot p;
  p.title = "Functions of 32 in which an error is found, and no right slope called wrong";
  p.x_label = "relative error 10^-x";
  p.highest = 32;
  p.decimals = 0;
  for (const contestant& c : all) p.curves.push_back({c.name, c.found, c.color});
  std::ofstream(picture) << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"480\" font-family=\"sans-serif\" font-size=\"12\">\n"
                         << "<rect width=\"760\" height=\"480\" fill=\"white\"/>\n"
                         << nabla::draw(p, 60, 50, 660, 360) << "</svg>\n";
  return 0;
}
