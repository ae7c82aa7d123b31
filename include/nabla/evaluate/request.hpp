// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/results.hpp>
#include <nabla/graph/differentiate/diff.hpp>
#include <nabla/support/compiler.hpp>

namespace nabla::detail {

/// An expression with what is asked of it: its value, its gradient, or both. Calling it with bindings evaluates.
template <class F, bool Value, class Wrt>
struct NABLA_DETAIL_ASKS request_of : called_by_name<program<F, Value, Wrt>, count_of_parameters<F>> {
  using expression_type = F;
  using wrt_type = Wrt;
  static constexpr bool has_value = Value;

  using called_by_name<program<F, Value, Wrt>, count_of_parameters<F>>::operator();

  /// `grad(f)[x]`: the derivative as an expression.
  template <Expression X>
    requires(!Wrt::nothing)
  constexpr auto operator[](X x) const {
    return diff(F{}, x);
  }

  template <class... B, class Tag = numbers_tag>
    requires RightBindings<program<F, Value, Wrt>, B...>
  NABLA_DETAIL_RESULT NABLA_DETAIL_IN_PLACE constexpr auto operator()(const B&... b) const {
    using T = typename call_scalar<B...>::type;
    if constexpr (std::is_same_v<T, double> && program<F, Value, Wrt>::plan.has_usual_form) {
      using P = typename usual_program_of_call<running_backend<Tag, B...>, F, Value, Wrt>::type;
      if (std::is_void_v<P> || __builtin_is_constant_evaluated()) return run<program<F, Value, Wrt>, T, Tag>(b...);
      else if constexpr (!std::is_void_v<P>) {
        context<P, T> c;
        memory<T, inline_elements_with_copies<P, T, B...>()> m;
        const bool is_usual = evaluate_into<running_backend<Tag, B...>>(c, m, b...);
        if (is_checked_early<P>() && !is_usual) [[unlikely]]
          return copy_of(run_apart<T, Tag>(b...));
        auto result = results<F, Value, Wrt, typename backend_of_call<B...>::type, true>(c);
        if (!is_usual) [[unlikely]]
          result = run_apart<T, Tag>(b...);
        return result;
      }
    } else {
      return run<typename program_in<F, Value, Wrt, T>::type, T, Tag>(b...);
    }
  }
  /// By position, of a formula whose symbols have an order.
  NABLA_DETAIL_CALLED_BY_POSITION(NABLA_DETAIL_RESULT, F, request_of, const&)

 private:
  template <class P, class T, class Tag, class... B>
  NABLA_DETAIL_IN_PLACE static constexpr auto run(const B&... b) {
    context<P, T> c;
    memory<T, inline_elements_with_copies<P, T, B...>()> m;
    evaluate_into<running_backend<Tag, B...>>(c, m, b...);
    return results<F, Value, Wrt, typename backend_of_call<B...>::type, true>(c);
  }
  template <class T, class Tag, class... B>
  [[gnu::noinline, gnu::cold]] static auto run_apart(const B&... b) {
    return run<program<F, Value, Wrt>, T, Tag>(b...);
  }
};

// Clang asks for the type of what is called by position too.
template <class F, class... B>
struct call_of {
  using type = refused_result;
};
template <class F, class... B>
  requires(Binding<B> && ...)
struct call_of<F, B...> {
  using type = decltype(request_of<F, true, wrt_nothing>{}(std::declval<const std::remove_cvref_t<B>&>()...));
};
/// `f(x = 2.0, …)`
template <Expression F, class... B>
NABLA_DETAIL_IN_PLACE inline constexpr auto evaluate_at(F, const B&... b) {
  return request_of<F, true, wrt_nothing>{}(b...);
}

/// A tuple of the value of every node of an expression as it was written, then of what each node gives to each of its
/// operands in the backward pass: for drawings.
template <Expression F, class... B>
constexpr auto value_and_grad_of_every_node(const B&... b) {
  return request_of<F, true, every_node>{}(b...);
}

/// `wrt(x, y)`: with respect to these symbols, each once.
template <IsSymbol... Symbols>
  requires(are_different<Symbols...> && ((facts_of<Symbols>.symbol->kind != role::indices) && ...))
constexpr wrt_list<Symbols...> wrt(Symbols...) {
  return {};
}

/// Gradient with respect to every variable, or to the given symbols: `grad(f)(x = 1.0)[x]`.
template <Expression F>
  requires(facts_of<F>.extents.is_scalar())
constexpr request_of<F, false, wrt_all> grad(F) {
  return {};
}
template <Expression F, class... Symbols>
  requires(facts_of<F>.extents.is_scalar())
constexpr request_of<F, false, wrt_list<Symbols...>> grad(F, wrt_list<Symbols...>) {
  return {};
}

/// Value and gradient from one pass: `auto [value, g] = value_and_grad(f, wrt(x))(x = 1.0);`
template <Expression F>
  requires(facts_of<F>.extents.is_scalar())
constexpr request_of<F, true, wrt_all> value_and_grad(F) {
  return {};
}
template <Expression F, class... Symbols>
  requires(facts_of<F>.extents.is_scalar())
constexpr request_of<F, true, wrt_list<Symbols...>> value_and_grad(F, wrt_list<Symbols...>) {
  return {};
}

}  // namespace nabla::detail

template <class F, class Wrt>
struct std::tuple_size<nabla::detail::request_of<F, true, Wrt>> : std::integral_constant<std::size_t, 2> {};
template <std::size_t I, class F, class Wrt>
struct std::tuple_element<I, nabla::detail::request_of<F, true, Wrt>> {
  using type = nabla::detail::refused_result;
};

namespace nabla {
using detail::grad, detail::wrt, detail::value_and_grad;
}
