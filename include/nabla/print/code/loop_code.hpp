// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/rules.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/print/code/problems.hpp>
#include <nabla/print/code/writer.hpp>
#include <nabla/support/cold.hpp>

#include <map>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// A step as a function, and calls of it from where the columns of a loop are.
template <class Step, class T>
struct step_code {
  using P = program<typename Step::body, true, wrt_nothing>;
  using functions = code_functions_of<P, T>;
  static constexpr bool exists() { return functions::exist(); }

  const language& in;
  std::string function, text;
  bool returns = false;

  step_code(code_calls<T>& calls, const std::string& loop) : in(calls.in()) {
    static constexpr auto table = functions::functions();
    calls.learn(table.data, table.size());
    plan p;
    thaw(p, P::plan);
    const code_writer<T> writer(p, calls, std::string(loop).append("_step"), true, {}, true);
    function = writer.frame().function();
    returns = writer.frame().returns_value();
    text = in.from_c("static inline ").append(writer.result());
  }
  /// Its arguments: symbols lie one behind the other from a pointer on.
  template <class... Symbols>
  static std::map<int, std::string> places(symbol_list<Symbols...>, [[maybe_unused]] const std::string& from) {
    std::map<int, std::string> result;
    [[maybe_unused]] int first = 0;
    [[maybe_unused]] const auto add = [&](const facts& symbol) {
      if (const int number = find_input(P::plan, symbol); number >= 0) {
        const std::string place = first == 0 ? from : std::string(from).append(" + ").append(std::to_string(first));
        result[number] = symbol.form.is_scalar() ? std::string(from).append("[").append(std::to_string(first)).append("]") : place;
      }
      first += symbol.form.rows.size * symbol.form.columns.size;
    };
    (add(facts_of<Symbols>), ...);
    return result;
  }
  /// The statement that runs the step and puts its value at `to`.
  std::string run(std::map<int, std::string> arguments, std::map<int, std::string> more, std::map<int, std::string> parameters, const std::string& to) const {
    arguments.merge(more);
    arguments.merge(parameters);
    std::string call = std::string(function).append("(");
    for (const auto& [number, argument] : arguments) call.append(number == arguments.begin()->first ? "" : ", ").append(argument);
    if (returns) return in.assign(std::string(to).append("[0]"), call.append(")"));
    return call.append(arguments.empty() ? "" : ", ").append(to).append(");");
  }
};

/// What is the same in all loops: the step, the head, the columns that step number t reads, and the end.
template <class Step, class T>
struct loop_around_step {
  static constexpr bool exists = true;
  static constexpr bool step_exists() { return step_code<Step, T>::exists(); }

 protected:
  static std::string around(const step_code<Step, T>& step, const std::string& name, bool has_state, const std::string& before, const std::string& inside) {
    const std::string type = type_in<T>(step.in), operand = std::string(", const ").append(type);
    std::string out = step.text;
    out.append("static inline void ").append(name).append("(").append(type).append("* to, int rows, int columns").append(operand).append("* z, int z_rows, int z_columns");
    if (has_state) out.append(operand).append("* start, int start_rows, int start_columns");
    out.append(operand).append("* p, int p_rows, int p_columns) {\n  (void)rows; (void)columns; (void)z; (void)z_rows; (void)p; (void)p_rows; (void)p_columns;\n");
    if (has_state) out.append("  (void)start_rows; (void)start_columns;\n");
    return step.in.from_c(out.append(before).append("  for (int t = 0; t < z_columns; ++t) {\n").append(inside).append("  }\n}\n"));
  }
  static std::string line(const std::string& text) { return std::string("    ").append(text).append("\n"); }
};

template <class Step, bool Reverse, class T>
struct loop_code<trajectory_rule<Step, Reverse>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static std::string text(code_calls<T>& calls, const std::string& name) {
    const step_code<Step, T> step(calls, name);
    const std::string type = type_in<T>(calls.in()), first = Reverse ? "(columns - 1)*rows" : "0", by = Reverse ? "-rows" : "rows";
    std::string before = std::string("  ").append(type).append("* state = to + ").append(first).append(";\n  for (int i = 0; i < rows; ++i) state[i] = start[i];\n");
    std::string inside = base::line(std::string("const ").append(type).append("* at = z + z_rows*").append(Reverse ? "(z_columns - 1 - t);" : "t;"));
    inside.append(base::line("(void)at;"));
    inside.append(base::line(step.run(step.places(symbol_list<typename Step::state>{}, "state"), step.places(typename Step::sequences{}, "at"), step.places(typename Step::parameters{}, "p"), std::string("(state + ").append(by).append(")"))));
    inside.append(base::line(std::string("state += ").append(by).append(";")));
    return base::around(step, name, true, before, inside);
  }
};
template <class Step, class T>
struct loop_code<map_step_rule<Step>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static std::string text(code_calls<T>& calls, const std::string& name) {
    const step_code<Step, T> step(calls, name);
    std::string inside = base::line(std::string("const ").append(type_in<T>(calls.in())).append("* at = z + z_rows*t;"));
    inside.append(base::line("(void)at;"));
    inside.append(base::line(step.run({}, step.places(typename Step::sequences{}, "at"), step.places(typename Step::parameters{}, "p"), "(to + rows*t)")));
    return base::around(step, name, false, "", inside);
  }
};
template <class Step, class T>
struct loop_code<sum_steps_rule<Step>, T> : loop_around_step<Step, T> {
  using base = loop_around_step<Step, T>;
  static std::string text(code_calls<T>& calls, const std::string& name) {
    const step_code<Step, T> step(calls, name);
    const std::string type = type_in<T>(calls.in());
    std::string before = std::string("  ").append(calls.in().array(type, "value", std::to_string(Step::size))).append("\n  for (int i = 0; i < rows; ++i) to[i] = 0;\n");
    std::string inside = base::line(std::string("const ").append(type).append("* at = z + z_rows*t;"));
    inside.append(base::line("(void)at;"));
    inside.append(base::line(step.run({}, step.places(typename Step::sequences{}, "at"), step.places(typename Step::parameters{}, "p"), "value")));
    inside.append(base::line("for (int i = 0; i < rows; ++i) to[i] = to[i] + value[i];"));
    return base::around(step, name, false, before, inside);
  }
};

NABLA_COLD_END
}  // namespace nabla::detail
