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
  using code_body<T>::slot, code_body<T>::line, code_body<T>::named, code_body<T>::over, code_body<T>::for_each, code_body<T>::form_of_view;

  void write_product(const segment& part) {
    const shape& result = p.forms.data[part.form];
    if (part.kind == work::transpose) {
      over(result, [&](int depth) { line(depth, in_.assign(frame_.element(part.result, "i", "j"), frame_.element(part.left, "j", "i"))); });
      return;
    }
    const extent inner = part.transpose_left ? form_of_view(part.left).rows : form_of_view(part.left).columns;
    over(result, [&](int depth) {
      const std::string sum = part.result_slot >= 0 ? code_part(++parts_) : "sum";
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
    if (m.places.kind != part_kind::none && (!calls_.knows(m.function) || (is_stack(m.places.kind) && is_code_loop(p.forms.data[part.form])))) return write_part(part, m);
    const code_function<T>& function = calls_.function(m.function);
    if (function.definition != nullptr || function.written != nullptr) return write_call(part, m);
    const loop_operand& first = m.operands[0];
    const shape from = first.kind == source::scalar ? shape{} : form_of_view(first.index);
    if (function.element != nullptr && (is_code_loop(from) || is_code_loop(p.forms.data[part.form]))) {
      const code_matrix<T> result{frame_, p.forms.data[part.form], m.stored_in}, operand{frame_, from, first.kind == source::scalar ? -1 : first.index, first.kind == source::scalar ? slot(first.index) : code_piece{}};
      const code_index i = result.form.rows.is_one() ? code_index(0) : code_index("i", 100), j = result.form.columns.is_one() ? code_index(0) : code_index("j", 100);
      if (part.form == 0) slot(m.stored_in) = named(1, function.element(result, i, j, &operand));
      else over(result.form, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, "i", "j"), function.element(result, i, j, &operand).text)); });
      return;
    }
    const auto refuse = [&](const char* reason) { raise(std::invalid_argument(std::string("nabla: no C form").append(reason).append(" has the function ").append(function.text))); };
    if (!from.is_static() || !p.forms.data[part.form].is_static()) refuse(" for sizes that are names");
    code_kernel_call<T> call;
    for (int k = 0; k < max_arity && m.operands[k].kind != source::none; ++k) call.add_operand(k, m.operands[k].kind == source::scalar ? shape{} : form_of_view(m.operands[k].index));
    const shape& form = p.forms.data[part.form];
    call.set_result(form, function.memory);
    function.kernel(call.result, call.operands);
    if (call.recorder.branches) refuse("");
    std::vector<int> results;
    const int count = form.rows.size * form.columns.size;
    for (int e = 0; e < count; ++e) results.push_back(call.result.data[e].in(&call.recorder));
    const list<code_step<T>>& steps = call.recorder.steps;
    std::vector<code_piece> texts(static_cast<std::size_t>(steps.size));
    for (int i = 0; i < steps.size; ++i) {
      if (steps.data[i].kind != code_kind::operand) continue;
      const loop_operand& o = m.operands[steps.data[i].operand];
      texts[static_cast<std::size_t>(i)] = o.kind == source::scalar ? slot(o.index) : code_piece{in_.element(frame_.view(o.index), std::to_string(steps.data[i].element))};
    }
    body_.append(code_statements(in_, steps, results, texts, "  ", parts_));
    if (part.form == 0) slot(m.stored_in) = named(1, texts[static_cast<std::size_t>(results[0])]);
    else
      for (int e = 0; e < count; ++e)
        line(1, in_.assign(in_.element(frame_.view(m.stored_in), std::to_string(e)), texts[static_cast<std::size_t>(results[static_cast<std::size_t>(e)])].text));
  }

  /// A part or a stack that a pass has made, for which there may be no rule.
  void write_part(const segment& part, const loop_member& m) {
    const shape& form = p.forms.data[part.form];
    const part_places& places = m.places;
    const auto form_of_operand = [&](int k) { return m.operands[k].kind == source::scalar ? shape{} : form_of_view(m.operands[k].index); };
    // "i", "(i + 2)", "(i + n - 1)"; a direction of one element has no index
    const auto shifted = [&](const char* name, const extent& loop, int first, const extent& whole) {
      const std::string from = loop.is_one() ? "0" : name;
      if (first == 0) return from;
      return first > 0 ? "(" + from + " + " + std::to_string(first) + ")" : "(" + from + " + " + frame_.extent_text(whole) + " - " + std::to_string(-first) + ")";
    };
    const auto operand_text = [&](int k, const std::string& i, const std::string& j) { return m.operands[k].kind == source::scalar ? slot(m.operands[k].index).in(100) : frame_.element(m.operands[k].index, i, j); };
    const auto loop_index = [](const char* name, const extent& e) { return std::string(e.is_one() ? "0" : name); };
    // operand k goes to a place of the result
    const auto assign = [&](int k, int row, int column) {
      const shape s = form_of_operand(k);
      over(s, [&](int depth) {
        line(depth, in_.assign(frame_.element(m.stored_in, shifted("i", s.rows, row, form.rows), shifted("j", s.columns, column, form.columns)), operand_text(k, loop_index("i", s.rows), loop_index("j", s.columns))));
      });
    };
    if (places.kind == part_kind::block) {
      const shape whole = form_of_operand(0);
      const std::string element = operand_text(0, shifted("i", form.rows, places.numbers[0], whole.rows), shifted("j", form.columns, places.numbers[1], whole.columns));
      if (part.form == 0) slot(m.stored_in) = named(1, code_piece{element});
      else over(form, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, loop_index("i", form.rows), loop_index("j", form.columns)), element)); });
    } else if (places.kind == part_kind::put) {
      over(form, [&](int depth) { line(depth, in_.assign(frame_.element(m.stored_in, loop_index("i", form.rows), loop_index("j", form.columns)), "0")); });
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
    const auto argument = [&](const std::string& pointer, const shape& s) {
      return std::string(pointer).append(", ").append(frame_.extent_text(s.rows)).append(", ").append(frame_.extent_text(s.columns));
    };
    std::string arguments;
    for (int k = 0; k < max_arity && m.operands[k].kind != source::none; ++k) {
      const loop_operand& o = m.operands[k];
      arguments.append(", ").append(o.kind == source::scalar ? argument(std::string("&").append(named(1, slot(o.index)).text), {}) : argument(frame_.view(o.index), form_of_view(o.index)));
    }
    std::string result;
    if (part.form == 0) {
      slot(m.stored_in) = {code_part(++parts_)};
      line(1, in_.variable(type_, slot(m.stored_in).text, ""));
      result.append("&").append(slot(m.stored_in).text);
    } else result = frame_.view(m.stored_in);
    line(1, calls_.defined_kernel(m.function).append("(").append(argument(result, p.forms.data[part.form])).append(arguments).append(");"));
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
