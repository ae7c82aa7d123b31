// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/functions.hpp>
#include <nabla/print/code/names.hpp>
#include <nabla/print/code/steps.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/constant_math/scaling.hpp>

#include <stdexcept>

namespace nabla::detail {
NABLA_COLD_BEGIN

inline void replace_all(std::string& text, std::string_view what, const std::string& by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) text.replace(at, what.size(), by);
}

/// The C text of an entry for a type, in a language.
template <class T>
std::string filled_in(const std::string& text, const language& in) {
  using limits = std::numeric_limits<T>;
  const std::pair<const char*, std::string> values[] = {{"$T", type_in<T>(in)},
                                                        {"$s", in.function_name("", number_type_of<T>)},
                                                        {"$min", literal(in, limits::min()).text},
                                                        {"$max", literal(in, limits::max()).text},
                                                        {"$eps", literal(in, limits::epsilon()).text},
                                                        {"$r2", literal(in, constant_math::parts::power_of_two<T>(1 - limits::max_exponent / 2)).text},
                                                        {"$r3", literal(in, constant_math::parts::power_of_two<T>(1 - limits::max_exponent / 3)).text}};
  std::string result = text;
  for (const auto& [placeholder, value] : values) replace_all(result, placeholder, value);
  return in.from_c(result);
}

/// Applies the functions of a table to pieces of C: short ones are written where they stand, others as helper functions.
template <class T>
class code_calls {
 public:
  code_calls(const code_function<T>* table, int size, const language& in) : in_(in) { learn(table, size); }

  /// More functions that can be called; the table stays where it is.
  void learn(const code_function<T>* table, int size) {
    for (int i = 0; i < size; ++i)
      if (!knows(table[i].id)) {
        recorded_.add() = list<recorded>(1);
        recorded_.data[recorded_.size - 1].data->function = &table[i];
      }
  }

  const language& in() const { return in_; }
  bool knows(key id) const { return place_of(id) < recorded_.size; }
  const code_function<T>& function(key id) const {
    const int place = place_of(id);
    if (place == recorded_.size) raise(std::invalid_argument("nabla: a function of this plan is not in the table of functions that can be printed"));
    return *recorded_.data[place].data->function;
  }

  /// How often the text of operand k stands in a call.
  int readings(key id, int k) { return recorded_of(id).readings[k]; }

  code_piece call(key id, const std::vector<code_piece>& operands) {
    recorded& f = recorded_of(id);
    if (!f.is_helper) {
      std::vector<code_piece> texts(static_cast<std::size_t>(f.recorder.steps.size));
      for (int i = 0; i < f.recorder.steps.size; ++i)
        if (f.recorder.steps.data[i].kind == code_kind::operand) texts[static_cast<std::size_t>(i)] = operands[static_cast<std::size_t>(f.recorder.steps.data[i].operand)];
        else texts[static_cast<std::size_t>(i)] = code_text(in_, f.recorder.steps, i, texts);
      return texts[static_cast<std::size_t>(f.result)];
    }
    if (!f.is_defined) define(id, f);
    std::string text = name_of(id).append("(");
    for (std::size_t k = 0; k < operands.size(); ++k) text.append(k > 0 ? ", " : "").append(operands[k].text);
    return {text.append(")")};
  }

  /// The name of a function of whole matrices whose entry gives it in C.
  std::string defined_kernel(key id) {
    recorded& f = recorded_of(id);
    if (!f.is_defined) define(id, f);
    return name_of(id);
  }

  /// Definitions of the helpers that were called, each guarded, so that texts can be put into one file.
  const std::string& helpers() const { return helpers_; }

 private:
  struct recorded {
    const code_function<T>* function = nullptr;
    code_recorder<T> recorder;
    int result = -1;
    int readings[max_arity] = {};
    bool is_helper = false, is_defined = false;
  };

  /// A table is short: looking through it costs the compiler less than a map, and the program nothing that counts.
  int place_of(key id) const {
    int place = 0;
    while (place < recorded_.size && recorded_.data[place].data->function->id != id) ++place;
    return place;
  }
  recorded& recorded_of(key id) {
    const int place = place_of(id);
    if (place == recorded_.size) function(id);  // which says what is missing
    recorded& f = *recorded_.data[place].data;
    if (f.result >= 0) return f;
    f.is_defined = own_name(id) != nullptr;
    if (f.is_defined || function(id).definition != nullptr || function(id).written != nullptr) {
      f.result = 0;
      f.is_helper = true;
      for (int& read : f.readings) read = 1;
      return f;
    }
    f.result = function(id).value(f.recorder);
    if (f.recorder.branches) raise(std::invalid_argument(std::string("nabla: no C form has the function ").append(function(id).text)));
    const std::vector<int> readers = code_readers(f.recorder.steps, {f.result});
    int operators = 0;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const code_step<T>& s = f.recorder.steps.data[i];
      const int read = readers[static_cast<std::size_t>(i)];
      if (s.kind == code_kind::operand) f.readings[s.operand] = read;
      else if (s.kind != code_kind::constant) {
        operators += read > 0 ? 1 : 0;
        f.is_helper = f.is_helper || read > 1;
      }
    }
    f.is_helper = f.is_helper || operators > 3;
    if (f.is_helper)
      for (int& read : f.readings) read = 1;
    return f;
  }
  const char* own_name(key id) const { return function(id).cuda == nullptr ? nullptr : in_.own_function(function(id).cuda); }
  /// Different texts have different names: texts in one file share their helpers.
  std::string name_of(key id) const {
    if (own_name(id) != nullptr) return in_.function_name(own_name(id), number_type_of<T>);
    const std::string text = function(id).text;
    std::string name = "nabla_";
    if (text == "&&") name.append("and");
    else if (text == "||") name.append("or");
    else
      for (std::size_t at = 0; at < text.size(); ++at)
        if (code_names::is_part_of_name(text[at]) && text.substr(at, 2) != "_x") name.append(1, text[at]);
        else name.append("_x").append(std::to_string(static_cast<int>(static_cast<unsigned char>(text[at]))));
    return name.append(in_.function_name("", number_type_of<T>));
  }

  void define(key id, recorded& f) {
    f.is_defined = true;
    const std::string name = name_of(id), type = type_in<T>(in_);
    if (function(id).written != nullptr) {
      const std::string loop = function(id).written(*this, name);  // what it calls comes before it
      helpers_.append(in_.once(name, loop));
      return;
    }
    if (function(id).definition != nullptr && function(id).is_kernel) {
      if (function(id).before != nullptr) helpers_.append(filled_in<T>(function(id).before, in_));
      std::string kernel = filled_in<T>(function(id).definition, in_);
      replace_all(kernel, "$f", name);
      helpers_.append(in_.once(name, kernel));
      return;
    }
    if (function(id).definition != nullptr) {  // float is computed in double
      constexpr bool narrow = !std::is_same_v<T, wide>;
      if (function(id).before != nullptr) helpers_.append(filled_in<wide>(function(id).before, in_));
      const std::string computed = narrow ? name.substr(0, name.size() - 1) : name;
      helpers_.append(in_.once(computed, filled_in<wide>(function(id).definition, in_)));
      if (narrow) helpers_.append(in_.once(name, in_.from_c(std::string("static inline float ").append(name).append("(float x) { return (float)").append(computed).append("((double)x); }\n"))));
      return;
    }
    const std::vector<int> readers = code_readers(f.recorder.steps, {f.result});
    std::vector<code_piece> texts(static_cast<std::size_t>(f.recorder.steps.size));
    std::string parameters, unused;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const code_step<T>& s = f.recorder.steps.data[i];
      if (s.kind != code_kind::operand) continue;
      const std::string operand = std::string("u").append(std::to_string(s.operand + 1));
      texts[static_cast<std::size_t>(i)] = {operand};
      parameters.append(parameters.empty() ? "" : ", ").append(in_.parameter(parameter_kind::number, type, operand));
      if (readers[static_cast<std::size_t>(i)] == 0) unused.append("  ").append(in_.unused(operand)).append("\n");
    }
    int parts = 0;
    const std::string body = code_statements(in_, f.recorder.steps, {f.result}, texts, "  ", parts);
    bool rounds = false;
    for (int i = 0; i < f.recorder.steps.size; ++i) rounds = rounds || is_rounded_product(f.recorder.steps, i);
    std::string text = in_.head_of_helper(type, name, parameters).append("\n").append(rounds ? in_.keeps_rounding() : "").append(unused).append(body);
    text.append("  ").append(in_.give_back(texts[static_cast<std::size_t>(f.result)].text)).append("\n").append(in_.end_of_function()).append("\n");
    helpers_.append(in_.once(name, text));
  }

  using wide = std::conditional_t<std::is_same_v<T, float>, double, T>;  ///< what is given in C is computed in

  const language& in_;
  list<list<recorded>> recorded_;  ///< of each function, in a list of its own: there it stays, and <memory> would be a tenth of what printing costs
  std::string helpers_;
};

NABLA_COLD_END
}  // namespace nabla::detail
