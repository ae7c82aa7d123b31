// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The scheme on plain numbers: 32 functions with their right slopes in double, and with slopes that are wrong.

#include <boost/test/unit_test.hpp>

#include "support/hard_functions.hpp"

#include <nabla/check/judge_edge.hpp>
#include <nabla/check/noise.hpp>

#include <limits>
#include <string>

#ifndef NABLA_POINTS
#define NABLA_POINTS 100
#endif

namespace {

using namespace nabla::detail::numeric;
using nabla::outcome;

template <class T>
struct plain final : line<T> {
  T (*f)(T);
  plain(T (*function)(T), T x) : f(function) {
    this->middle = x;
    this->size = this->reserve = size_of(x);
  }
  T value(T t, pieces) override {
    ++this->evaluations;
    return f(this->middle + t);
  }
};

template <class T>
answer<T> ask(line<T>& f, T slope, T noise, double tolerance) {
  question<T> q;
  q.derivative = slope;
  q.tolerance = static_cast<T>(tolerance);
  q.noise = noise;
  return judge(f, q, f.value(0, pieces::of_point));
}

struct counts {
  int alarms = 0, open = 0, found_large = 0, found_small = 0, evaluations = 0, most = 0;
};
template <class T>
counts try_function(T (*f)(T), const test::hard_function& h, double tolerance, T small) {
  counts n;
  for (double x : test::points_of(h, NABLA_POINTS)) {
    plain<T> line(f, x);
    const T noise = noise_of(line, pieces::of_point), slope = static_cast<T>(static_cast<double>(h.slope(x)));
    line.evaluations = 0;
    const outcome right = ask(line, slope, noise, tolerance).says;
    n.evaluations += line.evaluations;
    n.most = std::max(n.most, line.evaluations);
    n.alarms += right == outcome::fail;
    n.open += right != outcome::fail && right != outcome::pass;
    n.found_large += ask(line, slope * T(1.1L), noise, tolerance).says == outcome::fail;
    n.found_small += ask(line, slope * (1 + small), noise, tolerance).says == outcome::fail;
  }
  return n;
}

BOOST_AUTO_TEST_CASE(slopes_of_double_with_values_of_long_double) {
  BOOST_TEST(test::hard_functions().size() == 32u);
  int find_small = 0;
  for (const test::hard_function& h : test::hard_functions()) {
    const std::string name = h.name;
    const counts n = try_function<long double>(h.wide, h, 1e-9, 1e-8L);
    BOOST_TEST_MESSAGE(name << ": " << n.alarms << " false alarms, " << n.open << " undecided, 10 % found " << n.found_large << ", 1e-8 found " << n.found_small << " of "
                            << NABLA_POINTS << ", " << static_cast<double>(n.evaluations) / NABLA_POINTS << " evaluations, at most " << n.most);
    BOOST_TEST(n.alarms == 0, name << ": " << n.alarms << " false alarms");
    BOOST_TEST(100 * n.open <= NABLA_POINTS, name << ": " << n.open << " undecided");
    if (name.find("1e-6") == std::string::npos) BOOST_TEST(100 * n.found_large >= 98 * NABLA_POINTS, name << ": 10 % found at " << n.found_large);
    if (100 * n.found_small >= 95 * NABLA_POINTS) ++find_small;
  }
  BOOST_TEST_MESSAGE("1e-8 is found in " << find_small << " of 32");
  BOOST_TEST(find_small >= 28);
}

// Anyone's code: there is no wider scalar.
BOOST_AUTO_TEST_CASE(slopes_of_double_with_values_of_double) {
  for (const test::hard_function& h : test::hard_functions()) {
    const std::string name = h.name;
    const counts n = try_function<double>(h.f, h, 1e-9, 1e-8);
    BOOST_TEST_MESSAGE(name << ": " << n.alarms << " false alarms, " << n.open << " undecided, 10 % found " << n.found_large << ", 1e-8 found " << n.found_small << " of "
                            << NABLA_POINTS << ", " << static_cast<double>(n.evaluations) / NABLA_POINTS << " evaluations, at most " << n.most);
    BOOST_TEST(n.alarms == 0, name << ": " << n.alarms << " false alarms");
  }
}

// What used to make any slope pass: steps that reach infinity; and the coarsest of several steps.
BOOST_AUTO_TEST_CASE(nothing_infinite_agrees) {
  plain<long double> log(+[](long double x) { return std::log(x); }, 1e-3L), exp(+[](long double x) { return static_cast<long double>(std::exp(static_cast<double>(x))); }, 709.5L);
  BOOST_TEST((ask(log, 1000.0L, 0.0L, 1e-9).says == outcome::pass));
  BOOST_TEST((ask(log, 42000.0L, 0.0L, 1e-9).says == outcome::fail));
  BOOST_TEST((ask(exp, -std::exp(709.5L), 0.0L, 1e-9).says == outcome::fail));
  BOOST_TEST((ask(log, std::numeric_limits<long double>::infinity(), 0.0L, 1e-9).says == outcome::undefined));
  BOOST_TEST((ask(log, std::numeric_limits<long double>::quiet_NaN(), 0.0L, 1e-9).says == outcome::undefined));
}

BOOST_AUTO_TEST_CASE(edges_of_plain_functions) {
  const auto at_zero = [](long double (*f)(long double), long double slope) {
    plain<long double> line(f, 0);
    line.size = line.reserve = 1;
    return ask(line, slope, 0.0L, 1e-9);  // noise is measured where x is not 0
  };
  constexpr long double infinity = std::numeric_limits<long double>::infinity();
  const auto absolute = +[](long double x) { return std::abs(x); };
  for (long double slope : {-1.0L, 0.0L, 0.25L, 1.0L}) BOOST_TEST((at_zero(absolute, slope).says == outcome::kink), "slope " << slope);
  for (long double slope : {-1.1L, 1.001L, 5.0L}) BOOST_TEST((at_zero(absolute, slope).says == outcome::fail), "slope " << slope);
  const answer<long double> kink = at_zero(absolute, 0);
  BOOST_TEST((kink.has_sides && kink.left == -1 && kink.right == 1));
  const auto root = +[](long double x) { return std::sqrt(x); };
  BOOST_TEST((at_zero(root, infinity).says == outcome::pass));
  BOOST_TEST((at_zero(root, -infinity).says == outcome::undefined));
  BOOST_TEST((at_zero(root, 0).says == outcome::fail));
  BOOST_TEST((at_zero(+[](long double x) { return std::cbrt(x); }, infinity).says == outcome::pass));
  BOOST_TEST((at_zero(+[](long double x) { return std::pow(x, 1.875L); }, 0).says == outcome::pass));
  BOOST_TEST((at_zero(+[](long double x) { return x * std::abs(x); }, 0).says == outcome::pass));
  const auto step = +[](long double x) { return x > 0 ? 1 + x : x; };
  for (long double slope : {0.0L, 1.0L, 7.0L}) BOOST_TEST((at_zero(step, slope).says == outcome::jump || at_zero(step, slope).says == outcome::undecided));
  BOOST_TEST((at_zero(+[](long double x) { return 1 / x; }, 1).says == outcome::undefined));
  BOOST_TEST((at_zero(+[](long double) { return 3.0L; }, 0).says == outcome::pass));
  BOOST_TEST((at_zero(+[](long double) { return 3.0L; }, 1e-6L).says == outcome::fail));
}

// What a step of the argument's own size does not show.
BOOST_AUTO_TEST_CASE(steps_that_cannot_be_seen) {
  plain<long double> tiny(+[](long double x) { return std::exp(x); }, 1e-300L);
  BOOST_TEST((ask(tiny, 1.0L, noise_of(tiny, pieces::of_point), 1e-9).says == outcome::pass));
  for (long double wrong : {-1.0L, 0.0L, 1.001L, 2.0L}) BOOST_TEST((ask(tiny, wrong, noise_of(tiny, pieces::of_point), 1e-9).says == outcome::fail), "slope " << wrong);
  // a wave that is shorter than the spacing of the noise: known to be none, and not
  plain<long double> wave(+[](long double x) { return std::sin(x); }, 1e16L);
  wave.knows_pieces = true;
  BOOST_TEST((ask(wave, std::cos(1e16L), noise_of(wave, pieces::of_point), 1e-9).says == outcome::pass));
  BOOST_TEST((ask(wave, 2 * std::cos(1e16L), noise_of(wave, pieces::of_point), 1e-9).says == outcome::fail));
  // extrapolation does not overflow
  plain<double> steep(+[](double x) { return std::exp(x); }, 709);
  BOOST_TEST((ask(steep, std::exp(709.0), 0.0, 1e-9).says == outcome::pass));
  BOOST_TEST((ask(steep, -std::exp(709.0), 0.0, 1e-9).says == outcome::fail));
  // double outside and float inside
  plain<double> of_float(+[](double x) { return static_cast<double>(std::sin(static_cast<float>(x))); }, 1);
  BOOST_TEST((ask(of_float, std::cos(1.0), noise_of(of_float, pieces::of_point), 1e-9).says == outcome::pass));
  BOOST_TEST((ask(of_float, 1.1 * std::cos(1.0), noise_of(of_float, pieces::of_point), 1e-9).says == outcome::fail));
  BOOST_TEST((ask(of_float, 0.0, noise_of(of_float, pieces::of_point), 1e-9).says == outcome::undecided));  // it may be flat there
}

/// What rounds its result to some places, or looks it up, has no derivative but 0, and that is not what one asks for: neither is wrong, and another one is.
BOOST_AUTO_TEST_CASE(what_is_constant_by_steps_is_judged_as_exactly_as_its_steps_allow) {
  using number = double (*)(double);
  constexpr number rounded[] = {[](double x) { return std::round(1e4 * std::exp(x)) / 1e4; }, [](double x) { return std::floor(1e6 * std::exp(x)) / 1e6; }, [](double x) { return std::round(1e8 * std::exp(x)) / 1e8; },
                                [](double x) { return std::round(1e10 * std::exp(x)) / 1e10; }, [](double x) { return std::exp(std::round(1e7 * x) / 1e7); }};
  for (const number f : rounded)
    for (const double at : {0.7, 3.0, -0.4}) {
      plain<double> line(f, at);
      const auto says = [&](double derivative) { return ask(line, derivative, noise_of(line, pieces::of_point), 1e-9).says; };
      BOOST_TEST((says(std::exp(at)) == outcome::pass));
      BOOST_TEST((says(0) == outcome::undecided));
      BOOST_TEST((says(-std::exp(at)) == outcome::fail));
      BOOST_TEST((says(2 * std::exp(at)) == outcome::fail));
    }
  // a point on an edge between two steps, and steps of which one is longer than those beside it
  constexpr number on_edges[] = {[](double x) { return std::trunc(1e5 * x * x) / 1e5; }, [](double x) { return std::round(1e6 * (x * x)) / 1e6; }};
  for (const number f : on_edges)
    for (const double at : {0.275, 0.425, 0.575, 0.7, 1.075, 1.125}) {
      plain<double> line(f, at);
      const auto says = [&](double derivative) { return ask(line, derivative, noise_of(line, pieces::of_point), 1e-9).says; };
      BOOST_TEST((says(2 * at) == outcome::pass), "at " << at);
      BOOST_TEST((says(4 * at) == outcome::fail), "at " << at);
      BOOST_TEST((says(0) != outcome::pass), "at " << at);
    }
  // flat, and not by steps: beside the point there is a slope
  plain<double> hinge(+[](double x) { return std::max(0.0, x - 1); }, 0.9999);
  BOOST_TEST((ask(hinge, 0.0, noise_of(hinge, pieces::of_point), 1e-9).says == outcome::pass));
}

/// Where differences of nearly equal numbers are divided, f jumps all around and has other slopes between its jumps.
BOOST_AUTO_TEST_CASE(between_jumps_of_roundings_is_no_slope) {
  const auto says = [](double (*f)(double), double at, double derivative) {
    plain<double> line(f, at);
    return ask(line, derivative, noise_of(line, pieces::of_point), 1e-9).says;
  };
  const auto curvature = +[](double x) { return (1 - std::cos(x)) / (x * x); };
  for (const double at : {1e-3, -1e-3}) {
    BOOST_TEST((says(curvature, at, -at / 12) == outcome::pass));
    BOOST_TEST((says(curvature, at, at / 12) == outcome::fail));
    BOOST_TEST((says(curvature, at, -at / 6) == outcome::fail));
  }
  BOOST_TEST((says(curvature, 1e-4, -1e-4 / 12) != outcome::fail));  // less than the noise
  BOOST_TEST((says(curvature, 1e-4, 1.0) == outcome::fail));
  const auto quotient = +[](double x) { return (std::exp(x) - 1) / x; };
  BOOST_TEST((says(quotient, 1e-5, 0.5) == outcome::pass));
  for (const double wrong : {0.0, -0.5, 0.6, 1.0}) BOOST_TEST((says(quotient, 1e-5, wrong) == outcome::fail), "slope " << wrong);
  // a factor in float beside one in double, and one that is rounded: too far apart for roundings, and not accused
  const auto half_in_float = +[](double x) { return static_cast<double>(static_cast<float>(x)) * x; };
  BOOST_TEST((says(half_in_float, 0.3, 0.6) == outcome::pass));
  BOOST_TEST((says(half_in_float, 0.3, 1.2) == outcome::fail));
  BOOST_TEST((says(+[](double x) { return std::round(1e4 * x) / 1e4 * std::exp(x); }, 0.5, 1.5 * std::exp(0.5)) == outcome::undecided));
  // jumps that are no roundings: what is meant is the slope between them
  const auto saw = +[](double x) { return std::fmod(x, 0.25); };
  const auto rising_saw = +[](double x) { return x + std::fmod(x, 0.25); };
  BOOST_TEST((says(saw, 1e5 + 0.13, 1) == outcome::pass));
  for (const double wrong : {-1.0, 0.5, 1.00001, 2.0}) BOOST_TEST((says(saw, 1e5 + 0.13, wrong) == outcome::fail), "slope " << wrong);
  BOOST_TEST((says(rising_saw, 1e5 + 0.13, 2) == outcome::pass));
  BOOST_TEST((says(rising_saw, 1e5 + 0.13, 3) == outcome::fail));
  BOOST_TEST((says(rising_saw, 1e5 + 0.13, 1) == outcome::undecided));
  BOOST_TEST((says(+[](double x) { return std::tan(x); }, 100, 1.1 / (std::cos(100.0) * std::cos(100.0))) == outcome::fail));
}

/// The argument's rounding is not taken for noise of f: near edges it would be many times as large.
BOOST_AUTO_TEST_CASE(small_errors_are_found_close_to_an_edge) {
  const auto says = [](double (*f)(double), double at, double derivative) {
    plain<double> line(f, at);
    return ask(line, derivative, noise_of(line, pieces::of_point), 1e-9).says;
  };
  const auto distance = +[](double x) { return std::abs(x - 1); };
  const auto beyond = +[](double x) { return std::sqrt(x - 1); };
  for (const double step : {1e-6, 1e-9, 1e-12}) {
    const double at = 1 + step, slope = 0.5 / std::sqrt(at - 1);
    BOOST_TEST((says(distance, at, 1) == outcome::pass));
    BOOST_TEST((says(distance, at, 1 - 1e-5) == outcome::fail), "at 1 + " << step);
    BOOST_TEST((says(beyond, at, slope) == outcome::pass));
    BOOST_TEST((says(beyond, at, slope * (1 + 1e-4)) == outcome::fail), "at 1 + " << step);
  }
}

}  // namespace
