// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/rules/blocks.hpp>
#include <nabla/shape/element_count.hpp>

namespace nabla::detail {

// Matrices one below the other of which several have as rows what has a name: n, or twice n and one. Only loops put them together.

/// The size that a name has, where so many rows are known.
template <element_count Rows>
constexpr std::ptrdiff_t size_of_name(std::ptrdiff_t rows) {
  if constexpr (Rows.is_static()) return 0;
  else return Rows.size_of(rows);
}

template <element_count First, element_count Size, element_count Whole, bool Put>
struct piece_rule;

/// Matrices of so many rows, one below the other.
template <element_count... Rows>
struct stacked_rule : matrix_function<sizeof...(Rows)> {  // internal
  static constexpr element_count whole = (Rows + ...);
  static constexpr element_count rows[sizeof...(Rows)] = {Rows...};
  static constexpr element_count before(int k) { return k == 0 ? element_count{} : before(k - 1) + rows[k - 1]; }
  static constexpr numbered_text name{"stacked", extent_of<Rows>...};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr part_kind stack = part_kind::vstack;
  static constexpr inferred_shape infer(const shape* operands) {
    for (int k = 0; k < static_cast<int>(sizeof...(Rows)); ++k)
      if (!(element_count_of(operands[k].rows) == rows[k]) || !(operands[k].columns == operands[0].columns)) return {{}, "what is stacked has other sizes"};
    return {matrix_shape(extent_of<whole>, operands[0].columns)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<I, extent_of<rows[I]>, any_width>{}; }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pulled(d, A); }
  static constexpr auto pullbacks(auto A, auto B, auto, auto d) { return pulled(d, A, B); }
  static constexpr auto pullbacks(auto A, auto B, auto C, auto, auto d) { return pulled(d, A, B, C); }
  static constexpr auto pullbacks(auto A, auto B, auto C, auto D, auto, auto d) { return pulled(d, A, B, C, D); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto&... from) {
    std::ptrdiff_t first = 0;
    const auto copy = [&](const auto& piece) {
      for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
        for (std::ptrdiff_t i = 0; i < piece.rows(); ++i) to(first + i, j) = piece(i, j);
      first += piece.rows();
    };
    (copy(from), ...);
  }

 private:
  static constexpr auto pulled(auto d, auto... operands) {
    return [&]<int... K>(std::integer_sequence<int, K...>) { return pullback(call<piece_rule<before(K), rows[K], whole, false>>(d)...); }(std::make_integer_sequence<int, static_cast<int>(sizeof...(operands))>{});
  }
};

/// Some rows of such a matrix; or the other way round, these in a matrix of zeros.
template <element_count First, element_count Size, element_count Whole, bool Put>
struct piece_rule : matrix_function<1> {  // internal
  static constexpr numbered_text name{Put ? "put_piece" : "piece", extent_of<First>, extent_of<Size>, extent_of<Whole>};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr bool leaves_zeros = Put;
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(element_count_of(operands[0].rows) == (Put ? Size : Whole))) return {{}, "that piece has another size"};
    return {matrix_shape(extent_of < Put ? Whole : Size >, operands[0].columns)};
  }
  template <int I>
  static constexpr auto operand() { return placeholder<0, extent_of<Put ? Size : Whole>, any_width>{}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<piece_rule<First, Size, Whole, !Put>>(d)); }
  /// Of what is stacked that which is.
  static constexpr int expand(simplifier& s, const int* operands) {
    if constexpr (Put) return -1;
    else return find(s.g, operands[0], First);
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const auto& whole = part_or<Put>(to, a);
    const auto& part = part_or<!Put>(to, a);
    const std::ptrdiff_t first = First.at(size_of_name<Whole>(whole.rows()));
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j) {
      if constexpr (Put)
        for (std::ptrdiff_t i = 0; i < whole.rows(); ++i) to(i, j) = i >= first && i < first + part.rows() ? part(i - first, j) : T(0);
      else
        for (std::ptrdiff_t i = 0; i < part.rows(); ++i) to(i, j) = whole(first + i, j);
    }
  }

 private:
  static constexpr int find(const graph& g, int node, element_count first) {
    if (first == element_count{} && element_count_of(g.shape_of(node).rows) == Size) return node;
    if (g[node].op->stack != part_kind::vstack) return -1;
    element_count before;
    for (int k = 0; k < g[node].op->arity; ++k) {
      const element_count rows = element_count_of(g.shape_of(g[node].operands[k]).rows), rest = first + before * -1;
      if (rest.times >= 0 && rest.more >= 0 && rest.times <= rows.times)
        if (const int found = find(g, g[node].operands[k], rest); found >= 0) return found;
      before = before + rows;
    }
    return -1;
  }
  template <bool Result>
  static constexpr const auto& part_or(const auto& to, const auto& a) {
    if constexpr (Result) return to;
    else return a;
  }
};

/// The elements of a matrix in one column, column by column, and back.
template <shape Form, bool Back>
struct elements_rule : matrix_function<1> {  // internal
  static constexpr extent count = extent_of<element_count_of(Form)>;
  static constexpr numbered_text name{Back ? "from_elements" : "elements", Form.rows, Form.columns};
  static constexpr const char* text = name.text;
  static constexpr value_range range{.finite = true};
  static constexpr inferred_shape infer(const shape* operands) {
    if (!(operands[0] == (Back ? matrix_shape(count) : Form))) return {{}, "that matrix has another size"};
    return {Back ? Form : matrix_shape(count)};
  }
  template <int I>
  static constexpr auto operand() {
    if constexpr (Back) return placeholder<0, count, 1>{};
    else return placeholder<0, Form.rows, Form.columns>{};
  }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<elements_rule<Form, !Back>>(d)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    const auto& matrix = [&]() -> const auto& {
      if constexpr (Back) return to;
      else return a;
    }();
    for (std::ptrdiff_t j = 0; j < matrix.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < matrix.rows(); ++i) {
        if constexpr (Back) to(i, j) = a(i + j * matrix.rows(), 0);
        else to(i + j * matrix.rows(), 0) = a(i, j);
      }
  }
};

template <Expression... E>
  requires(sizeof...(E) <= 4)
constexpr auto stacked_by_four(E... e) {
  return call<stacked_rule<element_count_of(facts_of<E>.extents.rows)...>>(e...);
}
template <Expression A, Expression B, Expression C, Expression D, Expression... More>
  requires(sizeof...(More) > 0)
constexpr auto stacked_by_four(A a, B b, C c, D d, More... more) {
  return stacked_by_four(stacked_by_four(a, b, c, d), more...);
}
/// One below the other, also where sizes have a name.
template <Expression... E>
constexpr auto stacked(E... e) {
  if constexpr (sizeof...(E) == 1 || !(facts_of<E>.extents.rows.is_named() || ...)) return vstack(e...);
  else return stacked_by_four(e...);
}

}  // namespace nabla::detail
