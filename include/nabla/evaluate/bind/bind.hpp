// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/check_bindings.hpp>

namespace nabla::detail {

/// Is it a column or a row whatever the sizes that are names? Its elements lie one after the other.
constexpr bool is_vector(const shape& s) { return s.rows.is_one() || s.columns.is_one(); }

/// Must the elements be copied before they can be read column by column in the scalar type T?
template <class B, class T>
constexpr bool needs_copy() {
  using V = bound_type<B>;
  if constexpr (!input_traits<V>::is_matrix) return false;
  else return !(DirectInput<V> && std::is_same_v<typename input_traits<V>::scalar, T>) || is_class_indices<B> || (is_flat_input<V> && !is_vector(facts_of<symbol_of<B>>.extents));
}

/// May the elements have to be copied? A row of a larger column-by-column matrix has gaps, which shows at run time only.
template <class B, class T>
constexpr bool may_need_copy() {
  return needs_copy<B, T>() || (input_traits<bound_type<B>>::is_matrix && !is_flat_input<bound_type<B>> && facts_of<symbol_of<B>>.extents.rows.is_one());
}

// Apart from the call, which knows sizes in registers where nobody sees their places.
[[gnu::noinline, gnu::cold]] inline void refuse_shape(const facts& symbol, index rows, index columns, index wanted_rows, index wanted_columns) {
  raise(shape_error(symbol.symbol->name, rows, columns, symbol.extents, wanted_rows, wanted_columns));
}
/// Compares the size of a bound value with the symbol's, and binds the names that it fixes. Throws shape_error.
[[gnu::always_inline]] inline constexpr void match_size(const facts& symbol, const numbered_shape& expected, index rows, index columns, bool flat, index* sizes) {
  if (flat) {  // n elements in one row of memory: take the shape from the symbol where it has one
    const index wanted_rows = expected.rows.known_value(sizes), wanted_columns = expected.columns.known_value(sizes);
    if (wanted_columns > 0 && rows % wanted_columns == 0) {
      rows = rows / wanted_columns;
      columns = wanted_columns;
    } else if (wanted_rows > 0 && rows % wanted_rows == 0) {
      columns = rows / wanted_rows;
      rows = wanted_rows;
    }
  }
  auto agree = [&](const numbered_extent& e, index size) __attribute__((always_inline)) {  // a call would keep all that is known of the sizes in memory
    if (size < 0) return true;  // class indices do not say how many classes there are: another binding does
    if (e.dimension < 0) return e.size == size;
    index& bound = sizes[e.dimension];
    if (bound < 0 && size >= e.size) bound = size - e.size;
    return bound >= 0 && bound + e.size == size;
  };
  const bool rows_agree = agree(expected.rows, rows), columns_agree = agree(expected.columns, columns);
  if (!rows_agree || !columns_agree) refuse_shape(symbol, rows, columns, expected.rows.known_value(sizes), expected.columns.known_value(sizes));
}

/// Is the size in the type of a value? Where the symbol's is a number too, the compiler has compared them.
template <class Traits>
constexpr bool has_static_size() {
  if constexpr (requires { Traits::static_size; }) return Traits::static_size >= 0;
  else if constexpr (requires { Traits::static_rows; }) return Traits::static_rows >= 0 && Traits::static_columns >= 0;
  else return false;
}

template <class P, class B>
[[gnu::always_inline]] inline constexpr void match_binding(const B& b, index* sizes) {
  using traits = input_traits<bound_type<B>>;
  constexpr const facts& symbol = facts_of<symbol_of<B>>;
  constexpr numbered_shape expected = layout<P>::numbered(symbol.extents);
  if constexpr (!traits::is_matrix) {
    (void)sizes;
  } else if constexpr (symbol.extents.is_static() && !is_class_indices<B>) {  // no name to bind: nobody sees `sizes`, and numbers stay in registers
    if constexpr (!has_static_size<traits>() || !has_right_size<B>()) {
      const index rows = traits::rows(b.value), columns = traits::columns(b.value);
      constexpr index wanted_rows = symbol.extents.rows.size, wanted_columns = symbol.extents.columns.size;
      const bool agree = is_flat_input<bound_type<B>> ? wanted_rows * wanted_columns > 0 && rows == wanted_rows * wanted_columns : rows == wanted_rows && columns == wanted_columns;
      if (!agree) match_size(symbol, expected, rows, columns, is_flat_input<bound_type<B>>, nullptr);
    }
  } else if constexpr (is_class_indices<B>) {
    if (traits::columns(b.value) == symbol.extents.columns.size && traits::columns(b.value) != 1) match_size(symbol, expected, traits::rows(b.value), traits::columns(b.value), false, sizes);
    else match_size(symbol, expected, traits::rows(b.value) * traits::columns(b.value), expected.columns.known_value(sizes), false, sizes);
  } else {
    const index rows = traits::rows(b.value), columns = traits::columns(b.value);
    if (rows < 0 || columns < 0) __builtin_unreachable();  // of two pointers no compiler knows which comes first
    match_size(symbol, expected, rows, columns, is_flat_input<bound_type<B>>, sizes);
  }
}

/// May a size be below 0: has one a number added to its name, or is one bound by itself?
template <class... B, class Plan>
constexpr bool counts_from_sizes(const Plan& plan) {
  if ((false || ... || is_only_a_size(facts_of<symbol_of<B>>))) return true;
  for (int i = 0; i < plan.sizes.shapes; ++i)
    if (plan.shapes[i].rows.more != 0 || plan.shapes[i].columns.more != 0) return true;
  return false;
}
/// The least that is added to each named size.
template <class P>
inline constexpr auto least_added = [] {
  constexpr const auto& plan = P::plan;
  fixed_array<int, layout<P>::dimension_count()> least{};
  const auto see = [&](const extent& e) {
    if (!e.is_named()) return;
    int& known = least.data[layout<P>::dimension_number(e.name)];
    if (e.more < known) known = e.more;
  };
  for (int i = 0; i < plan.sizes.shapes; ++i) {
    see(plan.shapes[i].rows);
    see(plan.shapes[i].columns);
  }
  return least;
}();
template <class P>
[[gnu::cold, gnu::noinline]] constexpr void refuse_size(fixed_array<index, layout<P>::dimension_count()> all) {
  constexpr const auto& plan = P::plan;
  const index* sizes = all.data;
  for (int k = 0; k < 2 * plan.sizes.shapes; ++k) {
    const extent e = k % 2 == 0 ? plan.shapes[k / 2].rows : plan.shapes[k / 2].columns;
    if (!e.is_named() || layout<P>::numbered(e).value(sizes) >= 0) continue;
    for (int i = 0; i < plan.sizes.inputs; ++i) {
      const facts& symbol = *plan.inputs[i].symbol;
      if (!symbol.extents.rows.has_name_of(e) && !symbol.extents.columns.has_name_of(e)) continue;
      if (is_only_a_size(symbol)) break;
      const numbered_shape bound = layout<P>::numbered(symbol.extents);
      raise(shape_error(symbol.symbol->name, bound.rows.value(sizes), bound.columns.value(sizes), e));
    }
    raise(shape_error(e));
  }
}
/// Sizes such as n - 1 are at least 0. Throws shape_error, which names a symbol that binds n.
template <class P>
[[gnu::always_inline]] inline constexpr void check_sizes(const index* sizes) {
  constexpr int count = layout<P>::dimension_count();  // a constant: names are compared while compiling only
  fixed_array<index, count> all;
  bool right = true;
  for (int d = 0; d < count; ++d) {
    all.data[d] = sizes[d];
    right = right && sizes[d] + least_added<P>.data[d] >= 0;
  }
  if (!right) refuse_size<P>(all);
}

/// Indices are whole numbers from 0 on below their range. Throws label_error.
template <class P, class B>
constexpr void check_indices(const B& b, const index* sizes) {
  constexpr const facts& symbol = facts_of<symbol_of<B>>;
  if constexpr (symbol.symbol->kind == role::indices) {
    using traits = input_traits<bound_type<B>>;
    const index range = layout<P>::numbered(symbol.symbol->range).known_value(sizes);
    const auto is_wrong = [range]<class I>(const I& value) {
      const int outside = !(value >= 0 && value < static_cast<I>(range));
      if constexpr (std::is_integral_v<I>) return outside;
      else return outside != 0 ? outside : int{value != static_cast<I>(static_cast<index>(value))};
    };
    const auto at = [&](index i) {
      if constexpr (!traits::is_matrix) return b.value;
      else if constexpr (is_flat_input<bound_type<B>>) return traits::at(b.value, i);
      else return traits::get(b.value, i, 0);
    };
    index count = 1;
    if constexpr (traits::is_matrix) count = traits::rows(b.value);
    int wrong = 0;  // which one is looked for where there is one: a loop that ends where it may takes one at a time
    for (index i = 0; i < count; ++i) wrong |= is_wrong(at(i));
    for (index i = 0; wrong != 0 && i < count; ++i)
      if (is_wrong(at(i)) != 0) raise(label_error(symbol.symbol->name, i, symbol.symbol->range, range));
  }
}

/// Elements that copies of inputs take behind the buffers.
template <class P, class T, class... B>
constexpr index copied_elements(const index* sizes) {
  index total = 0;
  auto add = [&]<class Bound>(std::type_identity<Bound>) {
    if constexpr (may_need_copy<Bound, T>() && !is_only_a_size(facts_of<symbol_of<Bound>>)) {
      constexpr numbered_shape extents = layout<P>::numbered(facts_of<symbol_of<Bound>>.extents);
      total += layout<P>::padded(extents.rows.value(sizes) * extents.columns.value(sizes));
    }
  };
  (void)add;
  (add(std::type_identity<B>{}), ...);
  return total;
}

/// Row i gets a 1 in column index_of(i). Throws label_error before it writes.
template <class T, class Index>
constexpr void one_hot(matrix_view<T> to, const facts& symbol, Index index_of) {
  for (index i = 0; i < to.rows(); ++i)
    if (index_of(i) < 0 || static_cast<index>(index_of(i)) >= to.columns()) raise(label_error(symbol.symbol->name, i, symbol.extents.columns, to.columns()));
  for (index j = 0; j < to.columns(); ++j)
    for (index i = 0; i < to.rows(); ++i) to(i, j) = T(0);
  for (index i = 0; i < to.rows(); ++i) to(i, static_cast<index>(index_of(i))) = T(1);
}

/// Copies a value column by column into `to`.
template <class B, class T>
constexpr void copy_input(const B& b, matrix_view<T> to) {
  using traits = input_traits<bound_type<B>>;
  auto fill = [&](auto element) {
    for (index j = 0; j < to.columns(); ++j)
      for (index i = 0; i < to.rows(); ++i) to(i, j) = static_cast<T>(element(i, j));
  };
  if constexpr (is_flat_input<bound_type<B>>) {
    if constexpr (is_class_indices<B>) {
      if (traits::rows(b.value) == to.rows()) return one_hot(to, facts_of<symbol_of<B>>, [&](index i) { return traits::at(b.value, i); });
    }
    fill([&](index i, index j) { return traits::at(b.value, i * to.columns() + j); });
  } else {
    if constexpr (is_class_indices<B>)
      if (traits::columns(b.value) != to.columns() || to.columns() == 1)
        return one_hot(to, facts_of<symbol_of<B>>, [&](index i) { return traits::columns(b.value) == 1 ? traits::get(b.value, i, 0) : traits::get(b.value, 0, i); });
    if constexpr (requires { traits::copy(b.value, to); }) traits::copy(b.value, to);
    else fill([&](index i, index j) { return traits::get(b.value, i, j); });
  }
}

}  // namespace nabla::detail
