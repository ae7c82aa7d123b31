// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>
#include <nabla/rules/all_rules.hpp>

// What tests/run_time/round_trip.cpp prints, and the program that it prints, have in common.

namespace test {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;
constexpr auto w = var<"w">;
constexpr auto r = var<"r">;  // a result
constexpr auto d = var<"d">;  // cotangent of a number
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto t = labels<"t", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto A = var<"A", 3, 3>;
constexpr auto B = var<"B", 3, 3>;
constexpr auto M = var<"M", 3, 4>;
constexpr auto v = var<"v", 3>;
constexpr auto u = var<"u", 3>;
constexpr auto R = var<"R", 2, 3>;
constexpr auto row1 = var<"row1", 1, 3>;

template <class L, class P>
constexpr bool same_or_equal(L left, P right) {
  if constexpr (std::is_same_v<L, P>) return true;
  else return left == right;
}
template <class L, class P>
constexpr bool same(L, P) {
  return std::is_same_v<L, P>;
}

template <class... A, class... B>
rule_list<A..., B...> both(rule_list<A...>, rule_list<B...>);
using all_rules = decltype(both(elementwise_rules{}, matrix_rules{}));

template <int I, class Rule, class... Rules>
constexpr auto rule_at(rule_list<Rule, Rules...>) {
  if constexpr (I == 0) return Rule{};
  else return rule_at<I - 1>(rule_list<Rules...>{});
}

template <class Rule, class... Symbols>
constexpr bool takes(Symbols...) {
  return shapes_agree<Rule, Symbols...>;
}

/// Calls use(operands...) with symbols that rule number I takes, and returns what that does.
template <class Rule, class Use>
constexpr auto with_symbols(Use use) {
  if constexpr (Rule::elementwise && Rule::arity == 1) return use(x);
  else if constexpr (Rule::elementwise && Rule::arity == 2) return use(x, y);
  else if constexpr (Rule::elementwise && Rule::arity == 3) return use(x, y, z);
  else if constexpr (Rule::arity == 1 && takes<Rule>(A)) return use(A);
  else if constexpr (Rule::arity == 1 && takes<Rule>(M)) return use(M);
  else if constexpr (Rule::arity == 1) return use(v);
  else if constexpr (Rule::arity == 2 && takes<Rule>(W, A)) return use(W, A);
  else if constexpr (Rule::arity == 2 && takes<Rule>(A, B)) return use(A, B);
  else if constexpr (Rule::arity == 2) return use(v, u);
  else return use(R, row1, A);
}

// cotangents by shape
constexpr auto d33 = var<"d33", 3, 3>;
constexpr auto d31 = var<"d31", 3, 1>;
constexpr auto d13 = var<"d13", 1, 3>;
constexpr auto d26 = var<"d26", 2, 6>;
constexpr auto d22 = var<"d22", 2, 2>;
constexpr auto d23 = var<"d23", 2, 3>;
constexpr auto d43 = var<"d43", 4, 3>;
constexpr auto d35 = var<"d35", 3, 5>;
constexpr auto d63 = var<"d63", 6, 3>;
template <class Result, class Symbol, class... Rest>
constexpr auto of_shape_of(Result result, Symbol symbol, Rest... rest) {
  if constexpr (shape_of(result) == shape_of(symbol)) return symbol;
  else return of_shape_of(result, rest...);
}

/// The function number I, and its local derivatives by the rule; r is the result.
template <int I>
constexpr auto function_of_table() {
  using rule = decltype(rule_at<I>(all_rules{}));
  return with_symbols<rule>([](auto... operands) { return call<rule>(operands...); });
}
template <int I>
constexpr auto derivatives_of_table() {
  using rule = decltype(rule_at<I>(all_rules{}));
  return with_symbols<rule>([](auto... operands) {
    constexpr auto result = call<rule>(operands...);
    if constexpr (requires { rule::partials(operands..., r); }) return rule::partials(operands..., r);
    else if constexpr (!rule::elementwise) {
      constexpr auto cotangent = of_shape_of(result, d, d33, d31, d13, d26, d22, d23, d43, d35, d63);
      if constexpr (requires { rule::pullbacks(operands..., result, cotangent); }) return rule::pullbacks(operands..., result, cotangent);
      else return expression_list<>{};
    } else return expression_list<>{};
  });
}

}  // namespace test
