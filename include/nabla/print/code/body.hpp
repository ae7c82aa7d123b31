// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/calls.hpp>
#include <nabla/print/code/frame.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// The body of a function as it grows: lines, names for parts, and what stands for each number of a plan.
template <class T>
class code_body {
 protected:
  code_body(const plan& from, code_calls<T>& functions, const code_frame<T>& frame)
      : p(from), calls_(functions), in_(functions.in()), type_(type_in<T>(in_)), frame_(frame), slots_(from.slots) {}

  code_piece& slot(int i) { return slots_.data[i]; }
  static bool is_simple(const code_piece& piece) { return !piece.text.has_any_of("([ +*/?"); }
  static code_text in_brackets(code_text text) { return code_piece{text, is_simple({text}) ? 100 : 0}.in(100); }
  void line(int depth, code_text text) {
    for (int i = 0; i < depth; ++i) body_ += "  ";
    (body_ += text) += "\n";
  }

  /// A name for a piece, which is computed here.
  code_piece named(int depth, const code_piece& piece) {
    const code_text name = code_part(++parts_);
    line(depth, in_.constant(type_, name, piece.text));
    return {name};
  }
  code_text for_each(code_text variable, const extent& e) const { return in_.loop(variable, frame_.extent_text(e)); }
  /// Loops over a shape, column by column; `inside(depth)` writes what is in them, `column(depth, begin)` what stands around each column.
  template <class Inside, class Column>
  void over(const shape& s, Inside inside, Column column) {
    int depth = 1;
    const bool down = !s.rows.is_one(), across = !s.columns.is_one();
    if (across) line(depth++, for_each("j", s.columns));
    column(depth, true);
    if (down) line(depth++, for_each("i", s.rows));
    inside(depth);
    if (down) line(--depth, in_.end_of_loop());
    column(depth, false);
    if (across) line(--depth, in_.end_of_loop());
  }
  template <class Inside>
  void over(const shape& s, Inside inside) {
    over(s, inside, [](int, bool) {});
  }
  const shape& shape_of_view(int v) const { return p.shapes.data[p.views.data[v].shape_index]; }

  const plan& p;
  code_calls<T>& calls_;
  const language& in_;
  const code_text type_;
  const code_frame<T>& frame_;
  list<code_piece> slots_;
  growing_code body_;
  int parts_ = 0;
};

NABLA_COLD_END
}  // namespace nabla::detail
