// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/print/keywords.hpp>
#include <nabla/support/cold.hpp>

#include <string>
#include <vector>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// What the symbols of a graph are called in a text: `Style::name(symbol)`, and where that is nothing, or taken by another symbol of the graph,
/// Style::other_name(symbol, number), which is different for each number.
template <class Style>
class symbol_names {
 public:
  symbol_names(const graph& g, const Style& style) : names_(static_cast<std::size_t>(g.nodes.size)) {
    for (int i = 0; i < g.nodes.size; ++i) {
      if (g.code_of(i) != operation_code::symbol) continue;
      const facts& symbol = *g[i].leaf;
      std::string name = style.name(symbol);
      for (int number = 1; name.empty() || is_one_of(name, names_); ++number) name = style.other_name(symbol, number);
      names_[static_cast<std::size_t>(i)] = name;
    }
  }
  const std::string& operator[](int node) const { return names_[static_cast<std::size_t>(node)]; }

 private:
  std::vector<std::string> names_;
};

NABLA_COLD_END
}  // namespace nabla::detail
