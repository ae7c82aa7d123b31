// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Numbers and columns that carry their derivatives, in plain loops: what loops of formulas are compared with, and costs no compile time.

#include <nabla/nabla.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

namespace test {

/// A number with its derivatives along two directions, and the second one along both (J. Fike, J. Alonso 2011). It knows nothing of nabla.
struct dual {
  double value = 0, a = 0, b = 0, ab = 0;
  constexpr dual() = default;
  constexpr dual(double number) : value(number) {}
  constexpr dual(double number, double da, double db, double dab) : value(number), a(da), b(db), ab(dab) {}

  /// f(u) from its value and two derivatives
  friend dual chain(const dual& u, double f, double d, double dd) { return {f, d * u.a, d * u.b, d * u.ab + dd * u.a * u.b}; }
  friend dual operator+(const dual& u, const dual& v) { return {u.value + v.value, u.a + v.a, u.b + v.b, u.ab + v.ab}; }
  friend dual operator-(const dual& u) { return {-u.value, -u.a, -u.b, -u.ab}; }
  friend dual operator-(const dual& u, const dual& v) { return u + -v; }
  friend dual operator*(const dual& u, const dual& v) { return {u.value * v.value, u.a * v.value + u.value * v.a, u.b * v.value + u.value * v.b, u.ab * v.value + u.a * v.b + u.b * v.a + u.value * v.ab}; }
  friend dual operator/(const dual& u, const dual& v) {
    const double r = 1 / v.value;
    return u * chain(v, r, -r * r, 2 * r * r * r);
  }
  friend bool operator>(const dual& u, const dual& v) { return u.value > v.value; }
  friend dual where(bool condition, const dual& u, const dual& v) { return condition ? u : v; }
  friend dual sq(const dual& u) { return u * u; }
  friend dual sin(const dual& u) { return chain(u, std::sin(u.value), std::cos(u.value), -std::sin(u.value)); }
  friend dual exp(const dual& u) { return chain(u, std::exp(u.value), std::exp(u.value), std::exp(u.value)); }
  friend dual tanh(const dual& u) {
    const double t = std::tanh(u.value), d = 1 - t * t;
    return chain(u, t, d, -2 * t * d);
  }
  friend dual sigmoid(const dual& u) { return 1 / (1 + exp(-u)); }
};

/// A column of them.
using duals = std::vector<dual>;
template <class F>
duals each(F f, const duals& u) {
  duals result;
  for (const dual& e : u) result.push_back(f(e));
  return result;
}
template <class F>
duals each(F f, const duals& u, const duals& v) {
  duals result;
  for (std::size_t i = 0; i < u.size(); ++i) result.push_back(f(u[i], v[i]));
  return result;
}
/// In a class of its own, so that its functions are found by their operands.
struct dual_column {
  duals elements;
  friend dual_column operator+(const dual_column& u, const dual_column& v) {
    return {each([](dual a, dual b) { return a + b; }, u.elements, v.elements)};
  }
  friend dual_column hadamard(const dual_column& u, const dual_column& v) {
    return {each([](dual a, dual b) { return a * b; }, u.elements, v.elements)};
  }
  friend dual_column operator*(const dual& k, const dual_column& u) {
    return {each([&](dual a) { return k * a; }, u.elements)};
  }
  friend dual_column operator*(const dual_column& u, const dual& k) { return k * u; }
  friend dual_column operator/(const dual_column& u, double k) { return (1 / k) * u; }
  friend dual_column sin(const dual_column& u) {
    return {each([](dual a) { return sin(a); }, u.elements)};
  }
  friend dual_column tanh(const dual_column& u) {
    return {each([](dual a) { return tanh(a); }, u.elements)};
  }
  friend dual_column transpose(const dual_column& u) { return u; }
  friend dual sum(const dual_column& u) {
    dual total;
    for (const dual& e : u.elements) total = total + e;
    return total;
  }
  friend dual sqnorm(const dual_column& u) { return sum(hadamard(u, u)); }
  friend dual dot(const dual_column& u, const dual_column& v) { return sum(hadamard(u, v)); }
  friend dual_column vstack(const dual_column& u, const dual_column& v) {
    dual_column result = u;
    result.elements.insert(result.elements.end(), v.elements.begin(), v.elements.end());
    return result;
  }
};
inline dual_column vstack(const dual& u, const dual& v) { return {{u, v}}; }
template <int First, int Count>
dual_column rows(const dual_column& u) {
  const auto begin = u.elements.begin() + First;
  return {duals(begin, begin + Count)};
}
template <int I>
dual row(const dual_column& u) { return u.elements[I]; }
inline dual_column hstack(const dual& u, const dual_column& v) { return vstack(dual_column{{u}}, v); }
inline dual sqnorm(const dual& u) { return sq(u); }
template <int K>
dual_column shift(const dual_column& u) {
  const int size = static_cast<int>(u.elements.size());
  dual_column result{duals(u.elements.size())};
  for (int i = 0; i < size; ++i)
    if (i - K >= 0 && i - K < size) result.elements[static_cast<std::size_t>(i)] = u.elements[static_cast<std::size_t>(i - K)];
  return result;
}

/// A number in functions of formulas and of these.
template <int N, class E>
constexpr auto over(E e) {
  if constexpr (nabla::Expression<E>) return e / nabla::c<N>;
  else return e / static_cast<double>(N);
}

}  // namespace test
