// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/line.hpp>
#include <nabla/check/region.hpp>
#include <nabla/check/step_kernels.hpp>
#include <nabla/check/text.hpp>
#include <nabla/evaluate/layout.hpp>

namespace nabla::detail::numeric {

template <class T>
class machine;

/// The first node, and its element, that takes another piece beside the point.
struct switched {
  int step = -1;
  index row = 0, column = 0;
};

/// Pieces: -2 are held; -1 are those of the argument; else they are stored there. With `compare` they are compared with those of the point.
struct recording {
  int to;
  bool compare;
};

/// What only a formula with functions that are given by pieces needs: it is not compiled for others.
template <class T>
struct edge_code {
  bool (machine<T>::*crosses)(T, pieces, bool&);
  void (machine<T>::*hold)(pieces);
  judge_of_edge<T> judge;
  report_text (*place)(const machine<T>&, const switched&);
};

/// What only a formula with such a node needs, or null.
template <class T>
struct node_code {
  void (machine<T>::*product)(int) = nullptr;
  void (machine<T>::*sum)(int) = nullptr;
  void (machine<T>::*maximum)(int, recording) = nullptr;
  void (machine<T>::*matrix)(int) = nullptr;
  const edge_code<T>* edges = nullptr;
};

/// A formula as the machine takes it: not a template of the formula, so that the machine is compiled once.
template <class T>
struct program_view {
  const formula_step* steps = nullptr;
  int step_count = 0;
  const numbered_shape* shapes = nullptr;
  const step_kernel<T>* kernels = nullptr;
  const int* outputs = nullptr;
  int output_count = 0;
  node_code<T> code;
};

/// Runs a formula node by node, and again where one argument or all move: of each node only what changes is computed. It records the pieces that
/// functions like max take, and holds them.
template <class T>
class machine {
 public:
  machine(const machine&) = delete;
  NABLA_COLD constexpr machine(const program_view<T>& program, const index* sizes) : p(program), cells(program.step_count), held_at(pieces::of_argument) {
    index elements = 0, piece_count = 0;
    for (int i = 0; i < p.step_count; ++i) {
      const formula_step& s = p.steps[i];
      cell& c = cells.data[i];
      c.rows = p.shapes[s.shape_index].rows.value(sizes);
      c.columns = p.shapes[s.shape_index].columns.value(sizes);
      c.place = elements;
      elements += c.rows * (c.columns * (1 + s.op.memory.copies) + s.op.memory.columns);
      if (has_pieces(i)) {
        c.pieces = piece_count;
        piece_count += is_maximum(s.op.code) ? cells.data[s.operands[0]].count() : c.count();
      }
    }
    element_count = elements;
    code_count = piece_count;
    numbers = list<T>(static_cast<int>(3 * elements + 3 * piece_count));
    all_codes = list<int>(static_cast<int>(3 * piece_count));
    base = numbers.data;
    work = base + elements;
    moves = work + elements;
    for (int k = 0; k < 3; ++k) {
      codes[k] = all_codes.data + k * piece_count;
      values[k] = moves + elements + k * piece_count;
    }
    for (int i = 0; i < p.step_count; ++i) {
      const formula_step& s = p.steps[i];
      if (s.op.code == operation_code::constant || s.op.code == operation_code::real) base[cells.data[i].place] = constant_as<T>(s.value);
      if (s.op.code == operation_code::count) base[cells.data[i].place] = T(p.shapes[s.counted].rows.value(sizes) * p.shapes[s.counted].columns.value(sizes));
    }
  }

  constexpr int step_count() const { return p.step_count; }
  constexpr const formula_step& step(int i) const { return p.steps[i]; }
  constexpr const cell& cell_of(int i) const { return cells.data[i]; }
  constexpr const edge_code<T>* edges() const { return p.code.edges; }
  /// Has it functions that are given by pieces?
  constexpr bool has_pieces() const { return code_count > 0; }
  /// Where the value of a symbol is to be written before start().
  constexpr matrix_view<T> input(int i) { return view(base, i); }
  /// The node of the first output, and its first element at the point.
  constexpr int output_step() const { return p.outputs[0]; }
  constexpr T at_start() const { return base[cells.data[output_step()].place]; }
  constexpr T at_point(int i, index row, index column) const { return base[cells.data[i].at(row, column)]; }
  /// Elements of all outputs.
  NABLA_COLD constexpr index output_count() const {
    index total = 0;
    for (int k = 0; k < p.output_count; ++k) total += cells.data[p.outputs[k]].count();
    return total;
  }
  /// Elements of the outputs, one after the other, row by row, as the machine has them now.
  [[gnu::noinline]] constexpr void read_outputs(T* to) const {
    for (int k = 0; k < p.output_count; ++k) {
      const cell& c = cells.data[p.outputs[k]];
      for (index i = 0; i < c.rows; ++i)
        for (index j = 0; j < c.columns; ++j) *to++ = work[c.at(i, j)];
    }
  }

  /// Evaluates at the point and keeps what is found.
  NABLA_COLD constexpr void start() {
    copy(base, work, element_count);
    for (int i = 0; i < p.step_count; ++i) cells.data[i].dirty = is_leaf(i) ? region{} : cells.data[i].whole();
    is_full = true;
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{0, false});
    settle();
    held_at = pieces::of_point;
  }

  /// What is to move with t: nothing, at first.
  NABLA_COLD constexpr void clear_moves() {
    restore();
    for (int i = 0; i < moved.size; ++i) {
      const cell& c = cells.data[moved.data[i]];
      for (index k = 0; k < c.count(); ++k) moves[c.place + k] = 0;
      cells.data[moved.data[i]].moving = {};
    }
    moved.size = 0;
  }
  /// Element (i, j) of a symbol moves by t · speed.
  NABLA_COLD constexpr void move(int step, index row, index column, T speed) {
    cell& c = cells.data[step];
    moves[c.at(row, column)] = speed;
    if (c.moving.is_empty()) moved.push(step);
    c.moving.include({row, row + 1, column, column + 1});
  }

  /// Evaluates at the point moved by t.
  [[gnu::noinline]] constexpr void sample(T t, pieces which) {
    if (which != held_at && which != pieces::of_argument) (this->*p.code.edges->hold)(which);
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, which == pieces::of_argument ? recording{-1, false} : recording{-2, false});
  }

  /// Which pieces hold at t, if they are others than at the point? They are remembered as those of the right or of the left.
  NABLA_COLD constexpr bool crosses(T t, pieces side, bool& exact) {
    if (held_at != pieces::of_point) hold(pieces::of_point);
    const int number = side == pieces::of_right ? 1 : 2;
    change = {};
    change_is_exact = true;
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{-1, true});
    if (change.step < 0) return false;
    exact = exact && change_is_exact;
    copy(codes[0], codes[number], code_count);
    copy(values[0], values[number], code_count);
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{number, false});
    return true;
  }
  /// The node found by the last call of crosses() that found one.
  constexpr const switched& last_switch() const { return change; }

  /// The same formula with other pieces held.
  NABLA_COLD constexpr void hold(pieces which) {
    restore();
    held_at = which;
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) cells.data[i].dirty = cells.data[i].whole();
    is_full = true;
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{-2, false});
    settle();
  }

  // Nodes of which not every formula has one.
  constexpr void run_maximum(int i, recording how);
  constexpr void run_product(int i);
  constexpr void run_sum(int i);
  constexpr void run_matrix(int i);

 private:
  constexpr bool is_leaf(int i) const {
    const operation_number code = p.steps[i].op.code;
    return code == operation_code::constant || code == operation_code::real || code == operation_code::symbol || code == operation_code::count;
  }
  constexpr bool has_pieces(int i) const {
    const formula_step& s = p.steps[i];
    if (is_maximum(s.op.code)) return true;
    if (s.op.is_held) return false;
    if (s.op.code == operation_code::where && p.steps[s.operands[0]].op.is_condition) return false;
    return s.rule >= 0 && p.kernels[s.rule].is_piecewise;
  }
  template <class E>
  static constexpr void copy(const E* from, E* to, index count) {
    for (index i = 0; i < count; ++i) to[i] = from[i];
  }
  constexpr matrix_view<T> view(T* elements, int i) const {
    const cell& c = cells.data[i];
    return {elements + c.place, c.rows, c.columns, c.rows};
  }

  /// Everything as at the point again.
  [[gnu::noinline]] constexpr void restore() {
    for (int i = 0; i < p.step_count; ++i) {
      cell& c = cells.data[i];
      for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
        for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) work[c.at(r, j)] = base[c.at(r, j)];
      const index behind = c.dirty.is_empty() ? 0 : p.steps[i].op.memory.columns * c.rows;
      for (index k = 0; k < behind; ++k) work[c.place + c.count() + k] = base[c.place + c.count() + k];
      c.dirty = {};
    }
    is_full = false;
  }
  [[gnu::noinline]] constexpr void shift(T t) {
    restore();
    for (int k = 0; k < moved.size; ++k) {
      cell& c = cells.data[moved.data[k]];
      c.dirty = c.moving;
      for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
        for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) work[c.at(r, j)] = plus(base[c.at(r, j)], times(t, moves[c.at(r, j)]));
    }
  }
  /// What has just been computed in full is the point from here on.
  NABLA_COLD constexpr void settle() {
    copy(work, base, element_count);
    for (int i = 0; i < p.step_count; ++i) cells.data[i].dirty = {};
    is_full = false;
  }
  constexpr int held_number() const { return held_at == pieces::of_right ? 1 : (held_at == pieces::of_left ? 2 : 0); }

  constexpr void run(int i, recording how);
  constexpr void run_elements(int i, recording how);
  constexpr bool is_unchanged(const cell& c) const;
  constexpr void note_change(int i, index row, index column, bool exact) {
    if (change.step < 0) change = {i, row, column};
    change_is_exact = change_is_exact && exact;
  }

  program_view<T> p;
  list<cell> cells;
  list<T> numbers;  ///< all that follow
  T *base = nullptr, *work = nullptr, *moves = nullptr, *values[3]{};
  list<int> all_codes;
  int* codes[3]{};
  index element_count = 0, code_count = 0;
  list<int> moved;
  pieces held_at;
  bool is_full = false;  ///< everything is computed anew
  switched change;
  bool change_is_exact = true;
};

}  // namespace nabla::detail::numeric

#include <nabla/check/run_steps.hpp>
