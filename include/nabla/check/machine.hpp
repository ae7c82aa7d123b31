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
  const numbered_shape* forms = nullptr;
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
  [[gnu::cold]] constexpr machine(const program_view<T>& program, const index* sizes) : p(program), cells(program.step_count), held_at(pieces::of_argument) {
    index elements = 0, piece_count = 0;
    for (int i = 0; i < p.step_count; ++i) {
      const formula_step& s = p.steps[i];
      cell& c = cells.data[i];
      c.rows = p.forms[s.form].rows.value(sizes);
      c.columns = p.forms[s.form].columns.value(sizes);
      c.place = elements;
      elements += c.rows * (c.columns * (1 + s.op->memory.copies) + s.op->memory.columns);
      if (has_pieces(i)) {
        c.pieces = piece_count;
        piece_count += is_maximum(s.op->code) ? cells.data[s.operands[0]].count() : c.count();
      }
    }
    base = list<T>(static_cast<int>(elements));
    work = list<T>(static_cast<int>(elements));
    moves = list<T>(static_cast<int>(elements));
    for (int k = 0; k < 3; ++k) {
      codes[k] = list<signed char>(static_cast<int>(piece_count));
      values[k] = list<T>(static_cast<int>(piece_count));
    }
    for (int i = 0; i < p.step_count; ++i) {
      const formula_step& s = p.steps[i];
      if (s.op->code == operation_code::constant || s.op->code == operation_code::real) base.data[cells.data[i].place] = constant_as<T>(s.value);
      if (s.op->code == operation_code::count) base.data[cells.data[i].place] = T(p.forms[s.counted].rows.value(sizes) * p.forms[s.counted].columns.value(sizes));
    }
  }

  constexpr int step_count() const { return p.step_count; }
  constexpr const formula_step& step(int i) const { return p.steps[i]; }
  constexpr const cell& cell_of(int i) const { return cells.data[i]; }
  constexpr const edge_code<T>* edges() const { return p.code.edges; }
  /// Has it functions that are given by pieces?
  constexpr bool has_pieces() const { return codes[0].size > 0; }
  /// The node of a symbol, or -1 where the formula does not depend on it.
  [[gnu::cold, gnu::noinline]] constexpr int find(const facts& symbol) const {
    for (int i = 0; i < p.step_count; ++i)
      if (p.steps[i].op->code == operation_code::symbol && is_same_symbol(*p.steps[i].leaf, symbol)) return i;
    return -1;
  }
  /// Where the value of a symbol is to be written before start().
  constexpr matrix_view<T> input(int i) { return view(base, i); }
  constexpr T at_point(int i, index row, index column) const { return base.data[cells.data[i].at(row, column)]; }
  /// Elements of the outputs, one after the other, row by row, as the machine has them now.
  constexpr index output_count() const {
    index total = 0;
    for (int k = 0; k < p.output_count; ++k) total += cells.data[p.outputs[k]].count();
    return total;
  }
  [[gnu::noinline]] constexpr T output(index number) const {
    for (int k = 0; k < p.output_count; ++k) {
      const cell& c = cells.data[p.outputs[k]];
      if (number < c.count()) return work.data[c.at(number / c.columns, number % c.columns)];
      number -= c.count();
    }
    return 0;
  }

  /// Evaluates at the point and keeps what is found.
  [[gnu::cold]] constexpr void start() {
    copy(base, work);
    for (int i = 0; i < p.step_count; ++i) cells.data[i].dirty = is_leaf(i) ? region{} : cells.data[i].whole();
    is_full = true;
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{0, false});
    settle();
    held_at = pieces::of_point;
  }

  /// What is to move with t: nothing, at first.
  [[gnu::noinline]] constexpr void clear_moves() {
    restore();
    for (int i = 0; i < moved.size; ++i) {
      const cell& c = cells.data[moved.data[i]];
      for (index k = 0; k < c.count(); ++k) moves.data[c.place + k] = 0;
    }
    moved.size = moved_region.size = 0;
  }
  /// Element (i, j) of a symbol moves by t · speed.
  [[gnu::cold]] constexpr void move(int step, index row, index column, T speed) {
    moves.data[cells.data[step].at(row, column)] = speed;
    bool known = false;
    for (int k = 0; k < moved.size; ++k) known = known || moved.data[k] == step;
    if (!known) {
      moved.push(step);
      moved_region.push({});
    }
    for (int k = 0; k < moved.size; ++k)
      if (moved.data[k] == step) moved_region.data[k].include({row, row + 1, column, column + 1});
  }

  /// Evaluates at the point moved by t.
  [[gnu::noinline]] constexpr void sample(T t, pieces which) {
    if (which != held_at && which != pieces::of_argument) (this->*p.code.edges->hold)(which);
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, which == pieces::of_argument ? recording{-1, false} : recording{-2, false});
  }

  /// Which pieces hold at t, if they are others than at the point? They are remembered as those of the right or of the left.
  [[gnu::cold]] constexpr bool crosses(T t, pieces side, bool& exact) {
    if (held_at != pieces::of_point) hold(pieces::of_point);
    const int number = side == pieces::of_right ? 1 : 2;
    change = {};
    change_is_exact = true;
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{-1, true});
    if (change.step < 0) return false;
    exact = exact && change_is_exact;
    copy(codes[0], codes[number]);
    copy(values[0], values[number]);
    shift(t);
    for (int i = 0; i < p.step_count; ++i)
      if (!is_leaf(i)) run(i, recording{number, false});
    return true;
  }
  /// The node found by the last call of crosses() that found one.
  constexpr const switched& last_switch() const { return change; }

  /// The same formula with other pieces held.
  [[gnu::cold]] constexpr void hold(pieces which) {
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
    const operation_code code = p.steps[i].op->code;
    return code == operation_code::constant || code == operation_code::real || code == operation_code::symbol || code == operation_code::count;
  }
  constexpr bool has_pieces(int i) const {
    const formula_step& s = p.steps[i];
    if (is_maximum(s.op->code)) return true;
    if (is_same_object(s.op, &held_operation)) return false;
    if (s.op->code == operation_code::where && p.steps[s.operands[0]].op->is_condition) return false;
    return s.rule >= 0 && p.kernels[s.rule].is_piecewise;
  }
  template <class E>
  static constexpr void copy(const list<E>& from, list<E>& to) {
    for (int i = 0; i < from.size; ++i) to.data[i] = from.data[i];
  }
  constexpr matrix_view<T> view(list<T>& elements, int i) const {
    const cell& c = cells.data[i];
    return {elements.data + c.place, c.rows, c.columns, c.rows};
  }

  /// Everything as at the point again.
  [[gnu::noinline]] constexpr void restore() {
    for (int i = 0; i < p.step_count; ++i) {
      cell& c = cells.data[i];
      for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
        for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) work.data[c.at(r, j)] = base.data[c.at(r, j)];
      const index behind = c.dirty.is_empty() ? 0 : p.steps[i].op->memory.columns * c.rows;
      for (index k = 0; k < behind; ++k) work.data[c.place + c.count() + k] = base.data[c.place + c.count() + k];
      c.dirty = {};
    }
    is_full = false;
  }
  [[gnu::noinline]] constexpr void shift(T t) {
    restore();
    for (int k = 0; k < moved.size; ++k) {
      cell& c = cells.data[moved.data[k]];
      c.dirty = moved_region.data[k];
      for (index j = c.dirty.first_column; j < c.dirty.last_column; ++j)
        for (index r = c.dirty.first_row; r < c.dirty.last_row; ++r) work.data[c.at(r, j)] = plus(base.data[c.at(r, j)], times(t, moves.data[c.at(r, j)]));
    }
  }
  /// What has just been computed in full is the point from here on.
  constexpr void settle() {
    copy(work, base);
    for (int i = 0; i < p.step_count; ++i) cells.data[i].dirty = {};
    is_full = false;
  }
  constexpr int held_number() const { return held_at == pieces::of_right ? 1 : held_at == pieces::of_left ? 2 : 0; }

  constexpr void run(int i, recording how);
  constexpr void run_elements(int i, recording how);
  constexpr bool is_unchanged(const cell& c) const;
  constexpr void note_change(int i, index row, index column, bool exact) {
    if (change.step < 0) change = {i, row, column};
    change_is_exact = change_is_exact && exact;
  }

  program_view<T> p;
  list<cell> cells;
  list<T> base, work, moves;
  list<signed char> codes[3];
  list<T> values[3];
  list<int> moved;
  list<region> moved_region;
  pieces held_at;
  bool is_full = false;  ///< everything is computed anew
  switched change;
  bool change_is_exact = true;
};

}  // namespace nabla::detail::numeric

#include <nabla/check/run_steps.hpp>
