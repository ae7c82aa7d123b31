// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Arguments of all sizes: what is right is never called wrong, and nearly all that f can show is found.

#include <boost/test/unit_test.hpp>

#include <nabla/check.hpp>

#include <cmath>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using nabla::check_grad, nabla::outcome;

struct counts {
  int right = 0, accused = 0, planted = 0, found = 0;
};

/// An argument of the size 1, of some thousands, or of any.
double random_argument(std::mt19937_64& random, bool is_positive) {
  const auto between = [&random](double low, double high) { return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53; };
  const double sign = is_positive || random() % 2 == 0 ? 1 : -1;
  switch (random() % 4) {
    case 0: return sign * between(0.01, 3);
    case 1: return sign * std::pow(10, between(-3, 3));
    default: return sign * std::pow(10, between(-19, 19));
  }
}

/// f gives its value, and its slopes as doubles.
template <class S, class F>
counts count(const char* name, int arguments, bool is_positive, F f) {
  std::mt19937_64 random(20251129);
  counts result;
  const auto slopes = [&](const std::vector<S>& at) {
    std::vector<double> of(at.begin(), at.end()), gradient(at.size());
    f(of, gradient.data());
    return std::vector<S>(gradient.begin(), gradient.end());
  };
  for (int point = 0; point < 120; ++point) {
    std::vector<S> at;
    for (int i = 0; i < arguments; ++i) at.push_back(static_cast<S>(i > 0 && random() % 5 == 0 ? at[0] * S(0.7) : random_argument(random, is_positive)));
    const auto value = [&](const std::vector<S>& x) { return f(x, static_cast<double*>(nullptr)); };
    const auto is_usual = [](S a) { return std::isfinite(a) && std::abs(a) < std::numeric_limits<S>::max() / 1000; };
    bool usual = is_usual(value(at));
    for (S slope : slopes(at)) usual = usual && is_usual(slope);
    if (!usual) continue;
    for (const auto& entry : check_grad(value, slopes, at).entries) {
      ++result.right;
      result.accused += entry.outcome == outcome::fail;
      if (entry.outcome == outcome::fail) BOOST_TEST_MESSAGE(name << ", entry " << entry.index << " at " << at[0] << ", " << at.back() << ": " << entry.analytic << " is right, " << entry.numeric << " was found");
    }
    const auto twice = [&](const std::vector<S>& x) {
      std::vector<S> wrong = slopes(x);
      wrong[0] *= 2;
      return wrong;
    };
    ++result.planted;
    result.found += check_grad(value, twice, at).entries[0].outcome == outcome::fail;
  }
  return result;
}

/// Writes slopes where they are asked for.
template <class... Slopes>
void write(double* to, Slopes... slopes) {
  if (to == nullptr) return;
  int k = 0;
  ((to[k++] = static_cast<double>(slopes)), ...);
}

template <class S>
void never_accuses(int least_found) {
  using std::sin, std::cos, std::sqrt, std::log, std::exp, std::cbrt, std::hypot, std::tanh, std::cosh;
  counts all;
  const auto add = [&](const char* name, int arguments, bool is_positive, auto f) {
    const counts c = count<S>(name, arguments, is_positive, f);
    BOOST_TEST(c.accused == 0, name << ": " << c.accused << " of " << c.right << " right slopes are called wrong");
    all.planted += c.planted;
    all.found += c.found;
  };
  add("|x|² + sin x", 3, false, [](const auto& x, double* to) {
    write(to, 2 * x[0] + cos(x[0]), 2 * x[1], 2 * x[2]);
    return x[0] * x[0] + x[1] * x[1] + x[2] * x[2] + sin(x[0]);
  });
  add("sqrt x + y²", 2, true, [](const auto& x, double* to) {
    write(to, 1 / (2 * sqrt(x[0])), 2 * x[1]);
    return sqrt(x[0]) + x[1] * x[1];
  });
  add("log x + y", 2, true, [](const auto& x, double* to) {
    write(to, 1 / x[0], 1);
    return log(x[0]) + x[1];
  });
  add("cbrt x + y³", 2, false, [](const auto& x, double* to) {
    write(to, 1 / (3 * cbrt(x[0]) * cbrt(x[0])), 3 * x[1] * x[1]);
    return cbrt(x[0]) + x[1] * x[1] * x[1];
  });
  add("x² / (x² + y²) + z", 3, false, [](const auto& x, double* to) {
    const auto whole = x[0] * x[0] + x[1] * x[1];
    write(to, 2 * x[0] * x[1] / whole * (x[1] / whole), -2 * x[0] * x[1] / whole * (x[0] / whole), 1);
    return x[0] * x[0] / whole + x[2];
  });
  add("hypot(x, y) + z", 3, false, [](const auto& x, double* to) {
    write(to, x[0] / hypot(x[0], x[1]), x[1] / hypot(x[0], x[1]), 1);
    return hypot(x[0], x[1]) + x[2];
  });
  add("x / y + z", 3, false, [](const auto& x, double* to) {
    write(to, 1 / x[1], -x[0] / x[1] / x[1], 1);
    return x[0] / x[1] + x[2];
  });
  add("sin 1000 x + y²", 2, false, [](const auto& x, double* to) {
    write(to, 1000 * cos(1000 * x[0]), 2 * x[1]);
    return sin(1000 * x[0]) + x[1] * x[1];
  });
  add("sin x + cos y", 2, false, [](const auto& x, double* to) {
    write(to, cos(x[0]), -sin(x[1]));
    return sin(x[0]) + cos(x[1]);
  });
  add("exp(-x) + y", 2, true, [](const auto& x, double* to) {
    write(to, -exp(-x[0]), 1);
    return exp(-x[0]) + x[1];
  });
  add("y tanh(x / y) + z", 3, false, [](const auto& x, double* to) {
    const auto part = x[0] / x[1], slope = 1 / (cosh(part) * cosh(part));
    write(to, slope, tanh(part) - part * slope, 1);
    return x[1] * tanh(x[0] / x[1]) + x[2];
  });
  add("x + sin x", 1, false, [](const auto& x, double* to) {
    write(to, 1 + cos(x[0]));
    return x[0] + sin(x[0]);
  });
  add("x² + x sin x", 1, false, [](const auto& x, double* to) {
    write(to, 2 * x[0] + sin(x[0]) + x[0] * cos(x[0]));
    return x[0] * x[0] + x[0] * sin(x[0]);
  });
  add("hypot(x, y) + 10 sin(x / 10)", 2, false, [](const auto& x, double* to) {
    write(to, x[0] / hypot(x[0], x[1]) + cos(x[0] / 10), x[1] / hypot(x[0], x[1]));
    return hypot(x[0], x[1]) + 10 * sin(x[0] / 10);
  });
  add("2 x + sin 100 x", 1, false, [](const auto& x, double* to) {
    write(to, 2 + 100 * cos(100 * x[0]));
    return 2 * x[0] + sin(100 * x[0]);
  });
  BOOST_TEST_MESSAGE(all.found << " of " << all.planted << " planted errors are found");
  BOOST_TEST(all.found >= least_found);
}

BOOST_AUTO_TEST_CASE(right_slopes_of_all_sizes) {
  never_accuses<double>(900);
  never_accuses<float>(700);
}

// In 1000 x the arguments that differ by a rounding of the wider scalar are rounded alike, so that its sine seems to have a slope 1.024 times as large.
BOOST_AUTO_TEST_CASE(waves_of_a_rounded_argument) {
  using namespace nabla;
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  std::mt19937_64 random(7);
  for (int point = 0; point < 200; ++point) {
    const double at_x = std::pow(10, 5 + 4 * static_cast<double>(random() >> 11) * 0x1p-53);
    BOOST_TEST((check_grad(sin(1000_c * x) + y * y, at(x = at_x, y = 0.3)).outcome != outcome::fail), at_x);
  }
}

// A wave on a slope, which steps of the argument's own size do not see: what makes the derivative right is seen up to some size, and drowned beyond.
BOOST_AUTO_TEST_CASE(waves_on_a_slope) {
  using namespace nabla;
  constexpr auto x = var<"x">;
  const auto slope = [](const std::vector<double>& p) { return std::vector{1 + std::cos(p[0])}; };
  const auto twice = [](const std::vector<double>& p) { return std::vector{2 + 2 * std::cos(p[0])}; };
  const auto f = [](const std::vector<double>& p) { return p[0] + std::sin(p[0]); };
  for (double size : {1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18})
    for (int k = 1; k <= 40; ++k) {
      const std::vector<double> at{size * (1 + 0.03 * k)};
      BOOST_TEST((check_grad(f, slope, at).outcome != outcome::fail), at[0]);
      BOOST_TEST((check_grad(x + sin(x), nabla::at(x = at[0])).outcome != outcome::fail), at[0]);
    }
  BOOST_TEST((check_grad(f, slope, std::vector{1e14}).outcome == outcome::undecided));
  BOOST_TEST((check_grad(f, twice, std::vector{1e9}).outcome == outcome::fail));
}

// Each hidden in another way: behind the noise of f at the argument's own size, at an edge of the domain, at a corner that is round, by chance in noise as large as f.
BOOST_AUTO_TEST_CASE(right_slopes_that_were_accused) {
  using numbers = std::vector<double>;
  using floats = std::vector<float>;
  const auto passes = [](auto f, auto gradient, auto at) { BOOST_TEST((check_grad(f, gradient, at).outcome != outcome::fail), at[0]); };
  const auto of_log = [](const auto& p) { return std::log(p[0]) + p[1]; };
  passes(of_log, numbers{1 / 7.77459187e-17, 1}, numbers{7.77459187e-17, 3.53197068e15});
  passes(of_log, floats{1 / 6.97921664e-17f, 1}, floats{6.97921664e-17f, 27956234});
  const auto share = [](const numbers& p) { return p[0] * p[0] / (p[0] * p[0] + p[1] * p[1]) + p[2]; };
  passes(share, numbers{5616123.115, -1.449e11, 1}, numbers{5.34792361e-16, 2.07243589e-20, 211689489});
  const auto cone = [](const numbers& p) { return std::hypot(p[0], p[1]) + p[2]; };
  passes(cone, numbers{1.32705069e-11 / std::hypot(1.32705069e-11, 2.5691727e-08), -2.5691727e-08 / std::hypot(1.32705069e-11, 2.5691727e-08), 1}, numbers{1.32705069e-11, -2.5691727e-08, -16.1206817});
  const auto bowl = [](const numbers& p) { return p[0] * p[0] + p[1] * p[1] + p[2] * p[2] + std::sin(p[0]); };
  const numbers far{-4927588.1, -8843700.43, -4145980.11};
  passes(bowl, numbers{2 * far[0] + std::cos(far[0]), 2 * far[1], 2 * far[2]}, far);
  const auto waves = [](const floats& p) { return std::cos(p[0]) + p[1]; };
  passes(waves, floats{-std::sin(3.09818701e15f), 1}, floats{3.09818701e15f, 0.983277977f});
}

}  // namespace
