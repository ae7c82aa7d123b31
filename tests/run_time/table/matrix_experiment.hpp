// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "run_time/table/subjects.hpp"
#include "support/mutants.hpp"
#include "support/table.hpp"

#include <cmath>

namespace test {

/// sum(W ∘ op(X0 ∘ Y0, X1 ∘ Y1, ...)) at numbers that suit the function.
struct matrix_experiment {
  workshop w;
  std::vector<const nabla::detail::facts*> wrt, directions;
  std::map<const nabla::detail::facts*, dense<long double>> at;
  std::unique_ptr<interpretation> run;
  const nabla::detail::facts *weights = nullptr, *function = nullptr;

  matrix_experiment(const entry& e, const nabla::detail::operation& op, bool square, bool ties) {
    static const bool learnt = (learn_functions_of_matrices(), true);
    (void)learnt;
    const std::string text = e.text;
    std::map<nabla::detail::key, int> sizes;
    const auto size_of = [&](const nabla::detail::extent& x) {
      if (!x.is_named()) return x.size;
      constexpr int unequal[] = {3, 4, 2, 5};
      const auto known = sizes.find(x.name->id);
      return known != sizes.end() ? known->second : (sizes[x.name->id] = square ? 3 : unequal[sizes.size()]);
    };
    std::vector<const nabla::detail::facts*> inner;
    for (int k = 0; k < e.arity; ++k) {
      const nabla::detail::shape extents = nabla::matrix_shape(size_of(e.shapes[k].rows), size_of(e.shapes[k].columns));
      const nabla::detail::facts &x = w.symbol("X" + std::to_string(k), extents), &y = w.symbol("Y" + std::to_string(k), extents);
      inner.push_back(&w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, x, y));
      dense<long double> factors = random(extents, 0.5L, 1.5L, 3 + k);
      if (ties) factors.elements.assign(factors.elements.size(), 0.5L);  // exact, so that ties stay ties
      dense<long double> value = random(extents, -1, 1, 11 + k);
      const bool positive = text == "cross_entropy" || text == "kl_divergence" || (text == "softmax_cross_entropy" && k == 1);
      if (positive) value = random(extents, 0.2L, 0.9L, 17 + k);
      // well-conditioned, and positive definite
      if (k == 0 && extents.rows == extents.columns && !positive)
        for (int i = 0; i < value.rows; ++i) value(i, i) += 3;
      if (ties) tie_pairs(value, text);
      for (std::size_t i = 0; i < value.elements.size(); ++i) value.elements[i] /= factors.elements[i];
      add(x, value);
      add(y, factors);
    }
    const nabla::detail::facts& result = w.apply(op, inner);
    weights = &w.symbol("W", result.extents, nabla::detail::role::data);
    at[weights] = random(result.extents, -1, 1, 5);
    const nabla::detail::facts& weighted = w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, *weights, result);
    function = weighted.extents.is_scalar() ? &weighted : &w.apply(nabla::detail::operation_of<nabla::detail::sum_rule>, weighted);
    run = std::make_unique<interpretation>(*function, wrt, directions);
  }

  /// Of two equal extrema each has half of the gradient, and so say central differences.
  static void tie_pairs(dense<long double>& value, const std::string& text) {
    const bool rows = text.find("row") == 0, columns = text.find("column") == 0;
    const long double extreme = text.find("max") != std::string::npos ? 4 : -4;
    for (int k = 0; k < (rows ? value.rows : (columns ? value.columns : 1)); ++k)
      for (int twin = 0; twin < 2; ++twin) (rows ? value(k, twin) : (columns ? value(twin, k) : value(twin, twin))) = extreme;
  }
  void add(const nabla::detail::facts& x, const dense<long double>& value) {
    wrt.push_back(&x);
    at[&x] = value;
    directions.push_back(&w.symbol("D" + std::to_string(directions.size()), x.extents, nabla::detail::role::data));
    at[directions.back()] = random(x.extents, -1, 1, 29 + static_cast<int>(directions.size()));
  }
  static dense<long double> random(const nabla::detail::shape& extents, long double low, long double high, int first) {
    dense<long double> result(extents.rows.size, extents.columns.size);
    unsigned seed = static_cast<unsigned>(first) * 7919u;
    for (long double& element : result.elements) {
      seed = seed * 1664525u + 1013904223u;
      element = low + (high - low) * static_cast<long double>(seed >> 8) / (1 << 24);
    }
    return result;
  }

  /// Output number `root` against its differences in every element of every X and Y, which follow it.
  std::string first_error(std::size_t root) {
    const std::vector<dense<long double>> here = (*run)(at);
    for (std::size_t k = 0; k < wrt.size(); ++k)
      for (std::size_t i = 0; i < at[wrt[k]].elements.size(); ++i) {
        long double& element = at[wrt[k]].elements[i];
        const long double x = element, h = 1e-3L;
        const auto value = [&](long double d) {
          element = x + d;
          const long double result = (*run)(at, root).elements[0];
          element = x;
          return result;
        };
        // of sixth order: the error is about h⁶ and 1e-19 / h
        const long double numeric = (45 * (value(h) - value(-h)) - 9 * (value(2 * h) - value(-2 * h)) + (value(3 * h) - value(-3 * h))) / (60 * h);
        const long double analytic = here[root + 1 + k].elements[i];
        if (!(std::abs(numeric - analytic) <= 1e-11L * (1 + std::abs(numeric))))
          return std::string(root == 0 ? "first" : "second")
              .append(" derivative by ")
              .append(wrt[k]->symbol->name)
              .append(", element ")
              .append(std::to_string(i))
              .append(" is ")
              .append(std::to_string(analytic))
              .append(", differences say ")
              .append(std::to_string(numeric));
      }
    return {};
  }
};

}  // namespace test
