// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// f = ||XW - Y||^2 + lambda ||W||_1 with X 64x16, W 16x4, all sizes known at compile time; its value and the gradient by W.
#include "support/adolc.hpp"
#include "support/contest.hpp"
#include "support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>
#include <unsupported/Eigen/AutoDiff>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <vector>

namespace {

using namespace benchmarks;

constexpr std::size_t n = 64, m = 16, q = 4;

// All column-major and side by side, so that ADOL-C can read them as one array.
struct input {
  Eigen::Matrix<double, m, q> W;
  Eigen::Matrix<double, n, m> X;
  Eigen::Matrix<double, n, q> Y;
  double lambda;
};
using result = partials<m * q>;

struct by_hand_with_eigen {
  result operator()(const input& in) const {
    result out;
    Eigen::Map<Eigen::Matrix<double, m, q>> G(out.gradient.data());
    Eigen::Matrix<double, n, q> R = -in.Y;
    R.noalias() += in.X * in.W;
    out.value = R.squaredNorm() + in.lambda * in.W.template lpNorm<1>();
    R *= 2;
    G.noalias() = in.X.transpose() * R;
    G += in.lambda * in.W.cwiseSign();
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
    const double *W = in.W.data(), *X = in.X.data(), *Y = in.Y.data();
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
        out.gradient[at] = 2 * sum(dot) + (w > 0 ? in.lambda : (w < 0 ? -in.lambda : 0));
      };
      for (std::size_t j = 0; j < q; ++j) finish(j * m + k, first[j]), finish(j * m + k + 1, second[j]);
    }
    out.value = sum(squares) + in.lambda * norm1;
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
    constexpr auto lasso = sqnorm(X * W - Y) + lambda * norm1(W);
    const auto [value, g] = value_and_grad(lasso, wrt(W))(X = in.X, Y = in.Y, W = in.W, lambda = in.lambda);
    result out{value, {}};
    Eigen::Map<Eigen::Matrix<double, m, q>>(out.gradient.data()) = g[W];
    return out;
  }
};

struct with_autodiffscalar {
  result operator()(const input& in) const {
    using scalar = Eigen::AutoDiffScalar<Eigen::Matrix<double, m * q, 1>>;
    Eigen::Matrix<scalar, m, q> W;
    for (int k = 0; k < int(m * q); ++k) W.data()[k] = scalar(in.W.data()[k], m * q, k);
    scalar f = 0.0;
    for (Eigen::Index j = 0; j < Eigen::Index(q); ++j)
      for (Eigen::Index i = 0; i < Eigen::Index(n); ++i) {
        scalar r = -in.Y(i, j);
        for (Eigen::Index k = 0; k < Eigen::Index(m); ++k) r += in.X(i, k) * W(k, j);
        f += r * r;
      }
    for (Eigen::Index k = 0; k < W.size(); ++k) f += in.lambda * abs(W.data()[k]);
    result out{f.value(), {}};
    Eigen::Map<Eigen::Matrix<double, m * q, 1>>(out.gradient.data()) = f.derivatives();
    return out;
  }
};

// W, X, Y, lambda in one array.
struct formula {
  static constexpr std::size_t X = m * q, Y = X + n * m, lambda = Y + n * q, size = lambda + 1;

  template <class Scalar> Scalar operator()(const std::vector<Scalar>& v) const {
    Scalar f = 0, norm1 = 0;
    for (std::size_t j = 0; j < q; ++j)
      for (std::size_t i = 0; i < n; ++i) {
        Scalar r = -v[Y + j * n + i];
        for (std::size_t k = 0; k < m; ++k) r += v[X + k * n + i] * v[j * m + k];
        f += r * r;
      }
    for (std::size_t k = 0; k < m * q; ++k) norm1 += fabs(v[k]);
    return f + v[lambda] * norm1;
  }
};
static_assert(sizeof(input) >= formula::size * sizeof(double) && offsetof(input, lambda) == formula::lambda * sizeof(double));

}  // namespace

int main(int argc, char** argv) {
  uniform number(-1, 1);
  std::vector<input> inputs(64);
  for (input& in : inputs) {
    for (double& w : in.W.reshaped()) w = number();
    for (double& x : in.X.reshaped()) x = number();
    for (double& y : in.Y.reshaped()) y = number();
    in.lambda = 1 + number();
  }

  contest<input> lasso("Lasso ||XW - Y||^2 + lambda ||W||_1, 64x16 times 16x4", inputs, parse(argc, argv));
  lasso.add("by hand", by_hand{});
  lasso.add("by hand, again", by_hand{});
  lasso.add("by hand, Eigen fixed sizes", by_hand_with_eigen{});
  lasso.add("nabla", with_nabla{});
  lasso.add("Eigen AutoDiffScalar", with_autodiffscalar{});
  add_adolc<formula>(
      lasso, formula::size, inputs[0], [](const input& in) { return in.W.data(); },
      [](double value, const std::vector<double>& g) {
        result out{value, {}};
        std::copy_n(g.begin(), m * q, out.gradient.begin());
        return out;
      });
  lasso.run();
}
