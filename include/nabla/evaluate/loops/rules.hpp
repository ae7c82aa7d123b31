// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/ahead.hpp>
#include <nabla/evaluate/loops/lift.hpp>
#include <nabla/evaluate/loops/opened.hpp>
#include <nabla/evaluate/loops/swept.hpp>

namespace nabla::detail {

// Sequences come with a column for each step. The derivatives of these functions are functions of this kind, of steps that are derivatives of the step, so that every order has one.

/// Base of functions with a step inside; operands: sequences, …, parameters.
template <class Step, int Arity>
struct step_function : matrix_function<Arity> {
  using has_late_pullbacks = void;
  static constexpr bool reads_pieces = Step::is_static(), carries_tangents = Step::is_static();
  static constexpr kernel_memory memory = memory_of_step<Step>();
  static constexpr bool fits(const auto& to, const auto& z, const auto&... more)
    requires(!Step::is_static())
  {
    const index rows[] = {more.rows()...};
    return step_has_sizes<Step>(size_of_step<Step>(to.rows(), rows[sizeof...(more) - 1], z.rows()));
  }
  static constexpr extent inputs = Step::sequences::height, outputs = Step::height, parameters = Step::parameters::height;
  static constexpr extent steps = dim<"steps">;
  static constexpr int last_state = 0;
  static constexpr bool has_influences() { return false; }
  static constexpr bool is_smooth() { return smooth_functions{}.has(facts_of<typename Step::body>); }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, inputs, steps>{};
    else if constexpr (I == Arity - 1) return placeholder<I, parameters, 1>{};
    else return placeholder<I, outputs, 1>{};
  }
};

template <class Step>
struct map_step_rule;
template <class Step>
struct sum_steps_rule;
template <class Step, bool Reverse>
struct trajectory_rule;

// The same, of whose result a part is read: it is a late rule alone, with the pullbacks, and one operand more. That is 1 where the result is read.
template <class Step>
struct gated_map_step_rule;
template <class Step>
struct gated_sum_steps_rule;
template <class Step, bool Reverse>
struct gated_trajectory_rule;
// The same where the last state alone has a cotangent: a late rule alone, too.
template <class Step, bool Reverse>
struct ended_trajectory_rule;

/// The parameters of a step, of any body: those given, in P.
template <class Parameters, class P>
struct given_parameters {
  template <class Body>
  using symbols = Parameters;
  template <class Body>
  using column = P;
};

/// All states of a loop whose body reads of these sequences. What does not depend on the state is done before it, where products gain by that.
template <bool Reverse, class Body, class State, class Outer, class... Pieces>
constexpr auto states_of_loop(auto start, Pieces... pieces) {
  const auto loop = [&]<class Rest, class Read>(std::type_identity<Rest>, Read) {
    using column = typename Outer::template column<Rest>;
    return call<trajectory_rule<step<Rest, State, typename Read::symbols, typename Outer::template symbols<Rest>>, Reverse>>(typename Read::columns{}, start, column{});
  };
  using all = decltype(read_by<Body>(pieces...));
  using ahead = work_ahead<Body, State, typename all::symbols>;
  if constexpr (ahead::count == 0) return loop(std::type_identity<Body>{}, all{});
  else return [&]<int... I>(std::integer_sequence<int, I...>) {
    // a number of no piece, whether the body reads it or not
    constexpr int fresh = step<Body, State, typename std::remove_cvref_t<decltype((pieces + ...))>::symbols, typename Outer::template symbols<Body>>::fresh;
    const auto done = [&]<class Piece>(std::type_identity<Piece>) {
      using read = decltype(read_by<Piece>(pieces...));
      using column = typename Outer::template column<Piece>;
      return call<map_step_rule<step<Piece, symbol_list<>, typename read::symbols, typename Outer::template symbols<Piece>>>>(typename read::columns{}, column{});
    };
    using rest = typename ahead::template rest<fresh, I...>;
    return loop(std::type_identity<rest>{}, read_by<rest>(pieces..., sequence_piece<symbol_list<typename ahead::template symbol<fresh, I>>, decltype(done(std::type_identity<typename ahead::template piece<I>>{}))>{}...));
  }(std::make_integer_sequence<int, ahead::count>{});
}

/// The cotangent of a step's value.
template <class Step>
using seed_of = inner_symbol<Step::fresh, Step::extents.rows, Step::extents.columns>;

/// What a step gives to the symbols Wanted: for each column of the sequences, or the sum of these. Zeros like the second where it has no such symbols. Value is the symbol of the step's
/// value, where that is among the pieces.
template <template <class> class Rule, class Step, class Seed, class Parameters, class Value = void, class Wanted, class... Pieces>
constexpr auto cotangents(Wanted, auto like, auto P, Pieces... pieces) {
  if constexpr (Wanted::height == extent(0)) return broadcast_to(0_c, like);
  else {
    using body = with_value<decltype(given_to<typename Step::body, Seed>(Wanted{})), typename Step::body, Value>;
    using read = decltype(read_by<body>(pieces...));
    return call<Rule<step<body, symbol_list<>, typename read::symbols, Parameters>>>(typename read::columns{}, P);
  }
}

/// The same of each symbol by itself, where sizes have a name: what nobody asks for is not computed then.
template <template <class> class Rule, class Step, class Seed, class Parameters, class Value = void, class... Wanted, class... Pieces>
constexpr auto cotangents_apart(symbol_list<Wanted...> wanted, auto like, auto P, Pieces... pieces) {
  if constexpr (Step::is_static() || sizeof...(Wanted) < 2) return cotangents<Rule, Step, Seed, Parameters, Value>(wanted, like, P, pieces...);
  else return stacked(cotangents<Rule, Step, Seed, Parameters, Value>(symbol_list<Wanted>{}, like, P, pieces...)...);
}

/// The value of a step without a state for each column of the sequences: K × n, Q × 1 to M × n.
template <class Step>
struct map_step_rule : step_function<Step, 2> {
  using base = step_function<Step, 2>;
  using gated = gated_map_step_rule<Step>;
  using runs = program_of_step<Step>;  ///< for each column of the sequences
  static constexpr step_text name{"map_step", Step::id};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape* operands) { return {matrix_shape(base::outputs, operands[0].columns)}; }
  static constexpr int expand(simplifier& s, const int* operands) { return expand_step<false, Step>(s, operands); }
  static constexpr auto late_pullbacks(auto Z, auto P, auto, auto d) { return pulled<seed_of<Step>>(Z, P, d); }
  /// With the cotangent Seed of the step, and a sequence of what in it may be read.
  template <class Seed>
  static constexpr auto pulled(auto Z, auto P, auto d, auto... open) {
    using parameters = typename Step::parameters;
    constexpr sequence_piece<typename Step::sequences, decltype(Z)> given;
    constexpr sequence_piece<symbol_list<seed_of<Step>>, decltype(d)> seeds;
    return pullback(cotangents_apart<map_step_rule, Step, Seed, parameters>(typename Step::sequences{}, Z, P, given, seeds, open...),
                    cotangents_apart<sum_steps_rule, Step, Seed, parameters>(parameters{}, P, P, given, seeds, open...));
  }
  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& z_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const auto& z, const matrix_view<T>& p) {
      auto runner = runner_of_step<Step, Backend>(to, z, p);
      for (index t = 0; t < to.columns(); ++t) {
        runner.place_at(typename Step::sequences{}, column_at(z, t));
        runner.run_into(to.data + t * to.stride);
      }
    },
                       to_view, z_view, p_view);
  }
  static constexpr void kernel(const auto& to, const auto& z, const auto& p) { run<plain_backend>(to, z, p); }
};

/// The sum of these: K × n, Q × 1 to M × 1.
template <class Step>
struct sum_steps_rule : step_function<Step, 2> {
  using base = step_function<Step, 2>;
  using gated = gated_sum_steps_rule<Step>;
  using runs = program_of_step<Step>;  ///< for each column of the sequences
  static constexpr step_text name{"sum_steps", Step::id};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(base::outputs, 1)}; }
  static constexpr int expand(simplifier& s, const int* operands) { return expand_step<true, Step>(s, operands); }
  static constexpr auto late_pullbacks(auto Z, auto P, auto, auto d) { return pulled<seed_of<Step>, typename Step::parameters::template with<seed_of<Step>>>(Z, P, above(P, d)); }
  /// With the cotangent Seed of the step, all of whose symbols are among the parameters.
  template <class Seed, class Parameters>
  static constexpr auto pulled(auto Z, auto P, auto all) {
    constexpr sequence_piece<typename Step::sequences, decltype(Z)> given;
    return pullback(cotangents_apart<map_step_rule, Step, Seed, Parameters>(typename Step::sequences{}, Z, all, given),
                    cotangents_apart<sum_steps_rule, Step, Seed, Parameters>(typename Step::parameters{}, P, all, given));
  }
  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& z_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const auto& z, const matrix_view<T>& p) {
      auto runner = runner_of_step<Step, Backend>(to, z, p);
      for (index i = 0; i < to.rows(); ++i) to(i, 0) = T(0);
      for (index t = 0; t < z.columns(); ++t) {
        runner.place_at(typename Step::sequences{}, column_at(z, t));
        runner.run([&](index i, const T& value) { to.data[i] = detail::plus(to.data[i], value); });
      }
    },
                       to_view, z_view, p_view);
  }
  static constexpr void kernel(const auto& to, const auto& z, const auto& p) { run<plain_backend>(to, z, p); }
};

/// All states of a loop, the first one included: K × n, S × 1, Q × 1 to S × (n + 1). In reverse it begins with the last column. Its pullback is a loop the other way, over the
/// cotangents of the states, of the step's own pullback, which reads the states that are stored here; what the sequences and the parameters get does not depend on itself any more.
template <class Step, bool Reverse>
struct trajectory_rule : step_function<Step, 3> {
  using base = step_function<Step, 3>;
  using gated = gated_trajectory_rule<Step, Reverse>;
  using ended = ended_trajectory_rule<Step, Reverse>;
  using runs = program_of_step<Step>;
  static constexpr slice_places other_states{slice_kind::take, true, Reverse ? 1 : 0, Reverse ? 0 : 1};
  static constexpr int last_state = Reverse ? -1 : 1;
  static constexpr bool has_influences() { return states_have_influences<Step>(); }
  static constexpr step_text name{Reverse ? "trajectory_back" : "trajectory", Step::id};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape* operands) { return {matrix_shape(base::outputs, operands[0].columns + 1)}; }
  /// Of n + 1 columns those before each step, and those after.
  template <bool After>
  static constexpr auto states(auto T) {
    if constexpr (After != Reverse) return columns<1, to_end>(T);
    else return columns<0, to_end - 1>(T);
  }
  static constexpr auto late_pullbacks(auto Z, auto, auto P, auto T, auto d) { return pulled<seed_of<Step>>(Z, P, T, d); }
  /// What the loop back reads first: a formula knows the number of steps by what it holds, without sequences by the states.
  template <class Back, bool All>
  static constexpr auto first_read(auto before, [[maybe_unused]] auto from_outside) {
    if constexpr (!All) return before;
    else if constexpr (base::inputs == extent(0)) return before + from_outside;
    else return read_by<Back>(from_outside, before);
  }
  /// With the cotangent Seed of the step, and a sequence of what in it may be read. All states have a cotangent, or the last alone.
  template <class Seed, bool All = true>
  static constexpr auto pulled(auto Z, auto P, auto T, auto d, auto... open) {
    using state = typename Step::state;
    using seed = seed_of<Step>;
    using given = inner_symbol<Step::fresh + 1, Step::extents.rows, Step::extents.columns>;
    using weighted = decltype(weighted_by(typename Step::body{}, Seed{}));
    // what the step gave is stored, and not computed again
    using value = inner_symbol<Step::fresh + 2, Step::extents.rows, Step::extents.columns>;
    using slope = decltype(diff(weighted{}, state{}));
    using back = with_value<std::conditional_t<All, decltype(given{} + slope{}), slope>, typename Step::body, value>;
    constexpr sequence_piece<symbol_list<state>, decltype(states<false>(T))> before;
    constexpr sequence_piece<symbol_list<value>, decltype(states<true>(T))> after;
    constexpr sequence_piece<typename Step::sequences, decltype(Z)> sequences;
    constexpr sequence_piece<symbol_list<given>, decltype(states<false>(d))> from_outside;
    using parameters = typename Step::parameters;
    using first = decltype(first_read<back, All>(before, from_outside));
    auto costates = states_of_loop<!Reverse, back, seed, given_parameters<parameters, decltype(P)>>(column<Reverse ? 0 : -1>(d), first{}, after, sequences, open...);
    constexpr sequence_piece<symbol_list<seed>, decltype(states<true>(costates))> seeds;
    if constexpr (!Step::is_static()) {
      auto all = swept_back<Seed, back, value>(swept, P, column<Reverse ? 0 : -1>(d), before, from_outside, after, sequences, open...);
      return pullback(cotangents<map_step_rule, Step, Seed, parameters, value>(typename Step::sequences{}, Z, P, before, after, sequences, seeds, open...), piece_of<element_count{}, Step::total>(all),
                      given_by_all<Seed, value>(parameters{}, all, P, before, after, sequences, seeds, open...));
    } else return pullback(cotangents<map_step_rule, Step, Seed, parameters, value>(typename Step::sequences{}, Z, P, before, after, sequences, seeds, open...), column<Reverse ? -1 : 0>(costates),
                           cotangents<sum_steps_rule, Step, Seed, parameters, value>(parameters{}, P, P, before, after, sequences, seeds, open...));
  }
  /// The loop back with the sums of what parameters get in one pass, where sizes have a name: of these pieces.
  template <class Seed, class Body, class Value, class... Swept>
  static constexpr auto swept_back(symbol_list<Swept...>, auto P, auto last, auto... pieces) {
    using gives = expression_list<with_value<decltype(given_to<typename Step::body, Seed>(symbol_list<Swept>{})), typename Step::body, Value>...>;
    using read = decltype(read_by<decltype(all_of<Body>(gives{}))>(pieces...));
    return call<swept_rule<step<Body, seed_of<Step>, typename read::symbols, typename Step::parameters>, gives, symbol_list<Swept...>, !Reverse>>(typename read::columns{}, last, P);
  }
  template <class Body, class... Gives>
  static constexpr auto all_of(expression_list<Gives...>) {
    return in_one_column(Body{}, Gives{}...);
  }
  static constexpr auto swept = swept_symbols(typename Step::parameters{});
  template <element_count First, element_count Size>
  static constexpr auto piece_of(auto all) { return call<piece_rule<First, Size, Step::total + decltype(swept)::total, false>>(all); }
  /// What a parameter gets: a piece of that, or a sum apart.
  template <class Seed, class Value, class Symbol>
  static constexpr auto given_by(symbol_list<Symbol> symbol, auto all, auto P, auto... pieces) {
    using found = std::remove_const_t<decltype(swept)>;
    if constexpr (is_swept<Symbol>) return piece_of<Step::total + found::total_before(found::template number_of<Symbol>()), symbol_list<Symbol>::total>(all);
    else return cotangents<sum_steps_rule, Step, Seed, typename Step::parameters, Value>(symbol, P, P, pieces...);
  }
  template <class Seed, class Value, class... Symbols>
  static constexpr auto given_by_all(symbol_list<Symbols...>, auto all, auto P, auto... pieces) {
    if constexpr (sizeof...(Symbols) == 0) return broadcast_to(0_c, P);
    else return stacked(given_by<Seed, Value>(symbol_list<Symbols>{}, all, P, pieces...)...);
  }
  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& z_view, const auto& s_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const auto& z, const matrix_view<T>& s, const matrix_view<T>& p) {
      auto runner = runner_of_step<Step, Backend>(to, z, p);
      const index n = z.columns(), by = Reverse ? -to.stride : to.stride;
      T* state = to.data + (Reverse ? n * to.stride : 0);
      for (index i = 0; i < to.rows(); ++i) state[i] = s(i, 0);
      if constexpr (step_runner<Step, Backend, T>::template has_local_state<typename Step::state>()) {
        // what lies in memory is stored as a whole and read one by one, which takes longer than a step computes
        fixed_array<T, Step::size> here, next;
        for (int i = 0; i < Step::size; ++i) here.data[i] = state[i];
        for (index t = 0; t < n; ++t) {
          runner.place_at(typename Step::sequences{}, column_at(z, Reverse ? n - 1 - t : t));
          runner.template run_beside<typename Step::state>(here.data, next.data);
          state += by;
          for (int i = 0; i < Step::size; ++i) state[i] = here.data[i] = by_itself(next.data[i]);
        }
      } else {
        for (index t = 0; t < n; ++t) {
          runner.place(symbol_list<typename Step::state>{}, state);
          runner.place_at(typename Step::sequences{}, column_at(z, Reverse ? n - 1 - t : t));
          state += by;
          runner.run_into(state);
        }
      }
    },
                       to_view, z_view, s_view, p_view);
  }
  static constexpr void kernel(const auto& to, const auto& z, const auto& s, const auto& p) { run<plain_backend>(to, z, s, p); }
};

}  // namespace nabla::detail
