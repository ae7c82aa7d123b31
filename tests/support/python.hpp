// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/write.hpp>

#include <stdexcept>
#include <string>

namespace test {

/// A language that is no kin of C, to see that one file is enough: Python, with blocks by indentation, and, or, … if … else …, and no types.
class python_language final : public nabla::detail::language {
  using string = nabla::detail::code_text;
  using piece = nabla::detail::code_piece;
  using number_type = nabla::detail::number_type;

 public:
  string type(number_type) const override { return "float"; }
  string number(string digits, number_type) const override { return digits.has_any_of(".e") ? digits : digits + ".0"; }
  const char* infinity() const override { return "math.inf"; }
  const char* not_a_number() const override { return "math.nan"; }
  piece infix(const piece& a, const char* sign, const piece& b, int precedence) const override {
    const string word = sign == string("&&") ? "and" : sign == string("||") ? "or"
                                                                            : sign;
    return {a.in(precedence) + " " + word + " " + b.in(precedence + 1), precedence};
  }
  string function_name(const char* name, number_type) const override { return name[0] == '\0' ? name : string("math.") + name; }
  piece select(const piece& condition, const piece& if_it_holds, const piece& otherwise) const override {
    return {if_it_holds.in(21) + " if " + condition.in(21) + " else " + otherwise.in(21), 20};
  }
  string element(string matrix, string place) const override { return matrix + "[" + place + "]"; }
  piece converted(string type, string whole_number) const override { return {type + "(" + whole_number + ")"}; }

  const char* condition_type() const override { return "bool"; }
  string constant(string, string name, string value) const override { return name + " = " + value; }
  string variable(string, string name, string value) const override { return name + " = " + (value.empty() ? "0.0" : value); }
  string array(string, string name, string count) const override { return name + " = [0.0] * " + count; }
  string part_of_workspace(string, string name, string other, string behind) const override { return name + " = memoryview(" + other + ")[" + behind + ":]"; }
  string size(const piece& count) const override { return count.in(90); }

  string assign(string to, string value) const override { return to + " = " + value; }
  string add(string to, string value) const override { return to + " += " + value; }
  string assign_if(string condition, string to, string value) const override { return "if " + condition + ": " + assign(to, value); }
  string give(string output, string value) const override { return output + "[0] = " + value; }
  string give_back(string value) const override { return "return " + value; }
  string unused(string) const override { return "pass"; }
  string loop(string variable, string end) const override { return "for " + variable + " in range(" + end + "):"; }
  const char* end_of_loop() const override { return ""; }
  string branch(string condition) const override { return "if " + condition + ":"; }
  const char* end_of_branch() const override { return ""; }

  string parameter(nabla::detail::parameter_kind, string, string name) const override { return name; }
  string head(string, string name, string parameters) const override { return "def " + name + "(" + parameters + "):"; }
  string head_of_helper(string type, string name, string parameters) const override { return head(type, name, parameters); }
  string head_of_size(string name, string parameters) const override { return head("", name, parameters); }
  const char* end_of_function() const override { return ""; }
  string once(string, string helper) const override { return helper; }
  string file(number_type, bool, string helpers, string function) const override { return "import math\n" + helpers + function; }
  string from_c(string) const override { throw std::invalid_argument("a function of this formula is written in C"); }

  bool is_reserved(string name) const override {
    return nabla::detail::is_word_of(name, "and as class def del elif else for from if import in is lambda math not or pass print return while with yield");
  }
  bool is_reserved_for_functions(string) const override { return false; }
};
inline constexpr python_language python;

template <class F, bool Value, class Wrt>
std::string to_python(nabla::detail::request_of<F, Value, Wrt>, const std::string& name) {
  return nabla::detail::written<F, Value, Wrt, double>([](const auto&... plan) { return nabla::detail::code_of<double>(python, plan...); }, name);
}

}  // namespace test
