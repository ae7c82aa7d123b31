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
      const char* text = "";
      for (int i = 0; i < table_.step_count; ++i)
        if (table_.steps.data[i].rule == r) text = table_.steps.data[i].op.text;
      const auto found = checker_kernels<T>::all().find(original(text, table_.rules.data[r].id));
      if (found == checker_kernels<T>::all().end()) throw std::invalid_argument(std::string("no kernel for ") + text);
      kernels_.push_back(found->second);
    }
    kernels_.push_back({});
    for (std::size_t k = 0; k < symbols_.size(); ++k) {
      bound_.push_back({symbols_[k]->symbol->name, {}, false, table_.find(*symbols_[k])});
      by_.push_back(static_cast<int>(k));
    }
  }

  /// The value, then the gradient.
  std::vector<double> outputs_at(const std::vector<double>& x) const {
    std::map<const nabla::detail::facts*, dense<S>> bound;
    for (std::size_t k = 0; k < symbols_.size(); ++k) bound[symbols_[k]] = dense<S>(static_cast<S>(x[k]));
    std::vector<double> g;
    for (const dense<S>& out : gradient_(bound)) g.push_back(static_cast<double>(out.elements[0]));
    return g;
  }
  std::vector<double> gradient_at(const std::vector<double>& x) const {
    std::vector<double> g = outputs_at(x);
    g.erase(g.begin());
    return g;
  }
  nabla::gradient_report check(const std::vector<double>& x, const nabla::check_options& how = {}) const {
    using namespace nabla::detail::numeric;
    static constexpr nabla::detail::numbered_shape number{};
    static constexpr node_code<T> code{&machine<T>::run_product, &machine<T>::run_sum, &machine<T>::run_maximum, &machine<T>::run_matrix, &code_at_edges<T>};
    const int count = static_cast<int>(symbols_.size());
    const formula_facts<T> facts{{table_.steps.data, table_.step_count, &number, kernels_.data(), table_.outputs.data, table_.output_count, code},
                                 bound_.data(),
                                 count,
                                 by_.data(),
                                 count,
                                 &limits_of<S, T>,
                                 true};
    at_point f(*this, facts, x);
    return check_derivatives<T>(f, how);
  }

 private:
  struct at_point final : nabla::detail::numeric::tested_formula<T> {
    const checked_at_run_time& of;
    std::vector<double> place, moved;
    at_point(const checked_at_run_time& formula, const nabla::detail::numeric::formula_facts<T>& facts, const std::vector<double>& x)
        : nabla::detail::numeric::tested_formula<T>(facts, nullptr), of(formula), place(x) {}
    void read(int number, nabla::detail::matrix_view<T> to) const override { to(0, 0) = static_cast<T>(static_cast<S>(place[static_cast<std::size_t>(number)])); }
    void shake(nabla::detail::numeric::random_numbers& random, int roundings) override {
      moved = place;
      for (double& element : moved) element = static_cast<double>(static_cast<S>(element) * (1 + static_cast<S>(random.coin() ? roundings : -roundings) * std::numeric_limits<S>::epsilon()));
    }
    T derivatives(bool at_moved, nabla::detail::list<T>& to) const override {
      const std::vector<double> g = of.outputs_at(at_moved ? moved : place);
      for (std::size_t k = 1; k < g.size(); ++k) to.push(static_cast<T>(g[k]));
      return static_cast<T>(g[0]);
    }
  };
  static nabla::detail::key original(const std::string& text, nabla::detail::key id) {
    const std::size_t end = text.find(" #");
    return end == std::string::npos ? id : nabla::detail::key_of(text.substr(0, end).c_str());
  }

  nabla::detail::numeric::formula_table<96> table_;
  std::vector<const nabla::detail::facts*> symbols_;
  std::vector<nabla::detail::numeric::bound_symbol> bound_;
  std::vector<int> by_;
  interpretation gradient_;
  std::vector<nabla::detail::numeric::step_kernel<T>> kernels_;
};

}  // namespace test
