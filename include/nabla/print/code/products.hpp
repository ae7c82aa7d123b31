// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/loops.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Writes the products of a plan, and the functions of whole matrices.
template <class T>
class code_products : protected code_loops<T> {
 protected:
  using code_loops<T>::code_loops;
  using code_body<T>::p, code_body<T>::calls_, code_body<T>::in_, code_body<T>::type_, code_body<T>::frame_, code_body<T>::parts_, code_body<T>::body_;
  using code_body<T>::slot, code_body<T>::line, code_body<T>::named, code_body<T>::over, code_body<T>::for_each, code_body<T>::shape_of_view;

  void write_product(const segment& part) {
    const shape& result = p.shapes.data[part.shape_index];
    if (part.kind == work::transpose) {
      over(result, [&](int depth) { line(depth, in_.assign(frame_.element(part.result, "i", "j"), frame_.element(part.left, "j", "i"))); });
      return;
    }
    const extent inner = part.transpose_left ? shape_of_view(part.left).rows : shape_of_view(part.left).columns;
    over(result, [&](int depth) {
      const code_text sum = part.result_slot >= 0 ? code_part(++parts_) : "sum";
      line(depth, in_.variable(type_, sum, literal(in_, T(0)).text));
      line(depth, for_each("k", inner));
      line(depth + 1, in_.add(sum, in_.infix({part.transpose_left ? frame_.element(part.left, "k", "i") : frame_.element(part.left, "i", "k")}, "*", {part.transpose_right ? frame_.element(part.right, "j", "k") : frame_.element(part.right, "k", "j")}, 80).text));
      line(depth, in_.end_of_loop());
      if (part.result_slot >= 0) slot(part.result_slot) = {sum};
      else line(depth, in_.assign(frame_.element(part.result, "i", "j"), sum));
    });
  }

  /// The kernel of a function of whole matrices: a loop where the entry gives elements, else, for known sizes, all elements one by one.
  void write_kernel(const segment& part) {
    const loop_member& m = p.members.data[part.first];
    if (m.places.kind != part_kind::none && (!calls_.knows(m.function) || (is_stack(m.places.kind) && is_code_loop(p.shapes.data[part.shape_index])))) return write_part(part, m);
    const code_function<T>& function = calls_.function(m.function);
    if (function.definition != nullptr || function.written != nullptr) return write_call(part, m);
    const loop_operand& first = m.operands[0];
    const shape from = first.kind == source::scalar ? shape{} : shape_of_view(first.index);
    if (function.element != nullptr && (is_code_loop(from) || is_code_loop(p.shapes.data[part.shape_index]))) {
      const code_matrix<T> result{frame_, p.shapes.data[part.shape_index], m.stored_in}, operand{frame_, from, first.kind == source::scalar ? -1 : first.index, first.kind == source::scalar ? slot(first.index) : code_piece{}};
      const code_index i = result.extents.rows.is_one() ? code_index(0) : code_index("i", 100), j = result.extents.columns.is_one() ? code_index(0) : code_index("j", 100);
      if (part.shape_index == 0) slot(m.stored_in) = named(1, function.element(result, i, j, &operand));
      else over(result.extents, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, "i", "j"), function.element(result, i, j, &operand).text)); });
      return;
    }
    if (!from.is_static() || !p.shapes.data[part.shape_index].is_static()) refuse_in_code(" for sizes that are names", function.text);
    code_kernel_call<T> call;
    for (int k = 0; k < max_arity && m.operands[k].kind != source::none; ++k) call.add_operand(k, m.operands[k].kind == source::scalar ? shape{} : shape_of_view(m.operands[k].index));
    const shape& extents = p.shapes.data[part.shape_index];
    call.set_result(extents, function.memory);
    function.kernel(call.result, call.operands);
    if (call.recorder.branches) refuse_in_code("", function.text);
    list<int> results;
    const int count = extents.rows.size * extents.columns.size;
    for (int e = 0; e < count; ++e) results.push(call.result.data[e].in(&call.recorder));
    const list<code_step<T>>& steps = call.recorder.steps;
    list<code_piece> texts(steps.size);
    for (int i = 0; i < steps.size; ++i) {
      if (steps.data[i].kind != code_kind::operand) continue;
      const loop_operand& o = m.operands[steps.data[i].operand];
      texts.data[i] = o.kind == source::scalar ? slot(o.index) : code_piece{in_.element(frame_.view(o.index), number_text(steps.data[i].element))};
    }
    body_ += code_statements(in_, steps, results.data, count, texts.data, parts_);
    if (part.shape_index == 0) slot(m.stored_in) = named(1, texts.data[results.data[0]]);
    else
      for (int e = 0; e < count; ++e)
        line(1, in_.assign(in_.element(frame_.view(m.stored_in), number_text(e)), texts.data[results.data[e]].text));
  }

  /// A part or a stack that a pass has made, for which there may be no rule.
  void write_part(const segment& part, const loop_member& m) {
    const shape& extents = p.shapes.data[part.shape_index];
    const part_places& places = m.places;
    const auto shape_of_operand = [&](int k) { return m.operands[k].kind == source::scalar ? shape{} : shape_of_view(m.operands[k].index); };
    // "i", "(i + 2)", "(i + n - 1)"; a direction of one element has no index
    const auto shifted = [&](const char* name, const extent& loop, int first, const extent& whole) {
      const code_text from = loop.is_one() ? "0" : name;
      if (first == 0) return from;
      return first > 0 ? "(" + from + " + " + number_text(first) + ")" : "(" + from + " + " + frame_.extent_text(whole) + " - " + number_text(-first) + ")";
    };
    const auto operand_text = [&](int k, code_text i, code_text j) { return m.operands[k].kind == source::scalar ? slot(m.operands[k].index).in(100) : frame_.element(m.operands[k].index, i, j); };
    const auto loop_index = [](const char* name, const extent& e) { return e.is_one() ? "0" : name; };
    // operand k goes to a place of the result
    const auto assign = [&](int k, int row, int column) {
      const shape s = shape_of_operand(k);
      over(s, [&](int depth) {
        line(depth, in_.assign(frame_.element(m.stored_in, shifted("i", s.rows, row, extents.rows), shifted("j", s.columns, column, extents.columns)), operand_text(k, loop_index("i", s.rows), loop_index("j", s.columns))));
      });
    };
    if (places.kind == part_kind::block) {
      const shape whole = shape_of_operand(0);
      const code_text element = operand_text(0, shifted("i", extents.rows, places.numbers[0], whole.rows), shifted("j", extents.columns, places.numbers[1], whole.columns));
      if (part.shape_index == 0) slot(m.stored_in) = named(1, code_piece{element});
      else over(extents, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, loop_index("i", extents.rows), loop_index("j", extents.columns)), element)); });
    } else if (places.kind == part_kind::put) {
      over(extents, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, loop_index("i", extents.rows), loop_index("j", extents.columns)), "0")); });
      assign(0, places.numbers[0], places.numbers[1]);
    } else {
      int first = 0;
      for (int k = 0; k < parts_of(places); ++k) {
        assign(k, places.kind == part_kind::hstack ? 0 : first, places.kind == part_kind::hstack ? first : 0);
        first += places.numbers[k];
      }
    }
  }

  /// A call of what the entry gives in C.
  void write_call(const segment& part, const loop_member& m) {
    const auto argument = [&](code_text pointer, const shape& s) {
      return pointer + ", " + frame_.extent_text(s.rows) + ", " + frame_.extent_text(s.columns);
    };
    code_text arguments;
    for (int k = 0; k < max_arity && m.operands[k].kind != source::none; ++k) {
      const loop_operand& o = m.operands[k];
      arguments += ", " + (o.kind == source::scalar ? argument("&" + named(1, slot(o.index)).text, {}) : argument(frame_.view(o.index), shape_of_view(o.index)));
    }
    code_text result;
    if (part.shape_index == 0) {
      slot(m.stored_in) = {code_part(++parts_)};
      line(1, in_.variable(type_, slot(m.stored_in).text, ""));
      result = "&" + slot(m.stored_in).text;
    } else result = frame_.view(m.stored_in);
    line(1, calls_.defined_kernel(m.function) + "(" + argument(result, p.shapes.data[part.shape_index]) + arguments + ");");
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
