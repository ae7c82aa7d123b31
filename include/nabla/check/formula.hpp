// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/support/fixed_array.hpp>

namespace nabla::detail::numeric {

// What is differenced is f as it is computed, its functions replaced by their definitions, node by node: not the code that is generated for f and
// its gradient, so that an error of that shows too.

/// What is needed of an operation where a formula is run: a pointer to all of it would have all of it compiled.
struct step_operation {
  operation_number code{};
  int arity = 0;
  bool elementwise = false, last_is_shape = false, is_condition = false;
  bool is_held = false;  ///< stop_gradient
  int precedence = 100;
  const char *text = "", *written = nullptr;
  kernel_memory memory = {};
};

/// One node of the formula, after its operands.
struct formula_step {
  step_operation op;
  int operands[max_arity] = {-1, -1, -1, -1};
  int shape_index = 0;
  int counted = 0;   ///< form of what count() counts
  int rule = -1;     ///< number of its function among those of the formula
  rational value{0, 1};  ///< of a constant
  const char* name = "";  ///< of a symbol
};

/// What stop_gradient(u) is differenced as: a function that is held at its value at the point.
inline constexpr operation held_operation = [] {
  operation op = operation_of<stop_gradient_rule>;
  op.definition = nullptr;
  return op;
}();

/// What a formula is asked for: its value; or all its derivatives with respect to these symbols, to be differenced once more.
struct formula_request {
  const facts* function = nullptr;
  const facts* const* wrt = nullptr;
  int wrt_count = 0;
  pullback_table pullbacks = {};  ///< see differentiate/late.hpp
};

/// A function that a formula calls.
struct formula_rule {
  key id = 0;
  part_places places;
};

/// A formula as a constant, if it has at most this many nodes; and how many it has.
template <int Capacity>
struct formula_table {
  fixed_array<formula_step, Capacity> steps;
  fixed_array<const facts*, Capacity> leaves;  ///< symbols, where steps are
  fixed_array<shape, Capacity> shapes;
  fixed_array<formula_rule, Capacity> rules;
  fixed_array<int, Capacity> outputs;
  bool has_parts = false;
  derivative_problem problem;  ///< of its derivatives
  int step_count = 0, shape_count = 0, rule_count = 0, output_count = 0;
  constexpr int needed() const {
    int most = step_count > shape_count ? step_count : shape_count;
    return most > output_count ? most : output_count;
  }
  /// The node of a symbol, or -1 where the formula does not depend on it.
  constexpr int find(const facts& symbol) const {
    for (int i = 0; i < step_count; ++i)
      if (is_set(leaves.data[i]) && is_same_symbol(*leaves.data[i], symbol)) return i;
    return -1;
  }
};

/// Does the interpreter run this operation itself?
constexpr bool has_no_rule(operation_number code) {
  switch (code) {
    case operation_code::constant:
    case operation_code::real:
    case operation_code::symbol:
    case operation_code::matrix_product:
    case operation_code::transpose:
    case operation_code::sum:
    case operation_code::row_sums:
    case operation_code::column_sums:
    case operation_code::maximum:
    case operation_code::row_maxima:
    case operation_code::column_maxima:
    case operation_code::broadcast:
    case operation_code::count: return true;
    default: return false;
  }
}

/// The graph that is differenced, and its outputs.
constexpr derivative_problem lowered_formula(const formula_request& ask, graph& lowered, list<int>& outputs) {
  graph g;
  g.pullbacks = ask.pullbacks;
  facts_map known;
  const int root = import(g, known, *ask.function, true);
  for (int i = 0; i < g.nodes.size; ++i)
    if (is_rule<stop_gradient_rule>(*g[i].op)) g.nodes.data[i].op = &held_operation;
  if (ask.wrt_count == 0) outputs.push(root);
  else {
    list<int> wrt, adjoints(ask.wrt_count);
    for (int i = 0; i < ask.wrt_count; ++i) wrt.push(import(g, known, *ask.wrt[i], false));
    if (const derivative_problem problem = differentiate(g, root, wrt.data, wrt.size, adjoints.data); problem.exists()) return problem;  // the request of the derivative says so, too
    simplifier s{g};
    for (int i = 0; i < wrt.size; ++i) outputs.push(s.or_zeros(adjoints.data[i], wrt.data[i]));
  }
  lower(g, lowered, outputs.data, outputs.size);
  return {};
}

template <int Capacity>
constexpr formula_table<Capacity> formula_of_request(const formula_request& ask) {
  formula_table<Capacity> t;
  graph g;
  list<int> outputs;
  t.problem = lowered_formula(ask, g, outputs);
  list<int> place(g.nodes.size);
  for (int k = 0; k < outputs.size; ++k) place.data[outputs.data[k]] = 1;
  for (int i = g.nodes.size - 1; i >= 0; --i)
    if (place.data[i] != 0)
      for (int operand : g[i].operands)
        if (operand >= 0) place.data[operand] = 1;
  list<formula_rule> rules;
  for (int i = 0; i < g.nodes.size; ++i) {
    if (place.data[i] == 0) continue;
    const graph_node& n = g[i];
    const bool is_held = is_same_object(n.op, &held_operation);
    formula_step step{.op = {n.op->code, n.op->arity, n.op->elementwise, n.op->last_is_shape, n.op->is_condition, is_held, n.op->precedence, n.op->text, n.op->written, n.op->memory},
                      .shape_index = n.shape_index,
                      .value = n.value};
    if (n.op->code == operation_code::symbol) step.name = n.leaf->symbol->name;
    for (int k = 0; k < max_arity; ++k)
      if (n.operands[k] >= 0) step.operands[k] = place.data[n.operands[k]];
    if (n.op->code == operation_code::count) {
      step.counted = g.counted_shape(i);
      step.operands[0] = -1;
    }
    if (!has_no_rule(n.op->code) && !is_held) {
      for (int r = 0; r < rules.size && step.rule < 0; ++r)
        if (rules.data[r].id == n.op->id && rules.data[r].places == n.op->places) step.rule = r;
      if (step.rule < 0) {
        step.rule = rules.size;
        rules.push({n.op->id, n.op->places});
      }
    }
    if (n.op->places.kind != part_kind::none) {
      step.op.text = nullptr;  // the graph's own: see with_parts()
      t.has_parts = true;
    }
    place.data[i] = t.step_count;
    if (t.step_count < Capacity) {
      t.steps.data[t.step_count] = step;
      t.leaves.data[t.step_count] = n.op->code == operation_code::symbol ? n.leaf : nullptr;
    }
    ++t.step_count;
  }
  t.shape_count = g.shapes.size;
  t.rule_count = rules.size;
  t.output_count = outputs.size;
  if (t.needed() > Capacity) return t;
  for (int i = 0; i < g.shapes.size; ++i) t.shapes.data[i] = g.shapes.data[i];
  for (int r = 0; r < rules.size; ++r) t.rules.data[r] = rules.data[r];
  for (int k = 0; k < outputs.size; ++k) t.outputs.data[k] = place.data[outputs.data[k]];
  return t;
}

template <const auto& Table, int R>
constexpr auto rule_of_formula() {
  constexpr formula_rule called = Table.rules.data[R];
  if constexpr (called.places.kind != part_kind::none) return detail::rule_of_part<called.places>{};
  else return two_rules_have_one_text(rule_tag<called.id>{});
}
/// The formula with the texts of the rules that take its parts.
template <const auto& Table, int... R>
constexpr auto with_parts(std::integer_sequence<int, R...>) {
  auto table = Table;
  const char* const texts[] = {operation_of<decltype(rule_of_formula<Table, R>())>.text...};
  for (int i = 0; i < table.step_count; ++i)
    if (table.steps.data[i].op.text == nullptr) table.steps.data[i].op.text = texts[table.steps.data[i].rule];
  return table;
}

/// The formula of F, or of its derivatives with respect to Wrt: made once.
template <class F, class... Wrt>
struct formula_constant {
 private:
  static constexpr fixed_array<const facts*, sizeof...(Wrt)> symbols{{&facts_of<Wrt>...}};
  template <class Known>
  struct attempt {
    static constexpr formula_request ask{&facts_of<F>, symbols.data, sizeof...(Wrt), Known::table};
    static constexpr auto first_try = formula_of_request<96>(ask);
    static constexpr derivative_problem problem = first_try.problem;
  };
  using last_attempt = typename with_late_pullbacks<attempt>::type;
  static constexpr const auto& first_try = last_attempt::first_try;
  static constexpr auto make() {
    if constexpr (first_try.needed() <= 96) return nullptr;
    else return formula_of_request<first_try.needed()>(last_attempt::ask);
  }
  static constexpr auto exact = make();
  static constexpr const auto& made() {
    if constexpr (first_try.needed() <= 96) return first_try;
    else return exact;
  }
  static constexpr auto find_parts() {
    if constexpr (!first_try.has_parts) return nullptr;
    else return with_parts<made()>(std::make_integer_sequence<int, first_try.rule_count>{});
  }
  static constexpr auto whole = find_parts();

 public:
  /// For constant expressions.
  static constexpr const auto& table() {
    if constexpr (first_try.has_parts) return whole;
    else return made();
  }
  // What is there at run time.
  static constexpr int step_count = table().step_count, output_count = table().output_count;
  static constexpr fixed_array<formula_step, step_count> steps = table().steps.template first<step_count>();
  static constexpr fixed_array<int, output_count> outputs = table().outputs.template first<output_count>();
};

}  // namespace nabla::detail::numeric
