// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/dot.hpp>
#include <nabla/print/latex.hpp>
#include <nabla/print/text.hpp>
#include <nabla/support/cold.hpp>

#include <iosfwd>
#include <version>
#ifdef __cpp_lib_format
#include <format>
#endif

namespace nabla::detail {
NABLA_COLD_BEGIN

/// An expression, or what is asked of one, as to_string() writes it. Who has a stream to write to has its header: here it would be dear.
template <class Traits, Expression E>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, E f) {
  return out << to_string(f);
}
template <class Traits, class F, bool Value, class Wrt>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, request_of<F, Value, Wrt> request) {
  return out << to_string(request);
}

NABLA_COLD_END
}  // namespace nabla::detail

#ifdef __cpp_lib_format

namespace nabla::detail {

/// `{}` is to_string(f), `{:latex}` to_latex(f), `{:dot}` to_dot(f).
template <class Printed>
struct formatter_of {
  enum {
    text,
    latex,
    dot
  } format_kind = text;

  template <class Context>
  constexpr typename Context::iterator parse(Context& context) {
    auto end = context.begin();
    while (end != context.end() && *end != '}') ++end;
    const std::string_view wanted(context.begin(), end);
    if (wanted == "latex") format_kind = latex;
    else if (wanted == "dot") format_kind = dot;
    else if (!wanted.empty()) raise(std::format_error("nabla: an expression is formatted as {}, {:latex} or {:dot}"));
    return end;
  }
  template <class Context>
  typename Context::iterator format(Printed f, Context& context) const {
    const std::string result = format_kind == text ? to_string(f) : (format_kind == latex ? to_latex(f) : to_dot(f));
    auto out = context.out();
    for (const char c : result) *out++ = c;
    return out;
  }
};

}  // namespace nabla::detail

template <nabla::detail::Expression E>
struct std::formatter<E, char> : nabla::detail::formatter_of<E> {};
template <class F, bool Value, class Wrt>
struct std::formatter<nabla::detail::request_of<F, Value, Wrt>, char> : nabla::detail::formatter_of<nabla::detail::request_of<F, Value, Wrt>> {};

#endif
