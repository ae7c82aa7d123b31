// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/step.hpp>

namespace nabla::detail {

/// Parts of symbols from outside that a body reads, such as `rows<3, 2>(theta)`, are symbols of the body: a step then gives to the part alone, not to all of theta, and loops that read other parts of it
/// have the same step. That is so where the parts that are read have fewer elements than the symbol. The numbers of these symbols are those from Fresh on; those of the body's own begin with First.
template <class Body, int First, int Fresh>
struct outer_parts {
 private:
  /// The symbol from outside of which this is a part; nullptr where it is none.
  static constexpr const facts* whole_of(const facts& f) {
    const facts* at = &f;
    for (; at->op->places.kind == part_kind::block; at = at->operands[0]) {}
    return at->op->code == operation_code::symbol && at->extents.is_static() && inner_number(*at->symbol) < First ? at : nullptr;
  }
  static constexpr int elements(const facts& f) { return f.extents.rows.size * f.extents.columns.size; }
  struct pass {
    static constexpr int run(list<const facts*>& found) {
      facts_map seen;
      list<const facts*> read;
      look(seen, facts_of<Body>, read);
      for (int i = 0; i < read.size; ++i) {
        const facts* whole = whole_of(*read.data[i]);
        int total = 0;
        for (int j = 0; j < read.size; ++j)
          if (is_same_symbol(*whole_of(*read.data[j]), *whole)) total += elements(*read.data[j]);
        if (total < elements(*whole)) found.push(read.data[i]);
      }
      return 0;
    }
    static constexpr void look(facts_map& seen, const facts& f, list<const facts*>& read) {
      if (seen.find(f) >= 0) return;
      seen.add(f, 1);
      if (is_set(whole_of(f))) return read.push(&f);
      for (int k = 0; k < f.op->arity; ++k) look(seen, *f.operands[k], read);
    }
  };
  using found = frozen_list<pass, const facts*, 16>;
  template <int I>
  using symbol = inner_symbol<Fresh + I, found::items.data[I]->extents.rows, found::items.data[I]->extents.columns>;
  template <int I>
  struct part_builder {
    static constexpr built_formula build(graph& g) {
      facts_map known;
      return {import(g, known, *found::items.data[I], true)};
    }
  };
  template <class... Symbols>
  struct body_builder {
    static constexpr built_formula build(graph& g) {
      facts_map replaced;
      int k = 0;
      [[maybe_unused]] const auto replace = [&](const facts& symbol) {
        facts_map known;
        replaced.add(*found::items.data[k++], import(g, known, symbol, true));
      };
      (replace(facts_of<Symbols>), ...);
      return {import(g, replaced, facts_of<Body>, true)};
    }
  };
  template <int... I>
  static auto body_with(std::integer_sequence<int, I...>) {
    if constexpr (sizeof...(I) == 0) return Body{};
    else return typename formula_type<body_builder<symbol<I>...>>::type{};
  }

 public:
  static constexpr int first = Fresh, end = Fresh + found::size;
  using body = decltype(body_with(std::make_integer_sequence<int, found::size>{}));
  /// What a symbol of the body is outside.
  template <class Symbol>
  static constexpr auto meant(Symbol) {
    constexpr int number = inner_number(*facts_of<Symbol>.symbol);
    if constexpr (first <= number && number < end) return typename formula_type<part_builder<number - first>>::type{};
    else return Symbol{};
  }
};

}  // namespace nabla::detail
