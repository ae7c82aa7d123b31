// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace test {

/// Puts C functions and calls of them into one file, compiles it with warnings as errors, and runs it: every number that a call gives
/// has the bits that are expected.
class c_program {
 public:
  /// Without signs of zeros where what is expected was added to 0, so that -0 became 0.
  explicit c_program(bool zeros_have_signs = true) : zeros_have_signs_(zeros_have_signs) {}

  static std::string literal(double value) {
    if (std::isnan(value)) return "NAN";
    if (std::isinf(value)) return value < 0 ? "-INFINITY" : "INFINITY";
    char text[48];
    std::snprintf(text, sizeof text, "%a", value);
    return text;
  }
  static std::string literals(const std::vector<double>& values) {
    std::string text = "(const double[]){";
    for (double v : values) text += literal(v) + ", ";
    return text + "0}";
  }

  void add_function(const std::string& code) { functions_ += code; }
  /// Statements with calls, before what they give is compared.
  void add_call(const std::string& statements) { calls_ += statements; }
  /// `got` is an expression of C.
  void expect(const std::string& what, const std::string& got, double wanted) {
    calls_ += "  same(\"" + what + "\", " + got + ", " + literal(wanted) + ");\n";
    ++checks_;
  }
  /// One function of its own for the calls so far, since compilers take more than linear time in the length of a function.
  void end_case() {
    const std::string name = "case_" + std::to_string(cases_++);
    functions_ += "static void " + name + "(void) {\n" + calls_ + "}\n";
    main_ += "  " + name + "();\n";
    calls_.clear();
  }
  int checks() const { return checks_; }

  /// 0 where everything compiled and agreed; the output says what did not.
  int run(const std::string& name) const {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / ("nabla_" + name + "_" + std::to_string(::getpid()));
    fs::create_directories(folder);
    const fs::path source = folder / "functions.c", program = folder / "functions";
    std::ofstream(source) << "#include <math.h>\n#include <stdio.h>\n#include <string.h>\nstatic int different = 0;\n"
                             "static void same(const char* what, double got, double wanted) {\n"
                             "  if (memcmp(&got, &wanted, sizeof got) == 0 || (isnan(got) && isnan(wanted))) return;\n"
                          << (zeros_have_signs_ ? "" : "  if (got == wanted) return;\n")
                          << "  if (different++ < 10) printf(\"%s: %.17g instead of %.17g\\n\", what, got, wanted);\n}\n"
                          << functions_ << "int main(void) {\n"
                          << main_ << "  return different > 0;\n}\n";
    // no contraction and no folding of library functions: the operations are those that are written
    const std::string compile = std::string(NABLA_C_COMPILER) + " -x c -std=c99 -O0 -fno-builtin -ffp-contract=off -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror '" +
        source.string() + "' -o '" + program.string() + "' -lm";
    const int status = std::system(compile.c_str()) == 0 ? std::system(("'" + program.string() + "'").c_str()) : 2;
    if (status == 0) fs::remove_all(folder);
    return status;
  }

 private:
  std::string functions_, calls_, main_;
  bool zeros_have_signs_;
  int checks_ = 0, cases_ = 0;
};

}  // namespace test
