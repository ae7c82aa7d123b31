// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/build/facts_maker.hpp>
#include <nabla/graph/canonical/equality.hpp>
#include <nabla/graph/differentiate/check_derivative.hpp>
#include <nabla/graph/differentiate/differentiate.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/rules/all_rules.hpp>

#include <initializer_list>
#include <string_view>

namespace nabla::detail {

template <class... Rules>
constexpr const operation* operation_in(rule_list<Rules...>, std::string_view name) {
  const operation* found = nullptr;
  ((name == operation_of<Rules>.text ? void(found = &operation_of<Rules>) : void()), ...);
  return found;
}
/// The entry of a function, by the name that docs/functions.md lists; null where there is none.
inline const operation* operation_named(std::string_view name) {
  const operation* found = operation_in(elementwise_rules{}, name);
  return found != nullptr ? found : operation_in(matrix_rules{}, name);
}

class graph_builder;

/// A formula that a graph_builder has made, and that lives as long as that. Operators are those of formulas which are types; `a == b` is a proof here too.
class built_expression {
 public:
  const facts& of() const { return *made_; }
  const shape& extents() const { return made_->extents; }

  friend built_expression operator+(built_expression a, built_expression b) { return a.apply(operation_of<add_rule>, b); }
  friend built_expression operator-(built_expression a, built_expression b) { return a.apply(operation_of<subtract_rule>, b); }
  friend built_expression operator/(built_expression a, built_expression b) { return a.apply(operation_of<divide_rule>, b); }
  friend built_expression operator*(built_expression a, built_expression b) {
    return a.apply(a.extents().is_scalar() || b.extents().is_scalar() ? operation_of<multiply_rule> : operation_of<matrix_product_rule>, b);
  }
  inline friend built_expression operator-(built_expression a);
  friend bool operator==(built_expression a, built_expression b) { return are_equal(a.of(), b.of()); }

 private:
  friend graph_builder;
  built_expression(graph_builder& by, const facts& made) : by_(&by), made_(&made) {}
  inline built_expression apply(const operation& op, built_expression b);

  graph_builder* by_;
  const facts* made_;
};

/// Formulas that are made at run time, node by node: the door for another front end than types and recorded functions, a parser say. Passes are functions
/// on values, so that they take these as they take types: they are simplified, differentiated, compared and printed. What is written is kept as it
/// was written. Stable forms that begin with several functions together (rules/families.hpp) are found in types only.
///     graph_builder b;
///     const auto x = b.var("x");
///     const auto f = b.apply("sin", {x}) * x;
///     std::cout << to_string(b.diff(f, x));      // cos(x)*x + sin(x)
class graph_builder {
 public:
  /// The exact number numerator / denominator, in lowest terms. What has denominator 0, or does not fit into 64 bits, is refused by std::invalid_argument.
  built_expression number(std::int64_t numerator, std::int64_t denominator = 1) {
    const checked_rational exact = reduced(numerator, denominator);
    if (!exact.fits) raise(std::invalid_argument(denominator == 0 ? NABLA_DETAIL_OVER_ZERO : NABLA_DETAIL_TOO_LONG));
    return {*this, facts_.number(exact.value.numerator, exact.value.denominator)};
  }
  /// Symbols of one name, kind and shape are one. Gradients leave data alone. Names and sizes that types do not take are refused by std::invalid_argument.
  built_expression var(const std::string& name, const shape& extents = {}) { return symbol(name, extents, role::variable); }
  built_expression data(const std::string& name, const shape& extents = {}) { return symbol(name, extents, role::data); }
  /// A size that is a name: `b.var("v", matrix_shape(b.size("n"), 1))`.
  extent size(const std::string& name) { return facts_.size(named(name)); }
  /// A function of docs/functions.md by its name, "sin" or "matmul". What is no function, or not of these operands, is refused by std::invalid_argument.
  built_expression apply(std::string_view function, std::initializer_list<built_expression> operands) {
    const operation* op = operation_named(function);
    if (op == nullptr) raise(std::invalid_argument(std::string("nabla: no function is called ").append(function)));
    return apply(*op, operands);
  }
  /// A function of one's own: `b.apply<swish_rule>({x})`.
  template <Entry Rule>
  built_expression apply(std::initializer_list<built_expression> operands) {
    return apply(operation_of<Rule>, operands);
  }
  /// ∂f/∂x of a scalar f by a symbol, simplified.
  built_expression diff(built_expression f, built_expression x) {
    if (!is_set(x.of().symbol)) raise(std::invalid_argument("nabla: diff(f, x) takes a formula and a symbol"));
    graph& g = graphs_.emplace_back();
    facts_map known;
    const int root = import(g, known, f.of(), true), at = import(g, known, x.of(), false);
    int adjoint = -1;
    const derivative_problem problem = differentiate(g, root, &at, 1, &adjoint);
    if (problem.not_scalar) raise(std::invalid_argument(NABLA_DETAIL_NEEDS_A_NUMBER("a derivative")));
    if (problem.exists()) raise(std::invalid_argument("nabla: a function in this formula has no derivative rule"));
    simplifier s{g};
    return {*this, facts_.from(g, s.or_zeros(adjoint, at))};
  }

 private:
  friend built_expression;
  friend built_expression operator-(built_expression a);
  static const std::string& named(const std::string& name) {
    if (!is_name_text(name.c_str()) || name.find('\0') != name.npos) raise(std::invalid_argument(NABLA_DETAIL_NAMED));
    return name;
  }
  built_expression symbol(const std::string& name, const shape& extents, role kind) {
    for (const extent& e : {extents.rows, extents.columns})
      if (!e.is_named() && e.size < 0) raise(std::invalid_argument(NABLA_DETAIL_SIZED));
    return {*this, facts_.symbol(named(name), extents, kind)};
  }
  /// where(), && || ! take conditions, comparisons none.
  static void refuse_conditions(const operation& op, const operand_facts& from) {
    const bool chooses = op.id == operation_of<where_rule>.id, combines = op.id == operation_of<and_rule>.id || op.id == operation_of<or_rule>.id || op.id == operation_of<not_rule>.id;
    const int conditions = chooses ? 1 : (combines ? op.arity : 0);
    for (int k = 0; k < conditions; ++k)
      if (!holds_or_not(*from.operands[k])) raise(std::invalid_argument(chooses ? NABLA_DETAIL_NO_CONDITION : "nabla: && || ! take comparisons of values: x > y, equal(x, y), not_equal(x, 0_c)"));
    const bool orders = op.id == operation_of<less_rule>.id || op.id == operation_of<less_equal_rule>.id || op.id == operation_of<greater_rule>.id || op.id == operation_of<greater_equal_rule>.id;
    if (orders && (from.operands[0]->op->is_condition || from.operands[1]->op->is_condition)) raise(std::invalid_argument(NABLA_DETAIL_CHAINED));
  }
  built_expression apply(const operation& op, std::initializer_list<built_expression> operands) {
    if (static_cast<int>(operands.size()) != op.arity) raise(std::invalid_argument(std::string("nabla: another number of operands has the function ").append(op.text)));
    operand_facts from;
    int k = 0;
    for (const built_expression& operand : operands) from.operands[k++] = &operand.of();
    refuse_conditions(op, from);
    return {*this, facts_.apply(op, from)};
  }

  facts_maker facts_;
  std::deque<graph> graphs_;  ///< of derivatives, whose nodes may have operations of their own
};

inline built_expression built_expression::apply(const operation& op, built_expression b) { return by_->apply(op, {*this, b}); }
inline built_expression operator-(built_expression a) { return a.by_->apply(operation_of<negate_rule>, {a}); }

}  // namespace nabla::detail

namespace nabla {
using detail::graph_builder, detail::built_expression;
}
