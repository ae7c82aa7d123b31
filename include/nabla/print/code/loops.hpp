// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/body.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Writes the loops of a plan: every member for each element, values in variables; only what others read is stored.
template <class T>
class code_loops : protected code_body<T> {
 protected:
  using code_body<T>::code_body;
  using code_body<T>::p, code_body<T>::calls_, code_body<T>::in_, code_body<T>::type_, code_body<T>::frame_, code_body<T>::parts_;
  using code_body<T>::slot, code_body<T>::line, code_body<T>::named, code_body<T>::over, code_body<T>::is_simple;

  /// Where a reduction gathers: in a number for the whole loop, in one for each column, or in an element for each row.
  enum class gathers {
    nothing,
    whole,
    column,
    row
  };
  gathers kind_of(const loop_member& m, const shape& s) const {
    if (!is_reduction(m.code)) return gathers::nothing;
    if (is_over_all(m.code) || (is_over_rows(m.code) ? s.rows : s.columns).is_one()) return gathers::whole;
    return is_over_rows(m.code) ? gathers::row : gathers::column;
  }
  void begin_total(int depth, const loop_member& m, code_text name) {
    line(depth, in_.variable(type_, name, literal(in_, is_maximum(m.code) ? -std::numeric_limits<T>::infinity() : T(0)).text));
  }

  /// What a loop reads of a matrix: a view, how it is read, and through which window or by which numbers; how often, and what stands for it.
  struct code_load {
    loop_operand from;
    int times = 0;
    code_piece text = {};
  };
  static bool is_before(const loop_operand& a, const loop_operand& b) { return a.index != b.index ? a.index < b.index : (a.kind != b.kind ? a.kind < b.kind : a.behind < b.behind); }
  static code_load& load_of(list<code_load>& loads, const loop_operand& from) {
    int place = 0;
    while (place < loads.size && is_before(loads.data[place].from, from)) ++place;
    if (place == loads.size || is_before(from, loads.data[place].from)) {
      loads.push({from});
      for (int i = loads.size - 1; i > place; --i) std::swap(loads.data[i], loads.data[i - 1]);
    }
    return loads.data[place];
  }

  /// `text` between two places of the direction in which a loop over `extents` runs, and 0 outside.
  code_piece between(code_text first, code_text end, code_text text, const shape& extents) const {
    const char* const at = extents.rows.is_one() ? "j" : "i";
    const auto compared = [&](const char* sign, code_text with) { return in_.infix({at}, sign, {with, 70}, 60); };
    const code_piece condition = end.empty() ? compared(">=", first) : (first.empty() ? compared("<", end) : in_.infix(compared(">=", first), "&&", compared("<", end), 40));
    return in_.select(condition, {text}, literal(in_, T(0)));
  }
  static code_text shifted(code_text what, int by) { return by == 0 ? what : what + (by < 0 ? " - " : " + ") + number_text(by < 0 ? -by : by); }
  code_piece look(int view, int shift, const shape& extents) const {
    const bool along_row = extents.rows.is_one();
    const shape& from = p.shapes.data[p.views.data[view].shape_index];
    const code_text length = frame_.extent_text(along_row ? from.columns : from.rows), at = shifted(along_row ? "j" : "i", -shift);
    const extent end = (along_row ? from.columns : from.rows).plus(shift), whole = along_row ? extents.columns : extents.rows;
    const bool reaches_the_end = end.has_name_of(whole) ? end.more >= whole.more : !end.is_named() && !whole.is_named() && end.size >= whole.size;
    return between(shift > 0 ? number_text(shift) : "", reaches_the_end ? "" : shifted(length, shift), frame_.element(view, along_row ? "i" : at, along_row ? at : "j"), extents);
  }
  /// The element in the row that an index says.
  code_piece take(const loop_operand& from) const { return {frame_.element(from.index, in_.converted("int", frame_.element(from.behind, "i", "0")).text, "j")}; }
  code_piece inside_of(const code_piece& value, const loop_operand& places, const shape& extents) const {
    return between(places.index > 0 ? number_text(places.index) : "", places.behind > 0 ? shifted(frame_.extent_text(extents.rows.is_one() ? extents.columns : extents.rows), -places.behind) : "", value.in(21), extents);
  }

  void write_loop(const segment& part) {
    const shape& extents = p.shapes.data[part.shape_index];
    const int count = part.last - part.first;
    const auto member = [&](int k) -> const loop_member& { return p.members.data[part.first + k]; };
    list<int> local_readers(count);
    list<code_load> loads;
    for (int k = 0; k < count; ++k)
      for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
        const loop_operand& operand = member(k).operands[o];
        const bool plain = is_without_rule(member(k).code);
        const int times = plain ? (is_maximum(member(k).code) ? 2 : 1) : calls_.readings(member(k).function, o);
        if (operand.kind == source::local) local_readers.data[operand.index] += times;
        else if (operand.kind != source::scalar) load_of(loads, operand).times += times;
      }
    list<code_text> totals(count);
    for (int k = 0; k < count; ++k)
      if (kind_of(member(k), extents) == gathers::whole || kind_of(member(k), extents) == gathers::column) totals.data[k] = code_part(++parts_);
    for (int k = 0; k < count; ++k)
      if (kind_of(member(k), extents) == gathers::whole) {
        begin_total(1, member(k), totals.data[k]);
        slot(member(k).stored_in) = {totals.data[k]};
      }
    const auto inside = [&](int depth) {
      for (int l = 0; l < loads.size; ++l) {
        const loop_operand& from = loads.data[l].from;
        const code_piece load = from.kind == source::window ? look(from.index, from.behind, extents) : from.kind == source::taken ? take(from)
                                                                                                                                  : code_piece{frame_.element(from.index, "i", "j")};
        loads.data[l].text = loads.data[l].times > 1 ? named(depth, load) : load;
      }
      list<code_piece> values(count);
      for (int k = 0; k < count; ++k) {
        code_piece operands[max_arity];
        for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
          const loop_operand& operand = member(k).operands[o];
          operands[o] = operand.kind == source::local ? values.data[operand.index] : (operand.kind == source::scalar ? slot(operand.index) : load_of(loads, operand).text);
        }
        if (member(k).code == operation_code::within) operands[0] = inside_of(operands[0], member(k).operands[1], extents);
        write_member(depth, member(k), kind_of(member(k), extents), operands, totals.data[k], local_readers.data[k], values.data[k]);
      }
    };
    over(extents, inside, [&](int depth, bool begin) {
      for (int k = 0; k < count; ++k) {
        if (kind_of(member(k), extents) != gathers::column) continue;
        const code_text total = totals.data[k];
        if (begin) begin_total(depth, member(k), total);
        else line(depth, in_.assign(frame_.element(member(k).stored_in, "0", "j"), total));
      }
    });
  }
  void write_member(int depth, const loop_member& m, gathers where, const code_piece* operands, code_text total, int local_readers, code_piece& value) {
    if (where == gathers::nothing) {
      value = m.code == operation_code::broadcast || m.code == operation_code::within ? operands[0] : calls_.call(m.function, operands);
      if (!is_simple(value) && (local_readers + (m.stored_in >= 0 ? 1 : 0) > 1 || value.text.size() > longest_expression)) value = named(depth, value);
      if (m.stored_in >= 0) line(depth, in_.assign(frame_.element(m.stored_in, "i", "j"), value.text));
      return;
    }
    const code_piece v{operands[0].text}, place{where == gathers::row ? frame_.element(m.stored_in, "i", "0") : total}, is_first = in_.infix({"j"}, "==", {"0"}, 60);
    if (is_maximum(m.code)) {
      const code_piece larger = in_.infix(v, ">", place, 60), differs = in_.infix(v, "!=", v, 60);
      const code_piece either = where == gathers::row ? in_.infix(in_.infix(is_first, "||", larger, 30), "||", differs, 30) : in_.infix(larger, "||", differs, 30);
      line(depth, in_.assign_if(either.text, place.text, v.text));
    } else if (where == gathers::row) line(depth, in_.assign(place.text, in_.select(is_first, operands[0], in_.infix(place, "+", operands[0], 70)).text));
    else line(depth, in_.add(place.text, v.text));
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
