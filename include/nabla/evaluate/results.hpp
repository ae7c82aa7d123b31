// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/gradient_symbols.hpp>
#include <nabla/evaluate/run/evaluate_into.hpp>
#include <nabla/support/held_values.hpp>

#include <tuple>

namespace nabla::detail {

found_by_its_operands hana_map_of, structure_of_gradient;

// clang-format off
NABLA_DETAIL_WRONG_RESULT(not_asked_for, "nabla: this gradient was not taken with respect to that symbol")
// clang-format on
/// What a symbol is called, or the outermost function of a formula. Of what is neither nothing: clang 14 forms a result before it asks the constraints.
template <class E>
constexpr auto name_of_formula() {
  constexpr const char* name = is_set(facts_of<E>.symbol) ? facts_of<E>.symbol->name : (is_set(facts_of<E>.op) ? facts_of<E>.op->text : "");
  return fixed_text<length_of(name)>(name);
}

// Nor are they compared, `while (value_and_grad(f)(x = at) > 1e-3)`, or added to a point, `at -= grad(f)(v = at)`. Friends: no other comparison or sum asks for these.
// clang-format off
#define NABLA_DETAIL_COMPARED_BY_NUMBERS "nabla: what a call gives is compared by its numbers: r.value > 1e-3, g[x] < 1e-3"
#if defined(__clang__)
template <class N>
concept ComparedWithResults = !__is_class(N);
#else  // which has an operator of its own for a formula and a result, both of which convert to double
template <class N>
concept ComparedWithResults = !__is_class(N) || Expression<N>;
#endif
#define NABLA_DETAIL_NOT_COMPARED_BY(self, sign) \
  template <ComparedWithResults N> friend NABLA_DETAIL_REFUSED_AS(compared_by_numbers, NABLA_DETAIL_COMPARED_BY_NUMBERS, operator sign(const self&, const N&)) \
  template <ComparedWithResults N> friend NABLA_DETAIL_REFUSED_AS(compared_by_numbers, NABLA_DETAIL_COMPARED_BY_NUMBERS, operator sign(const N&, const self&))
#define NABLA_DETAIL_NOT_COMPARED(self) NABLA_DETAIL_EACH_COMPARISON(NABLA_DETAIL_NOT_COMPARED_BY, self)
NABLA_DETAIL_SAYS(compared_by_numbers, NABLA_DETAIL_COMPARED_BY_NUMBERS)
#define NABLA_DETAIL_NO_STEP "nabla: a step goes by a derivative: p -= rate * g[x], with g = grad(f)(x = p)"
NABLA_DETAIL_SAYS(no_step, NABLA_DETAIL_NO_STEP)
#define NABLA_DETAIL_IS_NO_STEP(self) \
  NABLA_DETAIL_REFUSED_AS(no_step, NABLA_DETAIL_NO_STEP, operator*=(anything)) \
  NABLA_DETAIL_REFUSED_AS(no_step, NABLA_DETAIL_NO_STEP, operator/=(anything)) \
  NABLA_DETAIL_REFUSED_AS(no_step, NABLA_DETAIL_NO_STEP, operator-() const) \
  template <class P> friend NABLA_DETAIL_REFUSED_AS(no_step, NABLA_DETAIL_NO_STEP, operator+=(P&, const self&)) \
  template <class P> friend NABLA_DETAIL_REFUSED_AS(no_step, NABLA_DETAIL_NO_STEP, operator-=(P&, const self&))
#define NABLA_DETAIL_GRADIENT_IS_NO_NUMBER "nabla: a gradient is no number: a derivative of it is g[x]"
#define NABLA_DETAIL_BOTH_ARE_NO_NUMBER "nabla: value_and_grad() gives the value and the gradient: r.value, r.grad[x]"
NABLA_DETAIL_IS_NO_NUMBER(no_number_of_a_gradient, NABLA_DETAIL_GRADIENT_IS_NO_NUMBER)
NABLA_DETAIL_IS_NO_NUMBER(no_number_of_both, NABLA_DETAIL_BOTH_ARE_NO_NUMBER)
// clang-format on
// Bases that are no templates: g++ shows the arguments of one behind the sentence.
struct whole_gradient : no_number_of_a_gradient {
  // clang-format off
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, bool) || HoldsElements<To>, NABLA_DETAIL_GRADIENT_IS_NO_NUMBER)
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: a gradient holds a derivative by each symbol: g[x]",
    at, norm, squaredNorm, transpose, dot, begin, end, size, sum, value, grad, x, y, z)
  NABLA_DETAIL_NOT_COMPARED(whole_gradient)
  NABLA_DETAIL_IS_NO_STEP(whole_gradient)
  // clang-format on
};
// clang-format off
#define NABLA_DETAIL_BY_ITS_SYMBOL "nabla: a derivative is taken from a gradient by its symbol: g[x]"
NABLA_DETAIL_SAYS(by_its_symbol, NABLA_DETAIL_BY_ITS_SYMBOL)
// Nor is it taken apart by places: `get<0>(g)`, and `auto [gx, gy] = g`, which asks for these.
template <std::size_t I>
NABLA_DETAIL_REFUSED_AS(by_its_symbol, NABLA_DETAIL_BY_ITS_SYMBOL, get(const whole_gradient&))
// clang-format on
struct both_are_no_number : no_number_of_both {
  // clang-format off
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, bool) || HoldsElements<To>, NABLA_DETAIL_BOTH_ARE_NO_NUMBER)
#undef NABLA_DETAIL_GRADIENT_IS_NO_NUMBER
#undef NABLA_DETAIL_BOTH_ARE_NO_NUMBER
  NABLA_DETAIL_NOT_COMPARED(both_are_no_number)
  NABLA_DETAIL_IS_NO_STEP(both_are_no_number)
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: value_and_grad() gives r.value and r.grad[x]", first, second, gradient, jacobian, val, g)
  // clang-format on
};

template <class G, int>
concept HasHanaMap = requires(const G& g) { hana_map_of(g); };
template <class G, class S>
concept BecomesStructure = requires(const G& g) { structure_of_gradient<S>(g); };

/// Partial derivatives by symbol: `g[w]`.
template <class Symbols, class... Values>
struct gradient : whole_gradient {
  held_values<Values...> values;

  template <Expression Symbol>
    requires(Symbols::find(facts_of<Symbol>) >= 0)
  constexpr const auto& operator[](Symbol) const& {
    return held_at<Symbols::find(facts_of<Symbol>)>(values);
  }
  /// Of a temporary, by value: `const auto& dW = grad(f)(W = w)[W];` is no reference into it.
  template <Expression Symbol>
    requires(Symbols::find(facts_of<Symbol>) >= 0)
  constexpr auto operator[](Symbol) && {
    return held_at<Symbols::find(facts_of<Symbol>)>(static_cast<held_values<Values...>&&>(values));
  }
  template <Expression Symbol>
    requires(Symbols::find(facts_of<Symbol>) < 0)
  constexpr not_asked_for<0, shown<name_of_formula<Symbol>()>> operator[](Symbol) const {
    NABLA_DETAIL_NO_RESULT;
  }
  // clang-format off
  template <class I>
    requires(!Expression<I>)
  NABLA_DETAIL_REFUSED_AS(by_its_symbol, NABLA_DETAIL_BY_ITS_SYMBOL, operator[](const I&) const)
  NABLA_DETAIL_REFUSED_AS(by_its_symbol, NABLA_DETAIL_BY_ITS_SYMBOL, operator()(...) const)
  template <class Other>
  NABLA_DETAIL_REFUSED("nabla: each formula has a gradient of a type of its own: auto other = grad(h)(x = 1.0)", operator=(const Other&))
  /// A Boost.Hana map from symbol to derivative; include <nabla/hana.hpp>.
  template <int N = 0>
    requires HasHanaMap<gradient, N>
  constexpr auto map() const { return hana_map_of(*this); }
  template <int N = 0>
    requires(!HasHanaMap<gradient, N>)
  NABLA_DETAIL_REFUSED("nabla: a gradient as a Boost.Hana map needs #include <nabla/hana.hpp>", map() const)
  /// A structure known to Boost.Hana whose members are the derivatives by the symbols of these names; include <nabla/hana.hpp>.
  template <class S>
    requires BecomesStructure<gradient, S>
  constexpr auto as() const { return structure_of_gradient<S>(*this); }
  template <class S>
    requires(!BecomesStructure<gradient, S>)
  NABLA_DETAIL_REFUSED("nabla: a gradient becomes a structure by <nabla/hana.hpp> and BOOST_HANA_DEFINE_STRUCT, whose members are symbols of the gradient: g.as<camera<double>>()", as() const)
  // clang-format on
};

#undef NABLA_DETAIL_BY_ITS_SYMBOL
#undef NABLA_DETAIL_IS_NO_STEP
#undef NABLA_DETAIL_NO_STEP
#undef NABLA_DETAIL_NOT_COMPARED
#undef NABLA_DETAIL_NOT_COMPARED_BY
#undef NABLA_DETAIL_COMPARED_BY_NUMBERS

/// What value_and_grad gives: `auto [value, g] = …`.
template <class Value, class Gradient>
struct value_and_gradient : both_are_no_number {
  Value value;
  Gradient grad;

  template <class Symbol>
  NABLA_DETAIL_REFUSED("nabla: value_and_grad() gives the value and the gradient: r.value, r.grad[x]", operator[](const Symbol&) const)
};

// Results are made where they are asked for: out of line g++ stores what was computed number by number, loads it again by registers, which waits, and copies what it made of that.

/// Output number I, as a number or, through Backend::own or Backend::look, as a matrix.
template <class Backend, bool Own, int I, class C>
NABLA_DETAIL_IN_PLACE inline constexpr auto output(const C& c) {
  constexpr const output_info& out = C::plan.outputs.data[I];
  if constexpr (out.slot >= 0) return c.slots[out.slot];
  else {
    constexpr const shape& s = C::plan.shapes.data[out.shape_index];
    constexpr int rows = !s.rows.is_named() ? s.rows.size : -1, columns = !s.columns.is_named() ? s.columns.size : -1;
    constexpr bool is_input = C::plan.views[out.view].input >= 0;  // not ours to show
    if constexpr (Own || is_input) return Backend::template own<rows, columns>(c.template view<out.view>());
    else return Backend::template look<rows, columns>(c.template view<out.view>());
  }
}

template <class Symbols, class Backend, bool Own, int First, class C, int... I>
NABLA_DETAIL_IN_PLACE inline constexpr auto collected_gradient(const C& c, std::integer_sequence<int, I...>) {
  return gradient<Symbols, decltype(output<Backend, Own, First + I>(c))...>{{}, {{output<Backend, Own, First + I>(c)}...}};
}

/// All outputs of a program: an array where all are numbers, else a tuple.
template <class Backend, bool Own, class C, int... I>
NABLA_DETAIL_IN_PLACE inline constexpr auto all_outputs(const C& c, std::integer_sequence<int, I...>) {
  if constexpr (((C::plan.outputs[I].slot >= 0) && ...)) return number_array<typename C::scalar, sizeof...(I)>{output<Backend, Own, I>(c)...};
  else return std::make_tuple(output<Backend, Own, I>(c)...);
}

/// All that a program was asked for.
template <class F, bool Value, class Wrt, class Backend, bool Own, class C>
NABLA_DETAIL_IN_PLACE inline constexpr auto results(const C& c) {
  using symbols = gradient_symbols<F, Value, Wrt>;
  if constexpr (requires { Wrt::is_arranged; }) {
    return Wrt::arrange(all_outputs<Backend, Own>(c, std::make_integer_sequence<int, C::plan.sizes.outputs>{}));
  } else if constexpr (has_more_outputs<Wrt>) {
    return all_outputs<Backend, Own>(c, std::make_integer_sequence<int, C::plan.sizes.outputs>{});
  } else if constexpr (Wrt::nothing && !is_for_drawings<Wrt>) {
    return output<Backend, Own, 0>(c);
  } else if constexpr (is_for_drawings<Wrt>) {
    return [&]<int... I>(std::integer_sequence<int, I...>) {
      return std::make_tuple(output<Backend, Own, I>(c)...);
    }(std::make_integer_sequence<int, C::plan.sizes.outputs>{});
  } else {
    constexpr auto all = std::make_integer_sequence<int, symbols::count>{};
    if constexpr (!Value) return collected_gradient<symbols, Backend, Own, 0>(c, all);
    else {
      return value_and_gradient<decltype(output<Backend, Own, 0>(c)), decltype(collected_gradient<symbols, Backend, Own, 1>(c, all))>{
          {}, output<Backend, Own, 0>(c), collected_gradient<symbols, Backend, Own, 1>(c, all)};
    }
  }
}

}  // namespace nabla::detail

template <class Symbols, class... Values>
struct std::tuple_size<nabla::detail::gradient<Symbols, Values...>> : std::integral_constant<std::size_t, sizeof...(Values)> {};
template <std::size_t I, class Symbols, class... Values>
struct std::tuple_element<I, nabla::detail::gradient<Symbols, Values...>> {
  using type = nabla::detail::refused_result;
};
