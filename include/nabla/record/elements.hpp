// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/simplify/simplify.hpp>
#include <nabla/rules/blocks.hpp>

namespace nabla::detail {

struct element_index {
  int row = 0, column = 0;
};

/// The operations that take one element of a matrix. Their places are numbers while a function is recorded, and become rules, block<i, j, 1, 1>,
/// when it is over.
class element_operations {
 public:
  element_operations() = default;
  element_operations(const element_operations&) = delete;
  constexpr ~element_operations() {
    for (int i = 0; i < made_.size; ++i) delete made_.data[i];
  }

  constexpr const operation& at(const element_index& place) {
    const key id = key_of(numbered_text("block", place.row, place.column, 1, 1).text);
    for (int i = 0; i < made_.size; ++i)
      if (made_.data[i]->id == id) return *made_.data[i];
    operation* op = new operation{};
    op->text = "element";
    op->id = id;
    op->arity = 1;
    op->infer = [](const shape*) -> inferred_shape { return {}; };
    made_.push(op);
    places_.push(place);
    return *op;
  }
  constexpr list<element_index> places() const {
    list<element_index> copy;
    for (int i = 0; i < places_.size; ++i) copy.push(places_.data[i]);
    return copy;
  }

 private:
  list<operation*> made_;
  list<element_index> places_;
};

}  // namespace nabla::detail
