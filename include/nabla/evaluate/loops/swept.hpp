// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/run_step.hpp>
#include <nabla/graph/plan/more_outputs.hpp>

namespace nabla::detail {

// A loop back over the states of another, and what it adds to each parameter on the way, in one pass: nothing of it is stored but where it is now. It is made where sizes have a name.

/// A step of several states, each with the formula of its next one: a cotangent and sums, in the order in which they lie in a column.
template <class Bodies, class States, class Sequences, class Parameters>
struct joint_step;
template <class Body, class... Sums, class... States, class Sequences, class Parameters>
struct joint_step<expression_list<Body, Sums...>, symbol_list<States...>, Sequences, Parameters> {
  using body = Body;
  using states = symbol_list<States...>;
  using sequences = Sequences;
  using parameters = Parameters;
  static constexpr element_count total = states::total;
  static constexpr element_count named = first_named(total, Sequences::total, Parameters::total);
  static constexpr bool is_static() { return named.is_static(); }
  static constexpr int size = -1;  // which has a name
  static constexpr key id = [] {
    key id = step<Body, symbol_list<>, Sequences, Parameters>::id;
    ((id = mix(id, facts_of<Sums>.id)), ...);
    ((id = mix(id, facts_of<States>.id)), ...);
    return id;
  }();
};
template <class Body, class... Sums, class States, class Sequences, class Parameters>
  requires(sizeof...(Sums) > 0)
struct asked_of_step<joint_step<expression_list<Body, Sums...>, States, Sequences, Parameters>> {
  using type = with_inputs<values_of<Sums...>, Sums...>;  // the symbols of the sums are inputs, too
};

/// Do sums of cotangents belong into the pass? Data is asked for seldom: its sums are loops of their own, which then are not run.
template <class Symbol>
inline constexpr bool is_swept = facts_of<Symbol>.symbol->kind == role::variable || inner_number(*facts_of<Symbol>.symbol) >= 0;
template <class... Symbols>
constexpr auto swept_symbols(symbol_list<Symbols...>) {
  return (symbol_list<>{} + ... + std::conditional_t<is_swept<Symbols>, symbol_list<Symbols>, symbol_list<>>{});
}

/// The last state of a loop back and the sums of what its steps give to parameters, one below the other: K × n, S × 1, Q × 1 to (S + W) × 1. `Back` is the step of the loop, Gives what
/// one gives to the parameters Wanted.
template <class Back, class Gives, class Wanted, bool Reverse>
struct swept_rule;
template <class Step>
struct sum_steps_rule;
template <class Step, bool Reverse>
struct trajectory_rule;
template <class Back, class... Gives, class... Wanted, bool Reverse>
struct swept_rule<Back, expression_list<Gives...>, symbol_list<Wanted...>, Reverse> : matrix_function<3> {
  using has_late_pullbacks = void;
  template <int I>
  using sum = inner_symbol<Back::fresh + I, extent_of<symbol_list<std::tuple_element_t<std::size_t{I}, std::tuple<Wanted...>>>::total>, 1>;  // a column, as what a step gives is
  template <int... I>
  static auto joint(std::integer_sequence<int, I...>)
      -> joint_step<expression_list<typename Back::body, decltype(sum<I>{} + Gives{})...>, symbol_list<typename Back::state, sum<I>...>, typename Back::sequences, typename Back::parameters>;
  using all = decltype(joint(std::make_integer_sequence<int, static_cast<int>(sizeof...(Wanted))>{}));
  static constexpr step_text name{Reverse ? "swept_back" : "swept", all::id};
  static constexpr const char* text = name.text;
  static constexpr kernel_memory memory = [] {
    kernel_memory result = memory_of_step<all>();
    ++result.columns;
    return result;
  }();
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(extent_of<all::total>, 1)}; }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, Back::sequences::height, dim<"steps">>{};
    else return placeholder<I, (I == 1 ? Back::height : Back::parameters::height), 1>{};
  }
  static constexpr bool fits(const auto& to, const auto& z, const auto&, const auto& p) { return step_has_sizes<all>(size_of_step<all>(to.rows(), p.rows(), z.rows())); }

  /// Those of a loop whose states are stored, and of sums of their own.
  static constexpr auto late_pullbacks(auto Z, auto S, auto P, auto, auto d) {
    auto T = call<trajectory_rule<Back, Reverse>>(Z, S, P);
    auto before = trajectory_rule<Back, Reverse>::template states<false>(T);
    constexpr element_count whole = all::total;
    return [&]<int... I>(std::integer_sequence<int, I...>) {
      const auto sums = [&]<int K>(std::integral_constant<int, K>) {
        using summed = step<std::tuple_element_t<std::size_t{K}, std::tuple<Gives...>>, symbol_list<>, typename Back::sequences::template with<typename Back::state>, typename Back::parameters>;
        auto both = above(Z, before);
        constexpr element_count first = Back::total + symbol_list<sum<I>...>::total_before(K);
        return sum_steps_rule<summed>::late_pullbacks(both, P, P, call<piece_rule<first, symbol_list<sum<K>>::total, whole, false>>(d));
      };
      return pulled(Z, S, P, T, call<piece_rule<element_count{}, Back::total, whole, false>>(d), sums(std::integral_constant<int, I>{})...);
    }(std::make_integer_sequence<int, static_cast<int>(sizeof...(Wanted))>{});
  }

  template <class Backend>
  static constexpr void run(const auto& to_view, const auto& z_view, const auto& s_view, const auto& p_view) {
    with_plain_numbers([]<class T>(const matrix_view<T>& to, const matrix_view<T>& z, const matrix_view<T>& s, const matrix_view<T>& p) {
      detail::memory<T, -1> apart;
      T *from = __builtin_is_constant_evaluated() ? apart.reserve(to.rows()) : to.behind(0), *next = to.data;
      const index n = z.columns(), size = size_of_step<all>(to.rows(), p.rows(), z.rows());
      if (n % 2 == 0) std::swap(from, next);  // so that the last comes to be where the result is
      step_runner<all, Backend, T> runner(p.data, size, __builtin_is_constant_evaluated() || memory == kernel_memory{.columns = 1} ? nullptr : to.behind(1));
      for (index i = 0; i < to.rows(); ++i) from[i] = i < s.rows() ? s(i, 0) : T(0);
      for (index t = 0; t < n; ++t, std::swap(from, next)) {
        runner.place(typename all::states{}, from);
        runner.place_at(typename all::sequences{}, column_at(z, Reverse ? n - 1 - t : t));
        runner.run_into(next);
      }
    },
                       to_view, z_view, s_view, p_view);
  }
  static constexpr void kernel(const auto& to, const auto& z, const auto& s, const auto& p) { run<plain_backend>(to, z, s, p); }

 private:
  static constexpr element_count rows = Back::sequences::total;
  template <bool OfState>
  static constexpr auto part_of_sequences(auto cotangents, auto like) {
    if constexpr (rows == element_count{} && OfState) return cotangents;
    else if constexpr (rows == element_count{}) return broadcast_to(0_c, like);
    else return call<piece_rule<OfState ? rows : element_count{}, OfState ? Back::total : rows, rows + Back::total, false>>(cotangents);
  }
  static constexpr auto among_states(auto columns, auto states) {
    if constexpr (Reverse) return put_columns<1, to_end>(columns, states);
    else return put_columns<0, to_end - 1>(columns, states);
  }
  template <class... Z_, class... P_>
  static constexpr auto pulled(auto Z, auto S, auto P, auto T, auto d, expression_list<Z_, P_>...) {
    auto of_states = (put_column<Reverse ? 0 : -1>(d, T) + ... + among_states(part_of_sequences<true>(Z_{}, Z), T));
    return [&]<class Z_of, class S_of, class P_of>(expression_list<Z_of, S_of, P_of>) {
      return pullback((Z_of{} + ... + part_of_sequences<false>(Z_{}, Z)), S_of{}, (P_of{} + ... + P_{}));
    }(trajectory_rule<Back, Reverse>::late_pullbacks(Z, S, P, T, of_states));
  }
};

}  // namespace nabla::detail
