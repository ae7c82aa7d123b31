// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The only file that includes Boost.Multiprecision, which takes seconds to compile.

#include "support/expectation.hpp"
#include "support/matrix_references.hpp"
#include "support/references.hpp"

#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>

namespace test {

namespace {

const reference* find(const char* text) {
  for (const reference& r : references)
    if (std::strcmp(r.text, text) == 0) return &r;
  return nullptr;
}

/// An entry's reference along two of its operands: f(u + s e_i + t e_j).
struct moved_function {
  const reference& r;
  const real* u;
  int i, j;
  real operator()(const real& s, const real& t) const {
    real moved[nabla::detail::max_arity];
    for (int k = 0; k < nabla::detail::max_arity; ++k) moved[k] = u[k];
    moved[i] += s;
    moved[j] += t;
    return r.value(moved);
  }
};

const real step_size = 1e-11;

/// Central differences of fourth order: the error is about h⁴ f⁽⁵⁾ = 1e-44 and 1e-50 f / h = 1e-39.
real first_derivative(const moved_function& f) {
  const real& h = step_size;
  return (8 * (f(h, 0) - f(-h, 0)) - (f(2 * h, 0) - f(-2 * h, 0))) / (12 * h);
}
real second_derivative(const moved_function& f) {
  const real& h = step_size;
  if (f.i == f.j) return (16 * (f(h, 0) + f(-h, 0)) - (f(2 * h, 0) + f(-2 * h, 0)) - 30 * f(0, 0)) / (12 * h * h);
  const real small = 1e-13;  // of second order only
  return (f(small, small) - f(small, -small) - f(-small, small) + f(-small, -small)) / (4 * small * small);
}

long double unit_in_last_place(long double x, long double epsilon) {
  int exponent = 0;
  std::frexp(x, &exponent);
  return std::ldexp(epsilon, exponent - 1);
}

std::string said(const entry& e, const sample& s, const char* what, int i, long double expected, long double measured) {
  std::ostringstream out;
  out.precision(20);
  out << e.text << "(";
  for (int k = 0; k < e.arity; ++k) out << (k > 0 ? ", " : "") << s.u[k];
  out << "): " << what;
  if (i >= 0) out << " " << i;
  out << " is " << measured << ", expected " << expected;
  return out.str();
}

}  // namespace

bool has_reference(const char* text) { return find(text) != nullptr; }

expectation expected(const entry& e, const long double* at) {
  const reference& r = *find(e.text);
  real u[nabla::detail::max_arity];
  for (int k = 0; k < e.arity; ++k) u[k] = at[k];
  expectation result;
  const real value = r.value(u);
  result.value.high = static_cast<long double>(value);
  result.value.low = static_cast<long double>(value - real(result.value.high));
  if (r.is_constant) return result;
  for (int i = 0; i < e.arity; ++i) {
    result.gradient[i] = static_cast<long double>(first_derivative({r, u, i, i}));
    for (int j = 0; j <= i; ++j) result.second[i][j] = result.second[j][i] = static_cast<long double>(second_derivative({r, u, i, j}));
  }
  return result;
}

std::vector<sample> samples_of(const entry& e) {
  std::vector<sample> result;
  unsigned seed = 12345;
  for (int n = 0; n < samples_of_each; ++n) {
    sample s;
    for (int k = 0; k < e.arity; ++k) {
      const double factor = inner_factor(k);
      do {
        seed = seed * 1664525u + 1013904223u;
        // the first operand walks through its interval, the others jump about
        const double part = k == 0 ? (n + static_cast<double>(seed >> 8) / (1 << 24)) / samples_of_each : static_cast<double>(seed >> 8) / (1 << 24);
        const double u = e.low[k] + (e.high[k] - e.low[k]) * part;
        const double odd = 2 * std::floor((u - inner_shift) / factor * 512) + 1;
        s.p[k] = odd / 1024;
        s.u[k] = s.p[k] * factor + inner_shift;
      } while (!(s.u[k] > e.low[k] && s.u[k] < e.high[k]));
    }
    // conditions, where they change
    const nabla::detail::key id = e.op->id;
    const auto set = [&s](int k, long double u) {
      s.u[k] = u;
      s.p[k] = (u - inner_shift) / inner_factor(k);
    };
    if (id == nabla::detail::rule_key<nabla::detail::where_rule> || id == nabla::detail::rule_key<nabla::detail::not_rule> || id == nabla::detail::rule_key<nabla::detail::and_rule> ||
        id == nabla::detail::rule_key<nabla::detail::or_rule>) {
      if (n % 2 == 0) set(0, 0);
      if (n % 4 < 2 && e.arity == 2) set(1, 0);
    } else if (e.op->is_condition && n % 3 == 0) {
      set(1, s.u[0]);
    }
    s.expect = expected(e, s.u);
    result.push_back(s);
  }
  return result;
}

std::string judge(const entry& e, const sample& s, const measurement& m, long double epsilon) {
  const auto differ = [](long double a, long double b, long double tolerance) { return !(std::abs(a - b) <= tolerance); };
  const precise& v = s.expect.value;
  const long double error = (m.value - v.high) - v.low;
  if (m.value_counts && !(std::abs(error) <= 4 * unit_in_last_place(v.high, epsilon))) {
    std::ostringstream more;
    more << said(e, s, "the value", -1, v.high, m.value) << ", " << std::abs(error) / unit_in_last_place(v.high, epsilon)
         << " units in the last place";
    return more.str();
  }
  // the end of the chain of polygamma functions
  if (!m.has_first) return std::strcmp(e.text, "tetragamma") == 0 ? std::string() : std::string(e.text) + " has no derivative";
  for (int i = 0; i < e.arity; ++i) {
    const long double d = s.expect.gradient[i], tolerance = 64 * epsilon * (1 + std::abs(d));
    if (differ(m.by_p[i], d, tolerance)) return said(e, s, "derivative", i, d, m.by_p[i]);
    if (differ(m.by_q[i], d, tolerance)) return said(e, s, "derivative by the other factor", i, d, m.by_q[i]);
  }
  if (!m.has_second && !m.second_is_weighted && !m.second_is_elsewhere && std::strcmp(e.text, "trigamma") != 0)
    return std::string(e.text) + " has no second derivative";
  if (m.has_second)
    for (int i = 0; i < e.arity; ++i)
      for (int j = 0; j < e.arity; ++j) {
        const long double d = s.expect.second[i][j];
        if (differ(m.second[i][j], d, 1024 * epsilon * (1 + std::abs(d)) + 1e-18L))
          return said(e, s, "second derivative", i * 10 + j, d, m.second[i][j]);
      }
  if (m.second_is_weighted)
    for (int i = 0; i < e.arity; ++i) {
      long double sum = 0, size = 1;
      for (int j = 0; j < e.arity; ++j) {
        sum += (j + 1) * inner_factor(j) * s.expect.second[i][j];
        size += (j + 1) * std::abs(s.expect.second[i][j]);
      }
      if (differ(m.second[i][0], sum, 1024 * epsilon * size)) return said(e, s, "weighted second derivative", i, sum, m.second[i][0]);
    }
  return {};
}

std::string judge(const entry& e, const matrix_sample& s) {
  for (const matrix_reference& r : matrix_references) {
    if (std::strcmp(r.text, e.text) != 0) continue;
    std::vector<dense<real>> operands;
    for (const dense<long double>& u : s.operands) operands.push_back(filled(u.rows, u.columns, [&u](int i, int j) { return real(u(i, j)); }));
    const dense<real> f = r.value(operands.data());
    if (f.rows != s.weights.rows || f.columns != s.weights.columns) return std::string(e.text) + " has another shape";
    real sum = 0, size = 1;
    for (std::size_t i = 0; i < f.elements.size(); ++i) {
      const real summand = real(s.weights.elements[i]) * f.elements[i];
      sum += summand;
      size += abs(summand);
    }
    const auto error = static_cast<long double>((real(s.value) - sum) / size);
    if (std::abs(error) <= 64 * std::numeric_limits<long double>::epsilon()) return {};
    return std::string(e.text) + ": the value is off by " + std::to_string(error / std::numeric_limits<long double>::epsilon()) + " units";
  }
  return std::string("no reference for ") + e.text + " in tests/support/matrix_references.hpp";
}

}  // namespace test
