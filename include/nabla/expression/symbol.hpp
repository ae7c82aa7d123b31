// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/node.hpp>

namespace nabla {

// Leaves have operations too, so that the passes find them in the same place.
inline constexpr operation constant_operation{.text = "constant", .id = key_of("constant"), .code = operation_code::constant};
inline constexpr operation symbol_operation{.text = "symbol", .id = key_of("symbol"), .code = operation_code::symbol};
inline constexpr operation placeholder_operation{.text = "placeholder", .id = key_of("placeholder"), .code = operation_code::placeholder};

/// Key of an exact constant: here and in the passes.
constexpr key constant_key(const rational& value) {
  return mix(mix(constant_operation.id, static_cast<key>(value.numerator)), static_cast<key>(value.denominator));
}

// From the key of a symbol back to its type.
template <key Id>
struct symbol_tag {
#if !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
  friend constexpr auto symbol_with(symbol_tag<Id>);
#if !defined(__clang__)
#pragma GCC diagnostic pop
#endif
};
template <key Id, class Symbol>
struct define_symbol {
  friend constexpr auto symbol_with(symbol_tag<Id>) { return Symbol{}; }
  static constexpr bool done = true;
};

template <role Role, fixed_string Name, auto... Extents>
struct facts_maker<symbol<Role, Name, Extents...>> {
  using type = symbol<Role, Name, Extents...>;
  static constexpr key id = mix(mix(mix(symbol_operation.id, key_of(Name.text)), static_cast<key>(Role)), key_of(type::form()));
  static constexpr facts make() {
    static_assert(define_symbol<id, type>::done);
    facts f;
    f.op = &symbol_operation;
    f.form = type::form();
    f.id = id;
    f.symbol = &type::info;
    return f;
  }
};

template <std::int64_t Numerator, std::int64_t Denominator>
struct facts_maker<constant<Numerator, Denominator>> {
  static constexpr facts make() {
    facts f;
    f.op = &constant_operation;
    f.value = {Numerator, Denominator};
    f.id = constant_key(f.value);
    return f;
  }
};

template <int Index, auto... Extents>
struct facts_maker<placeholder<Index, Extents...>> {
  static constexpr facts make() {
    facts f;
    f.op = &placeholder_operation;
    f.form = placeholder<Index, Extents...>::form();
    f.value = {Index, 1};
    f.id = mix(mix(placeholder_operation.id, static_cast<key>(Index)), key_of(f.form));
    return f;
  }
};

/// `var<"x">`, `var<"W", 3, 4>`: an input that is differentiated. One extent alone makes a column: `var<"v", 3>` is 3 × 1.
template <fixed_string Name, auto... Extents>
  requires(sizeof...(Extents) <= 2)
inline constexpr symbol<role::variable, Name, Extents...> var{};

/// `data<"X", n, 3>`: an input that gradients leave alone unless it is named in wrt().
template <fixed_string Name, auto... Extents>
  requires(sizeof...(Extents) <= 2)
inline constexpr symbol<role::data, Name, Extents...> data{};

/// `labels<"t", n, 3>`: data whose rows sum to one; binds one-hot rows, or class indices 0 … columns - 1.
template <fixed_string Name, auto... Extents>
  requires(sizeof...(Extents) == 2)
inline constexpr symbol<role::labels, Name, Extents...> labels{};

}  // namespace nabla
