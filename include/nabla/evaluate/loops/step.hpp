// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/stacked.hpp>
#include <nabla/graph/differentiate/diff.hpp>
#include <nabla/graph/plan/make_plan.hpp>
#include <nabla/graph/substitute.hpp>

namespace nabla::detail {

// What a loop runs again and again is a formula of its own, in symbols of its own: its state, what it takes from each sequence, and the symbols of
// the formula around it. They lie one behind the other in columns, each column by column; their sizes are known, or follow from one name.

template <class... Symbols>
struct symbol_list {
  static constexpr int count = sizeof...(Symbols);
  static constexpr element_count total = (element_count{} + ... + element_count_of(facts_of<Symbols>.extents));
  /// All elements: a number, or what has a name.
  static constexpr extent height = extent_of<total>;
  static constexpr int elements = total.is_static() ? total.more : -1;
  /// Elements of symbol K, and of those before it, where the sizes are known.
  static constexpr int size(int k) {
    const int sizes[] = {(facts_of<Symbols>.extents.rows.size * facts_of<Symbols>.extents.columns.size)..., 0};
    return sizes[k];
  }
  template <class Symbol>
  static constexpr int number_of() {
    int number = 0, found = -1;
    ((found = is_same_symbol(facts_of<Symbols>, facts_of<Symbol>) ? number : found, ++number), ...);
    return found;
  }
  static constexpr element_count total_before(int k) {
    const element_count totals[] = {element_count_of(facts_of<Symbols>.extents)..., {}};
    element_count sum;
    for (int i = 0; i < k; ++i) sum = sum + totals[i];
    return sum;
  }
  static constexpr int before(int k) { return k == 0 ? 0 : before(k - 1) + size(k - 1); }
  template <class... More>
  using with = symbol_list<Symbols..., More...>;
  template <class First>
  using behind = symbol_list<First, Symbols...>;
};
template <class... A, class... B>
constexpr symbol_list<A..., B...> operator+(symbol_list<A...>, symbol_list<B...>) {
  return {};
}

/// The symbols of an expression, in the order in which it names them.
template <class E>
struct symbol_table : symbols_in<E> {
  using symbols_in<E>::count, symbols_in<E>::symbols;
  static constexpr bool has(const facts& symbol) {
    for (int i = 0; i < count; ++i)
      if (is_same_symbol(*symbols.data[i], symbol)) return true;
    return false;
  }
  /// The largest number below `limit` among the symbols that loops made; -1 where there is none.
  static constexpr int largest_number(int limit) {
    int largest = -1;
    for (int i = 0; i < count; ++i) {
      const int number = inner_number(*symbols.data[i]->symbol);
      if (number < limit && number > largest) largest = number;
    }
    return largest;
  }
};

/// A formula with the symbols that change from one step to the next. Without a state State is symbol_list<>.
template <class Body, class State, class Sequences, class Parameters>
struct step {
  using body = Body;
  using state = State;
  using sequences = Sequences;
  using parameters = Parameters;
  static constexpr shape extents = facts_of<Body>.extents;
  static constexpr element_count state_total() {
    if constexpr (requires { State::info; }) return element_count_of(facts_of<State>.extents);
    else return {};
  }
  static constexpr element_count total = element_count_of(extents);
  static constexpr extent height = extent_of<total>;
  static constexpr int size = total.is_static() ? total.more : -1;
  /// What its sizes have, where they are not known.
  static constexpr element_count named = first_named(total, Sequences::total, Parameters::total, state_total());
  static constexpr bool is_static() { return named.is_static(); }
  /// A number that none of its symbols has. The cotangent of the body of a step may not occur in the step itself, so the lists count too.
  static constexpr int fresh = 1 + [] {
    int largest = symbol_table<Body>::largest_number(1000);
    const auto see = [&]<class... S>(symbol_list<S...>) {
      ((largest = inner_number(*facts_of<S>.symbol) > largest ? inner_number(*facts_of<S>.symbol) : largest), ...);
    };
    if constexpr (requires { State::info; }) see(symbol_list<State>{});
    see(Sequences{});
    see(Parameters{});
    return largest;
  }();
  /// All that makes it what it is, as a key.
  static constexpr key id = [] {
    key id = facts_of<Body>.id;
    const auto add = [&]<class... S>(symbol_list<S...>) {
      id = mix(id, key{sizeof...(S)});
      ((id = mix(id, facts_of<S>.id)), ...);
    };
    if constexpr (requires { State::info; }) add(symbol_list<State>{});
    add(Sequences{});
    add(Parameters{});
    return id;
  }();
};

/// The name of a function with a step inside: its identity is the step.
struct step_text {
  char text[40]{};
  constexpr step_text(const char* name, key id) {
    int size = 0;
    for (; *name != '\0'; ++name) text[size++] = *name;
    text[size++] = ' ';
    for (int digit = 0; digit < 16; ++digit, id <<= 4) text[size++] = "0123456789abcdef"[id >> 60];
  }
};

/// Is it such a name: with a space before its last 16 characters?
constexpr bool is_step_text(const char* text) {
  const std::size_t size = length_of(text);
  return size > 16 && text[size - 17] == ' ';
}

/// Elements of an expression of known size in one column, column by column.
template <Expression E>
constexpr auto as_column(E e) {
  constexpr shape extents = facts_of<E>.extents;
  if constexpr (extents.columns.is_one()) return e;
  else if constexpr (extents.rows.is_one()) return transpose(e);
  else if constexpr (!extents.is_static()) return call<elements_rule<extents, false>>(e);
  else return reshape<extents.rows.size * extents.columns.size, 1>(transpose(e));
}
/// And back.
template <shape Form, Expression E>
constexpr auto from_column(E e) {
  if constexpr (Form.columns.is_one()) return e;
  else if constexpr (Form.rows.is_one()) return transpose(e);
  else if constexpr (!Form.is_static()) return call<elements_rule<Form, true>>(e);
  else return transpose(reshape<Form.columns, Form.rows>(e));
}
template <Expression... E>
constexpr auto in_one_column(E... e) {
  return stacked(as_column(e)...);
}
/// The same of sequences, of which some may have nothing in a step.
template <class... Groups>
constexpr auto stacked_groups(symbol_list<Groups...>, symbol_list<>) {
  if constexpr (sizeof...(Groups) == 1) return (Groups{}, ...);
  else return stacked_groups(symbol_list<>{}, symbol_list<Groups...>{});
}
/// Four at a time, so that nothing is copied more often than there are levels.
template <class... Groups, class A, class B, class C, class D, class... More>
constexpr auto stacked_groups(symbol_list<Groups...>, symbol_list<A, B, C, D, More...>) {
  return stacked_groups(symbol_list<Groups..., decltype(stacked(A{}, B{}, C{}, D{}))>{}, symbol_list<More...>{});
}
template <class... Groups, class... Last>
  requires(sizeof...(Last) > 0 && sizeof...(Last) < 4)
constexpr auto stacked_groups(symbol_list<Groups...>, symbol_list<Last...>) {
  return stacked_groups(symbol_list<Groups..., decltype(stacked(Last{}...))>{}, symbol_list<>{});
}
template <class... Kept>
constexpr auto above_kept(symbol_list<Kept...>) {
  if constexpr (sizeof...(Kept) == 1) return (Kept{}, ...);
  else return stacked_groups(symbol_list<>{}, symbol_list<Kept...>{});
}
template <class... Kept, class Next, class... More>
constexpr auto above_kept(symbol_list<Kept...>, Next, More... more) {
  if constexpr (facts_of<Next>.extents.rows == extent(0) && sizeof...(Kept) + sizeof...(More) > 0) return above_kept(symbol_list<Kept...>{}, more...);
  else return above_kept(symbol_list<Kept..., Next>{}, more...);
}
template <class... E>
constexpr auto above(E... e) {
  return above_kept(symbol_list<>{}, e...);
}

/// Sequences, with a column for each step, and the symbols that stand for a column of them; several of them are put together once it is known which.
template <class Symbols, class... Columns>
struct sequence_piece {
  using symbols = Symbols;
  using columns = decltype(above(Columns{}...));
};
template <class... A, class... B, class... C, class... D>
constexpr auto operator+(sequence_piece<symbol_list<A...>, C...>, sequence_piece<symbol_list<B...>, D...>) {
  return sequence_piece<symbol_list<A..., B...>, C..., D...>{};
}
template <class Body, class... Symbols>
constexpr bool uses(symbol_list<Symbols...>) {
  return (false || ... || symbol_table<Body>::has(facts_of<Symbols>));
}
/// Those that a body reads, all together; of none of them the first, for the number of steps.
template <class Body, class First>
constexpr auto read_by(First first) {
  return first;
}
template <class Body, class First, class Second, class... More>
constexpr auto read_by(First, Second, More... more) {
  if constexpr (!uses<Body>(typename Second::symbols{})) return read_by<Body>(First{}, more...);
  else if constexpr (!uses<Body>(typename First::symbols{})) return read_by<Body>(Second{}, more...);
  else return read_by<Body>(First{} + Second{}, more...);
}

/// ⟨body, seed⟩, of which the gradient is the pullback.
template <Expression Body, Expression Seed>
constexpr auto weighted_by(Body body, Seed seed) {
  if constexpr (facts_of<Body>.extents.is_scalar()) return body * seed;
  else return dot(body, seed);
}

/// What the cotangent Seed of the body gives to symbols, in one column.
template <class Body, class Seed, class... Symbols>
constexpr auto given_to(symbol_list<Symbols...>) {
  return in_one_column(diff(weighted_by(Body{}, Seed{}), Symbols{})...);
}

}  // namespace nabla::detail
