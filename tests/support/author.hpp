// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/interpreter.hpp>

#include <nabla/rules/all_rules.hpp>

#include <cmath>
#include <cstring>
#include <random>

namespace test {

using facts_pointer = const nabla::detail::facts*;

/// One expression, written twice in ways that a mathematician calls the same.
struct twins {
  facts_pointer plain, other;
};

/// An elementwise function of the table, and from where to where each operand may go.
struct table_function {
  const nabla::detail::operation* op;
  nabla::detail::interval domain[nabla::detail::max_arity];
  bool differentiable;
};

template <class... Rules>
std::vector<table_function> functions_of(nabla::detail::rule_list<Rules...>) {
  std::vector<table_function> all;
  const auto add = [&all]<class Rule>(Rule) {
    table_function f{&nabla::detail::operation_of<Rule>, {{-3, 3}, {-3, 3}, {-3, 3}, {-3, 3}}, true};
    if constexpr (requires { Rule::domain; })
      for (std::size_t k = 0; k < std::size(Rule::domain); ++k) f.domain[k] = Rule::domain[k];
    f.differentiable = f.op->derivatives[0] != nullptr && std::strcmp(f.op->text, "stop_gradient") != 0;  // that one's slope is not its derivative
    all.push_back(f);
  };
  (add(Rules{}), ...);
  return all;
}
inline const std::vector<table_function>& table_functions() {
  static const std::vector<table_function> all = functions_of(nabla::detail::elementwise_rules{});
  return all;
}

/// Writes a random expression of three numbers and two square matrices, and draws from the whole table of functions.
class author {
 public:
  author(unsigned seed, bool differentiable) : chance_(seed), differentiable_(differentiable) {
    for (const char* name : {"x", "y", "z"}) scalars_.push_back(leaf(w.symbol(name)));
    for (const char* name : {"A", "B"}) matrices_.push_back(leaf(w.symbol(name, nabla::matrix_shape(2, 2))));
    symbols = {scalars_[0].plain, scalars_[1].plain, scalars_[2].plain, matrices_[0].plain, matrices_[1].plain};
    const int steps = 3 + below(14);
    for (int i = 0; i < steps; ++i) {
      if (below(3) == 0) matrices_.push_back(matrix());
      else scalars_.push_back(scalar());
    }
  }
  twins result() const { return scalars_.back(); }

  workshop w;
  std::vector<facts_pointer> symbols;

 private:
  static twins leaf(const nabla::detail::facts& f) { return {&f, &f}; }
  int below(int n) { return static_cast<int>(chance_() % static_cast<unsigned>(n)); }
  twins any(const std::vector<twins>& from) { return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))]; }
  template <class Rule, class... F>
  facts_pointer make(F... operands) {
    return &w.apply(nabla::detail::operation_of<Rule>, *operands...);
  }
  template <class Rule, class... F>
  twins both(F... operands) {
    return {make<Rule>(operands.plain...), make<Rule>(operands.other...)};
  }
  facts_pointer number(std::int64_t n, std::int64_t d = 1) { return &w.number(n, d); }
  facts_pointer minus(facts_pointer a) { return make<nabla::detail::negate_rule>(a); }
  facts_pointer sum(facts_pointer a, facts_pointer b) { return make<nabla::detail::add_rule>(a, b); }
  facts_pointer times(facts_pointer a, facts_pointer b) { return make<nabla::detail::multiply_rule>(a, b); }
  facts_pointer dot(facts_pointer a, facts_pointer b) { return make<nabla::detail::matrix_product_rule>(a, b); }
  facts_pointer turned(facts_pointer a) { return make<nabla::detail::transpose_rule>(a); }

  /// Somewhere in the interval, and never right at its middle or an end.
  twins inside(twins a, nabla::detail::interval domain) {
    const auto part = [](double x) { return static_cast<std::int64_t>(std::lround(64 * x)); };
    const facts_pointer middle = number(part((domain.low + domain.high) / 2) + 1, 64), half = number(part((domain.high - domain.low) * 0.45), 64);
    return {sum(middle, times(half, make<nabla::detail::sin_rule>(a.plain))), sum(times(make<nabla::detail::sin_rule>(a.other), half), middle)};
  }
  twins of_table(const std::vector<twins>& from) {
    const table_function* f = nullptr;
    do f = &table_functions()[static_cast<std::size_t>(below(static_cast<int>(table_functions().size())))];
    while (differentiable_ && !f->differentiable);
    std::vector<facts_pointer> plain, other;
    for (int k = 0; k < f->op->arity; ++k) {
      const twins operand = inside(any(k > 0 && below(2) == 0 ? scalars_ : from), f->domain[k]);
      plain.push_back(operand.plain);
      other.push_back(operand.other);
    }
    // a matrix first, so that the result is one
    if (f->op->commutative && below(2) == 0) std::swap(other[0], other[1]);
    const bool odd = f->op->parity < 0, turn = f->op->parity != 0 && below(2) == 0;
    if (turn) other[0] = minus(other[0]);
    const facts_pointer last = &w.apply(*f->op, other);
    return {&w.apply(*f->op, plain), turn && odd ? minus(last) : last};
  }

  // what scalars and matrices have in common; `a` and `b` have one shape
  twins combined(twins a, twins b) {
    switch (below(8)) {
      case 0: return {sum(a.plain, b.plain), sum(b.other, a.other)};
      case 1: return {make<nabla::detail::subtract_rule>(a.plain, b.plain), minus(make<nabla::detail::subtract_rule>(b.other, a.other))};
      case 2: return {times(a.plain, b.plain), times(minus(b.other), minus(a.other))};
      case 3: return {times(number(3), a.plain), sum(a.other, sum(a.other, a.other))};
      case 4: return {times(a.plain, a.plain), make<nabla::detail::pow_rule>(a.other, number(2))};
      case 5: return {make<nabla::detail::divide_rule>(a.plain, number(4)), times(a.other, number(1, 4))};
      case 6: return {make<nabla::detail::tanh_rule>(make<nabla::detail::subtract_rule>(a.plain, b.plain)), minus(make<nabla::detail::tanh_rule>(make<nabla::detail::subtract_rule>(b.other, a.other)))};
      default: {
        const twins bottom{sum(number(2), make<nabla::detail::cos_rule>(b.plain)), sum(make<nabla::detail::cos_rule>(b.other), number(2))};
        return {make<nabla::detail::divide_rule>(a.plain, bottom.plain), times(make<nabla::detail::divide_rule>(number(1), bottom.other), a.other)};
      }
    }
  }
  twins scalar() {
    const twins a = any(scalars_), b = any(scalars_), c = any(scalars_), m = any(matrices_), k = any(matrices_);
    switch (below(32)) {
      case 0: {
        const twins s = both<nabla::detail::sin_rule>(a), t = both<nabla::detail::cos_rule>(b);
        return {times(make<nabla::detail::exp_rule>(s.plain), make<nabla::detail::exp_rule>(t.plain)), make<nabla::detail::exp_rule>(sum(t.other, s.other))};
      }
      case 1: return {sum(sum(a.plain, b.plain), c.plain), sum(a.other, sum(c.other, b.other))};
      case 2: return {times(times(a.plain, b.plain), c.plain), times(a.other, times(c.other, b.other))};
      case 3: return {make<nabla::detail::sum_rule>(m.plain), make<nabla::detail::sum_rule>(turned(m.other))};
      case 4: return both<nabla::detail::sqnorm_rule>(m);
      case 5: return {make<nabla::detail::trace_rule>(dot(m.plain, k.plain)), make<nabla::detail::trace_rule>(dot(k.other, m.other))};
      case 6: return {make<nabla::detail::det_rule>(m.plain), make<nabla::detail::det_rule>(turned(m.other))};
      case 7: return both<nabla::detail::norm1_rule>(m);
      case 8: return both<nabla::detail::norm2_rule>(m);
      case 9: return both<nabla::detail::mean_rule>(m);
      case 10: return both<nabla::detail::maximum_rule>(m);
      case 11: return both<nabla::detail::minimum_rule>(m);
      case 12: return {make<nabla::detail::logdet_rule>(regular(m).plain), make<nabla::detail::logdet_rule>(turned(regular(m).other))};
      case 13: return {make<nabla::detail::dot_rule>(m.plain, k.plain), make<nabla::detail::dot_rule>(k.other, m.other)};
      case 14: return both<nabla::detail::mse_rule>(m, k);
      case 15: return both<nabla::detail::variance_rule>(m);
      case 16: return both<nabla::detail::prod_rule<nabla::detail::over::all>>(m);
      case 17:
        if (differentiable_) return both<nabla::detail::sqnorm_rule>(both<nabla::detail::triangular_solve_rule<true, false>>(factor(m), k));
        [[fallthrough]];
      case 18:
        if (differentiable_) {  // a sum of what is handed back
          const twins L = factor(m), ends = both<nabla::detail::sum_rule>(both<nabla::detail::tanh_rule>(both<nabla::detail::diagonal_rule>(L))), squares = both<nabla::detail::sqnorm_rule>(both<nabla::detail::triangular_solve_rule<true, false>>(L, k));
          return {sum(ends.plain, squares.plain), sum(squares.other, ends.other)};
        }
        [[fallthrough]];
      default: return below(2) == 0 ? of_table(scalars_) : combined(a, b);
    }
  }
  /// Cholesky's, of three times the unit matrix and m mᵀ.
  twins factor(twins m) {
    const twins square{dot(m.plain, turned(m.plain)), dot(m.other, turned(m.other))};
    return {make<nabla::detail::cholesky_rule>(sum(square.plain, unit())), make<nabla::detail::cholesky_rule>(sum(unit(), square.other))};
  }
  facts_pointer unit() {
    return make<nabla::detail::diag_rule>(make<nabla::detail::broadcast_rule>(number(3), &nabla::detail::facts_of<nabla::detail::any_of_shape<nabla::detail::extent(2), nabla::detail::extent(1)>>));
  }
  /// Three times the unit matrix and a little of `m`.
  twins regular(twins m) {
    return {sum(unit(), make<nabla::detail::sin_rule>(m.plain)), sum(make<nabla::detail::sin_rule>(m.other), unit())};
  }
  twins matrix() {
    const twins a = any(matrices_), b = any(matrices_), c = any(matrices_), s = any(scalars_);
    switch (below(32)) {
      case 0: return {dot(a.plain, b.plain), turned(dot(turned(b.other), turned(a.other)))};
      case 1: return {times(s.plain, a.plain), times(a.other, s.other)};
      case 2: return {turned(a.plain), turned(a.other)};
      case 3: return {dot(dot(a.plain, b.plain), c.plain), dot(a.other, dot(b.other, c.other))};
      case 4: return {dot(times(s.plain, a.plain), b.plain), times(s.other, dot(a.other, b.other))};
      case 5: return {make<nabla::detail::inverse_rule>(turned(regular(a).plain)), turned(make<nabla::detail::inverse_rule>(regular(a).other))};
      case 6: return both<nabla::detail::solve_rule<false>>(regular(a), b);
      case 7: return both<nabla::detail::cofactor_rule>(regular(a));
      case 8: return both<nabla::detail::softmax_rule>(a);
      case 9: return both<nabla::detail::log_softmax_rule>(a);
      case 10: return {times(make<nabla::detail::row_sums_rule>(a.plain), b.plain), times(b.other, turned(make<nabla::detail::column_sums_rule>(turned(a.other))))};
      case 11: return {sum(make<nabla::detail::logsumexp_rule>(a.plain), b.plain), sum(b.other, make<nabla::detail::logsumexp_rule>(a.other))};
      case 12: return {dot(make<nabla::detail::diag_rule>(make<nabla::detail::diagonal_rule>(a.plain)), b.plain), times(make<nabla::detail::diagonal_rule>(a.other), b.other)};
      case 13: return both<nabla::detail::outer_rule>(both<nabla::detail::diagonal_rule>(a), both<nabla::detail::row_sums_rule>(b));
      case 14: return {times(make<nabla::detail::row_maxima_rule>(a.plain), b.plain), times(b.other, turned(make<nabla::detail::column_maxima_rule>(turned(a.other))))};
      case 15: return {make<nabla::detail::cholesky_rule>(sum(dot(a.plain, turned(a.plain)), regular(a).plain)), make<nabla::detail::cholesky_rule>(sum(regular(a).other, dot(a.other, turned(a.other))))};
      case 16: return both<nabla::detail::triangle_rule<true>>(a);
      default: return below(2) == 0 ? of_table(matrices_) : combined(a, b);
    }
  }

  std::mt19937 chance_;
  bool differentiable_;
  std::vector<twins> scalars_, matrices_;
};

}  // namespace test
