// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>

namespace nabla::detail {

// Leaves have operations too, so that the passes find them in the same place.
inline constexpr operation constant_operation{.text = "constant", .id = key_of("constant"), .code = operation_code::constant};
inline constexpr operation symbol_operation{.text = "symbol", .id = key_of("symbol"), .code = operation_code::symbol};
inline constexpr operation placeholder_operation{.text = "placeholder", .id = key_of("placeholder"), .code = operation_code::placeholder};

/// Key of an exact constant: here and in the passes.
constexpr key constant_key(const rational& value) {
  return mix(mix(constant_operation.id, static_cast<key>(value.numerator)), static_cast<key>(value.denominator));
}

constexpr facts facts_of_symbol(const symbol_info& info, const shape& extents, key id) {
  facts f;
  f.op = &symbol_operation;
  f.extents = extents;
  f.has_matrices = !extents.is_scalar();
  f.id = id;
  f.second_id = mix(static_cast<key>(info.kind), mix(key_of(extents), key_of(info.range)));
  for (const char* c = info.name; *c != '\0'; ++c) f.second_id = mix(static_cast<unsigned char>(*c), f.second_id);
  f.symbol = &info;
  return f;
}
constexpr key symbol_key(const symbol_info& info, const shape& extents) {
  const key id = mix(mix(mix(symbol_operation.id, key_of(info.name)), static_cast<key>(info.kind)), key_of(extents));
  return info.kind == role::indices ? mix(id, key_of(info.range)) : id;
}
template <role Role, fixed_string Name, auto... Extents>
inline constexpr facts facts_of<symbol<Role, Name, Extents...>> = [] {
  using type = symbol<Role, Name, Extents...>;
  return facts_of_symbol(type::info, type::extents(), symbol_key(type::info, type::extents()));
}();

constexpr facts facts_of_constant(const rational& value) {
  facts f;
  f.op = &constant_operation;
  f.value = value;
  f.id = constant_key(value);
  f.second_id = mix(mix(static_cast<key>(value.denominator), constant_operation.id), static_cast<key>(value.numerator));
  return f;
}
template <std::int64_t Numerator, std::int64_t Denominator>
inline constexpr facts facts_of<constant<Numerator, Denominator>> = facts_of_constant({Numerator, Denominator});

constexpr facts facts_of_placeholder(int number, const shape& extents) {
  facts f;
  f.op = &placeholder_operation;
  f.in_a_rule = true;
  f.extents = extents;
  f.value = {number, 1};
  f.id = mix(mix(placeholder_operation.id, static_cast<key>(number)), key_of(extents));
  f.second_id = mix(f.id, placeholder_operation.id);
  return f;
}
template <int Index, auto... Extents>
inline constexpr facts facts_of<placeholder<Index, Extents...>> = facts_of_placeholder(Index, placeholder<Index, Extents...>::extents());
constexpr facts facts_of_own_placeholder(facts f, const char* rule) {
  f.id = mix(f.id, key_of(rule));
  f.second_id = mix(key_of(rule), f.second_id);
  return f;
}
/// What a rule is called. No function: g++ 14 wants its value at the end of the file, before it has instantiated one there.
template <class Rule>
inline constexpr const char* text_of = "";
template <class Rule>
  requires requires { static_cast<const char*>(Rule::text); }
inline constexpr const char* text_of<Rule> = Rule::text;

template <class Rule, class Placeholder>
inline constexpr facts facts_of<own_placeholder<Rule, Placeholder>> = facts_of_own_placeholder(facts_of<Placeholder>, text_of<Rule>);

#define NABLA_DETAIL_SIZED "nabla: the size of a symbol is a number from 0 on, or the name of one"
template <auto Extent>
inline constexpr bool is_size = [] {
  if constexpr (requires { Extent.is_named(); }) return Extent.is_named() || Extent.size >= 0;
  else if constexpr (requires { int{Extent}; }) return int{Extent} >= 0;
  else return requires { extent{Extent}; };
}();

template <extent E>
constexpr auto extent_argument() {
  if constexpr (!E.is_named()) return E.size;
  else if constexpr (E.more != 0 || E.name->follows()) return E;
  else return dimension<fixed_text<length_of(E.name->name)>(E.name->name)>{};
}

/// The name of symbol number N inside of loops: "#007".
template <int Number>
inline constexpr auto inner_name = [] {
  char text[5] = {'#', static_cast<char>('0' + Number / 100), static_cast<char>('0' + Number / 10 % 10), static_cast<char>('0' + Number % 10), '\0'};
  return fixed_string<5>(text);
}();
/// The number of such a symbol, or -1.
constexpr int inner_number(const symbol_info& s) {
  if (s.name[0] != '#' || length_of(s.name) != 4) return -1;
  return (s.name[1] - '0') * 100 + (s.name[2] - '0') * 10 + (s.name[3] - '0');
}
/// A symbol inside of loops. Its type is short, since compilers show it where the body of a loop is wrong.
template <int Number, auto... Extents>
struct inner : without_value {
  static constexpr symbol_info info{inner_name<Number>.text, role::data, extent()};
  static constexpr shape extents() {
    if constexpr (sizeof...(Extents) == 0) return {};
    else return matrix_shape(Extents...);
  }
  /// What stands in its place, for subs().
  template <class Value>
  constexpr binding<inner, Value> operator=(Value&& bound) const { return {static_cast<Value&&>(bound)}; }
  NABLA_DETAIL_ALSO_WRONG_CALL
  NABLA_DETAIL_CALLED_BY_NAME(inner)
  NABLA_DETAIL_ALSO_WRONG_ELEMENT
  NABLA_DETAIL_TAKES_ELEMENTS
};
template <int Number, auto... Extents>
inline constexpr facts facts_of<inner<Number, Extents...>> = facts_of_symbol(inner<Number, Extents...>::info, inner<Number, Extents...>::extents(), symbol_key(inner<Number, Extents...>::info, inner<Number, Extents...>::extents()));
template <int Number, extent Rows, extent Columns>
struct made_inner_symbol {
  using type = inner<Number, extent_argument<Rows>(), extent_argument<Columns>()>;
};
template <int Number>
struct made_inner_symbol<Number, extent(1), extent(1)> {
  using type = inner<Number>;
};
template <int Number, extent Rows, extent Columns>
using inner_symbol = typename made_inner_symbol<Number, Rows, Columns>::type;

// One symbol, one type: a scalar has no extents, a matrix two, which are int or dimension.
template <role Role, fixed_string Name, auto... Extents>
constexpr auto canonical_symbol() {
  static_assert(is_name<Name>, NABLA_DETAIL_NAMED);
  static_assert(sizeof...(Extents) <= 2, "nabla: a symbol has at most two extents, rows and columns");
  static_assert((true && ... && is_size<Extents>), NABLA_DETAIL_SIZED);
  if constexpr (!is_name<Name>) return canonical_symbol<Role, "x", Extents...>();  // so that no more is said
  else if constexpr (sizeof...(Extents) > 2 || !(true && ... && is_size<Extents>)) return symbol<Role, Name>{};
  else if constexpr (sizeof...(Extents) == 1) return canonical_symbol<Role, Name, Extents..., 1>();
  else if constexpr (symbol<Role, Name, Extents...>::extents().is_scalar()) return symbol<Role, Name>{};
  else return symbol<Role, Name, extent_argument<extent(Extents)>()...>{};
}
/// From what is known of a symbol back to its type.
template <role Role, fixed_string Name, extent Rows, extent Columns, extent Range>
constexpr auto symbol_of_shape() {
  if constexpr (inner_number({Name.text, Role, Range}) >= 0) return inner_symbol<inner_number({Name.text, Role, Range}), Rows, Columns>{};
  else if constexpr (Role == role::indices) return symbol<Role, Name, extent_argument<Rows>(), extent_argument<Range>()>{};
  else return canonical_symbol<Role, Name, Rows, Columns>();
}
template <const facts* Symbol>
using symbol_type = decltype(symbol_of_shape<Symbol->symbol->kind, fixed_text<length_of(Symbol->symbol->name)>(Symbol->symbol->name), Symbol->extents.rows, Symbol->extents.columns, Symbol->symbol->range>());

/// `var<"x">`, `var<"W", 3, 4>`: an input that is differentiated. One extent alone makes a column: `var<"v", 3>` is 3 × 1.
template <fixed_string Name, auto... Extents>
inline constexpr auto var = canonical_symbol<role::variable, Name, Extents...>();

/// `data<"X", n, 3>`: an input that gradients leave alone unless it is named in wrt().
template <fixed_string Name, auto... Extents>
inline constexpr auto data = canonical_symbol<role::data, Name, Extents...>();

/// `labels<"t", n, 3>`: data whose rows sum to one; binds one-hot rows, or class indices 0 ... columns - 1.
template <fixed_string Name, auto... Extents>
inline constexpr auto labels = [] {
  static_assert(sizeof...(Extents) == 2, "nabla: labels have rows and columns, a column for each class: labels<\"T\", n, 10>");
  return canonical_symbol<role::labels, Name, Extents...>();
}();

template <fixed_string Name, auto Count, auto Range>
inline constexpr auto made_indices = [] {
  static_assert(is_size<Count> && is_size<Range>, NABLA_DETAIL_SIZED);
  static_assert(is_name<Name>, NABLA_DETAIL_NAMED);
  if constexpr (!is_name<Name>) return symbol<role::variable, "x">{};
  else if constexpr (is_size<Count> && is_size<Range>) {
    static_assert(extent(Range).is_named() || extent(Range).size > 0 || (!extent(Count).is_named() && extent(Count).size == 0), "nabla: indices are whole numbers below the range, and none is below 0");
    return symbol_of_shape<role::indices, Name, extent(Count), extent(1), extent(Range)>();
  } else return symbol<role::variable, Name>{};
}();

/// `indices<"word", n, dim<"words">>`: a column of n whole numbers from 0 on, which are below the range: checked when they are bound.
template <fixed_string Name, auto Count = 1, auto... Range>
inline constexpr auto indices = [] {
  static_assert(sizeof...(Range) == 1, "nabla: indices have a number, and a range that they are below: indices<\"word\", n, dim<\"words\">>");
  if constexpr (sizeof...(Range) == 1) return made_indices<Name, Count, Range...>;
  else return symbol<role::variable, Name>{};
}();

}  // namespace nabla::detail

namespace nabla {
using detail::var, detail::data, detail::labels, detail::indices;
}
