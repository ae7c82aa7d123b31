// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_entries.hpp>
#include <nabla/check/formula_subject.hpp>

namespace nabla::detail::numeric {

/// A symbol that is bound.
struct bound_symbol {
  const char* name = "";
  numbered_shape extents;
  bool is_matrix = false;
  int step = -1;  ///< its node, or -1 where the formula does not depend on it
};

/// What is known of a formula and its derivatives before it is at a point.
template <class T>
struct formula_facts {
  program_view<T> program;
  const bound_symbol* bound = nullptr;
  int bound_count = 0;
  const int* by = nullptr;  ///< numbers of the symbols by which it is differentiated, in the order of the derivatives
  int by_count = 0;
  const scalar_limits<T>* limits = nullptr;
  bool is_gradient = false;  ///< a value comes with the derivatives, and there is one output
};

/// A formula at a point. Nothing here is of the formula's type, so that all that checks it is compiled once.
template <class T>
struct tested_formula {
  const formula_facts<T>& constant;
  const index* sizes;  ///< that are bound at run time
  const derivative_table<T>* table = nullptr;  ///< its blocks, once they are known
  const T* direction = nullptr;                ///< of a product with all derivatives: a speed for each entry

  constexpr tested_formula(const formula_facts<T>& facts, const index* bound_sizes) : constant(facts), sizes(bound_sizes) {}
  /// What is bound to symbol number i.
  virtual constexpr void read(int number, matrix_view<T> to) const = 0;
  /// Moves what it is differentiated by, by so many roundings, for derivatives(true, …).
  virtual constexpr void shake(random_numbers&, int roundings) = 0;
  /// Appends all derivatives, entry by entry, at the point or at what shake() made of it; returns the value that comes with them.
  virtual constexpr T derivatives(bool moved, list<T>& to) const = 0;

 protected:
  constexpr ~tested_formula() = default;
};

/// A formula made ready to be moved, and its entries.
template <class T>
struct prepared_formula {
  machine<T> run;
  derivative_table<T> d;
  formula_subject<T> s;

  NABLA_COLD constexpr explicit prepared_formula(tested_formula<T>& f) : run(f.constant.program, f.sizes), s(run, d) {
    for (int i = 0; i < f.constant.bound_count; ++i)
      if (f.constant.bound[i].step >= 0) f.read(i, run.input(f.constant.bound[i].step));
    run.start();
    d.outputs = run.output_count();
    d.names_outputs = !f.constant.is_gradient;
    d.blocks = list<block>(f.constant.by_count);
    for (int k = 0; k < f.constant.by_count; ++k) {
      const int number = f.constant.by[k];
      const bound_symbol& symbol = f.constant.bound[number];
      block& b = d.blocks.data[k];
      b.name = symbol.name;
      b.rows = symbol.extents.rows.value(f.sizes);
      b.columns = symbol.extents.columns.value(f.sizes);
      b.is_matrix = symbol.is_matrix;
      b.first = d.point.size;
      b.input = symbol.step;
      list<T> elements(static_cast<int>(b.count()));
      f.read(number, {elements.data, b.rows, b.columns, b.rows});
      for (index e = 0; e < b.count(); ++e) d.point.push(elements.data[e / b.columns + e % b.columns * b.rows]);
    }
    f.table = &d;
  }
};

/// The value that comes with the gradient is that of the formula; only what is wrong is reported.
template <class T>
NABLA_COLD constexpr void check_value(gradient_report& report, T value, T shaken, T formula, const scalar_limits<T>& limits, const check_options& how) {
  if (!is_finite(formula) || size_of(formula) > limits.largest / 2) return;
  const T moved = rounding_between(shaken, value), allowed = (how.tolerance > 0 ? T(how.tolerance) : limits.tolerance) * size_of(formula) + 2 * moved + 4 * limits.smallest;
  if (is_finite(value) && 1000 * moved > size_of(value)) return;  // the roundings of the argument decide it
  if (is_finite(value) && size_of(value - formula) <= allowed) return;
  add_other(report, is_finite(value) ? outcome::fail : outcome::undefined, "value", value, formula, allowed, "the value that comes with the gradient");
}

/// All derivatives by every entry: a gradient, a Jacobian, a Hessian.
template <class T>
NABLA_COLD constexpr gradient_report check_derivatives(tested_formula<T>& f, const check_options& how) {
  prepared_formula<T> p(f);
  const T value = f.derivatives(false, p.d.value);
  p.d.own_error = list<T>(p.d.value.size);
  p.d.moved = list<T>(p.d.value.size);
  T shaken = value, size = 0;
  for (int k = 0; k < p.d.point.size; ++k) size = larger(size, size_of(p.d.point.data[k]));
  random_numbers random{how.seed};
  for (int roundings : {1, 1, 3}) {  // by one alone a quotient may stay what it is
    f.shake(random, roundings);
    list<T> others;
    const T other = f.derivatives(true, others);
    if (rounding_between(other, value) > rounding_between(shaken, value)) shaken = other;
    add_own_error(p.d, others, size > 0 && is_finite(value) ? size_of(value) / size : T(0));
  }
  gradient_report report;
  if (f.constant.is_gradient) check_value(report, value, shaken, p.run.at_start(), *f.constant.limits, how);
  entry_checker<T>(p.s, *f.constant.limits, how).run(report);
  return report;
}

}  // namespace nabla::detail::numeric
