// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/parts.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail {

/// The functions of a graph that take parts or put them together: made for the numbers that the passes find, where no rule may exist; it does once
/// the graph is a type or a plan. Those of a formula's own rules are replaced by these, so that the same numbers are the same function.
class part_operations {
  struct made_operation {
    numbered_text name;
    operation op;
  };
  list<made_operation*> made_;
  list<int> table_;  ///< open addressing: number of an operation + 1, or 0

  constexpr unsigned slot(const part_places& p) const {
    key h = static_cast<key>(p.kind);
    for (int number : p.numbers) h = mix(h, static_cast<key>(number));
    return static_cast<unsigned>(h) & (static_cast<unsigned>(table_.size) - 1);
  }
  constexpr void enter(int number) {
    unsigned h = slot(made_.data[number]->op.places);
    while (table_.data[h] != 0) h = (h + 1) & (static_cast<unsigned>(table_.size) - 1);
    table_.data[h] = number + 1;
  }

 public:
  constexpr part_operations() = default;
  constexpr part_operations(part_operations&& other) noexcept : made_(static_cast<list<made_operation*>&&>(other.made_)), table_(static_cast<list<int>&&>(other.table_)) {}
  constexpr part_operations& operator=(part_operations&& other) noexcept {
    list<made_operation*> mine = static_cast<list<made_operation*>&&>(made_);
    made_ = static_cast<list<made_operation*>&&>(other.made_);
    other.made_ = static_cast<list<made_operation*>&&>(mine);
    table_ = static_cast<list<int>&&>(other.table_);
    return *this;
  }
  constexpr ~part_operations() {
    for (int i = 0; i < made_.size; ++i) delete made_.data[i];
  }

  constexpr const operation& at(const part_places& p) {
    if (table_.size == 0) table_ = list<int>(16);
    for (unsigned h = slot(p); table_.data[h] != 0; h = (h + 1) & (static_cast<unsigned>(table_.size) - 1))
      if (const operation& op = made_.data[table_.data[h] - 1]->op; op.places == p) return op;
    made_operation* made = new made_operation{text_of_part(p), {}};
    operation& op = made->op;
    op.text = made->name.text;
    op.id = key_of(made->name.text);
    op.arity = p.kind == part_kind::put ? 2 : parts_of(p);
    op.range = {.finite = true};
    op.move = [](const element_handles&, const element_handles*) {};  // see move_elements()
    op.leaves_zeros = op.last_is_shape = p.kind == part_kind::put;
    if (is_stack(p.kind)) op.written = p.kind == part_kind::hstack ? "hstack" : "vstack";
    op.places = p;
    made_.push(made);
    if (made_.size * 2 > table_.size) {
      table_ = list<int>(table_.size * 4);
      for (int i = 0; i < made_.size; ++i) enter(i);
    } else enter(made_.size - 1);
    return op;
  }
};

/// Where the elements go, of a function that only moves them.
constexpr void move_elements(const operation& op, const element_handles& to, const element_handles* from) {
  if (op.places.kind != part_kind::none) move_part(op.places, to, from);
  else op.move(to, from);
}

}  // namespace nabla::detail
