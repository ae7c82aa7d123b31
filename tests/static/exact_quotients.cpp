// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With NABLA_EXACT_QUOTIENTS nothing is multiplied by an inverse that the formula does not have; graph_schedule.cpp says what is without.

#define NABLA_EXACT_QUOTIENTS
#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

template <bool Gradient, Expression E>
constexpr bool uses(E, key function) {
  constexpr const auto& plan = program_in_a_row<E, true, std::conditional_t<Gradient, wrt_all, wrt_nothing>>::plan;
  bool any = false;
  for (int i = 0; i < plan.sizes.members; ++i) any = any || plan.members[i].function == function;
  for (int i = 0; i < plan.sizes.scalars; ++i) any = any || plan.scalars[i].function == function;
  return any;
}
constexpr auto v = var<"v", dim<"n">>;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr key divided = operation_of<divide_rule>.id;

static_assert(uses<false>(v / x, divided));
static_assert(!uses<false>(v / x, operation_of<quotient_by_number_rule>.id));
static_assert(!uses<false>(divide_no_nan(v, x), operation_of<quotient_by_inverse_rule>.id));
static_assert(!uses<true>(sum(divide_no_nan(v, x)), operation_of<quotient_by_inverse_rule>.id));
static_assert(!uses<true>(sum(v) * norm2(v), operation_of<quotient_by_inverse_rule>.id));
static_assert(!uses<true>(1_c / hypot(x, y), operation_of<direction_cosine_by_inverse_rule>.id));
static_assert(uses<true>(normal_cdf(x), operation_of<normal_cdf_of_density_rule>.id));  // the same digits, one exponential less

}  // namespace
