// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/import.hpp>
#include <nabla/print/assembled_parts.hpp>
#include <nabla/print/formula_writer.hpp>
#include <nabla/print/shared_parts.hpp>
#include <nabla/print/symbol_names.hpp>

#include <string>
#include <string_view>

namespace nabla::detail {

// append instead of + and insert: g++ 12 warns wrongly (-Wrestrict) where a literal is added to a temporary string
inline std::string numbered(const char* name, std::int64_t number) { return std::string(name).append(std::to_string(number)); }

/// A writer of strings. A part that large formulas share is named once: its style also has part(number), the name of that, and the texts
/// before_first and before_next of what parts stand for.
template <class Style, class Symbols>
class string_writer : public formula_writer<Style> {
 public:
  std::string operator()(int root) { return text_of_node(root, formula_writer<Style>::lowest); }
  /// "where t1 = …, t2 = …", or nothing.
  const std::string& definitions() const { return definitions_; }
  std::string name_of(const facts& symbol) const { return symbols_[this->g.find(symbol)]; }

  void put(std::string_view text) { out_.append(text); }
  bool writes_part(int i) {
    if (names_.data[i] == 0) return false;
    put(Style::part(names_.data[i]));
    return true;
  }

 protected:
  string_writer(const graph& from, const Symbols& style) : formula_writer<Style>(from), names_(from.nodes.size), symbols_(from, style) {}
  void name_parts(const list<int>& named) {
    for (int k = 0; k < named.size; ++k) {
      const std::string text = apart([&] { this->write_operation(named.data[k], formula_writer<Style>::lowest); });
      names_.data[named.data[k]] = k + 1;
      definitions_.append(k == 0 ? Style::before_first : Style::before_next).append(Style::part(k + 1)).append(" = ").append(text);
    }
  }
  /// What is written, by itself.
  template <class Write>
  std::string apart(Write write) {
    std::string before;
    before.swap(out_);
    write();
    before.swap(out_);
    return before;
  }
  std::string text_of_node(int i, int surrounding) {
    return apart([&] { this->write(i, surrounding); });
  }
  const std::string& symbol(int i) const { return symbols_[i]; }
  /// A sum of parts among zeros as what they make together, behind what else is added; put_stack(parts) writes it.
  bool writes_assembled(int i, int surrounding, int of_sum) {
    if (this->g[i].op->code != operation_code::add && this->g[i].op->places.kind != part_kind::put) return false;
    const assembled_parts all(this->g, i, [this](int term) { return names_.data[term] != 0; });
    if (!all.has_parts) return false;
    this->bracketed(all.others.size > 0 && of_sum < surrounding, [&] {
      for (int k = 0; k < all.others.size; ++k) {
        this->write(all.others.data[k], of_sum);
        put(" + ");
      }
      static_cast<Style*>(this)->put_stack(all);
    });
    return true;
  }

 private:
  list<int> names_;  // number of a shared part, or 0
  symbol_names<Symbols> symbols_;
  std::string definitions_, out_;
};

/// The text of one node with the parts that it shares.
template <class Writer>
std::string write_alone(const graph& g, int root, const char* before_definitions = " ") {
  list<int> roots;
  roots.push(root);
  Writer writer(g, roots);
  std::string text = writer(root);
  return writer.definitions().empty() ? text : text.append(before_definitions).append(writer.definitions());
}
/// The text of a formula by its facts.
template <class Writer>
std::string write_facts(const facts& f, const char* before_definitions = " ") {
  graph g;
  facts_map known;
  const int root = import_as<false>(g, known, f);
  return write_alone<Writer>(g, root, before_definitions);
}

}  // namespace nabla::detail
