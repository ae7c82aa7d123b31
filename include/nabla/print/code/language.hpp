// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/digits.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/constant_math/classify.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// What a program computes in.
enum class number_type {
  single_precision,
  double_precision,
  extended_precision
};
template <class T>
inline constexpr number_type number_type_of = std::is_same_v<T, float> ? number_type::single_precision : (std::is_same_v<T, double> ? number_type::double_precision : number_type::extended_precision);

/// A piece of a program, and how strongly it holds together: 100 a name or a call, 90 a sign, 80 a product, 70 a sum, 60 a comparison, 50 and 40 a
/// condition of several, 20 a choice. What is 1 where a condition holds and 0 elsewhere remembers the condition, so that asking whether it is 0 asks that.
struct code_piece {
  std::string text;
  int precedence = 100;
  std::string condition = {};
  bool is_not = false;  ///< this piece asks whether the condition does not hold

  std::string in(int surrounding) const { return precedence < surrounding ? std::string("(").append(text).append(")") : text; }
};

enum class parameter_kind {
  size,
  number,
  matrix,    ///< which is read
  output,
  workspace
};

/// What a language says of the things that every program is made of: each is a class derived from this, in a file of its own under languages/. Which
/// things a program is made of, and in which order, is the same in all of them: see writer.hpp. Statements come without indentation and without a new line.
class language {
 public:
  // Numbers. The digits are the shortest that give the number back, without a sign.
  virtual std::string type(number_type) const = 0;
  virtual std::string number(const std::string& digits, number_type) const = 0;
  virtual const char* infinity() const = 0;
  virtual const char* not_a_number() const = 0;

  // Operators with the signs of C, calls of functions with the names of <math.h>, selects, elements of matrices.
  virtual code_piece infix(const code_piece& a, const char* sign, const code_piece& b, int precedence) const = 0;
  /// a b, whose rounding error is computed elsewhere: it must not become part of a fused multiply and add.
  virtual code_piece rounded_product(const code_piece& a, const code_piece& b, number_type) const { return infix(a, "*", b, 80); }
  /// What a function begins with that computes rounding errors.
  virtual const char* keeps_rounding() const { return ""; }
  virtual std::string function_name(const char* name, number_type) const = 0;
  /// A function of the language's own, nullptr where it has none; `cuda` is its name in CUDA.
  virtual const char* own_function(const char* cuda) const { return static_cast<void>(cuda), nullptr; }
  virtual code_piece select(const code_piece& condition, const code_piece& if_it_holds, const code_piece& otherwise) const = 0;
  virtual std::string element(const std::string& matrix, const std::string& place) const = 0;
  virtual code_piece converted(const std::string& type, const std::string& whole_number) const = 0;  ///< the number of elements, to compute with

  // Declarations, with types as text. A variable without a value gets one later.
  virtual const char* condition_type() const = 0;
  virtual std::string constant(const std::string& type, const std::string& name, const std::string& value) const = 0;
  virtual std::string variable(const std::string& type, const std::string& name, const std::string& value) const = 0;
  virtual std::string array(const std::string& type, const std::string& name, const std::string& count) const = 0;
  /// A matrix that begins `behind` numbers after the beginning of another, or of the workspace, where that is empty.
  virtual std::string part_of_workspace(const std::string& type, const std::string& name, const std::string& other, const std::string& behind) const = 0;
  virtual std::string size(const code_piece& count) const = 0;

  // Assignments, loops over 0, …, end - 1, and branches.
  virtual std::string assign(const std::string& to, const std::string& value) const = 0;
  virtual std::string add(const std::string& to, const std::string& value) const = 0;
  virtual std::string assign_if(const std::string& condition, const std::string& to, const std::string& value) const = 0;
  virtual std::string give(const std::string& output, const std::string& value) const = 0;  ///< to an output that is a number
  virtual std::string give_back(const std::string& value) const = 0;
  virtual std::string unused(const std::string& name) const = 0;
  virtual std::string loop(const std::string& variable, const std::string& end) const = 0;
  virtual const char* end_of_loop() const = 0;
  /// Statements that are run only where a condition holds.
  virtual std::string branch(const std::string& condition) const = 0;
  virtual const char* end_of_branch() const = 0;

  // Heads.
  virtual std::string parameter(parameter_kind, const std::string& type, const std::string& name) const = 0;
  virtual std::string head(const std::string& type, const std::string& name, const std::string& parameters) const = 0;  ///< of the function; nothing is returned where type is empty
  virtual std::string head_of_helper(const std::string& type, const std::string& name, const std::string& parameters) const = 0;
  virtual std::string head_of_size(const std::string& name, const std::string& parameters) const = 0;  ///< of the function that says how large the workspace is
  virtual const char* end_of_function() const = 0;
  /// A helper, so that texts of several functions can be put into one file.
  virtual std::string once(const std::string& name, const std::string& helper) const = 0;
  /// The file: what helpers and function need before them, and these.
  virtual std::string file(number_type, bool has_workspace, const std::string& helpers, const std::string& function) const = 0;
  /// What an entry gives in C: with `static inline` before functions and `static const` before tables, and literals that may end in L.
  virtual std::string from_c(std::string text) const = 0;

  // Names that mean something in the language; and what a function of one's own cannot be called.
  virtual bool is_reserved(std::string_view name) const = 0;
  virtual bool is_reserved_for_functions(std::string_view name) const = 0;

 protected:
  constexpr language() = default;
  ~language() = default;
};

/// A number as a literal.
template <class T>
code_piece literal(const language& in, T value) {
  if (value != value) return {in.not_a_number()};
  const bool negative = constant_math::signbit(value);
  const T size = negative ? -value : value;
  const std::string text = size > std::numeric_limits<T>::max() ? std::string(in.infinity()) : in.number(shortest_digits(size), number_type_of<T>);
  return {negative ? std::string("-").append(text) : text, negative ? 90 : 100};
}
template <class T>
std::string type_in(const language& in) {
  return in.type(number_type_of<T>);
}

NABLA_COLD_END
}  // namespace nabla::detail
