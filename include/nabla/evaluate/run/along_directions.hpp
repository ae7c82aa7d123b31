// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/gradient_symbols.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/simplify/elements.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/graph/wrt.hpp>

namespace nabla::detail {

template <Expression F, class... X>
struct value_and_blocks;
template <class F, class... X>
struct jacobian_of_numbers;

/// Where a derivative lies: in which output, row and column.
struct place_of_derivative {
  int output = 0, row = 0, column = 0;
};
inline constexpr int most_moved = 64;
/// Elements of a shape, or one more than so many.
constexpr int elements_up_to(const shape& s, int most) { return has_at_most(s, most) ? s.rows.size * s.columns.size : most + 1; }
/// Sizes of symbols, whose elements are counted row by row, one after the other.
template <class Symbols>
struct elements_of_symbols {
  static constexpr const shape& extents_of(int symbol) { return Symbols::symbols.data[symbol]->extents; }
  static constexpr int count_of(int symbol) { return elements_up_to(extents_of(symbol), most_elements_that_move); }
  static constexpr int count() {
    int total = 0;
    for (int k = 0; k < Symbols::count; ++k) total += count_of(k);
    return total;
  }
};
/// What a gradient or a Jacobian is asked for: by so many elements, of a function of so many rows and columns.
template <class F, bool Value, bool IsGradient, bool InBlocks, class Symbols>
struct moving_elements : elements_of_symbols<Symbols> {
  using function = F;
  using symbols = Symbols;
  using all = elements_of_symbols<Symbols>;
  static constexpr bool has_value = Value;
  static constexpr const shape& extents = facts_of<F>.extents;
  static constexpr int elements = all::count(), rows = elements_up_to(extents, most_moved), columns = extents.columns.size;
  static constexpr bool are_few = rows >= 1 && rows <= most_moved && elements >= 2 && elements <= most_elements_that_move;

  /// Of the derivative of element `e` by element `k` of all.
  static constexpr place_of_derivative place(int e, int k) {
    int symbol = 0, column = k;
    for (; column >= all::count_of(symbol); ++symbol) column -= all::count_of(symbol);
    const int first = Value ? 1 : 0, across = all::extents_of(symbol).columns.size;
    if (IsGradient) return {first + symbol, column / across, column % across};
    return InBlocks ? place_of_derivative{first + symbol, e, column} : place_of_derivative{first, e, k};
  }
};

/// Those of a program; void of one that asks for something else.
template <class P>
struct moving_in_program {
  using type = void;
};
template <class F, bool Value>
struct moving_in_program<program<F, Value, wrt_all>> {
  using type = moving_elements<F, Value, true, false, gradient_symbols<F, Value, wrt_all>>;
};
template <class F, bool Value, class... X>
struct moving_in_program<program<F, Value, wrt_list<X...>>> {
  using type = moving_elements<F, Value, true, false, wrt_list<X...>>;
};
template <class F, class... X>
struct moving_in_program<program<F, true, with_inputs<value_and_blocks<F, X...>, X...>>> {
  using type = moving_elements<F, true, false, true, wrt_list<X...>>;
};
template <class F, bool Value, class... X>
struct moving_in_program<program<F, Value, jacobian_of_numbers<F, X...>>> {
  using type = moving_elements<F, Value, false, false, wrt_list<X...>>;
};
template <class P>
using moving_symbols_of = typename moving_in_program<P>::type;
template <class P>
constexpr bool find_whether_few_move() {
  if constexpr (std::is_void_v<moving_symbols_of<P>>) return false;
  else return moving_symbols_of<P>::are_few;
}
template <class P>
inline constexpr bool moves_by_few = find_whether_few_move<P>();

/// The symbol of a direction.
template <int Number>
inline constexpr auto direction_name = [] {
  const char text[3] = {'\'', static_cast<char>('a' + Number), '\0'};
  return fixed_string<3>(text);
}();
template <int Number>
using direction_symbol = symbol<role::data, direction_name<Number>>;

/// The request for the elements of a function, if they are asked for, and for where they move, along each direction one of the elements by which P derives it.
template <class P>
struct along_directions : wrt_nothing {
  using directions_of = P;
  using moving = moving_symbols_of<P>;
  static constexpr int also_count = moving::elements;
  static constexpr fixed_array<const facts*, also_count> also = []<int... K>(std::integer_sequence<int, K...>) {
    return fixed_array<const facts*, also_count>{{&facts_of<direction_symbol<K>>...}};
  }(std::make_integer_sequence<int, also_count>{});

  /// Outputs are left out where functions of matrices stay, or one has no derivative: it is the other way that says so.
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    simplifier s{g};
    fixed_array<int, also_count> inputs, moves;
    fixed_array<int, moving::rows> tangents, roots;
    roots.data[0] = root;
    int element = 0;
    if (g.shapes.size > 1) {
      graph lowered;
      const bool lowers = lower_if_needed(g, lowered, &root, 1);
      element_writer<late<typename moving::function>> w(lowers ? lowered : g, s, most_taken_apart);
      w.run(&root, 1);
      for (int e = 0; e < moving::rows; ++e) roots.data[e] = w.at(root, e / moving::columns, e % moving::columns);
    }
    for (int k = 0; k < moving::symbols::count; ++k)
      for (int i = 0; i < moving::extents_of(k).rows.size; ++i)
        for (int j = 0; j < moving::extents_of(k).columns.size; ++j) {
          inputs.data[element] = s.element(import(g, known, *moving::symbols::symbols.data[k], false), i, j);
          moves.data[element] = import(g, known, *also.data[element], false);
          ++element;
        }
    if (!tangents_of_elementwise(g, roots.data, moving::rows, inputs.data, moves.data, also_count, tangents.data)) return {};
    for (int e = 0; e < moving::rows && moving::has_value; ++e) outputs.push(roots.data[e]);
    for (int e = 0; e < moving::rows; ++e) outputs.push(tangents.data[e]);
    return {};
  }
};

}  // namespace nabla::detail
