// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/sparsity/sparsity.hpp>

namespace nabla::detail {

/// Along one direction, where the element that is read lies if (i, j) is written: at i + number, at j + number, at a number, at one from the end of the input, or anywhere.
enum class reads_at : std::uint8_t {
  row,
  column,
  number,
  from_end,
  anywhere
};
struct place_read {
  reads_at at = reads_at::anywhere;
  int number = 0;
  friend constexpr bool operator==(const place_read&, const place_read&) = default;
};
inline constexpr place_read same_row{reads_at::row}, same_column{reads_at::column}, anywhere{};

/// Elements of an input that element (i, j) of a node can depend on: a pattern by its offsets, for all sizes.
struct reach {
  int output = 0, input = 0;
  place_read row{reads_at::row}, column{reads_at::column};
};

/// Reaches of all nodes. A superset of what there is: what is not known by name reads everything.
template <class Late>
struct reaches {
  static constexpr int most = 48;  ///< of one node; beyond, it reads everything

  const graph& g;
  const facts* const* inputs;
  int input_count;
  list<list<reach>> of;

  constexpr reaches(const graph& from, const int* outputs, int output_count, const facts* const* symbols, int symbol_count) : g(from), inputs(symbols), input_count(symbol_count), of(from.nodes.size) {
    const list<int> readers = count_readers(g, outputs, output_count);
    for (int i = 0; i < g.nodes.size; ++i)
      if (readers.data[i] > 0) visit(i);
  }

  /// A place in an input, in terms of what reads an operand that reads the input. Sizes of the operand and of the input: what is one place from the end of a part is another from that of the whole.
  static constexpr place_read through(const place_read& inner, const place_read& row, const place_read& column, const shape& of, const extent& size) {
    if (inner.at != reads_at::row && inner.at != reads_at::column) return inner;
    place_read result = inner.at == reads_at::row ? row : column;
    if (result.at == reads_at::anywhere) return result;
    result.number += inner.number;
    if (result.at != reads_at::from_end) return result;
    const extent& end = inner.at == reads_at::row ? of.rows : of.columns;
    if (!end.has_name_of(size)) return anywhere;
    result.number += end.more - size.more;
    return result;
  }
  constexpr void push(int i, reach r) {
    const shape& extents = g.shape_of(i);
    const auto settle = [&](place_read& p) {  // the only row is row 0
      if ((p.at == reads_at::row && extents.rows.is_one()) || (p.at == reads_at::column && extents.columns.is_one())) p = {reads_at::number, p.number};
    };
    settle(r.row);
    settle(r.column);
    list<reach>& all = of.data[i];
    for (int k = 0; k < all.size; ++k)
      if (all.data[k].input == r.input && all.data[k].row == r.row && all.data[k].column == r.column) return;
    if (all.size < most) return all.push(r);
    all.size = 0;
    for (int k = 0; k < input_count; ++k) all.push({0, k, anywhere, anywhere});
  }
  constexpr void read(int i, int operand, const place_read& row, const place_read& column) {
    const list<reach>& from = of.data[operand];
    for (int k = 0; k < from.size; ++k) {
      const shape &input = inputs[from.data[k].input]->extents, &of_operand = g.shape_of(operand);
      push(i, {0, from.data[k].input, through(from.data[k].row, row, column, of_operand, input.rows), through(from.data[k].column, row, column, of_operand, input.columns)});
    }
  }

  constexpr void visit(int i) {
    const graph_node& n = g.nodes.data[i];
    const int a = n.operands[0], b = n.operands[1];
    for (int k = 0; k < input_count; ++k)
      if (n.op->code == operation_code::symbol && is_same_symbol(*n.leaf, *inputs[k])) push(i, {0, k});
    switch (n.op->code) {
      case operation_code::constant:
      case operation_code::real:
      case operation_code::symbol:
      case operation_code::placeholder:
      case operation_code::count: return;
      case operation_code::broadcast: return read(i, a, same_row, same_column);
      case operation_code::transpose: return read(i, a, same_column, same_row);
      case operation_code::matrix_product: read(i, a, same_row, anywhere); return read(i, b, anywhere, same_column);
      default: break;
    }
    if (is_over_all(n.op->code)) read(i, a, anywhere, anywhere);
    else if (is_over_rows(n.op->code)) read(i, a, same_row, anywhere);
    else if (is_over_columns(n.op->code)) read(i, a, anywhere, same_column);
    else if (n.op->elementwise) elementwise(i);
    else if (n.op->slice.kind != slice_kind::none) slice(i);
    else if (is_stack(n.op->stack) || is_stack(n.op->places.kind)) stack(i);
    else if (n.op->places.kind != part_kind::none) part(i);
    else other(i);
  }
  constexpr void elementwise(int i) {
    const graph_node& n = g.nodes.data[i];
    for (int k = 0; k < n.op->arity; ++k)
      if (!is_flat(*n.op, k)) read(i, n.operands[k], same_row, same_column);
  }
  /// Place `first` of so many, which counts from the end below 0.
  static constexpr place_read place(reads_at at, int sign, int first, const extent& size) {
    if (first >= 0) return {at, sign * first};
    if (!size.is_named()) return {at, sign * (size.size + first)};
    return anywhere;
  }
  constexpr void slice(int i) {
    const slice_places& s = g.nodes.data[i].op->slice;
    const bool corner = s.kind == slice_kind::take_corner || s.kind == slice_kind::put_corner, take = s.kind == slice_kind::take || s.kind == slice_kind::take_corner;
    const shape& whole = take ? g.shape_of(g.nodes.data[i].operands[0]) : g.shape_of(i);
    place_read row = same_row, column = same_column;
    if (s.kind == slice_kind::shift) (s.along_row ? column : row).number = -s.first;
    else {
      if (!s.along_row) row = place(reads_at::row, take ? 1 : -1, s.first, whole.rows);
      if (s.along_row || corner) column = place(reads_at::column, take ? 1 : -1, corner ? s.less : s.first, whole.columns);
    }
    read(i, g.nodes.data[i].operands[0], row, column);
  }
  constexpr void part(int i) {
    const graph_node& n = g.nodes.data[i];
    const part_places& p = n.op->places;
    const bool take = p.kind == part_kind::block;
    const shape& whole = take ? g.shape_of(n.operands[0]) : g.shape_of(i);
    place_read row = place(reads_at::row, take ? 1 : -1, p.numbers[0], whole.rows), column = place(reads_at::column, take ? 1 : -1, p.numbers[1], whole.columns);
    // one row, or column, counted from an end that is known at run time
    if (take && p.numbers[0] < 0 && p.numbers[2] == 1 && whole.rows.is_named()) row = {reads_at::from_end, p.numbers[0]};
    if (take && p.numbers[1] < 0 && p.numbers[3] == 1 && whole.columns.is_named()) column = {reads_at::from_end, p.numbers[1]};
    read(i, n.operands[0], row, column);
  }
  constexpr void stack(int i) {
    const graph_node& n = g.nodes.data[i];
    const bool vertical = n.op->stack == part_kind::vstack || n.op->places.kind == part_kind::vstack;
    bool known = true;  // where the part begins: not behind one of a size that has a name
    for (int k = 0, start = 0; k < n.op->arity; ++k) {
      const extent size = vertical ? g.shape_of(n.operands[k]).rows : g.shape_of(n.operands[k]).columns;
      const place_read moved = known ? place_read{vertical ? reads_at::row : reads_at::column, -start} : anywhere;
      read(i, n.operands[k], vertical ? moved : same_row, vertical ? same_column : moved);
      known = known && !size.is_named();
      if (known) start += size.size;
    }
  }
  constexpr void other(int i) {
    const graph_node& n = g.nodes.data[i];
    for (int k = 0; k < n.op->arity - (n.op->last_is_shape ? 1 : 0); ++k)
      read(i, n.operands[k], n.op->by[k] == over::rows ? same_row : anywhere, n.op->by[k] == over::columns ? same_column : anywhere);
  }
};

/// Reaches of f, or, of order 2, of its gradient by each of the symbols.
template <class Late = void>
constexpr derivative_problem find_reaches(list<reach>& all, const facts& f, const facts* const* wrt, int wrt_count, int order, const pullback_table& pullbacks) {
  graph g, lowered;
  list<int> outputs;
  if (const derivative_problem problem = import_derived(g, outputs, f, wrt, wrt_count, order, pullbacks); problem.exists()) return problem;
  lower(g, lowered, outputs.data, outputs.size);
  const reaches<Late> found(lowered, outputs.data, outputs.size, wrt, wrt_count);
  for (int k = 0; k < outputs.size; ++k) {
    const list<reach>& of = found.of.data[outputs.data[k]];
    for (int n = 0; n < of.size; ++n) {
      all.push(of.data[n]);
      all.data[all.size - 1].output = k;
    }
  }
  return {};
}

/// The same as constants.
template <int Order, class F, class... X>
struct reaches_of {
 private:
  template <class Known>
  struct pass {
    static constexpr derivative_problem run(list<reach>& all) {
      const facts* wrt[] = {&facts_of<X>...};
      return find_reaches(all, facts_of<F>, wrt, sizeof...(X), Order, Known::table);
    }
  };
  template <class Known>
  struct attempt {
    using found = frozen_list<pass<Known>, reach, 64>;
    static constexpr derivative_problem problem = found::rest;
  };
  using found = typename with_late_pullbacks<attempt>::type::found;

 public:
  static constexpr derivative_problem problem = found::rest;
  static constexpr const auto& items = found::items;
  static constexpr int count = found::size;
};

}  // namespace nabla::detail
