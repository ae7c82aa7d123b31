// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>
#include <nabla/support/shown.hpp>

namespace nabla::detail {

/// A text that a message is composed in.
struct mismatch_text {
  char text[160]{};
  int size = 0, brevity = 0;

  constexpr void add(const char* more) {
    for (; *more != '\0' && size < 159; ++more) text[size++] = *more;
  }
  constexpr void add(int number) {
    char digits[12]{};
    int place = 11, rest = number;
    do digits[--place] = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    add(digits + place);
  }
  constexpr void add(const extent& e) {
    e.spell([&](auto part) { add(part); });
  }
  constexpr void add(const facts& f) {
    if (!is_set(f.op)) return;  // no formula: clang 14 forms a result before it asks whether the call is meant at all
    const char* name = is_set(f.symbol) ? f.symbol->name : nullptr;
    if (is_set(name) && name[0] == '#') name = name[1] == '9' && name[2] == '0' && name[3] == '0' ? "the state" : "the row";  // those that a loop tries its body with
    add(is_set(name) ? name : (f.op->arity > 0 ? f.op->text : (f.op->code == operation_code::placeholder ? "the result" : "a constant")));
    if (f.op->arity > 0 && brevity < 1) add("(...)");
    add(brevity < 2 ? " is " : " ");
    add(f.extents.rows);
    add(" x ");
    add(f.extents.columns);
  }
};

/// "nabla: X is n x 3, Y is n x 2: why"
template <class... A>
constexpr mismatch_text on_shapes(const char* why) {
  const facts* const operands[] = {&facts_of<A>...};
  constexpr int count = sizeof...(A);
  for (int brevity = 0;; ++brevity) {
    mismatch_text t;
    t.brevity = brevity;
    t.add("nabla: ");
    for (int i = 0; i < count; ++i) {
      bool is_left_out = brevity == 2 && count > 2 && operands[i]->op->code == operation_code::constant;  // of many those that differ
      for (int j = 0; j < i && count > 2; ++j) is_left_out |= operands[i]->extents == operands[j]->extents;
      if (is_left_out) continue;
      if (i > 0) t.add(", ");
      t.add(*operands[i]);
    }
    if (shows_letters && t.size > (count > 1 ? 32 : 18) && brevity < 2) continue;
    if (count > 1 || !shows_letters) t.add(": ");
    if (!shows_letters) t.add(why);
    return t;
  }
}

}  // namespace nabla::detail
