// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/kmeans.hpp"
#include "support/compare.hpp"

#include <cmath>
#include <limits>

namespace gradbench {

struct kmeans_by_hand {
  static constexpr double tolerance = 1e-10;

  static std::vector<double> parameters(const kmeans::input& in) { return in.centroids.elements; }
  template <class T> static std::vector<T> objective(const kmeans::input& in, const std::vector<T>& centroids) {
    using std::fmin;
    const std::size_t d = in.points.columns;
    T total = 0;
    for (std::size_t i = 0; i < in.points.rows; ++i) {
      T nearest = std::numeric_limits<double>::infinity();
      for (std::size_t j = 0; j < in.centroids.rows; ++j) {
        T distance = 0;
        for (std::size_t c = 0; c < d; ++c) distance += (centroids[j * d + c] - in.points.elements[i * d + c]) * (centroids[j * d + c] - in.points.elements[i * d + c]);
        nearest = fmin(nearest, distance);
      }
      total += nearest;
    }
    return {total};
  }
  // The gradient is what was found times the Hessian: twice the number of points of each centroid.
  static std::vector<double> along(const kmeans::input& in, std::span<const double> found, const std::vector<double>& direction) {
    kmeans_by_hand again;
    again(in);
    double sum = 0;
    for (std::size_t i = 0; i < direction.size(); ++i) sum += 2 * again.counts[i / in.points.columns] * found[i] * direction[i];
    return {sum};
  }

  std::vector<double> counts, result;
  std::span<const double> operator()(const kmeans::input& in) {
    const std::size_t d = in.points.columns, k = in.centroids.rows;
    const double *points = in.points.elements.data(), *centroids = in.centroids.elements.data();
    counts.assign(k, 0);
    result.assign(k * d, 0);
    for (std::size_t i = 0; i < in.points.rows; ++i) {
      double nearest = std::numeric_limits<double>::infinity();
      std::size_t label = 0;
      for (std::size_t j = 0; j < k; ++j) {
        double distance = 0;
        for (std::size_t c = 0; c < d; ++c) distance += (centroids[j * d + c] - points[i * d + c]) * (centroids[j * d + c] - points[i * d + c]);
        if (distance < nearest) {
          nearest = distance;
          label = j;
        }
      }
      counts[label] += 1;
      for (std::size_t c = 0; c < d; ++c) result[label * d + c] += points[i * d + c];
    }
    for (std::size_t i = 0; i < result.size(); ++i) result[i] = centroids[i] - result[i] / counts[i / d];
    return result;
  }

#ifdef NABLA_HAS_ADOLC
  // The gradient by one run back, the diagonal by a product of the Hessian with a vector of ones.
  class tape {
   public:
    explicit tape(const kmeans::input& in) : gradient_(in), ones_(in.centroids.elements.size(), 1), product_(ones_.size()) {}
    std::span<const double> operator()(const kmeans::input& in) {
      const std::span<const double> g = gradient_(in);
      result_.assign(g.begin(), g.end());
      hess_vec(1, static_cast<int>(ones_.size()), const_cast<double*>(in.centroids.elements.data()), ones_.data(), product_.data());
      for (std::size_t i = 0; i < result_.size(); ++i) result_[i] /= product_[i];
      return result_;
    }

   private:
    gradient_tape<kmeans_by_hand> gradient_;
    std::vector<double> ones_, product_, result_;
  };
#endif
};

inline std::vector<row<kmeans>> rows_of(kmeans) {
  return {{"k = 10, n = 1000, d = 8", kmeans::sample({10, 1000, 8})}, {"k = 100, n = 1000, d = 16", kmeans::sample({100, 1000, 16}), false}, {"k = 1000, n = 10,000, d = 8", kmeans::sample({1000, 10000, 8}), false}};
}

}  // namespace gradbench
