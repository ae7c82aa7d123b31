// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/machine.hpp>

namespace nabla::detail::numeric {

// How each kind of node is computed, as far as its operands have changed.

template <class T>
constexpr bool machine<T>::is_unchanged(const cell& c) const {
  for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
    for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r)
      if (!(work[c.at(r, j)] == base[c.at(r, j)])) return false;
  return true;
}

template <class T>
constexpr void machine<T>::run(int i, recording how) {
  const formula_step& s = p.steps[i];
  cell& c = cells.data[i];
  const auto operand = [&](int k) -> const cell& { return cells.data[s.operands[k]]; };
  if (!is_full) {
    c.dirty = {};
    switch (s.op.code) {
      case operation_code::transpose: {
        const region& r = operand(0).dirty;
        c.dirty = {r.first_column, r.last_column, r.first_row, r.last_row};
        break;
      }
      case operation_code::matrix_product: {
        const region &a = operand(0).dirty, &b = operand(1).dirty;
        if (!a.is_empty()) c.dirty.include({a.first_row, a.last_row, 0, c.columns});
        if (!b.is_empty()) c.dirty.include({0, c.rows, b.first_column, b.last_column});
        break;
      }
      case operation_code::row_sums:
      case operation_code::row_maxima:
        if (const region& r = operand(0).dirty; !r.is_empty()) c.dirty = {r.first_row, r.last_row, 0, 1};
        break;
      case operation_code::column_sums:
      case operation_code::column_maxima:
        if (const region& r = operand(0).dirty; !r.is_empty()) c.dirty = {0, 1, r.first_column, r.last_column};
        break;
      default: {
        const bool is_local = s.op.elementwise || s.op.code == operation_code::broadcast;
        for (int k = 0; k < s.op.arity && s.operands[k] >= 0; ++k) {
          if (k == 1 && (s.op.code == operation_code::broadcast || s.op.last_is_shape)) break;
          if (is_local) c.dirty.include(broadcast_region(operand(k), c));
          else if (!operand(k).dirty.is_empty()) c.dirty = c.whole();
        }
      }
    }
    if (c.dirty.is_empty()) return;
  }
  switch (s.op.code) {
    case operation_code::matrix_product: (this->*p.code.product)(i); break;
    case operation_code::sum:
    case operation_code::row_sums:
    case operation_code::column_sums: (this->*p.code.sum)(i); break;
    case operation_code::maximum:
    case operation_code::row_maxima:
    case operation_code::column_maxima: (this->*p.code.maximum)(i, how); break;
    case operation_code::transpose:
    case operation_code::broadcast: {
      const cell& a = operand(0);
      const bool swaps = s.op.code == operation_code::transpose;
      for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
        for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r)
          work[c.at(r, j)] = work[swaps ? a.at(j, r) : a.at(a.rows == 1 ? 0 : r, a.columns == 1 ? 0 : j)];
      break;
    }
    default:
      if (s.op.elementwise) run_elements(i, how);
      else (this->*p.code.matrix)(i);
  }
  if (!is_full && s.op.memory.columns == 0 && is_unchanged(c)) c.dirty = {};
}

template <class T>
constexpr void machine<T>::run_elements(int i, recording how) {
  const formula_step& s = p.steps[i];
  const cell& c = cells.data[i];
  if (s.op.is_held) {
    const cell& from = cells.data[s.operands[0]];
    for (index k = 0; k < c.count(); ++k) work[c.place + k] = how.to == 0 ? work[from.place + k] : base[c.place + k];
    return;
  }
  const step_kernel<T>& kernel = p.kernels[s.rule];
  const bool is_piecewise = c.pieces >= 0;
  for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j) {
    const index r = c.dirty.first_row;
    element_run<T> run{work + c.at(r, j), c.dirty.last_row - r, {}, {}};
    for (int k = 0; k < s.op.arity; ++k) {
      const cell& from = cells.data[s.operands[k]];
      run.from[k] = work + from.at(from.rows == 1 ? 0 : r, from.columns == 1 ? 0 : j);
      run.step[k] = from.rows == 1 ? 0 : 1;
    }
    const index first_piece = c.pieces + r + j * c.rows;
    if (!is_piecewise || (how.to == -1 && !how.compare)) {
      kernel.elements(run);
    } else if (how.to == -2) {
      const int number = held_number();
      if (!kernel.is_step) kernel.hold(run, codes[number] + first_piece);
      else
        for (index n = 0; n < run.count; ++n) run.to[n] = values[number][first_piece + n];
    } else {
      piece_run<T> record;
      if (how.compare) record.known = codes[0] + first_piece;
      if (how.to >= 0) {
        record.to = codes[how.to] + first_piece;
        record.values_to = values[how.to] + first_piece;
      }
      const piece_change found = kernel.record(run, record);
      if (found.first >= 0) note_change(i, r + found.first, j, found.exact);
    }
  }
}

/// The pieces of a maximum are the elements that are it: several, where they tie, of which it is the mean.
template <class T>
constexpr void machine<T>::run_maximum(int i, recording how) {
  const formula_step& s = p.steps[i];
  const cell &c = cells.data[i], &a = cells.data[s.operands[0]];
  const bool all = s.op.code == operation_code::maximum, in_rows = s.op.code == operation_code::row_maxima;
  for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
    for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) {
      const region from{in_rows ? r : 0, in_rows ? r + 1 : a.rows, all || in_rows ? 0 : j, all || in_rows ? a.columns : j + 1};
      const auto each = [&](auto use) {
        for (index column = from.first_column; column < from.last_column; ++column)
          for (index row = from.first_row; row < from.last_row; ++row) use(work[a.at(row, column)], c.pieces + row + column * a.rows);
      };
      T result = -infinity<T>;
      if (how.to == -2) {
        T sum = 0;
        int equals = 0;
        each([&](const T& element, index piece) {
          if (codes[held_number()][piece] == 0) return;
          sum = equals == 0 ? element : plus(sum, element);
          ++equals;
        });
        if (equals > 0) result = sum / T(equals);
      } else {
        each([&](const T& element, index) {
          if (element > result || is_nan(element)) result = element;
        });
        bool changed = false;
        int equals = 0;
        each([&](const T& element, index piece) {
          const int is_it = element == result ? 1 : 0;
          if (how.compare) {
            changed = changed || codes[0][piece] != is_it;
            equals += codes[0][piece];
          }
          if (how.to >= 0) codes[how.to][piece] = is_it;
        });
        if (changed) note_change(i, r, j, equals > 1);
      }
      work[c.at(r, j)] = result;
    }
}

/// One factor changes: what it changes is added to the product at the point. Column by column of the left factor, as its elements lie.
template <class T>
constexpr void machine<T>::run_product(int i) {
  const formula_step& s = p.steps[i];
  const cell &c = cells.data[i], &a = cells.data[s.operands[0]], &b = cells.data[s.operands[1]];
  const bool left = !is_full && !a.dirty.is_empty(), right = !is_full && !b.dirty.is_empty();
  const index first_row = c.dirty.first_row, last_row = c.dirty.last_row;
  for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j) {
    bool anew = is_full || (left && right);
    for (index r = first_row; r < last_row; ++r) anew = anew || !is_finite(base[c.at(r, j)]);
    for (index r = first_row; r < last_row; ++r) work[c.at(r, j)] = anew ? T(0) : base[c.at(r, j)];
    const index first = anew ? 0 : (left ? a.dirty.first_column : b.dirty.first_row), last = anew ? a.columns : (left ? a.dirty.last_column : b.dirty.last_row);
    for (index k = first; k < last; ++k) {
      const T* column = work + a.at(0, k);
      const T* before = base + a.at(0, k);
      T* to = work + c.at(0, j);
      const T factor = anew || left ? work[b.at(k, j)] : plus(work[b.at(k, j)], -base[b.at(k, j)]);
      if (anew || !left)
        for (index r = first_row; r < last_row; ++r) to[r] = plus(to[r], times(column[r], factor));
      else
        for (index r = first_row; r < last_row; ++r) to[r] = plus(to[r], times(plus(column[r], -before[r]), factor));
    }
  }
}

template <class T>
constexpr void machine<T>::run_sum(int i) {
  const formula_step& s = p.steps[i];
  const cell &c = cells.data[i], &a = cells.data[s.operands[0]];
  const bool all = s.op.code == operation_code::sum, in_rows = s.op.code == operation_code::row_sums;
  const region changed = is_full ? a.whole() : a.dirty;
  for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
    for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) {
      const bool anew = is_full || !is_finite(base[c.at(r, j)]);
      const region from = anew ? a.whole() : changed;
      T sum = anew ? T(0) : base[c.at(r, j)];
      for (index column = all || in_rows ? from.first_column : j; column < (all || in_rows ? from.last_column : j + 1); ++column)
        for (index row = in_rows ? r : from.first_row; row < (in_rows ? r + 1 : from.last_row); ++row) {
          const T element = work[a.at(row, column)];
          sum = plus(sum, anew ? element : plus(element, -base[a.at(row, column)]));
        }
      work[c.at(r, j)] = sum;
    }
}

template <class T>
constexpr void machine<T>::run_matrix(int i) {
  const formula_step& s = p.steps[i];
  matrix_view<T> from[max_arity];
  int filled[max_arity] = {};
  for (int k = 0; k < s.op.arity && s.operands[k] >= 0; ++k) {
    from[k] = view(work, s.operands[k]);
    filled[k] = p.steps[s.operands[k]].op.memory.columns;
  }
  p.kernels[s.rule].matrix(view(work, i), from, s.op.memory, filled);
}

}  // namespace nabla::detail::numeric
