// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>
#include <nabla/expression/parameters.hpp>

namespace nabla::detail {

/// A type that would grow past this many tree nodes is named by its content instead: the NAME of a type with shared
/// parts is exponential in its depth, and argument-dependent lookup, -g and every error message would follow it.
#ifdef NABLA_KEY_BITS  // where clashes are wanted, names would clash
inline constexpr int longest_spelled_out = 1000;
#else
inline constexpr int longest_spelled_out = 24;
#endif

// The definition of a named expression is injected as a friend. The keys are the content, so they are the same in every
// translation unit, and two contents with the same 128 bits define the friend twice: a compile error, never a wrong answer.
template <key Id, key SecondId, class Definition>
struct define_named {
  friend constexpr auto two_expressions_have_one_key(named<Id, SecondId>) { return static_cast<Definition*>(nullptr); }
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
  using of = named<define_named<facts_of<E>.id, facts_of<E>.second_id, E>::id, facts_of<E>.second_id>;
};

/// node<Rule, A...>, or its name by content. Operands that do not fit give a node whose facts say why.
template <class Rule, Expression... A>
using node_of = typename short_name<(facts_of<node<Rule, spelled_out<A>...>>.weight > longest_spelled_out)>::template of<node<Rule, spelled_out<A>...>>;

/// In the NAME of a type that has it as an operand, a named expression is one node: counted with all that it stands for, every operation on it would
/// get a name of its own, and the lookup of definitions is what g++ spent a third of its time on in formulas of thousands of operations.
constexpr facts as_one_node(facts f) {
  f.weight = 1;
  return f;
}
template <key Id, key SecondId>
inline constexpr facts facts_of<named<Id, SecondId>> = as_one_node(facts_of<std::remove_pointer_t<decltype(two_expressions_have_one_key(named<Id, SecondId>{}))>>);

}  // namespace nabla::detail
