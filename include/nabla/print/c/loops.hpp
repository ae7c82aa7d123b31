// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/c/body.hpp>

namespace nabla::detail {

/// Writes the loops of a plan: every member for each element, values in variables; only what others read is stored.
template <class T>
class c_loops : protected c_body<T> {
 protected:
  using c_body<T>::c_body;
  using c_body<T>::p, c_body<T>::calls_, c_body<T>::frame_, c_body<T>::parts_;
  using c_body<T>::slot, c_body<T>::line, c_body<T>::named, c_body<T>::over, c_body<T>::is_simple;

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
  void begin_total(int depth, const loop_member& m, const std::string& name) {
    line(depth, std::string(c_type<T>).append(" ").append(name).append(is_maximum(m.code) ? " = -INFINITY;" : std::string(" = 0.0").append(c_literal_suffix<T>).append(";")));
  }

  using c_load = std::tuple<int, source, int>;  // a view, how it is read, and through which window

  /// `text` between two places of the direction in which a loop over `form` runs, and 0 outside.
  c_piece between(const std::string& first, const std::string& end, const std::string& text, const shape& form) const {
    const std::string at = form.rows.is_one() ? "j" : "i";
    std::string condition = first.empty() ? "" : std::string(at).append(" >= ").append(first);
    if (!end.empty()) condition.append(condition.empty() ? "" : " && ").append(at).append(" < ").append(end);
    return {condition.append(" ? ").append(text).append(" : 0.0").append(c_literal_suffix<T>), 20};
  }
  static std::string moved(const std::string& what, int by) { return by == 0 ? what : std::string(what).append(by < 0 ? " - " : " + ").append(std::to_string(by < 0 ? -by : by)); }
  c_piece look(int view, int shift, const shape& form) const {
    const bool along_row = form.rows.is_one();
    const shape& from = p.forms.data[p.views.data[view].form];
    const std::string length = frame_.extent_text(along_row ? from.columns : from.rows), at = moved(along_row ? "j" : "i", -shift);
    const extent end = (along_row ? from.columns : from.rows).plus(shift), whole = along_row ? form.columns : form.rows;
    const bool reaches_the_end = end.has_name_of(whole) ? end.more >= whole.more : !end.is_named() && !whole.is_named() && end.size >= whole.size;
    return between(shift > 0 ? std::to_string(shift) : "", reaches_the_end ? "" : moved(length, shift), frame_.element(view, along_row ? "i" : at, along_row ? at : "j"), form);
  }
  c_piece inside_of(const c_piece& value, const loop_operand& places, const shape& form) const {
    return between(places.index > 0 ? std::to_string(places.index) : "", places.behind > 0 ? moved(frame_.extent_text(form.rows.is_one() ? form.columns : form.rows), -places.behind) : "", value.in(21), form);
  }

  void write_loop(const segment& part) {
    const shape& form = p.forms.data[part.form];
    const int count = part.last - part.first;
    const auto member = [&](int k) -> const loop_member& { return p.members.data[part.first + k]; };
    std::vector<int> local_readers(static_cast<std::size_t>(count));
    std::map<c_load, int> loads;
    for (int k = 0; k < count; ++k)
      for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
        const loop_operand& operand = member(k).operands[o];
        const bool plain = is_without_rule(member(k).code);
        const int times = plain ? (is_maximum(member(k).code) ? 2 : 1) : calls_.readings(member(k).function, o);
        if (operand.kind == source::local) local_readers[static_cast<std::size_t>(operand.index)] += times;
        else if (operand.kind != source::scalar) loads[{operand.index, operand.kind, operand.behind}] += times;
      }
    std::vector<std::string> totals(static_cast<std::size_t>(count));
    for (int k = 0; k < count; ++k)
      if (kind_of(member(k), form) == gathers::whole || kind_of(member(k), form) == gathers::column) totals[static_cast<std::size_t>(k)] = c_part(++parts_);
    for (int k = 0; k < count; ++k)
      if (kind_of(member(k), form) == gathers::whole) {
        begin_total(1, member(k), totals[static_cast<std::size_t>(k)]);
        slot(member(k).stored_in) = {totals[static_cast<std::size_t>(k)]};
      }
    const auto inside = [&](int depth) {
      std::map<c_load, c_piece> loaded;
      for (const auto& [from, times] : loads) {
        const c_piece load = std::get<1>(from) == source::window ? look(std::get<0>(from), std::get<2>(from), form) : c_piece{frame_.element(std::get<0>(from), "i", "j")};
        loaded[from] = times > 1 ? named(depth, load) : load;
      }
      std::vector<c_piece> values(static_cast<std::size_t>(count));
      for (int k = 0; k < count; ++k) {
        std::vector<c_piece> operands;
        for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
          const loop_operand& operand = member(k).operands[o];
          operands.push_back(operand.kind == source::local ? values[static_cast<std::size_t>(operand.index)] : (operand.kind == source::scalar ? slot(operand.index) : loaded[{operand.index, operand.kind, operand.behind}]));
        }
        if (member(k).code == operation_code::within) operands[0] = inside_of(operands[0], member(k).operands[1], form);
        write_member(depth, member(k), kind_of(member(k), form), operands, totals[static_cast<std::size_t>(k)], local_readers[static_cast<std::size_t>(k)], values[static_cast<std::size_t>(k)]);
      }
    };
    over(form, inside, [&](int depth, bool begin) {
      for (int k = 0; k < count; ++k) {
        if (kind_of(member(k), form) != gathers::column) continue;
        const std::string& total = totals[static_cast<std::size_t>(k)];
        if (begin) begin_total(depth, member(k), total);
        else line(depth, frame_.element(member(k).stored_in, "0", "j").append(" = ").append(total).append(";"));
      }
    });
  }
  void write_member(int depth, const loop_member& m, gathers where, const std::vector<c_piece>& operands, const std::string& total, int local_readers, c_piece& value) {
    if (where == gathers::nothing) {
      value = m.code == operation_code::broadcast || m.code == operation_code::within ? operands[0] : calls_.call(m.function, operands);
      if (!is_simple(value) && (local_readers + (m.stored_in >= 0 ? 1 : 0) > 1 || value.text.size() > longest_c_expression)) value = named(depth, value);
      if (m.stored_in >= 0) line(depth, frame_.element(m.stored_in, "i", "j").append(" = ").append(value.text).append(";"));
      return;
    }
    const std::string& v = operands[0].text;
    const std::string place = where == gathers::row ? frame_.element(m.stored_in, "i", "0") : total;
    if (is_maximum(m.code)) line(depth, std::string("if (").append(where == gathers::row ? "j == 0 || " : "").append(v).append(" > ").append(place).append(" || ").append(v).append(" != ").append(v).append(") ").append(place).append(" = ").append(v).append(";"));
    else if (where == gathers::row) line(depth, std::string(place).append(" = j == 0 ? ").append(operands[0].in(21)).append(" : ").append(place).append(" + ").append(operands[0].in(71)).append(";"));
    else line(depth, std::string(place).append(" += ").append(v).append(";"));
  }
};

}  // namespace nabla::detail
