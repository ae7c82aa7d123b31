// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/sparse_derivatives.hpp>
#include <nabla/evaluate/derivatives/value_and_jacobian.hpp>
#include <nabla/evaluate/points/points.hpp>
#include <nabla/support/cold.hpp>

#include <iosfwd>
#include <string>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Says that results can be printed.
struct printing;
template <class Result>
void printed_result(const Result&, printing);

template <class Matrix>
constexpr index columns_of_result(const Matrix& m) {
  if constexpr (requires { m.columns(); }) return m.columns();
  else return m.cols();
}

/// Gathers what is written: <sstream> would be dear, and <ostream> has whoever prints.
template <class Traits>
struct written_text : std::basic_streambuf<char, Traits> {
  std::string characters;

 private:
  typename Traits::int_type overflow(typename Traits::int_type c) override {
    if (!Traits::eq_int_type(c, Traits::eof())) characters.push_back(Traits::to_char_type(c));
    return Traits::not_eof(c);
  }
};

/// Rows below one another, columns flush right, written as the stream writes numbers. `indent` stands before each row.
template <class Stream, class Matrix>
void write_matrix(Stream& out, const Matrix& m, const char* indent) {
  const index rows = m.rows(), columns = columns_of_result(m);
  const auto text = [&](index i, index j) {
    written_text<typename Stream::traits_type> written;
    Stream one(&written);
    one.copyfmt(out);
    one.width(0);
    one << m(i, j);
    return written.characters;
  };
  std::size_t width = 0;
  for (index j = 0; j < columns; ++j)
    for (index i = 0; i < rows; ++i) width = text(i, j).size() > width ? text(i, j).size() : width;
  for (index i = 0; i < rows; ++i) {
    out << indent;
    for (index j = 0; j < columns; ++j) {
      const std::string number = text(i, j);
      out << (j > 0 ? " " : "") << std::string(width - number.size(), ' ') << number;
    }
    out << '\n';
  }
}

/// "name = 2", or the name and the rows of a matrix below it.
template <class Stream, class Value>
void write_result(Stream& out, const std::string& name, const Value& value) {
  if constexpr (requires { value.rows(); }) {
    out << name << " =\n";
    write_matrix(out, value, "  ");
  } else {
    out << name << " = " << value << '\n';
  }
}

/// One row on each line.
template <class Traits, class T, int Rows, int Columns>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const fixed_matrix<T, Rows, Columns>& m) {
  write_matrix(out, m, "");
  return out;
}
template <class Traits, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const dynamic_matrix<T>& m) {
  write_matrix(out, m, "");
  return out;
}
template <class Traits, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const matrix_view<T>& m) {
  write_matrix(out, m, "");
  return out;
}

/// What derivatives<N>() gives: one behind the other.
template <class Traits, class T, std::size_t N>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const number_array<T, N>& numbers) {
  for (std::size_t i = 0; i < N; ++i) out << (i > 0 ? " " : "") << numbers.elements[i];
  return out;
}

/// What vmap() gives: so are the points.
template <class Stream, class Points>
Stream& write_points(Stream& out, const Points& points) {
  for (std::size_t i = 0; i < points.size(); ++i) out << (i > 0 ? " " : "") << points[i];
  return out;
}
template <class Traits, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const point_values<T>& points) {
  return write_points(out, points);
}
template <class Traits, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const point_view<T>& points) {
  return write_points(out, points);
}

/// What can be other than zero, column by column: "(0, 1) = 2.5".
template <class Traits, class Way, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const sparse_matrix<Way, T>& m) {
  for (int j = 0; j < m.pattern.columns; ++j)
    for (int k = m.pattern.column_starts[j]; k < m.pattern.column_starts[j + 1]; ++k) out << '(' << m.pattern.row_indices[k] << ", " << j << ") = " << m.values.data[k] << '\n';
  return out;
}

/// "d/dx = 2", a line for each symbol, as grad(f) writes the formulas; matrices below their names.
template <class Symbols, class Stream, class Derivatives>
Stream& write_derivatives(Stream& out, const Derivatives& derivatives) {
  with_held(derivatives, [&](const auto&... value) {
    int i = 0;
    (write_result(out, std::string("d/d").append(Symbols::symbols[i++]->symbol->name), value), ...);
  });
  return out;
}
template <class Traits, class Symbols, class... Values>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const gradient<Symbols, Values...>& g) {
  return write_derivatives<Symbols>(out, g.values);
}
template <class Traits, class Symbols, class... Blocks>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const blocks_of_jacobian<Symbols, Blocks...>& jacobian) {
  return write_derivatives<Symbols>(out, jacobian.blocks);
}
template <class Traits, class Value, class Gradient>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const value_and_gradient<Value, Gradient>& both) {
  write_result(out, "value", both.value);
  return out << both.grad;
}
template <class Traits, class Value, class Jacobian>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const value_with_jacobian<Value, Jacobian>& both) {
  write_result(out, "value", both.value);
  return out << both.jacobian;
}

NABLA_COLD_END
}  // namespace nabla::detail
