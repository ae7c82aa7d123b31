// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/c/number.hpp>

#include <charconv>
#include <string>
#include <vector>

namespace nabla::detail {

/// What the names of the functions of <math.h> and the literals of a type end in.
template <class T>
inline constexpr const char* c_suffix = std::is_same_v<T, float> ? "f" : (std::is_same_v<T, double> ? "" : "l");
template <class T>
inline constexpr const char* c_literal_suffix = std::is_same_v<T, float> ? "f" : (std::is_same_v<T, double> ? "" : "L");
template <class T>
inline constexpr const char* c_type = std::is_same_v<T, float> ? "float" : (std::is_same_v<T, double> ? "double" : "long double");

/// A piece of C, and how strongly it holds together: 100 a name or a call, 90 a sign, 80 a product, 70 a sum, 60 a comparison, 20 a choice.
/// What is 1 where a condition holds and 0 elsewhere remembers the condition, so that asking whether it is 0 asks that.
struct c_piece {
  std::string text;
  int precedence = 100;
  std::string condition = {};
  bool is_not = false;  ///< this piece asks whether the condition does not hold

  std::string in(int surrounding) const { return precedence < surrounding ? std::string("(").append(text).append(")") : text; }
};

/// The shortest literal that is this number.
template <class T>
c_piece c_literal(T value) {
  if (value != value) return {"NAN"};
  const bool negative = constant_math::signbit(value);
  std::string text = negative ? "-" : "";
  const T size = negative ? -value : value;
  if (size > std::numeric_limits<T>::max()) text.append("INFINITY");
  else {
    char digits[64];
    const std::to_chars_result end = std::to_chars(digits, digits + sizeof digits, size);
    const std::string number(digits, end.ptr);
    text.append(number).append(number.find_first_of(".e") == std::string::npos ? ".0" : "").append(c_literal_suffix<T>);
  }
  return {text, negative ? 90 : 100};
}

template <class T>
bool is_constant(const c_step<T>& s, int value) {
  return s.kind == c_kind::constant && s.value == static_cast<T>(value);
}

/// Text of step i from the texts of those that it reads.
template <class T>
c_piece c_text(const list<c_step<T>>& steps, int i, const std::vector<c_piece>& texts) {
  const c_step<T>& s = steps.data[i];
  const auto part = [&](int k, int surrounding) { return texts[static_cast<std::size_t>(s.from[k])].in(surrounding); };
  switch (s.kind) {
    case c_kind::operand: return texts[static_cast<std::size_t>(i)];
    case c_kind::constant: return c_literal(s.value);
    case c_kind::prefix: return {std::string(s.name).append(part(0, 91)), s.precedence};
    case c_kind::infix: {
      // a sum on the right keeps its brackets: a + (b + c) is not rounded as (a + b) + c
      std::string text = part(0, s.precedence);
      text.append(s.precedence == 80 ? "" : " ").append(s.name).append(s.precedence == 80 ? "" : " ");
      c_piece result{text.append(part(1, s.precedence + 1)), s.precedence};
      const c_step<T>& right = steps.data[s.from[1]];
      const c_piece& left = texts[static_cast<std::size_t>(s.from[0])];
      if (is_constant(right, 0) && s.name[0] == '=' && !left.is_not) {
        result.condition = left.condition;
        result.is_not = !left.condition.empty();
      }
      return result;
    }
    case c_kind::choice: {
      const c_piece& asked = texts[static_cast<std::size_t>(s.from[0])];
      const int a = asked.is_not ? 2 : 1, b = 3 - a;
      const std::string condition = asked.is_not ? asked.condition : part(0, 21);
      c_piece result{std::string(condition).append(" ? ").append(part(a, 21)).append(" : ").append(part(b, 20)), s.precedence};
      if (is_constant(steps.data[s.from[a]], 1) && is_constant(steps.data[s.from[b]], 0)) result.condition = condition;
      return result;
    }
    default: break;
  }
  std::string text = std::string(s.name).append(c_suffix<T>).append("(");
  for (int k = 0; k < 3 && s.from[k] >= 0; ++k) text.append(k > 0 ? ", " : "").append(part(k, 0));
  return {text.append(")")};
}

/// How often each step is read by those that `results` need.
template <class T>
std::vector<int> c_readers(const list<c_step<T>>& steps, const std::vector<int>& results) {
  std::vector<int> readers(static_cast<std::size_t>(steps.size));
  for (int r : results) ++readers[static_cast<std::size_t>(r)];
  for (int i = steps.size - 1; i >= 0; --i)
    if (readers[static_cast<std::size_t>(i)] > 0)
      for (int from : steps.data[i].from)
        if (from >= 0) ++readers[static_cast<std::size_t>(from)];
  return readers;
}

/// Longer expressions are cut into parts that have names.
inline constexpr std::size_t longest_c_expression = 120;

/// "t1"
inline std::string c_part(int number) { return std::string("t").append(std::to_string(number)); }

/// Statements that define the parts which `results` share, numbered on from `parts`; `texts` holds the operands, and gets every step.
template <class T>
std::string c_statements(const list<c_step<T>>& steps, const std::vector<int>& results, std::vector<c_piece>& texts, const std::string& indent, int& parts) {
  std::string out;
  const std::vector<int> readers = c_readers(steps, results);
  for (int i = 0; i < steps.size; ++i) {
    const std::size_t k = static_cast<std::size_t>(i);
    const c_step<T>& s = steps.data[i];
    if (readers[k] == 0 || s.kind == c_kind::operand) continue;
    texts[k] = c_text(steps, i, texts);
    const bool condition = s.kind == c_kind::infix && s.precedence == 60;
    if (s.kind == c_kind::constant || (readers[k] == 1 && texts[k].text.size() <= longest_c_expression)) continue;
    const std::string name = c_part(++parts);
    out.append(indent).append("const ").append(condition ? "int" : c_type<T>).append(" ").append(name).append(" = ").append(texts[k].text).append(";\n");
    texts[k] = {name};
  }
  return out;
}

}  // namespace nabla::detail
