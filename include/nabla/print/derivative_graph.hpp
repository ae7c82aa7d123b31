// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/request.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// The graph of what grad() or value_and_grad() evaluates, before it is lowered, for all printers. Operands of sums and products keep the order
/// in which they were written.
template <class F, bool Value, class Wrt>
struct derivative_graph {
  graph g;
  list<int> roots;                   ///< the value where it is asked for, then the derivatives
  list<const facts*> symbols;  ///< of each root; null for the value

  derivative_graph() {
    using wanted = gradient_symbols<F, Value, Wrt>;
    g.keeps_order = true;
    g.pullbacks = program<F, Value, Wrt>::pullbacks;
    facts_map known;
    const int root = import(g, known, facts_of<F>, true);
    if (Value) add(root, nullptr);
    if constexpr (!Wrt::nothing) {
      list<int> wrt(wanted::count), adjoints(wanted::count);
      for (int i = 0; i < wanted::count; ++i) wrt.data[i] = import(g, known, *wanted::symbols[i], false);
      differentiate(g, root, wrt.data, wrt.size, adjoints.data);
      for (int i = 0; i < wanted::count; ++i) add(adjoints.data[i] < 0 ? g.constant(0) : adjoints.data[i], wanted::symbols[i]);
    }
  }

 private:
  void add(int node, const facts* symbol) {
    roots.push(node);
    symbols.push(symbol);
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
