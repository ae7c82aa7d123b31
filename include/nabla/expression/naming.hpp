// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>

namespace nabla {

/// A type that would grow past this many tree nodes is named by its content instead: the NAME of a type with shared
/// parts is exponential in its depth, and argument-dependent lookup, -g and every error message would follow it.
inline constexpr int longest_spelled_out = 24;

// The definition of a named expression is injected as a friend. The key is the content, so it is the same in every
// translation unit, and two contents with one key define the friend twice: a compile error, never a wrong answer.
template <key Id, class Definition>
struct define_named {
  friend constexpr auto definition(named<Id>) { return Definition{}; }
  static constexpr bool done = true;
};

template <class E, bool Long>
struct short_name {
  using type = E;
};
template <class E>
struct short_name<E, true> {
  static_assert(define_named<facts_of<E>.id, E>::done);
  using type = named<facts_of<E>.id>;
};

/// node<Rule, A...>, or its name by content. Operands that do not fit give a node whose facts say why.
template <class Rule, Expression... A>
using node_of = typename short_name<node<Rule, A...>, (facts_of<node<Rule, A...>>.weight > longest_spelled_out)>::type;

template <key Id>
struct facts_maker<named<Id>> {
  static constexpr const facts& make() { return facts_of<decltype(definition(named<Id>{}))>; }
};

}  // namespace nabla
