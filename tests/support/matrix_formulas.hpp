// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/interpreter.hpp>

#include <nabla/rules/all_rules.hpp>

#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <stdexcept>
#include <tuple>

namespace test {

namespace n = nabla::detail;

/// Random formulas of matrices whose sizes have names, n and m.
class matrix_author {
 public:
  using pointer = const n::facts*;
  using matrix_rules = n::rule_list<n::transpose_rule, n::sum_rule, n::row_sums_rule, n::column_sums_rule, n::mean_rule, n::row_means_rule, n::column_means_rule, n::sqnorm_rule, n::norm1_rule, n::norm2_rule, n::maximum_rule, n::minimum_rule, n::row_maxima_rule, n::column_minima_rule,
                                    n::variance_rule, n::row_variances_rule, n::trace_rule, n::diagonal_rule, n::diag_rule, n::softmax_rule, n::log_softmax_rule, n::logsumexp_rule, n::det_rule, n::logdet_rule, n::inverse_rule, n::prod_rule<n::over::all>, n::triangle_rule<true>,
                                    n::matrix_product_rule, n::dot_rule, n::outer_rule, n::mse_rule, n::solve_rule<false>>;

  matrix_author() {
    for (const char* name : {"x", "y"}) symbols.push_back(&w.symbol(name));
    for (const char* name : {"u", "v"}) symbols.push_back(&w.symbol(name, {rows, n::extent(1)}));
    for (const char* name : {"A", "B"}) symbols.push_back(&w.symbol(name, {rows, columns}));
    symbols.push_back(&w.symbol("Q", {rows, rows}));
  }
  /// A formula that is a number. Each seed has its own.
  pointer formula(unsigned seed, int steps) {
    chance_.seed(seed);
    std::vector<pointer> made = symbols;
    std::size_t read = made.size();
    for (pointer number : {&w.number(2), &w.number(1, 2), &w.number(-1), &w.number(3)}) made.push_back(number);
    for (int i = 0; i < steps; ++i) {
      pointer last = nullptr;
      while (last == nullptr) last = step(made, read);
      made.push_back(last);
      read = made.size() - 1;
    }
    pointer f = made.back();
    return f->extents.is_scalar() ? f : &w.apply(below(2) == 0 ? n::operation_of<n::sum_rule> : n::operation_of<n::norm1_rule>, *f);
  }

  workshop w;
  n::extent rows = w.size("n"), columns = w.size("m");
  std::vector<pointer> symbols;

 private:
  int below(std::size_t count) { return static_cast<int>(chance_() % static_cast<unsigned>(count)); }
  template <class... Rules>
  static std::vector<const n::operation*> all(n::rule_list<Rules...>) { return {&n::operation_of<Rules>...}; }
  /// What mostly reads what was written last. Null: the shapes do not fit.
  pointer step(const std::vector<pointer>& made, std::size_t read) {
    static const std::vector<const n::operation*> of_matrices = all(matrix_rules{});
    static const n::operation* const of_elements[] = {&n::operation_of<n::negate_rule>, &n::operation_of<n::exp_rule>, &n::operation_of<n::log_rule>, &n::operation_of<n::sqrt_rule>, &n::operation_of<n::abs_rule>, &n::operation_of<n::sq_rule>, &n::operation_of<n::relu_rule>,
                                                      &n::operation_of<n::tanh_rule>, &n::operation_of<n::inv_rule>, &n::operation_of<n::sigmoid_rule>};
    static const n::operation* const arithmetic[] = {&n::operation_of<n::add_rule>, &n::operation_of<n::subtract_rule>, &n::operation_of<n::multiply_rule>, &n::operation_of<n::divide_rule>, &n::operation_of<n::multiply_rule>, &n::operation_of<n::matrix_product_rule>, &n::operation_of<n::max_rule>, &n::operation_of<n::hypot_rule>};
    const int kind = below(std::size_t(7));
    const n::operation& op = kind < 3 ? *of_matrices[static_cast<std::size_t>(below(of_matrices.size()))] : (kind < 4 ? *of_elements[below(std::size(of_elements))] : *arithmetic[below(std::size(arithmetic))]);
    const auto any = [&] { return below(std::size_t(2)) == 0 ? made[read] : made[static_cast<std::size_t>(below(made.size()))]; };
    n::operand_facts operands;
    for (int k = 0; k < op.arity; ++k) operands.operands[k] = any();
    if (n::combine(&op, op.id, op.elementwise, op.infer, operands).problem != nullptr) return nullptr;
    return &w.facts_maker::apply(op, operands);
  }

  std::mt19937 chance_;
};

/// A formula function by function, each by itself: no pass sees two of them.
template <class T>
class as_written {
 public:
  using bindings = std::map<const n::facts*, dense<T>>;
  explicit as_written(matrix_author& from) : from_(from) {}

  /// Of the formula and all that it is made of, which `see` is shown.
  template <class See>
  dense<T> operator()(const n::facts& f, const bindings& at, See see) {
    std::map<const n::facts*, dense<T>> known = at;
    return value(f, known, at, see);
  }

 private:
  template <class See>
  const dense<T>& value(const n::facts& f, std::map<const n::facts*, dense<T>>& known, const bindings& at, See& see) {
    if (const auto found = known.find(&f); found != known.end()) return found->second;
    if (f.op->code == n::operation_code::constant) return known[&f] = dense<T>(n::constant_as<T>(f.value));
    const step& s = step_of(f);
    bindings operands = at;  // which know the sizes
    for (int k = 0; k < f.op->arity; ++k) operands[s.symbols[static_cast<std::size_t>(k)]] = value(*f.operands[k], known, at, see);
    dense<T> result = s.run->template operator()<T>(operands)[0];
    see(f, result);
    return known[&f] = std::move(result);
  }
  struct step {
    std::vector<const n::facts*> symbols;
    std::unique_ptr<interpretation> run;
  };
  using size = std::pair<bool, n::key>;
  static size of(const n::extent& e) { return e.is_named() ? size{true, e.name->id} : size{false, static_cast<n::key>(e.size)}; }
  const step& step_of(const n::facts& f) {
    std::vector<size> key{{false, f.op->id}};
    for (int k = 0; k < f.op->arity; ++k)
      for (const n::extent& e : {f.operands[k]->extents.rows, f.operands[k]->extents.columns}) key.push_back(of(e));
    step& s = steps_[key];
    if (s.run != nullptr) return s;
    for (int k = 0; k < f.op->arity; ++k) s.symbols.push_back(&from_.w.symbol("operand " + std::to_string(k), f.operands[k]->extents));
    n::graph alone;
    n::facts_map known;
    const int root = n::import(alone, known, from_.w.apply(*f.op, s.symbols), false);
    s.run = std::make_unique<interpretation>(alone, std::vector<int>{root});
    return s;
  }

  matrix_author& from_;
  std::map<std::vector<size>, step> steps_;
};

}  // namespace test
