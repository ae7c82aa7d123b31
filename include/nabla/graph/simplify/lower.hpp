// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/balance.hpp>
#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/activations.hpp>

namespace nabla::detail {

/// An accurate form of 1 - f(u) or 1 - f(u)², with the node f(u), or of its negative; null where the entry of f names none. 1 + f(u) of an odd f
/// is 1 - f(-u).
struct accurate_complement {
  const facts* form = nullptr;
  int function = -1;
  bool negative = false, of_opposite = false;

  constexpr accurate_complement(const graph& g, const graph_node& n) {
    if (n.op->code != operation_code::subtract && n.op->code != operation_code::add) return;
    if (g.nodes.data[n.operands[0]].op->code != operation_code::constant && g.nodes.data[n.operands[1]].op->code != operation_code::constant) return;
    const bool difference = n.op->code == operation_code::subtract;
    for (int k = 0; k < 2 && !is_set(form); ++k) {  // 1 + f, -1 - f, f - -1
      const graph_node &one = g.nodes.data[n.operands[k]], &f = g.nodes.data[n.operands[1 - k]];
      if (f.op->parity != -1 || !is_set(f.op->complement) || one.op->code != operation_code::constant) continue;
      if (!(one.value == rational{difference ? -1 : 1, 1})) continue;
      form = f.op->complement;
      function = n.operands[1 - k];
      negative = difference && k == 0;
      of_opposite = true;
    }
    for (int k = 0; k < 2 && !is_set(form); ++k) {  // 1 - f, f - 1, f + -1
      const graph_node& one = g.nodes.data[n.operands[k]];
      if (one.op->code != operation_code::constant || !(one.value == rational{difference ? 1 : -1, 1})) continue;
      negative = !difference || k == 1;
      function = n.operands[1 - k];
      form = g.nodes.data[function].op->complement;
      if (!is_set(form) && (function = square_root_of(g, function)) >= 0) form = g.nodes.data[function].op->square_complement;
    }
  }
};

// What a function is computed from; pow(x, n) for a constant integer 2 <= |n| <= 8 is multiplications (at most 4 ulp).
//
//     sq(x)         → x * x
//     pow(x, 4_c)   → (x * x) * (x * x)
//     pow(x, c<-3>) → 1_c / (x * (x * x))
//     sigmoid(x)    → 1_c / (1_c + exp(-x))
//     1_c - erf(x)  → erfc(x)
//     erf(x) - 1_c  → -erfc(x)
//     1_c + erf(x)  → erfc(-x)
//     tanh(x)       → detail::tanh_by_quotient(x, detail::tanh_quotient(x))
//     1_c - sq(tanh(x)) → detail::tanh_slope_by_quotient(x, detail::tanh_quotient(x), detail::tanh_by_quotient(x, detail::tanh_quotient(x)))
//     mean(A)       → sum(A) / 6_c
//     multiply_no_nan(x, y > z) → where(y > z, x, 0_c)
//     norm1(A)      → sum(abs(A))
//     clamp(x, y, z) → min(max(x, y), z)
//     sqnorm(A)     → sum(hadamard(A, A))
//     softmax(A)    → exp(subtract_no_nan(A, row_maxima(A))) / row_sums(exp(subtract_no_nan(A, row_maxima(A))))

template <class... Rules>
struct rules_in_order {};
/// f(g(u)) = u where g(u) is a number, for the f and g that stand in one place of two lists.
template <class... F, class... G>
constexpr bool are_in_one_place(const operation& f, const operation& g, rules_in_order<F...>, rules_in_order<G...>) { return ((is_rule<F>(f) && is_rule<G>(g)) || ...); }
constexpr bool are_inverse(const operation& f, const operation& g) {
  using outer = rules_in_order<exp_rule, expm1_rule, log1p_rule, exp2_rule, log2_rule, sigmoid_rule, logit_rule, sinh_rule, asinh_rule, cosh_rule, tanh_rule, atanh_rule, sin_rule, cos_rule, tan_rule>;
  using inner = rules_in_order<log_rule, log1p_rule, expm1_rule, log2_rule, exp2_rule, logit_rule, sigmoid_rule, asinh_rule, sinh_rule, acosh_rule, atanh_rule, tanh_rule, asin_rule, acos_rule, atan_rule>;
  return are_in_one_place(f, g, outer(), inner());
}

/// Such a sum in another graph, where nodes became `image`.
constexpr int balanced(simplifier& s, const graph& from, const accurate_twice_complement& twice, const list<int>& image) {
  int sum = -1;
  for (int i = 0; i < twice.count; ++i) {
    const accurate_twice_complement::multiple_of_balance& part = twice.found[i];
    const graph_node& f = from.nodes.data[part.function];
    int result = s.splice(*f.op->twice_complement, operand_images(from, part.function, image).data, -1, -1);
    if (part.factor >= 0) result = s.multiply(image.data[part.factor], result);
    result = s.multiply(s.g.constant(part.number), result);
    sum = sum < 0 ? result : s.add(sum, result);
  }
  for (int k = 0; k < twice.rest_count; ++k) sum = twice.negative[k] ? s.subtract(sum, image.data[twice.rest[k]]) : s.add(image.data[twice.rest[k]], sum);
  return sum;
}

/// Copies what `outputs` need from one graph into another, with functions that have a definition replaced by it:
/// softmax becomes exp, row_maxima, row_sums and a division, shared with whatever else uses them. 1 - f(u) and 1 - f(u)² become what the entry
/// of f gives as its accurate complement; meanings know no such thing. Nodes that do not stand in the open, see `places`,
/// get no plain form, and the sheltered ones definitions only. `outputs` is renumbered. `power` is asked for where it is not definitions that are written.
constexpr void lower_as(const graph& from, graph& to, int* outputs, int output_count, writing out, const list<place>* places, const operation* power) {
  list<int> image = count_readers(from, outputs, output_count);  // then what a node became
  simplifier s{to, out};
  known_values values{to};
  s.values = &values;
  sums_to_balance sums;
  if (out == writing::definitions) sums.find(from);
  for (int i = 0; i < image.size; ++i) {
    if (image.data[i] == 0) continue;
    const place at = places != nullptr ? places->data[i] : place::open;
    s.plain = out == writing::plain && at == place::open;
    s.exactly = at == place::sheltered;
    const graph_node& n = from.nodes.data[i];
    operand_images became(from, i, image);
    int* const operands = became.data;
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::symbol:
      case operation_code::real:
      case operation_code::placeholder:
      case operation_code::broadcast:
      case operation_code::count: image.data[i] = copy_node(s, from, i, operands); break;
      case operation_code::add:
      case operation_code::subtract:
        if (const accurate_complement complement(from, n); out == writing::definitions && is_set(complement.form)) {
          const graph_node& f = from.nodes.data[complement.function];
          for (int k = 0; k < f.op->arity; ++k) operands[k] = image.data[f.operands[k]];
          if (complement.of_opposite) operands[0] = s.negate(operands[0]);
          image.data[i] = s.splice(*complement.form, operands, -1, -1);
          if (complement.negative) image.data[i] = s.negate(image.data[i]);
          break;
        }
        if (sums.has(i))
          if (const accurate_twice_complement twice(from, n); twice.count > 0) {
            image.data[i] = balanced(s, from, twice, image);
            break;
          }
        [[fallthrough]];
      default:
        if (s.plain && n.op->arity == 1 && from.nodes.data[n.operands[0]].op->arity == 1 && are_inverse(*n.op, *from.nodes.data[n.operands[0]].op)) {
          image.data[i] = image.data[from.nodes.data[n.operands[0]].operands[0]];
          break;
        }
        // what becomes a condition is no condition as it is written: c z would be where(c, z, 0), but c^2 z and |c| z are no choice
        for (int k = 0; k < 2 && to.has_conditions && n.op->code == operation_code::multiply; ++k)
          if (to.is_condition(operands[k]) && !from.is_condition(n.operands[k]))
            operands[k] = out == writing::definitions ? to.apply(operation_of<abs_rule>, operands[k]) : s.make(*power, operands[k], to.constant(2));
        s.chooses = n.op->code != operation_code::multiply || (from.has_conditions && (from.is_condition(n.operands[0]) || from.is_condition(n.operands[1])));
        if (out == writing::definitions && is_set(n.op->expand))
          if (image.data[i] = n.op->expand(s, operands); image.data[i] >= 0) break;
        image.data[i] = copy_node(s, from, i, operands);
        s.chooses = true;
    }
  }
  for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
}

constexpr void lower(const graph& from, graph& to, int* outputs, int output_count) { lower_as(from, to, outputs, output_count, writing::definitions, nullptr, nullptr); }
/// The same, or false, and all is left as it is, where every function has a kernel and nothing is one less a function that has an accurate form of that.
constexpr bool lower_if_needed(const graph& from, graph& to, int* outputs, int output_count) {
  bool changed = false, complements = false;
  for (int i = 0; i < from.nodes.size && !changed; ++i) {
    const operation& op = *from.nodes.data[i].op;
    changed = op.is_written_out;
    complements = complements || op.has_complements;
  }
  sums_to_balance sums;
  if (complements && !changed) sums.find(from);
  for (int i = 0; i < from.nodes.size && complements && !changed; ++i) {
    const graph_node& n = from.nodes.data[i];
    const bool sum = n.op->code == operation_code::add || n.op->code == operation_code::subtract;
    changed = n.op->code == operation_code::multiply_no_nan || (sum && sums.has(i) && accurate_twice_complement(from, n).count > 0);
    if (!changed && sum) changed = is_set(accurate_complement(from, n).form);
  }
  if (changed) lower(from, to, outputs, output_count);
  return changed;
}
/// For comparing.
template <class Late = void>
constexpr void lower(const graph& from, graph& to, int* outputs, int output_count, writing out, const list<place>* places = nullptr) {
  lower_as(from, to, outputs, output_count, out, places, &operation_of<rule_for<pow_rule, Late>>);
}

}  // namespace nabla::detail
