// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/c/frame.hpp>

namespace nabla::detail {

/// An index or a size in C, for entries that say where an element comes from.
struct c_index : c_piece {
  c_index(int number) : c_piece{std::to_string(number), number < 0 ? 90 : 100} {}
  c_index(std::string expression, int binds) : c_piece{std::move(expression), binds} {}

  bool is(const char* number) const { return text == number; }
  static c_index made(const c_index& a, const char* sign, const c_index& b, int binds) {
    return {a.in(binds).append(binds == 80 ? "" : " ").append(sign).append(binds == 80 ? "" : " ").append(b.in(binds + 1)), binds};
  }
  friend c_index operator+(const c_index& a, const c_index& b) {
    if (a.is("0") || b.is("0")) return a.is("0") ? b : a;
    return b.text.front() == '-' ? made(a, "-", {b.text.substr(1), 100}, 70) : made(a, "+", b, 70);
  }
  friend c_index operator-(const c_index& a, const c_index& b) { return b.is("0") ? a : made(a, "-", b, 70); }
  friend c_index operator*(const c_index& a, const c_index& b) {
    if (a.is("0") || b.is("0")) return 0;
    return a.is("1") ? b : (b.is("1") ? a : made(a, "*", b, 80));
  }
  friend c_index operator/(const c_index& a, const c_index& b) { return b.is("1") || a.is("0") ? a : made(a, "/", b, 80); }
  friend c_index operator%(const c_index& a, const c_index& b) { return b.is("1") || a.is("0") ? c_index(0) : made(a, "%", b, 80); }
};

/// What is known of a condition between indices is not asked.
struct c_truth : c_piece {
  static c_truth made(const c_index& a, const char* sign, const c_index& b) { return {{a.in(70).append(sign).append(b.in(70)), 60}}; }
  friend c_truth operator&&(const c_truth& a, const c_truth& b) { return a.text.empty() ? b : (b.text.empty() ? a : c_truth{{a.in(40).append(" && ").append(b.in(41)), 40}}); }
};
inline c_truth operator<(const c_index& a, const c_index& b) { return a.is("0") ? c_truth{} : c_truth::made(a, " < ", b); }
inline c_truth operator>(const c_index& a, const c_index& b) { return c_truth::made(a, " > ", b); }
inline c_truth operator<=(const c_index& a, const c_index& b) { return a.is("0") ? c_truth{} : c_truth::made(a, " <= ", b); }
inline c_truth operator>=(const c_index& a, const c_index& b) { return b.is("0") && a.text.find('-') == std::string::npos ? c_truth{} : c_truth::made(a, " >= ", b); }
inline c_truth operator==(const c_index& a, const c_index& b) { return a.text == b.text ? c_truth{} : c_truth::made(a, " == ", b); }

/// An element of a matrix, or a number beside it.
template <class T>
struct c_element : c_piece {
  c_element(c_piece piece) : c_piece(std::move(piece)) {}
  c_element(double number) : c_piece(c_literal(static_cast<T>(number))) {}

  friend c_element operator*(const c_element& a, const c_element& b) { return c_piece{a.in(80).append("*").append(b.in(81)), 80}; }
  template <class Element>
  friend c_element choose(const c_truth& condition, Element element, const c_element& other) {
    const c_element taken = element();
    if (condition.text.empty()) return taken;
    return c_piece{std::string(condition.in(21)).append(" ? ").append(taken.in(21)).append(" : ").append(other.in(20)), 20};
  }
};

/// A matrix in C: a view of a plan, or a number.
template <class T>
struct c_matrix {
  using scalar = c_element<T>;
  const c_frame<T>& frame;
  shape form;
  int view = -1;
  c_piece number = {};

  c_index rows() const { return {frame.extent_text(form.rows), 100}; }
  c_index columns() const { return {frame.extent_text(form.columns), 100}; }
  c_element<T> operator()(const c_index& i, const c_index& j) const {
    if (view < 0) return number;
    return c_piece{frame.element(view, i.text, j.in(81))};
  }
};

}  // namespace nabla::detail
