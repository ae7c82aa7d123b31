// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Functions in ordinary C++, recorded and typed, against derivatives by hand and jets as Ceres has them: the Jacobian of an arm of six links, four steps
// of Runge and Kutta with the gradient by four parameters, and four others with the Jacobian by where they begin.
#include "support/contest.hpp"
#include "support/random.hpp"

#include <recorded/arm.hpp>
#include <recorded/oscillators.hpp>

#if __has_include(<ceres/jet.h>)
#include <ceres/jet.h>
#define BENCHMARKS_HAVE_JETS
#endif

#include <array>
#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

// ---- the arm -----------------------------------------------------------------------------------------------------------------------------------
using angles = std::array<double, 6>;
using arm_result = partials<20>;  // x; y, angle; 3 × 6, column-major

struct arm_by_hand {
  IN_PLACE arm_result operator()(const angles& q) const {
    double dx[6], dy[6], angle = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      angle += q[i];
      dy[i] = recorded::lengths[i] * std::cos(angle);
      dx[i] = -recorded::lengths[i] * std::sin(angle);
    }
    for (std::size_t i = 5; i-- > 0;) dx[i] += dx[i + 1], dy[i] += dy[i + 1];
    arm_result r{dy[0], {-dx[0], angle}};
    for (std::size_t i = 0; i < 6; ++i) r.gradient[2 + 3 * i] = dx[i], r.gradient[3 + 3 * i] = dy[i], r.gradient[4 + 3 * i] = 1;
    return r;
  }
};
template <class Value, class Jacobian>
arm_result arm_of(const Value& value, const Jacobian& J) {
  arm_result r{value(0, 0), {value(1, 0), value(2, 0)}};
  for (int j = 0; j < 6; ++j)
    for (int i = 0; i < 3; ++i) r.gradient[static_cast<std::size_t>(2 + i + 3 * j)] = J(i, j);
  return r;
}
struct arm_recorded {
  [[gnu::always_inline]] arm_result operator()(const angles& q) const {
    const auto [value, J] = nabla::value_and_jacobian(recorded::hand, nabla::wrt(recorded::angles))(recorded::angles = q);
    return arm_of(value, J[recorded::angles]);
  }
};
struct arm_typed {
  [[gnu::always_inline]] arm_result operator()(const angles& q) const {
    using namespace nabla;
    constexpr auto v = var<"q", 6>;
    constexpr auto a0 = v[0_c];
    constexpr auto a1 = a0 + v[1_c];
    constexpr auto a2 = a1 + v[2_c];
    constexpr auto a3 = a2 + v[3_c];
    constexpr auto a4 = a3 + v[4_c];
    constexpr auto a5 = a4 + v[5_c];
    constexpr auto x = cos(a0) + exact<0.9> * cos(a1) + exact<0.8> * cos(a2) + exact<0.6> * cos(a3) + exact<0.4> * cos(a4) + exact<0.2> * cos(a5);
    constexpr auto y = sin(a0) + exact<0.9> * sin(a1) + exact<0.8> * sin(a2) + exact<0.6> * sin(a3) + exact<0.4> * sin(a4) + exact<0.2> * sin(a5);
    const auto [value, J] = value_and_jacobian(vstack(x, y, a5), wrt(v))(v = q);
    return arm_of(value, J[v]);
  }
};
#ifdef BENCHMARKS_HAVE_JETS
struct arm_by_jets {
  IN_PLACE arm_result operator()(const angles& q) const {
    std::array<ceres::Jet<double, 6>, 6> jets;
    for (int i = 0; i < 6; ++i) jets[static_cast<std::size_t>(i)] = {q[static_cast<std::size_t>(i)], i};
    const auto at = recorded::forward_kinematics{}(jets.data());
    arm_result r{at[0].a, {at[1].a, at[2].a}};
    for (int j = 0; j < 6; ++j)
      for (int i = 0; i < 3; ++i) r.gradient[static_cast<std::size_t>(2 + i + 3 * j)] = at[static_cast<std::size_t>(i)].v[j];
    return r;
  }
};
#endif

// ---- four steps of Runge and Kutta ---------------------------------------------------------------------------------------------------------------
using parameters = std::array<double, 4>;
using steps_result = partials<4>;
constexpr double h = 0.1;
constexpr int steps = 4;

// Backwards through the steps, with the states of all stages kept.
struct steps_by_hand {
  IN_PLACE steps_result operator()(const parameters& p) const {
    const double a = p[0], b = p[1], c = p[2], d = p[3];
    double x[steps][4], y[steps][4], u = 1, v = 0.5;
    constexpr double ahead[] = {0, h / 2, h / 2, h}, weight[] = {h / 6, h / 3, h / 3, h / 6};
    for (int n = 0; n < steps; ++n) {
      double ku = 0, kv = 0, du = 0, dv = 0;
      for (int s = 0; s < 4; ++s) {
        const double X = x[n][s] = u + ahead[s] * ku, Y = y[n][s] = v + ahead[s] * kv, product = X * Y;
        ku = a * X - b * product;
        kv = d * product - c * Y;
        du += weight[s] * ku;
        dv += weight[s] * kv;
      }
      u += du;
      v += dv;
    }
    double gu = 2 * u, gv = 2 * v, ga = 0, gb = 0, gc = 0, gd = 0;
    for (int n = steps - 1; n >= 0; --n) {
      double back_u = 0, back_v = 0, sum_u = gu, sum_v = gv;
      for (int s = 3; s >= 0; --s) {
        const double X = x[n][s], Y = y[n][s], product = X * Y;
        const double ku = weight[s] * gu + (s < 3 ? ahead[s + 1] * back_u : 0), kv = weight[s] * gv + (s < 3 ? ahead[s + 1] * back_v : 0);
        ga += ku * X;
        gb -= ku * product;
        gc -= kv * Y;
        gd += kv * product;
        const double by_product = d * kv - b * ku;
        back_u = a * ku + by_product * Y;
        back_v = by_product * X - c * kv;
        sum_u += back_u;
        sum_v += back_v;
      }
      gu = sum_u;
      gv = sum_v;
    }
    return {u * u + v * v, {ga, gb, gc, gd}};
  }
};
constexpr auto a = nabla::var<"a">;
constexpr auto b = nabla::var<"b">;
constexpr auto c = nabla::var<"c">;
constexpr auto d = nabla::var<"d">;
struct steps_recorded {
  [[gnu::always_inline]] steps_result operator()(const parameters& p) const {
    constexpr auto after = nabla::formula<"a", "b", "c", "d">(recorded::runge_kutta<steps>{});
    const auto [value, g] = nabla::value_and_grad(after)(p[0], p[1], p[2], p[3]);
    return {value, {g[a], g[b], g[c], g[d]}};
  }
};
struct steps_typed {
  [[gnu::always_inline]] steps_result operator()(const parameters& p) const {
    using namespace nabla;
    constexpr auto growth = [](auto z) { return vstack(a * z[0_c] - b * z[0_c] * z[1_c], d * z[0_c] * z[1_c] - c * z[1_c]); };
    constexpr auto step = [growth](auto z) {
      constexpr auto half = exact<h / 2>;
      const auto k1 = growth(z);
      const auto k2 = growth(z + half * k1);
      const auto k3 = growth(z + half * k2);
      const auto k4 = growth(z + exact<h> * k3);
      return z + exact<h / 6> * (k1 + 2_c * k2 + 2_c * k3 + k4);
    };
    constexpr auto after = sqnorm(step(step(step(step(vstack(1_c, 0.5_c))))));
    const auto [value, g] = value_and_grad(after, wrt(a, b, c, d))(a = p[0], b = p[1], c = p[2], d = p[3]);
    return {value, {g[a], g[b], g[c], g[d]}};
  }
};
#ifdef BENCHMARKS_HAVE_JETS
struct steps_by_jets {
  IN_PLACE steps_result operator()(const parameters& p) const {
    using jet = ceres::Jet<double, 4>;
    const jet r = recorded::runge_kutta<steps>{}(jet(p[0], 0), jet(p[1], 1), jet(p[2], 2), jet(p[3], 3));
    return {r.a, {r.v[0], r.v[1], r.v[2], r.v[3]}};
  }
};
#endif

// ---- four steps by where they begin ----------------------------------------------------------------------------------------------------------------
using state = std::array<double, 3>;
using moved_state = partials<11>;  // a number of the state; the others, 3 × 3 column by column
constexpr double short_step = 0.01;

/// Lorenz' equations.
template <class T>
constexpr std::array<T, 3> lorenz(const std::array<T, 3>& z) {
  return {10.0 * (z[1] - z[0]), z[0] * (28.0 - z[2]) - z[1], z[0] * z[1] - 2.5 * z[2]};
}
constexpr auto lorenz_steps = [](const auto& start) {
  using T = std::remove_cvref_t<decltype(start[0] + 0.0)>;
  std::array<T, 3> z{start[0], start[1], start[2]};
  const auto moved = [&z](const std::array<T, 3>& by, double times) { return std::array<T, 3>{z[0] + times * by[0], z[1] + times * by[1], z[2] + times * by[2]}; };
  for (int n = 0; n < steps; ++n) {
    const auto k1 = lorenz(z), k2 = lorenz(moved(k1, short_step / 2)), k3 = lorenz(moved(k2, short_step / 2)), k4 = lorenz(moved(k3, short_step));
    for (std::size_t k = 0; k < 3; ++k) z[k] += short_step / 6 * (k1[k] + 2.0 * k2[k] + 2.0 * k3[k] + k4[k]);
  }
  return z;
};
// The variational equations, a column for each number of the first state, beside the states.
struct lorenz_by_hand {
  IN_PLACE moved_state operator()(const state& start) const {
    constexpr double ahead[] = {0, short_step / 2, short_step / 2, short_step}, weight[] = {short_step / 6, short_step / 3, short_step / 3, short_step / 6};
    state z = start;
    double Z[3][4] = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}};  // a fourth column of zeros fills registers
    for (int n = 0; n < steps; ++n) {
      state k{}, dz{};
      double K[3][4] = {}, dZ[3][4] = {};
      for (int s = 0; s < 4; ++s) {
        const double x = z[0] + ahead[s] * k[0], y = z[1] + ahead[s] * k[1], w = z[2] + ahead[s] * k[2];
        for (int j = 0; j < 4; ++j) {
          const double X = Z[0][j] + ahead[s] * K[0][j], Y = Z[1][j] + ahead[s] * K[1][j], W = Z[2][j] + ahead[s] * K[2][j];
          K[0][j] = 10 * (Y - X);
          K[1][j] = X * (28 - w) - x * W - Y;
          K[2][j] = X * y + x * Y - 2.5 * W;
          for (int i = 0; i < 3; ++i) dZ[i][j] += weight[s] * K[i][j];
        }
        k = {10 * (y - x), x * (28 - w) - y, x * y - 2.5 * w};
        for (std::size_t i = 0; i < 3; ++i) dz[i] += weight[s] * k[i];
      }
      for (std::size_t i = 0; i < 3; ++i) z[i] += dz[i];
      for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 4; ++j) Z[i][j] += dZ[i][j];
    }
    moved_state r{z[0], {z[1], z[2]}};
    for (std::size_t j = 0; j < 3; ++j)
      for (std::size_t i = 0; i < 3; ++i) r.gradient[2 + i + 3 * j] = Z[i][j];
    return r;
  }
};
constexpr auto z0 = nabla::var<"z0", 3>;
struct lorenz_recorded {
  [[gnu::always_inline]] moved_state operator()(const state& start) const {
    constexpr auto after = nabla::formula(lorenz_steps, z0);
    const auto [value, J] = nabla::value_and_jacobian(after, nabla::wrt(z0))(z0 = start);
    moved_state r{value(0, 0), {value(1, 0), value(2, 0)}};
    for (int j = 0; j < 3; ++j)
      for (int i = 0; i < 3; ++i) r.gradient[static_cast<std::size_t>(2 + i + 3 * j)] = J[z0](i, j);
    return r;
  }
};
#ifdef BENCHMARKS_HAVE_JETS
struct lorenz_by_jets {
  IN_PLACE moved_state operator()(const state& start) const {
    using jet = ceres::Jet<double, 3>;
    const auto at = lorenz_steps(std::array<jet, 3>{jet(start[0], 0), jet(start[1], 1), jet(start[2], 2)});
    moved_state r{at[0].a, {at[1].a, at[2].a}};
    for (int j = 0; j < 3; ++j)
      for (int i = 0; i < 3; ++i) r.gradient[static_cast<std::size_t>(2 + i + 3 * j)] = at[static_cast<std::size_t>(i)].v[j];
    return r;
  }
};
#endif

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  uniform number(-1, 1);
  std::vector<angles> arms(1024);
  for (angles& q : arms)
    for (double& each : q) each = number();
  contest<angles> arm("An arm of six links: 3 values and 3 × 6 derivatives", arms, chosen);
  arm.add("by hand", arm_by_hand{});
  arm.add("nabla, recorded", arm_recorded{});
  arm.add("nabla, typed", arm_typed{});
#ifdef BENCHMARKS_HAVE_JETS
  arm.add("Ceres Jet", arm_by_jets{});
#endif
  arm.run();

  std::vector<parameters> all(1024);
  for (parameters& p : all)
    for (double& each : p) each = 1 + 0.5 * number();
  contest<parameters> solved("Four steps of Runge and Kutta, value and 4 partials", all, chosen);
  solved.add("by hand", steps_by_hand{});
  solved.add("nabla, recorded", steps_recorded{});
  solved.add("nabla, typed", steps_typed{});
#ifdef BENCHMARKS_HAVE_JETS
  solved.add("Ceres Jet", steps_by_jets{});
#endif
  solved.run();

  std::vector<state> starts(1024);
  for (state& z : starts)
    for (double& each : z) each = 2 + number();
  contest<state> moved("Four steps of Runge and Kutta, 3 values and 3 × 3 derivatives", starts, chosen);
  moved.add("by hand", lorenz_by_hand{});
  moved.add("nabla, recorded", lorenz_recorded{});
#ifdef BENCHMARKS_HAVE_JETS
  moved.add("Ceres Jet", lorenz_by_jets{});
#endif
  moved.run();
}
