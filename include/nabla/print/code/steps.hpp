// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/language.hpp>
#include <nabla/print/code/recorder.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

template <class T>
bool is_constant(const code_step<T>& s, int value) {
  return s.kind == code_kind::constant && s.value == static_cast<T>(value);
}

/// Is step i a product whose rounding error a later step computes, as fma(a, b, -(a b))?
template <class T>
bool is_rounded_product(const list<code_step<T>>& steps, int i) {
  const code_step<T>& product = steps.data[i];
  if (product.kind != code_kind::infix || product.name[0] != '*') return false;
  for (int k = i + 1; k < steps.size; ++k) {
    const code_step<T>& s = steps.data[k];
    if (s.kind != code_kind::call || code_text(s.name) != "fma") continue;
    const bool same = (s.from[0] == product.from[0] && s.from[1] == product.from[1]) || (s.from[0] == product.from[1] && s.from[1] == product.from[0]);
    if (same && (s.from[2] == i || (steps.data[s.from[2]].kind == code_kind::prefix && steps.data[s.from[2]].from[0] == i))) return true;
  }
  return false;
}

/// Text of step i from the texts of those that it reads.
template <class T>
code_piece text_of_step(const language& in, const list<code_step<T>>& steps, int i, const code_piece* texts) {
  const code_step<T>& s = steps.data[i];
  const auto part = [&](int k) -> const code_piece& { return texts[s.from[k]]; };
  switch (s.kind) {
    case code_kind::operand: return texts[i];
    case code_kind::constant: return literal(in, s.value);
    case code_kind::prefix: return {code_text(s.name) + part(0).in(91), s.precedence};
    case code_kind::infix: {
      if (is_rounded_product(steps, i)) return in.rounded_product(part(0), part(1), number_type_of<T>);
      code_piece result = in.infix(part(0), s.name, part(1), s.precedence);
      if (is_constant(steps.data[s.from[1]], 0) && s.name[0] == '=' && !part(0).is_not) {
        result.condition = part(0).condition;
        result.is_not = !part(0).condition.empty();
      }
      return result;
    }
    case code_kind::choice: {
      const code_piece& asked = part(0);
      const int a = asked.is_not ? 2 : 1, b = 3 - a;
      const code_piece condition{asked.is_not ? asked.condition : asked.in(21), 100};
      code_piece result = in.select(condition, part(a), part(b));
      if (is_constant(steps.data[s.from[a]], 1) && is_constant(steps.data[s.from[b]], 0)) result.condition = condition.text;
      return result;
    }
    case code_kind::call: break;
  }
  code_text text = in.function_name(s.name, number_type_of<T>) + "(";
  for (int k = 0; k < 3 && s.from[k] >= 0; ++k) text = text + (k > 0 ? ", " : "") + part(k).text;
  return {text + ")"};
}

/// How often each step is read by those that `results` need.
template <class T>
list<int> code_readers(const list<code_step<T>>& steps, const int* results, int count) {
  list<int> readers(steps.size);
  for (int r = 0; r < count; ++r) ++readers.data[results[r]];
  for (int i = steps.size - 1; i >= 0; --i)
    if (readers.data[i] > 0)
      for (int from : steps.data[i].from)
        if (from >= 0) ++readers.data[from];
  return readers;
}

/// Longer expressions are cut into parts that have names.
inline constexpr int longest_expression = 120;

/// "t1"
inline code_text code_part(int number) { return "t" + number_text(number); }

/// Statements that define the parts which `results` share, numbered on from `parts`; `texts` holds the operands, and gets every step.
template <class T>
code_text code_statements(const language& in, const list<code_step<T>>& steps, const int* results, int count, code_piece* texts, int& parts) {
  growing_code out;
  const list<int> readers = code_readers(steps, results, count);
  for (int i = 0; i < steps.size; ++i) {
    const code_step<T>& s = steps.data[i];
    if (readers.data[i] == 0 || s.kind == code_kind::operand) continue;
    texts[i] = text_of_step(in, steps, i, texts);
    const bool condition = s.kind == code_kind::infix && s.precedence == 60;
    if (s.kind == code_kind::constant || (readers.data[i] == 1 && texts[i].text.size() <= longest_expression)) continue;
    const code_text name = code_part(++parts);
    out += "  " + in.constant(condition ? code_text(in.condition_type()) : type_in<T>(in), name, texts[i].text) + "\n";
    texts[i] = {name};
  }
  return out.text();
}

NABLA_COLD_END
}  // namespace nabla::detail
