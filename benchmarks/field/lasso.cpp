// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = ||XW - Y||^2 + lambda ||W||_1 with X 64x16, W 16x4, all sizes known at compile time; its value and the gradient by W.
#include "lasso.hpp"

#include "../support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <vector>

namespace {

using namespace benchmarks;

constexpr std::size_t n = lasso::n, m = lasso::m, q = lasso::q;
using input = lasso::input;
using result = partials<m * q>;

struct by_hand_with_eigen {
  result operator()(const input& in) const {
    result out;
    Eigen::Map<Eigen::Matrix<double, m, q>> G(out.gradient.data());
    Eigen::Matrix<double, n, q> R = -in.fixed->Y;
    R.noalias() += in.fixed->X * in.W;
    out.value = R.squaredNorm() + in.fixed->lambda * in.W.template lpNorm<1>();
    R *= 2;
    G.noalias() = in.fixed->X.transpose() * R;
    G += in.fixed->lambda * in.W.cwiseSign();
    return out;
  }
};

// Four numbers at a time, eight sums in flight.
#pragma GCC diagnostic ignored "-Wpsabi"  // without AVX a lane is passed differently, but nothing here passes one between files
using lane = double __attribute__((vector_size(32)));
IN_PLACE inline lane load(const double* p) {
  lane v;
  std::memcpy(&v, p, sizeof v);
  return v;
}
IN_PLACE inline void store(double* p, lane v) { std::memcpy(p, &v, sizeof v); }
IN_PLACE inline double sum(lane v) { return (v[0] + v[1]) + (v[2] + v[3]); }

struct by_hand {
  result operator()(const input& in) const {
    const double *W = in.W.data(), *X = in.fixed->X.data(), *Y = in.fixed->Y.data();
    alignas(32) double R[n * q];
    lane squares{};
    for (std::size_t i = 0; i < n; i += 8) {  // eight rows of the residual
      lane upper[q], lower[q];
      for (std::size_t j = 0; j < q; ++j) upper[j] = -load(Y + j * n + i), lower[j] = -load(Y + j * n + i + 4);
      for (std::size_t k = 0; k < m; ++k) {
        const lane x_upper = load(X + k * n + i), x_lower = load(X + k * n + i + 4);
        for (std::size_t j = 0; j < q; ++j) upper[j] += x_upper * W[j * m + k], lower[j] += x_lower * W[j * m + k];
      }
      for (std::size_t j = 0; j < q; ++j) {
        squares += upper[j] * upper[j];
        squares += lower[j] * lower[j];
        store(R + j * n + i, upper[j]);
        store(R + j * n + i + 4, lower[j]);
      }
    }

    result out;
    double norm1 = 0;
    for (std::size_t k = 0; k < m; k += 2) {  // two rows of the gradient
      lane first[q]{}, second[q]{};
      for (std::size_t i = 0; i < n; i += 4) {
        const lane x_first = load(X + k * n + i), x_second = load(X + (k + 1) * n + i);
        for (std::size_t j = 0; j < q; ++j) {
          const lane r = load(R + j * n + i);
          first[j] += x_first * r;
          second[j] += x_second * r;
        }
      }
      auto finish = [&](std::size_t at, lane dot) {
        const double w = W[at];
        norm1 += std::abs(w);
        out.gradient[at] = 2 * sum(dot) + (w > 0 ? in.fixed->lambda : (w < 0 ? -in.fixed->lambda : 0));
      };
      for (std::size_t j = 0; j < q; ++j) finish(j * m + k, first[j]), finish(j * m + k + 1, second[j]);
    }
    out.value = sum(squares) + in.fixed->lambda * norm1;
    return out;
  }
};

struct with_nabla {
  result operator()(const input& in) const {
    using namespace nabla;
    constexpr auto X = data<"X", 64, 16>;
    constexpr auto Y = data<"Y", 64, 4>;
    constexpr auto W = var<"W", 16, 4>;
    constexpr auto lambda = data<"lambda">;
    constexpr auto loss = sqnorm(X * W - Y) + lambda * norm1(W);
    const auto [value, g] = value_and_grad(loss, wrt(W))(X = in.fixed->X, Y = in.fixed->Y, W = in.W, lambda = in.fixed->lambda);
    result out{value, {}};
    Eigen::Map<Eigen::Matrix<double, m, q>>(out.gradient.data()) = g[W];
    return out;
  }
};

}  // namespace

int main(int argc, char** argv) {
  uniform number(-1, 1);
  lasso::data fixed;
  for (double& x : fixed.X.reshaped()) x = number();
  for (double& y : fixed.Y.reshaped()) y = number();
  fixed.lambda = 1 + number();
  std::vector<input> inputs(64);
  for (input& in : inputs) {
    for (double& w : in.W.reshaped()) w = number();
    in.fixed = &fixed;
  }
  run_field<lasso>("Lasso 64x16 times 16x4", inputs, parse(argc, argv), [&](auto& all) {
    all.add("by hand", by_hand{});
    all.add("by hand, again", by_hand{});
    all.add("by hand, Eigen fixed sizes", by_hand_with_eigen{});
    all.add("nabla", with_nabla{});
  });
}
