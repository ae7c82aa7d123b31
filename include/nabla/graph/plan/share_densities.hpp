// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/special.hpp>

namespace nabla::detail {

// A distribution is made of its density where that is needed too, as it is in a derivative: one exponential for both.
//
// normal_cdf(x) where normal_pdf(x) is needed → call<normal_cdf_of_density_rule>(x, normal_pdf(x))

/// Most programs have none, and pay for nothing else.
constexpr bool has_distribution(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (is_rule<normal_cdf_rule>(*g.nodes.data[i].op)) return true;
  return false;
}

/// For each normal_cdf(u) that is needed the node of normal_pdf(u), if that is needed too, otherwise -1; false: there are none.
constexpr bool find_densities(const graph& g, const list<int>& readers, list<int>& densities) {
  bool found = false;
  for (int i = 0; i < g.nodes.size; ++i) {
    densities.data[i] = -1;
    if (readers.data[i] == 0 || !is_rule<normal_cdf_rule>(*g.nodes.data[i].op)) continue;
    for (int k = 0; k < g.nodes.size; ++k)
      if (readers.data[k] > 0 && is_rule<normal_pdf_rule>(*g.nodes.data[k].op) && g.nodes.data[k].operands[0] == g.nodes.data[i].operands[0]) {
        densities.data[i] = k;
        found = true;
      }
  }
  return found;
}

/// Copies what `outputs` need from one graph to another with such distributions, and renumbers `outputs`; or leaves all as it is and returns false, where there are none.
template <class Late = void>
constexpr bool share_densities(const graph& from, graph& to, int* outputs, int output_count) {
  if (!has_distribution(from)) return false;
  const list<int> readers = count_readers(from, outputs, output_count);
  list<int> densities(from.nodes.size), image(from.nodes.size);
  if (!find_densities(from, readers, densities)) return false;
  simplifier s(to, writing::definitions);
  for (int i = 0; i < from.nodes.size; ++i) {
    if (readers.data[i] == 0) continue;
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < max_arity; ++k)
      if (const int operand = from.nodes.data[i].operands[k]; operand >= 0) operands[k] = image.data[operand];
    const int density = densities.data[i];
    image.data[i] = density < 0 ? copy_as_it_stands(s, from, i, operands) : to.apply(operation_of<rule_for<normal_cdf_of_density_rule, Late>>, operands[0], to.apply(*from.nodes.data[density].op, operands[0]));
  }
  for (int k = 0; k < output_count; ++k) outputs[k] = image.data[outputs[k]];
  return true;
}

}  // namespace nabla::detail
