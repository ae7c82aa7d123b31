// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/plan/plan.hpp>
#include <nabla/print/code/names.hpp>
#include <nabla/print/code/steps.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Local arrays of a function take at most this many numbers together; more, and sizes that are names, are in a workspace of the caller.
inline constexpr int largest_locals = 4096;

/// What stands around the body of a function: parameters, sizes, and where matrices are.
template <class T>
class code_frame {
 public:
  /// `derivatives` are the symbols of the outputs after the value, if there is one. What is `inside` another function has all its matrices in local arrays.
  code_frame(const plan& from, const std::string& function, bool value, const std::vector<const facts*>& derivatives, const language& in, bool inside = false)
      : p(from), inside_(inside), in_(in), type_(type_in<T>(in)), names_(in), function_(names_.take_function(function)) {
    for (int i = 0; i < p.inputs.size; ++i) add_sizes(p.inputs.data[i].symbol->form);
    for (int i = 0; i < p.forms.size; ++i) add_sizes(p.forms.data[i]);
    for (int i = 0; i < p.inputs.size; ++i) inputs_.push_back(names_.take(p.inputs.data[i].symbol->symbol->name));
    returns_ = value && p.outputs.data[0].form == 0;
    if (value && !returns_) outputs_.push_back(names_.take("result"));
    for (const facts* symbol : derivatives) outputs_.push_back(names_.take_made(std::string("d_").append(name_of(*symbol))));
    for (int k = (value ? 1 : 0) + static_cast<int>(derivatives.size()); k < p.outputs.size; ++k) outputs_.push_back(names_.take(std::string("result_").append(std::to_string(k + 1))));
    place_buffers();
  }

  bool returns_value() const { return returns_; }
  const std::string& function() const { return function_; }
  const std::vector<std::string>& outputs() const { return outputs_; }
  const std::string& input(int i) const { return inputs_[static_cast<std::size_t>(i)]; }
  /// The pointer for output number k of the plan.
  const std::string& output(int k) const { return outputs_[static_cast<std::size_t>(k - (returns_ ? 1 : 0))]; }
  const std::string& buffer(int b) const { return buffers_[static_cast<std::size_t>(b)]; }
  const std::string& view(int v) const {
    static const std::string nowhere = "0";
    const view_info& info = p.views.data[v];
    return info.input >= 0 ? (is_count(info.input) ? nowhere : input(info.input)) : buffer(info.buffer);
  }

  const language& in() const { return in_; }

  std::string extent_text(const extent& e) const {
    if (!e.is_named()) return std::to_string(e.size);
    for (const auto& [size, name] : sizes_)
      if (is_same(*size, *e.name))
        return e.more == 0 ? name : std::string("(").append(name).append(e.more < 0 ? " - " : " + ").append(std::to_string(e.more < 0 ? -e.more : e.more)).append(")");
    return {};
  }
  /// Element (i, j) of a matrix, column by column; a row has no i, a column no j.
  std::string element(int v, const std::string& i, const std::string& j) const { return element_of(view(v), p.forms.data[p.views.data[v].form], i, j); }
  std::string element_of(const std::string& matrix, const shape& s, const std::string& i, const std::string& j) const {
    return in_.element(matrix, s.columns.is_one() ? i : (s.rows.is_one() ? j : std::string(i).append(" + ").append(extent_text(s.rows)).append("*").append(j)));
  }
  std::string count(const shape& s) const {
    if (s.is_static()) return std::to_string(s.rows.size * s.columns.size);
    if (s.columns.is_one()) return extent_text(s.rows);
    if (s.rows.is_one()) return extent_text(s.columns);
    return extent_text(s.rows).append("*").append(extent_text(s.columns));
  }

  std::string head() const {
    std::string out;
    if (has_workspace_) {
      std::string total;
      for (int b = 0; b < p.buffers.size; ++b)
        if (is_local(b)) total.append(total.empty() ? "" : " + ").append(size_text(p.forms.data[p.buffers.data[b].form]));
      out.append(in_.head_of_size(std::string(function_).append("_workspace"), parameters(true))).append("\n");
      for (const auto& size : sizes_)
        if (!mentions(total, size.second)) out.append("  ").append(in_.unused(size.second)).append("\n");
      out.append("  ").append(in_.give_back(total)).append("\n").append(in_.end_of_function()).append("\n");
    }
    return out.append(in_.head(returns_ ? type_ : "", function_, parameters(false))).append("\n");
  }
  /// Declarations of the matrices in between, and what keeps compilers from warning of parameters that the body does not use.
  std::string declarations(const std::string& body) const {
    const std::string matrices = declared_matrices(), all = std::string(matrices).append(body);
    std::string out;
    const auto unless_used = [&](const std::string& name) {
      if (!mentions(all, name)) out.append("  ").append(in_.unused(name)).append("\n");
    };
    for (const auto& size : sizes_) unless_used(size.second);
    for (int i = 0; i < p.inputs.size; ++i)
      if (!is_count(i)) unless_used(input(i));
    return out.append(matrices);
  }
  bool has_workspace() const { return has_workspace_; }

 private:
  static bool mentions(const std::string& text, const std::string& name) {
    const auto is_part_of_name = [&](std::size_t at) { return at < text.size() && code_names::is_part_of_name(text[at]); };
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
      if ((at == 0 || !is_part_of_name(at - 1)) && !is_part_of_name(at + name.size())) return true;
    return false;
  }
  /// What the parameter of a symbol is called, so that its derivative is called after it.
  std::string name_of(const facts& symbol) const {
    for (int i = 0; i < p.inputs.size; ++i)
      if (is_same_symbol(*p.inputs.data[i].symbol, symbol)) return input(i);
    return code_names::as_identifier(symbol.symbol->name);
  }
  std::string declared_matrices() const {
    std::string out;
    std::string before, size_before;
    for (int b = 0; b < p.buffers.size; ++b) {
      if (!is_local(b)) continue;
      const std::string size = count(p.forms.data[p.buffers.data[b].form]);
      if (!has_workspace_) out.append("  ").append(in_.array(type_, buffer(b), size)).append("\n");
      else {
        out.append("  ").append(in_.part_of_workspace(type_, buffer(b), before.empty() ? "workspace" : before, size_before)).append("\n");
        before = buffer(b);
        size_before = size_text(p.forms.data[p.buffers.data[b].form]);
      }
    }
    return out;
  }
  /// A symbol without elements, which only brings the size of its columns.
  bool is_count(int i) const { return p.inputs.data[i].symbol->form.rows == extent(0) && p.inputs.data[i].symbol->form.columns.is_named(); }
  void add_sizes(const shape& s) {
    for (const extent* e : {&s.rows, &s.columns})
      if (e->is_named() && extent_text(*e).empty()) sizes_.push_back({e->name, names_.take(e->name->name)});
  }
  std::string size_text(const shape& s) const {
    const std::string text = count(s);
    return in_.size({text, text.find('*') == std::string::npos ? 100 : 80});
  }
  bool is_local(int b) const { return local_.data[b]; }
  /// What becomes an output is made there; the rest are local arrays, or parts of the workspace.
  void place_buffers() {
    buffers_.resize(static_cast<std::size_t>(p.buffers.size));
    local_ = list<bool>(p.buffers.size);
    for (int b = 0; b < p.buffers.size; ++b) local_.data[b] = true;
    for (int k = 0; k < p.outputs.size; ++k) {
      if (p.outputs.data[k].view < 0) continue;
      const int b = p.views.data[p.outputs.data[k].view].buffer;
      if (b < 0 || !is_local(b)) continue;
      buffers_[static_cast<std::size_t>(b)] = output(k);
      local_.data[b] = false;
    }
    int total = 0, number = 0;
    for (int b = 0; b < p.buffers.size; ++b) {
      if (!is_local(b)) continue;
      buffers_[static_cast<std::size_t>(b)] = std::string("m").append(std::to_string(++number));
      const shape& s = p.forms.data[p.buffers.data[b].form];
      has_workspace_ = !inside_ && (has_workspace_ || !s.is_static() || (total += s.rows.size * s.columns.size) > largest_locals);
    }
  }
  std::string parameters(bool sizes_only) const {
    std::string out;
    const auto add = [&](parameter_kind kind, const std::string& name) { out.append(out.empty() ? "" : ", ").append(in_.parameter(kind, type_, name)); };
    for (const auto& size : sizes_) add(parameter_kind::size, size.second);
    if (sizes_only) return out;
    for (int i = 0; i < p.inputs.size; ++i)
      if (!is_count(i)) add(p.inputs.data[i].symbol->form.is_scalar() ? parameter_kind::number : parameter_kind::matrix, input(i));
    for (const std::string& name : outputs_) add(parameter_kind::output, name);
    if (has_workspace_) add(parameter_kind::workspace, "workspace");
    return out;
  }

  const plan& p;
  const bool inside_;
  const language& in_;
  const std::string type_;
  code_names names_;
  const std::string function_;
  std::vector<std::pair<const dimension_info*, std::string>> sizes_;
  std::vector<std::string> inputs_, outputs_, buffers_;
  list<bool> local_;
  bool returns_ = false, has_workspace_ = false;
};

NABLA_COLD_END
}  // namespace nabla::detail
