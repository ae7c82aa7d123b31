// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A program's own namespace with rules, a scalar type, and functions that take whatever they get, of every name that occurs in the headers
// (OWN_NAMES): these are found by their operands wherever an expression or a number of that namespace is passed to a function without saying whose.
// Operators, select and the functions of the C library are meant to be found so.

#include <nabla/check.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include OWN_NAMES

namespace mine {

struct cube_rule : nabla::function<1> {
  static constexpr auto text = "cube";
  static constexpr auto value(auto u) { return u * u * u; }
  static constexpr auto partials(auto u, auto) { return nabla::partial(nabla::c<3> * u * u); }
};
struct twice_rule : nabla::matrix_function<1> {
  static constexpr auto text = "twice";
  static constexpr auto infer(const nabla::detail::shape* a) { return nabla::inferred_shape{a[0]}; }
  static constexpr auto definition(auto A) { return nabla::c<2> * A; }
  static constexpr auto pullbacks(auto, auto, auto d) { return nabla::pullback(nabla::c<2> * d); }
};

struct own_number {
  double held = 0;
  constexpr own_number() = default;
  constexpr own_number(double h) : held(h) {}
  constexpr explicit operator int() const { return static_cast<int>(held); }
  friend constexpr own_number operator+(own_number a, own_number b) { return a.held + b.held; }
  friend constexpr own_number operator-(own_number a, own_number b) { return a.held - b.held; }
  friend constexpr own_number operator-(own_number a) { return -a.held; }
  friend constexpr own_number operator*(own_number a, own_number b) { return a.held * b.held; }
  friend constexpr own_number operator/(own_number a, own_number b) { return a.held / b.held; }
  friend constexpr auto operator<=>(own_number, own_number) = default;
  friend constexpr own_number exp(own_number a) { return a.held + 1; }
  friend constexpr own_number abs(own_number a) { return a.held < 0 ? -a.held : a.held; }
};

}  // namespace mine

template <>
struct nabla::input_traits<mine::own_number> {
  using scalar = mine::own_number;
  static constexpr bool is_matrix = false;
};

namespace {

constexpr auto x = nabla::var<"x">;
constexpr auto y = nabla::var<"y">;
constexpr auto V = nabla::var<"V", 2, 2>;
constexpr auto cubes = nabla::call<mine::cube_rule>(V);
constexpr auto f = nabla::call<mine::cube_rule>(x) * y;
constexpr auto g = nabla::sum(nabla::call<mine::twice_rule>(cubes)) + nabla::quadratic_form(cubes, nabla::column<0>(V)) + nabla::sum(nabla::hstack(cubes, V, V, V, V, V)) +
    nabla::sum(nabla::vstack(cubes, V, V, V, V, V)) + nabla::sum(nabla::repeat<2, 3>(cubes)) + nabla::sum_over<0, 3>([](auto) { return nabla::call<mine::cube_rule>(x); });

static_assert(f == y * nabla::call<mine::cube_rule>(x) && nabla::equivalent(f, y * nabla::call<mine::cube_rule>(x)));
static_assert(nabla::diff(f, x) == nabla::c<3> * y * x * x);

void use(const auto&) {}

}  // namespace

int main() {
  constexpr nabla::fixed_matrix<double, 2, 2> at_matrix{{{1, 2}, {3, 4}}};
  use(f(x = 2.0, y = 1.0));
  use(nabla::grad(f)(x = 2.0, y = 1.0)[x]);
  use(nabla::value_and_grad(f)(x = 2.0, y = 1.0));
  use(nabla::hessian(f, nabla::wrt(x, y))(x = 2.0, y = 1.0));
  use(nabla::evaluator(nabla::grad(f))(x = 1.0, y = 2.0));
  use(nabla::jacobian(cubes, nabla::wrt(V))(V = at_matrix));
  use(nabla::together(f, nabla::diff(f, x))(x = 1.0, y = 2.0));
  use(nabla::grad(g)(V = at_matrix, x = 1.0));
  use(nabla::subs(f, x = y)(y = 2.0));
  use(nabla::to_string(f) + nabla::to_latex(g) + nabla::to_dot(f) + nabla::to_c(nabla::grad(f), "f"));
  use(nabla::check_grad(f, nabla::at(x = 1.0, y = 2.0)));

  const mine::own_number one = 1, two = 2;
  use(nabla::value_and_grad(nabla::where(x > y, nabla::exp(x), nabla::max(x, y)) * nabla::relu(x))(x = one, y = two));
  const nabla::fixed_matrix<mine::own_number, 2, 2> of_own{{{one, two}, {two, one}}};
  use(nabla::value_and_grad(nabla::det(V) * nabla::sum(nabla::inverse(V)) + nabla::prod(V) + nabla::maximum(V))(V = of_own));
}
