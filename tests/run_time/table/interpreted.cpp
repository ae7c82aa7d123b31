// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Entries and their planted errors through the passes at run time, in three types.

#include "run_time/table/subjects.hpp"
#include "support/mutants.hpp"
#include "support/table.hpp"

namespace test {

namespace {

template <class... Rules>
std::vector<entry> describe_all(nabla::rule_list<Rules...>) {
  return {describe<Rules>()...};
}
template <class T, class... Rules>
void learn_all(nabla::rule_list<Rules...>) {
  (kernels<T>::template learn<Rules>(), ...);
}
template <class T>
void learn_table() {
  learn_all<T>(nabla::elementwise_rules{});
  // what derivatives and the last passes use besides
  learn_all<T>(nabla::rule_list<nabla::multiply_add_rule, nabla::multiply_subtract_rule, nabla::subtract_product_rule, nabla::masked_rule,
                                nabla::heaviside_difference_rule, nabla::complement_rule, nabla::sigmoid_complement_rule,
                                nabla::direction_cosine_rule, nabla::tetragamma_rule>{});
}

/// op(p0 q0 + 1/4, p1 q1 + 1/4, ...) with all that it is made of.
struct composed_function {
  workshop w;
  std::vector<const nabla::facts*> p, q;
  std::unique_ptr<interpretation> run;
  bool has_first = true, has_second = true;

  composed_function(const entry& e, const nabla::operation& op) {
    std::vector<const nabla::facts*> inner, wrt;
    for (int k = 0; k < e.arity; ++k) {
      p.push_back(&w.symbol("p" + std::to_string(k)));
      q.push_back(&w.symbol("q" + std::to_string(k)));
      inner.push_back(&w.apply(nabla::operation_of<nabla::add_rule>, w.apply(nabla::operation_of<nabla::multiply_rule>, *p.back(), *q.back()), w.number(1, 4)));
    }
    wrt = p;
    wrt.insert(wrt.end(), q.begin(), q.end());
    const nabla::facts& f = w.apply(op, inner);
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
  static const std::vector<entry> all = describe_all(nabla::elementwise_rules{});
  return all;
}
const std::vector<entry>& matrix_entries() {
  static const std::vector<entry> all = describe_all(nabla::matrix_rules{});
  return all;
}

template <class T>
subject interpreted(const entry& e, const nabla::operation& op) {
  static const bool learnt = (learn_table<T>(), true);
  (void)learnt;
  const auto f = std::make_shared<composed_function>(e, op);
  return [f, n = e.arity](const sample& s) {
    std::map<const nabla::facts*, dense<T>> bound;
    for (int k = 0; k < n; ++k) {
      bound[f->p[static_cast<std::size_t>(k)]] = dense<T>(static_cast<T>(s.p[k]));
      bound[f->q[static_cast<std::size_t>(k)]] = dense<T>(static_cast<T>(inner_factor(k)));
    }
    const std::vector<dense<T>> out = (*f->run)(bound);
    const auto number = [&](int i) { return static_cast<long double>(out[static_cast<std::size_t>(i)].elements[0]); };
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

template subject interpreted<float>(const entry&, const nabla::operation&);
template subject interpreted<double>(const entry&, const nabla::operation&);
template subject interpreted<long double>(const entry&, const nabla::operation&);

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
    result.push_back({m.what, [w, measure](const sample& s) { return measure(s); }});
  }
  return result;
}

}  // namespace test
