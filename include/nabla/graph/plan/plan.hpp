// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/times.hpp>

namespace nabla::detail {

/// One number: slot = function(slots of the operands).
struct scalar_step {
  key function;
  int slot;
  int operands[max_arity];
  rational value;  ///< of a constant; with denominator 0 the bits of a double
};

/// Where a loop member finds an operand.
enum class source : std::uint8_t {
  none,
  local,       ///< computed before in the same pass: its position among the members
  scalar,      ///< a slot, the same for every element
  element,     ///< of a view with the shape of the loop
  window,      ///< the element `behind` places before, along the loop, of a view that may have another length; 0 where there is none
  taken,       ///< of a view, the element in the row whose number is in the view `behind`, a column
  of_row,      ///< of a column, one value for each row
  of_column    ///< of a row, one value for each column
};
struct loop_operand {
  source kind = source::none;
  int index = 0;
  int behind = 0;  ///< of a number that a kernel reads: the slots behind it that another kernel has filled
};

/// One function inside a loop: its value stays in a register unless somebody else reads it. Or a call of a kernel.
struct loop_member {
  key function = 0;
  operation_number code = operation_code::other;
  loop_operand operands[max_arity] = {};
  int stored_in = -1;  ///< view; for sum(), and for a kernel whose result is a number: slot
  part_places places = {};  ///< of a kernel that takes a part, or stacks
};

/// What a loop does itself, without a rule.
constexpr bool is_without_rule(operation_number code) { return is_reduction(code) || code == operation_code::broadcast || code == operation_code::within; }

/// A range of scalar steps, a product, a kernel, a loop, or a matrix assembled of numbers.
struct segment {
  work kind = work::none;
  int first = 0;  ///< scalar steps, loop members or assembled elements: first and one past the last; the one member of a kernel
  int last = 0;
  int shape_index = 0;   ///< of the loop or the result
  int left = -1, right = -1, result = -1;  ///< views of a product; of a transpose left and result
  bool transpose_left = false, transpose_right = false;
  int result_slot = -1;  ///< of a product that is a number
  int first_asked = 0, last_asked = 0;  ///< scalar steps that are computed only where these conditions are met
};

/// A slot that has to hold a condition that holds, or one that does not.
struct asked_condition {
  int slot = 0;
  bool holds = true;
};

/// What a formula of numbers does that is a tree of decisions, see decide.hpp: the steps of a segment, and then asks a condition, if it is no leaf.
struct decision_info {
  int segment = 0;
  key function = 0;                  ///< the condition, of slots; 0: a slot is it
  int operands[max_arity] = {-1, -1, -1, -1};
  int children[2] = {-1, -1};        ///< where it does not hold, and where it does
};

/// A matrix in memory: an input, or a buffer of the workspace. A part of another view is no copy of it, and what is stacked is computed where the stack is, if it has a base.
struct view_info {
  int shape_index = 0;
  int input = -1;   ///< which input, or -1
  int buffer = -1;  ///< which buffer, or -1; with a base only what cannot point into a matrix needs it
  int base = -1;    ///< the view that it lies in, from row and column on: a column below 0 is counted from the end
  int row = 0, column = 0;
  bool turned = false;  ///< a vector that is the transpose of its base, and lies without gaps
  int stacking = -1;  ///< the loop member that would stack it, if only kernels read it that take what is stacked
};

/// A buffer of the workspace: elements of a shape, and what a kernel gets behind them.
struct buffer_info {
  int shape_index = 0;
  kernel_memory more;
};

struct input_info {
  const facts* symbol = nullptr;
  int slot = -1;  ///< of a scalar that is used
  int view = -1;  ///< of a matrix that is used
};

/// Where a result is found: a slot, or a view.
struct output_info {
  int slot = -1;
  int view = -1;
  int shape_index = 0;
};

/// Number of elements of a shape that is needed as a number.
struct count_info {
  int slot = 0;
  int shape_index = 0;
};

/// What evaluation runs, as lists; program.hpp freezes them into arrays.
struct plan {
  list<scalar_step> scalars;
  list<loop_member> members;
  list<segment> segments;
  list<int> assembled;  ///< slots of the elements of matrices, column by column; -1: 0
  list<asked_condition> asked;
  list<view_info> views;
  list<input_info> inputs;
  list<output_info> outputs;
  list<count_info> counts;
  list<buffer_info> buffers;
  list<shape> shapes;
  list<decision_info> decisions;  ///< the first is the root; none: segments run one after the other
  list<int> bounds;  ///< pairs of slots: the results hold where no number of the first is larger than that of the second, and none is NaN
  int before_check = 0;  ///< how many segments make what the bounds compare
  int slots = 0;
  step_times times = {};  ///< of a long plan of numbers
  bool has_usual_form = false;  ///< would a plan of the usual case be another one?
};

}  // namespace nabla::detail
