// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/text.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/constant_math/classify.hpp>

#include <limits>
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
  code_text text;
  int precedence = 100;
  code_text condition = {};
  bool is_not = false;  ///< this piece asks whether the condition does not hold

  code_text in(int surrounding) const { return precedence < surrounding ? "(" + text + ")" : text; }
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
  virtual code_text type(number_type) const = 0;
  virtual code_text number(code_text digits, number_type) const = 0;
  virtual const char* infinity() const = 0;
  virtual const char* not_a_number() const = 0;

  // Operators with the signs of C, calls of functions with the names of <math.h>, selects, elements of matrices.
  virtual code_piece infix(const code_piece& a, const char* sign, const code_piece& b, int precedence) const = 0;
  /// a b, whose rounding error is computed elsewhere: it must not become part of a fused multiply and add.
  virtual code_piece rounded_product(const code_piece& a, const code_piece& b, number_type) const { return infix(a, "*", b, 80); }
  /// What a function begins with that computes rounding errors.
  virtual const char* keeps_rounding() const { return ""; }
  virtual code_text function_name(const char* name, number_type) const = 0;
  /// A function of the language's own, nullptr where it has none; `cuda` is its name in CUDA.
  virtual const char* own_function(const char* cuda) const { return static_cast<void>(cuda), nullptr; }
  virtual code_piece select(const code_piece& condition, const code_piece& if_it_holds, const code_piece& otherwise) const = 0;
  virtual code_text element(code_text matrix, code_text place) const = 0;
  virtual code_piece converted(code_text type, code_text whole_number) const = 0;  ///< the number of elements, to compute with

  // Declarations, with types as text. A variable without a value gets one later.
  virtual const char* condition_type() const = 0;
  virtual code_text constant(code_text type, code_text name, code_text value) const = 0;
  virtual code_text variable(code_text type, code_text name, code_text value) const = 0;
  virtual code_text array(code_text type, code_text name, code_text count) const = 0;
  /// A matrix that begins `behind` numbers after the beginning of another, or of the workspace, where that is empty.
  virtual code_text part_of_workspace(code_text type, code_text name, code_text other, code_text behind) const = 0;
  virtual code_text size(const code_piece& count) const = 0;

  // Assignments, loops over 0, …, end - 1, and branches.
  virtual code_text assign(code_text to, code_text value) const = 0;
  virtual code_text add(code_text to, code_text value) const = 0;
  virtual code_text assign_if(code_text condition, code_text to, code_text value) const = 0;
  virtual code_text give(code_text output, code_text value) const = 0;  ///< to an output that is a number
  /// Are outputs given as soon as they are computed, so that they take no register up to the end?
  virtual bool gives_at_once() const { return false; }
  virtual code_text give_back(code_text value) const = 0;
  virtual code_text unused(code_text name) const = 0;
  virtual code_text loop(code_text variable, code_text end) const = 0;
  virtual const char* end_of_loop() const = 0;
  /// Statements that are run only where a condition holds.
  virtual code_text branch(code_text condition) const = 0;
  virtual const char* end_of_branch() const = 0;

  // Heads.
  virtual code_text parameter(parameter_kind, code_text type, code_text name) const = 0;
  virtual code_text head(code_text type, code_text name, code_text parameters) const = 0;  ///< of the function; nothing is returned where type is empty
  virtual code_text head_of_helper(code_text type, code_text name, code_text parameters) const = 0;
  virtual code_text head_of_size(code_text name, code_text parameters) const = 0;  ///< of the function that says how large the workspace is
  virtual const char* end_of_function() const = 0;
  /// A helper, so that texts of several functions can be put into one file.
  virtual code_text once(code_text name, code_text helper) const = 0;
  /// The file: what helpers and function need before them, and these.
  virtual code_text file(number_type, bool has_workspace, code_text helpers, code_text function) const = 0;
  /// What an entry gives in C: with `static inline` before functions and `static const` before tables, and literals that may end in L.
  virtual code_text from_c(code_text text) const = 0;

  // Names that mean something in the language; and what a function of one's own cannot be called.
  virtual bool is_reserved(code_text name) const = 0;
  virtual bool is_reserved_for_functions(code_text name) const = 0;

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
  const code_text text = size > std::numeric_limits<T>::max() ? code_text(in.infinity()) : in.number(digits_of(size), number_type_of<T>);
  return {negative ? "-" + text : text, negative ? 90 : 100};
}
template <class T>
code_text type_in(const language& in) {
  return in.type(number_type_of<T>);
}

NABLA_COLD_END
}  // namespace nabla::detail
