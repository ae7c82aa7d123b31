// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The gradient checker in constant expressions: what is right holds, what is wrong does not, and the report can be read there.

#include <nabla/check.hpp>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto e = data<"e">;
constexpr auto A = var<"A", 2, 2>;

struct plant_rule : function<2> {
  static constexpr auto text = "plant";
  static constexpr auto value(auto u, auto) { return u; }
  static constexpr auto partials(auto, auto error, auto) { return partial(1_c + error, 0_c); }
};
constexpr auto plant(Expression auto u, Expression auto error) { return call<plant_rule>(u, error); }

static_assert(check_grad(sin(x) * y, at(x = 0.5, y = 2.0)));
static_assert(check_grad(exp(x * y) / (1_c + sq(x)), wrt(x), at(x = 0.5, y = 2.0)).checked == 1);
static_assert(check_grad(sqnorm(A * A), at(A = fixed_matrix<double, 2, 2>{{{1, 2}, {3, 4}}})));
static_assert(check_grad(sqnorm(A), at(A = fixed_matrix<float, 2, 2>{{{0.1f, 0.2f}, {0.3f, 0.4f}}})));
static_assert(check_grad(logdet(A), at(A = fixed_matrix<double, 2, 2>{{{4, 1}, {2, 3}}})));
static_assert(check_grad(sin(x), at(x = 0.5L)));
static_assert(check_grad(exact<0.1> * sin(x), at(x = 0.5)));

// what is wrong: 1e-8 of the derivative, a sign, at a tiny scale
static_assert(check_grad(plant(sin(x), e), at(x = 0.7, e = 1e-8)).outcome == outcome::fail);
static_assert(!check_grad(plant(sin(x), e), at(x = 0.7, e = -2.0)));
static_assert(check_grad(c<1, 1'000'000'000> * plant(sin(x), e), at(x = 0.7, e = -2.0)).outcome == outcome::fail);
static_assert(check_grad(plant(sin(x), e), at(x = 0.7, e = -2.0)).hint[0] == 't');  // the sign is wrong
static_assert(check_grad(x * y + plant(x, e), at(x = 1.0, y = 2.0, e = 0.5)).entries[0].symbol[0] == 'x');

// kinks, jumps, nothing to say
static_assert(check_grad(max(x, y), at(x = 1.0, y = 1.0)).outcome == outcome::kink);
static_assert(check_grad(relu(x) * y, at(x = 0.0, y = 2.0)).entries[0].right == 2);
static_assert(check_grad(where(x > 0_c, 1_c + x, x), at(x = 0.0)).outcome == outcome::jump);
static_assert(check_grad(abs(x), at(x = 5e-7)).outcome == outcome::pass);
static_assert(check_grad(sq(x), at(x = std::numeric_limits<double>::quiet_NaN())).outcome == outcome::undefined);
static_assert(check_grad(stop_gradient(x) * x, at(x = 3.0)));

static_assert(check_grad(log(x), at(x = 1e-3)));
static_assert(check_grad(sqrt(x), at(x = 0.0)));
static_assert(check_grad(pow(x, 1.875_c), at(x = 0.0)));  // steps leave the domain

// other derivatives
static_assert(check_jacobian(vstack(x * y, sin(x)), at(x = 0.5, y = 0.7)));
static_assert(check_hessian(100_c * sq(y - sq(x)) + sq(1_c - x), at(x = 0.5, y = 0.7)));
static_assert(check_hvp(x * x * y, at(x = 0.5, y = 0.7)));
static_assert(check_jvp(vstack(x * y, sin(x)), at(x = 0.5, y = 0.7)));

}  // namespace
