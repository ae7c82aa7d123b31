// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/evaluator.hpp>
#include <nabla/train/parameters.hpp>

#include <tuple>

namespace nabla::detail {

/// Is the gradient of this request the parameters, symbol by symbol?
template <class F, bool Value, class Wrt, class T, class... Symbols>
constexpr bool is_gradient_by(const parameter_vector<T, Symbols...>*) {
  using symbols = gradient_symbols<F, Value, Wrt>;
  if (symbols::count != sizeof...(Symbols)) return false;
  const facts* expected[] = {&facts_of<Symbols>..., nullptr};
  for (int i = 0; i < symbols::count; ++i)
    if (!is_same_symbol(*symbols::symbols[i], *expected[i])) return false;
  return true;
}

/// What is asked of a function, with the parameters bound once and for all: a call binds the rest. A gradient by the parameters is written where it stays,
/// in one vector; one by other symbols, as by the inputs of a network, is a gradient like any other.
/// Refers to the parameters; one for each thread. Several may share the parameters while nobody changes them.
template <class F, bool Value, class Wrt, class Parameters>
class evaluator_with_parameters {
  template <class... B>
  static constexpr auto what_is_wrong_with() {
    return []<class... Bound>(std::type_identity<std::tuple<Bound...>>) {
      if constexpr (!(Binding<B> && ...)) return std::type_identity<void>{};  // clang asks before it looks at constraints
      else if constexpr (bindings_are_right<P, B..., Bound...>()) return std::type_identity<void>{};
      else return what_is_wrong<P, B..., Bound...>();
    }(std::type_identity<decltype(bindings(static_cast<const Parameters*>(nullptr)))>{});
  }
  template <class... B>
  using wrong = typename decltype(what_is_wrong_with<B...>())::type;

 public:
  explicit evaluator_with_parameters(const Parameters& p) : parameters_(&p), gradient_(p) {}

  template <class... B>
    requires(Binding<B> && ...) && std::is_void_v<wrong<B...>>
  decltype(auto) operator()(const B&... b) & {
    return std::apply([&](const auto&... bound) -> decltype(auto) { return run<const Parameters&, false>(b..., bound...); }, bindings(parameters_));
  }
  /// A temporary gives what is not its own.
  template <class... B>
    requires(Binding<B> && ...) && std::is_void_v<wrong<B...>>
  auto operator()(const B&... b) && {
    return std::apply([&](const auto&... bound) { return run<Parameters, true>(b..., bound...); }, bindings(parameters_));
  }
  template <class... B>
    requires(Binding<B> && ...) && (!std::is_void_v<wrong<B...>>)
  constexpr wrong<B...> operator()(const B&..., ...) const {
    NABLA_DETAIL_NO_RESULT;
  }
  // clang-format off
  template <class First = std::initializer_list<anything>, class... V>
    requires(!(Binding<First> && (Binding<V> && ...)))
  NABLA_DETAIL_REFUSED("nabla: parameters are bound where an evaluator is made, the rest by name at its call: step(X = images); its gradient is its own, it takes no into()", operator()(First, V...) const)
  // clang-format on
  /// The gradient of the last call. What changes it in place, such as MPI_Allreduce, changes what was returned.
  Parameters& gradient() { return gradient_; }

 private:
  using T = typename Parameters::scalar;
  static constexpr bool is_by_parameters = !Wrt::nothing && is_gradient_by<F, Value, Wrt>(static_cast<const Parameters*>(nullptr));
  // With respect to all variables, and the parameters are others: with respect to the parameters.
  static constexpr bool fills_parameters = is_by_parameters || (!Wrt::nothing && Wrt::all_variables);
  static constexpr auto choose() {
    if constexpr (is_by_parameters || !fills_parameters) return std::type_identity<Wrt>{};
    else return std::type_identity<decltype(Parameters::wrt())>{};
  }
  using wrt = typename decltype(choose())::type;
  using P = program<F, Value, wrt>;

  template <class Symbol>
  static constexpr bool occurs = find_input(P::plan, facts_of<Symbol>) >= 0;
  template <class Symbol>
  static auto bind(const Parameters* p) {
    if constexpr (occurs<Symbol>) return std::make_tuple(p->template bound<Symbol>());
    else return std::tuple<>();  // the loss alone knows it, say
  }
  template <class... Symbols>
  static auto bindings(const parameter_vector<T, Symbols...>* p) {
    return std::tuple_cat(bind<Symbols>(p)...);
  }

  template <class Program>
  using context_of = std::conditional_t<fills_parameters, placed_context<Program, T>, context<Program, T>>;

  template <class Result, bool Own, class Tag = numbers_tag, class... B>
  decltype(auto) run(const B&... b) {
    using tried = typename usual_memory<F, Value, wrt, T>::template program_of_call<Tag, B...>;
    if constexpr (!std::is_void_v<tried>) {
      run_.template check_precision<B...>();
      context_of<tried> state;
      place_gradient(state, gradient_);
      if (usual_memory_.template run<Tag>(state, b...)) [[likely]]
        return give<Result, Own, B...>(state);
    }
    place_gradient(run_.state, gradient_);
    run_(b...);
    return give<Result, Own, B...>(run_.state);
  }
  template <class Result, bool Own, class... B>
  decltype(auto) give(auto& state) {
    if constexpr (!fills_parameters) {
      return results<F, Value, wrt, typename backend_of_call<B...>::type, Own>(state);
    } else {
      [&]<int... K>(std::integer_sequence<int, K...>) { (state.template copy_to_place<(Value ? 1 : 0) + K, false>(), ...); }(std::make_integer_sequence<int, P::plan.sizes.outputs - (Value ? 1 : 0)>{});
      if constexpr (Value) return value_and_gradient<T, Result>{{}, output<plain_backend, true, 0>(state), gradient_};
      else return static_cast<Result>(gradient_);
    }
  }

  /// Derivatives are the outputs after the value, in the order of the parameters.
  template <class... Symbols>
  static void place_gradient(auto& state, parameter_vector<T, Symbols...>& to) {
    if constexpr (fills_parameters) {
      int output = Value ? 1 : 0;
      (state.lie(output++, {place_of_numbers<T>{to[Symbols{}].data(), to[Symbols{}].size()}, facts_of<Symbols>.symbol->name}), ...);
    }
  }

  const Parameters* parameters_;
  Parameters gradient_;
  runner<P, T, context_of<P>> run_;
  [[no_unique_address]] usual_memory<F, Value, wrt, T> usual_memory_;
};

/// `auto step = evaluator(value_and_grad(loss), p)`; then `const auto& [value, g] = step(X = images, T = digits)`, where g is shaped like p.
template <class F, bool Value, class Wrt, class T, class... Symbols>
auto evaluator(request_of<F, Value, Wrt>, const parameter_vector<T, Symbols...>& p) {
  return evaluator_with_parameters<F, Value, Wrt, parameter_vector<T, Symbols...>>(p);
}
/// `auto predict = evaluator(logits, p)`; then `predict(X = images)`.
template <Expression F, class T, class... Symbols>
auto evaluator(F, const parameter_vector<T, Symbols...>& p) {
  return evaluator_with_parameters<F, true, wrt_nothing, parameter_vector<T, Symbols...>>(p);
}

}  // namespace nabla::detail

namespace nabla {
using detail::evaluator;
}
