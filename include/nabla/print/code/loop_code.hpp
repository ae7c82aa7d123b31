// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/rules.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/print/code/problems.hpp>
#include <nabla/print/code/writer.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// A step as a function, and calls of it from where the columns of a loop are.
template <class Step, class T>
struct step_code {
  using P = program<typename Step::body, true, in_a_row<wrt_nothing>>;
  using functions = code_functions_of<P, T>;
  static constexpr code_problem problem() { return functions::first_problem(); }

  const language& in;
  code_text function, text;
  bool returns = false;

  step_code(code_calls<T>& calls, code_text loop) : in(calls.in()), arguments(P::plan.sizes.inputs) {
    static constexpr auto table = functions::functions();
    calls.learn(table.data, table.size());
    plan p;
    thaw(p, P::plan);
    const code_writer<T> writer(p, calls, loop + "_step", true, {}, true);
    function = writer.frame().function();
    returns = writer.frame().returns_value();
    text = in.from_c("static inline ") + writer.result();
  }
  /// Its arguments, by the number of the input: symbols lie one behind the other from a pointer on.
  template <class... Symbols>
  void put(symbol_list<Symbols...>, [[maybe_unused]] code_text from) {
    [[maybe_unused]] int first = 0;
    [[maybe_unused]] const auto add = [&](const facts& symbol) {
      if (const int number = find_input(P::plan, symbol); number >= 0 && arguments.data[number].empty()) {
        const code_text place = first == 0 ? from : from + " + " + number_text(first);
        arguments.data[number] = symbol.extents.is_scalar() ? from + "[" + number_text(first) + "]" : place;
      }
      first += symbol.extents.rows.size * symbol.extents.columns.size;
    };
    (add(facts_of<Symbols>), ...);
  }
  /// The statement that runs the step and puts its value at `to`.
  code_text run(code_text to) const {
    code_text call;
    for (int i = 0; i < arguments.size; ++i)
      if (!arguments.data[i].empty()) call = call + (call.empty() ? "" : ", ") + arguments.data[i];
    if (returns) return in.assign(to + "[0]", function + "(" + call + ")");
    return function + "(" + call + (call.empty() ? "" : ", ") + to + ");";
  }

 private:
  list<code_text> arguments;
};

/// What is the same in all loops: the step, the head, the columns that step number t reads, and the end.
template <class Step, class T>
struct loop_around_step {
  static constexpr bool exists = true;
  static constexpr bool sizes_are_known() { return Step::is_static(); }
  static constexpr code_problem step_problem() { return step_code<Step, T>::problem(); }

 protected:
  static code_text around(const step_code<Step, T>& step, code_text name, bool has_state, code_text before, code_text inside) {
    const code_text type = type_in<T>(step.in), operand = ", const " + type;
    code_text out = step.text;
    out += "static inline void " + name + "(" + type + "* to, int rows, int columns" + operand + "* z, int z_rows, int z_columns";
    if (has_state) out += operand + "* start, int start_rows, int start_columns";
    out += operand + "* p, int p_rows, int p_columns) {\n  (void)rows; (void)columns; (void)z; (void)z_rows; (void)p; (void)p_rows; (void)p_columns;\n";
    if (has_state) out += "  (void)start_rows; (void)start_columns;\n";
    return step.in.from_c(out + before + "  for (int t = 0; t < z_columns; ++t) {\n" + inside + "  }\n}\n");
  }
  static code_text line(code_text text) { return "    " + text + "\n"; }
};

template <class Step, bool Reverse, class T>
struct loop_code<trajectory_rule<Step, Reverse>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static code_text text(code_calls<T>& calls, code_text name) {
    step_code<Step, T> step(calls, name);
    const code_text type = type_in<T>(calls.in()), first = Reverse ? "(columns - 1)*rows" : "0", by = Reverse ? "-rows" : "rows";
    code_text before = "  " + type + "* state = to + " + first + ";\n  for (int i = 0; i < rows; ++i) state[i] = start[i];\n";
    code_text inside = base::line("const " + type + "* at = z + z_rows*" + (Reverse ? "(z_columns - 1 - t);" : "t;"));
    inside += base::line("(void)at;");
    step.put(symbol_list<typename Step::state>{}, "state");
    step.put(typename Step::sequences{}, "at");
    step.put(typename Step::parameters{}, "p");
    inside += base::line(step.run("(state + " + by + ")"));
    inside += base::line("state += " + by + ";");
    return base::around(step, name, true, before, inside);
  }
};
template <class Step, class T>
struct loop_code<map_step_rule<Step>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static code_text text(code_calls<T>& calls, code_text name) {
    step_code<Step, T> step(calls, name);
    code_text inside = base::line("const " + type_in<T>(calls.in()) + "* at = z + z_rows*t;");
    inside += base::line("(void)at;");
    step.put(typename Step::sequences{}, "at");
    step.put(typename Step::parameters{}, "p");
    inside += base::line(step.run("(to + rows*t)"));
    return base::around(step, name, false, "", inside);
  }
};
template <class Step, class T>
struct loop_code<sum_steps_rule<Step>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static code_text text(code_calls<T>& calls, code_text name) {
    step_code<Step, T> step(calls, name);
    const code_text type = type_in<T>(calls.in());
    code_text before = "  " + calls.in().array(type, "value", number_text(Step::size)) + "\n  for (int i = 0; i < rows; ++i) to[i] = 0;\n";
    code_text inside = base::line("const " + type + "* at = z + z_rows*t;");
    inside += base::line("(void)at;");
    step.put(typename Step::sequences{}, "at");
    step.put(typename Step::parameters{}, "p");
    inside += base::line(step.run("value"));
    inside += base::line("for (int i = 0; i < rows; ++i) to[i] = to[i] + value[i];");
    return base::around(step, name, false, before, inside);
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
