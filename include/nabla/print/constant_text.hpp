// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/equality.hpp>
#include <nabla/support/fixed_string.hpp>

#include <bit>
#include <cstddef>

namespace nabla::detail {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"  // "default" is what no pass knows by name, which is most functions

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

struct constant_text_writer {
  const graph& g;
  constant_text out = {};

  constexpr void write(int i, int surrounding = -100) {
    if (out.size == constant_text::longest) return;
    const graph_node& n = g[i];
    switch (n.op->code) {
      case operation_code::constant: return out.put(n.value);
      case operation_code::real: return out.put(real_value(n.value));
      case operation_code::symbol: return out.put(n.leaf->symbol->name);
      case operation_code::negate:
        bracket('(', 2 < surrounding);
        out.put('-');
        write(n.operands[0], 3);
        return bracket(')', 2 < surrounding);
      default: break;
    }
    if (const char* sign = infix(n); *sign != '\0') {
      const int mine = n.op->precedence;
      bracket('(', mine < surrounding);
      write(n.operands[0], mine);
      out.put(sign);
      write(n.operands[1], n.op->code == operation_code::add ? mine : mine + 1);
      return bracket(')', mine < surrounding);
    }
    out.put(n.op->text);
    if (n.op->code == operation_code::broadcast) out.put(g.form_of(i));
    if (n.op->code == operation_code::count && n.operands[0] < 0) out.put(g.forms.data[n.value.numerator]);
    out.put('(');
    for (int k = 0; k < n.op->arity && n.operands[k] >= 0; ++k) {
      if (k > 0) out.put(", ");
      write(n.operands[k]);
    }
    out.put(')');
  }

 private:
  constexpr void bracket(char c, bool needed) {
    if (needed) out.put(c);
  }
  constexpr const char* infix(const graph_node& n) const {
    switch (n.op->code) {
      case operation_code::add: return " + ";
      case operation_code::subtract: return " - ";
      case operation_code::divide: return " / ";
      case operation_code::matrix_product: return " * ";
      case operation_code::multiply: return g[n.operands[0]].form == 0 || g[n.operands[1]].form == 0 ? " * " : "";
      default: return n.op->precedence <= 0 && n.op->arity == 2 ? n.op->text : "";
    }
  }
};

/// The canonical form of an expression, as it was written.
constexpr constant_text canonical_text(const facts& f) {
  graph g;
  const int root = import_canonical(g, f, canonical_depth::written);
  constant_text_writer writer{g};
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

#pragma GCC diagnostic pop
}  // namespace nabla::detail
