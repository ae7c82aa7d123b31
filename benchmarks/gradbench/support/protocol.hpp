// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// GradBench's protocol: messages come in lines of JSON, and each is answered by one.
#pragma once

#include "value.hpp"

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

namespace gradbench {

// A function of an eval with its input bound: what is timed, and what is sent of its last run.
struct bound_function {
  std::function<void()> run;
  std::function<value()> output;
};
struct named_function {
  std::string name;
  std::function<bound_function(const value&)> bind;
};

// Answers until the messages end. False where one of them was no message.
bool answer(std::istream& messages, std::ostream& answers, const std::string& module, const std::vector<named_function>& functions);

// The messages of a session that asks for all functions on each of these inputs.
void ask(std::ostream& messages, const std::string& module, const std::vector<named_function>& functions, const std::vector<value>& inputs);

// A member function of an eval that takes its input, by the name that it has in the messages. `shaped` makes what is sent of its result.
template <class Eval, class Result, class Shaped>
named_function function_of(std::string name, Result (Eval::*function)(const typename Eval::input&), Shaped shaped) {
  return {std::move(name), [=](const value& in) {
            struct state {
              typename Eval::input input;
              Eval eval;
              std::decay_t<Result> result{};
            };
            auto all = std::make_shared<state>(state{Eval::read(in), {}, {}});
            return bound_function{[all, function] { all->result = (all->eval.*function)(all->input); }, [all, shaped] { return shaped(all->input, all->result); }};
          }};
}
template <class Eval, class Result> named_function function_of(std::string name, Result (Eval::*function)(const typename Eval::input&)) {
  return function_of(std::move(name), function, [](const auto&, const auto& result) { return value(result); });
}

}  // namespace gradbench
