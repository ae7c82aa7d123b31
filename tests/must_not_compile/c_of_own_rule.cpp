// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function has no C form: its code branches on numbers instead of select(c, a, b)
// expects: bent_rule
// lines: 40

#include <nabla/print.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

struct bent_rule : function<1> {
  static constexpr auto text = "bent";
#ifdef NABLA_MUST_NOT_COMPILE
  static constexpr auto value(auto u) { return u > decltype(u)(0) ? u : 2 * u; }
#else
  static constexpr auto value(auto u) { return select(u > decltype(u)(0), u, 2 * u); }
#endif
};
const std::string code = to_c(call<bent_rule>(x), "f");

}  // namespace
