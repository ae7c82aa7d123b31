// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/print/keywords.hpp>
#include <nabla/support/cold.hpp>

#include <string>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// What the symbols of a graph are called in a text: `Style::name(symbol)`, and where that is nothing, or taken by another symbol of the graph,
/// Style::other_name(symbol, number), which is different for each number.
template <class Style>
class symbol_names {
 public:
  symbol_names(const graph& g, const Style& style) : names_(g.nodes.size) {
    for (int i = 0; i < g.nodes.size; ++i) {
      if (g.code_of(i) != operation_code::symbol) continue;
      const facts& symbol = *g[i].leaf;
      std::string name = style.name(symbol);
      for (int number = 1; name.empty() || has(name); ++number) name = style.other_name(symbol, number);
      names_.data[i] = name;
    }
  }
  const std::string& operator[](int node) const { return names_.data[node]; }

 private:
  bool has(const std::string& name) const {
    for (int i = 0; i < names_.size; ++i)
      if (names_.data[i] == name) return true;
    return false;
  }
  list<std::string> names_;
};

NABLA_COLD_END
}  // namespace nabla::detail
