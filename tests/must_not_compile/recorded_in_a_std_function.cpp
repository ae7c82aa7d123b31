// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp
// lines: 110

#include <cmath>
#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto f = formula<"x">([](auto x) { return std::exp(x); });
#else
constexpr auto f = formula<"x">([](auto x) { return exp(x); });
#endif

}  // namespace
