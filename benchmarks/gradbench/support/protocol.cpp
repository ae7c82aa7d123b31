// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "protocol.hpp"

#include <chrono>
#include <exception>
#include <istream>
#include <ostream>

namespace gradbench {
namespace {

using clock = std::chrono::steady_clock;
std::int64_t nanoseconds(clock::duration time) { return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count(); }

const named_function* find(const std::vector<named_function>& functions, const std::string& name) {
  for (const named_function& each : functions)
    if (each.name == name) return &each;
  return nullptr;
}

// Runs as often, and as long, as the input asks.
object evaluate(const named_function& function, const value& input) {
  const bool asks = std::holds_alternative<object>(input.is);
  const std::size_t runs = asks && has(input, "min_runs") ? whole(member(input, "min_runs")) : 1;
  const double seconds = asks && has(input, "min_seconds") ? number(member(input, "min_seconds")) : 0;
  list timings;
  const auto timed = [&](const char* name, auto&& what) {
    const auto start = clock::now();
    what();
    const std::int64_t taken = nanoseconds(clock::now() - start);
    timings.emplace_back(object{{"name", name}, {"nanoseconds", taken}});
    return static_cast<double>(taken) * 1e-9;
  };
  bound_function bound;
  timed("prepare", [&] { bound = function.bind(input); });
  double elapsed = 0;
  for (std::size_t i = 0; i < runs || i == 0 || elapsed < seconds; ++i) elapsed += timed("evaluate", bound.run);
  return {{"success", true}, {"output", bound.output()}, {"timings", std::move(timings)}};
}

object answer_to(const value& message, const std::string& module, const std::vector<named_function>& functions) {
  object reply{{"id", member(message, "id")}};
  const std::string& kind = text(member(message, "kind"));
  if (kind == "start") reply.emplace_back("tool", "nabla");
  if (kind == "define") reply.emplace_back("success", text(member(message, "module")) == module);
  if (kind != "evaluate") return reply;
  object result;
  try {
    const named_function* function = text(member(message, "module")) == module ? find(functions, text(member(message, "function"))) : nullptr;
    result = function != nullptr ? evaluate(*function, member(message, "input")) : object{{"success", false}, {"status", "unimplemented"}};
  } catch (const std::exception& error) { result = {{"success", false}, {"error", error.what()}}; }
  reply.insert(reply.end(), result.begin(), result.end());
  return reply;
}

}  // namespace

bool answer(std::istream& messages, std::ostream& answers, const std::string& module, const std::vector<named_function>& functions) {
  for (std::string line; std::getline(messages, line);) {
    if (line.empty()) continue;
    try {
      answers << to_json(answer_to(parse(line), module, functions)) << std::endl;
    } catch (const std::exception&) { return false; }
  }
  return true;
}

void ask(std::ostream& messages, const std::string& module, const std::vector<named_function>& functions, const std::vector<value>& inputs) {
  std::size_t id = 0;
  messages << to_json(object{{"id", id++}, {"kind", "start"}, {"eval", module}}) << '\n'
           << to_json(object{{"id", id++}, {"kind", "define"}, {"module", module}}) << '\n';
  for (const value& input : inputs)
    for (const named_function& each : functions)
      messages << to_json(object{{"id", id++}, {"kind", "evaluate"}, {"module", module}, {"function", each.name}, {"input", input}}) << '\n';
}

}  // namespace gradbench
