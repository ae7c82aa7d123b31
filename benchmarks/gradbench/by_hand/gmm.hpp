// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/gmm.hpp"
#include "support/compare.hpp"

#include <algorithm>
#include <cmath>

namespace gradbench {

struct gmm_by_hand : gradient_by_hand<gmm_by_hand> {
  static constexpr double tolerance = 1e-10;

  static std::vector<double> parameters(const gmm::input& in) {
    std::vector<double> all(in.alpha);
    for (const auto* part : {&in.mu, &in.q, &in.l}) all.insert(all.end(), part->begin(), part->end());
    return all;
  }
  template <class T> static T log_sum_exp(const T* x, std::size_t size) {
    using std::exp, std::fmax, std::log;
    T largest = x[0], sum = 0;
    for (std::size_t i = 1; i < size; ++i) largest = fmax(largest, x[i]);
    for (std::size_t i = 0; i < size; ++i) sum += exp(x[i] - largest);
    return log(sum) + largest;
  }
  template <class T> static std::vector<T> objective(const gmm::input& in, const std::vector<T>& p) {
    using std::exp;
    const std::size_t d = in.d, k = in.k, below = in.below();
    const T *alpha = p.data(), *mu = alpha + k, *q = mu + k * d, *l = q + k * d;
    std::vector<T> diagonal(k * d), each(k), y(d);
    for (std::size_t i = 0; i < k * d; ++i) diagonal[i] = exp(q[i]);
    T total = 0;
    for (std::size_t i = 0; i < in.n; ++i) {
      for (std::size_t j = 0; j < k; ++j) {
        each[j] = alpha[j];
        for (std::size_t c = 0; c < d; ++c) y[c] = diagonal[j * d + c] * (in.x[i * d + c] - mu[j * d + c]);
        const T* entry = l + j * below;
        for (std::size_t c = 0; c < d; ++c)
          for (std::size_t r = c + 1; r < d; ++r) y[r] += *entry++ * (in.x[i * d + c] - mu[j * d + c]);
        for (std::size_t c = 0; c < d; ++c) each[j] += q[j * d + c] - 0.5 * y[c] * y[c];
      }
      total += log_sum_exp(each.data(), k);
    }
    total -= static_cast<double>(in.n) * log_sum_exp(alpha, k);
    for (std::size_t i = 0; i < k * d; ++i) total -= 0.5 * in.gamma * in.gamma * diagonal[i] * diagonal[i] - in.m * q[i];
    for (std::size_t i = 0; i < k * below; ++i) total -= 0.5 * in.gamma * in.gamma * l[i] * l[i];
    return {total};
  }

  std::vector<double> result, diagonal, sum, each, z, y;
  std::span<const double> operator()(const gmm::input& in) {
    const std::size_t d = in.d, k = in.k, below = in.below();
    result.assign(k * (1 + 2 * d + below), 0);
    double *to_alpha = result.data(), *to_mu = to_alpha + k, *to_q = to_mu + k * d, *to_l = to_q + k * d;
    diagonal.resize(k * d);
    sum.assign(k, 0);
    each.resize(k);
    z.resize(k * d);
    y.resize(k * d);
    for (std::size_t j = 0; j < k; ++j)
      for (std::size_t c = 0; c < d; ++c) {
        diagonal[j * d + c] = std::exp(in.q[j * d + c]);
        sum[j] += in.q[j * d + c];
      }
    for (std::size_t i = 0; i < in.n; ++i) {
      for (std::size_t j = 0; j < k; ++j) {  // y = Q z
        double *zj = &z[j * d], *yj = &y[j * d];
        const double *x = &in.x[i * d], *mean = &in.mu[j * d], *entry = &in.l[j * below];
        for (std::size_t c = 0; c < d; ++c) {
          zj[c] = x[c] - mean[c];
          yj[c] = diagonal[j * d + c] * zj[c];
        }
        for (std::size_t c = 0; c < d; ++c) {
          const double zc = zj[c];
          for (std::size_t r = c + 1; r < d; ++r) yj[r] += *entry++ * zc;
        }
        double norm = 0;
        for (std::size_t c = 0; c < d; ++c) norm += yj[c] * yj[c];
        each[j] = in.alpha[j] + sum[j] - 0.5 * norm;
      }
      const double total = log_sum_exp(each.data(), k);
      for (std::size_t j = 0; j < k; ++j) {  // each component's share, and Qᵀ y
        const double share = std::exp(each[j] - total);
        to_alpha[j] += share;
        const double *zj = &z[j * d], *yj = &y[j * d], *entry = &in.l[j * below];
        double* to_entry = to_l + j * below;
        for (std::size_t c = 0; c < d; ++c) {
          const double on_diagonal = diagonal[j * d + c] * yj[c], weight = share * zj[c];
          double back = on_diagonal;
          for (std::size_t r = c + 1; r < d; ++r) {
            back += *entry++ * yj[r];
            *to_entry++ -= weight * yj[r];
          }
          to_mu[j * d + c] += share * back;
          to_q[j * d + c] += share * (1 - on_diagonal * zj[c]);
        }
      }
    }
    const double total = log_sum_exp(in.alpha.data(), k);
    for (std::size_t j = 0; j < k; ++j) to_alpha[j] -= static_cast<double>(in.n) * std::exp(in.alpha[j] - total);
    for (std::size_t i = 0; i < k * d; ++i) to_q[i] -= in.gamma * in.gamma * diagonal[i] * diagonal[i] - in.m;
    for (std::size_t i = 0; i < k * below; ++i) to_l[i] -= in.gamma * in.gamma * in.l[i];
    return result;
  }
};

inline std::vector<row<gmm>> rows_of(gmm) {
  return {{"d = 2, k = 5, n = 1000", gmm::sample({2, 5, 1000})}, {"d = 10, k = 25, n = 1000", gmm::sample({10, 25, 1000})}, {"d = 32, k = 50, n = 1000", gmm::sample({32, 50, 1000}), false}};
}

}  // namespace gradbench
