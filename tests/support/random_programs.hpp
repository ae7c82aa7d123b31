// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Random functions in ordinary C++ with loops, branches, arrays and helper functions, one for each seed. Called with doubles they are plain code;
// recorded they have to give the same value, and a gradient that finite differences of the plain code in long double confirm.

#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace test {

/// SplitMix64 (G. Steele, D. Lea, C. Flood)
struct chance {
  std::uint64_t state;
  constexpr explicit chance(std::uint64_t seed) : state(seed * 0x9e3779b97f4a7c15ull + 1) {}
  constexpr std::uint64_t operator()() {
    std::uint64_t z = state += 0x9e3779b97f4a7c15ull;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  constexpr int below(int n) { return static_cast<int>((*this)() % static_cast<std::uint64_t>(n)); }
  /// A double with all its digits, in [-2, 2].
  constexpr double number() { return static_cast<double>((*this)() >> 11) * 0x1p-51 - 2; }
};

constexpr double sq(double x) { return x * x; }
constexpr long double sq(long double x) { return x * x; }

template <class T>
struct pair_of {
  T first, second;
};
template <class T>
constexpr pair_of<T> turned(pair_of<T> p, double angle) {
  using std::cos, std::sin;
  const double c = 1 - angle * angle / 2;
  return {c * p.first - angle * p.second, angle * p.first + c * p.second};
}
template <class T>
constexpr T polynomial(T x, const std::array<double, 4>& coefficients) {
  T sum = 0;
  for (double c : coefficients) sum = sum * x + c;
  return sum / (1 + sq(sum));
}

/// The path that a run took: which comparisons held.
struct path {
  std::uint64_t taken = 1;
  constexpr bool operator()(bool holds) {
    taken = taken * 2 + (holds ? 1 : 0);
    return holds;
  }
};

/// One function of x and y. `taken` sees each comparison that is asked.
template <class T>
constexpr T random_program(std::uint64_t seed, T x, T y, path& taken) {
  using std::abs, std::atan, std::cbrt, std::cos, std::exp, std::log, std::max, std::min, std::pow, std::sin, std::sqrt, std::tanh;
  chance next(seed);
  std::array<T, 5> r{x, y, x * y, T(next.number()), y - 0.3 * x};
  int questions = 4;
  const auto any = [&]() -> T& { return r[static_cast<std::size_t>(next.below(5))]; };
  const auto step = [&](bool may_ask) {
    T &to = any(), &a = any(), &b = any();
    const double k = next.number();
    switch (next.below(may_ask ? 24 : 18)) {
      case 0: to = a + k * b; break;
      case 1: to = a - b; break;
      case 2: to = a * sin(b); break;
      case 3: to = a / (1.5 + b * b); break;
      case 4: to = tanh(k * a + b); break;
      case 5: to = exp(-a * a) * b; break;
      case 6: to = sqrt(1 + a * a) - k; break;
      case 7: to = log(1 + abs(a)) + b; break;
      case 8: to = atan(a) * k; break;
      case 9: to = max(a, b + k); break;
      case 10: to = min(a, T(k)); break;
      case 11: to += cos(k * a); break;
      case 12: to *= k + 0.25f; break;
      case 13: to -= polynomial(a, {k, 0.1, -1e-3, 2}); break;
      case 14: {
        const pair_of<T> p = turned(pair_of<T>{a, b}, k / 2);
        to = p.first;
        b = p.second / (2 + sq(p.first));
        break;
      }
      case 15: to = pow(1 + a * a, T(k)); break;
      case 16: std::swap(to, b); break;
      case 17: to = cbrt(2 + sin(a)) / 3; break;
      case 18:  // an arm that changes what is around
        if (taken(a > b)) to = a + 1e-5 * b;
        else b *= 1.25;
        break;
      case 19: to = taken(a < k) ? sin(a) : k * b; break;
      case 20: {
        const bool both = taken(a > -1 && b < 1);
        if (!both) to = -to;
        break;
      }
      case 21:
        if (taken(!(a <= b)) || taken(b == 0.125)) to /= 1 + sq(b);
        break;
      case 22: to = std::max({a, b, T(0.5)}); break;
      default: to = abs(a) + (taken(b >= 0) ? 1 : 2); break;
    }
    // numbers stay of moderate size
    to = to / sqrt(1 + 0.01 * to * to);
  };
  for (int i = 0; i < 3; ++i) step(questions-- > 0);
  const int rounds = 2 + next.below(3);
  const chance body = next;
  for (int i = 0; i < rounds; ++i) {  // the same statements in each round
    next = body;
    for (int k = 0; k < 3; ++k) step(false);
    r[0] += i * r[1] / 7;
  }
  for (int i = 0; i < 3; ++i) step(questions-- > 0);
  if (next.below(3) == 0 && taken(r[0] > r[1])) return r[0] * r[1];
  T sum = 0;
  for (const T& one : r) sum += one;
  return sum;
}

/// What is wrong with the recording of one program; null: nothing.
template <std::uint64_t Seed>
const char* what_is_wrong(int& points) {
  constexpr auto program = []<class T>(T x, T y) {
    path taken;
    return random_program<T>(Seed, x, y, taken);
  };
  constexpr auto recorded = nabla::formula<"x", "y">(program);
  auto evaluate = nabla::evaluator(nabla::value_and_grad(recorded));
  chance next(Seed + 1000000007);
  for (int i = 0; i < 4; ++i) {
    const double x = next.number(), y = next.number();
    const double plain = program(x, y);
    const auto result = evaluate(x, y);
    if (!(std::abs(result.value - plain) <= 1e-12 * (1 + std::abs(plain)))) return "the value";
    const auto path_at = [](long double u, long double v) {
      path taken;
      random_program<long double>(Seed, u, v, taken);
      return taken.taken;
    };
    for (int k = 0; k < 2; ++k) {
      const auto at = [&](long double h) { return program(x + (k == 0 ? h : 0), y + (k == 1 ? h : 0)); };
      const long double h = 1e-3L;
      bool one_path = true;
      for (long double s : {-h, -h / 2, h / 2, h}) one_path = one_path && path_at(x + (k == 0 ? s : 0), y + (k == 1 ? s : 0)) == path_at(x, y);
      if (!one_path) continue;
      const long double whole = (at(h) - at(-h)) / (2 * h), half = (at(h / 2) - at(-h / 2)) / h, slope = (4 * half - whole) / 3;
      if (!(std::abs(whole - half) <= 1e-4L * (1 + std::abs(half)))) continue;  // a kink of abs, max or min is near
      const double mine = k == 0 ? result.grad[nabla::var<"x">] : result.grad[nabla::var<"y">];
      if (!(std::abs(mine - slope) <= 1e-6L * (1 + std::abs(slope)))) return k == 0 ? "the derivative by x" : "the derivative by y";
      ++points;
    }
  }
  return nullptr;
}

/// Calls report(seed, what is wrong) for the programs of the seeds from First on, and counts the derivatives that were compared.
template <std::uint64_t First, class Report, std::uint64_t... I>
int check_programs(Report report, std::integer_sequence<std::uint64_t, I...>) {
  int points = 0;
  (report(First + I, what_is_wrong<First + I>(points)), ...);
  return points;
}

}  // namespace test
