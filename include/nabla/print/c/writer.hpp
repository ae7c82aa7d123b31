// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/apply.hpp>
#include <nabla/print/c/calls.hpp>
#include <nabla/print/c/frame.hpp>

namespace nabla {

/// Writes a plan as a C function: the operations that nabla evaluates, in the same order. Numbers that have several readers are named
/// t1, t2, …; matrices in between m1, m2, ….
template <class T>
class c_writer {
 public:
  c_writer(const plan& from, c_calls<T>& functions, const std::string& name, bool value, const std::vector<const facts*>& derivatives)
      : p(from), calls_(functions), frame_(from, name, value, derivatives), slots_(static_cast<std::size_t>(from.slots)), readers_(static_cast<std::size_t>(from.slots)) {
    count_readers();
    for (int i = 0; i < p.inputs.size; ++i)
      if (p.inputs.data[i].slot >= 0) slot(p.inputs.data[i].slot) = {frame_.input(i)};
    for (int i = 0; i < p.counts.size; ++i)
      define(p.counts.data[i].slot, {std::string("(").append(c_type<T>).append(")").append(in_brackets(frame_.count(p.forms.data[p.counts.data[i].form]))), 90});
    for (int s = 0; s < p.segments.size; ++s) {
      const segment& part = p.segments.data[s];
      if (part.kind == work::scalar) write_scalars(part);
      else if (part.kind == work::product && part.last > part.first) write_kernel(part);
      else if (part.kind == work::product) write_product(part);
      else write_loop(part);
    }
    write_outputs(value);
  }
  /// The function alone, without the helpers that it calls.
  std::string result() const { return frame_.head().append(frame_.declarations()).append(body_).append("}\n"); }
  bool needs_size_t() const { return frame_.needs_size_t(); }

 private:
  c_piece& slot(int i) { return slots_[static_cast<std::size_t>(i)]; }
  int& readers(int i) { return readers_[static_cast<std::size_t>(i)]; }
  static bool is_simple(const c_piece& piece) { return piece.text.find_first_of("([ +*/?") == std::string::npos; }
  static std::string in_brackets(const std::string& text) { return c_piece{text, is_simple({text}) ? 100 : 0}.in(100); }
  void line(int depth, const std::string& text) { body_.append(static_cast<std::size_t>(2 * depth), ' ').append(text).append("\n"); }

  /// A name for a piece, which is computed here.
  c_piece named(int depth, const c_piece& piece) {
    const std::string name = c_part(++parts_);
    line(depth, std::string("const ").append(c_type<T>).append(" ").append(name).append(" = ").append(piece.text).append(";"));
    return {name};
  }
  void define(int number, const c_piece& piece) {
    const bool keep = !is_simple(piece) && (readers(number) > 1 || piece.text.size() > longest_c_expression);
    slot(number) = keep ? named(1, piece) : piece;
  }

  void count_readers() {
    for (int i = 0; i < p.scalars.size; ++i) {
      const scalar_step& step = p.scalars.data[i];
      if (step.function == constant_operation.id) continue;
      for (int k = 0; k < calls_.function(step.function).arity; ++k) readers(step.operands[k]) += calls_.readings(step.function, k);
    }
    for (int m = 0; m < p.members.size; ++m)  // inside a loop or a kernel: computed before
      for (const loop_operand& o : p.members.data[m].operands)
        if (o.kind == source::scalar) readers(o.index) += 2;
    for (int k = 0; k < p.outputs.size; ++k)
      if (p.outputs.data[k].slot >= 0) ++readers(p.outputs.data[k].slot);
  }

  void write_scalars(const segment& part) {
    for (int i = part.first; i < part.last; ++i) {
      const scalar_step& step = p.scalars.data[i];
      if (step.function == constant_operation.id) {
        slot(step.slot) = c_literal(constant_as<T>(step.value));
        continue;
      }
      std::vector<c_piece> operands;
      for (int k = 0; k < calls_.function(step.function).arity; ++k) operands.push_back(slot(step.operands[k]));
      define(step.slot, calls_.call(step.function, operands));
    }
  }

  // ---- matrices --------------------------------------------------------------------------------------------------------------------
  std::string for_each(const std::string& variable, const extent& e) const {
    return std::string("for (int ").append(variable).append(" = 0; ").append(variable).append(" < ").append(frame_.extent_text(e)).append("; ++").append(variable).append(") {");
  }
  /// Loops over a shape, column by column; `inside(depth)` writes what is in them, `column(depth, begin)` what stands around each column.
  template <class Inside, class Column>
  void over(const shape& s, Inside inside, Column column) {
    int depth = 1;
    const bool down = !s.rows.is_one(), across = !s.columns.is_one();
    if (across) line(depth++, for_each("j", s.columns));
    column(depth, true);
    if (down) line(depth++, for_each("i", s.rows));
    inside(depth);
    if (down) line(--depth, "}");
    column(depth, false);
    if (across) line(--depth, "}");
  }
  template <class Inside>
  void over(const shape& s, Inside inside) {
    over(s, inside, [](int, bool) {});
  }
  const shape& form_of_view(int v) const { return p.forms.data[p.views.data[v].form]; }

  void write_product(const segment& part) {
    const shape& result = p.forms.data[part.form];
    if (part.right < 0) {
      over(result, [&](int depth) { line(depth, frame_.element(part.result, "i", "j").append(" = ").append(frame_.element(part.left, "j", "i")).append(";")); });
      return;
    }
    const extent inner = part.transpose_left ? form_of_view(part.left).rows : form_of_view(part.left).columns;
    over(result, [&](int depth) {
      const std::string sum = part.result_slot >= 0 ? c_part(++parts_) : "sum";
      line(depth, std::string(c_type<T>).append(" ").append(sum).append(" = 0.0").append(c_literal_suffix<T>).append(";"));
      line(depth, for_each("k", inner));
      line(depth + 1, std::string(sum).append(" += ").append(part.transpose_left ? frame_.element(part.left, "k", "i") : frame_.element(part.left, "i", "k")).append("*")
                          .append(part.transpose_right ? frame_.element(part.right, "j", "k") : frame_.element(part.right, "k", "j")).append(";"));
      line(depth, "}");
      if (part.result_slot >= 0) slot(part.result_slot) = {sum};
      else line(depth, frame_.element(part.result, "i", "j").append(" = sum;"));
    });
  }

  /// The kernel of a function of whole matrices: a loop where the entry gives elements, else, for known sizes, all elements one by one.
  void write_kernel(const segment& part) {
    const loop_member& m = p.members.data[part.first];
    const c_function<T>& function = calls_.function(m.function);
    const loop_operand& first = m.operands[0];
    const shape from = first.kind == source::scalar ? shape{} : form_of_view(first.index);
    if (function.element != nullptr && (is_c_loop(from) || is_c_loop(p.forms.data[part.form]))) {
      const c_matrix<T> result{frame_, p.forms.data[part.form], m.stored_in}, operand{frame_, from, first.kind == source::scalar ? -1 : first.index, first.kind == source::scalar ? slot(first.index) : c_piece{}};
      const c_index i = result.form.rows.is_one() ? c_index(0) : c_index("i", 100), j = result.form.columns.is_one() ? c_index(0) : c_index("j", 100);
      if (part.form == 0) slot(m.stored_in) = named(1, function.element(result, i, j, &operand));
      else over(result.form, [&](int depth) { line(depth, frame_.element(m.stored_in, "i", "j").append(" = ").append(function.element(result, i, j, &operand).text).append(";")); });
      return;
    }
    c_kernel_call<T> call;
    for (int k = 0; k < max_arity && m.operands[k].kind != source::none; ++k) call.add_operand(k, m.operands[k].kind == source::scalar ? shape{} : form_of_view(m.operands[k].index));
    const shape& form = p.forms.data[part.form];
    call.set_result(form, part.form == 0 ? kernel_memory{} : p.buffers.data[p.views.data[m.stored_in].buffer].more);
    function.kernel(call.result, call.operands);
    std::vector<int> results;
    const int count = form.rows.size * form.columns.size;
    for (int e = 0; e < count; ++e) results.push_back(call.result.data[e].in(&call.recorder));
    const list<c_step<T>>& steps = call.recorder.steps;
    std::vector<c_piece> texts(static_cast<std::size_t>(steps.size));
    for (int i = 0; i < steps.size; ++i) {
      if (steps.data[i].kind != c_kind::operand) continue;
      const loop_operand& o = m.operands[steps.data[i].operand];
      texts[static_cast<std::size_t>(i)] = o.kind == source::scalar ? slot(o.index) : c_piece{std::string(frame_.view(o.index)).append("[").append(std::to_string(steps.data[i].element)).append("]")};
    }
    body_.append(c_statements(steps, results, texts, "  ", parts_));
    if (part.form == 0) slot(m.stored_in) = named(1, texts[static_cast<std::size_t>(results[0])]);
    else
      for (int e = 0; e < count; ++e)
        line(1, std::string(frame_.view(m.stored_in)).append("[").append(std::to_string(e)).append("] = ").append(texts[static_cast<std::size_t>(results[static_cast<std::size_t>(e)])].text).append(";"));
  }

  /// Where a reduction gathers: in a number for the whole loop, in one for each column, or in an element for each row.
  enum class gathers { nothing, whole, column, row };
  gathers kind_of(const loop_member& m, const shape& s) const {
    if (!is_reduction(m.code)) return gathers::nothing;
    if (is_over_all(m.code) || (is_over_rows(m.code) ? s.rows : s.columns).is_one()) return gathers::whole;
    return is_over_rows(m.code) ? gathers::row : gathers::column;
  }
  void begin_total(int depth, const loop_member& m, const std::string& name) {
    line(depth, std::string(c_type<T>).append(" ").append(name).append(is_maximum(m.code) ? " = -INFINITY;" : std::string(" = 0.0").append(c_literal_suffix<T>).append(";")));
  }

  void write_loop(const segment& part) {
    const shape& form = p.forms.data[part.form];
    const int count = part.last - part.first;
    const auto member = [&](int k) -> const loop_member& { return p.members.data[part.first + k]; };
    std::vector<int> local_readers(static_cast<std::size_t>(count));
    std::map<std::pair<int, source>, int> loads;
    for (int k = 0; k < count; ++k)
      for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
        const loop_operand& operand = member(k).operands[o];
        const bool plain = is_reduction(member(k).code) || member(k).code == operation_code::broadcast;
        const int times = plain ? (is_maximum(member(k).code) ? 2 : 1) : calls_.readings(member(k).function, o);
        if (operand.kind == source::local) local_readers[static_cast<std::size_t>(operand.index)] += times;
        else if (operand.kind != source::scalar) loads[{operand.index, operand.kind}] += times;
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
      std::map<std::pair<int, source>, c_piece> loaded;
      for (const auto& [from, times] : loads) {
        const c_piece load{frame_.element(from.first, "i", "j")};
        loaded[from] = times > 1 ? named(depth, load) : load;
      }
      std::vector<c_piece> values(static_cast<std::size_t>(count));
      for (int k = 0; k < count; ++k) {
        std::vector<c_piece> operands;
        for (int o = 0; o < max_arity && member(k).operands[o].kind != source::none; ++o) {
          const loop_operand& operand = member(k).operands[o];
          operands.push_back(operand.kind == source::local ? values[static_cast<std::size_t>(operand.index)] : operand.kind == source::scalar ? slot(operand.index) : loaded[{operand.index, operand.kind}]);
        }
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
      value = m.code == operation_code::broadcast ? operands[0] : calls_.call(m.function, operands);
      if (!is_simple(value) && (local_readers + (m.stored_in >= 0 ? 1 : 0) > 1 || value.text.size() > longest_c_expression)) value = named(depth, value);
      if (m.stored_in >= 0) line(depth, frame_.element(m.stored_in, "i", "j").append(" = ").append(value.text).append(";"));
      return;
    }
    const std::string& v = operands[0].text;
    const std::string place = where == gathers::row ? frame_.element(m.stored_in, "i", "0") : total;
    if (is_maximum(m.code)) line(depth, std::string("if (").append(where == gathers::row ? "j == 0 || " : "").append(v).append(" > ").append(place).append(") ").append(place).append(" = ").append(v).append(";"));
    else if (where == gathers::row) line(depth, std::string(place).append(" = j == 0 ? ").append(operands[0].in(21)).append(" : ").append(place).append(" + ").append(operands[0].in(71)).append(";"));
    else line(depth, std::string(place).append(" += ").append(v).append(";"));
  }

  void write_outputs(bool value) {
    for (int k = value && frame_.returns_value() ? 1 : 0; k < p.outputs.size; ++k) {
      const output_info& out = p.outputs.data[k];
      if (out.slot >= 0) line(1, std::string("*").append(frame_.output(k)).append(" = ").append(slot(out.slot).text).append(";"));
      else if (frame_.view(out.view) != frame_.output(k)) {
        over(p.forms.data[out.form], [&](int depth) {
          const std::string from = frame_.element(out.view, "i", "j");
          line(depth, std::string(frame_.output(k)).append(from.substr(from.find('['))).append(" = ").append(from).append(";"));
        });
      }
    }
    if (frame_.returns_value()) line(1, std::string("return ").append(slot(p.outputs.data[0].slot).text).append(";"));
  }

  const plan& p;
  c_calls<T>& calls_;
  c_frame<T> frame_;
  std::vector<c_piece> slots_;
  std::vector<int> readers_;
  std::string body_;
  int parts_ = 0;
};

}  // namespace nabla
