// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/interpreter.hpp"
#include "support/table.hpp"

#include <nabla/check/check_formula.hpp>
#include <nabla/check/print.hpp>

namespace test {

/// Kernels of the checker by the key of their rule, for formulas that are put together at run time.
template <class T>
struct checker_kernels {
  static std::map<nabla::detail::key, nabla::detail::numeric::step_kernel<T>>& all() {
    static std::map<nabla::detail::key, nabla::detail::numeric::step_kernel<T>> kernels;
    return kernels;
  }
  template <class... Rules>
  static void learn(nabla::detail::rule_list<Rules...>) {
    (learn_one<Rules>(), ...);
  }
  template <class Rule>
  static void learn_one() {
    if constexpr (requires(T u) { Rule::value(u); } || requires(T u) { Rule::value(u, u); } || requires(T u) { Rule::value(u, u, u); })
      all()[nabla::detail::rule_key<Rule>] = nabla::detail::numeric::kernels_of_rule<Rule, T>::make();
  }
};

/// A scalar function of numbers, made at run time: its derivative in S, checked as check_grad() does it.
template <class S>
class checked_at_run_time {
  using T = typename nabla::wider_scalar<S>::type;

 public:
  checked_at_run_time(const nabla::detail::facts& f, const std::vector<const nabla::detail::facts*>& symbols)
      : table_(nabla::detail::numeric::formula_of_request<96>({&f})), symbols_(symbols), gradient_(f, symbols, false) {
    if (table_.needed() > 96) throw std::invalid_argument("too long");
    for (int r = 0; r < table_.rule_count; ++r) {
      const nabla::detail::operation* op = nullptr;
      for (int i = 0; i < table_.step_count; ++i)
        if (table_.steps.data[i].rule == r) op = table_.steps.data[i].op;
      const auto found = checker_kernels<T>::all().find(original(*op));
      if (found == checker_kernels<T>::all().end()) throw std::invalid_argument(std::string("no kernel for ") + op->text);
      kernels_.push_back(found->second);
    }
    kernels_.push_back({});
  }

  std::vector<double> gradient_at(const std::vector<double>& x) const {
    std::map<const nabla::detail::facts*, dense<S>> bound;
    for (std::size_t k = 0; k < symbols_.size(); ++k) bound[symbols_[k]] = dense<S>(static_cast<S>(x[k]));
    std::vector<double> g;
    const std::vector<dense<S>> out = gradient_(bound);
    for (std::size_t k = 0; k < symbols_.size(); ++k) g.push_back(static_cast<double>(out[1 + k].elements[0]));
    return g;
  }
  nabla::gradient_report check(const std::vector<double>& x, const nabla::check_options& how = {}) const {
    using namespace nabla::detail::numeric;
    static constexpr nabla::detail::numbered_shape number{};
    static constexpr node_code<T> code{&machine<T>::run_product, &machine<T>::run_sum, &machine<T>::run_maximum, &machine<T>::run_matrix, &code_at_edges<T>};
    machine<T> run({table_.steps.data, table_.step_count, &number, kernels_.data(), table_.outputs.data, table_.output_count, code}, nullptr);
    derivative_table<T> d;
    machine_subject<T> s(run, d.blocks);
    for (std::size_t k = 0; k < symbols_.size(); ++k) {
      d.blocks.push({symbols_[k]->symbol->name, 1, 1, false, static_cast<std::ptrdiff_t>(k), false});
      s.inputs.push(run.find(*symbols_[k]));
      s.points.push(static_cast<T>(static_cast<S>(x[k])));
      if (s.inputs.data[k] >= 0) run.input(s.inputs.data[k])(0, 0) = s.points.data[k];
    }
    run.start();
    for (double g : gradient_at(x)) d.value.push(static_cast<T>(g));
    d.own_error = nabla::detail::list<T>(d.value.size);
    random_numbers random{1};
    for (int round = 0; round < 2; ++round) {
      std::vector<double> moved = x;
      for (double& element : moved) element = static_cast<double>(static_cast<S>(element) * (1 + (random.coin() ? 1 : -1) * epsilon<S>));
      nabla::detail::list<T> g;
      for (double slope : gradient_at(moved)) g.push(static_cast<T>(slope));
      add_own_error(d, g, T(0));
    }
    nabla::gradient_report report;
    checker_for<S>(s, d, how).run(report);
    return report;
  }

 private:
  static nabla::detail::key original(const nabla::detail::operation& op) {
    const std::string text = op.text;
    const std::size_t end = text.find(" #");
    return end == std::string::npos ? op.id : nabla::detail::key_of(text.substr(0, end).c_str());
  }

  nabla::detail::numeric::formula_table<96> table_;
  std::vector<const nabla::detail::facts*> symbols_;
  interpretation gradient_;
  std::vector<nabla::detail::numeric::step_kernel<T>> kernels_;
};

}  // namespace test
