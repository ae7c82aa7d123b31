// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/check_bindings.hpp>
#include <nabla/evaluate/loops/loop_body.hpp>

namespace nabla::detail {

// What is wrong with a loop, found before anything is made of it.

// clang-format off
NABLA_DETAIL_WRONG_RESULT(loop_without_sizes, "nabla: the sizes of the state and the rows of a loop have one name at most; how many rows there are may be another")
NABLA_DETAIL_WRONG_RESULT(loop_of_other_rows, "nabla: the sequences of a loop have as many rows")
NABLA_DETAIL_WRONG_RESULT(body_takes_others, "nabla: the body of a loop takes a row of each sequence, and the state")
NABLA_DETAIL_WRONG_RESULT(body_gives_none, "nabla: the body of a loop gives the next state as an expression, or for a tuple as a tuple of them")
NABLA_DETAIL_WRONG_RESULT(other_state, "nabla: the body of a loop gives a state of the shape of the first one")
NABLA_DETAIL_WRONG_RESULT(body_takes_unknown_size, "nabla: what the body of a loop takes from outside has a known size, or the name that the sizes of its state have")
NABLA_DETAIL_WRONG_RESULT(search_takes_unknown_size, "nabla: the sizes of what the function of a root or a minimum takes from outside have one name at most")
// clang-format on

template <class T>
constexpr void add_shape(mismatch_text& t, const char* name) {
  t.add(name);
  if constexpr (Expression<T>) {
    t.add(facts_of<T>.extents.rows);
    t.add(" x ");
    t.add(facts_of<T>.extents.columns);
  } else {
    t.add(shows_letters ? "tuple" : "a tuple");
  }
}
template <class State, class Next>
struct shapes_of_states {
  static constexpr mismatch_text all = [] {
    mismatch_text t;
    add_shape<State>(t, shows_letters ? "" : "the state is ");
    add_shape<Next>(t, shows_letters ? ", " : ", the body gives ");
    return t;
  }();
  using type = shown<fixed_text<static_cast<std::size_t>(all.size)>(all.text)>;
};
/// The first of symbols or sequences with a size that is a name where none may be, or of another number of rows.
template <bool ColumnsOnly, class... E>
struct first_unknown_size {
  static constexpr mismatch_text all = [] {
    mismatch_text t;
    const auto see = [&t](const facts& f) {
      if (t.size == 0 && !(ColumnsOnly ? !f.extents.columns.is_named() : f.extents.is_static())) t.add(f);
    };
    (see(facts_of<E>), ...);
    return t;
  }();
  using type = shown<fixed_text<static_cast<std::size_t>(all.size)>(all.text)>;
};
template <class... Sequences>
struct shapes_of_sequences {
  static constexpr mismatch_text all = [] {
    mismatch_text t;
    ((t.add(t.size > 0 ? ", " : ""), t.add(facts_of<Sequences>)), ...);
    return t;
  }();
  using type = shown<fixed_text<static_cast<std::size_t>(all.size)>(all.text)>;
};
template <class... Sequences>
inline constexpr bool rows_agree = true;
template <class First, class... More>
inline constexpr bool rows_agree<First, More...> = ((facts_of<More>.extents.rows == facts_of<First>.extents.rows) && ... && true);

/// What is wrong with what a body takes and gives; void: nothing. Of an error inside of the body nothing more is said.
template <class F, class Next>
constexpr auto what_is_wrong_with_body() {
  if constexpr (combines_with_formulas<Next>) return std::type_identity<refused_result>();
  else if constexpr (std::is_same_v<Next, not_called>) return std::type_identity<body_takes_others<0, hint<"see its parameters">, F>>();
  else if constexpr (!loop_state<Next>::exists) return std::type_identity<body_gives_none<0, hint<"see its return">, F, std::conditional_t<__is_class(Next), void, Next>>>();  // a number by its type; what holds formulas is long
  else return std::type_identity<void>();
}
/// Do all sizes in a formula have this name, or follow from what has?
constexpr bool has_sizes_of(facts_map& seen, const facts& f, const element_count& of) {
  if (seen.find(f) >= 0) return true;
  seen.add(f, 1);
  const auto is_of = [&](const extent& e) { return !e.is_named() || is_same(e.name->follows() ? *e.name->of : *e.name, *of.name); };
  if (!is_of(f.extents.rows) || !is_of(f.extents.columns)) return false;
  if (is_set(f.listed)) {  // a recorded formula, which has no operands
    for (int i = 0; i < f.listed->size; ++i)
      if (const shape extents = f.listed->nodes[i].extents(); !is_of(extents.rows) || !is_of(extents.columns)) return false;
    return true;
  }
  for (int k = 0; k < f.op->arity; ++k)
    if (!has_sizes_of(seen, *f.operands[k], of)) return false;
  return true;
}
template <class Body, element_count Of>
inline constexpr bool body_has_sizes_of = [] {
  facts_map seen;
  return Of.is_static() || has_sizes_of(seen, facts_of<Body>, Of);
}();
/// How many elements a body takes from outside, with its own: by them a size that has a name is found, so that no matrix has a row of none.
template <element_count Own, class... Symbols>
constexpr element_count all_elements(symbol_list<Symbols...>) {
  element_count all = (Own + ... + element_count_of(facts_of<Symbols>.extents));
  all.exists = all.exists && ((facts_of<Symbols>.extents.is_static() || !element_count_of(facts_of<Symbols>.extents).is_static()) && ... && true);
  return all;
}
/// Is what a body takes from outside of known sizes, or of sizes of one name?
template <class Body, class Outer>
constexpr bool takes_sizes_of_one_name() {
  constexpr element_count all = all_elements<element_count{}>(Outer{});
  if constexpr (all.exists) return body_has_sizes_of<Body, all>;
  else return false;
}
template <class F, class Body, element_count Own, class... Symbols>
constexpr auto what_is_wrong_with_parameters(symbol_list<Symbols...> outer) {
  constexpr element_count all = all_elements<Own>(outer);
  if constexpr (!all.exists) return std::type_identity<body_takes_unknown_size<0, typename first_unknown_size<false, Symbols...>::type, F>>();
  else if constexpr (body_has_sizes_of<Body, all>) return std::type_identity<void>();
  else return std::type_identity<body_takes_unknown_size<0, hint<"a size of another name">, F>>();
}
template <class F, class State, class... Sequences>
constexpr auto what_is_wrong_with_loop() {
  using start = decltype(loop_state<State>::packed());
  if constexpr (!loop_state<State>::exists || (Expression<F> && !Parametrised<F>) || !(Expression<Sequences> && ... && true)) {
    return std::type_identity<void>();  // another sentence says it; clang asks for this type all the same
  } else if constexpr (!element_count_of(facts_of<start>.extents).exists) {
    return std::type_identity<loop_without_sizes<0, typename first_unknown_size<false, start>::type, F>>();
  } else if constexpr (!have_one_name<start, Sequences...>()) {
    return std::type_identity<loop_without_sizes<0, typename first_unknown_size<true, Sequences...>::type, F>>();
  } else if constexpr (!rows_agree<Sequences...>) {
    return std::type_identity<loop_of_other_rows<0, typename shapes_of_sequences<Sequences...>::type, F>>();
  } else {
    using probe = typename loop_symbols<first_to_try, State, Sequences...>::template body_of<F>;
    using wrong = typename decltype(what_is_wrong_with_body<F, typename probe::next>())::type;
    if constexpr (!std::is_void_v<wrong>) return std::type_identity<wrong>();
    else if constexpr (!loop_state<State>::template is_state_like<typename probe::next>()) return std::type_identity<other_state<0, typename shapes_of_states<State, typename probe::next>::type, F>>();
    else return what_is_wrong_with_parameters<F, typename probe::type, (element_count_of(facts_of<start>.extents) + ... + element_count_of(facts_of<Sequences>.extents.columns))>(typename outer_symbols<typename probe::type, first_to_try>::type{});
  }
}
template <class F, class State, class... Sequences>
using wrong_loop = typename decltype(what_is_wrong_with_loop<F, State, Sequences...>())::type;

}  // namespace nabla::detail
