// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a rule gives one derivative for each operand
// expects: nabla: partials(...) of a rule returns partial(...), and pullbacks(...) returns pullback(...)
// lines: 100

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
struct hypot2_rule : function<2> {
  static constexpr auto text = "hypot2";
  static constexpr auto value(auto u, auto v) { return u * u + v * v; }
#ifdef NABLA_MUST_NOT_COMPILE
  static constexpr auto partials(auto u, auto, auto) { return partial(2_c * u); }
#else
  static constexpr auto partials(auto u, auto v, auto) { return partial(2_c * u, 2_c * v); }
#endif
};
constexpr auto f = call<hypot2_rule>(x, y);

struct doubled_rule : function<1> {
  static constexpr auto text = "doubled";
  static constexpr auto value(auto u) { return u + u; }
#ifdef NABLA_MUST_NOT_COMPILE
  static constexpr auto partials(auto, auto) { return 2_c; }
#else
  static constexpr auto partials(auto, auto) { return partial(2_c); }
#endif
};
constexpr auto g = call<doubled_rule>(x);

}  // namespace
