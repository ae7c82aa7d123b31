// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/text.hpp>

#include <string_view>

namespace nabla {

/// A name as LaTeX: Greek letters by their names, digits at the end and what follows an underscore as a subscript, a prime for a
/// tangent, and longer words upright.
inline std::string latex_name(std::string_view name) {
  static constexpr const char* greek[] = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho",
                                          "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"};
  if (!name.empty() && name.back() == '\'') return latex_name(name.substr(0, name.size() - 1)).append("'");
  std::size_t end = name.find('_');
  std::string_view below = end == std::string_view::npos ? std::string_view() : name.substr(end + 1);
  if (end == std::string_view::npos) {
    end = name.size();
    while (end > 1 && name[end - 1] >= '0' && name[end - 1] <= '9') --end;
    below = name.substr(end);
  }
  const std::string_view word = name.substr(0, end);
  std::string result;
  for (const char* letter : greek)
    if (word == letter) result.append("\\").append(letter);
  if (result.empty() && word.size() < 2) result.append(word);
  if (result.empty()) result.append("\\mathrm{").append(word).append("}");
  if (!below.empty()) result.append("_{").append(below).append("}");
  return result;
}

/// Writes formulas as LaTeX for mathematics mode (amsmath).
class latex_writer {
 public:
  latex_writer(const graph& from, int root) : g(from), names_(from.nodes.size) {
    const list<int> named = named_parts(g, root);
    std::string definitions;
    for (int k = 0; k < named.size; ++k) {
      const std::string text = write_operation(named.data[k], lowest);
      names_.data[named.data[k]] = k + 1;
      definitions.append(k == 0 ? " \\quad\\text{where}\\quad " : ",\\; ").append(part(k + 1)).append(" = ").append(text);
    }
    result_ = write_operation(root, lowest).append(definitions);
  }
  const std::string& result() const { return result_; }

 private:
  static constexpr int lowest = -100, of_sum = 1, of_elementwise = 2, of_product = 3, of_sign = 3, of_power = 5;

  static std::string part(int number) { return numbered("t_{", number).append("}"); }
  std::string write(int i, int surrounding) { return names_.data[i] > 0 ? part(names_.data[i]) : write_operation(i, surrounding); }
  std::string in_brackets(int i) { return std::string("\\left(").append(write(i, lowest)).append("\\right)"); }
  static std::string bracket(const std::string& text, int mine, int surrounding) {
    return mine < surrounding ? std::string("\\left(").append(text).append("\\right)") : text;
  }
  std::string between(const char* left, int i, const char* right) { return std::string(left).append(write(i, lowest)).append(right); }

  static std::string number(const rational& value) {
    const std::string size = std::to_string(value.numerator < 0 ? -value.numerator : value.numerator);
    const std::string text = value.denominator == 1 ? size : std::string("\\frac{").append(size).append("}{").append(std::to_string(value.denominator)).append("}");
    return value.numerator < 0 ? std::string("-").append(text) : text;
  }
  static std::string extent_text(const extent& e) { return e.name != nullptr ? latex_name(e.name->name) : std::to_string(e.size); }
  bool is_scalar(int i) const { return g[i].form == 0; }

  std::string write_operation(int i, int surrounding) {
    const graph_node& n = g[i];
    const int a = n.operands[0], b = n.operands[1];
    const auto infix = [&](const char* sign, int mine, int right) { return bracket(write(a, mine).append(sign).append(write(b, right)), mine, surrounding); };
    switch (n.op->code) {
      case operation_code::constant: return bracket(number(n.value), n.value.numerator < 0 ? of_sum : n.value.denominator != 1 ? of_product : 100, surrounding);
      case operation_code::symbol: return latex_name(n.leaf->symbol->name);
      case operation_code::placeholder: return numbered("u_{", n.value.numerator).append("}");
      case operation_code::add: return infix(" + ", of_sum, of_sum);
      case operation_code::subtract: return infix(" - ", of_sum, of_sum + 1);
      case operation_code::negate: return bracket(std::string("-").append(write(a, of_product)), of_sign, surrounding);
      case operation_code::multiply:
        if (is_scalar(a) || is_scalar(b)) return infix(" \\, ", of_product, of_product + 1);
        return infix(" \\odot ", of_elementwise, of_elementwise + 1);
      case operation_code::matrix_product: return infix(" ", of_product, of_product + 1);
      case operation_code::divide: return std::string("\\frac{").append(write(a, lowest)).append("}{").append(write(b, lowest)).append("}");
      case operation_code::power: return bracket(write(a, of_power + 1).append("^{").append(write(b, lowest)).append("}"), of_power, surrounding);
      case operation_code::transpose: return bracket(write(a, of_power + 1).append("^{\\top}"), of_power, surrounding);
      case operation_code::broadcast: return write(a, surrounding);
      case operation_code::count: return a < 0 ? count(g.forms.data[n.value.numerator]) : count(g.form_of(a));
      case operation_code::sum: return bracket(std::string("\\sum ").append(write(a, of_product)), of_product, surrounding);
      case operation_code::where:
        return std::string("\\begin{cases} ").append(write(b, lowest)).append(" & ").append(write(a, lowest)).append(" \\\\ ").append(write(n.operands[2], lowest)).append(" & \\text{otherwise} \\end{cases}");
      default: break;
    }
    const std::string_view name = n.op->text;
    if (n.op->precedence <= 0) return infix((std::string(" ").append(n.op->latex != nullptr ? n.op->latex : n.op->text).append(" ")).c_str(), n.op->precedence, n.op->precedence + 1);
    if (name == "abs") return between("\\left|", a, "\\right|");
    if (name == "sqrt") return between("\\sqrt{", a, "}");
    if (name == "cbrt") return between("\\sqrt[3]{", a, "}");
    if (name == "exp") return bracket(between("e^{", a, "}"), of_power, surrounding);
    if (name == "sq") return bracket(write(a, of_power + 1).append("^{2}"), of_power, surrounding);
    if (name == "inv" || name == "inverse") return bracket(write(a, of_power + 1).append("^{-1}"), of_power, surrounding);
    if (name == "sqnorm") return between("\\left\\|", a, "\\right\\|^2");
    if (name == "norm1") return between("\\left\\|", a, "\\right\\|_1");
    if (name == "norm2") return between("\\left\\|", a, "\\right\\|_2");
    if (name == "floor") return between("\\lfloor ", a, " \\rfloor");
    if (name == "ceil") return between("\\lceil ", a, " \\rceil");
    std::string result = n.op->latex != nullptr ? std::string(n.op->latex) : std::string("\\operatorname{").append(escaped(name)).append("}");
    result.append("\\left(");
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) result.append(k > 0 ? ", " : "").append(write(n.operands[k], lowest));
    return result.append("\\right)");
  }
  static std::string count(const shape& s) {
    if (s.columns.is_one()) return extent_text(s.rows);
    if (s.rows.is_one()) return extent_text(s.columns);
    return extent_text(s.rows).append(" \\, ").append(extent_text(s.columns));
  }
  static std::string escaped(std::string_view text) {
    std::string result;
    for (char c : text) result.append(c == '_' ? "\\" : "").append(1, c);
    return result;
  }

  const graph& g;
  list<int> names_;  // number of a shared part, or 0
  std::string result_;
};

/// The formula as LaTeX, as it was written: "\sigma\left(w_{0} \, x + w_{1}\right)".
template <Expression E>
std::string to_latex(E) {
  graph g;
  key_map known;
  const int root = import(g, known, facts_of<E>, false);
  return latex_writer(g, root).result();
}

/// The partial derivatives that grad() or value_and_grad() evaluates, as the rows of an aligned environment.
template <class F, bool Value, class Wrt>
std::string to_latex(request_of<F, Value, Wrt> request) {
  std::string result = "\\begin{aligned}\n";
  for_each_derivative(request, [&result](const char* symbol, const graph& g, int derivative) {
    result.append("\\nabla_{").append(latex_name(symbol)).append("} &= ").append(latex_writer(g, derivative).result()).append(" \\\\\n");
  });
  return result.append("\\end{aligned}");
}

}  // namespace nabla
