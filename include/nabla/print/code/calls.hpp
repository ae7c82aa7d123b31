// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/code/functions.hpp>
#include <nabla/print/code/names.hpp>
#include <nabla/print/code/steps.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/constant_math/scaling.hpp>

#include <stdexcept>
#include <string>
#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

[[noreturn]] inline void refuse_in_code(code_text reason, code_text function) { raise(std::invalid_argument(std::string("nabla: no C form" + reason + " has the function " + function))); }

/// The C text of an entry for a type, in a language.
template <class T>
code_text filled_in(code_text text, const language& in) {
  using limits = std::numeric_limits<T>;
  const code_text values[][2] = {{"$T", type_in<T>(in)},
                                 {"$s", in.function_name("", number_type_of<T>)},
                                 {"$min", literal(in, limits::min()).text},
                                 {"$max", literal(in, limits::max()).text},
                                 {"$eps", literal(in, limits::epsilon()).text},
                                 {"$r2", literal(in, constant_math::parts::power_of_two<T>(1 - limits::max_exponent / 2)).text},
                                 {"$r3", literal(in, constant_math::parts::power_of_two<T>(1 - limits::max_exponent / 3)).text}};
  code_text result = text;
  for (const auto& [placeholder, value] : values) result = replaced(result, placeholder, value);
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

  /// With an operand for each parameter.
  code_piece call(key id, const code_piece* operands) {
    recorded& f = recorded_of(id);
    if (!f.is_helper) {
      list<code_piece> texts(f.recorder.steps.size);
      for (int i = 0; i < f.recorder.steps.size; ++i)
        if (f.recorder.steps.data[i].kind == code_kind::operand) texts.data[i] = operands[f.recorder.steps.data[i].operand];
        else texts.data[i] = text_of_step(in_, f.recorder.steps, i, texts.data);
      return texts.data[f.result];
    }
    if (!f.is_defined) define(id, f);
    code_text text = name_of(id) + "(";
    for (int k = 0; k < function(id).arity; ++k) text = text + (k > 0 ? ", " : "") + operands[k].text;
    return {text + ")"};
  }

  /// The name of a function of whole matrices whose entry gives it in C.
  code_text defined_kernel(key id) {
    recorded& f = recorded_of(id);
    if (!f.is_defined) define(id, f);
    return name_of(id);
  }

  /// Definitions of the helpers that were called, each guarded, so that texts can be put into one file.
  code_text helpers() const { return helpers_.text(); }

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
    if (f.recorder.branches) refuse_in_code("", function(id).text);
    const list<int> readers = code_readers(f.recorder.steps, &f.result, 1);
    int operators = 0;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const code_step<T>& s = f.recorder.steps.data[i];
      const int read = readers.data[i];
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
  code_text name_of(key id) const {
    if (own_name(id) != nullptr) return in_.function_name(own_name(id), number_type_of<T>);
    const code_text text = function(id).text;
    code_text name = "nabla_";
    if (text == "&&") name += "and";
    else if (text == "||") name += "or";
    else
      for (int at = 0; at < text.size(); ++at)
        if (code_names::is_part_of_name(text[at]) && !text.from(at).begins_with("_x")) name += text.from(at).first(1);
        else name += "_x" + number_text(static_cast<int>(static_cast<unsigned char>(text[at])));
    return name + in_.function_name("", number_type_of<T>);
  }

  void define(key id, recorded& f) {
    f.is_defined = true;
    const code_text name = name_of(id), type = type_in<T>(in_);
    if (function(id).written != nullptr) {
      const code_text loop = function(id).written(*this, name);  // what it calls comes before it
      helpers_ += in_.once(name, loop);
      return;
    }
    if (function(id).definition != nullptr && function(id).is_kernel) {
      if (function(id).before != nullptr) helpers_ += filled_in<T>(function(id).before, in_);
      helpers_ += in_.once(name, replaced(filled_in<T>(function(id).definition, in_), "$f", name));
      return;
    }
    if (function(id).definition != nullptr) {  // float is computed in double
      constexpr bool narrow = !std::is_same_v<T, wide>;
      if (function(id).before != nullptr) helpers_ += filled_in<wide>(function(id).before, in_);
      const code_text computed = narrow ? name.first(name.size() - 1) : name;
      helpers_ += in_.once(computed, filled_in<wide>(function(id).definition, in_));
      if (narrow) helpers_ += in_.once(name, in_.from_c("static inline float " + name + "(float x) { return (float)" + computed + "((double)x); }\n"));
      return;
    }
    const list<int> readers = code_readers(f.recorder.steps, &f.result, 1);
    list<code_piece> texts(f.recorder.steps.size);
    code_text parameters, unused;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const code_step<T>& s = f.recorder.steps.data[i];
      if (s.kind != code_kind::operand) continue;
      const code_text operand = "u" + number_text(s.operand + 1);
      texts.data[i] = {operand};
      parameters = parameters + (parameters.empty() ? "" : ", ") + in_.parameter(parameter_kind::number, type, operand);
      if (readers.data[i] == 0) unused += "  " + in_.unused(operand) + "\n";
    }
    int parts = 0;
    const code_text body = code_statements(in_, f.recorder.steps, &f.result, 1, texts.data, parts);
    bool rounds = false;
    for (int i = 0; i < f.recorder.steps.size; ++i) rounds = rounds || is_rounded_product(f.recorder.steps, i);
    code_text text = in_.head_of_helper(type, name, parameters) + "\n" + (rounds ? in_.keeps_rounding() : "") + unused + body;
    text += "  " + in_.give_back(texts.data[f.result].text) + "\n" + in_.end_of_function() + "\n";
    helpers_ += in_.once(name, text);
  }

  using wide = std::conditional_t<std::is_same_v<T, float>, double, T>;  ///< what is given in C is computed in

  const language& in_;
  list<list<recorded>> recorded_;  ///< of each function, in a list of its own: there it stays, and <memory> would be a tenth of what printing costs
  growing_code helpers_;
};

NABLA_COLD_END
}  // namespace nabla::detail
