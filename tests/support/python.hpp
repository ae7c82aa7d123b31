// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/write.hpp>

#include <stdexcept>

namespace test {

/// A language that is no kin of C, to see that one file is enough: Python, with blocks by indentation, and, or, … if … else …, and no types.
class python_language final : public nabla::detail::language {
  using string = std::string;
  using piece = nabla::detail::code_piece;
  using number_type = nabla::detail::number_type;

 public:
  string type(number_type) const override { return "float"; }
  string number(const string& digits, number_type) const override { return digits.find_first_of(".e") == string::npos ? digits + ".0" : digits; }
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
  string element(const string& matrix, const string& place) const override { return matrix + "[" + place + "]"; }
  piece converted(const string& type, const string& whole_number) const override { return {type + "(" + whole_number + ")"}; }

  const char* condition_type() const override { return "bool"; }
  string constant(const string&, const string& name, const string& value) const override { return name + " = " + value; }
  string variable(const string&, const string& name, const string& value) const override { return name + " = " + (value.empty() ? "0.0" : value); }
  string array(const string&, const string& name, const string& count) const override { return name + " = [0.0] * " + count; }
  string part_of_workspace(const string&, const string& name, const string& other, const string& behind) const override { return name + " = memoryview(" + other + ")[" + behind + ":]"; }
  string size(const piece& count) const override { return count.in(90); }

  string assign(const string& to, const string& value) const override { return to + " = " + value; }
  string add(const string& to, const string& value) const override { return to + " += " + value; }
  string assign_if(const string& condition, const string& to, const string& value) const override { return "if " + condition + ": " + assign(to, value); }
  string give(const string& output, const string& value) const override { return output + "[0] = " + value; }
  string give_back(const string& value) const override { return "return " + value; }
  string unused(const string&) const override { return "pass"; }
  string loop(const string& variable, const string& end) const override { return "for " + variable + " in range(" + end + "):"; }
  const char* end_of_loop() const override { return ""; }
  string branch(const string& condition) const override { return "if " + condition + ":"; }
  const char* end_of_branch() const override { return ""; }

  string parameter(nabla::detail::parameter_kind, const string&, const string& name) const override { return name; }
  string head(const string&, const string& name, const string& parameters) const override { return "def " + name + "(" + parameters + "):"; }
  string head_of_helper(const string& type, const string& name, const string& parameters) const override { return head(type, name, parameters); }
  string head_of_size(const string& name, const string& parameters) const override { return head("", name, parameters); }
  const char* end_of_function() const override { return ""; }
  string once(const string&, const string& helper) const override { return helper; }
  string file(number_type, bool, const string& helpers, const string& function) const override { return "import math\n" + helpers + function; }
  string from_c(string) const override { throw std::invalid_argument("a function of this formula is written in C"); }

  bool is_reserved(std::string_view name) const override {
    static constexpr std::string_view words[] = {"and", "as", "class", "def", "del", "elif", "else", "for", "from", "if", "import", "in", "is", "lambda", "math", "not", "or", "pass", "print", "return", "while", "with", "yield"};
    return nabla::detail::is_one_of(name, words);
  }
  bool is_reserved_for_functions(std::string_view) const override { return false; }
};
inline constexpr python_language python;

template <class F, bool Value, class Wrt>
std::string to_python(nabla::detail::request_of<F, Value, Wrt>, const std::string& name) {
  return nabla::detail::written<F, Value, Wrt, double>([](const auto&... plan) { return nabla::detail::code_of<double>(python, plan...); }, name);
}

}  // namespace test
