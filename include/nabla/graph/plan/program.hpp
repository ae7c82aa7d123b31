// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/late.hpp>
#include <nabla/graph/plan/freeze.hpp>
#include <nabla/support/select.hpp>

namespace nabla::detail {

/// Differentiate with respect to every variable.
struct wrt_all {
  static constexpr bool all_variables = true, nothing = false;
  static constexpr int count = 0, also_count = 0;
  static constexpr fixed_array<const facts*, 0> symbols{};
};
/// Everything about every node of the formula as written, for drawings.
struct every_node : wrt_all {};
/// The value of every node of the derivative graph, for drawings.
template <class Wrt>
struct every_derivative_node : Wrt {};
template <class Wrt>
inline constexpr bool is_for_drawings = std::is_same_v<Wrt, every_node>;
template <class Wrt>
inline constexpr bool is_for_drawings<every_derivative_node<Wrt>> = true;
/// No derivative.
struct wrt_nothing : wrt_all {
  static constexpr bool all_variables = false, nothing = true;
};
/// The same, and a call binds the symbols of these expressions too, whether or not they still occur.
template <class Wrt, Expression... Also>
struct with_inputs : Wrt {
  static constexpr int also_count = sizeof...(Also);
  static constexpr fixed_array<const facts*, sizeof...(Also)> also{{&facts_of<Also>...}};
};

/// The same in the usual case, see make_plan.hpp.
template <class Wrt>
struct usually : Wrt {};
/// The same where matrices of 4 rows are in registers.
template <class Wrt>
struct usually_in_registers : Wrt {};

/// The same without decisions: all steps one after the other, as registers of several points run them, and languages print them.
template <class Wrt>
struct in_a_row : Wrt {};

/// A kind of request with outputs beside value and gradient: it has add_outputs(), as in make_plan.hpp.
template <class Wrt>
inline constexpr bool has_more_outputs = requires { &Wrt::add_outputs; };

/// A gradient along several directions at once, see evaluate/run/directions.hpp.
template <class Wrt>
inline constexpr bool goes_in_directions = requires { typename Wrt::directions_of; };

template <class Wrt>
inline constexpr passes passes_of_usual = passes::of_numbers;  // elsewhere: none
template <class Wrt>
inline constexpr passes passes_of_usual<usually<Wrt>> = passes::of_usual_case;
template <class Wrt>
inline constexpr passes passes_of_usual<usually_in_registers<Wrt>> = passes::of_usual_case_in_registers;
template <class Wrt>
inline constexpr bool may_decide = !goes_in_directions<Wrt>;
template <class Wrt>
inline constexpr bool may_decide<in_a_row<Wrt>> = false;

template <class F, bool Value, class Wrt>
constexpr request request_for(const pullback_table& pullbacks = {}) {
  return {.function = &facts_of<F>,
          .value = Value,
          .gradient = !Wrt::nothing,
          .every_node = std::is_same_v<Wrt, every_node>,
          .every_derivative_node = is_for_drawings<Wrt> && !std::is_same_v<Wrt, every_node>,
          .all_variables = Wrt::all_variables,
          .in_directions = goes_in_directions<Wrt>,
          .wrt = Wrt::symbols.data,
          .wrt_count = Wrt::count,
          .also = [] {
            if constexpr (Wrt::also_count > 0) return Wrt::also.data;
            else return nullptr; }(),
          .also_count = Wrt::also_count,
          .parameters = [] {
            if constexpr (Parametrised<F>) return F::parameters::symbols.data;
            else return nullptr; }(),
          .parameter_count = [] {
            if constexpr (Parametrised<F>) return F::parameters::count;
            else return 0; }(),
          .pullbacks = pullbacks,
          .add_outputs = [] {
            if constexpr (has_more_outputs<Wrt>) return &Wrt::add_outputs;
            else return nullptr; }()};
}

/// The rules of the parts that a plan takes and puts together, for the way from keys back to rules.
template <const auto& Plan, int... I>
constexpr bool define_parts(std::integer_sequence<int, I...>) {
  return (define_part<Plan.members.data[I].places>() && ... && true);
}

/// The plan of an expression as a constant: made once for each expression and request.
template <class F, bool Value, class Wrt>
struct program {
 private:
  static constexpr bool has_matrices = [] {
    bool any = (has_more_outputs<Wrt> && !goes_in_directions<Wrt>) || facts_of<F>.has_matrices;
    for (int k = 0; k < Wrt::count; ++k) any = any || Wrt::symbols.data[k]->has_matrices;
    return any;
  }();
  static constexpr passes which = passes_of_usual<Wrt> != passes::of_numbers ? passes_of_usual<Wrt>
      : may_decide<Wrt>                                                      ? (has_matrices ? passes::of_decisions_and_matrices : passes::of_decisions)
                                                                             : (has_matrices ? passes::of_matrices : passes::of_numbers);
  static constexpr plan_sizes expected = expected_sizes(facts_of<F>, has_more_outputs<Wrt> ? asked_for::many_outputs : (Wrt::nothing ? asked_for::value : asked_for::gradient));
  template <class Known>
  struct attempt {
    static constexpr request ask = request_for<F, Value, Wrt>(Known::table);
    // clang shows this line where it gives up, and names no flag by itself.
    static constexpr auto first_try = freeze<expected, which>(ask);  // nabla: a formula longer than the compiler's usual limits wants -fconstexpr-steps=2000000000 of clang, -fconstexpr-ops-limit=2000000000 of g++: see cmake/limits.cmake
    static constexpr derivative_problem problem = first_try.problem;
  };
  using last_attempt = typename with_late_pullbacks<attempt>::type;
  static constexpr const auto& first_try = last_attempt::first_try;
  static constexpr auto make() {
    frozen_plan<first_try.sizes> exact;
    if constexpr (fits_into(first_try.sizes, expected)) {
      copy_lists(exact, first_try, first_try.sizes);
      exact.sizes = first_try.sizes;
    } else {
      exact = freeze<first_try.sizes, which>(last_attempt::ask);
    }
    return exact;
  }

  static_assert(derivative_exists<first_try.problem>());

 public:
  static constexpr bool has_value = Value;
  static constexpr pullback_table pullbacks = last_attempt::ask.pullbacks;
  static constexpr auto plan = make();
  static_assert(define_parts<plan>(std::make_integer_sequence<int, plan.sizes.members>{}));
};

/// The program of an expression whose plan has no decisions.
template <class F, bool Value, class Wrt>
using program_in_a_row = program<F, Value, std::conditional_t<(program<F, Value, Wrt>::plan.sizes.decisions > 0), in_a_row<Wrt>, Wrt>>;

/// The program that evaluates an expression in T: registers hold numbers of several points, which would decide differently.
template <class F, bool Value, class Wrt, class T>
struct program_in {
  static constexpr auto find() {
    if constexpr (is_register<T>) return std::type_identity<program_in_a_row<F, Value, Wrt>>();
    else return std::type_identity<program<F, Value, Wrt>>();
  }
  using type = typename decltype(find())::type;
};

}  // namespace nabla::detail
