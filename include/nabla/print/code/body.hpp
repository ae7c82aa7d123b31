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
      : p(from), calls_(functions), in_(functions.in()), type_(type_in<T>(in_)), frame_(frame), slots_(static_cast<std::size_t>(from.slots)) {}

  code_piece& slot(int i) { return slots_[static_cast<std::size_t>(i)]; }
  static bool is_simple(const code_piece& piece) { return piece.text.find_first_of("([ +*/?") == std::string::npos; }
  static std::string in_brackets(const std::string& text) { return code_piece{text, is_simple({text}) ? 100 : 0}.in(100); }
  void line(int depth, const std::string& text) { body_.append(2 * static_cast<std::size_t>(depth), ' ').append(text).append("\n"); }

  /// A name for a piece, which is computed here.
  code_piece named(int depth, const code_piece& piece) {
    const std::string name = code_part(++parts_);
    line(depth, in_.constant(type_, name, piece.text));
    return {name};
  }
  std::string for_each(const std::string& variable, const extent& e) const { return in_.loop(variable, frame_.extent_text(e)); }
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
  const shape& form_of_view(int v) const { return p.forms.data[p.views.data[v].form]; }

  const plan& p;
  code_calls<T>& calls_;
  const language& in_;
  const std::string type_;
  const code_frame<T>& frame_;
  std::vector<code_piece> slots_;
  std::string body_;
  int parts_ = 0;
};

NABLA_COLD_END
}  // namespace nabla::detail
