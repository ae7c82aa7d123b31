// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace nabla {

/// Names of C, each given once. What is not a name becomes one: W' is W_; what is taken, or means something else in C, gets a line at its end.
class c_names {
 public:
  std::string take(std::string_view wanted) {
    std::string name = as_identifier(wanted);
    while (is_reserved(name) || taken_.count(name) > 0) name.append("_");
    taken_.insert(name);
    return name;
  }
  static std::string as_identifier(std::string_view wanted) {
    std::string name;
    for (char c : wanted) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_', digit = c >= '0' && c <= '9';
      if (digit && name.empty()) name.append("_");
      name.append(1, letter || digit ? c : '_');
    }
    return name.empty() ? "_" : name;
  }

 private:
  static bool is_reserved(std::string_view name) {
    static constexpr const char* words[] = {
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long",
        "register", "restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while",
        // of later editions of C
        "alignas", "alignof", "bool", "constexpr", "false", "nullptr", "static_assert", "thread_local", "true", "typeof",
        // of <math.h>
        "fabs", "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh",
        "acosh", "atanh", "erf", "erfc", "lgamma", "floor", "ceil", "round", "pow", "hypot", "atan2", "fma", "NAN", "INFINITY",
        // of what is written here
        "i", "j", "k", "sum", "value", "workspace", "size_t"};
    for (const char* word : words)
      if (name == word || (name.size() > 1 && (name.back() == 'f' || name.back() == 'l') && name.substr(0, name.size() - 1) == word)) return true;
    if (name.substr(0, 6) == "nabla_") return true;
    // t1, m2: parts and matrices
    return name.size() > 1 && (name[0] == 't' || name[0] == 'm') && name.find_first_not_of("0123456789", 1) == std::string_view::npos;
  }

  std::set<std::string> taken_;
};

}  // namespace nabla
