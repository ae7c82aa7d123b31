// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: this function has no derivative rule
// expects: cube_rule
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
struct cube_rule : function<1> {
  static constexpr auto text = "cube";
  static constexpr auto value(auto u) { return u * u * u; }
};

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto g = grad(call<cube_rule>(x))(x = 2.0);
#else
constexpr auto value = call<cube_rule>(x)(x = 2.0);
#endif

}  // namespace
