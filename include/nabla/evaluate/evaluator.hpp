// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/into.hpp>
#include <nabla/evaluate/placed_context.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/evaluate/usual_memory.hpp>

namespace nabla::detail {

/// An expression, or what is asked of one, with buffers of its own: nothing is allocated after the first call of a size.
/// Matrices in its results are looks into these buffers, valid until the next call; a temporary evaluator gives matrices of their own. One
/// evaluator for each thread.
template <class F, bool Value, class Wrt, class T>
class NABLA_DETAIL_ASKS evaluator_of : public called_by_name<program<F, Value, Wrt>, count_of_parameters<F>> {
  template <class... A>
  static constexpr bool are_places_and_values = ((Binding<A> || is_output_targets<A>) && ...) && (is_output_targets<A> || ...);
  template <class... Targets, class... B>
  static constexpr auto what_is_wrong_with(std::type_identity<output_targets<Targets...>> places, std::type_identity<std::tuple<const B&...>>) {
    using wrong = decltype(what_is_wrong_with_places<program<F, Value, Wrt>, gradient_symbols<F, Value, Wrt>, Value, T, has_size_of_result<F, Wrt, Targets>()...>(places));
    if constexpr (std::is_same_v<typename wrong::type, refused_result>) return what_is_wrong<program<F, Value, Wrt>, B...>();
    else return wrong();
  }
  template <class... A>
  static constexpr auto wrong_type() {
    if constexpr (!are_places_and_values<A...>) return std::type_identity<refused_result>();
    else return what_is_wrong_with(std::type_identity<decltype(targets_in(std::declval<const A&>()...))>(), std::type_identity<decltype(std::tuple_cat(binding_in(std::declval<const A&>())...))>());
  }
  template <class... A>
  using wrong_into = typename decltype(wrong_type<A...>())::type;
  template <class... A>
  static constexpr bool is_right_into = std::is_same_v<wrong_into<A...>, refused_result>;

 public:
  NABLA_DETAIL_COPIES_BEGIN_ANEW(evaluator_of)
  using called_by_name<program<F, Value, Wrt>, count_of_parameters<F>>::operator();
  template <class... B>
    requires BindingsFor<T, program<F, Value, Wrt>, B...>
  NABLA_DETAIL_IN_PLACE constexpr auto operator()(const B&... b) & {
    return run<false>(b...);
  }
  template <class... B>
    requires BindingsFor<T, program<F, Value, Wrt>, B...>
  constexpr auto operator()(const B&... b) && {
    return run<true>(b...);
  }
  template <class First, class... B>
    requires PreciseBindings<T, program<F, Value, Wrt>, First, B...>
  constexpr too_precise_call<T, program<F, Value, Wrt>, First, B...> operator()(const First&, const B&..., ...) const {  // as called_by_name, which it does not hide
    NABLA_DETAIL_NO_RESULT;
  }
  /// With into(gradient_of(x) = range), …: matrices column by column. What is written must not overlap what is read.
  template <class... A>
    requires are_places_and_values<A...> && is_right_into<A...>
  NABLA_DETAIL_IN_PLACE constexpr auto operator()(const A&... a) & {
    return call_into_with<false>(targets_in(a...), std::tuple_cat(binding_in(a)...), std::make_index_sequence<(std::size_t{Binding<A>} + ... + 0)>{});
  }
  template <class... A>
    requires are_places_and_values<A...> && is_right_into<A...>
  NABLA_DETAIL_IN_PLACE constexpr auto operator()(const A&... a) && {
    return call_into_with<true>(targets_in(a...), std::tuple_cat(binding_in(a)...), std::make_index_sequence<(std::size_t{Binding<A>} + ... + 0)>{});
  }
  template <class... A>
    requires are_places_and_values<A...> && (!is_right_into<A...>)
  constexpr wrong_into<A...> operator()(const A&..., ...) {  // not const: before the one of called_by_name
    NABLA_DETAIL_NO_RESULT;
  }
  /// A const one, as in a const member function, has no buffers to write to: it gives results of their own, and threads may share it.
  template <class... B>
    requires BindingsFor<T, program<F, Value, Wrt>, B...>
  constexpr auto operator()(const B&... b) const& {
    return evaluator_of()(b...);
  }
  /// By position, of a formula whose symbols have an order.
  NABLA_DETAIL_CALLED_BY_POSITION(, F, evaluator_of, &)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, evaluator_of, const&)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, evaluator_of, &&)

 private:
  using P = typename program_in<F, Value, Wrt, T>::type;
  using state_of_call = placed_context<P, T>;
  struct empty {};
  template <class Tag, class... B>
  using tried_program = typename usual_memory<F, Value, Wrt, T>::template program_of_call<Tag, B...>;
  /// What a call knows of places and numbers is its own, where compilers can keep it in registers; much of it stays here.
  static constexpr bool keeps_state = sizeof(state_of_call) > 4096 || !std::is_trivially_copyable_v<T>;

  template <class Run>
  [[gnu::always_inline]] constexpr auto with_state(const Run& run) {
    if constexpr (keeps_state) {
      state_.forget_places();
      return run(state_);
    } else {
      state_of_call state;
      return run(state);
    }
  }
  template <bool Own, class Tag = numbers_tag, class... B>
  NABLA_DETAIL_IN_PLACE constexpr auto run(const B&... b) {
    using tried = tried_program<Tag, B...>;
    if constexpr (!std::is_void_v<tried>)
      if (!__builtin_is_constant_evaluated()) {
        context<tried, T> state;
        const bool is_usual = usual_memory_.template run<Tag>(state, b...);
        if (is_checked_early<tried>() && !is_usual) [[unlikely]]
          return run_apart<Own>(b...);
        auto result = results<F, Value, Wrt, typename backend_of_call<B...>::type, Own>(state);
        if (!is_usual) [[unlikely]]
          return run_apart<Own>(b...);
        return result;
      }
    return run_kernels<Own>(b...);
  }
  template <bool Own, class... B>
  [[gnu::noinline, gnu::cold]] auto run_apart(const B&... b) {
    return run_kernels<Own>(b...);
  }
  template <bool Own, class... B>
  NABLA_DETAIL_IN_PLACE constexpr auto run_kernels(const B&... b) {
    return with_state([&](auto& state) __attribute__((always_inline)) {
      memory_.run(state, b...);
      return results<F, Value, Wrt, typename backend_of_call<B...>::type, Own>(state);
    });
  }

  template <bool Own, class Targets, class Bindings, std::size_t... I>
  NABLA_DETAIL_IN_PLACE constexpr auto call_into_with(const Targets& targets, const Bindings& bindings, std::index_sequence<I...>) {
    return call_into<Own>(targets, std::get<I>(bindings)...);
  }
  template <bool Own, class Tag = numbers_tag, class Targets, class... B>
  NABLA_DETAIL_IN_PLACE constexpr auto call_into(const Targets& targets, const B&... b) {
    program_memory<P, T>::template check_precision<B...>();
    using tried = tried_program<Tag, B...>;
    if constexpr (!std::is_void_v<tried>)
      if (!__builtin_is_constant_evaluated()) {
        placed_context<tried, T> state;
        place_all(state, targets);
        if (!usual_memory_.template run<Tag>(state, b...)) [[unlikely]]
          return call_into_apart<Own>(targets, b...);
        copy_all(state, targets);
        return results<F, Value, Wrt, typename backend_of_call<B...>::type, Own>(state);
      }
    return call_kernels_into<Own>(targets, b...);
  }
  template <bool Own, class Targets, class... B>
  [[gnu::noinline, gnu::cold]] auto call_into_apart(const Targets& targets, const B&... b) {
    return call_kernels_into<Own>(targets, b...);
  }
  template <bool Own, class Targets, class... B>
  NABLA_DETAIL_IN_PLACE constexpr auto call_kernels_into(const Targets& targets, const B&... b) {
    return with_state([&](auto& state) __attribute__((always_inline)) {
      place_all(state, targets);
      memory_.run(state, b...);
      copy_all(state, targets);
      return results<F, Value, Wrt, typename backend_of_call<B...>::type, Own>(state);
    });
  }
  template <class State, class... Targets>
  NABLA_DETAIL_IN_PLACE static constexpr void place_all(State& state, const output_targets<Targets...>& targets) {
    [&]<std::size_t... I>(std::index_sequence<I...>) __attribute__((always_inline)) { (place<Targets>(state, std::get<I>(targets.all).to), ...); }(std::index_sequence_for<Targets...>{});
  }
  template <class Target>
  static constexpr int output_number = output_of_target<gradient_symbols<F, Value, Wrt>, Value, Target>();
  template <class Target>
  static constexpr void place(auto& state, const place_of_numbers<T>& to) {
    const char* symbol = "";
    if constexpr (!Target::is_value) symbol = facts_of<typename Target::symbol_type>.symbol->name;
    state.lie(output_number<Target>, {{to}, symbol, Target::by_rows});
  }
  template <class State, class... Targets>
  NABLA_DETAIL_IN_PLACE static constexpr void copy_all(State& state, const output_targets<Targets...>&) {
    (state.template copy_to_place<output_number<Targets>, Targets::by_rows>(), ...);
  }

  program_memory<P, T> memory_;
  [[no_unique_address]] usual_memory<F, Value, Wrt, T> usual_memory_;
  [[no_unique_address]] std::conditional_t<keeps_state, state_of_call, empty> state_;
};

/// What is computed in: of integers quotients and derivatives would be cut.
template <class T>
concept NoInteger = !std::is_integral_v<T>;
/// `auto step = evaluator(value_and_grad(f))`: owns its buffers, so that calls allocate nothing after the first of a size. `evaluator<float>(…)` computes in float.
template <NoInteger T = double, class F, bool Value, class Wrt>
constexpr evaluator_of<F, Value, Wrt, T> evaluator(request_of<F, Value, Wrt>) {
  return {};
}
/// The same of a formula: its value.
template <NoInteger T = double, Expression F>
constexpr evaluator_of<F, true, wrt_nothing, T> evaluator(F) {
  return {};
}
/// The same of jacobian(), hessian(), jvp(), vjp(), hvp() and their sparse kin.
template <NoInteger T = double, class Derivatives>
  requires requires { typename Derivatives::template evaluator_type<T>; }
constexpr typename Derivatives::template evaluator_type<T> evaluator(Derivatives) {
  return {};
}

// clang-format off
#define NABLA_DETAIL_OF_FRACTIONS "nabla: evaluators and parameters are of numbers with fractions: evaluator<float>(f), parameters<float>(f)"
template <class> NABLA_DETAIL_REFUSED(NABLA_DETAIL_OF_FRACTIONS, evaluator(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::evaluator;
}
