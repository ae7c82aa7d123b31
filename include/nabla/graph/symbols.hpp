// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>
#include <nabla/support/frozen_list.hpp>

namespace nabla::detail {

/// Symbols of a graph in the order of their nodes.
constexpr void collect_symbols(const graph& g, list<const facts*>& symbols) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (g.nodes.data[i].op->code == operation_code::symbol) symbols.push(g.nodes.data[i].leaf);
}

/// Symbols of a formula as it was written, in the order in which they appear.
template <class F>
struct symbols_in {
 private:
  struct pass {
    static constexpr int run(list<const facts*>& found) {
      graph g;
      facts_map known;
      const int root = import(g, known, facts_of<F>, false);
      collect_symbols(g, found);
      return root;
    }
  };

 public:
  static constexpr const auto& symbols = frozen_list<pass, const facts*, 16>::items;
  static constexpr int count = frozen_list<pass, const facts*, 16>::size;
};

}  // namespace nabla::detail
