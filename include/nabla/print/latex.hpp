// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/letters.hpp>
#include <nabla/print/text.hpp>
#include <nabla/support/cold.hpp>

#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Characters that mean something else in LaTeX.
inline std::string latex_escaped(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '\\') result.append("\\backslash ");
    else if (c == '^' || c == '~') result.append("\\").append(1, c).append("{}");
    else result.append(std::string_view("_#$%&{}").find(c) != std::string_view::npos ? "\\" : "").append(1, c);
  }
  return result;
}

/// Text as it stands, in mathematics: \\text{weird-name}.
inline std::string latex_text(std::string_view text) {
  std::string result = "\\text{";
  for (char c : text)
    if (c == '\\') result.append("\\textbackslash{}");
    else if (c == '^') result.append("\\textasciicircum{}");
    else if (c == '~') result.append("\\textasciitilde{}");
    else result.append(std::string_view("_#$%&{}").find(c) != std::string_view::npos ? "\\" : "").append(1, c);
  return result.append("}");
}

/// A name as LaTeX: Greek letters by their names, digits at the end and what follows an underscore as a subscript, a prime for a
/// tangent, longer words upright, and what is no word as text.
inline std::string latex_name(std::string_view name) {
  static constexpr char greek[] =
      "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi "
      "Sigma Upsilon Phi Psi Omega";
  if (name.size() > 1 && name.back() == '\'') return latex_name(name.substr(0, name.size() - 1)).append("'");
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto word = [](std::string_view text) {
    std::size_t at = 0;
    const std::uint32_t letter = text.empty() ? 0 : next_letter(text, at);
    const std::string_view known = at == text.size() ? name_of_greek_letter(letter) : std::string_view();
    if (is_word_of(text, greek)) return std::string("\\").append(text);
    if (is_word_of(known, greek)) return std::string("\\").append(known);
    const bool digits = text.find_first_not_of("0123456789") == std::string_view::npos;
    return text.size() < 2 || digits ? latex_escaped(text) : std::string("\\mathrm{").append(latex_escaped(text)).append("}");
  };
  bool is_plain = !name.empty() && name[0] != '_' && !is_digit(name[0]);  // letters, digits, and parts between single lines
  for (std::size_t at = 0; at < name.size(); ++at) {
    const char c = name[at];
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || static_cast<unsigned char>(c) >= 128;
    is_plain = is_plain && (is_letter || (c == '_' && at + 1 < name.size() && name[at + 1] != '_'));
  }
  if (!is_plain) return latex_text(name.empty() ? "?" : name);
  std::size_t end = name.find('_', 1);
  std::string below;
  if (end == std::string_view::npos) {
    end = name.size();
    while (end > 1 && is_digit(name[end - 1])) --end;
    below = word(name.substr(end));
  }
  for (std::size_t at = end; at < name.size() && name[at] == '_';) {  // one subscript, however many parts it has
    const std::size_t next = name.find('_', at + 1) == std::string_view::npos ? name.size() : name.find('_', at + 1);
    below.append(below.empty() ? "" : ", ").append(word(name.substr(at + 1, next - at - 1)));
    at = next;
  }
  std::string result = word(name.substr(0, end));
  if (!below.empty()) result.append("_{").append(below).append("}");
  return result;
}

/// Symbols that would be written alike: A1 and A_1 are A_{1} and \\text{A\\_1}, a third x is {x^{(3)}}.
struct latex_style {
  bool has_parts;  ///< t_{1}, t_{2}, … are shared parts

  std::string name(const facts& symbol) const {
    std::string name = latex_name(symbol.symbol->name);
    return has_parts && name.compare(0, 3, "t_{") == 0 ? std::string() : name;
  }
  std::string other_name(const facts& symbol, int number) const {
    if (number == 1) return latex_text(symbol.symbol->name);
    return std::string("{").append(latex_name(symbol.symbol->name)).append("^{(").append(std::to_string(number)).append(")}}");
  }
};

/// Writes formulas of one graph as LaTeX for mathematics mode (amsmath).
class latex_writer : public string_writer<latex_writer, latex_style> {
 public:
  static constexpr const char *open = "\\left(", *close = "\\right)", *before_first = "\\text{where}\\quad ", *before_next = ",\\; ";
  static constexpr int of_sum = 1, of_elementwise = 2, of_product = 3, of_sign = 3, of_negated = 3, of_power = 5;

  latex_writer(const graph& from, const list<int>& roots) : latex_writer(from, named_parts(from, roots), 0) {}
  static std::string part(int number) { return numbered("t_{", number).append("}"); }

  bool writes_itself(int i, int surrounding) {
    const graph_node& n = g[i];
    const int a = n.operands[0], b = n.operands[1];
    const auto whole = [&](const std::string& text, int mine) {
      bracketed(mine < surrounding, [&] { put(text); });
      return true;
    };
    if (writes_assembled(i, surrounding, of_sum)) return true;
    switch (n.op->code) {
      case operation_code::constant: return whole(number(n.value), n.value.numerator < 0 ? of_sign : (n.value.denominator != 1 ? of_product + 1 : 100));
      case operation_code::real: {
        const std::string text = number(real_value(n.value));
        return whole(text, text.front() == '-' ? of_sign : (text.find(' ') != std::string::npos ? of_product + 1 : 100));
      }
      case operation_code::symbol: return whole(symbol(i), 100);
      case operation_code::placeholder: return whole(numbered("u_{", n.value.numerator).append("}"), 100);
      case operation_code::divide: return whole(std::string("\\frac{").append((*this)(a)).append("}{").append((*this)(b)).append("}"), of_sign + 1);
      case operation_code::power: return whole(text_of_node(a, of_power + 1).append("^{").append(is_scalar(i) ? "" : "\\circ ").append((*this)(b)).append("}"), of_power);
      case operation_code::transpose: return whole(text_of_node(a, of_power + 1).append("^{\\top}"), of_power);
      case operation_code::broadcast: write(a, surrounding); return true;
      case operation_code::count: {
        const shape& counted = a < 0 ? g.shapes.data[n.value.numerator] : g.shape_of(a);
        return whole(count(counted), counted.rows.is_one() || counted.columns.is_one() ? 100 : of_product);
      }
      case operation_code::sum: return whole(over_elements(a), of_product);
      case operation_code::where:
        return whole(std::string("\\begin{cases} ").append((*this)(b)).append(" & ").append((*this)(a)).append(" \\\\ ").append((*this)(n.operands[2])).append(" & \\text{otherwise} \\end{cases}"), 100);
      default: break;
    }
    if (n.op->precedence <= 0 || n.op->latex == nullptr || std::string_view(n.op->latex).find('#') == std::string_view::npos) return false;
    write_pattern(n, surrounding);
    return true;
  }
  void put_stack(const assembled_parts& all) {
    put("\\begin{pmatrix} ");
    for (int k = 0; k < all.elements.size; ++k) {
      if (all.elements.data[k] == assembled_parts::of_the_piece_before) continue;
      if (k > 0) put(k % all.columns == 0 ? " \\\\ " : " & ");
      if (all.elements.data[k] == assembled_parts::zero) put("0");
      else write(all.elements.data[k]);
    }
    put(" \\end{pmatrix}");
  }
  infix_sign infix(const graph_node& n) const {
    infix_sign found = infix_of(g, n, n.op->code == operation_code::matrix_product ? " " : " \\, ", nullptr, " \\odot ");
    if (found.sign == nullptr) return n.op->precedence <= 0 ? infix_sign{n.op->latex != nullptr ? n.op->latex : n.op->text, n.op->precedence, n.op->precedence + 1, true} : found;
    const bool sum = n.op->code == operation_code::add || n.op->code == operation_code::subtract;
    const bool elementwise = n.op->code == operation_code::multiply && !is_scalar(n.operands[0]) && !is_scalar(n.operands[1]);
    found.mine = sum ? of_sum : (elementwise ? of_elementwise : of_product);
    found.right = found.mine + (n.op->code == operation_code::add ? 0 : 1);
    return found;
  }
  /// Behind a sign what begins with another has brackets.
  void write_right(int i, int surrounding) {
    const std::string text = text_of_node(i, surrounding);
    bracketed(text.front() == '-', [&] { put(text); });
  }
  void put_head(const graph_node& n, int) {
    put(n.op->latex != nullptr ? std::string(n.op->latex) : function_name(n.op->written != nullptr ? n.op->written : n.op->text));
    put(open);
  }
  void put_end(const graph_node&, int) { put(close); }

 private:
  latex_writer(const graph& from, const list<int>& named, int) : string_writer(from, latex_style{named.size > 0}) { name_parts(named); }

  static std::string number(const rational& value) {
    const std::string size = std::to_string(value.numerator < 0 ? -value.numerator : value.numerator);
    const std::string text = value.denominator == 1 ? size : std::string("\\frac{").append(size).append("}{").append(std::to_string(value.denominator)).append("}");
    return value.numerator < 0 ? std::string("-").append(text) : text;
  }
  static std::string number(double value) {
    std::string digits = shortest_digits(value);
    if (value != value) return "\\mathrm{NaN}";
    if (value - value != 0) return value < 0 ? "-\\infty" : "\\infty";
    const std::size_t e = digits.find('e');
    if (e == std::string::npos) return digits;
    const std::string exponent = std::to_string(std::stoi(digits.substr(e + 1)));
    return digits.substr(0, e).append(" \\cdot 10^{").append(exponent).append("}");
  }
  static std::string extent_text(const extent& e) {
    if (!e.is_named()) return std::to_string(e.size);
    const std::string name = latex_name(e.name->name);
    return e.more == 0 ? name : std::string("(").append(name).append(e.more < 0 ? " - " : " + ").append(std::to_string(e.more < 0 ? -e.more : e.more)).append(")");
  }
  bool is_scalar(int i) const { return g[i].shape_index == 0; }

  /// The sum of the elements of a matrix.
  std::string over_elements(int a) {
    const shape& s = g.shape_of(a);
    if (s.is_scalar()) return text_of_node(a, of_product);
    const std::string_view indices = s.columns.is_one() ? "i" : (s.rows.is_one() ? "j" : "i,j");
    std::string subscript = "_{";
    for (char c : indices)
      if (c != ',') subscript.append(1, c);
    std::string element = text_of_node(a, 100);
    if (element.find('_') != std::string::npos && element.back() == '}' && element.find("\\right") == std::string::npos) element = std::string("\\left(").append(element).append("\\right)");
    return std::string("\\sum_{").append(indices).append("} ").append(element).append(subscript).append("}");
  }
  /// The form of an entry with its operands: #1 followed by ^ is the base of a power, beside " \\, " a factor, behind " - " a term.
  void write_pattern(const graph_node& n, int surrounding) {
    const std::string_view pattern = n.op->latex, times = " \\, ";
    const auto is_at = [&](std::size_t place, std::string_view text) { return place < pattern.size() && pattern.substr(place, text.size()) == text; };
    const auto is_before = [&](std::size_t place, std::string_view text) { return place >= text.size() && is_at(place - text.size(), text); };
    const bool of_numbers = !n.op->elementwise || (is_scalar(n.operands[0]) && (n.op->arity < 2 || is_scalar(n.operands[1])));
    std::string result;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (is_at(at, times)) {
        result.append(of_numbers ? times : " \\odot ");
        at += times.size() - 1;
        continue;
      }
      if (is_at(at, "^{#") && g[n.operands[pattern[at + 3] - '1']].op->code == operation_code::constant && g[n.operands[pattern[at + 3] - '1']].value == rational{1, 1}) {
        at += 4;
        continue;
      }
      if (pattern[at] != '#') {
        result.append(1, pattern[at]);
        continue;
      }
      const std::size_t start = at;
      const int operand = n.operands[pattern[++at] - '1'];
      const bool is_base = is_at(at + 1, "^"), is_taken_away = is_before(start, " - ");
      const int inside = is_base ? of_power + 1 : (is_before(start, times) ? of_product + 1 : (is_at(at + 1, times) ? of_product : (is_taken_away ? of_sum + 1 : lowest)));
      const std::string text = text_of_node(operand, inside);
      const bool has_sign = (is_taken_away || is_before(start, " + ")) && text.front() == '-';
      result.append(has_sign ? open : "").append(text).append(has_sign ? close : "");
      // the power of every element is another one than that of a matrix
      if (is_base && n.op->elementwise && !is_scalar(operand)) {
        result.append("^{\\circ ");
        at += 1;
        if (pattern[at + 1] == '{') ++at;
        else {
          result.append(1, pattern[++at]).append("}");
        }
      }
    }
    const auto holds = [&](std::string_view text) { return pattern.find(text) != std::string_view::npos; };
    int mine = 100;
    if (is_at(0, "\\frac")) mine = of_sign + 1;
    else if (holds(times)) mine = of_product;
    else if (holds(" - ") && !holds("\\left") && !is_at(0, "\\sqrt")) mine = of_sum;
    else if (holds("^") && !is_at(0, "\\sqrt")) mine = of_power;
    bracketed(mine < surrounding, [&] { put(result); });
  }
  /// block<0, 1, 2, 2> has its numbers below.
  static std::string function_name(std::string_view name) {
    const std::size_t numbers = name.find('<');
    std::string result = std::string("\\operatorname{").append(latex_escaped(name.substr(0, numbers))).append("}");
    if (numbers != std::string_view::npos) result.append("_{").append(latex_escaped(name.substr(numbers + 1, name.size() - numbers - 2))).append("}");
    return result;
  }
  static std::string count(const shape& s) {
    if (s.columns.is_one()) return extent_text(s.rows);
    if (s.rows.is_one()) return extent_text(s.columns);
    return extent_text(s.rows).append(" \\cdot ").append(extent_text(s.columns));
  }
};

inline std::string latex_of_facts(const facts& f) { return write_facts<latex_writer>(f, " \\quad "); }

/// The formula as LaTeX, as it was written: "\sigma\left(w_{0} \, x + w_{1}\right)".
template <Expression E>
std::string to_latex(E) {
  return latex_of_facts(facts_of<E>);
}

/// What grad() or value_and_grad() evaluates, as the rows of an aligned environment; of value_and_grad() the value is the first.
template <class F, bool Value, class Wrt>
std::string to_latex(request_of<F, Value, Wrt>) {
  const derivative_graph<F, Value, Wrt> all;
  latex_writer writer(all.g, all.roots);
  std::string result = "\\begin{aligned}\n";
  for (int k = 0; k < all.roots.size; ++k) {
    if (all.symbols.data[k] == nullptr) result.append("f");
    else result.append("\\nabla_{").append(writer.name_of(*all.symbols.data[k])).append("} f");
    result.append(" &= ").append(writer(all.roots.data[k])).append(" \\\\\n");
  }
  if (!writer.definitions().empty()) result.append("& ").append(writer.definitions()).append("\n");
  return result.append("\\end{aligned}");
}

NABLA_COLD_END
NABLA_DETAIL_REFUSED("nabla: to_latex() takes a formula, or what is asked of one: to_latex(f), to_latex(grad(f))", to_latex(...))

}  // namespace nabla::detail

namespace nabla {
using detail::to_latex;
}
