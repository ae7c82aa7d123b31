// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// A charge is pushed by two others, one of them at (10, 10 - w), along a path by Euler's steps of 0.1; it starts at (0, 8), and w shall be such that it
// meets the first axis at 0. The force is a derivative, in a loop of unknown length, whose result has a derivative by w.
#pragma once

#include "support/descent.hpp"
#include "support/protocol.hpp"

#include <nabla/nabla.hpp>

#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace gradbench {

namespace particle_of {

inline constexpr auto w = nabla::var<"w">;
inline constexpr auto k = nabla::dim<"k">;
inline constexpr auto x = nabla::var<"x">;
inline constexpr auto y = nabla::var<"y">;
inline constexpr auto vx = nabla::var<"vx">;
inline constexpr auto vy = nabla::var<"vy">;
inline constexpr auto potential = [] {
  using namespace nabla;
  return inv(sqrt(sq(x - 10_c) + sq(y - (10_c - w)))) + inv(sqrt(sq(x - 10_c) + sq(y)));
}();
// A step of the position, and then of the velocity by the force where it was.
constexpr auto moved(auto at, auto velocity) { return at + nabla::exact<0.1> * velocity; }
inline constexpr auto pushed_x = vx - nabla::exact<0.1> * diff(potential, x);
inline constexpr auto pushed_y = vy - nabla::exact<0.1> * diff(potential, y);
inline constexpr auto step = together(moved(x, vx), moved(y, vy), pushed_x, pushed_y);
// The square of where the last step, from (x, y) at the velocity v, meets the axis.
constexpr auto square_at_axis(auto at_x, auto at_y, auto along, auto down) { return sq(moved(at_x, along) - moved(at_y, down) / down * along); }
inline constexpr auto f = [] {
  using namespace nabla;
  constexpr auto last = iterate(k, std::tuple{0_c, 8_c, 0.75_c, 0_c}, [](auto at_x, auto at_y, auto along, auto down) {
    auto here = [=](auto part) { return subs(part, x = at_x, y = at_y, vx = along, vy = down); };
    return std::tuple{moved(at_x, along), moved(at_y, down), here(pushed_x), here(pushed_y)};
  });
  return square_at_axis(std::get<0>(last), std::get<1>(last), std::get<2>(last), std::get<3>(last));
}();

}  // namespace particle_of

struct particle {
  static constexpr const char* name = "particle";
  using input = double;
  using size = double;
  static input read(const value& in) { return number(member(in, "w")); }
  static value sample(size at) { return object{{"w", at}}; }

  double reverse(const input& in) {
    return solve(in, [&](double at) { return back_(w = at, k = steps_)[w]; });
  }
  double forward(const input& in) {
    return solve(in, [&](double at) { return ahead_(nabla::at(w = at, k = steps_), nabla::along(w = 1.0)); });
  }
  std::span<const double> in_memory(const input& in) {
    result_ = forward(in);  // one number goes in
    return {&result_, 1};
  }
  static constexpr auto derivative = &particle::in_memory;

  // The force is a derivative of a formula, which has no direction; that by w has.
  static std::vector<named_function> functions() {
    return {function_of("ff", &particle::forward), function_of("fr", &particle::forward), function_of("rf", &particle::reverse), function_of("rr", &particle::reverse)};
  }

 private:
  // Until the axis is met; how many steps that took is what the derivative has to know, which is asked for where the value was.
  double follow(double at) {
    if (at == followed_) return square_;
    followed_ = at;
    steps_ = 0;
    for (std::array<double, 4> here{0, 8, 0.75, 0};; ++steps_) {
      const std::array<double, 4> next = particle_of::step(x = here[0], y = here[1], vx = here[2], vy = here[3], w = at);
      if (next[1] <= 0) return square_ = particle_of::square_at_axis(x, y, vx, vy)(x = here[0], y = here[1], vx = here[2], vy = here[3]);
      here = next;
    }
  }
  double solve(double start, auto&& slope) {
    return descend<1>({start}, [&](const auto& at) { return follow(at[0]); }, [&](const auto& at) {
                        const double square = follow(at[0]);
                        return std::pair{square, std::array<double, 1>{slope(at[0])}}; })[0];
  }

  static constexpr auto w = particle_of::w;
  static constexpr auto k = particle_of::k;
  static constexpr auto x = particle_of::x;
  static constexpr auto y = particle_of::y;
  static constexpr auto vx = particle_of::vx;
  static constexpr auto vy = particle_of::vy;
  decltype(nabla::evaluator(nabla::grad(particle_of::f, nabla::wrt(w)))) back_;
  decltype(nabla::evaluator(nabla::jvp(particle_of::f, nabla::wrt(w)))) ahead_;
  int steps_ = 0;
  double followed_ = std::numeric_limits<double>::quiet_NaN(), square_ = 0, result_ = 0;
};

}  // namespace gradbench
