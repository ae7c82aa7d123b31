// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Functions of two numbers in ordinary C++ with branches that return early, value and both partials: regimes under six conditions, the friction of a flow in a pipe, a contact with friction,
// taxes in brackets, a decision tree, tables of pieces. By hand the same branches, each with its derivatives.
#include "support/contest.hpp"
#include "support/random.hpp"

#include <nabla/nabla.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace {

using namespace benchmarks;

struct input {
  double x, y;
};
using result = partials<2>;

struct regimes {
  static constexpr auto function = []<class T>(T x, T y) -> T {
    using std::exp, std::log, std::sin, std::sqrt;
    const T s = x * y + 2, q = exp(y * 0.1);
    if (x < 0) {
      if (y < 2) return exp(x) * sin(y) * q;
      return exp(x + y * 0.1) - log(1 + y * y) + s;
    }
    if (x < 1) return sqrt(1 + x * y * y) * s;
    if (x * y > 3) return s * s - q * x;
    if (y < 1 && x < 3) return x * x * y + 3;
    return log(x) * q + s;
  };
  IN_PLACE result operator()(const input& in) const {
    const double x = in.x, y = in.y;
    if (x < 0 && y < 2) {
      const double both = std::exp(x + y * 0.1), wave = both * std::sin(y);
      return {wave, {wave, both * std::cos(y) + 0.1 * wave}};
    }
    if (x < 0) {
      const double both = std::exp(x + y * 0.1), square = 1 + y * y;
      return {both - std::log(square) + x * y + 2, {both + y, 0.1 * both - 2 * y / square + x}};
    }
    const double s = x * y + 2;
    if (x < 1) {
      const double root = std::sqrt(1 + x * y * y), half = 0.5 * s / root;
      return {root * s, {half * y * y + root * y, half * 2 * x * y + root * x}};
    }
    if (x * y > 3) {
      const double q = std::exp(y * 0.1);
      return {s * s - q * x, {2 * s * y - q, 2 * s * x - 0.1 * q * x}};
    }
    if (y < 1 && x < 3) return {x * x * y + 3, {2 * x * y, x * x}};
    const double q = std::exp(y * 0.1), lq = std::log(x) * q;
    return {lq + s, {q / x + y, 0.1 * lq + x}};
  }
};

struct friction {  // laminar, between, turbulent
  static constexpr auto function = []<class T>(T x, T y) -> T {
    using std::log, std::pow;
    const T re = x * 1000 + 2000;
    if (re < 2000) return y * 64 / re;
    if (re < 4000) {
      const T t = (re - 2000) / 2000;
      return y * (t * (1 / pow(log(re), 2)) + (1 - t) * 0.032);
    }
    return y / pow(1.8 * log(re / 6.9), 2);
  };
  IN_PLACE result operator()(const input& in) const {
    const double re = in.x * 1000 + 2000, y = in.y;
    if (re < 2000) {
      const double slope = 64 / re;
      return {y * slope, {-1000 * y * slope / re, slope}};
    }
    if (re < 4000) {
      const double t = (re - 2000) / 2000, log = std::log(re), one = 1 / (log * log), mixed = t * one + (1 - t) * 0.032;
      return {y * mixed, {y * (0.5 * (one - 0.032) - 2000 * t * one / (log * re)), mixed}};
    }
    const double log = std::log(re / 6.9), one = 1 / (3.24 * log * log);
    return {y * one, {-2000 * y * one / (log * re), one}};
  }
};

struct contact {
  static constexpr auto function = []<class T>(T x, T y) -> T {
    const T depth = 1 - x * x * 0.3;
    T force = 0;
    if (depth > 0) {
      force = 100 * depth * depth;
      const T v = y - 2;
      if (v > 0.5) force = force - 3 * depth;
      else if (v < -0.5) force = force + 3 * depth;
      else force = force - 6 * depth * v;
    }
    return force * y + x;
  };
  IN_PLACE result operator()(const input& in) const {
    const double x = in.x, y = in.y, depth = 1 - x * x * 0.3;
    if (!(depth > 0)) return {x, {1, 0}};
    const double v = y - 2, slip = v > 0.5 ? -3 : (v < -0.5 ? 3 : -6 * v), force = (100 * depth + slip) * depth, by_y = v > 0.5 || v < -0.5 ? 0 : -6 * depth;
    return {force * y + x, {(200 * depth + slip) * y * -0.6 * x + 1, force + by_y * y}};
  }
};

struct taxes {  // what is above each of eight bounds is taxed at a higher rate
  static constexpr double rate(int i) { return 0.02 + 0.01 * i; }
  static constexpr auto function = []<class T>(T x, T y) -> T {
    T sum = x * y * 0.05;
    for (int i = 0; i < 8; ++i)
      if (x > 0.5 * i) sum += (x - 0.5 * i) * rate(i);
    return sum;
  };
  IN_PLACE result operator()(const input& in) const {
    double sum = in.x * in.y * 0.05, slope = in.y * 0.05;
    for (int i = 0; i < 8; ++i)
      if (in.x > 0.5 * i) sum += (in.x - 0.5 * i) * rate(i), slope += rate(i);
    return {sum, {slope, in.x * 0.05}};
  }
};

struct tree {  // halves the square of x and y by turns, four times
  template <class T> static constexpr T leaf(const T& x, const T& y, int i) { return (x - i) * (y + i) + x * x * (i + 1); }
  template <int Levels, class T> static constexpr T below(const T& x, const T& y, double x0, double y0, double size, int i) {
    if constexpr (Levels == 0) return leaf(x, y, i);
    else {
      const bool by_x = Levels % 2 == 0;
      if (by_x ? x < x0 : y < y0) return below<Levels - 1, T>(x, y, by_x ? x0 - size : x0, by_x ? y0 : y0 - size, by_x ? size : size / 2, 2 * i);
      return below<Levels - 1, T>(x, y, by_x ? x0 + size : x0, by_x ? y0 : y0 + size, by_x ? size : size / 2, 2 * i + 1);
    }
  }
  static constexpr auto function = []<class T>(T x, T y) -> T { return below<4>(x, y, 1.5, 2.0, 1.0, 0); };
  template <int Levels> static result found(double x, double y, double x0, double y0, double size, int i) {
    if constexpr (Levels == 0) return {leaf(x, y, i), {y + i + 2 * x * (i + 1), x - i}};
    else {
      const bool by_x = Levels % 2 == 0;
      if (by_x ? x < x0 : y < y0) return found<Levels - 1>(x, y, by_x ? x0 - size : x0, by_x ? y0 : y0 - size, by_x ? size : size / 2, 2 * i);
      return found<Levels - 1>(x, y, by_x ? x0 + size : x0, by_x ? y0 : y0 + size, by_x ? size : size / 2, 2 * i + 1);
    }
  }
  IN_PLACE result operator()(const input& in) const { return found<4>(in.x, in.y, 1.5, 2.0, 1.0, 0); }
};

template <int K> struct pieces {
  static constexpr auto function = []<class T>(T x, T y) -> T {
    const T t = (x + 1.5) * (K / 6.0);
    for (int i = 1; i < K; ++i)
      if (t >= i - 1 && t < i) return x * y * i + y * y - x;
    return x * x;
  };
  IN_PLACE result operator()(const input& in) const {
    const double x = in.x, y = in.y, t = (x + 1.5) * (K / 6.0);
    for (int i = 1; i < K; ++i)
      if (t >= i - 1 && t < i) return {x * y * i + y * y - x, {y * i - 1, x * i + 2 * y}};
    return {x * x, {2 * x, 0}};
  }
};

template <int K> struct rising {  // pieces as who knows their order writes them: what is left of a bound was not left of the one before
  static constexpr auto function = []<class T>(T x, T y) -> T {
    const T t = (x + 1.5) * (K / 6.0);
    for (int i = 1; i < K; ++i)
      if (t < i) return x * y * i + y * y - x;
    return x * x;
  };
  IN_PLACE result operator()(const input& in) const {
    const double x = in.x, y = in.y, t = (x + 1.5) * (K / 6.0);
    for (int i = 1; i < K; ++i)
      if (t < i) return {x * y * i + y * y - x, {y * i - 1, x * i + 2 * y}};
    return {x * x, {2 * x, 0}};
  }
};

template <class Workload> struct recorded {
  static constexpr auto f = nabla::formula<"x", "y">(Workload::function);
  IN_PLACE result operator()(const input& in) const {
    const auto [value, gradient] = value_and_grad(f)(in.x, in.y);
    return {value, {gradient[nabla::var<"x">], gradient[nabla::var<"y">]}};
  }
};

template <class Workload> void compare(const std::string& title, const std::vector<input>& inputs, const options& chosen) {
  contest<input> each(title, inputs, chosen);
  each.add("by hand", Workload{});
  each.add("nabla", recorded<Workload>{});
  each.run();
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  std::vector<input> inputs(4096);
  uniform x(-1.5, 4.5), y(0, 4);
  for (input& in : inputs) in = {x(), y()};
  compare<regimes>("Regimes under six conditions", inputs, chosen);
  compare<friction>("Friction of a flow", inputs, chosen);
  compare<contact>("Contact with friction", inputs, chosen);
  compare<taxes>("Taxes in eight brackets", inputs, chosen);
  compare<tree>("Decision tree of 16 leaves", inputs, chosen);
  compare<pieces<8>>("Table of 8 pieces", inputs, chosen);
  compare<pieces<16>>("Table of 16 pieces", inputs, chosen);
  compare<pieces<40>>("Table of 40 pieces", inputs, chosen);
  compare<rising<16>>("Table of 16 rising bounds", inputs, chosen);
  compare<rising<40>>("Table of 40 rising bounds", inputs, chosen);
}
