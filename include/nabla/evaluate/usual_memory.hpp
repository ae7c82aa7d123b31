// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/runner.hpp>

namespace nabla::detail {

/// The memory of a usual case that calls try first, kept from call to call; program_of_call is void where they try none.
template <class F, bool Value, class Wrt, class T>
struct usual_memory {
  template <class Tag, class... B>
  using program_of_call = void;
};
template <class F, bool Value, class Wrt>
  requires(program<F, Value, Wrt>::plan.has_usual_form)
struct usual_memory<F, Value, Wrt, double> {
  /// Registers of two numbers gain less than it costs that matrices whole lie in memory which is not the call's own.
#if defined(__AVX__)
  static constexpr bool has_long_registers = true;
#else
  static constexpr bool has_long_registers = false;
#endif
  template <class Tag, class... B>
  using program_of_call = typename usual_program_of_call<std::conditional_t<has_long_registers, running_backend<Tag, B...>, plain_backend>, F, Value, Wrt>::type;

  template <class Tag, class State, class... B>
  [[gnu::always_inline]] bool run(State& state, const B&... b) {
    if constexpr (std::is_same_v<typename State::program, in_numbers>) return numbers_.template run<Tag>(state, b...);
    else {
      passing_memory<memory<double, -1>, typename State::program, double> m(registers_);
      return evaluate_into<running_backend<Tag, B...>>(state, m, b...);
    }
  }

 private:
  using in_numbers = program<F, Value, usually<Wrt>>;
  struct empty {};
  static constexpr auto of_numbers() {
    if constexpr (has_usual_case<F, Value, Wrt, double>()) return std::type_identity<program_memory<in_numbers, double>>();
    else return std::type_identity<empty>();
  }

  [[no_unique_address]] typename decltype(of_numbers())::type numbers_;
  memory<double, -1> registers_;  // of a program that is made where a call is, if its backend has registers
};

}  // namespace nabla::detail
