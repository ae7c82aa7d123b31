// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/element_handles.hpp>
#include <nabla/shape/shape.hpp>
#include <nabla/support/address.hpp>
#include <nabla/support/rational.hpp>

#include <cstdint>

namespace nabla::detail {

/// The number of an operation that the passes know by name.
using operation_number = int;
/// Those numbers; every other function is `other` and known by its rule alone. What is alike stands together: up to `real` what has no operands, from `add` to
/// `negate` arithmetic, from `sum` to `column_maxima` reductions.
// No enum: of two of an enum clang weighs all comparisons that the language has, 0.4 M instructions each time, and the passes compare hundreds.
struct operation_code {
  static constexpr operation_number constant = 0, symbol = 1, placeholder = 2, real = 3;
  static constexpr operation_number add = 4, subtract = 5, multiply = 6, divide = 7, negate = 8, power = 9, multiply_no_nan = 10;
  static constexpr operation_number matrix_product = 11, transpose = 12;
  static constexpr operation_number sum = 13, row_sums = 14, column_sums = 15, maximum = 16, row_maxima = 17, column_maxima = 18;
  static constexpr operation_number broadcast = 19, count = 20, where = 21, logical_not = 22;
  static constexpr operation_number window = 23, within = 24;  // see graph/plan/windows.hpp
  static constexpr operation_number other = 25;
};

/// Functions that a loop gathers over all elements, over each row, or over each column.
constexpr bool is_maximum(operation_number code) {
  return code == operation_code::maximum || code == operation_code::row_maxima || code == operation_code::column_maxima;
}
constexpr bool is_over_all(operation_number code) { return code == operation_code::sum || code == operation_code::maximum; }
constexpr bool is_over_columns(operation_number code) { return code == operation_code::column_sums || code == operation_code::column_maxima; }
constexpr bool is_over_rows(operation_number code) { return code == operation_code::row_sums || code == operation_code::row_maxima; }
constexpr bool is_reduction(operation_number code) { return code >= operation_code::sum && code <= operation_code::column_maxima; }  // no calls: those are what a constant expression takes longest for

struct facts;
struct listed_formula;

/// Wherever `before` appears, `after` is meant, the stable form of the same value. Where both are one, it stays as it is.
struct rewrite_info {
  const facts* before = nullptr;
  const facts* after = nullptr;
};
struct rewrite_table {
  const rewrite_info* rows = nullptr;
  int count = 0;
  bool is_general = false;  ///< they match what the forms of others match, too: those come first
};
/// Null where one does not occur.
struct family_list {
  const rewrite_table* tables[28] = {};
};

/// Memory that the kernel of a function gets behind its result, in columns of the result: some that the readers of the result see
/// too, and whole copies of it as scratch; and so many elements.
struct kernel_memory {
  int columns = 0;
  int copies = 0;
  int elements = 0;
  friend constexpr bool operator==(const kernel_memory&, const kernel_memory&) = default;
};

/// What is known of a function's values, for == and equivalent(), and for derivatives where something is not taken; what is not said may be anything. "A number" is finite.
struct value_range {
  bool finite = false;          ///< of numbers it is a number
  bool never_infinite = false;  ///< of numbers it is a number or NaN
  bool always = false;          ///< it is a number even of NaN and of infinities
  bool strict = false;          ///< of NaN or an infinity it is NaN or an infinity
  bool keeps_nan = false;       ///< of NaN it is NaN
  bool not_negative = false;
  bool positive = false;        ///< but for what underflows
  bool singular = false;        ///< where it is no number, which rounding decides, no infinity in it means anything
  bool bounded = false;         ///< in [-1, 1]
  bool signed_zero = false;     ///< it depends on the sign of a zero
  bool of_numbers = false;      ///< its meaning is that of numbers, not of infinities
  bool opaque = false;          ///< its value is not all that it is: == takes it for nothing else
  bool steep = false;           ///< it is a number where its slope is infinite, as cbrt at 0; so is what is never infinite
  bool grows = false;           ///< of numbers of two or three digits it may overflow
  bool settles = false;         ///< its slope vanishes faster than anything grows, on one side at least: where it is 0, so is what is made of it
  bool keeps_zero = false;      ///< of 0 it is 0; so is what is odd and finite
  bool gated = false;           ///< it is 0 where its slope is not taken, as relu below 0
  bool of_elements = false;     ///< of a matrix without elements it is no number, as a mean or a maximum
  bool by_sign = false;         ///< of what is never negative it, or its slope, is something simpler, see graph/simplify/signs.hpp
  bool rounds = false;          ///< it is a whole number, which all such functions leave as it is
};

inline constexpr int max_arity = 4;

/// What takes parts of matrices, or puts them together, at places that are numbers of its rule: the passes make such functions for numbers of
/// their own, see graph/parts.hpp.
enum class part_kind : std::uint8_t {
  none,
  block,
  put,
  hstack,
  vstack
};
struct part_places {
  part_kind kind = part_kind::none;
  int numbers[max_arity] = {-1, -1, -1, -1};  ///< of a block first row and column, rows and columns; of a stack the sizes of what is stacked
  // written out: g++ 14 takes one array for another in constant expressions where this is defaulted
  friend constexpr bool operator==(const part_places& a, const part_places& b) {
    for (int k = 0; k < max_arity; ++k)
      if (a.numbers[k] != b.numbers[k]) return false;
    return a.kind == b.kind;
  }
};

/// What takes a part along one direction that ends so many places before the end, puts it back, or moves all by so many places.
enum class slice_kind : std::uint8_t {
  none,
  take,
  put,
  shift,
  take_corner,  ///< of a part that ends before the end along both directions: `first` is its row, `less` its column
  put_corner
};
struct slice_places {
  slice_kind kind = slice_kind::none;
  bool along_row = false;  ///< columns are counted, else rows
  int first = 0, less = 0;
};

/// Pullbacks of a loop of whose states the last alone has a cotangent: they are those of the late rule `rule`, and `others` are the states before.
struct ended_pullbacks {
  key rule = 0;
  slice_places others;
};

/// What a function gathers: all elements, or those of each row, or of each column.
enum class over : char {
  all,
  rows,
  columns
};

struct simplifier;

/// What one function is: one object for each rule, made in `rules/function.hpp`. Expressions hold its address only.
struct operation {
  const char* text = "";
  key id = 0;
  const char* mark = nullptr;                 ///< of the rule, see is_rule
  operation_number code = operation_code::other;
  int arity = 0;
  bool elementwise = false;
  bool commutative = false;
  bool is_condition = false;                  ///< its value is 0 or 1
  bool is_gate = false;                       ///< as a factor of a derivative: 0 where something is not taken, and piecewise constant
  bool is_short = false;                      ///< a few instructions
  int zero_operand = -1;                      ///< 0 where this operand is 0, whatever the others are, and linear in it
  int parity = 0;                             ///< 1: f(-u) = f(u), -1: f(-u) = -f(u)
  inferred_shape (*infer)(const shape* operands) = nullptr;
  const facts* definition = nullptr;          ///< value in terms of other functions; null: there is a kernel for it
  int (*expand)(simplifier&, const int* operands) = nullptr;  ///< the same, as nodes that are made for these operands; -1: the kernel it is
  const facts* meaning = nullptr;             ///< what == takes it for where that is not how it is computed: defined where it is, and equal there
  const facts* extends = nullptr;             ///< what it is equal to where that is defined, which it is in more places than that
  value_range range = {};
  const facts* complement = nullptr;          ///< 1 - value where that loses digits as written
  const facts* square_complement = nullptr;   ///< 1 - value², likewise
  const facts* twice_complement = nullptr;    ///< 1 - 2 value, likewise
  bool is_written_out = false;                ///< it has a definition, or `expand`, or is a power
  bool has_complements = false;               ///< it has one of the three above
  const facts* derivatives[max_arity] = {};   ///< elementwise: local partials; otherwise pullbacks; null: no derivative is known
  unsigned (*families)(const facts* const* operands) = nullptr;  ///< which of the families that it names may occur, see rules/family.hpp
  rewrite_table rewrites = {};                 ///< stable forms recognised with this function outermost or below, see graph/match.hpp
  bool last_is_shape = false;                 ///< of the last operand only the shape is used: it is the result's
  int kernel_up_to = 0;                       ///< with a definition too: the kernel for square matrices of a known size up to this
  kernel_memory memory = {};                  ///< of the kernel
  void (*move)(const element_handles& to, const element_handles* from) = nullptr;  ///< of a kernel that only moves elements: where they go
  bool leaves_zeros = false;                  ///< that kernel writes zeros among the elements
  bool adds_elements = false;                 ///< each element is a sum of some of the first operand, by positive factors
  bool takes_rows = false;                    ///< its elements are those of rows of the first operand, whose numbers the second one has
  bool reads_pieces = false;                  ///< its kernel takes what the first operand is stacked of, where that is a stack
  const operation* of_all = nullptr;          ///< of a reduction to rows or to columns: that of all elements to one
  key gated = 0;                              ///< of the late rule with the pullbacks where a part of the result is read: of one operand more, 1 where it is
  bool (*is_smooth)() = nullptr;              ///< with that: no derivative of any order of what is inside is infinite anywhere
  int last_state = 0;                         ///< of a loop: the column of its result that is computed last, 1 the last one, -1 the first
  bool (*has_influences)() = nullptr;         ///< with that: each element of a state has an influence on the next one. It takes long, and is asked last
  ended_pullbacks ended = {};
  bool carries_tangents = false;              ///< of a loop: there is one that computes how its result moves along with it, see graph/differentiate/forward.hpp
  slice_places slice = {};                    ///< of a part up to the end, and of shift()
  part_places places = {};                    ///< of a part or a stack
  part_kind stack = part_kind::none;          ///< hstack or vstack, also where one of the sizes is known at run time only, and there are no places
  over by[max_arity] = {};                    ///< of each operand: do its rows, or columns, go into those of the result only?
  int precedence = 100;                       ///< of the infix operator; 100: written as a function call
  const char* written = nullptr;              ///< how it is called in C++, where that is not the text
  const char* latex = nullptr;                ///< command, where it is not \operatorname{text}; or the whole, with operands as #1, #2
};

/// Pullbacks that are made only where a derivative asks for them: those of functions that have a formula inside, whose derivatives have further ones, without end.
struct late_pullbacks {
  const operation* op = nullptr;
  const facts* derivatives[max_arity] = {};
  std::uint64_t moves = 0;                    ///< of a loop with tangents: which elements have some; `derivatives` begin with that loop, if it can be made
};
struct pullback_table {
  const late_pullbacks* rows = nullptr;
  int count = 0;
};

enum class role : std::uint8_t {
  variable,
  data,
  labels,
  indices
};

struct symbol_info {
  const char* name;
  role kind;
  extent range = {};  ///< of indices: they are below it
};

constexpr std::uint64_t function_bit(key function) { return std::uint64_t{1} << (function % 64); }

/// What is known of one expression: a constant object for each type, linked to the objects of its operands.
/// From here on no pass instantiates a template per node.
struct facts {
  const operation* op = nullptr;
  key function = 0;  ///< of a function: its key, which may be asked while `op` is still being made
  key id = 0;
  key second_id = 0;  ///< made of the same in another way: two keys name a type
  shape extents;
  int weight = 1;  ///< nodes of the tree, not of the graph; stops counting at 1000
  const facts* operands[max_arity] = {};
  rational value{0, 1};                   ///< of a constant; the index of a placeholder
  const symbol_info* symbol = nullptr;    ///< of a symbol
  const char* problem = nullptr;          ///< why the operands do not fit together
  bool in_a_rule = false;                 ///< it has placeholders
  bool has_matrices = false;              ///< a matrix, or a function of matrices, is in it
  bool hides = false;                     ///< something is written in it that stands for less, 1 u for u, see rules/bare.hpp
  std::uint64_t below = 0;                ///< the bits of the functions below: one without its bit is not there
  const family_list* families = nullptr;  ///< stable forms that a formula with such a node may have, see rules/families.hpp
  const listed_formula* listed = nullptr;  ///< of a formula that is a list of nodes: that, and no operands
};

/// Are two symbols one: name, role and shape?
constexpr bool is_same_symbol(const facts& a, const facts& b) {
  return is_same_object(&a, &b) || (a.id == b.id && is_set(a.symbol) && is_set(b.symbol) && a.symbol->kind == b.symbol->kind && a.symbol->range == b.symbol->range && a.extents == b.extents && is_same_text(a.symbol->name, b.symbol->name));
}

/// Is it a symbol without elements, as that of `n = 5`, which only brings the size of its columns?
constexpr bool is_only_a_size(const facts& symbol) { return symbol.extents.rows == extent(0) && symbol.extents.columns.is_named(); }

/// Does an elementwise function say that it moves with its operand k nowhere?
constexpr bool is_flat(const operation& op, int k) {
  const facts* derivative = op.derivatives[k];
  return is_set(derivative) && derivative->op->code == operation_code::constant && derivative->value.numerator == 0;
}
/// Does it say that it moves as much as its operand k?
constexpr bool moves_alike(const operation& op, int k) {
  const facts* derivative = op.derivatives[k];
  return is_set(derivative) && derivative->op->code == operation_code::constant && derivative->value.numerator == 1 && derivative->value.denominator == 1;
}

/// One partial specialisation for each kind of node.
template <class E>
inline constexpr facts facts_of{};

}  // namespace nabla::detail

namespace nabla {
using detail::kernel_memory, detail::value_range;
}
