// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One step of an extended Kalman filter, prediction and correction: by hand, recorded, and with Jacobians by jets as Ceres has them.
#include "support/contest.hpp"
#include "support/random.hpp"

#include <recorded/kalman.hpp>

#include <nabla/eigen.hpp>

#include <Eigen/Core>

#if __has_include(<ceres/jet.h>)
#include <ceres/jet.h>
#define BENCHMARKS_HAVE_JETS
#endif

#include <array>
#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

struct filter {
  Eigen::Vector4d state;
  Eigen::Matrix4d covariance;
};
struct input {
  filter before;
  Eigen::Vector2d measured;
};
std::vector<double> flatten(const filter& f) {
  std::vector<double> all(f.state.data(), f.state.data() + 4);
  all.insert(all.end(), f.covariance.data(), f.covariance.data() + 16);
  return all;
}

// The Jacobian of the motion is the identity and four slopes more, that of the radar is 0 by direction and speed; the covariance is not taken to be symmetric.
struct by_hand {
  IN_PLACE filter operator()(const input& in) const {
    constexpr double dt = 0.1, turn = 0.2;
    const auto& s = in.before.state;
    const double sine = std::sin(s[2]), cosine = std::cos(s[2]), along = dt * s[3];
    const double x = s[0] + along * cosine, y = s[1] + along * sine;
    const double by_direction[2] = {-along * sine, along * cosine}, by_speed[2] = {dt * cosine, dt * sine};
    double half[4][4], P[4][4];  // F P, then F P Fᵀ
    for (int j = 0; j < 4; ++j) {
      for (int i = 0; i < 2; ++i) half[i][j] = in.before.covariance(i, j) + by_direction[i] * in.before.covariance(2, j) + by_speed[i] * in.before.covariance(3, j);
      for (int i = 2; i < 4; ++i) half[i][j] = in.before.covariance(i, j);
    }
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 2; ++j) P[i][j] = half[i][j] + half[i][2] * by_direction[j] + half[i][3] * by_speed[j];
      for (int j = 2; j < 4; ++j) P[i][j] = half[i][j];
      P[i][i] += 0.01;
    }
    const double r2 = x * x + y * y, r = std::sqrt(r2), inverse = 1 / r, inverse2 = inverse * inverse;
    const double H[2][2] = {{x * inverse, y * inverse}, {-y * inverse2, x * inverse2}};
    double PH[4][2], HP[2][4], S[2][2];
    for (int i = 0; i < 4; ++i)
      for (int k = 0; k < 2; ++k) {
        PH[i][k] = P[i][0] * H[k][0] + P[i][1] * H[k][1];
        HP[k][i] = H[k][0] * P[0][i] + H[k][1] * P[1][i];
      }
    for (int k = 0; k < 2; ++k)
      for (int l = 0; l < 2; ++l) S[k][l] = H[k][0] * PH[0][l] + H[k][1] * PH[1][l] + (k == l ? 0.04 : 0);
    const double factor = 1 / (S[0][0] * S[1][1] - S[0][1] * S[1][0]);
    const double inverse_S[2][2] = {{S[1][1] * factor, -S[0][1] * factor}, {-S[1][0] * factor, S[0][0] * factor}};
    const double off[2] = {in.measured[0] - r, in.measured[1] - std::atan2(y, x)}, moved[4] = {x, y, s[2] + dt * turn, s[3]};
    filter after;
    for (int i = 0; i < 4; ++i) {
      const double K[2] = {PH[i][0] * inverse_S[0][0] + PH[i][1] * inverse_S[1][0], PH[i][0] * inverse_S[0][1] + PH[i][1] * inverse_S[1][1]};
      after.state[i] = moved[i] + K[0] * off[0] + K[1] * off[1];
      for (int j = 0; j < 4; ++j) after.covariance(i, j) = P[i][j] - K[0] * HP[0][j] - K[1] * HP[1][j];
    }
    return after;
  }
};

struct with_nabla {
  IN_PLACE filter operator()(const input& in) const {
    using namespace recorded;
    const auto [ahead, spread] = nabla::together(moved, predicted)(state = in.before.state, covariance = in.before.covariance);
    // g++ keeps results that are const in memory, and a copy of them waits for each of their elements.
    auto [better, narrower] = nabla::together(corrected, covariance_after)(state = ahead, covariance = spread, measured = in.measured);
    return {better, narrower};
  }
};

#ifdef BENCHMARKS_HAVE_JETS
struct with_jets {
  template <int Rows, class Function>
  IN_PLACE static void linearise(const Function& f, const Eigen::Vector4d& at, Eigen::Matrix<double, Rows, 1>& value, Eigen::Matrix<double, Rows, 4>& slopes) {
    std::array<ceres::Jet<double, 4>, 4> jets;
    for (int i = 0; i < 4; ++i) jets[static_cast<std::size_t>(i)] = {at[i], i};
    const auto result = f(jets);
    for (int i = 0; i < Rows; ++i) value[i] = result[static_cast<std::size_t>(i)].a, slopes.row(i) = result[static_cast<std::size_t>(i)].v;
  }
  IN_PLACE filter operator()(const input& in) const {
    Eigen::Vector4d ahead;
    Eigen::Matrix4d F;
    linearise(recorded::motion{}, in.before.state, ahead, F);
    const Eigen::Matrix4d P = F * in.before.covariance * F.transpose() + 0.01 * Eigen::Matrix4d::Identity();
    Eigen::Vector2d seen;
    Eigen::Matrix<double, 2, 4> H;
    linearise(recorded::radar{}, ahead, seen, H);
    const Eigen::Matrix<double, 4, 2> PH = P * H.transpose();
    const Eigen::Matrix2d S = H * PH + 0.04 * Eigen::Matrix2d::Identity();
    const double factor = 1 / (S(0, 0) * S(1, 1) - S(0, 1) * S(1, 0));
    Eigen::Matrix2d inverse;
    inverse << S(1, 1) * factor, -S(0, 1) * factor, -S(1, 0) * factor, S(0, 0) * factor;
    const Eigen::Matrix<double, 4, 2> K = PH * inverse;
    return {ahead + K * (in.measured - seen), (Eigen::Matrix4d::Identity() - K * H) * P};
  }
};
#endif

}  // namespace

int main(int argc, char** argv) {
  uniform number(-1, 1);
  std::vector<input> inputs(1024);
  for (input& in : inputs) {
    for (int i = 0; i < 4; ++i) in.before.state[i] = number();
    in.before.state[0] += 5;
    for (int i = 0; i < 4; ++i)
      for (int j = 0; j <= i; ++j) in.before.covariance(i, j) = in.before.covariance(j, i) = 0.1 * number() + (i == j ? 1 : 0);
    in.measured = {5 + number(), number()};
  }
  contest<input> contest("One step of an extended Kalman filter: 4 states, 2 measurements", inputs, parse(argc, argv));
  contest.add("by hand", by_hand{});
  contest.add("nabla", with_nabla{});
#ifdef BENCHMARKS_HAVE_JETS
  contest.add("Ceres Jet", with_jets{});
#endif
  contest.run();
}
