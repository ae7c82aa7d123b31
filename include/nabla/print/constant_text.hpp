// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/equality.hpp>
#include <nabla/print/formula_writer.hpp>
#include <nabla/support/fixed_string.hpp>

#include <bit>
#include <cstddef>

namespace nabla::detail {

/// The text of a formula in a constant expression, for the messages of compilers: nothing of std::string, no names for shared parts, and an end
/// with "..." where it gets long.
struct constant_text {
  static constexpr int longest = 500;
  char text[longest + 4] = {};
  int size = 0;

  constexpr void put(char c) {
    if (size < longest) text[size++] = c;
  }
  constexpr void put(const char* s) {
    for (; *s != '\0'; ++s) put(*s);
  }
  constexpr void put(std::int64_t number) {
    if (number < 0) put('-');
    char digits[20] = {};
    int count = 0;
    for (std::uint64_t rest = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number); rest > 0 || count == 0; rest /= 10)
      digits[count++] = static_cast<char>('0' + rest % 10);
    while (count > 0) put(digits[--count]);
  }
  constexpr void put(const extent& e) {
    e.spell([&]<class Part>(Part part) {
      if constexpr (std::is_same_v<Part, int>) put(std::int64_t{part});
      else put(part);
    });
  }
  constexpr void put(const shape& s) {
    put('<');
    put(s.rows);
    put(", ");
    put(s.columns);
    put('>');
  }
  constexpr void put(const rational& r) {
    if (r.denominator == 1) {
      put(r.numerator);
      put("_c");
      return;
    }
    put("c<");
    put(r.numerator);
    put(", ");
    put(r.denominator);
    put('>');
  }
  /// A double in hexadecimal, which is exact: exact<0x1.999999999999ap-4>.
  constexpr void put(double value) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value), fraction = bits & ((std::uint64_t{1} << 52) - 1);
    const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
    put(exponent == 0x7ff && fraction != 0 ? "exact<NaN" : (bits >> 63 != 0 ? "exact<-" : "exact<"));
    if (exponent == 0x7ff && fraction == 0) put("infinity");
    if (exponent != 0x7ff) {
      put(exponent == 0 ? "0x0." : "0x1.");
      std::uint64_t rest = fraction;
      do put("0123456789abcdef"[rest >> 48 & 15]);
      while ((rest = rest << 4 & ((std::uint64_t{1} << 52) - 1)) != 0);
      put("p");
      put(std::int64_t{exponent == 0 ? -1022 : exponent - 1023});
    }
    put('>');
  }
  constexpr void end() {
    if (size < longest) return;
    for (int i = 0; i < 3; ++i) text[size++] = '.';
  }
};

struct constant_text_writer : formula_writer<constant_text_writer> {
  static constexpr const char *open = "(", *close = ")";
  static constexpr int of_sign = 2, of_negated = 3;
  constant_text out = {};

  constexpr explicit constant_text_writer(const graph& from) : formula_writer(from) {}
  constexpr void put(const char* text) { out.put(text); }
  constexpr bool writes_part(int) const { return out.size == constant_text::longest; }
  constexpr bool writes_itself(int i, int) {
    const graph_node& n = g[i];
    switch (n.op->code) {
      case operation_code::constant: out.put(n.value); return true;
      case operation_code::real: out.put(real_value(n.value)); return true;
      case operation_code::symbol: out.put(n.leaf->symbol->name); return true;
      default: return false;
    }
  }
  constexpr infix_sign infix(const graph_node& n) const {
    const infix_sign found = infix_of(g, n, " * ", " / ");
    return found.sign != nullptr || n.op->precedence > 0 || n.op->arity != 2 ? found : infix_sign{n.op->text, n.op->precedence, n.op->precedence + 1};
  }
  constexpr void put_head(const graph_node& n, int i) {
    out.put(n.op->text);
    if (n.op->code == operation_code::broadcast) out.put(g.shape_of(i));
    if (n.op->code == operation_code::count && n.operands[0] < 0) out.put(g.shapes.data[n.value.numerator]);
    out.put('(');
  }
  constexpr void put_end(const graph_node&, int) { out.put(')'); }
};

/// The canonical form of an expression, as it was written.
constexpr constant_text canonical_text(const facts& f) {
  graph g;
  const int root = import_canonical(g, f, canonical_depth::written);
  constant_text_writer writer(g);
  writer.write(root);
  writer.out.end();
  return writer.out;
}

/// The same as a template argument.
template <Expression F>
constexpr auto canonical_string() {
  constexpr constant_text text = canonical_text(facts_of<F>);
  return fixed_text<static_cast<std::size_t>(text.size)>(text.text);
}

}  // namespace nabla::detail
