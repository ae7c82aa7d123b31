// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/dense.hpp"

#include <nabla/evaluate/matrix.hpp>
#include <nabla/evaluate/run/apply.hpp>
#include <nabla/graph/build/facts_maker.hpp>
#include <nabla/graph/plan/make_plan.hpp>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace test {

// The passes of the library run at run time here, and their graph is interpreted node by node in whole matrices: formulas that are
// put together at run time cost no compile time, so that hundreds of planted errors can be tried, and shapes have an implementation
// that shares nothing with the loops and buffers of evaluate/.

/// Kernels by the key of their rule: of numbers, and of whole matrices where the operation is no pass's business.
template <class T>
struct kernels {
  using of_numbers = T (*)(const T*);
  using of_matrices = void (*)(dense<T>& result, const dense<T>* operands);
  using of_views = void (*)(const nabla::detail::matrix_view<T>& result, const nabla::detail::matrix_view<T>* operands);
  static std::map<nabla::detail::key, of_numbers>& numbers() {
    static std::map<nabla::detail::key, of_numbers> all;
    return all;
  }
  static std::map<nabla::detail::key, of_matrices>& matrices() {
    static std::map<nabla::detail::key, of_matrices> all;
    return all;
  }
  /// Those of rules.
  static std::map<nabla::detail::key, of_views>& views() {
    static std::map<nabla::detail::key, of_views> all;
    return all;
  }
  static nabla::detail::matrix_view<T> view(const dense<T>& m) { return {const_cast<T*>(m.elements.data()), m.rows, m.columns, m.rows}; }

  template <class Rule>
  static void learn() {
    constexpr bool has_value = [] {
      if constexpr (!Rule::elementwise) return false;
      else if constexpr (Rule::arity == 1) return requires(T u) { Rule::value(u); };
      else if constexpr (Rule::arity == 2) return requires(T u) { Rule::value(u, u); };
      else if constexpr (Rule::arity == 3) return requires(T u) { Rule::value(u, u, u); };
      else return requires(T u) { Rule::value(u, u, u, u); };
    }();
    if constexpr (has_value)
      numbers()[nabla::detail::rule_key<Rule>] = [](const T* u) {
        if constexpr (Rule::arity == 1) return static_cast<T>(Rule::value(u[0]));
        else if constexpr (Rule::arity == 2) return static_cast<T>(Rule::value(u[0], u[1]));
        else if constexpr (Rule::arity == 3) return static_cast<T>(Rule::value(u[0], u[1], u[2]));
        else return static_cast<T>(Rule::value(u[0], u[1], u[2], u[3]));
      };
    if constexpr (!Rule::elementwise) learn_kernel<Rule>();
  }
  template <class Rule>
  static void learn_kernel() {
    constexpr int operands = Rule::arity - (Rule::last_is_shape ? 1 : 0);
    [&]<int... K>(std::integer_sequence<int, K...>) {
      if constexpr (requires(nabla::detail::matrix_view<T> v) { Rule::kernel(v, (static_cast<void>(K), v)...); })
        views()[nabla::detail::rule_key<Rule>] = [](const nabla::detail::matrix_view<T>& result, const nabla::detail::matrix_view<T>* u) { Rule::kernel(result, u[K]...); };
    }(std::make_integer_sequence<int, operands>{});
  }
};

/// Makes expressions at run time, with operations of its own too: planted errors.
class workshop : public nabla::detail::facts_maker {
 public:
  template <class... Operands>
  const nabla::detail::facts& apply(const nabla::detail::operation& op, const Operands&... operands) {
    return facts_maker::apply(op, {{&operands...}});
  }
  const nabla::detail::facts& apply(const nabla::detail::operation& op, const std::vector<const nabla::detail::facts*>& operands) {
    nabla::detail::operand_facts from;
    for (std::size_t k = 0; k < operands.size(); ++k) from.operands[k] = operands[k];
    return facts_maker::apply(op, from);
  }
  nabla::detail::operation& copy(const nabla::detail::operation& op, const std::string& text) {
    operations_.push_back(op);
    operations_.back().text = keep_name(text);
    operations_.back().id = nabla::detail::key_of(operations_.back().text);
    operations_.back().mark = nullptr;
    return operations_.back();
  }
  /// A node with other operands, as it stands: for expressions with placeholders.
  const nabla::detail::facts& with_operands(nabla::detail::facts changed, const nabla::detail::facts* const* operands) {
    changed.id = changed.op->id;
    for (int k = 0; k < changed.op->arity; ++k) {
      changed.operands[k] = operands[k];
      changed.id = nabla::detail::mix(changed.id, operands[k]->id);
    }
    return keep(changed);
  }

 private:
  std::deque<nabla::detail::operation> operations_;
};

/// Outputs of a graph after all passes that change it, ready to be interpreted.
class interpretation {
 public:
  /// The value, then the derivative by each of `wrt`; with `second` for each of them (i) again all second derivatives (i, j) of a
  /// scalar function of scalars.
  interpretation(const nabla::detail::facts& f, const std::vector<const nabla::detail::facts*>& wrt, bool second) {
    nabla::detail::graph g;
    nabla::detail::facts_map known;
    const int root = nabla::detail::import(g, known, f, true);
    outputs_.push_back(root);
    const std::vector<int> at = import_all(g, known, wrt), first = derivatives(g, root, at);
    add_outputs(g, first, at);
    if (second)
      for (int adjoint : first)
        add_outputs(g, adjoint < 0 ? std::vector<int>(at.size(), -1) : derivatives(g, adjoint, at), at);
    finish(g);
  }
  /// The value; the derivatives; then the derivatives of Σ sum(directions[i] ∘ ∂f/∂wrt[i]), for matrices.
  interpretation(const nabla::detail::facts& f, const std::vector<const nabla::detail::facts*>& wrt, const std::vector<const nabla::detail::facts*>& directions) {
    nabla::detail::graph g;
    nabla::detail::facts_map known;
    const int root = nabla::detail::import(g, known, f, true);
    outputs_.push_back(root);
    const std::vector<int> at = import_all(g, known, wrt), along = import_all(g, known, directions), first = derivatives(g, root, at);
    add_outputs(g, first, at);
    nabla::detail::simplifier s{g};
    int total = g.constant(0);
    for (std::size_t i = 0; i < first.size(); ++i)
      if (first[i] >= 0)
        total = s.add(total, s.make(nabla::detail::operation_of<nabla::detail::sum_rule>, s.multiply(along[i], s.broadcast_to(first[i], g[at[i]].shape_index))));
    outputs_.push_back(total);
    add_outputs(g, derivatives(g, total, at), at);
    finish(g);
  }

  /// Nodes of a graph as they stand.
  interpretation(const nabla::detail::graph& g, std::vector<int> outputs) : outputs_(std::move(outputs)) { finish(g); }

  template <class T>
  std::vector<dense<T>> operator()(const std::map<const nabla::detail::facts*, dense<T>>& bindings) const {
    return run(bindings, outputs_);
  }
  /// One output alone.
  template <class T>
  dense<T> operator()(const std::map<const nabla::detail::facts*, dense<T>>& bindings, std::size_t output) const {
    return run(bindings, {outputs_[output]})[0];
  }

 private:
  template <class T>
  std::vector<dense<T>> run(const std::map<const nabla::detail::facts*, dense<T>>& bindings, const std::vector<int>& outputs) const {
    std::map<nabla::detail::key, dense<T>> bound;
    std::map<nabla::detail::key, int> sizes;
    for (const auto& [symbol, value] : bindings) {
      bound[symbol->id] = value;
      if (symbol->extents.rows.is_named()) sizes[symbol->extents.rows.name->id] = value.rows;
      if (symbol->extents.columns.is_named()) sizes[symbol->extents.columns.name->id] = value.columns;
    }
    std::vector<dense<T>> values(static_cast<std::size_t>((*used_).nodes.size));
    std::vector<bool> needed(values.size());
    for (int k : outputs) needed[static_cast<std::size_t>(k)] = true;
    for (int i = (*used_).nodes.size - 1; i >= 0; --i)
      if (needed[static_cast<std::size_t>(i)])
        for (int operand : (*used_)[i].operands)
          if (operand >= 0) needed[static_cast<std::size_t>(operand)] = true;
    for (int i = 0; i < (*used_).nodes.size; ++i)
      if (needed[static_cast<std::size_t>(i)]) values[static_cast<std::size_t>(i)] = node<T>(i, values, bound, sizes);
    std::vector<dense<T>> result;
    for (int k : outputs) result.push_back(values[static_cast<std::size_t>(k)]);
    return result;
  }

  static std::vector<int> import_all(nabla::detail::graph& g, nabla::detail::facts_map& known, const std::vector<const nabla::detail::facts*>& all) {
    std::vector<int> result;
    for (const nabla::detail::facts* f : all) result.push_back(nabla::detail::import(g, known, *f, false));
    return result;
  }
  static std::vector<int> derivatives(nabla::detail::graph& g, int root, const std::vector<int>& at) {
    std::vector<int> adjoints(at.size(), -1);
    const nabla::detail::derivative_problem problem = nabla::detail::differentiate(g, root, at.data(), static_cast<int>(at.size()), adjoints.data());
    if (problem.function != 0) throw std::invalid_argument("a function has no derivative rule");
    if (problem.not_scalar) throw std::invalid_argument("a gradient needs a scalar function");
    return adjoints;
  }
  void add_outputs(nabla::detail::graph& g, const std::vector<int>& adjoints, const std::vector<int>& at) {
    nabla::detail::simplifier s{g};
    for (std::size_t i = 0; i < adjoints.size(); ++i)
      outputs_.push_back(s.broadcast_to(adjoints[i] < 0 ? g.constant(0) : adjoints[i], g[at[i]].shape_index));
  }
  void finish(const nabla::detail::graph& g) {
    nabla::detail::lower(g, lowered_, outputs_.data(), static_cast<int>(outputs_.size()));
    const int count = static_cast<int>(outputs_.size());
    if (nabla::detail::multiply_triangles(*used_, triangular_, outputs_.data(), count)) used_ = &triangular_;
    if (nabla::detail::scale_least(*used_, scaled_, outputs_.data(), count)) used_ = &scaled_;
    if (nabla::detail::distribute_sums(*used_, summed_, outputs_.data(), count)) used_ = &summed_;
    if (nabla::detail::associate(*used_, associated_, outputs_.data(), count)) used_ = &associated_;
    if (nabla::detail::share_parts(*used_, shared_, outputs_.data(), static_cast<int>(outputs_.size()))) used_ = &shared_;
    nabla::detail::take_in_vector_products(*used_, outputs_.data(), count);
    nabla::detail::peephole(*used_, outputs_.data(), count);
  }

  template <class T>
  dense<T> node(int i, const std::vector<dense<T>>& values, const std::map<nabla::detail::key, dense<T>>& bound,
                const std::map<nabla::detail::key, int>& sizes) const {
    const nabla::detail::graph_node& n = (*used_)[i];
    const auto size_of = [&](const nabla::detail::extent& e) { return e.is_named() ? sizes.at(e.name->id) : e.size; };
    const auto operand = [&](int k) -> const dense<T>& { return values[static_cast<std::size_t>(n.operands[k])]; };
    const nabla::detail::shape extents = (*used_).shape_of(i);
    switch (n.op->code) {
      case nabla::detail::operation_code::constant: return dense<T>(nabla::detail::constant_as<T>(n.value));
      case nabla::detail::operation_code::symbol: return bound.at(n.leaf->id);
      case nabla::detail::operation_code::count: {
        const nabla::detail::shape counted = n.operands[0] >= 0 ? (*used_).shape_of(n.operands[0]) : (*used_).shapes.data[n.value.numerator];
        return dense<T>(static_cast<T>(size_of(counted.rows) * size_of(counted.columns)));
      }
      default: break;
    }
    dense<T> result(size_of(extents.rows), size_of(extents.columns));
    const auto fill = [&](auto element) {
      for (int column = 0; column < result.columns; ++column)
        for (int row = 0; row < result.rows; ++row) result(row, column) = element(row, column);
    };
    const auto sum_over = [&](const dense<T>& a, auto place) {
      for (int column = 0; column < a.columns; ++column)
        for (int row = 0; row < a.rows; ++row) place(row, column) = place(row, column) + a(row, column);
    };
    switch (n.op->code) {
      case nabla::detail::operation_code::broadcast: fill([&](int row, int column) { return operand(0).at(row, column); }); return result;
      case nabla::detail::operation_code::transpose: fill([&](int row, int column) { return operand(0)(column, row); }); return result;
      case nabla::detail::operation_code::matrix_product:
        fill([&](int row, int column) {
          T sum = 0;
          for (int k = 0; k < operand(0).columns; ++k) sum = sum + operand(0)(row, k) * operand(1)(k, column);
          return sum;
        });
        return result;
      case nabla::detail::operation_code::sum: sum_over(operand(0), [&](int, int) -> T& { return result(0, 0); }); return result;
      case nabla::detail::operation_code::row_sums: sum_over(operand(0), [&](int row, int) -> T& { return result(row, 0); }); return result;
      case nabla::detail::operation_code::column_sums: sum_over(operand(0), [&](int, int column) -> T& { return result(0, column); }); return result;
      case nabla::detail::operation_code::maximum:
      case nabla::detail::operation_code::row_maxima:
      case nabla::detail::operation_code::column_maxima:
        fill([&](int row, int column) {
          T largest = -std::numeric_limits<T>::infinity();
          for (int j = 0; j < operand(0).columns; ++j)
            for (int k = 0; k < operand(0).rows; ++k)
              if ((n.op->code != nabla::detail::operation_code::row_maxima || k == row) &&
                  (n.op->code != nabla::detail::operation_code::column_maxima || j == column))
                if (const T& u = operand(0)(k, j); u > largest || !(u == u)) largest = u;  // NaN stays
          return largest;
        });
        return result;
      default: break;
    }
    if (!n.op->elementwise) {
      const auto found = kernels<T>::matrices().find(original(*n.op));
      const auto found_view = kernels<T>::views().find(original(*n.op));
      const bool is_part = n.op->places.kind != nabla::detail::part_kind::none;
      if (!is_part && found == kernels<T>::matrices().end() && found_view == kernels<T>::views().end()) throw std::invalid_argument(std::string("the interpreter has no kernel for ") + n.op->text);
      result = dense<T>(result.rows, result.columns, n.op->memory.columns + n.op->memory.copies * result.columns);
      std::vector<dense<T>> operands;
      std::vector<nabla::detail::matrix_view<T>> from;
      for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
        operands.push_back(operand(k));
        from.push_back(kernels<T>::view(operand(k)));
      }
      if (is_part) nabla::detail::move_part(n.op->places, kernels<T>::view(result), from.data());
      else if (found != kernels<T>::matrices().end()) found->second(result, operands.data());
      else found_view->second(kernels<T>::view(result), from.data());
      return result;
    }
    // a planted error keeps the kernel of the entry that it was made from
    const auto found = kernels<T>::numbers().find(original(*n.op));
    if (found == kernels<T>::numbers().end()) throw std::invalid_argument(std::string("the interpreter has no kernel for ") + n.op->text);
    fill([&](int row, int column) {
      T u[nabla::detail::max_arity] = {};
      for (int k = 0; k < nabla::detail::max_arity; ++k)
        if (n.operands[k] >= 0) u[k] = operand(k).at(row, column);
      return found->second(u);
    });
    return result;
  }
  static nabla::detail::key original(const nabla::detail::operation& op) {
    const std::string text = op.text;
    const std::size_t end = text.find(" #");
    return end == std::string::npos ? op.id : nabla::detail::key_of(text.substr(0, end).c_str());
  }

  nabla::detail::graph lowered_, triangular_, scaled_, summed_, associated_, shared_;
  nabla::detail::graph* used_ = &lowered_;
  std::vector<int> outputs_;
};

}  // namespace test
