// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/dense.hpp"
#include "support/table.hpp"

#include <nabla/rules/operation.hpp>

#include <string>
#include <utility>
#include <vector>

namespace test {

/// What the tests know of an entry of the table without its type.
struct entry {
  const char* text = "";
  const nabla::detail::operation* op = nullptr;
  int arity = 0;
  double low[nabla::detail::max_arity] = {}, high[nabla::detail::max_arity] = {};  ///< where it is sampled, one interval for each operand
  nabla::detail::shape shapes[nabla::detail::max_arity] = {};                       ///< of the operands of a matrix function, with names for sizes
};

/// With the pullbacks that the entry writes, also where no pass asks for them since places say all, as of parts and stacks.
template <class Rule>
inline constexpr nabla::detail::operation operation_as_written = [] {
  nabla::detail::operation op = nabla::detail::operation_of<Rule>;
  nabla::detail::add_formulas<Rule>(op, nabla::detail::operands_of<Rule>{});
  return op;
}();
template <class Rule>
constexpr const nabla::detail::operation& operation_described() {
  if constexpr (Rule::places.kind == nabla::detail::part_kind::none) return nabla::detail::operation_of<Rule>;
  else return operation_as_written<Rule>;
}

template <class Rule>
entry describe() {
  entry e{Rule::text, &operation_described<Rule>(), Rule::arity, {}, {}, {}};
  for (int k = 0; k < Rule::arity; ++k) {
    e.low[k] = -3;
    e.high[k] = 3;
    if constexpr (requires { Rule::domain[0]; }) {
      e.low[k] = static_cast<double>(Rule::domain[k].low);
      e.high[k] = static_cast<double>(Rule::domain[k].high);
    }
  }
  if constexpr (!Rule::elementwise)
    [&e]<int... K>(std::integer_sequence<int, K...>) {
      ((e.shapes[K] = nabla::detail::facts_of<nabla::detail::operand_of<Rule, K>>.extents), ...);
    }(std::make_integer_sequence<int, Rule::arity>{});
  return e;
}

/// The number high + low, of 38 digits.
struct precise {
  long double high = 0, low = 0;
};

/// A function and its derivatives at one point, from its reference in references.hpp: differences of 50 digits.
struct expectation {
  precise value;
  long double gradient[nabla::detail::max_arity] = {};
  long double second[nabla::detail::max_arity][nabla::detail::max_arity] = {};
};

bool has_reference(const char* text);
expectation expected(const entry& e, const long double* at);

/// A function of matrices at one point: sum(weights ∘ f(operands...)).
struct matrix_sample {
  std::vector<dense<long double>> operands;
  dense<long double> weights;
  long double value = 0;
};
/// Compares with the reference in matrix_references.hpp; says what is wrong, or nothing.
std::string judge(const entry& e, const matrix_sample& s);

/// Operand k is composed as u = p q + 1/4, where q is inner_factor(k): all of it exact in float.
constexpr double inner_factor(int k) { return k % 2 == 0 ? 0.5 : 2; }
constexpr double inner_shift = 0.25;

/// One point where an entry is sampled: u[k] inside of the domain, p[k] what gives it. Neither is an integer or a half.
struct sample {
  long double u[nabla::detail::max_arity] = {}, p[nabla::detail::max_arity] = {};
  expectation expect;
};

constexpr int samples_of_each = 24;
std::vector<sample> samples_of(const entry& e);

/// What an implementation says at one point: gradient[k] is what both p[k] and q[k] say of ∂f/∂u[k].
struct measurement {
  bool has_first = true, has_second = false;
  bool value_counts = true;           ///< not for planted errors: they have to be seen in a derivative
  bool second_is_elsewhere = false;  ///< the second order is not this subject's business
  bool second_is_weighted = false;  ///< second[i][0] is Σ (j + 1) factor(j) ∂²f/∂u[i]∂u[j] alone
  long double value = 0;
  long double by_p[nabla::detail::max_arity] = {}, by_q[nabla::detail::max_arity] = {};
  long double second[nabla::detail::max_arity][nabla::detail::max_arity] = {};
};

/// Compares a measurement with the expectation for a scalar type of this epsilon; says the first thing that is wrong, or nothing.
/// The same function judges the table and the planted errors.
std::string judge(const entry& e, const sample& s, const measurement& m, long double epsilon);

}  // namespace test
