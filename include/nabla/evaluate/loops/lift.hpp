// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>

namespace nabla::detail {

// A step without a state is computed for all columns of its sequences at once, where its formula lets that be: a number or a vector of the step becomes a matrix with a column for each step, products of
// rows with matrices become products of matrices, and sums of outer products too. What has another form stays a loop.

/// A symbol of a step: where its elements lie in the column of its operand.
struct lifted_symbol {
  const facts* symbol = nullptr;
  int first = 0;
  bool varies = false;  ///< from step to step; else it is a parameter
};

template <class Late>
struct lifter {
  simplifier& s;
  const int* operands;  ///< the sequences, a column for each step, and the parameters
  const lifted_symbol* symbols;
  int symbol_count;
  facts_map known{};   ///< of what was asked for before: which of `values`
  facts_map totals{};  ///< and its sum over all steps, plus one

  /// A value of the step: as it is, or if it varies, a column for each step, whether it is a column or a row there. Node -1: it has no such form.
  struct value {
    int node = -1;
    bool varies = false;
    constexpr bool exists() const { return node >= 0; }
  };
  list<value> values{};

  static constexpr bool is_vector(const shape& f) { return f.rows.is_one() || f.columns.is_one(); }
  static constexpr bool is_row(const shape& f) { return f.rows.is_one() && !f.columns.is_one(); }
  static constexpr bool is_reshape(const operation& op) {
    const char* name = "reshape<";
    for (int i = 0; name[i] != '\0'; ++i)
      if (op.text[i] != name[i]) return false;
    return op.arity == 1;
  }
  constexpr extent steps() const { return s.g.shape_of(operands[0]).columns; }
  constexpr int transposed(int node) { return s.make(operation_of<transpose_rule>, node); }
  constexpr int multiplied(int a, int b) { return s.make(operation_of<multiply_rule>, a, b); }
  constexpr int product(int a, int b) { return s.make(operation_of<matrix_product_rule>, a, b); }

  constexpr value symbol(const facts& f) {
    for (int k = 0; k < symbol_count; ++k) {
      if (!is_same_symbol(*symbols[k].symbol, f)) continue;
      const int size = f.extents.rows.size * f.extents.columns.size, from = operands[symbols[k].varies ? 0 : 1];
      const int piece = s.block(from, {{symbols[k].first, size}, {}});
      if (symbols[k].varies) return {is_vector(f.extents) ? piece : -1, true};
      if (f.extents.columns.is_one()) return {piece, false};
      if (f.extents.rows.is_one()) return {transposed(piece), false};
      // a matrix in one column: that from which the column was made
      const graph_node& n = s.g[piece];
      if (is_reshape(*n.op) && s.g.shape_of(n.operands[0]) == matrix_shape(f.extents.columns, f.extents.rows)) return {transposed(n.operands[0]), false};
      return {};
    }
    return {};
  }

  /// A part of a vector, or a vector among zeros.
  constexpr value part(const facts& f, int depth) {
    const value a = lift(*f.operands[0], depth - 1);
    if (!a.exists() || !f.extents.is_static()) return {};
    const bool puts = f.op->places.kind == part_kind::put;
    const rectangle r = rectangle_of(f.op->places);
    if (!a.varies) return {puts ? s.put(a.node, r, s.g.shape_index(f.extents)) : s.block(a.node, r), false};
    const shape& whole = puts ? f.extents : f.operands[0]->extents;
    if (!is_vector(whole)) return {};
    const rectangle lifted{is_row(whole) ? r.columns : r.rows, {}};
    return {puts ? s.put(a.node, lifted, s.g.shape_index(matrix_shape(f.extents.rows.size * f.extents.columns.size, steps()))) : s.block(a.node, lifted), true};
  }
  /// Vectors that are one vector.
  constexpr value stack(const facts& f, const value* of) {
    int pieces[max_arity];
    for (int k = 0; k < f.op->arity; ++k) {
      const shape& extents = f.operands[k]->extents;
      pieces[k] = s.broadcast_to(!of[k].varies && is_row(extents) ? transposed(of[k].node) : of[k].node, s.g.shape_index(matrix_shape(extents.rows.size * extents.columns.size, steps())));
    }
    return {s.stack(false, pieces, f.op->arity), true};
  }

  /// A sum of vectors; those among zeros that do not overlap are stacked.
  constexpr value sum_of(const facts& f, int depth) {
    list<int> terms;
    bool varies = false;
    if (!add_terms(f, f, terms, varies, depth)) return {};
    for (int k = 0; k < terms.size && varies; ++k) stack_behind(terms, k);
    int total = terms.data[0];
    for (int k = 1; k < terms.size; ++k) total = s.make(*f.op, total, terms.data[k]);
    return {total, varies};
  }
  /// Puts together with term k, a vector among zeros, those that begin where it ends.
  constexpr void stack_behind(list<int>& terms, int k) {
    const auto is_put = [&](int i) { return s.kind_of(i) == part_kind::put && s.g[i].shape_index == s.g[terms.data[k]].shape_index; };
    if (!is_put(terms.data[k])) return;
    const int shape_index = s.g[terms.data[k]].shape_index;
    const rectangle r = rectangle_of(s.places_of_node(terms.data[k]));
    list<int> pieces;
    pieces.push(s.operand(terms.data[k], 0));
    int end = r.rows.end();
    for (int i = 0; i < terms.size; ++i)
      if (i != k && is_put(terms.data[i]) && rectangle_of(s.places_of_node(terms.data[i])).rows.first == end) {
        pieces.push(s.operand(terms.data[i], 0));
        end = rectangle_of(s.places_of_node(terms.data[i])).rows.end();
        for (int j = i + 1; j < terms.size; ++j) terms.data[j - 1] = terms.data[j];
        --terms.size;
        if (i < k) --k;
        i = -1;
      }
    if (pieces.size > 1) terms.data[k] = s.put(s.stack(false, pieces.data, pieces.size), {{r.rows.first, end - r.rows.first}, {}}, shape_index);
  }
  /// What is doubled again and again has terms without end: behind so many a sum is one of them.
  static constexpr int most_terms = 64;
  constexpr bool add_terms(const facts& f, const facts& whole, list<int>& terms, bool& varies, int depth) {
    if (depth == 0) return false;
    if (f.op->code == operation_code::add && f.extents == whole.extents && terms.size < most_terms) return add_terms(*f.operands[0], whole, terms, varies, depth - 1) && add_terms(*f.operands[1], whole, terms, varies, depth - 1);
    value v = lift(f, depth - 1);
    if (!v.exists() || !(f.extents == whole.extents || f.extents.is_scalar())) return false;
    if (!v.varies && is_row(f.extents)) v.node = transposed(v.node);
    terms.push(v.node);
    varies = varies || v.varies;
    return true;
  }

  /// What stands in a formula many times is lifted once.
  constexpr value lift(const facts& f, int depth = 200) {
    if (depth == 0) return {};
    if (const int before = known.find(f); before >= 0) return values.data[before];
    const value made = lift_anew(f, depth);
    known.add(f, values.size);
    values.push(made);
    return made;
  }
  constexpr value lift_anew(const facts& f, int depth) {
    switch (f.op->code) {
      case operation_code::constant: return {s.g.constant(f.value), false};
      case operation_code::real: return {s.g.real(f.value), false};
      case operation_code::symbol: return symbol(f);
      case operation_code::broadcast: {
        const value a = lift(*f.operands[0], depth - 1);
        if (!a.exists() || !f.extents.is_static() || (a.varies && !is_vector(f.extents))) return {};
        return {s.broadcast_to(a.node, s.g.shape_index(a.varies ? matrix_shape(f.extents.rows.size * f.extents.columns.size, steps()) : f.extents)), a.varies};
      }
      default: break;
    }
    if (f.op->places.kind == part_kind::block || f.op->places.kind == part_kind::put) return part(f, depth);
    if (f.op->last_is_shape || f.op->code == operation_code::count) return {};
    if (f.op->code == operation_code::add && is_vector(f.extents)) return sum_of(f, depth);
    value of[max_arity];
    bool varies = false;
    for (int k = 0; k < f.op->arity; ++k) {
      of[k] = lift(*f.operands[k], depth - 1);
      if (!of[k].exists()) return {};
      varies = varies || of[k].varies;
    }
    if (!varies) return {s.make(*f.op, of[0].node, of[1].node, of[2].node, of[3].node), false};
    if (!is_vector(f.extents)) return {};
    if (is_stack(f.op->places.kind)) return stack(f, of);
    const shape &a = f.operands[0]->extents, &b = f.op->arity > 1 ? f.operands[1]->extents : a;
    if (f.op->elementwise) {
      for (int k = 0; k < f.op->arity; ++k) {
        const shape& extents = f.operands[k]->extents;
        if (!extents.is_scalar() && !(extents == f.extents)) return {};
        if (!of[k].varies && is_row(extents)) of[k].node = transposed(of[k].node);
      }
      return {s.make(*f.op, of[0].node, of[1].node, of[2].node, of[3].node), true};
    }
    switch (f.op->code) {
      case operation_code::transpose: return {of[0].node, true};
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums:
        if (!is_vector(a)) return {};
        return {f.extents.is_scalar() ? s.make(operation_of<column_sums_rule>, of[0].node) : of[0].node, true};
      case operation_code::matrix_product:
        if (a.is_scalar() || b.is_scalar()) {
          for (int k = 0; k < 2; ++k)
            if (!of[k].varies && is_row(f.operands[k]->extents)) of[k].node = transposed(of[k].node);
          return {multiplied(of[0].node, of[1].node), true};
        }
        if (of[0].varies && of[1].varies) return {f.extents.is_scalar() ? s.make(operation_of<column_sums_rule>, multiplied(of[0].node, of[1].node)) : -1, true};
        if (of[0].varies && a.rows.is_one()) return {product(transposed(of[1].node), of[0].node), true};
        if (of[1].varies && b.columns.is_one()) return {product(of[0].node, of[1].node), true};
        return {};
      default: return {};
    }
  }

  static constexpr bool is_zero(const facts& f) {
    const facts& number = f.op->code == operation_code::broadcast ? *f.operands[0] : f;
    return number.op->code == operation_code::constant && number.value == rational{0, 1};
  }
  /// The sum of the products of a column with a row at the steps where a condition holds: of the others nothing is let through.
  constexpr int total_where(const facts& f, int depth) {
    const facts& product_of = *f.operands[1];
    if (is_vector(f.extents)) return total_of_vector(f, depth);
    if (!f.operands[0]->extents.is_scalar() || !is_zero(*f.operands[2]) || product_of.op->code != operation_code::matrix_product || !product_of.operands[0]->extents.columns.is_one()) return -1;
    const value condition = lift(*f.operands[0], depth - 1), a = lift(*product_of.operands[0], depth - 1), b = lift(*product_of.operands[1], depth - 1);
    if (!condition.exists() || !a.varies || !b.varies) return -1;
    const auto kept = [&](const value& v) { return s.make(*f.op, condition.node, v.node, s.g.constant(0)); };
    return product(kept(a), transposed(kept(b)));
  }
  constexpr int total_of_vector(const facts& f, int depth) {
    const value v = lift(f, depth - 1);
    if (!v.exists()) return -1;
    if (!v.varies) return multiplied(s.count(s.g.shape_index(matrix_shape(1, steps()))), v.node);
    const int sum = s.make(operation_of<row_sums_rule>, v.node);
    return is_row(f.extents) ? transposed(sum) : sum;
  }
  /// The sum over all steps, in the form of the step; -1 where there is none.
  constexpr int total(const facts& f, int depth = 200) {
    if (depth == 0) return -1;
    if (const int before = totals.find(f); before >= 0) return before - 1;
    const int made = total_anew(f, depth);
    totals.add(f, made + 1);
    return made;
  }
  constexpr int total_anew(const facts& f, int depth) {
    const operation& op = *f.op;
    if (is_zero(f)) return s.zeros(f.extents);
    if (op.code == operation_code::where) return total_where(f, depth);
    if (op.code == operation_code::transpose || is_reshape(op) || op.code == operation_code::negate) {
      const int a = total(*f.operands[0], depth - 1);
      return a < 0 ? a : s.make(op, a);
    }
    if (is_stack(op.places.kind)) {
      int sums[max_arity] = {-1, -1, -1, -1};
      for (int k = 0; k < op.arity; ++k)
        if (sums[k] = total(*f.operands[k], depth - 1); sums[k] < 0) return -1;
      return s.make(op, sums[0], sums[1], sums[2], sums[3]);
    }
    if (is_vector(f.extents)) return total_of_vector(f, depth);
    if (op.code == operation_code::add || op.code == operation_code::subtract) {
      const int a = total(*f.operands[0], depth - 1), b = a < 0 ? -1 : total(*f.operands[1], depth - 1);
      return b < 0 || !(f.operands[0]->extents == f.extents) || !(f.operands[1]->extents == f.extents) ? -1 : s.make(op, a, b);
    }
    if (op.code == operation_code::matrix_product && f.operands[0]->extents.columns.is_one()) {  // a column with a row
      const value a = lift(*f.operands[0], depth - 1), b = lift(*f.operands[1], depth - 1);
      if (!a.exists() || !b.exists()) return -1;
      if (a.varies && b.varies) return product(a.node, transposed(b.node));
      if (a.varies) return product(s.make(operation_of<row_sums_rule>, a.node), b.node);
      if (b.varies) return product(a.node, transposed(s.make(operation_of<row_sums_rule>, b.node)));
    }
    if (op.code == operation_code::multiply)
      for (int k = 0; k < 2; ++k) {
        const value factor = lift(*f.operands[k], depth - 1);
        if (!factor.exists() || factor.varies || !(f.operands[1 - k]->extents == f.extents)) continue;
        const int rest = total(*f.operands[1 - k], depth - 1);
        if (rest >= 0) return multiplied(factor.node, rest);
      }
    return -1;
  }
  /// The value at each step, a column for each; -1 where there is none.
  constexpr int each(const facts& f) {
    const operation& op = *f.op;
    if (is_stack(op.places.kind)) {
      if (op.places.kind != part_kind::vstack) return -1;
      int parts[max_arity] = {-1, -1, -1, -1};
      for (int k = 0; k < op.arity; ++k)
        if (parts[k] = each(*f.operands[k]); parts[k] < 0) return -1;
      return s.make(op, parts[0], parts[1], parts[2], parts[3]);
    }
    if (!is_vector(f.extents)) return -1;
    const value v = lift(f);
    if (!v.exists() || is_row(f.extents)) return -1;
    return s.broadcast_to(v.node, s.g.shape_index(matrix_shape(f.extents.rows.size, steps())));
  }
};

/// What the nodes of a step function with these symbols are; -1: it stays a loop.
template <bool Sum, class Step>
constexpr int expand_step([[maybe_unused]] simplifier& s, [[maybe_unused]] const int* operands) {
  if constexpr (!Step::is_static()) return -1;
  else {
    constexpr int count = Step::sequences::count + Step::parameters::count;
    lifted_symbol symbols[static_cast<std::size_t>(count > 0 ? count : 1)];
    int k = 0, first = 0;
    const auto add = [&]<class... Symbols>(symbol_list<Symbols...>, [[maybe_unused]] bool varies) {
      first = 0;
      ((symbols[k++] = {&facts_of<Symbols>, first, varies}, first += facts_of<Symbols>.extents.rows.size * facts_of<Symbols>.extents.columns.size), ...);
    };
    add(typename Step::sequences{}, true);
    add(typename Step::parameters{}, false);
    lifter<rule_for<void, Step>> l{s, operands, symbols, count};
    const facts& body = facts_of<typename Step::body>;
    return Sum ? l.total(body) : l.each(body);
  }
}

}  // namespace nabla::detail
