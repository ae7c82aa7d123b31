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
  friend constexpr auto definition(named<Id>) { return static_cast<Definition*>(nullptr); }
  static constexpr key id = Id;
};

template <bool Long>
struct short_name {
  template <class E>
  using of = E;
};
template <>
struct short_name<true> {
  template <class E>
  using of = named<define_named<facts_of<E>.id, E>::id>;
};

/// node<Rule, A...>, or its name by content. Operands that do not fit give a node whose facts say why.
template <class Rule, Expression... A>
using node_of = typename short_name<(facts_of<node<Rule, A...>>.weight > longest_spelled_out)>::template of<node<Rule, A...>>;

template <key Id>
inline constexpr facts facts_of<named<Id>> = facts_of<std::remove_pointer_t<decltype(definition(named<Id>{}))>>;

}  // namespace nabla
