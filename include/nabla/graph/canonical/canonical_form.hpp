// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/choices.hpp>
#include <nabla/graph/canonical/nodes.hpp>
#include <nabla/graph/canonical/places.hpp>

namespace nabla::detail {

/// Takes a formula from one graph to another, where it has its canonical form, see nodes.hpp. Sums and products
/// are taken as a whole however they are nested. A node has a form for each kind of place where it stands.
template <class Late>
struct basic_canonicaliser : basic_canonical_maker<Late> {
  using maker = basic_canonical_maker<Late>;
  using maker::is_sum, maker::is_product, maker::reduces, maker::write, maker::multiply_by, maker::finish, maker::is_exponential, maker::spread, maker::make_power,
      maker::make_function, maker::stand, maker::make_matrix_product, maker::make_trace, maker::make_invariant, maker::make_inverse, maker::make_reduction, maker::transposed;
  using maker::to, maker::depth, maker::expand, maker::s, maker::w;

  static constexpr int kinds = 3;  ///< of places

  const graph& from;
  canonical_places<Late> places;
  list<int> image[kinds];  ///< node in `to`; -1: not needed, or part of its reader
  list<bool> needed[kinds];
  list<int> readers;
  list<int> reader;        ///< the last one
  list<place> reader_at;   ///< where that stands
  int root = -1;

  constexpr basic_canonicaliser(const graph& written, graph& target, canonical_depth how_far = canonical_depth::written)
      : maker(target, how_far), from(written), places(written, how_far >= canonical_depth::expanded), readers(written.nodes.size), reader(written.nodes.size), reader_at(written.nodes.size) {}

  constexpr int run(int node) {
    root = node;
    use(root, place::open);
    for (int i = root; i >= 0; --i)
      for (int at = 0; at < kinds; ++at)
        if (is_needed(i, place(at)))
          for (int k = 0; k < max_arity; ++k)
            if (const int operand = from.nodes.data[i].operands[k]; operand >= 0) {
              use(operand, places.of_operand(i, k, place(at)));
              reader.data[operand] = i;
              reader_at.data[operand] = place(at);
            }
    for (int i = 0; i <= root; ++i)
      if (readers.data[i] > 0 && !is_inner(i))
        for (int at = 0; at < kinds; ++at)
          if (is_needed(i, place(at))) {
            const int result = whole(i, place(at));
            if (readers.data[i] > 1) w.make_atomic_if_long(result);
          }
    return form(root, place::open);
  }

  constexpr bool is_needed(int i, place at) const {
    const list<bool>& all = needed[static_cast<int>(at)];
    return i < all.size && all.data[i];
  }
  constexpr void use(int i, place at) {
    list<bool>& all = needed[static_cast<int>(at)];
    if (all.size == 0) {
      all = list<bool>(from.nodes.size);
      image[static_cast<int>(at)] = list<int>(from.nodes.size);
      for (int k = 0; k < from.nodes.size; ++k) image[static_cast<int>(at)].data[k] = -1;
    }
    all.data[i] = true;
    ++readers.data[i];
  }
  constexpr int& form(int i, place at) { return image[static_cast<int>(at)].data[i]; }
  constexpr int operand_form(int i, int k, place at) { return form(from.nodes.data[i].operands[k], places.of_operand(i, k, at)); }

  /// Part of a longer sum or product, and of nothing else: not a node by itself.
  constexpr bool is_inner(int i) {
    if (i == root || readers.data[i] != 1 || reader_at.data[i] == place::sheltered) return false;
    const operation_number code = from.nodes.data[i].op->code, outer = from.nodes.data[reader.data[i]].op->code;
    return (is_sum(code) && is_sum(outer)) || (is_product(code) && is_product(outer) && !places.is_choice(i) && !places.is_choice(reader.data[i]));
  }
  /// A node by itself, which may have been taken for an inner one.
  constexpr int whole(int i, place at) {
    if (form(i, at) < 0) {
      const place before = w.at;
      stand(at);
      const int result = at == place::sheltered ? as_written(i) : make(i, at);
      stand(before);
      form(i, at) = result;
    }
    return form(i, at);
  }
  constexpr int whole_operand(int i, int k, place at) { return whole(from.nodes.data[i].operands[k], places.of_operand(i, k, at)); }

  constexpr int leaf(int i, int shaped) {
    graph_node n = from.nodes.data[i];
    n.shape_index = shaped;
    return to.insert(n);
  }
  constexpr int counted(int i) {
    return s.count(to.shape_index(from.shapes.data[from.counted_shape(i)]));
  }

  /// Nothing but the order of operands that commute is of one form.
  constexpr int as_written(int i) {
    const graph_node& n = from.nodes.data[i];
    const int shaped = to.shape_index(from.shape_of(i));
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) operands[k] = operand_form(i, k, place::sheltered);
    if (n.op->arity == 0) return leaf(i, shaped);
    if (n.op->code == operation_code::broadcast) return s.broadcast_to(operands[0], shaped);
    if (n.op->code == operation_code::count) return counted(i);
    if (places.is_choice(i)) {
      const int condition = from.is_condition(n.operands[0]) ? 0 : 1;
      return choice(*this, operands[condition], operands[1 - condition], shaped);
    }
    if (n.op->last_is_shape) return s.with_shape(*n.op, operands[0], shaped);
    return n.op->commutative && n.op->arity == 2 ? apply(*n.op, operands[0], operands[1]) : to.apply(*n.op, operands[0], operands[1], operands[2], operands[3]);
  }
  /// A node of what is no longer to be simplified: a zero in it may have come of what cancels.
  constexpr int apply(const operation& op, int a, int b) { return op.commutative && to.is_before(b, a) ? to.apply(op, b, a) : to.apply(op, a, b); }

  constexpr int make(int i, place at) {
    const graph_node& n = from.nodes.data[i];
    const operation_number code = n.op->code;
    const int shaped = to.shape_index(from.shape_of(i));
    if (is_sum(code)) return spread(make_sum(i, at), shaped);
    if (is_product(code) && !places.is_choice(i)) return spread(make_product(i, at), shaped);
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) {
        operands[k] = operand_form(i, k, at);
        // a definition may multiply by it, and a condition chooses then, where an equal number would not
        if (is_set(n.op->definition) && n.op->arity > 1 && to.nodes.data[operands[k]].op->is_condition && !from.is_condition(n.operands[k]))
          operands[k] = to.apply(operation_of<add_rule>, operands[k], to.constant(0));
      }
    switch (code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::real:
      case operation_code::placeholder: return leaf(i, shaped);
      case operation_code::broadcast: return spread(operands[0], shaped);
      case operation_code::count: return counted(i);
      case operation_code::transpose: return transposed(operands[0]);
      case operation_code::multiply: {
        const int condition = from.is_condition(n.operands[0]) ? 0 : 1;
        const int result = choice_of_product(*this, operands[condition], operands[1 - condition]);
        return result < 0 ? choice(*this, operands[condition], operands[1 - condition], shaped) : spread(result, shaped);
      }
      case operation_code::matrix_product: return make_matrix_product(operands[0], operands[1]);
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums: return make_reduction(*n.op, operands[0]);
      case operation_code::power:
        if (const int known = make_power_of(operands, shaped); known >= 0) return known;
        break;
      case operation_code::multiply_no_nan:
        return zero_product(*this, *n.op, operands, places.of_operand(i, 0, at), places.of_operand(i, 1, at), shaped);
      case operation_code::where:
        if (expand && reduces() && w.values.is_finite(operands[0]))
          if (const int known = choice_by_size(*this, operands[0], operands[1], operands[2]); known >= 0) return spread(known, shaped);
        if (!to.nodes.data[operands[0]].op->is_condition || !s.is_zero(operands[2])) break;
        if (s.is_constant(operands[1], 1)) return spread(operands[0], shaped);
        if (const int result = choice_of_product(*this, operands[0], operands[1]); result >= 0) return spread(result, shaped);
        return choice(*this, operands[0], operands[1], shaped);
      default: break;
    }
    return make_by_rule(i, at, operands, shaped);
  }
  /// u^v; -1: it stays what it is.
  constexpr int make_power_of(const int* operands, int shaped) {
    if (s.is_constant(operands[1]) && to.nodes.data[operands[1]].value.denominator == 1) return spread(make_power(operands[0], to.nodes.data[operands[1]].value.numerator), shaped);
    if (s.is_constant(operands[0], 1)) return spread(operands[0], shaped);
    if (expand && s.is_constant(operands[1]))
      if (const int known = power_of_product(*this, operands[0], to.nodes.data[operands[1]].value); known >= 0) return spread(known, shaped);
    if (expand && is_exponential(operands[0])) {
      product_of_powers exponent;
      multiply_by(exponent, to.nodes.data[operands[0]].operands[0], 1, false);
      multiply_by(exponent, operands[1], 1, false);
      if (const int known = finish(exponent); known >= 0) return spread(make_function(operation_of<rule_for<exp_rule, Late>>, known), shaped);
    }
    return -1;
  }
  /// What no switch knows by its number.
  constexpr int make_by_rule(int i, place at, const int* operands, int shaped) {
    const graph_node& n = from.nodes.data[i];
    if (is_rule<trace_rule>(*n.op)) return make_trace(*n.op, operands[0]);
    if (is_rule<inverse_rule>(*n.op)) return make_inverse(*n.op, operands[0]);
    if (is_rule<det_rule>(*n.op) || is_rule<logdet_rule>(*n.op)) return make_invariant(*n.op, operands[0]);
    if (is_rule<max_rule>(*n.op) || is_rule<min_rule>(*n.op)) return spread(expand && reduces() ? extremum_of_all(i, at) : make_extremum(*this, *n.op, operands[0], operands[1], expand), shaped);
    if (expand && (is_rule<less_rule>(*n.op) || is_rule<less_equal_rule>(*n.op)))
      return s.make(is_rule<less_rule>(*n.op) ? operation_of<rule_for<greater_rule, Late>> : operation_of<rule_for<greater_equal_rule, Late>>, operands[1], operands[0]);
    if (expand && n.op->code == operation_code::logical_not) {
      const graph_node c = to.nodes.data[operands[0]];
      const bool greater = is_rule<greater_rule>(*c.op);
      if ((greater || is_rule<greater_equal_rule>(*c.op)) && w.values.is_finite(c.operands[0]) && w.values.is_finite(c.operands[1]))
        return s.make(greater ? operation_of<rule_for<greater_equal_rule, Late>> : operation_of<rule_for<greater_rule, Late>>, c.operands[1], c.operands[0]);
    }
    if (expand && is_rule<atan2_rule>(*n.op) && w.values[operands[1]].signs == known_values::positive) {
      product_of_powers quotient;
      multiply_by(quotient, operands[0], 1, false);
      multiply_by(quotient, operands[1], 1, true);
      if (const int known = finish(quotient); known >= 0) return spread(make_function(operation_of<rule_for<atan_rule, Late>>, known), shaped);
    }
    if (expand && reduces() && is_rule<leaky_relu_rule>(*n.op)) {  // s u + (1 - s) max(u, 0)
      const int rectified = extremum_by_size(*this, operands[0], to.constant(0), true);
      const int known = rectified < 0 ? -1 : sum_of_products(*this, operands[1], operands[0], combination(*this, {1, 1}, to.constant(1), {-1, 1}, operands[1]), rectified, false);
      if (known >= 0) return spread(known, shaped);
    }
    if (n.op->last_is_shape) return s.with_shape(*n.op, operands[0], shaped);
    if (n.op->elementwise && n.op->arity == 1) return spread(make_function(*n.op, operands[0]), shaped);
    return s.make(*n.op, operands[0], operands[1], operands[2], operands[3]);
  }

  /// max or min of what stands in it however it is nested, before two of them become a sum.
  constexpr int extremum_of_all(int top, place at) {
    struct item {
      int node;
      place at;
    };
    list<item> todo;
    list<int> all;
    todo.push({top, at});
    while (todo.size > 0) {
      const item p = todo.data[--todo.size];
      for (int k : {0, 1}) {
        const int operand = from.nodes.data[p.node].operands[k];
        const place below = places.of_operand(p.node, k, p.at);
        if (is_same_object(from.nodes.data[operand].op, from.nodes.data[top].op) && from.nodes.data[operand].shape_index == from.nodes.data[top].shape_index) todo.push({operand, below});
        else all.push(form(operand, below));
      }
    }
    int result = all.data[0];
    for (int i = 1; i < all.size && all.size > 2; ++i) result = to.apply(*from.nodes.data[top].op, result, all.data[i]);
    return all.size == 2 ? make_extremum(*this, *from.nodes.data[top].op, all.data[0], all.data[1], expand) : make_extremum(*this, *from.nodes.data[top].op, to.nodes.data[result].operands[0], to.nodes.data[result].operands[1], expand);
  }

  struct part {
    int node;
    place at;
    bool inverted;  ///< subtracted, or below a fraction bar
  };

  constexpr int make_sum(int top, place at) {
    sum_of_terms sum;
    list<part> todo;
    todo.push({top, at, false});
    while (todo.size > 0) {
      const part p = todo.data[--todo.size];
      if (p.node != top && !is_inner(p.node)) {
        w.split_sum(form(p.node, p.at), {p.inverted ? -1 : 1, 1}, sum);
        continue;
      }
      for (int k : {1, 0}) todo.push({from.nodes.data[p.node].operands[k], places.of_operand(p.node, k, p.at), p.inverted != (k == 1 && from.nodes.data[p.node].op->code == operation_code::subtract)});
    }
    w.collect(sum);
    return sum.fits ? write(sum) : apply(*from.nodes.data[top].op, whole_operand(top, 0, at), whole_operand(top, 1, at));
  }

  constexpr int make_product(int top, place at) {
    product_of_powers product;
    list<part> todo;
    todo.push({top, at, false});
    while (todo.size > 0) {
      const part p = todo.data[--todo.size];
      if (p.node != top && !is_inner(p.node)) {
        multiply_by(product, form(p.node, p.at), 1, p.inverted);
        continue;
      }
      const operation_number code = from.nodes.data[p.node].op->code;
      if (code == operation_code::negate) product.multiply({{-1, 1}, true});
      else todo.push({from.nodes.data[p.node].operands[1], places.of_operand(p.node, 1, p.at), p.inverted != (code == operation_code::divide)});
      todo.push({from.nodes.data[p.node].operands[0], places.of_operand(p.node, 0, p.at), p.inverted});
    }
    if (const int result = finish(product); result >= 0) return result;
    return apply(*from.nodes.data[top].op, whole_operand(top, 0, at), from.nodes.data[top].operands[1] >= 0 ? whole_operand(top, 1, at) : -1);
  }
};
using canonicaliser = basic_canonicaliser<void>;

}  // namespace nabla::detail
