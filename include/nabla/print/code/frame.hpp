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

/// The symbols of the outputs after the value, if there is one.
struct code_outputs {
  const facts* const* symbols = nullptr;
  int count = 0;
};

/// What stands around the body of a function: parameters, sizes, and where matrices are.
template <class T>
class code_frame {
 public:
  /// What is `inside` another function has all its matrices in local arrays.
  code_frame(const plan& from, code_text function, bool value, code_outputs derivatives, const language& in, bool inside = false)
      : p(from), inside_(inside), in_(in), type_(type_in<T>(in)), names_(in), function_(names_.take_function(function)) {
    for (int i = 0; i < p.inputs.size; ++i) add_sizes(p.inputs.data[i].symbol->extents);
    for (int i = 0; i < p.shapes.size; ++i) add_sizes(p.shapes.data[i]);
    for (int i = 0; i < p.inputs.size; ++i) inputs_.push(names_.take(p.inputs.data[i].symbol->symbol->name));
    returns_ = value && p.outputs.data[0].shape_index == 0;
    if (value && !returns_) outputs_.push(names_.take("result"));
    for (int k = 0; k < derivatives.count; ++k) outputs_.push(names_.take_made("d_" + name_of(*derivatives.symbols[k])));
    for (int k = (value ? 1 : 0) + derivatives.count; k < p.outputs.size; ++k) outputs_.push(names_.take("result_" + number_text(k + 1)));
    place_buffers();
  }

  bool returns_value() const { return returns_; }
  code_text function() const { return function_; }
  const list<code_text>& outputs() const { return outputs_; }
  code_text input(int i) const { return inputs_.data[i]; }
  /// The pointer for output number k of the plan.
  code_text output(int k) const { return outputs_.data[k - (returns_ ? 1 : 0)]; }
  code_text buffer(int b) const { return buffers_.data[b]; }
  code_text view(int v) const {
    const view_info& info = p.views.data[v];
    return info.input >= 0 ? (is_count(info.input) ? "0" : input(info.input)) : buffer(info.buffer);
  }

  const language& in() const { return in_; }

  code_text extent_text(const extent& e) const {
    if (!e.is_named()) return number_text(e.size);
    for (int i = 0; i < sizes_.size; ++i)
      if (const code_text name = sizes_.data[i].text; is_same(*sizes_.data[i].size, *e.name))
        return e.more == 0 ? name : "(" + name + (e.more < 0 ? " - " : " + ") + number_text(e.more < 0 ? -e.more : e.more) + ")";
    return {};
  }
  /// Element (i, j) of a matrix, column by column; a row has no i, a column no j.
  code_text element(int v, code_text i, code_text j) const { return element_of(view(v), p.shapes.data[p.views.data[v].shape_index], i, j); }
  code_text element_of(code_text matrix, const shape& s, code_text i, code_text j) const {
    return in_.element(matrix, s.columns.is_one() ? i : (s.rows.is_one() ? j : i + " + " + extent_text(s.rows) + "*" + j));
  }
  code_text count(const shape& s) const {
    if (s.is_static()) return number_text(s.rows.size * s.columns.size);
    if (s.columns.is_one()) return extent_text(s.rows);
    if (s.rows.is_one()) return extent_text(s.columns);
    return extent_text(s.rows) + "*" + extent_text(s.columns);
  }

  code_text head() const {
    code_text out;
    if (has_workspace_) {
      code_text total;
      for (int b = 0; b < p.buffers.size; ++b)
        if (is_local(b)) total = total + (total.empty() ? "" : " + ") + size_text(p.shapes.data[p.buffers.data[b].shape_index]);
      out += in_.head_of_size(function_ + "_workspace", parameters(true)) + "\n";
      for (int i = 0; i < sizes_.size; ++i)
        if (!mentions(total, sizes_.data[i].text)) out += "  " + in_.unused(sizes_.data[i].text) + "\n";
      out += "  " + in_.give_back(total) + "\n" + in_.end_of_function() + "\n";
    }
    return out + in_.head(returns_ ? type_ : "", function_, parameters(false)) + "\n";
  }
  /// Declarations of the matrices in between, and what keeps compilers from warning of parameters that the body does not use.
  code_text declarations(code_text body) const {
    const code_text matrices = declared_matrices(), all = matrices + body;
    code_text out;
    const auto unless_used = [&](code_text name) {
      if (!mentions(all, name)) out += "  " + in_.unused(name) + "\n";
    };
    for (int i = 0; i < sizes_.size; ++i) unless_used(sizes_.data[i].text);
    for (int i = 0; i < p.inputs.size; ++i)
      if (!is_count(i)) unless_used(input(i));
    return out + matrices;
  }
  bool has_workspace() const { return has_workspace_; }

 private:
  static bool mentions(code_text text, code_text name) {
    const auto is_part_of_name = [&](int at) { return at < text.size() && code_names::is_part_of_name(text[at]); };
    for (int at = text.find(name); at >= 0; at = text.find(name, at + 1))
      if ((at == 0 || !is_part_of_name(at - 1)) && !is_part_of_name(at + name.size())) return true;
    return false;
  }
  /// What the parameter of a symbol is called, so that its derivative is called after it.
  code_text name_of(const facts& symbol) const {
    for (int i = 0; i < p.inputs.size; ++i)
      if (is_same_symbol(*p.inputs.data[i].symbol, symbol)) return input(i);
    return code_names::as_identifier(symbol.symbol->name);
  }
  code_text declared_matrices() const {
    code_text out;
    code_text before, size_before;
    for (int b = 0; b < p.buffers.size; ++b) {
      if (!is_local(b)) continue;
      const code_text size = count(p.shapes.data[p.buffers.data[b].shape_index]);
      if (!has_workspace_) out += "  " + in_.array(type_, buffer(b), size) + "\n";
      else {
        out += "  " + in_.part_of_workspace(type_, buffer(b), before.empty() ? code_text("workspace") : before, size_before) + "\n";
        before = buffer(b);
        size_before = size_text(p.shapes.data[p.buffers.data[b].shape_index]);
      }
    }
    return out;
  }
  bool is_count(int i) const { return is_only_a_size(*p.inputs.data[i].symbol); }
  void add_sizes(const shape& s) {
    for (const extent* e : {&s.rows, &s.columns})
      if (e->is_named() && extent_text(*e).empty()) sizes_.push({e->name, names_.take(e->name->name)});
  }
  code_text size_text(const shape& s) const {
    const code_text text = count(s);
    return in_.size({text, text.find("*") < 0 ? 100 : 80});
  }
  bool is_local(int b) const { return local_.data[b]; }
  /// What becomes an output is made there; the rest are local arrays, or parts of the workspace.
  void place_buffers() {
    buffers_ = list<code_text>(p.buffers.size);
    local_ = list<bool>(p.buffers.size);
    for (int b = 0; b < p.buffers.size; ++b) local_.data[b] = true;
    for (int k = 0; k < p.outputs.size; ++k) {
      if (p.outputs.data[k].view < 0) continue;
      const int b = p.views.data[p.outputs.data[k].view].buffer;
      if (b < 0 || !is_local(b)) continue;
      buffers_.data[b] = output(k);
      local_.data[b] = false;
    }
    int total = 0, number = 0;
    for (int b = 0; b < p.buffers.size; ++b) {
      if (!is_local(b)) continue;
      buffers_.data[b] = "m" + number_text(++number);
      const shape& s = p.shapes.data[p.buffers.data[b].shape_index];
      has_workspace_ = !inside_ && (has_workspace_ || !s.is_static() || (total += s.rows.size * s.columns.size) > largest_locals);
    }
  }
  code_text parameters(bool sizes_only) const {
    code_text out;
    const auto add = [&](parameter_kind kind, code_text name) { out = out + (out.empty() ? "" : ", ") + in_.parameter(kind, type_, name); };
    for (int i = 0; i < sizes_.size; ++i) add(parameter_kind::size, sizes_.data[i].text);
    if (sizes_only) return out;
    for (int i = 0; i < p.inputs.size; ++i)
      if (!is_count(i)) add(p.inputs.data[i].symbol->extents.is_scalar() ? parameter_kind::number : parameter_kind::matrix, input(i));
    for (int k = 0; k < outputs_.size; ++k) add(parameter_kind::output, outputs_.data[k]);
    if (has_workspace_) add(parameter_kind::workspace, "workspace");
    return out;
  }

  struct named_size {
    const dimension_info* size;
    code_text text;
  };

  const plan& p;
  const bool inside_;
  const language& in_;
  const code_text type_;
  code_names names_;
  const code_text function_;
  list<named_size> sizes_;
  list<code_text> inputs_, outputs_, buffers_;
  list<bool> local_;
  bool returns_ = false, has_workspace_ = false;
};

NABLA_COLD_END
}  // namespace nabla::detail
