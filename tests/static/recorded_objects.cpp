// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Objects with members, recorded: what a constant object holds is a constant of the formula.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto q = var<"q", 2>;

struct quadratic {
  double a;
  struct {
    double linear;
    int offset;
  } rest;
  template <class T>
  constexpr T operator()(T u) const {
    return a * u * u + rest.linear * u + rest.offset;
  }
};
constexpr auto written = 2_c * x * x + 0.5_c * x - 3_c;
constexpr quadratic parabola{2, {0.5, -3}};
static_assert(formula<parabola, "x">() == written);
static_assert(formula<parabola>(x) == written);
static_assert(formula<quadratic{2, {0.5, -3}}, "x">() == written);                // a temporary
static_assert(!(formula<quadratic{2, {0.5, -4}}, "x">() == written));
static_assert(diff(formula<parabola, "x">(), x) == 4_c * x + 0.5_c);

// Of private members and captures the place stands in the type, not the value.
class scaled {
  double factor;

 public:
  constexpr explicit scaled(double a) : factor(a) {}
  constexpr auto operator()(auto u, auto v) const { return factor * u * v; }
};
constexpr scaled twice(2);
static_assert(formula<twice, "x", "y">() == 2_c * x * y && formula<twice>(x, y) == 2_c * x * y);
constexpr double three = 3;
constexpr auto captured = [k = three](auto u) { return k * u; };
static_assert(formula<captured, "x">() == 3_c * x && formula<captured>(x) == 3_c * x);

// What is local to a function.
constexpr auto local() {
  constexpr quadratic here{2, {0.5, -3}};
  return formula<here, "x">();
}
static_assert(local() == written);
template <quadratic P>
constexpr auto slope_of = diff(formula<P>(x), x);
static_assert(slope_of<parabola> == 4_c * x + 0.5_c);

// Arrays of structures, and a vector as the parameter.
struct limb {
  double length, mass;
};
template <std::size_t N>
struct arm {
  std::array<limb, N> limbs;
  template <class V>
  constexpr auto operator()(V angles) const {
    typename V::value_type along = 0, up = 0, angle = 0;
    for (std::size_t i = 0; i < N; ++i) {
      angle += angles[static_cast<int>(i)];
      along += limbs[i].length * cos(angle);
      up += limbs[i].length * sin(angle);
    }
    return std::array{along, up};
  }
};
constexpr arm<2> robot{{{{1, 5}, {2, 3}}}};
constexpr auto place = formula<robot>(q);
static_assert(place[0_c] == cos(q[0_c]) + 2_c * cos(q[0_c] + q[1_c]));
static_assert(diff(place[1_c], q)[1_c] == 2_c * cos(q[0_c] + q[1_c]));

}  // namespace
