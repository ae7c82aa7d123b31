// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/rules.hpp>
#include <nabla/graph/differentiate/directional.hpp>

namespace nabla::detail {

/// What the builder of a step's tangent says: also which elements of the state move in the end, and whether it has one.
struct built_tangent {
  int root = 0;
  derivative_problem problem = {};
  std::uint64_t moves = 0;
  bool fails = false;
};

/// A step together with how its value moves along with some elements of its symbols: `Moves` are those of the state at the start, of the parameters and of the sequences, see forward_pass. Others are structural
/// zeros, and stay so.
template <class Step, std::uint64_t Moves>
struct pushed_step {
  static constexpr bool has_state = requires { Step::state::info; };

 private:
  template <int Number, class Symbol>
  using like = inner_symbol<Number, facts_of<Symbol>.extents.rows.size, facts_of<Symbol>.extents.columns.size>;
  template <int First, class... Symbols, int... I>
  static auto tangents(symbol_list<Symbols...>, std::integer_sequence<int, I...>) -> symbol_list<like<First + I, Symbols>...>;
  template <int First, class Symbols>
  using tangents_from = decltype(tangents<First>(Symbols{}, std::make_integer_sequence<int, Symbols::count>{}));
  template <class Symbol>
  struct one_of {
    using type = Symbol;
    using list = symbol_list<Symbol>;
  };
  static constexpr auto state_of() {
    if constexpr (has_state) return one_of<typename Step::state>{};
    else return one_of<inner_symbol<Step::fresh, 1, 1>>{};
  }
  using state = typename decltype(state_of())::type;

 public:
  using state_tangent = like<Step::fresh, state>;
  using sequence_tangents = tangents_from<Step::fresh + 2, typename Step::sequences>;
  using parameter_tangents = tangents_from<Step::fresh + 2 + Step::sequences::count, typename Step::parameters>;

 private:
  template <class Known>
  struct builder {
    /// Symbols of a list, some of whose elements move, and their tangents.
    template <class... X, class... Tangents>
    static constexpr void add(graph& g, facts_map& known, symbol_list<X...> all, symbol_list<Tangents...>, [[maybe_unused]] int first, list<int>& symbols, list<int>& along) {
      int k = 0;
      [[maybe_unused]] const auto one = [&](const facts& symbol, const facts& tangent) {
        const std::uint64_t bits = ((std::uint64_t{1} << all.size(k)) - 1) << (first + all.before(k));
        ++k;
        if ((Moves & bits) == 0) return;
        symbols.push(import(g, known, symbol, false));
        along.push(import(g, known, tangent, false));
      };
      (one(facts_of<X>, facts_of<Tangents>), ...);
    }
    static constexpr int among_zeros(simplifier& s, int tangent, std::uint64_t moves) {
      const shape extents = s.g.shape_of(tangent);
      list<int> elements;
      bool all = true;
      for (int i = 0; i < extents.rows.size; ++i)
        for (int j = 0; j < extents.columns.size; ++j) {
          const bool is_moving = (moves >> (j * extents.rows.size + i) & 1) != 0;
          all = all && is_moving;
          elements.push(is_moving ? s.element(tangent, i, j) : s.g.constant(0));
        }
      return all ? tangent : s.matrix_of(elements.data, extents.rows.size, extents.columns.size);
    }
    static constexpr built_tangent build(graph& g) {
      g.pullbacks = Known::table;
      facts_map known;
      list<int> symbols, along;
      add(g, known, typename Step::sequences{}, sequence_tangents{}, 48, symbols, along);
      add(g, known, typename Step::parameters{}, parameter_tangents{}, 32, symbols, along);
      const int body = import(g, known, facts_of<typename Step::body>, true), state_at = import(g, known, facts_of<state>, false), state_along = import(g, known, facts_of<state_tangent>, false);
      const shape extents = facts_of<typename Step::body>.extents;
      symbols.push(state_at);
      along.push(state_along);
      built_tangent made{.moves = Moves & 0xffffffff};
      for (bool grows = true; grows;) {
        simplifier s{g};
        grows = false;
        const int count = has_state && made.moves != 0 ? symbols.size : symbols.size - 1;
        if (count == symbols.size) along.data[count - 1] = among_zeros(s, state_along, made.moves);
        made.root = body;
        if (!push_forward(g, made.root, symbols.data, along.data, count, made.problem)) return {.root = body, .fails = true};
        if (made.problem.exists() || !has_state) return made;
        for (int i = 0; i < extents.rows.size; ++i)
          for (int j = 0; j < extents.columns.size; ++j) {
            const std::uint64_t bit = std::uint64_t{1} << (j * extents.rows.size + i);
            if ((made.moves & bit) != 0 || s.is_zero(s.element(made.root, i, j))) continue;
            made.moves |= bit;
            grows = true;
          }
      }
      return made;
    }
  };
  using made = derivative_type<builder>;
  static constexpr built_tangent built = frozen_formula<typename made::builder>::built;
  static constexpr auto numbers = [] {
    fixed_array<int, 33> found{};
    for (int e = 0; e < Step::size; ++e)
      if (!has_state || (built.moves >> e & 1) != 0) found.data[found.data[32]++] = e;
    return found;
  }();

 public:
  /// How many elements of the value move, and which is number k of them.
  static constexpr int moving = numbers.data[32];
  static constexpr bool exists = !built.fails && moving > 0;
  static constexpr int element(int k) { return numbers.data[k]; }
  /// Which of them an element is, or -1.
  static constexpr int number_of(int e) {
    for (int k = 0; k < moving; ++k)
      if (element(k) == e) return k;
    return -1;
  }

 private:
  using both = inner_symbol<Step::fresh + 1, Step::size + moving, 1>;
  template <int... K>
  static constexpr auto moving_of(auto column, std::integer_sequence<int, K...>) {
    if constexpr (moving == Step::size || moving == 0) return column;
    else return above(row<element(K)>(column)...);
  }
  template <int... E>
  static constexpr auto spread(std::integer_sequence<int, E...>) {
    if constexpr (moving == Step::size) return rows<Step::size, Step::size>(both{});
    else return above(row_or_zero<E>()...);
  }
  template <int E>
  static constexpr auto row_or_zero() {
    if constexpr (number_of(E) < 0) return 0_c;
    else return row<Step::size + number_of(E)>(both{});
  }
  static constexpr auto in_both(auto value) {
    if constexpr (!has_state) return value;
    else {
      constexpr shape extents = facts_of<state>.extents;
      return subs(value, state{} = from_column<extents>(rows<0, Step::size>(both{})), state_tangent{} = from_column<extents>(spread(std::make_integer_sequence<int, Step::size>{})));
    }
  }

 public:
  /// What moves of a column, for each step or at the start.
  static constexpr auto kept(auto column) { return moving_of(column, std::make_integer_sequence<int, moving>{}); }
  using type = step<decltype(in_both(above(as_column(typename Step::body{}), kept(as_column(typename made::type{}))))), std::conditional_t<has_state, both, symbol_list<>>,
                    decltype(typename Step::sequences{} + sequence_tangents{}), decltype(typename Step::parameters{} + parameter_tangents{})>;

  /// The value of a loop, and below it how it moves, zeros included.
  template <int... E>
  static constexpr auto with_zeros(auto result, std::integer_sequence<int, E...>) {
    if constexpr (moving == Step::size) return result;
    else return above(rows<0, Step::size>(result), row_or_zeros<E>(result)...);
  }
  template <int E>
  static constexpr auto row_or_zeros(auto result) {
    if constexpr (number_of(E) < 0) return broadcast_to(0_c, row<0>(result));
    else return row<Step::size + number_of(E)>(result);
  }
};

/// The operands of a loop, with their tangents below.
template <class Step>
struct operands_with_tangents {
  static constexpr placeholder<0, 2 * Step::sequences::elements, dim<"steps">> sequences{};
  static constexpr placeholder<1, 2 * Step::size, 1> start{};
  template <int I>
  static constexpr placeholder<I, 2 * Step::parameters::elements, 1> parameters{};
};

/// The loop of a rule, of a step with tangents: of functions, since clang 14 reads no lambda in a type from a precompiled header.
template <class Rule>
struct loop_of_rule;
template <class Step>
struct loop_of_rule<map_step_rule<Step>> {
  using step = Step;
  template <class Pushed>
  static constexpr auto with(auto of) { return call<map_step_rule<typename Pushed::type>>(of.sequences, of.template parameters<1>); }
};
template <class Step>
struct loop_of_rule<sum_steps_rule<Step>> {
  using step = Step;
  template <class Pushed>
  static constexpr auto with(auto of) { return call<sum_steps_rule<typename Pushed::type>>(of.sequences, of.template parameters<1>); }
};
template <class Step, bool Reverse>
struct loop_of_rule<trajectory_rule<Step, Reverse>> {
  using step = Step;
  template <class Pushed>
  static constexpr auto with(auto of) {
    return call<trajectory_rule<typename Pushed::type, Reverse>>(of.sequences, above(rows<0, Step::size>(of.start), Pushed::kept(rows<Step::size, Step::size>(of.start))), of.template parameters<2>);
  }
};
template <class Loop, std::uint64_t Moves>
constexpr auto made_with_tangents() {
  using step = typename Loop::step;
  using pushed = pushed_step<step, Moves>;
  if constexpr (pushed::exists) return pushed::with_zeros(Loop::template with<pushed>(operands_with_tangents<step>{}), std::make_integer_sequence<int, step::size>{});
}
template <class Rule, std::uint64_t Moves>
  requires requires { typename loop_of_rule<Rule>::step; }
struct loop_with_tangents<Rule, Moves> {
  using type = decltype(made_with_tangents<loop_of_rule<Rule>, Moves>());
};

}  // namespace nabla::detail
