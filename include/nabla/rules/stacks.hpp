// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>

#include <utility>

namespace nabla::detail {

/// Among the sizes of what is stacked: one that is bound at run time.
inline constexpr int run_time_size = -1;

/// Matrices side by side, or one above the other; Sizes are their columns, or rows; one of them may be known at run time only.
template <bool Horizontal, int... Sizes>
struct stack_rule : matrix_function<static_cast<int>(sizeof...(Sizes))> {
  static constexpr numbered_text name{Horizontal ? "hstack" : "vstack", Sizes...};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr part_kind stack = Horizontal ? part_kind::hstack : part_kind::vstack;
  static constexpr part_places places = [] {
    part_places p;
    if (!(... && (Sizes >= 0))) return p;
    p.kind = stack;
    int i = 0;
    ((p.numbers[i++] = Sizes), ...);
    return p;
  }();
  static constexpr auto written = Horizontal ? "hstack" : "vstack";
  static constexpr bool moves_elements = true;
  static constexpr int sizes[sizeof...(Sizes)] = {Sizes...};
  static constexpr int total = (0 + ... + (Sizes == run_time_size ? 0 : Sizes));
  static constexpr extent across(const shape& s) { return Horizontal ? s.rows : s.columns; }
  static constexpr extent along(const shape& s) { return Horizontal ? s.columns : s.rows; }
  static constexpr shape of(extent across, extent along) { return Horizontal ? matrix_shape(across, along) : matrix_shape(along, across); }

  static constexpr inferred_shape infer(const shape* operands) {
    extent whole = total;
    for (unsigned i = 0; i < sizeof...(Sizes); ++i) {
      if (!(across(operands[i]) == across(operands[0]))) return {{}, Horizontal ? "hstack takes matrices with as many rows" : "vstack takes matrices with as many columns"};
      if (sizes[i] == run_time_size) whole = along(operands[i]) + total;
    }
    return {of(across(operands[0]), whole)};
  }
  template <int I>
  static constexpr auto operand() {
    constexpr shape extents = of(dim<"m">, sizes[I] == run_time_size ? extent(dim<"n">) : extent(sizes[I]));
    return placeholder<I, extents.rows, extents.columns>{};
  }
  /// Where part I begins, from the end where what stands before it has a size of run time.
  static constexpr int first(int part) {
    int before = 0, from_here = 0;
    for (int i = 0; i < static_cast<int>(sizeof...(Sizes)); ++i) {
      if (i >= part) from_here += sizes[i];
      else if (sizes[i] == run_time_size) before = -1;
      else if (before >= 0) before += sizes[i];
    }
    return before >= 0 ? before : -from_here;
  }
  static constexpr int behind(int part) {
    int sum = 0;
    for (int i = part + 1; i < static_cast<int>(sizeof...(Sizes)); ++i) sum += sizes[i];
    return sum;
  }
  template <int I>
  static constexpr auto part(auto d) {
    constexpr auto size = [] {
      if constexpr (sizes[I] == run_time_size) return to_end - behind(I);
      else return sizes[I];
    }();
    if constexpr (Horizontal) return columns<first(I), size>(d);
    else return rows<first(I), size>(d);
  }
  // after the operands come the result and the cotangent
  static constexpr auto pullbacks(auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 2)
  {
    return pullback(part<0>(d), part<1>(d));
  }
  static constexpr auto pullbacks(auto, auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 3)
  {
    return pullback(part<0>(d), part<1>(d), part<2>(d));
  }
  static constexpr auto pullbacks(auto, auto, auto, auto, auto, auto d)
    requires(sizeof...(Sizes) == 4)
  {
    return pullback(part<0>(d), part<1>(d), part<2>(d), part<3>(d));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto&... parts) {
    std::ptrdiff_t row = 0, column = 0;
    const auto copy = [&](const auto& part) {
      for (std::ptrdiff_t j = 0; j < part.columns(); ++j)
        for (std::ptrdiff_t i = 0; i < part.rows(); ++i) to(row + i, column + j) = part(i, j);
      (Horizontal ? column : row) += Horizontal ? part.columns() : part.rows();
    };
    (copy(parts), ...);
  }
};

/// The rule with these numbers.
template <part_places P>
constexpr auto find_rule_of_part() {
  if constexpr (P.kind == part_kind::block) return block_rule<P.numbers[0], P.numbers[1], P.numbers[2], P.numbers[3]>{};
  else if constexpr (P.kind == part_kind::put) return put_rule<P.numbers[0], P.numbers[1], P.numbers[2], P.numbers[3]>{};
  else return []<int... K>(std::integer_sequence<int, K...>) { return stack_rule<P.kind == part_kind::hstack, P.numbers[K]...>{}; }(std::make_integer_sequence<int, parts_of(P)>{});
}
template <part_places P>
using rule_of_part = decltype(find_rule_of_part<P>());
/// Makes the rule known by its key.
template <part_places P>
constexpr bool define_part() {
  if constexpr (P.kind != part_kind::none) return define_rule<rule_of_part<P>>::done;
  else return true;
}

template <bool Horizontal, class A>
inline constexpr extent size_along = Horizontal ? facts_of<A>.extents.columns : facts_of<A>.extents.rows;
template <bool Horizontal, class... A>
using stack_of = stack_rule<Horizontal, (size_along<Horizontal, A>.is_named() ? run_time_size : size_along<Horizontal, A>.size)...>;

/// The sum of two sizes that are names has none: but for one matrix the sizes along which they are stacked are numbers.
template <bool Horizontal, class... A>
concept stacks_known_sizes = ((0 + ... + (size_along<Horizontal, A>.is_named() ? 1 : 0)) <= 1);

/// Matrices side by side: m × a, m × b, … to m × (a + b + …).
template <Expression A>
constexpr A hstack(A) { return {}; }
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && stacks_known_sizes<true, A...> && shapes_agree<stack_of<true, A...>, A...>
constexpr auto hstack(A...) { return node_of<stack_of<true, A...>, A...>{}; }
template <Expression A, Expression B, Expression C, Expression D, Expression E, Expression... More>
constexpr auto hstack(A a, B b, C c, D d, E e, More... more) { return detail::hstack(detail::hstack(a, b, c, d), e, more...); }

/// Matrices one above the other: a × n, b × n, … to (a + b + …) × n.
template <Expression A>
constexpr A vstack(A) { return {}; }
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && stacks_known_sizes<false, A...> && shapes_agree<stack_of<false, A...>, A...>
constexpr auto vstack(A...) { return node_of<stack_of<false, A...>, A...>{}; }
template <Expression A, Expression B, Expression C, Expression D, Expression E, Expression... More>
constexpr auto vstack(A a, B b, C c, D d, E e, More... more) { return detail::vstack(detail::vstack(a, b, c, d), e, more...); }

/// `repeat<2, 3>(A)`: a 2 × 3 arrangement of copies of A, like tiles. What is repeated has a known size: twice n has no name.
template <int Rows, int Columns, Expression A>
  requires(Rows >= 1 && Columns >= 1 && (Rows == 1 || !facts_of<A>.extents.rows.is_named()) && (Columns == 1 || !facts_of<A>.extents.columns.is_named()))
constexpr auto repeat(A a) {
  if constexpr (Rows > 1) {
    auto half = detail::repeat<Rows / 2, Columns>(a);
    if constexpr (Rows % 2 == 0) return detail::vstack(half, half);
    else return detail::vstack(half, half, detail::repeat<1, Columns>(a));
  } else if constexpr (Columns > 1) {
    auto half = detail::repeat<1, Columns / 2>(a);
    if constexpr (Columns % 2 == 0) return detail::hstack(half, half);
    else return detail::hstack(half, half, a);
  } else return a;
}

}  // namespace nabla::detail

namespace nabla {
using detail::hstack, detail::vstack, detail::repeat;
}
