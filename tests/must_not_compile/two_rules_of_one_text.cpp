// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: two_rules_have_one_text
// expects: my_exp_rule
// lines: 50

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
struct my_exp_rule : function<1> {
#ifdef NABLA_MUST_NOT_COMPILE
  static constexpr auto text = "exp";
#else
  static constexpr auto text = "my_exp";
#endif
  static constexpr auto definition(auto u) { return exp(u) - 1_c; }
};
constexpr auto f = exp(x) + call<my_exp_rule>(x);

}  // namespace
