// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/arithmetic.hpp>
#include <nabla/graph/simplify/spans.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"  // "default" is what no pass knows by name, which is most functions

// What is read of something assembled is what stands there. Elements that nobody reads are not computed, and a NaN in them is nobody's.
//
//     row<0>(vstack(x, y))                          → x
//     row<-1>(vstack(x, v))                         → row<2>(v)
//     rows<1, 2>(vstack(x, y, z))                   → vstack(y, z)
//     vstack(row<0>(v), rows<1, 1>(v), row<2>(v))   → v
//     rows<1, 1>(rows<1, 2>(v))                     → row<2>(v)
//     row<1>(rows<1, to_end>(N))                    → row<2>(N)
//     column<1>(hstack(u, v))                       → v
//     block<1, 0, 1, 1>(vstack(hstack(x, y), hstack(y, z))) → y
//     row<1>(transpose(hstack(u, v)))               → transpose(v)
//     row<1>(put_row<1>(x, v))                      → x
//     row<0>(put_row<1>(x, v))                      → 0_c
//     rows<0, 2>(put_row<1>(x, v))                  → put_row<1>(x, like<2, 1>)
//     row<2>(v + vstack(y, z, x))                   → row<2>(v) + x
//     row<1>(vstack(v, u) + put_row<0>(z, like<6, 1>)) → row<1>(v)
//     row<0>(vstack(transpose(u), transpose(v)) * Q) → transpose(u) * Q
//     row<1>(row_sums(vstack(transpose(u), transpose(v)))) → sum(transpose(v))
//     block<1, 1, 1, 1>(diag(u))                    → row<1>(u)
//     block<1, 2, 1, 1>(diag(u))                    → 0_c
//     column<1>(diag(u))                            → put_row<1>(row<1>(u), u)
//     row<1>(diagonal(Q))                           → block<1, 1, 1, 1>(Q)
//     block<1, 0, 1, 1>(reshape<3, 2>(A))           → block<0, 2, 1, 1>(A)
//     row<1>(broadcast_to<3, 1>(x))                 → x
template <class Maker>
struct part_maker : arithmetic_maker<Maker> {
  using base = arithmetic_maker<Maker>;
  using base::broadcast_to, base::g, base::is, base::is_zero, base::operand;

  constexpr explicit part_maker(graph& to) : base{{to}} {}
  constexpr Maker& self() { return static_cast<Maker&>(*this); }
  constexpr part_kind kind_of(int i) const { return g.nodes.data[i].op->places.kind; }
  constexpr const part_places& places_of_node(int i) const { return g.nodes.data[i].op->places; }
  constexpr bool is_stack_node(int i) const { return is_stack(kind_of(i)); }

  constexpr rectangle inside(rectangle r, const shape& whole) const { return {span_in(r.rows, whole.rows), span_in(r.columns, whole.columns)}; }
  constexpr shape shape_of_part(int a, const rectangle& r) const { return shape_of_block(places_of(part_kind::block, r), g.shape_of(a)); }
  constexpr int zeros(const shape& s) { return broadcast_to(g.constant(0), g.shape_index(s)); }

  static constexpr rectangle along(bool horizontal, span s) { return horizontal ? rectangle{{}, s} : rectangle{s, {}}; }
  /// A part of a node.
  constexpr int block(int a, rectangle r) {
    r = inside(r, g.shape_of(a));
    if (r.is_whole()) return a;
    const bool begins = steps_left < 0;
    if (begins) steps_left = 200;
    const int seen = seen_block(a, r, 40);
    if (begins) steps_left = -1;
    return seen >= 0 ? seen : g.apply(g.parts.at(places_of(part_kind::block, r)), a);
  }
  /// The same of an operand of a function that repeats it to the shape `whole`.
  constexpr int block_of_operand(int i, const rectangle& r, const shape& whole) { return block(i, of_operand(i, r, whole)); }
  constexpr int element(int a, int row, int column) { return block(a, {{row, 1}, {column, 1}}); }
  /// The node among zeros.
  constexpr int put(int a, rectangle r, int shape_index) {
    r = inside(r, g.shapes.data[shape_index]);
    if (r.is_whole()) return a;
    if (is_zero(a)) return zeros(g.shapes.data[shape_index]);
    if (kind_of(a) == part_kind::put) {  // what is put into what is put
      const rectangle in = rectangle_of(places_of_node(a));
      if (can_join_in(g.shapes.data[shape_index], r, in)) return put(operand(a, 0), {span_within(r.rows, in.rows), span_within(r.columns, in.columns)}, shape_index);
    }
    return node_maker::with_shape(g.parts.at(places_of(part_kind::put, r)), a, shape_index);
  }
  /// Nodes beside or above one another, four at a time.
  constexpr int stack(bool horizontal, const int* pieces, int count) {
    if (count == 1) return pieces[0];
    list<int> level;
    for (int i = 0; i < count; i += max_arity) level.push(stack_of_few(horizontal, pieces + i, count - i < max_arity ? count - i : max_arity));
    return stack(horizontal, level.data, level.size);
  }
  /// rows × columns numbers, row by row, as a matrix.
  constexpr int matrix_of(const int* numbers, int rows, int columns) {
    if (rows == 0 || columns == 0) return zeros(matrix_shape(rows, columns));
    if (columns == 1) return stack(false, numbers, rows);
    list<int> lines;
    for (int i = 0; i < rows; ++i) lines.push(stack(true, numbers + i * columns, columns));
    return stack(false, lines.data, lines.size);
  }

  constexpr int make_part(const operation& op, const int* operands) {
    const part_places p = op.places;
    if (p.kind == part_kind::block) return block(operands[0], rectangle_of(p));
    if (p.kind == part_kind::put) return put(operands[0], rectangle_of(p), g.nodes.data[operands[1]].shape_index);
    return stack_of_few(p.kind == part_kind::hstack, operands, parts_of(p));
  }
  constexpr int with_shape(const operation& op, int a, int shape_index) {
    return op.places.kind == part_kind::put ? put(a, rectangle_of(op.places), shape_index) : node_maker::with_shape(op, a, shape_index);
  }

  /// A stack with up to four pieces: of neighbouring parts of one matrix it is the part that they are together, and of zeros they are zeros.
  constexpr int stack_of_few(bool horizontal, const int* pieces, int count) {
    if (count == 1) return pieces[0];
    int merged[max_arity], sizes[max_arity], left = 0;
    part_places p{horizontal ? part_kind::hstack : part_kind::vstack};
    bool zero = true;
    for (int i = 0; i < count; ++i) {
      zero = zero && is_zero(pieces[i]);
      if (left > 0) {
        const int both = neighbours(horizontal, merged[left - 1], pieces[i]);
        if (both >= 0) {
          merged[left - 1] = both;
          continue;
        }
      }
      merged[left++] = pieces[i];
    }
    for (int i = 0; i < left; ++i) sizes[i] = horizontal ? g.shape_of(merged[i]).columns.size : g.shape_of(merged[i]).rows.size;
    if (zero) {
      int total = 0;
      for (int i = 0; i < left; ++i) total += sizes[i];
      const shape& s = g.shape_of(merged[0]);
      return zeros(horizontal ? matrix_shape(s.rows, total) : matrix_shape(total, s.columns));
    }
    if (left == 1) return merged[0];
    for (int i = 0; i < left; ++i) p.numbers[i] = sizes[i];
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int i = 0; i < left; ++i) operands[i] = merged[i];
    return g.apply(g.parts.at(p), operands[0], operands[1], operands[2], operands[3]);
  }
  static constexpr int most_moved = 1024;  ///< elements of a matrix whose elements are moved by a kernel

 private:
  int steps_left = -1;  ///< nodes that a look for a part may still visit; -1: there is none going on

  /// The part of an operand that a function of a broadcast matrix reads for a part of its result.
  constexpr rectangle of_operand(int i, rectangle r, const shape& whole) const {
    const shape& s = g.shape_of(i);
    if (s.rows.is_one() && !whole.rows.is_one()) r.rows = {};
    if (s.columns.is_one() && !whole.columns.is_one()) r.columns = {};
    return r;
  }

  constexpr int block_or_seen(int a, const rectangle& r, int seen) { return seen >= 0 ? seen : (r.is_whole() ? a : g.apply(g.parts.at(places_of(part_kind::block, r)), a)); }

  static constexpr bool can_join_in(const shape& whole, const rectangle& outer, const rectangle& inner) {
    return can_join(outer.rows, inner.rows) && can_join(outer.columns, inner.columns) && asks_for_as_much(outer.rows, inner.rows, whole.rows) && asks_for_as_much(outer.columns, inner.columns, whole.columns);
  }
  /// The part as something simpler than a part of this node, or -1. The recursion is as deep as sums of parts are nested, up to a limit.
  constexpr int seen_block(int a, rectangle r, int depth) {
    r = inside(r, g.shape_of(a));
    if (r.is_whole()) return a;
    if (depth == 0 || steps_left == 0) return -1;
    --steps_left;
    const graph_node n = g.nodes.data[a];
    const shape whole = g.shape_of(a);
    const auto part = [&](int i, const rectangle& of) {
      const rectangle in = inside(of, g.shape_of(i));
      return block_or_seen(i, in, seen_block(i, in, depth - 1));
    };
    if (is_zero(a)) return zeros(shape_of_part(a, r));
    if (const slice_places& slice = n.op->slice; slice.kind == slice_kind::take) {
      const span& in = slice.along_row ? r.columns : r.rows;
      if (in.is_whole() || (in.first < 0 ? slice.first : slice.less) != 0) return -1;  // else it would be there in what is shorter than the slice asks for
      const span of_all{in.first + (in.first < 0 ? -slice.less : slice.first), in.count};
      return part(n.operands[0], slice.along_row ? rectangle{r.rows, of_all} : rectangle{of_all, r.columns});
    }
    switch (n.op->places.kind) {
      case part_kind::block: {
        const rectangle in = rectangle_of(n.op->places);
        return can_join_in(g.shape_of(n.operands[0]), in, r) ? part(n.operands[0], {span_within(in.rows, r.rows), span_within(in.columns, r.columns)}) : -1;
      }
      case part_kind::put: {
        const rectangle in = rectangle_of(n.op->places);
        const common_span rows(in.rows, r.rows), columns(in.columns, r.columns);
        if (!rows.known || !columns.known) return -1;
        if (rows.is_empty || columns.is_empty) return zeros(shape_of_part(a, r));
        return put(part(n.operands[0], {rows.inner, columns.inner}), {rows.outer, columns.outer}, g.shape_index(shape_of_part(a, r)));
      }
      case part_kind::hstack:
      case part_kind::vstack: return block_of_stack(n, r, part);
      default: break;
    }
    switch (n.op->code) {
      case operation_code::broadcast: {
        const int shape_index = g.shape_index(shape_of_part(a, r));
        return broadcast_to(part(n.operands[0], of_operand(n.operands[0], r, whole)), shape_index);
      }
      case operation_code::transpose: {
        const int seen = seen_block(n.operands[0], r.turned(), depth - 1);
        if (seen >= 0) return self().make(*n.op, seen);
        return shape_of_part(a, r).is_scalar() ? part(n.operands[0], r.turned()) : -1;
      }
      case operation_code::matrix_product: {
        const int left = r.rows.is_whole() ? -1 : seen_block(n.operands[0], {r.rows, {}}, depth - 1), right = r.columns.is_whole() ? -1 : seen_block(n.operands[1], {{}, r.columns}, depth - 1);
        if (left < 0 && right < 0) return -1;
        return self().make(*n.op, block_or_seen(n.operands[0], {r.rows, {}}, left), block_or_seen(n.operands[1], {{}, r.columns}, right));
      }
      case operation_code::row_sums:
      case operation_code::column_sums: {
        const int seen = seen_block(n.operands[0], r, depth - 1);
        return seen < 0 ? -1 : self().make(*n.op, seen);
      }
      default: break;
    }
    if (n.op->elementwise) {
      int parts[max_arity] = {-1, -1, -1, -1};
      bool sees = false;
      for (int k = 0; k < n.op->arity; ++k) {
        const rectangle in = inside(of_operand(n.operands[k], r, whole), g.shape_of(n.operands[k]));
        const int seen = in.is_whole() ? -1 : seen_block(n.operands[k], in, depth - 1);
        sees = sees || seen >= 0;
        parts[k] = seen;
      }
      if (!sees) return -1;
      for (int k = 0; k < n.op->arity; ++k) parts[k] = block_or_seen(n.operands[k], inside(of_operand(n.operands[k], r, whole), g.shape_of(n.operands[k])), parts[k]);
      return self().make(*n.op, parts[0], parts[1], parts[2], parts[3]);
    }
    return block_of_function(a, r, part);
  }
  constexpr int block_of_stack(const graph_node& n, const rectangle& r, auto part) {
    const bool horizontal = n.op->places.kind == part_kind::hstack;
    const span read = horizontal ? r.columns : r.rows, across = horizontal ? r.rows : r.columns;
    const int count = parts_of(n.op->places);
    int pieces[max_arity], found = 0, first = 0;
    for (int k = 0; k < count; ++k) {
      const int size = n.op->places.numbers[k], low = read.first > first ? read.first : first, high = read.end() < first + size ? read.end() : first + size;
      const span in = read.is_whole() ? span{} : span{low - first, high > low ? high - low : 0};
      if (read.is_whole() || in.count > 0 || (read.count == 0 && k == 0))
        pieces[found++] = part(n.operands[k], horizontal ? rectangle{across, in.count == 0 ? span{0, 0} : in} : rectangle{in.count == 0 ? span{0, 0} : in, across});
      first += size;
    }
    return stack_of_few(horizontal, pieces, found);
  }
  constexpr int block_of_function(int a, const rectangle& r, auto part) {
    const graph_node n = g.nodes.data[a];
    const shape whole = g.shape_of(a), of = shape_of_part(a, r);
    if (is_rule<diag_rule>(*n.op) && whole.is_static()) {
      const span rows = r.rows.is_whole() ? span{0, whole.rows.size} : r.rows, columns = r.columns.is_whole() ? span{0, whole.columns.size} : r.columns;
      const common_span both(rows, columns);
      if (both.is_empty) return zeros(of);
      const int low = rows.first > columns.first ? rows.first : columns.first, size = both.inner.is_whole() ? rows.count : both.inner.count;
      const int inner = self().make(*n.op, part(n.operands[0], {{low, size}, {}}));
      return put(inner, {{low - rows.first, size}, {low - columns.first, size}}, g.shape_index(of));
    }
    if (!is_set(n.op->move) || !of.is_scalar() || !whole.is_static() || n.op->arity != 1 || !g.shape_of(n.operands[0]).is_static()) return -1;
    // where does the kernel take it from?
    const shape from = g.shape_of(n.operands[0]);
    const int count = from.rows.size * from.columns.size;
    if (count > most_moved) return -1;
    list<int> handles(count), moved(whole.rows.size * whole.columns.size);
    for (int e = 0; e < count; ++e) handles.data[e] = e + 1;
    const element_handles to{moved.data, whole.rows.size, whole.columns.size}, read{handles.data, from.rows.size, from.columns.size};
    move_elements(*n.op, to, &read);
    const int place = to(r.rows.is_whole() ? 0 : r.rows.first, r.columns.is_whole() ? 0 : r.columns.first) - 1;
    if (place < 0) return g.constant(0);
    return part(n.operands[0], {{place % from.rows.size, 1}, {place / from.rows.size, 1}});
  }

  /// The part of a matrix that two neighbouring parts of it are, or -1.
  constexpr int neighbours(bool horizontal, int a, int b) {
    if (kind_of(a) != part_kind::block || kind_of(b) != part_kind::block || operand(a, 0) != operand(b, 0)) return -1;
    const rectangle r = rectangle_of(places_of_node(a)), s = rectangle_of(places_of_node(b));
    const span first = horizontal ? r.columns : r.rows, second = horizontal ? s.columns : s.rows, across = horizontal ? r.rows : r.columns, same = horizontal ? s.rows : s.columns;
    if (across.first != same.first || across.count != same.count || first.is_whole() || second.is_whole() || first.end() != second.first || (first.first < 0) != (second.first < 0)) return -1;
    const span both{first.first, first.count + second.count};
    return block(operand(a, 0), horizontal ? rectangle{across, both} : rectangle{both, across});
  }
};

#pragma GCC diagnostic pop
}  // namespace nabla::detail
