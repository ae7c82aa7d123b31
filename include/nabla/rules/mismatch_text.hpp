// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/facts.hpp>

namespace nabla::detail {

/// A text that a message is composed in.
struct mismatch_text {
  char text[160]{};
  int size = 0;

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
    if (f.op->arity > 0) add("(...)");
    add(" is ");
    add(f.extents.rows);
    add(" x ");
    add(f.extents.columns);
  }
};

/// "nabla: X is n x 3, Y is n x 2: why"
template <class... A>
constexpr mismatch_text on_shapes(const char* why) {
  mismatch_text t;
  t.add("nabla: ");
  int i = 0;
  ((i++ > 0 ? t.add(", ") : void(), t.add(facts_of<A>)), ...);
  t.add(": ");
  t.add(why);
  return t;
}

}  // namespace nabla::detail
