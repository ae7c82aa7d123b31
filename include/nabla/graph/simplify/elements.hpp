// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/copy.hpp>
#include <nabla/graph/simplify/small_kernels.hpp>
#include <nabla/graph/simplify/sums_of_parts.hpp>
#include <nabla/graph/walk.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/products.hpp>

namespace nabla::detail {

/// Takes a formula from one graph to another, or on in its own, where each matrix that is small is numbers, one node an element: column by column. What it has no formula
/// for is made whole, of matrices put together, and its elements are read. Zeros vanish, and elements that nobody reads are not there.
template <class Late = void, class Usual = void>
struct element_writer {
  const graph& from;
  simplifier& s;       ///< of the graph that is written
  int most_elements;   ///< of a matrix that is taken apart
  Usual* usual = nullptr;  ///< kernels without a choice, where bounds are kept
  int most_in_a_part = most_in_a_sum_of_parts;  ///< elements of a part that is always added one by one
  list<bool> stays_whole;  ///< of each node, where some do
  bool divides = true;  ///< inverses are adjugates over determinants, as in algebra; else they stay kernels, which take care of what overflows
  list<int> whole_;    ///< of each node: the matrix, or -1
  list<int> first_;    ///< of each node: where its elements begin, or -1
  list<int> elements;
  list<int> begin_, read_;  ///< of each node that is whole: where its elements that were read begin, or -1; and these, or -1
  sums_of_parts sums;
  list<bool> is_added;  ///< of each node: a small product of matrices that only one sum or difference reads, which its summands are added to one by one

  constexpr element_writer(const graph& source, simplifier& to, int most) : from(source), s(to), most_elements(most), whole_(source.nodes.size), first_(source.nodes.size), begin_(source.nodes.size) {
    for (int i = 0; i < source.nodes.size; ++i) whole_.data[i] = first_.data[i] = begin_.data[i] = -1;
  }

  constexpr const shape& extents(int i) const { return from.shapes.data[from.nodes.data[i].shape_index]; }
  constexpr int rows(int i) const { return from.shapes.data[from.nodes.data[i].shape_index].rows.size; }
  constexpr int columns(int i) const { return from.shapes.data[from.nodes.data[i].shape_index].columns.size; }
  constexpr bool is_small(int i) const { return has_at_most(extents(i), most_elements); }

  /// Writes the nodes that the outputs need.
  constexpr void run(const int* outputs, int count) {
    if (is_same_object(&from, &s.g) && computes_numbers_only(from, outputs, count)) {
      for (int k = 0; k < count; ++k) whole_.data[outputs[k]] = outputs[k];
      return;
    }
    const list<int> readers = count_readers(from, outputs, count);
    sums = find_sums_of_parts(from, readers, most_elements, most_in_a_part);
    is_added = find_added_products(from, readers, most_elements);
    for (int i = 0; i < readers.size; ++i)
      if (readers.data[i] > 0 && !sums.is_summand.data[i] && !is_added.data[i]) visit(i);
  }
  /// A node as it stands in the new graph.
  constexpr int whole(int i) {
    if (whole_.data[i] < 0) {
      const int count = rows(i) * columns(i);
      list<int> by_row;
      for (int e = 0; e < count; ++e) by_row.push(elements.data[first_.data[i] + e / columns(i) + e % columns(i) * rows(i)]);
      whole_.data[i] = count == 0 ? s.broadcast_to(s.g.constant(0), s.g.shape_index(extents(i))) : s.matrix_of(by_row.data, rows(i), columns(i));
    }
    return whole_.data[i];
  }
  /// Element (row, column) of a node; of a small one that is whole each is looked for once.
  constexpr int at(int i, int row, int column) {
    if (from.nodes.data[i].shape_index == 0) return whole_.data[i];
    const int height = rows(i), place = row + column * height;
    if (first_.data[i] >= 0) return elements.data[first_.data[i] + place];
    if (!is_small(i)) return s.element(whole_.data[i], row, column);
    if (begin_.data[i] < 0) begin_.data[i] = read_.size;
    for (int end = begin_.data[i] + height * columns(i); read_.size < end;) read_.push(-1);
    int& found = read_.data[begin_.data[i] + place];
    if (found < 0) found = s.element(whole_.data[i], row, column);
    return found;
  }
  /// The same of an operand that is repeated.
  constexpr int repeated(int i, int row, int column) {
    const shape& own = extents(i);
    return at(i, own.rows.size == 1 ? 0 : row, own.columns.size == 1 ? 0 : column);
  }

 private:
  constexpr void fill(int i, auto make) {
    const int begin = elements.size;
    for (int j = 0; j < columns(i); ++j)
      for (int row = 0; row < rows(i); ++row) elements.push(make(row, j));
    if (extents(i).is_scalar()) whole_.data[i] = elements.data[begin];
    else first_.data[i] = begin;
  }
  /// Of all elements, or of those of each row or column.
  constexpr void write_reduced(int i, bool over_rows, bool over_columns, auto join, int of_none) {
    const int a = from.nodes.data[i].operands[0];
    fill(i, [&](int row, int column) {
      int total = -1;
      for (int j = over_columns ? 0 : column; j < (over_columns ? columns(a) : column + 1); ++j)
        for (int k = over_rows ? 0 : row; k < (over_rows ? rows(a) : row + 1); ++k) total = join(total, at(a, k, j));
      return total < 0 ? s.g.constant(of_none) : total;
    });
  }
  constexpr int sum(int total, int more) { return total < 0 ? more : s.add(total, more); }
  /// C ± A B, a product after the other.
  constexpr void write_update(int i, const graph_node& n, int k) {
    const int a = from.nodes.data[n.operands[k]].operands[0], b = from.nodes.data[n.operands[k]].operands[1];
    fill(i, [&](int row, int column) {
      int total = repeated(n.operands[1 - k], row, column);
      for (int e = 0; e < columns(a); ++e) total = s.make(*n.op, total, s.multiply(at(a, row, e), at(b, e, column)));
      return total;
    });
  }
  /// Each part is added where it stands.
  constexpr void write_sum_of_parts(int root) {
    const int height = rows(root);
    list<int> totals(height * columns(root)), todo;
    for (int e = 0; e < totals.size; ++e) totals.data[e] = -1;
    todo.push(root);
    while (todo.size > 0) {
      const int i = todo.data[--todo.size];
      const graph_node n = from.nodes.data[i];
      if (i == root || (sums.is_sum.data[i] && sums.is_summand.data[i])) {
        todo.push(n.operands[1]);
        todo.push(n.operands[0]);
      } else if (sums.is_summand.data[i]) {
        const int part = n.operands[0];
        const int row = static_cast<int>(place_of(n.op->places.numbers[0], rows(i))), column = static_cast<int>(place_of(n.op->places.numbers[1], columns(i)));
        for (int j = 0; j < columns(part); ++j)
          for (int k = 0; k < rows(part); ++k) {
            int& total = totals.data[row + k + (column + j) * height];
            total = sum(total, at(part, k, j));
          }
      } else {
        for (int e = 0; e < totals.size; ++e) totals.data[e] = sum(totals.data[e], at(i, e % height, e / height));
      }
    }
    first_.data[root] = elements.size;
    for (int e = 0; e < totals.size; ++e) elements.push(or_zero(totals.data[e]));
  }
  constexpr int or_zero(int total) { return total < 0 ? s.g.constant(0) : total; }

  constexpr void visit(int i) {
    const graph_node n = from.nodes.data[i];
    if (sums.is_sum.data[i]) return write_sum_of_parts(i);
    bool small = is_small(i) && !(stays_whole.size > 0 && stays_whole.data[i]);
    for (int k = 0; k < n.op->arity - (n.op->last_is_shape ? 1 : 0); ++k) small = small && (n.operands[k] < 0 || is_small(n.operands[k]));
    if (small && n.op->arity > 0 && written(i)) return;
    whole_.data[i] = as_it_stands(i);
  }

  constexpr int as_it_stands(int i) {
    const graph_node n = from.nodes.data[i];
    int operands[max_arity] = {-1, -1, -1, -1};
    for (int k = 0; k < n.op->arity; ++k)
      if (n.operands[k] >= 0) operands[k] = whole(n.operands[k]);
    return copy_node(s, from, i, operands);
  }

  /// Is there a formula for each element?
  constexpr bool written(int i) {
    const graph_node n = from.nodes.data[i];
    const int a = n.operands[0], b = n.operands[1];
    switch (n.op->code) {
      case operation_code::count: return false;
      case operation_code::broadcast: return fill(i, [&](int row, int column) { return repeated(a, row, column); }), true;
      case operation_code::transpose: return fill(i, [&](int row, int column) { return at(a, column, row); }), true;
      case operation_code::sum:
      case operation_code::row_sums:
      case operation_code::column_sums:
        return write_reduced(i, n.op->code != operation_code::row_sums, n.op->code != operation_code::column_sums, [&](int total, int more) { return sum(total, more); }, 0), true;
      case operation_code::maximum:
      case operation_code::row_maxima:
      case operation_code::column_maxima:
        if (rows(a) * columns(a) == 0) return false;
        return write_reduced(i, n.op->code != operation_code::row_maxima, n.op->code != operation_code::column_maxima, [&](int largest, int more) { return largest < 0 ? more : s.make(operation_of<rule_for<max_rule, Late>>, largest, more); }, 0), true;
      case operation_code::matrix_product:
        fill(i, [&](int row, int column) {
          int total = -1;
          for (int k = 0; k < columns(a); ++k) total = sum(total, s.multiply(at(a, row, k), at(b, k, column)));
          return or_zero(total);
        });
        return true;
      default: break;
    }
    if (n.op->code == operation_code::add || n.op->code == operation_code::subtract)
      for (int k = 0; k < 2; ++k)
        if (is_added.data[n.operands[k]]) return write_update(i, n, k), true;
    if (n.op->elementwise) {
      fill(i, [&](int row, int column) {
        int of[max_arity] = {-1, -1, -1, -1};
        for (int k = 0; k < n.op->arity; ++k) of[k] = repeated(n.operands[k], row, column);
        if constexpr (!std::is_void_v<Usual>)
          if (const int difference = usual->of_a_difference(*n.op, of); difference >= 0) return difference;
        return n.op->code == operation_code::negate ? opposite<Late>(s, of[0]) : s.make(*n.op, of[0], of[1], of[2], of[3]);
      });
      return true;
    }
    return is_set(n.op->move) ? (write_moved(i), true) : write_kernel(i);
  }
  constexpr void write_moved(int i) {
    const graph_node n = from.nodes.data[i];
    const int operands = n.op->arity - (n.op->last_is_shape ? 1 : 0);
    list<int> handles[max_arity], to(rows(i) * columns(i)), nodes;
    element_handles views[max_arity];
    nodes.push(-1);
    for (int k = 0; k < operands; ++k) {
      const int o = n.operands[k], count = rows(o) * columns(o);
      handles[k] = list<int>(count);
      for (int e = 0; e < count; ++e) {
        handles[k].data[e] = nodes.size;
        nodes.push(at(o, e % rows(o), e / rows(o)));
      }
      views[k] = {handles[k].data, rows(o), columns(o)};
    }
    move_elements(*n.op, {to.data, rows(i), columns(i)}, views);
    fill(i, [&](int row, int column) { return or_zero(nodes.data[to.data[row + column * rows(i)]]); });
  }
  /// What the kernels of small matrices compute without a branch: determinants and cofactors, and inverses by them.
  constexpr bool write_kernel(int i) {
    const operation& op = *from.nodes.data[i].op;
    const int a = from.nodes.data[i].operands[0];
    if (is_rule<prod_rule<over::all>>(op) || is_rule<prod_rule<over::rows>>(op) || is_rule<prod_rule<over::columns>>(op)) {
      write_reduced(i, !is_rule<prod_rule<over::rows>>(op), !is_rule<prod_rule<over::columns>>(op), [&](int product, int more) { return product < 0 ? more : s.multiply(product, more); }, 1);
      return true;
    }
    if (divides && (written_others<over::all>(i) || written_others<over::rows>(i) || written_others<over::columns>(i))) return true;
    if (is_rule<norm2_rule>(op) || is_rule<checked_length_rule>(op)) return !divides && written_length(i);
    const int n = rows(a), most = divides ? 3 : 4;
    if (n == 0 || n > most) return false;
    node_number<Late> of[16], made[16], right[16];
    const node_matrix<Late> m{of, n, n};
    const auto read = [&](const node_matrix<Late>& to, int operand) {
      for (int e = 0; e < rows(operand) * columns(operand); ++e) to.data[e] = {&s, at(operand, e % rows(operand), e / rows(operand))};
    };
    if constexpr (!std::is_void_v<Usual>)
      if (n > 1 && usual->has(op)) {
        const int b = usual->is_solution(op) ? from.nodes.data[i].operands[1] : a;
        read(m, a);
        read({right, rows(b), columns(b)}, b);
        usual->write(op, m, {right, rows(b), columns(b)}, {made, rows(i), columns(i)});
        return fill(i, [&](int row, int column) { return made[row + column * rows(i)].in(s); }), true;
      }
    const bool is_det = is_rule<det_rule>(op), is_inverse = is_rule<inverse_rule>(op) && (divides || n < 3), is_cofactor = is_rule<cofactor_rule>(op);
    if (is_det || is_cofactor || is_inverse) {
      read(m, a);
      const node_matrix<Late> adjugate{made, n, n};
      const node_number<Late> determinant = small_adjugate(m, adjugate);
      if (is_inverse && !divides) {
        write_inverse(m, adjugate, determinant);
        fill(i, [&](int row, int column) { return adjugate(row, column).in(s); });
      } else {
        fill(i, [&](int row, int column) {
          if (is_det) return determinant.in(s);
          if (is_cofactor) return adjugate(column, row).in(s);
          return s.make(operation_of<rule_for<divide_rule, Late>>, adjugate(row, column).in(s), determinant.in(s));
        });
      }
      return true;
    }
    const bool is_solve = is_rule<solve_rule<false>>(op), is_transposed = is_rule<solve_rule<true>>(op);
    if (divides || n > 3 || columns(i) > 3 || (!is_solve && !is_transposed)) return false;
    const node_matrix<Late> to{made, n, columns(i)};
    read(m, a);
    read({right, n, columns(i)}, from.nodes.data[i].operands[1]);
    if (is_solve) small_solve<false>(to, m, node_matrix<Late>{right, n, columns(i)});
    else small_solve<true>(to, m, node_matrix<Late>{right, n, columns(i)});
    return fill(i, [&](int row, int column) { return to(row, column).in(s); }), true;
  }
  /// For each element the product of all others of its row, its column or the matrix, and the derivative of that along a direction.
  template <over Part>
  constexpr bool written_others(int i) {
    const graph_node n = from.nodes.data[i];
    const bool along = is_rule<product_of_others_rule<1, Part>>(*n.op);
    const int height = Part == over::rows ? 1 : rows(i), count = Part == over::columns ? height : height * columns(i);
    if (count * count * (along ? count : 1) > 64 || (!along && !is_rule<product_of_others_rule<0, Part>>(*n.op))) return false;
    fill(i, [&](int row, int column) {
      const int self = Part == over::rows ? column : (Part == over::columns ? row : row + column * height);
      const auto element = [&](int operand, int e) { return at(n.operands[operand], Part == over::rows ? row : e % height, Part == over::columns ? column : e / height); };
      int total = -1;
      for (int moved = 0; moved < count; ++moved) {
        if ((moved == self) == along) continue;
        int product = along ? element(1, moved) : s.g.constant(1);
        for (int e = 0; e < count; ++e)
          if (e != self && e != moved) product = s.multiply(product, element(0, e));
        total = sum(total, product);
      }
      return or_zero(total);
    });
    return true;
  }
  /// The length of one, two or three numbers, less another one where there is one: squares are not read then.
  constexpr bool written_length(int i) {
    const graph_node& n = from.nodes.data[i];
    int of[3] = {}, a = n.operands[n.op->arity == 1 ? 0 : 1], less = n.op->arity == 1 || from.code_of(n.operands[2]) == operation_code::constant ? -1 : n.operands[2], count = rows(a) * columns(a);
    if (count < 1 || count > 3) return false;
    for (int e = 0; e < count; ++e) of[e] = at(a, e % rows(a), e / rows(a));
    for (int e = 0; e < count && less >= 0; ++e) of[e] = s.subtract(of[e], at(less, 0, 0));
    return whole_.data[i] = length_of_few<Late>(s, of, count), true;
  }
};

}  // namespace nabla::detail
