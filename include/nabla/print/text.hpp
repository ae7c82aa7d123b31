// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/derivative_graph.hpp>
#include <nabla/print/digits.hpp>
#include <nabla/print/string_writer.hpp>
#include <nabla/support/cold.hpp>

#include <iosfwd>
#include <string>
#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// "3 x n"
inline std::string to_string(const extent& e) {
  std::string text;
  e.spell([&]<class Part>(Part part) {
    if constexpr (std::is_same_v<Part, int>) text.append(std::to_string(part));
    else text.append(part);
  });
  return text;
}
inline std::string to_string(const shape& s) { return to_string(s.rows).append("x").append(to_string(s.columns)); }
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const shape& s) {
  return out << to_string(s);
}

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
  fraction = std::string(static_cast<std::size_t>(digits) - fraction.size(), '0').append(fraction);
  std::string text = value.numerator < 0 ? "-" : "";
  return text.append(std::to_string(magnitude / scale)).append(".").append(fraction).append("_c");
}

/// A double that is a constant as it is, as C++: exact<0.1>, exact<1e-300>.
inline std::string real_text(double value) {
  std::string digits = shortest_digits(value);
  if (value != value) digits = "std::numeric_limits<double>::quiet_NaN()";
  else if (value - value != 0) digits = value < 0 ? "-std::numeric_limits<double>::infinity()" : "std::numeric_limits<double>::infinity()";
  else if (digits.find_first_of(".e") == std::string::npos) digits.append(".0");
  return std::string("exact<").append(digits).append(">");
}

/// Symbols in C++: by their names where these are names of C++, each of one symbol and of nothing else in the formula, else written out:
/// var<"learning rate">, data<"x", n, 3>.
struct text_style {
  const graph& g;
  bool has_parts;  ///< t1, t2, … are shared parts

  std::string name(const facts& symbol) const {
    const std::string_view name = symbol.symbol->name;
    bool is_name = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && !is_keyword(name);
    for (char c : name) is_name = is_name && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 128);
    if (has_parts && name.size() > 1 && name[0] == 't' && name.find_first_not_of("0123456789", 1) == std::string_view::npos) is_name = false;
    for (int i = 0; i < g.nodes.size && is_name; ++i) is_name = g.code_of(i) == operation_code::symbol || (name != g[i].op->text && (g[i].op->written == nullptr || name != g[i].op->written));
    return std::string(is_name ? name : std::string_view());
  }
  std::string other_name(const facts& symbol, int) const {
    const role kind = symbol.symbol->kind;
    std::string text = kind == role::variable ? "var<\"" : kind == role::data ? "data<\""
        : kind == role::labels                                                ? "labels<\""
                                                                              : "indices<\"";
    for (const char* c = symbol.symbol->name; *c != '\0'; ++c)
      if (*c == '\n') text.append("\\n");
      else text.append(*c == '"' || *c == '\\' ? "\\" : "").append(1, *c);
    text.append("\"");
    if (kind == role::indices) text.append(", ").append(to_string(symbol.extents.rows)).append(", ").append(to_string(symbol.symbol->range));
    else if (!symbol.extents.is_scalar()) text.append(", ").append(to_string(symbol.extents.rows)).append(", ").append(to_string(symbol.extents.columns));
    return text.append(">");
  }
};

/// Writes formulas of one graph as C++.
class text_writer : public string_writer<text_writer, text_style> {
 public:
  static constexpr const char *open = "(", *close = ")", *before_first = "where ", *before_next = ", ";
  static constexpr int of_sign = 2, of_negated = 3;

  text_writer(const graph& from, const list<int>& roots) : text_writer(from, named_parts(from, roots), 0) {}
  static std::string part(int number) { return numbered("t", number); }
  bool writes_itself(int i, int surrounding) {
    const graph_node& n = g[i];
    if (writes_assembled(i, surrounding, n.op->precedence)) return true;
    switch (n.op->code) {
      case operation_code::constant: put(to_string(n.value)); return true;
      case operation_code::real: put(real_text(real_value(n.value))); return true;
      case operation_code::symbol: put(symbol(i)); return true;
      case operation_code::placeholder: put(numbered("_", n.value.numerator)); return true;
      case operation_code::broadcast:
        if (n.operands[1] >= 0) return false;
        put(std::string("broadcast_to<").append(extents(g.shape_of(i))).append(">("));
        write(n.operands[0]);
        put(")");
        return true;
      case operation_code::count:
        if (n.operands[0] >= 0) return false;
        put(std::string("count(like<").append(extents(g.shapes.data[n.value.numerator])).append(">)"));
        return true;
      default: return false;
    }
  }
  /// vstack(a, 0_c, b), or hstack(…), or one of these in the other.
  void put_stack(const assembled_parts& all) {
    const char* before_row = all.columns > 1 && all.rows > 1 ? "vstack(hstack(" : (all.rows > 1 ? "vstack(" : "hstack(");
    for (int k = 0; k < all.elements.size; ++k) {
      if (all.elements.data[k] == assembled_parts::of_the_piece_before) continue;
      put(k == 0 ? before_row : (all.columns > 1 && k % all.columns == 0 ? "), hstack(" : ", "));
      if (all.elements.data[k] == assembled_parts::zero) put("0_c");
      else write(all.elements.data[k]);
    }
    put(all.columns > 1 && all.rows > 1 ? "))" : ")");
  }
  infix_sign infix(const graph_node& n) const {
    const infix_sign found = infix_of(g, n, "*", "/");
    return found.sign != nullptr || n.op->precedence > 0 ? found : infix_sign{n.op->text, n.op->precedence, n.op->precedence + 1, true};
  }
  void put_head(const graph_node& n, int) {
    // where() takes comparisons only
    const bool by_rule = n.op->code == operation_code::where && !g[n.operands[0]].op->is_condition && g.code_of(n.operands[0]) != operation_code::constant;
    put(by_rule ? "call<where_rule>" : (n.op->written != nullptr ? n.op->written : n.op->text));
    put("(");
  }
  void put_end(const graph_node& n, int i) {
    if (n.op->last_is_shape && n.operands[1] < 0) put(std::string(", like<").append(extents(g.shape_of(i))).append(">"));
    put(")");
  }

 private:
  text_writer(const graph& from, const list<int>& named, int) : string_writer(from, text_style{from, named.size > 0}) { name_parts(named); }
  static std::string extents(const shape& s) { return to_string(s.rows).append(", ").append(to_string(s.columns)); }
};

inline std::string text_of_facts(const facts& f) { return write_facts<text_writer>(f); }

/// The formula as it was written, as C++ that gives it back: "w0*x + w1". Where parts have names, what they stand for is named before use.
template <Expression E>
std::string to_string(E) {
  return text_of_facts(facts_of<E>);
}

/// What grad() or value_and_grad() evaluates, one in each line: "d/dx = 2_c*x"; of value_and_grad() the value first: "value = x*x".
template <class F, bool Value, class Wrt>
std::string to_string(request_of<F, Value, Wrt>) {
  const derivative_graph<F, Value, Wrt> all;
  text_writer writer(all.g, all.roots);
  std::string result;
  for (int k = 0; k < all.roots.size; ++k) {
    const facts* symbol = all.symbols.data[k];
    if (symbol == nullptr) result.append("value");
    else result.append("d/d").append(writer.name_of(*symbol));
    result.append(" = ").append(writer(all.roots.data[k])).append("\n");
  }
  return writer.definitions().empty() ? result : result.append(writer.definitions()).append("\n");
}

NABLA_COLD_END
// clang-format off
NABLA_DETAIL_REFUSED("nabla: to_string() takes a formula, or a gradient that is asked for: to_string(f), to_string(grad(f)), to_string(diff(f, x))", to_string(...))
NABLA_DETAIL_REFUSED("nabla: to_string() takes a formula, or a gradient that is asked for: to_string(f), to_string(grad(f)), to_string(diff(f, x))", to_string(std::initializer_list<formula_alone>))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::to_string;
}
