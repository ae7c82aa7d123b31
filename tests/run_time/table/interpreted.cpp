// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Entries and their planted errors through the passes at run time, in three types.

#include "run_time/table/subjects.hpp"
#include "support/mutants.hpp"
#include "support/table.hpp"

#include <cmath>

namespace test {

namespace {

template <class... Rules>
std::vector<entry> describe_all(nabla::detail::rule_list<Rules...>) {
  return {describe<Rules>()...};
}
template <class T, class... Rules>
void learn_all(nabla::detail::rule_list<Rules...>) {
  (kernels<T>::template learn<Rules>(), ...);
}
template <class T>
void learn_table() {
  learn_all<T>(nabla::detail::elementwise_rules{});
  learn_all<T>(unlisted_rules{});
}
template <class T, nabla::detail::over... Part>
void learn_products() {
  (learn_all<T>(nabla::detail::rule_list<nabla::detail::product_of_others_rule<0, Part>, nabla::detail::product_of_others_rule<1, Part>, nabla::detail::product_of_others_rule<2, Part>>{}), ...);
}

}  // namespace

void learn_functions_of_matrices() {
  using namespace nabla;
  using namespace nabla::detail;
  learn_table<long double>();
  learn_all<long double>(matrix_rules{});
  learn_products<long double, over::all, over::rows, over::columns>();
  learn_all<long double>(
      rule_list<solve_rule<true>, cofactor_derivative_rule<1>, cofactor_derivative_rule<2>, cofactor_derivative_rule<3>, lu_rule, lu_solve_rule<false>, lu_solve_rule<true>, lu_inverse_rule, lu_det_rule,
                lu_logdet_rule, lu_log_of_det_rule, lu_cofactor_rule, lower_half_rule, triangular_solve_rule<true, true>, triangular_solve_rule<false, true>,
                reshape_back_rule<extent(2), extent(6)>, put_rule<1, 1, 2, 2>, put_rule<-2, 0, 2, full_extent>, block_rule<0, 0, full_extent, 2>, block_rule<0, 2, full_extent, 3>,
                put_rule<0, 0, full_extent, 2>, put_rule<0, 2, full_extent, 3>, block_rule<0, 0, 2, full_extent>, block_rule<2, 0, 1, full_extent>,
                block_rule<3, 0, 3, full_extent>, put_rule<0, 0, 2, full_extent>, put_rule<2, 0, 1, full_extent>, put_rule<3, 0, 3, full_extent>>{});
}

namespace {

/// op(p0 q0 + 1/4, p1 q1 + 1/4, ...) with all that it is made of.
struct composed_function {
  workshop w;
  std::vector<const nabla::detail::facts*> p, q;
  std::unique_ptr<interpretation> run;
  bool has_first = true, has_second = true;

  composed_function(const entry& e, const nabla::detail::operation& op) {
    std::vector<const nabla::detail::facts*> inner, wrt;
    for (int k = 0; k < e.arity; ++k) {
      p.push_back(&w.symbol("p" + std::to_string(k)));
      q.push_back(&w.symbol("q" + std::to_string(k)));
      inner.push_back(
          &w.apply(nabla::detail::operation_of<nabla::detail::add_rule>, w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, *p.back(), *q.back()), w.number(1, 4)));
    }
    wrt = p;
    wrt.insert(wrt.end(), q.begin(), q.end());
    const nabla::detail::facts& f = w.apply(op, inner);
    try {
      run = std::make_unique<interpretation>(f, wrt, true);
    } catch (const std::invalid_argument&) {  // judge() knows which entries are differentiable only once
      has_second = false;
      if (op.derivatives[0] == nullptr) wrt.clear();
      has_first = !wrt.empty();
      run = std::make_unique<interpretation>(f, wrt, false);
    }
  }
};

}  // namespace

const std::vector<entry>& elementwise_entries() {
  static const std::vector<entry> all = describe_all(nabla::detail::elementwise_rules{});
  return all;
}
const std::vector<entry>& matrix_entries() {
  static const std::vector<entry> all = describe_all(nabla::detail::matrix_rules{});
  return all;
}

template <class T>
static long double as_number(const T& x) {
  if constexpr (std::is_floating_point_v<T>) return static_cast<long double>(x);
  else return static_cast<long double>(x.value);
}
template <class T>
subject interpreted(const entry& e, const nabla::detail::operation& op) {
  static const bool learnt = (learn_table<T>(), true);
  (void)learnt;
  const auto f = std::make_shared<composed_function>(e, op);
  return [f, n = e.arity](const sample& s) {
    std::map<const nabla::detail::facts*, dense<T>> bound;
    for (int k = 0; k < n; ++k) {
      bound[f->p[static_cast<std::size_t>(k)]] = dense<T>(static_cast<T>(s.p[k]));
      bound[f->q[static_cast<std::size_t>(k)]] = dense<T>(static_cast<T>(inner_factor(k)));
    }
    const std::vector<dense<T>> out = (*f->run)(bound);
    const auto number = [&](int i) { return as_number(out[static_cast<std::size_t>(i)].elements[0]); };
    measurement m;
    m.has_second = f->has_second;
    m.has_first = f->has_first;
    m.value = number(0);
    for (int i = 0; i < n && m.has_first; ++i) {
      m.by_p[i] = number(1 + i) / inner_factor(i);
      m.by_q[i] = number(1 + n + i) / s.p[i];
      for (int j = 0; j < n && m.has_second; ++j) m.second[i][j] = number(1 + 2 * n + 2 * n * i + j) / (inner_factor(i) * inner_factor(j));
    }
    return m;
  };
}

template subject interpreted<float>(const entry&, const nabla::detail::operation&);
template subject interpreted<double>(const entry&, const nabla::detail::operation&);
template subject interpreted<long double>(const entry&, const nabla::detail::operation&);
template subject interpreted<nabla::detail::constant_scalar<double>>(const entry&, const nabla::detail::operation&);

namespace {

/// sum(W ∘ op(X0 ∘ Y0, X1 ∘ Y1, ...)) at numbers that suit the function.
struct matrix_experiment {
  workshop w;
  std::vector<const nabla::detail::facts*> wrt, directions;
  std::map<const nabla::detail::facts*, dense<long double>> at;
  std::unique_ptr<interpretation> run;
  const nabla::detail::facts* weights = nullptr;

  matrix_experiment(const entry& e, const nabla::detail::operation& op, bool square, bool ties) {
    static const bool learnt = (learn_functions_of_matrices(), true);
    (void)learnt;
    const std::string text = e.text;
    std::map<nabla::detail::key, int> sizes;
    const auto size_of = [&](const nabla::detail::extent& x) {
      if (!x.is_named()) return x.size;
      constexpr int unequal[] = {3, 4, 2, 5};
      const auto known = sizes.find(x.name->id);
      return known != sizes.end() ? known->second : sizes[x.name->id] = square ? 3 : unequal[sizes.size()];
    };
    std::vector<const nabla::detail::facts*> inner;
    for (int k = 0; k < e.arity; ++k) {
      const nabla::detail::shape form = nabla::matrix_shape(size_of(e.forms[k].rows), size_of(e.forms[k].columns));
      const nabla::detail::facts &x = w.symbol("X" + std::to_string(k), form), &y = w.symbol("Y" + std::to_string(k), form);
      inner.push_back(&w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, x, y));
      dense<long double> factors = random(form, 0.5L, 1.5L, 3 + k);
      if (ties) factors.elements.assign(factors.elements.size(), 0.5L);  // exact, so that ties stay ties
      dense<long double> value = random(form, -1, 1, 11 + k);
      const bool positive = text == "cross_entropy" || text == "kl_divergence" || (text == "softmax_cross_entropy" && k == 1);
      if (positive) value = random(form, 0.2L, 0.9L, 17 + k);
      // well-conditioned, and positive definite
      if (k == 0 && form.rows == form.columns && !positive)
        for (int i = 0; i < value.rows; ++i) value(i, i) += 3;
      if (ties) tie_pairs(value, text);
      for (std::size_t i = 0; i < value.elements.size(); ++i) value.elements[i] /= factors.elements[i];
      add(x, value);
      add(y, factors);
    }
    const nabla::detail::facts& result = w.apply(op, inner);
    weights = &w.symbol("W", result.form, nabla::detail::role::data);
    at[weights] = random(result.form, -1, 1, 5);
    const nabla::detail::facts& weighted = w.apply(nabla::detail::operation_of<nabla::detail::multiply_rule>, *weights, result);
    run = std::make_unique<interpretation>(weighted.form.is_scalar() ? weighted : w.apply(nabla::detail::operation_of<nabla::detail::sum_rule>, weighted), wrt,
                                           directions);
  }

  /// Of two equal extrema each has half of the gradient, and so say central differences.
  static void tie_pairs(dense<long double>& value, const std::string& text) {
    const bool rows = text.find("row") == 0, columns = text.find("column") == 0;
    const long double extreme = text.find("max") != std::string::npos ? 4 : -4;
    for (int k = 0; k < (rows ? value.rows : columns ? value.columns : 1); ++k)
      for (int twin = 0; twin < 2; ++twin) (rows ? value(k, twin) : columns ? value(twin, k) : value(twin, twin)) = extreme;
  }
  void add(const nabla::detail::facts& x, const dense<long double>& value) {
    wrt.push_back(&x);
    at[&x] = value;
    directions.push_back(&w.symbol("D" + std::to_string(directions.size()), x.form, nabla::detail::role::data));
    at[directions.back()] = random(x.form, -1, 1, 29 + static_cast<int>(directions.size()));
  }
  static dense<long double> random(const nabla::detail::shape& form, long double low, long double high, int first) {
    dense<long double> result(form.rows.size, form.columns.size);
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

}  // namespace

bool takes_square(const entry& e) {
  try {
    matrix_experiment(e, *e.op, true, false);
  } catch (const std::invalid_argument&) {  // a reshape of known sizes
    return false;
  }
  return true;
}

matrix_sample sample_of_matrix_function(const entry& e, bool square) {
  matrix_experiment experiment(e, *e.op, square, false);
  matrix_sample sample{{}, experiment.at[experiment.weights], (*experiment.run)(experiment.at, 0).elements[0]};
  for (std::size_t k = 0; k < experiment.wrt.size(); k += 2) {
    dense<long double> u = experiment.at[experiment.wrt[k]];
    for (std::size_t i = 0; i < u.elements.size(); ++i) u.elements[i] *= experiment.at[experiment.wrt[k + 1]].elements[i];
    sample.operands.push_back(u);
  }
  return sample;
}

std::string first_error_of_matrix_function(const entry& e, const nabla::detail::operation& op, bool square) {
  matrix_experiment experiment(e, op, square, false);
  std::string error = experiment.first_error(0);
  if (error.empty()) error = experiment.first_error(1 + experiment.wrt.size());
  const std::string text = e.text;
  if (error.empty() && (text.find("max") < text.size() || text.find("min") < text.size()) && text.find("soft") == std::string::npos) {
    error = matrix_experiment(e, op, square, true).first_error(0);
    if (!error.empty()) error = "a tie: " + error;
  }
  return error.empty() ? error : std::string(op.text).append(square ? ", square: " : ": ").append(error);
}

std::vector<planted_in_matrices> errors_planted_in_matrix_function(const entry& e) {
  std::vector<planted_in_matrices> result;
  workshop w;
  const bool square = takes_square(e);
  for (const mutant& m : planter(w, *e.op).all()) {
    std::string error;
    try {
      error = first_error_of_matrix_function(e, *m.op, square);
    } catch (const char* refused) {  // the shapes do not agree any more: the compiler would say so
      error = refused;
    }
    result.push_back({m.what, error});
  }
  return result;
}

template <class T>
std::function<value_and_slopes(const double*)> function_of(const entry& e) {
  static const bool learnt = (learn_table<T>(), true);
  (void)learnt;
  struct bare {
    workshop w;
    std::vector<const nabla::detail::facts*> u;
    std::unique_ptr<interpretation> run;
  };
  const auto f = std::make_shared<bare>();
  for (int k = 0; k < e.arity; ++k) f->u.push_back(&f->w.symbol("u" + std::to_string(k)));
  const bool has_derivative = e.op->derivatives[0] != nullptr;
  f->run = std::make_unique<interpretation>(f->w.apply(*e.op, f->u), has_derivative ? f->u : std::vector<const nabla::detail::facts*>{}, false);
  return [f, has_derivative](const double* u) {
    std::map<const nabla::detail::facts*, dense<T>> bound;
    for (std::size_t k = 0; k < f->u.size(); ++k) bound[f->u[k]] = dense<T>(static_cast<T>(u[k]));
    const std::vector<dense<T>> out = (*f->run)(bound);
    const auto number = [&out](std::size_t i) { return static_cast<double>(as_number(out[i].elements[0])); };
    value_and_slopes result{number(0), {}};
    for (std::size_t k = 0; k < f->u.size() && has_derivative; ++k) result.slopes[k] = number(1 + k);
    return result;
  };
}
template std::function<value_and_slopes(const double*)> function_of<double>(const entry&);
template std::function<value_and_slopes(const double*)> function_of<nabla::detail::constant_scalar<double>>(const entry&);

void derivatives_at(const entry& e, const double* u, double* derivatives) {
  static std::map<std::string, subject> known;
  subject& rule = known[e.text];
  if (!rule) rule = interpreted<double>(e, *e.op);
  sample s;
  for (int k = 0; k < e.arity; ++k) s.p[k] = (static_cast<long double>(u[k]) - inner_shift) / inner_factor(k);
  const measurement m = rule(s);
  for (int k = 0; k < e.arity; ++k) derivatives[k] = static_cast<double>(m.by_p[k]);
}

std::vector<planted> planted_in(const entry& e) {
  std::vector<planted> result;
  const auto w = std::make_shared<workshop>();
  for (const mutant& m : planter(*w, *e.op).all()) {
    const subject measure = interpreted<long double>(e, *m.op);
    result.push_back({m.what, [w, measure](const sample& s) {
                        measurement seen = measure(s);
                        seen.value_counts = false;
                        return seen;
                      }});
  }
  return result;
}

}  // namespace test
