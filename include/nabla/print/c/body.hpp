// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/c/calls.hpp>
#include <nabla/print/c/frame.hpp>

namespace nabla::detail {

/// The body of a C function as it grows: lines, names for parts, and what stands for each number of a plan.
template <class T>
class c_body {
 protected:
  c_body(const plan& from, c_calls<T>& functions, const c_frame<T>& frame)
      : p(from), calls_(functions), frame_(frame), slots_(static_cast<std::size_t>(from.slots)) {}

  c_piece& slot(int i) { return slots_[static_cast<std::size_t>(i)]; }
  static bool is_simple(const c_piece& piece) { return piece.text.find_first_of("([ +*/?") == std::string::npos; }
  static std::string in_brackets(const std::string& text) { return c_piece{text, is_simple({text}) ? 100 : 0}.in(100); }
  void line(int depth, const std::string& text) { body_.append(2 * static_cast<std::size_t>(depth), ' ').append(text).append("\n"); }

  /// A name for a piece, which is computed here.
  c_piece named(int depth, const c_piece& piece) {
    const std::string name = c_part(++parts_);
    line(depth, std::string("const ").append(c_type<T>).append(" ").append(name).append(" = ").append(piece.text).append(";"));
    return {name};
  }
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

  const plan& p;
  c_calls<T>& calls_;
  const c_frame<T>& frame_;
  std::vector<c_piece> slots_;
  std::string body_;
  int parts_ = 0;
};

}  // namespace nabla::detail
