// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/c/functions.hpp>
#include <nabla/print/c/names.hpp>
#include <nabla/print/c/step_text.hpp>

#include <cmath>
#include <cstring>
#include <map>
#include <stdexcept>

namespace nabla::detail {

/// The C text of an entry for a type.
template <class T>
std::string c_filled_in(const std::string& text, const c_language& language) {
  using limits = std::numeric_limits<T>;
  const std::pair<const char*, std::string> values[] = {{"static inline ", language.helper},
                                                        {"static const ", language.table},
                                                        {"$T", c_type<T>},
                                                        {"$s", c_suffix<T>},
                                                        {"$min", c_literal(limits::min()).text},
                                                        {"$max", c_literal(limits::max()).text},
                                                        {"$eps", c_literal(limits::epsilon()).text},
                                                        {"$r2", c_literal(std::ldexp(T(1), 1 - limits::max_exponent / 2)).text},
                                                        {"$r3", c_literal(std::ldexp(T(1), 1 - limits::max_exponent / 3)).text}};
  std::string result = text;
  for (const auto& [placeholder, value] : values)
    for (std::size_t at = result.find(placeholder); at != std::string::npos; at = result.find(placeholder, at + value.size())) result.replace(at, std::strlen(placeholder), value);
  if (!language.has_long_double)  // 0.5L
    for (std::size_t at = 1; at < result.size(); ++at)
      if (result[at] == 'L' && result[at - 1] >= '0' && result[at - 1] <= '9') result.erase(at, 1);
  return result;
}

/// Applies the functions of a table to pieces of C: short ones are written where they stand, others as helper functions.
template <class T>
class c_calls {
 public:
  c_calls(const c_function<T>* table, int size, const c_language& language = iso_c) : language_(language) {
    for (int i = 0; i < size; ++i) table_[table[i].id] = &table[i];
  }

  const c_language& language() const { return language_; }
  bool knows(key id) const { return table_.find(id) != table_.end(); }
  const c_function<T>& function(key id) const {
    const auto found = table_.find(id);
    if (found == table_.end()) raise(std::invalid_argument("nabla: a function of this plan is not in the table of C functions"));
    return *found->second;
  }

  /// How often the text of operand k stands in a call.
  int readings(key id, int k) { return form_of(id).readings[k]; }

  c_piece call(key id, const std::vector<c_piece>& operands) {
    form& f = form_of(id);
    if (!f.is_helper) {
      std::vector<c_piece> texts(static_cast<std::size_t>(f.recorder.steps.size));
      for (int i = 0; i < f.recorder.steps.size; ++i)
        if (f.recorder.steps.data[i].kind == c_kind::operand) texts[static_cast<std::size_t>(i)] = operands[static_cast<std::size_t>(f.recorder.steps.data[i].operand)];
        else texts[static_cast<std::size_t>(i)] = c_text(f.recorder.steps, i, texts);
      return texts[static_cast<std::size_t>(f.result)];
    }
    if (!f.is_defined) define(id, f);
    std::string text = name_of(id).append("(");
    for (std::size_t k = 0; k < operands.size(); ++k) text.append(k > 0 ? ", " : "").append(operands[k].text);
    return {text.append(")")};
  }

  /// The name of a function of whole matrices whose entry gives it in C.
  std::string defined_kernel(key id) {
    form& f = form_of(id);
    if (!f.is_defined) define(id, f);
    return name_of(id);
  }

  /// Definitions of the helpers that were called, each guarded, so that texts can be put into one file.
  const std::string& helpers() const { return helpers_; }

 private:
  struct form {
    c_recorder<T> recorder;
    int result = -1;
    int readings[max_arity] = {};
    bool is_helper = false, is_defined = false;
  };

  form& form_of(key id) {
    form& f = forms_[id];
    if (f.result >= 0) return f;
    if (function(id).definition != nullptr) {
      f.result = 0;
      f.is_helper = true;
      for (int& read : f.readings) read = 1;
      return f;
    }
    f.result = function(id).value(f.recorder);
    if (f.recorder.branches) raise(std::invalid_argument(std::string("nabla: no C form has the function ").append(function(id).text)));
    const std::vector<int> readers = c_readers(f.recorder.steps, {f.result});
    int operators = 0;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const c_step<T>& s = f.recorder.steps.data[i];
      const int read = readers[static_cast<std::size_t>(i)];
      if (s.kind == c_kind::operand) f.readings[s.operand] = read;
      else if (s.kind != c_kind::constant) {
        operators += read > 0 ? 1 : 0;
        f.is_helper = f.is_helper || read > 1;
      }
    }
    f.is_helper = f.is_helper || operators > 3;
    if (f.is_helper)
      for (int& read : f.readings) read = 1;
    return f;
  }
  /// Different texts have different names: texts in one file share their helpers.
  std::string name_of(key id) const {
    const std::string text = function(id).text;
    std::string name = "nabla_";
    if (text == "&&") name.append("and");
    else if (text == "||") name.append("or");
    else
      for (std::size_t at = 0; at < text.size(); ++at)
        if (c_names::is_part_of_name(text[at]) && text.substr(at, 2) != "_x") name.append(1, text[at]);
        else name.append("_x").append(std::to_string(static_cast<int>(static_cast<unsigned char>(text[at]))));
    return name.append(c_suffix<T>);
  }

  void define(key id, form& f) {
    f.is_defined = true;
    const std::string name = name_of(id), type = c_type<T>;
    const auto guarded = [](const std::string& what, const std::string& text) {
      return std::string("#ifndef ").append(what).append("_defined\n#define ").append(what).append("_defined\n").append(text).append("#endif\n");
    };
    if (function(id).definition != nullptr && function(id).is_kernel) {
      if (function(id).before != nullptr) helpers_.append(c_filled_in<T>(function(id).before, language_));
      helpers_.append(guarded(name, c_filled_in<T>(function(id).definition, language_)));
      return;
    }
    if (function(id).definition != nullptr) {  // float is computed in double
      constexpr bool narrow = !std::is_same_v<T, wide>;
      if (function(id).before != nullptr) helpers_.append(c_filled_in<wide>(function(id).before, language_));
      const std::string computed = narrow ? name.substr(0, name.size() - 1) : name;
      helpers_.append(guarded(computed, c_filled_in<wide>(function(id).definition, language_)));
      if (narrow) helpers_.append(guarded(name, std::string(language_.helper).append("float ").append(name).append("(float x) { return (float)").append(computed).append("((double)x); }\n")));
      return;
    }
    const std::vector<int> readers = c_readers(f.recorder.steps, {f.result});
    std::vector<c_piece> texts(static_cast<std::size_t>(f.recorder.steps.size));
    std::string parameters, unused;
    for (int i = 0; i < f.recorder.steps.size; ++i) {
      const c_step<T>& s = f.recorder.steps.data[i];
      if (s.kind != c_kind::operand) continue;
      const std::string operand = std::string("u").append(std::to_string(s.operand + 1));
      texts[static_cast<std::size_t>(i)] = {operand};
      parameters.append(parameters.empty() ? "" : ", ").append(type).append(" ").append(operand);
      if (readers[static_cast<std::size_t>(i)] == 0) unused.append("  (void)").append(operand).append(";\n");
    }
    int parts = 0;
    const std::string body = c_statements(f.recorder.steps, {f.result}, texts, "  ", parts);
    std::string text = std::string(language_.helper).append(type).append(" ").append(name).append("(").append(parameters).append(") {\n").append(unused).append(body);
    text.append("  return ").append(texts[static_cast<std::size_t>(f.result)].text).append(";\n}\n");
    helpers_.append(guarded(name, text));
  }

  using wide = std::conditional_t<std::is_same_v<T, float>, double, T>;  ///< what is given in C is computed in

  const c_language& language_;
  std::map<key, const c_function<T>*> table_;
  std::map<key, form> forms_;
  std::string helpers_;
};

}  // namespace nabla::detail
