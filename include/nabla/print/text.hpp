// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>

#include <ostream>
#include <string>

namespace nabla {

/// "3 x n"
inline std::string to_string(const extent& e) { return e.name != nullptr ? e.name->name : std::to_string(e.size); }
inline std::string to_string(const shape& s) { return to_string(s.rows).append("x").append(to_string(s.columns)); }
inline std::ostream& operator<<(std::ostream& out, const shape& s) { return out << to_string(s); }

// append and insert instead of +: g++ 12 warns wrongly (-Wrestrict) where a literal is added to a temporary string
inline std::string numbered(const char* name, std::int64_t number) { return std::string(name).append(std::to_string(number)); }

/// An exact constant as C++: 2_c, 0.5_c, c<1, 3>.
inline std::string to_string(const rational& value) {
  if (value.denominator == 1) return std::to_string(value.numerator).append("_c");
  std::int64_t rest = value.denominator, digits = 0;
  for (int factor : {2, 5}) {
    std::int64_t times = 0;
    for (; rest % factor == 0; rest /= factor) ++times;
    digits = times > digits ? times : digits;
  }
  if (rest != 1 || digits > 6) return std::string("c<").append(std::to_string(value.numerator)).append(", ").append(std::to_string(value.denominator)).append(">");
  std::int64_t scale = 1;
  for (std::int64_t i = 0; i < digits; ++i) scale *= 10;
  const std::int64_t magnitude = (value.numerator < 0 ? -value.numerator : value.numerator) * (scale / value.denominator);
  std::string fraction = std::to_string(magnitude % scale);
  fraction.insert(0, static_cast<std::size_t>(digits) - fraction.size(), '0');
  std::string text = value.numerator < 0 ? "-" : "";
  return text.append(std::to_string(magnitude / scale)).append(".").append(fraction).append("_c");
}

/// Writes formulas as C++, with no more brackets than needed. A part that a large formula shares is named once.
class text_writer {
 public:
  explicit text_writer(const facts& root) {
    if (root.weight < largest_written_out) {
      result_ = write(root, 0);
      return;
    }
    result_.clear();
    import(graph_, known_, root, false);
    readers_ = list<int>(graph_.nodes.size);
    for (int i = 0; i < graph_.nodes.size; ++i)
      for (int operand : graph_[i].operands)
        if (operand >= 0) ++readers_.data[operand];
    names_ = list<int>(graph_.nodes.size);
    std::string definitions;
    list<const facts*> todo;  // operands first, like the graph
    todo.push(&root);
    while (todo.size > 0) {
      const facts& f = *todo.data[todo.size - 1];
      bool ready = true;
      for (int k = f.op->arity - 1; k >= 0; --k)
        if (const int operand = known_.find(f.operands[k]->id); f.operands[k]->op->arity > 0 && names_.data[operand] == 0) {
          todo.push(f.operands[k]);
          ready = false;
        }
      if (!ready) continue;
      --todo.size;
      int& name = names_.data[known_.find(f.id)];
      if (name != 0) continue;
      name = -1;
      if (&f == &root || readers_.data[known_.find(f.id)] < 2) continue;
      definitions.append(definitions.empty() ? "" : ", ").append(numbered("t", count_ + 1)).append(" = ").append(write_operation(f, 0));
      name = ++count_;
    }
    result_ = write_operation(root, 0);
    if (!definitions.empty()) result_.append(" where ").append(definitions);
  }
  std::string result() const { return result_; }

 private:
  static constexpr int largest_written_out = 200;

  std::string write(const facts& f, int surrounding) {
    if (f.op->arity > 0 && names_.size > 0)
      if (const int name = names_.data[known_.find(f.id)]; name > 0) return numbered("t", name);
    return write_operation(f, surrounding);
  }
  std::string write_operation(const facts& f, int surrounding) {
    switch (f.op->code) {
      case operation_code::constant: return to_string(f.value);
      case operation_code::symbol: return f.symbol->name;
      case operation_code::placeholder: return numbered("_", f.value.numerator);
      case operation_code::negate: return bracket(std::string("-").append(write(*f.operands[0], 3)), 2, surrounding);
      default: break;
    }
    const char* sign = infix(f);
    if (sign != nullptr) {
      const int mine = f.op->precedence;
      const bool associative = f.op->code == operation_code::add;
      return bracket(write(*f.operands[0], mine).append(sign).append(write(*f.operands[1], associative ? mine : mine + 1)), mine, surrounding);
    }
    std::string result = std::string(f.op->text).append("(");
    for (int k = 0; k < f.op->arity; ++k) result.append(k > 0 ? ", " : "").append(write(*f.operands[k], 0));
    return result.append(")");
  }
  static const char* infix(const facts& f) {
    switch (f.op->code) {
      case operation_code::add: return " + ";
      case operation_code::subtract: return " - ";
      case operation_code::divide: return "/";
      case operation_code::matrix_product: return "*";
      case operation_code::multiply: return f.operands[0]->form.is_scalar() || f.operands[1]->form.is_scalar() ? "*" : nullptr;
      default: return f.op->precedence == 0 ? " > " : nullptr;
    }
  }
  static std::string bracket(std::string text, int mine, int surrounding) {
    if (mine < surrounding) text.insert(0, "(").append(")");
    return text;
  }

  graph graph_;
  key_map known_;
  list<int> readers_, names_;
  int count_ = 0;
  std::string result_;
};

/// The formula as it was written, as C++ that gives it back: "w0*x + w1".
template <Expression E>
std::string to_string(E) {
  return text_writer(facts_of<E>).result();
}

}  // namespace nabla
