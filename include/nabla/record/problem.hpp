// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/graph.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/support/fixed_string.hpp>

namespace nabla::detail {

enum class recording_fault : std::uint8_t {
  none,
  too_many_paths,
  sizes,
  element,
  unknown_size,
  no_vector,
  stacked_matrix
};

/// Why a function cannot be recorded, and of what one speaks: "x - 1 > 0".
struct recording_problem {
  recording_fault what = recording_fault::none;
  mismatch_text about;
};

/// A short text of a node, for a message: what is below the third level is "...".
constexpr void describe(const graph& g, int node, mismatch_text& to, int levels = 3) {
  const graph_node& n = g.nodes.data[node];
  const auto digits = [&to](std::int64_t number) {
    char text[24]{};
    int place = 23;
    std::uint64_t rest = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    do text[--place] = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (number < 0) text[--place] = '-';
    to.add(text + place);
  };
  if (n.op->code == operation_code::constant) {
    digits(n.value.numerator);
    if (n.value.denominator == 1) return;
    to.add("/");
    return digits(n.value.denominator);
  }
  if (n.op->code == operation_code::symbol) return to.add(n.leaf->symbol->name);
  if (n.op->arity == 0) return to.add("a number");
  if (levels == 0) return to.add("...");
  const bool infix = n.op->arity == 2 && (n.op->precedence < 100 || n.op->code == operation_code::multiply);
  if (!infix) to.add(n.op->code == operation_code::negate ? "-" : n.op->text);
  to.add(infix && levels == 3 ? "" : "(");
  for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
    if (k > 0 && infix) {
      to.add(" ");
      to.add(n.op->code == operation_code::multiply || n.op->code == operation_code::matrix_product ? "*" : n.op->text);
      to.add(" ");
    } else if (k > 0) {
      to.add(", ");
    }
    describe(g, n.operands[k], to, levels - 1);
  }
  to.add(infix && levels == 3 ? "" : ")");
}

constexpr recording_problem too_many_paths(const graph& g, int condition) {
  recording_problem problem{recording_fault::too_many_paths, {}};
  describe(g, condition, problem.about);
  return problem;
}

constexpr void add_shape(mismatch_text& to, const shape& s) {
  to.add(s.rows);
  to.add(" x ");
  to.add(s.columns);
}

constexpr recording_problem beyond(const shape& extents, int row, int column) {
  recording_problem problem{recording_fault::element, {}};
  problem.about.add(shows_letters ? "(" : "element (");
  problem.about.add(extent(row));
  problem.about.add(", ");
  problem.about.add(extent(column));
  problem.about.add(") of ");
  add_shape(problem.about, extents);
  return problem;
}
constexpr recording_problem not_a_vector(const shape& extents) {
  recording_problem problem{recording_fault::no_vector, {}};
  add_shape(problem.about, extents);
  return problem;
}
constexpr recording_problem no_number_to_stack(const shape& extents) {
  recording_problem problem{recording_fault::stacked_matrix, {}};
  add_shape(problem.about, extents);
  return problem;
}
constexpr recording_problem unknown_size(const extent& e) {
  recording_problem problem{recording_fault::unknown_size, {}};
  problem.about.add(e);
  return problem;
}

constexpr recording_problem sizes_that_disagree(const operation& op, const shape* shapes, const char* why) {
  recording_problem problem{recording_fault::sizes, {}};
  if (!shows_letters) {
    problem.about.add(op.text);
    problem.about.add(" of ");
  }
  for (int i = 0; i < op.arity; ++i) {
    if (i > 0) problem.about.add(", ");
    add_shape(problem.about, shapes[i]);
  }
  if (!shows_letters) {
    problem.about.add(": ");
    problem.about.add(why);
  }
  return problem;
}

// clang-format off
#define NABLA_DETAIL_NO_DOUBLE "nabla: a recorded number is no double: it is auto or T, and std::exp(x) is exp(x)"
NABLA_DETAIL_REFUSAL(double_refused, NABLA_DETAIL_NO_DOUBLE)
NABLA_DETAIL_REFUSAL(captures_refused, "nabla: formula(function) takes no captures and no members: what [](auto x) { ... } reads is static constexpr, a constant object is formula<object, \"x\">()")
NABLA_DETAIL_REFUSAL(arity_refused, "nabla: the function given to formula() takes another number of parameters")
NABLA_DETAIL_REFUSAL(recorded_result_refused, "nabla: a recorded function returns a number, or numbers in a std::array, std::pair, std::tuple or a structure of 8 at most")
NABLA_DETAIL_REFUSAL(nameless_refused, NABLA_DETAIL_NAMED)
NABLA_DETAIL_REFUSAL(parameters_refused, "nabla: formula() has a name of its own for each parameter")
NABLA_DETAIL_REFUSAL(no_parameters_refused, "nabla: formula() takes a function and the symbols that are its parameters")
NABLA_DETAIL_WRONG_RESULT(too_many_paths_refused, "nabla: over 4096 paths through the function of formula(), or 1000 comparisons on one; use where, max, fold or root for")
NABLA_DETAIL_WRONG_RESULT(recorded_sizes_refused, "nabla: matrices in a recorded function do not fit")
NABLA_DETAIL_WRONG_RESULT(recorded_element_refused, "nabla: a recorded function takes an element that is not there")
NABLA_DETAIL_WRONG_RESULT(recorded_size_unknown, "nabla: a recorded function asks for a size that is known at run time only")
NABLA_DETAIL_WRONG_RESULT(recorded_vector_refused, "nabla: a recorded function takes v[i] of a matrix, whose elements are A(i, j)")
NABLA_DETAIL_WRONG_RESULT(recorded_stack_refused, "nabla: a recorded function stacks numbers, vstack(v[0], x); matrices are stacked outside of it")
// clang-format on

/// The result of a recording that is refused; About is what the sentence speaks of, and Function has a message of its own.
template <recording_fault Fault, class About, key Function>
constexpr auto refused_recording() {
  if constexpr (Fault == recording_fault::too_many_paths) return std::type_identity<too_many_paths_refused<Function, About>>();
  else if constexpr (Fault == recording_fault::sizes) return std::type_identity<recorded_sizes_refused<Function, About>>();
  else if constexpr (Fault == recording_fault::element) return std::type_identity<recorded_element_refused<Function, About>>();
  else if constexpr (Fault == recording_fault::unknown_size) return std::type_identity<recorded_size_unknown<Function, About>>();
  else if constexpr (Fault == recording_fault::stacked_matrix) return std::type_identity<recorded_stack_refused<Function, About>>();
  else return std::type_identity<recorded_vector_refused<Function, About>>();
}

}  // namespace nabla::detail
