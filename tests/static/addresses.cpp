// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Where passes ask for an address whether it is there: g++ with -fsanitize=undefined knows of few that are a constant, see support/address.hpp.
#include <nabla/check.hpp>
#include <nabla/nabla.hpp>

#include <array>

using namespace nabla;
constexpr auto v = var<"v", dim<"n">>;
constexpr auto x = var<"x">;
constexpr auto steps = dim<"steps">;
constexpr std::array<double, 2> two{1, 2};

// a symbol whose size has a name is found among the steps of what is checked
static_assert(check_grad(sum(v * x), at(v = two, x = 3.0)));

// a parameter of a loop whose state has such a size
static_assert(grad(sum(iterate(steps, v, [](auto s) { return s * x; })))(v = two, x = 3.0, steps = 2)[x] == 18);

// a loop that carries tangents
static_assert(jvp(iterate(steps, x, [](auto s) { return s * s; }), wrt(x))(at(x = 2.0, steps = 2), along(x = 1.0)) == 32);
