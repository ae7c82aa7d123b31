// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/frame.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// An index or a size in C, for entries that say where an element comes from.
struct code_index : code_piece {
  code_index(int number) : code_piece{number_text(number), number < 0 ? 90 : 100} {}
  code_index(code_text expression, int binds) : code_piece{expression, binds} {}

  bool is(const char* number) const { return text == number; }
  static code_index made(const code_index& a, const char* sign, const code_index& b, int binds) {
    return {a.in(binds) + (binds == 80 ? "" : " ") + sign + (binds == 80 ? "" : " ") + b.in(binds + 1), binds};
  }
  friend code_index operator+(const code_index& a, const code_index& b) {
    if (a.is("0") || b.is("0")) return a.is("0") ? b : a;
    return b.text.front() == '-' ? made(a, "-", {b.text.from(1), 100}, 70) : made(a, "+", b, 70);
  }
  friend code_index operator-(const code_index& a, const code_index& b) { return b.is("0") ? a : made(a, "-", b, 70); }
  friend code_index operator*(const code_index& a, const code_index& b) {
    if (a.is("0") || b.is("0")) return 0;
    return a.is("1") ? b : (b.is("1") ? a : made(a, "*", b, 80));
  }
  friend code_index operator/(const code_index& a, const code_index& b) { return b.is("1") || a.is("0") ? a : made(a, "/", b, 80); }
  friend code_index operator%(const code_index& a, const code_index& b) { return b.is("1") || a.is("0") ? code_index(0) : made(a, "%", b, 80); }
};

/// What is known of a condition between indices is not asked.
struct code_truth : code_piece {
  static code_truth made(const code_index& a, const char* sign, const code_index& b) { return {{a.in(70) + sign + b.in(70), 60}}; }
  friend code_truth operator&&(const code_truth& a, const code_truth& b) { return a.text.empty() ? b : (b.text.empty() ? a : code_truth{{a.in(40) + " && " + b.in(41), 40}}); }
};
inline code_truth operator<(const code_index& a, const code_index& b) { return a.is("0") ? code_truth{} : code_truth::made(a, " < ", b); }
inline code_truth operator>(const code_index& a, const code_index& b) { return code_truth::made(a, " > ", b); }
inline code_truth operator<=(const code_index& a, const code_index& b) { return a.is("0") ? code_truth{} : code_truth::made(a, " <= ", b); }
inline code_truth operator>=(const code_index& a, const code_index& b) { return b.is("0") && a.text.find("-") < 0 ? code_truth{} : code_truth::made(a, " >= ", b); }
inline code_truth operator==(const code_index& a, const code_index& b) { return a.text == b.text ? code_truth{} : code_truth::made(a, " == ", b); }

/// An element of a matrix, or a number beside it.
template <class T>
struct code_element : code_piece {
  code_element(const language& of, code_piece piece) : code_piece(piece), in(&of) {}
  code_element(double number) : value(static_cast<T>(number)) {}

  /// A number becomes text where it meets what has a language.
  code_piece text_in(const language& with) const { return in != nullptr ? code_piece(*this) : literal(with, value); }
  friend code_element operator*(const code_element& a, const code_element& b) {
    const language& with = *(a.in != nullptr ? a.in : b.in);
    return {with, with.infix(a.text_in(with), "*", b.text_in(with), 80)};
  }
  template <class Element>
  friend code_element choose(const code_truth& condition, Element element, const code_element& other) {
    const code_element taken = element();
    if (condition.text.empty()) return taken;
    return {*taken.in, taken.in->select(condition, taken, other.text_in(*taken.in))};
  }

  const language* in = nullptr;  ///< none of a number alone
  T value{};
};

/// A matrix in C: a view of a plan, or a number.
template <class T>
struct code_matrix {
  using scalar = code_element<T>;
  const code_frame<T>& frame;
  shape extents;
  int view = -1;
  code_piece number = {};

  code_index rows() const { return {frame.extent_text(extents.rows), 100}; }
  code_index columns() const { return {frame.extent_text(extents.columns), 100}; }
  code_element<T> operator()(const code_index& i, const code_index& j) const {
    return {frame.in(), view < 0 ? number : code_piece{frame.element(view, i.text, j.in(81))}};
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
