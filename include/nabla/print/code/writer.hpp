// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/apply.hpp>
#include <nabla/print/code/products.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Writes a plan as a function: the operations that nabla evaluates, in the same order. Numbers that have several readers are named
/// t1, t2, …; matrices in between m1, m2, …. For a plan without matrices nothing that writes loops is compiled, which is most of it.
template <class T, bool HasMatrices = true>
class code_writer : std::conditional_t<HasMatrices, code_products<T>, code_body<T>> {
  using body = std::conditional_t<HasMatrices, code_products<T>, code_body<T>>;
  using code_body<T>::p, code_body<T>::calls_, code_body<T>::in_, code_body<T>::type_, code_body<T>::frame_, code_body<T>::body_;
  using code_body<T>::slot, code_body<T>::parts_, code_body<T>::line, code_body<T>::named, code_body<T>::over, code_body<T>::is_simple, code_body<T>::in_brackets;

 public:
  code_writer(const plan& from, code_calls<T>& functions, code_text name, bool value, code_outputs derivatives, bool inside = false)
      : body(from, functions, own_frame_), own_frame_(from, name, value, derivatives, functions.in(), inside), readers_(from.slots), is_given_(from.outputs.size) {
    count_readers();
    for (int i = 0; i < p.inputs.size; ++i)
      if (p.inputs.data[i].slot >= 0) slot(p.inputs.data[i].slot) = {frame_.input(i)};
    for (int i = 0; i < p.counts.size; ++i)
      define(p.counts.data[i].slot, in_.converted(type_, in_brackets(frame_.count(p.shapes.data[p.counts.data[i].shape_index]))));
    for (int s = 0; s < p.segments.size; ++s) {
      const segment& part = p.segments.data[s];
      if (part.kind == work::scalar) write_arm(part);
      else if constexpr (HasMatrices) {
        if (part.kind == work::assembly) write_assembly(part);
        else if (part.kind == work::kernel) this->write_kernel(part);
        else if (is_of_matrices(part.kind)) this->write_product(part);
        else this->write_loop(part);
      }
    }
    write_outputs(value);
  }
  /// The function alone, without the helpers that it calls.
  code_text result() const { return frame_.head() + frame_.declarations(body_.text()) + body_.text() + in_.end_of_function() + "\n"; }
  bool has_workspace() const { return frame_.has_workspace(); }
  const code_frame<T>& frame() const { return own_frame_; }

 private:
  int& readers(int i) { return readers_.data[i]; }
  void define(int number, const code_piece& piece) {
    const bool keep = !is_simple(piece) && (readers(number) > 1 || piece.text.size() > longest_expression);
    slot(number) = !keep ? piece : (in_arm_ ? named_before(piece) : named(1, piece));
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
    for (int e = 0; e < p.assembled.size; ++e)
      if (p.assembled.data[e] >= 0) ++readers(p.assembled.data[e]);
    for (int k = 0; k < p.asked.size; ++k) readers(p.asked.data[k].slot) += 2;
    for (int k = 0; k < p.outputs.size; ++k)
      if (p.outputs.data[k].slot >= 0) ++readers(p.outputs.data[k].slot);
  }

  /// A name that is there before the arm begins, and gets its value in it.
  code_piece named_before(const code_piece& piece) {
    const code_text name = code_part(++parts_);
    declared_.push(name);
    line(2, in_.assign(name, piece.text));
    return {name};
  }
  /// Steps that are computed only where conditions are met.
  void write_arm(const segment& part) {
    if (part.first_asked == part.last_asked) return write_scalars(part);
    const code_piece zero = literal(in_, T(0));
    code_piece conditions;
    for (int k = part.first_asked; k < part.last_asked; ++k) {
      const asked_condition& asked = p.asked.data[k];
      const code_piece condition = in_.infix(slot(asked.slot), asked.holds ? "!=" : "==", zero, 60);
      conditions = k == part.first_asked ? condition : in_.infix(conditions, "&&", condition, 40);
    }
    const growing_code before = body_;
    body_ = {};
    declared_.size = 0;
    in_arm_ = true;
    writes_in_arm_ = false;
    write_scalars(part);
    in_arm_ = false;
    const code_text arm = body_.text();
    body_ = before;
    if (declared_.size == 0 && !writes_in_arm_) return;
    for (int i = 0; i < declared_.size; ++i) line(1, in_.variable(type_, declared_.data[i], zero.text));
    line(1, in_.branch(conditions.text));
    body_ += arm;
    line(1, in_.end_of_branch());
  }
  /// What a choice is in one of its arms.
  void write_choice(const scalar_step& step) {
    const code_text value = slot(step.operands[step.operands[1] == step.slot ? 2 : 1]).text;
    if (step.operands[1] == step.operands[2]) slot(step.slot) = named_before({value});
    else {
      line(2, in_.assign(slot(step.slot).text, value));
      writes_in_arm_ = true;
    }
  }
  void write_assembly(const segment& part) {
    for (int e = part.first; e < part.last; ++e) {
      const int number = p.assembled.data[e];
      line(1, in_.assign(in_.element(frame_.view(part.result), number_text(e - part.first)), number < 0 ? literal(in_, T(0)).text : slot(number).text));
    }
  }
  void write_scalars(const segment& part) {
    for (int i = part.first; i < part.last; ++i) {
      const scalar_step& step = p.scalars.data[i];
      if (step.function == constant_operation.id) {
        slot(step.slot) = literal(in_, constant_as<T>(step.value));
        continue;
      }
      if (in_arm_ && step.function == key_of("where") && (step.operands[1] == step.operands[2] || step.operands[1] == step.slot || step.operands[2] == step.slot)) {
        write_choice(step);
        continue;
      }
      code_piece operands[max_arity];
      for (int k = 0; k < calls_.function(step.function).arity; ++k) operands[k] = slot(step.operands[k]);
      define(step.slot, calls_.call(step.function, operands));
      if (in_.gives_at_once() && !in_arm_) give_outputs_of(step.slot);
    }
  }
  void give_outputs_of(int number) {
    for (int k = frame_.returns_value() ? 1 : 0; k < p.outputs.size; ++k)
      if (p.outputs.data[k].slot == number) give_output(k);
  }
  void give_output(int k) {
    line(1, in_.give(frame_.output(k), slot(p.outputs.data[k].slot).text));
    is_given_.data[k] = true;
  }
  void write_outputs(bool value) {
    for (int k = value && frame_.returns_value() ? 1 : 0; k < p.outputs.size; ++k) {
      const output_info& out = p.outputs.data[k];
      if (is_given_.data[k]) continue;
      if (out.slot >= 0) give_output(k);
      else if constexpr (HasMatrices) {
        if (frame_.view(out.view) == frame_.output(k)) continue;
        over(p.shapes.data[out.shape_index], [&](int depth) {
          line(depth, in_.assign(frame_.element_of(frame_.output(k), p.shapes.data[out.shape_index], "i", "j"), frame_.element(out.view, "i", "j")));
        });
      }
    }
    if (frame_.returns_value()) line(1, in_.give_back(slot(p.outputs.data[0].slot).text));
  }

  code_frame<T> own_frame_;
  list<int> readers_;
  list<bool> is_given_;  ///< of each output
  list<code_text> declared_;  ///< names of the arm that is being written
  bool in_arm_ = false, writes_in_arm_ = false;
};

NABLA_COLD_END
}  // namespace nabla::detail
