// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Where passes ask for an address whether it is there: g++ with -fsanitize=undefined knows of few that are a constant, see support/address.hpp.
#include <nabla/check.hpp>
#include <nabla/nabla.hpp>

#include <array>

using namespace nabla;
constexpr auto column_of_n = var<"v", dim<"n">>;
constexpr auto factor = var<"x">;
constexpr auto steps = dim<"steps">;
constexpr std::array<double, 2> two{1, 2};

// a symbol whose size has a name is found among the steps of what is checked
static_assert(check_grad(sum(column_of_n * factor), at(column_of_n = two, factor = 3.0)));

// a parameter of a loop whose state has such a size
static_assert(grad(sum(iterate(steps, column_of_n, [](auto state) { return state * factor; })))(column_of_n = two, factor = 3.0, steps = 2)[factor] == 18);

// a loop that carries tangents
static_assert(jvp(iterate(steps, factor, [](auto state) { return state * state; }), wrt(factor))(at(factor = 2.0, steps = 2), along(factor = 1.0)) == 32);
