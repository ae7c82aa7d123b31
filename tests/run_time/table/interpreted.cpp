// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Entries and their planted errors through the passes at run time, in three types.

#include "run_time/table/matrix_experiment.hpp"
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
                block_rule<3, 0, 3, full_extent>, put_rule<1, 0, to_end, full_extent>, shift_rule<-1, 0>, cumsum_rule<false, true>, cumsum_rule<true, false>, put_rule<0, 0, 2, full_extent>, put_rule<2, 0, 1, full_extent>, put_rule<3, 0, 3, full_extent>>{});
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
