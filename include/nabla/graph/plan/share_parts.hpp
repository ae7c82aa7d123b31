// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/deciding_digits.hpp>
#include <nabla/graph/simplify/added_products.hpp>
#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/log_exponentials.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/powers.hpp>
#include <nabla/rules/special.hpp>

namespace nabla::detail {

// Some functions take fewer steps from what another one has computed: they are made of that where it is needed too.
//
// normal_cdf(x) where normal_pdf(x) is needed → call<normal_cdf_of_density_rule>(x, normal_pdf(x)), as in a derivative: one exponential for both
// direction_cosine(x, y, r) where 1 / r is needed → call<direction_cosine_by_inverse_rule>(x, r, 1 / r): a division takes the machine several times as long as a product
//     but where x / r is needed, too, and all are numbers: of direction_cosine a compiler sees that it is this quotient, and takes that
// divide_no_nan(x, r) where 1 / r is needed, or x has many elements and r is a number → call<quotient_by_inverse_rule>(x, r, 1 / r)
// x / y where x has many elements and y is a number → call<quotient_by_number_rule>(x, y, 1 / y)
//     but both only where no digit decides what comes of them, see deciding_digits.hpp
// log_plus_exp(x, y) → call<log_plus_exponential_rule>(x, y, exp(y)), and so share_plus_exp and over_plus_exp: one exponential for all of them, and for all elements where y is a number

/// Are quotients products with an inverse that is there, or serves many? Who wants each divided defines NABLA_EXACT_QUOTIENTS, in all of a program.
#ifdef NABLA_EXACT_QUOTIENTS
inline constexpr bool shares_inverses = false;
#else
inline constexpr bool shares_inverses = true;
#endif

/// Which operand tells what such a function is made of; -1: it is none. Most programs have none, and pay for nothing else.
constexpr int shared_operand(const operation& op) {
  if (op.code != operation_code::other || !op.elementwise) return -1;
  if (is_rule<normal_cdf_rule>(op)) return 0;
  if (!shares_inverses) return -1;
  if (is_rule<direction_rule>(op)) return 1;
  if (is_rule<direction_cosine_rule>(op)) return 2;
  return is_rule<direction_cosine_in_space_rule>(op) ? 3 : -1;
}
inline constexpr int most_divided = 16;          ///< elements that are divided one by one,
inline constexpr int most_divided_by_length = 4;  ///< of directions fewer: a length seldom is where an inverse would lose digits
/// Is it a quotient of many elements by one number that is not known while compiling?
constexpr bool divides_by_number(const graph& g, const graph_node& n) {
  const bool divides = n.op->code == operation_code::divide;
  if (!shares_inverses || n.shape_index == 0 || has_at_most(g.shapes.data[n.shape_index], divides ? most_divided : most_divided_by_length) || !(divides || (n.op->code == operation_code::other && is_rule<direction_rule>(*n.op)))) return false;
  const graph_node& divisor = g.nodes.data[n.operands[1]];
  return divisor.shape_index == 0 && divisor.op->code != operation_code::constant && divisor.op->code != operation_code::real;
}
/// Is it made of an exponential that others may need, too?
constexpr bool takes_exponential(const operation& op) { return op.code == operation_code::other && (is_rule<log_plus_exp_rule>(op) || is_rule<share_plus_exp_rule>(op) || is_rule<over_plus_exp_rule>(op)); }
/// Is node `part` what functions of some node are made of, of a density or of an inverse?
constexpr bool is_density(const graph& g, int part) { return g.nodes.data[part].op->code == operation_code::other && is_rule<normal_pdf_rule>(*g.nodes.data[part].op); }
constexpr bool is_inverse(const graph& g, int part) {
  const graph_node& n = g.nodes.data[part];
  return n.op->code == operation_code::divide && g.nodes.data[n.operands[0]].op->code == operation_code::constant && g.nodes.data[n.operands[0]].value == rational{1, 1};
}

/// Is u / r of numbers needed by itself?
constexpr bool has_quotient(const graph& g, const list<int>& readers, int u, int r) {
  for (int k = 0; k < g.nodes.size; ++k)
    if (const graph_node& n = g.nodes.data[k]; readers.data[k] > 0 && n.op->code == operation_code::divide && n.shape_index == 0 && n.operands[0] == u && n.operands[1] == r) return true;
  return false;
}

inline constexpr int no_shared_part = -1, own_inverse = -2, own_exponential = -3;
/// For each such function that is needed the node that it is made of, if that is needed too, or that it is a product with an inverse, or takes an exponential; false: there are none.
constexpr bool find_shared_parts(const graph& g, const list<int>& readers, list<int>& parts) {
  bool found = false;
  list<deciding> decides;
  list<int> density(g.nodes.size), inverse(g.nodes.size);  // of each node, plus one
  for (int k = 0; k < g.nodes.size; ++k) {
    if (readers.data[k] == 0) continue;
    if (is_density(g, k)) density.data[g.nodes.data[k].operands[0]] = k + 1;
    if (is_inverse(g, k)) inverse.data[g.nodes.data[k].operands[1]] = k + 1;
  }
  for (int i = 0; i < g.nodes.size; ++i) {
    const graph_node& n = g.nodes.data[i];
    const int which = readers.data[i] == 0 || n.op->code != operation_code::other ? -1 : shared_operand(*n.op);
    parts.data[i] = which < 0 || (which >= 2 && has_quotient(g, readers, n.operands[0], n.operands[which])) ? no_shared_part : (which == 0 ? density : inverse).data[n.operands[which]] - 1;
    const bool takes_own = parts.data[i] == no_shared_part && readers.data[i] > 0 && divides_by_number(g, n);
    if (takes_own || (which == 1 && parts.data[i] >= 0)) {
      if (decides.size == 0) decides = deciding_digits{g}.find(readers);
      if (decides.data[i] == deciding::digits) parts.data[i] = no_shared_part;
      else if (takes_own) parts.data[i] = own_inverse;
    }
    if (readers.data[i] > 0 && takes_exponential(*n.op)) parts.data[i] = own_exponential;
    found = found || parts.data[i] != no_shared_part;
  }
  return found;
}
/// Is there anything of the kind, read or not?
constexpr bool may_share_parts(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (divides_by_number(g, g.nodes.data[i]) || takes_exponential(*g.nodes.data[i].op) || (g.nodes.data[i].op->code == operation_code::other && shared_operand(*g.nodes.data[i].op) >= 0)) return true;  // the call is the dear one of the two
  return false;
}

/// Copies what `outputs` need from one graph to another with such functions, and renumbers `outputs`; or leaves all as it is and returns false, where there are none.
template <class Late = void>
constexpr bool share_parts(const graph& from, graph& to, int* outputs, int output_count) {
  if (!may_share_parts(from)) return false;
  const list<int> readers = count_readers(from, outputs, output_count);
  list<int> parts(from.nodes.size), image(from.nodes.size);
  if (!find_shared_parts(from, readers, parts)) return false;
  simplifier s(to, writing::definitions);
  for (int i = 0; i < from.nodes.size; ++i) {
    if (readers.data[i] == 0) continue;
    const operand_images became(from, i, image);
    const int* const operands = became.data;
    const int part = parts.data[i];
    const operation& op = *from.nodes.data[i].op;
    if (part == no_shared_part) image.data[i] = copy_as_it_stands(s, from, i, operands);
    else if (part == own_exponential) {
      const int exponential = to.apply(operation_of<rule_for<exp_rule, Late>>, operands[1]);
      if (is_rule<over_plus_exp_rule>(op)) image.data[i] = to.apply(operation_of<rule_for<divide_rule, Late>>, to.constant(1), s.add(operands[0], exponential));
      else image.data[i] = to.apply(is_rule<log_plus_exp_rule>(op) ? operation_of<rule_for<log_plus_exponential_rule, Late>> : operation_of<rule_for<share_plus_exponential_rule, Late>>, operands[0], operands[1], exponential);
    } else if (shared_operand(op) == 0) image.data[i] = to.apply(operation_of<rule_for<normal_cdf_of_density_rule, Late>>, operands[0], to.apply(*from.nodes.data[part].op, operands[0]));
    else {
      const bool divides = op.code == operation_code::divide;
      const int r = operands[divides ? 1 : shared_operand(op)], inverse = to.apply(operation_of<divide_rule>, to.constant(1), r);
      const operation& by_inverse = divides ? operation_of<rule_for<quotient_by_number_rule, Late>> : (is_rule<direction_rule>(op) ? operation_of<rule_for<quotient_by_inverse_rule, Late>> : operation_of<rule_for<direction_cosine_by_inverse_rule, Late>>);
      image.data[i] = to.apply(by_inverse, operands[0], r, inverse);
    }
  }
  for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
