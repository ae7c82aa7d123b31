// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>
#include <nabla/graph/differentiate/smooth.hpp>

namespace nabla::detail {

/// What of a body does not depend on the state, and multiplies what the sequences bring with a matrix that does not change, such as `row * U + b`, or takes a function of it that costs: it is
/// computed for all steps at once before the loop, where products are those of matrices, functions are computed in registers, and derivatives find both.
template <class Body, class State, class Sequences>
struct work_ahead {
  static constexpr int of_state = 1, of_sequence = 2, has_work = 4;

 private:
  template <class... Symbols>
  static constexpr bool is_one_of(const facts& f, symbol_list<Symbols...>) {
    return (is_same_symbol(f, facts_of<Symbols>) || ... || false);
  }
  /// What a part of the body depends on, and whether it has such work.
  static constexpr int look_into(facts_map& known, const facts& f) {
    if (const int found = known.find(f); found >= 0) return found;
    int result = 0, of[max_arity] = {};
    if (f.op->code == operation_code::symbol) result = is_one_of(f, symbol_list<State>{}) ? of_state : (is_one_of(f, Sequences{}) ? of_sequence : 0);
    for (int k = 0; k < f.op->arity; ++k) result |= of[k] = look_into(known, *f.operands[k]);
    if (f.op->code == operation_code::matrix_product && is_vector(f.extents) && (result & of_state) == 0 && (of[0] == 0) != (of[1] == 0) && !f.operands[0]->extents.is_scalar() && !f.operands[1]->extents.is_scalar())
      result |= has_work;
    if (is_vector(f.extents) && result == of_sequence && is_costly(*f.op)) result |= has_work;
    known.add(f, result);
    return result;
  }
  static constexpr bool is_costly(const operation& op) {
    constexpr const char* names[] = {"exp", "expm1", "exp2", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sigmoid", "softplus", "erf", "erfc"};
    if (!op.elementwise || op.arity != 1) return false;
    for (const char* name : names)
      if (order_of(op.text, name) == 0) return true;  // addresses of two literals are not for a constant expression
    return false;
  }
  /// May what this is computed from be left out somewhere, as by where(), relu() or a part? Then it gets a zero there, by which an infinite slope is not to be multiplied.
  static constexpr bool may_leave_out(facts_map& seen, const facts& f) {
    if (seen.find(f) >= 0) return false;
    seen.add(f, 1);
    switch (f.op->code) {
      case operation_code::constant:
      case operation_code::real:
      case operation_code::symbol:
      case operation_code::add:
      case operation_code::subtract:
      case operation_code::negate:
      case operation_code::multiply:
      case operation_code::divide:
      case operation_code::matrix_product:
      case operation_code::transpose:
      case operation_code::broadcast: break;
      default:
        if (f.op->places.kind == part_kind::block && f.operands[0]->op->code == operation_code::symbol) break;  // of a state of several parts
        if (!is_costly(*f.op) && f.op->places.kind != part_kind::vstack) return true;
    }
    for (int k = 0; k < f.op->arity; ++k)
      if (may_leave_out(seen, *f.operands[k])) return true;
    return false;
  }
  static constexpr bool is_vector(const shape& s) { return s.rows.is_one() || s.columns.is_one(); }
  struct pass {
    static constexpr int run(list<const facts*>& found) {
      facts_map known, seen, asked;
      smooth_functions smooth;
      look(known, seen, facts_of<Body>, found, may_leave_out(asked, facts_of<Body>) ? &smooth : nullptr);
      return 0;
    }
    static constexpr void look(facts_map& known, facts_map& seen, const facts& f, list<const facts*>& found, smooth_functions* smooth) {
      const int has = look_into(known, f);
      if ((has & has_work) == 0 || seen.find(f) >= 0) return;
      seen.add(f, 1);
      // a part is read of its whole
      const bool moves = f.op->code == operation_code::transpose || f.op->places.kind != part_kind::none;
      if ((has & of_state) == 0 && is_vector(f.extents) && f.extents.is_static() && !moves && (!is_set(smooth) || smooth->has(f))) return found.push(&f);
      for (int k = 0; k < f.op->arity; ++k) look(known, seen, *f.operands[k], found, smooth);
    }
  };
  using found = frozen_list<pass, const facts*, 8>;
  template <int I>
  struct piece_builder {
    static constexpr built_formula build(graph& g) {
      facts_map known;
      const int node = import(g, known, *found::items.data[I], true);
      return {g.shape_of(node).columns.is_one() ? node : simplifier{g}.make(operation_of<transpose_rule>, node)};
    }
  };
  template <class... Symbols>
  struct rest_builder {
    static constexpr built_formula build(graph& g) {
      facts_map replaced, known;
      int k = 0;
      (replaced.add(*found::items.data[k++], import(g, known, facts_of<Symbols>, true)), ...);
      return {import(g, replaced, facts_of<Body>, true)};
    }
  };

 public:
  static constexpr int count = found::size;
  /// Piece of work number I as a column.
  template <int I>
  using piece = typename formula_type<piece_builder<I>>::type;
  template <int Fresh, int I>
  using symbol = inner_symbol<Fresh + I, found::items.data[I]->extents.rows, found::items.data[I]->extents.columns>;
  /// The body with these symbols in their places.
  template <int Fresh, int... I>
  using rest = typename formula_type<rest_builder<symbol<Fresh, I>...>>::type;
};

/// A formula with the symbol After in the place of a step's value, and with its pieces in the places of what the value is stacked of.
template <class F, class Value, class After>
struct value_builder {
  static constexpr built_formula build(graph& g) {
    simplifier s{g};
    facts_map replaced, known;
    put(s, replaced, facts_of<Value>, import(g, known, facts_of<After>, true));
    return {import(g, replaced, facts_of<F>, true)};
  }
  static constexpr void put(simplifier& s, facts_map& replaced, const facts& f, int node) {
    if (f.op->arity == 0) return;
    if (replaced.find(f) < 0) replaced.add(f, node);
    if (f.op->code == operation_code::transpose) return put(s, replaced, *f.operands[0], s.make(*f.op, node));
    if (f.op->places.kind != part_kind::vstack) return;
    for (int k = 0, first = 0; k < f.op->arity; first += f.op->places.numbers[k++]) put(s, replaced, *f.operands[k], s.block(node, {{first, f.op->places.numbers[k]}, {}}));
  }
};

template <class F, class Value, class After>
struct formula_with_value : formula_type<value_builder<F, Value, After>> {};
template <class F, class Value>
struct formula_with_value<F, Value, void> {
  using type = F;
};
template <class F, class Value, class After>
using with_value = typename formula_with_value<F, Value, After>::type;

}  // namespace nabla::detail
