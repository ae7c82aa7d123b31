// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/ht.hpp"
#include "support/compare.hpp"

#include <array>
#include <cmath>
#include <type_traits>

namespace gradbench {

struct ht_by_hand {
  static constexpr double tolerance = 1e-11;
  template <class T> using square = std::array<std::array<T, 4>, 4>;

  template <class A, class B> static auto product(const square<A>& a, const square<B>& b) {
    square<std::conditional_t<std::is_same_v<A, double>, B, A>> all;
    for (std::size_t i = 0; i < 4; ++i)
      for (std::size_t j = 0; j < 4; ++j) all[i][j] = a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j] + a[i][3] * b[3][j];
    return all;
  }
  static square<double> bone(const std::vector<double>& of, std::size_t number) {
    square<double> all;
    for (std::size_t i = 0; i < 16; ++i) all[i / 4][i % 4] = of[16 * number + i];
    return all;
  }
  // The rotation by the length of an axis about it, a hand in a mirror turned back; nothing is known of it near 0.
  template <class T> static square<T> turn(const T* axis, double side) {
    using std::cos, std::sin, std::sqrt;
    square<T> R{};
    const T angle = sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
    if (angle < 0.0001) {
      for (std::size_t i = 0; i < 3; ++i) R[i][i] = 1;
    } else {
      const T c = cos(angle), s = sin(angle), k[3] = {axis[0] / angle, axis[1] / angle, axis[2] / angle};
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) R[i][j] = (1 - c) * k[i] * k[j] + (i == j ? c : j == (i + 1) % 3 ? T(-s * k[(i + 2) % 3])
                                                                                                             : T(s * k[(j + 2) % 3]));
    }
    for (std::size_t i = 0; i < 3; ++i) R[i][0] *= side;
    R[3][3] = 1;
    return R;
  }
  template <class T> static square<T> about_x(const T& cosine, const T& sine, double one) { return {{{T(one), T(0), T(0), T(0)}, {T(0), cosine, -sine, T(0)}, {T(0), sine, cosine, T(0)}, {T(0), T(0), T(0), T(one)}}}; }
  template <class T> static square<T> about_z(const T& cosine, const T& sine, double one) { return {{{cosine, -sine, T(0), T(0)}, {sine, cosine, T(0), T(0)}, {T(0), T(0), T(one), T(0)}, {T(0), T(0), T(0), T(one)}}}; }

  static std::vector<double> parameters(const ht::input& in) {
    std::vector<double> all(in.theta);
    for (const auto* part : {&in.u, &in.v}) all.insert(all.end(), part->begin(), part->end());
    return all;
  }
  template <class T> static std::vector<T> objective(const ht::input& in, const std::vector<T>& p) {
    using std::cos, std::sin;
    const square<T> R = turn(p.data(), in.side);
    std::array<square<T>, ht::bones> absolute, moved;
    for (std::size_t i = 0; i < ht::bones; ++i) {
      square<T> own;
      const square<double> relative = bone(in.relatives, i);
      for (std::size_t row = 0; row < 4; ++row)
        for (std::size_t column = 0; column < 4; ++column) own[row][column] = relative[row][column];
      if (i > 0 && i + 1 < ht::bones && i % 4 != 1) {
        const T* angles = &p[6 + i - i % 4 - (i % 4 == 0 ? 4 : 0)];
        const T& angle = angles[i % 4 == 2 ? 0 : i % 4 == 3 ? 2
                                                            : 3];
        if (i % 4 == 2) own = product(own, about_z(T(cos(angles[1])), T(sin(angles[1])), 1));
        own = product(own, about_x(T(cos(angle)), T(sin(angle)), 1));
      }
      absolute[i] = i == 0 ? own : product(absolute[static_cast<std::size_t>(ht::parent(i))], own);
      moved[i] = product(R, product(absolute[i], bone(in.inverses, i)));
    }
    const std::size_t n = in.vertices(), count = in.count();
    std::vector<T> at(3 * n), all(3 * count);
    for (std::size_t vertex = 0; vertex < n; ++vertex)
      for (std::size_t k = 0; k < 3; ++k) {
        at[k * n + vertex] = p[3 + k];
        for (std::size_t i = 0; i < ht::bones; ++i)
          if (const double weight = in.weights[i * n + vertex]; weight != 0)
            for (std::size_t j = 0; j < 4; ++j) at[k * n + vertex] += weight * in.base[j * n + vertex] * moved[i][k][j];
      }
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t k = 0; k < 3; ++k) {
        const auto corner = [&](std::size_t number) -> const T& { return at[k * n + static_cast<std::size_t>(in.corners[number][i])]; };
        all[k * count + i] = in.points[k * count + i];
        if (in.in_triangles()) {
          const T &u = p[ht::parameters + i], &v = p[ht::parameters + count + i];
          all[k * count + i] -= u * corner(0) + v * corner(1) + (1 - u - v) * corner(2);
        } else {
          all[k * count + i] -= corner(0);
        }
      }
    return all;
  }
  static std::vector<double> along(const ht::input& in, std::span<const double> found, const std::vector<double>& d) {
    const std::size_t count = in.count(), ahead = in.columns() - ht::parameters;
    std::vector<double> all(3 * count);
    for (std::size_t i = 0; i < 3 * count; ++i) {
      for (std::size_t k = 0; k < ahead; ++k) all[i] += found[3 * count * k + i] * d[ht::parameters + k * count + i % count];
      for (std::size_t k = 0; k < ht::parameters; ++k) all[i] += found[3 * count * (ahead + k) + i] * d[k];
    }
    return all;
  }

  // Of each vertex: where it is before the hand turns, and what each parameter but the shift does to it.
  std::vector<double> result, at, slopes;
  std::span<const double> operator()(const ht::input& in) {
    const std::size_t n = in.vertices(), count = in.count(), ahead = in.columns() - ht::parameters;
    at.assign(6 * n, 0);
    slopes.assign(3 * n * ht::parameters, 0);
    const square<double> R = turn(in.theta.data(), in.side), wrist = bone(in.relatives, 0);
    // adds what a bone moves by this matrix
    const auto add = [&](const square<double>& M, std::size_t number, double* to) {
      const double *w = &in.weights[number * n], *b = in.base.data();
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t i = 0; i < n; ++i) to[k * n + i] += w[i] * (M[k][0] * b[i] + M[k][1] * b[n + i] + M[k][2] * b[2 * n + i] + M[k][3] * b[3 * n + i]);
    };
    add(product(wrist, bone(in.inverses, 0)), 0, at.data());
    add(product(product(wrist, bone(in.relatives, ht::bones - 1)), bone(in.inverses, ht::bones - 1)), ht::bones - 1, at.data());
    for (std::size_t finger = 0; finger < 5; ++finger) {
      const std::size_t first = 4 * finger + 1;
      const double* angles = &in.theta[6 + 4 * finger];
      double c[4], s[4];
      for (std::size_t k = 0; k < 4; ++k) {
        c[k] = std::cos(angles[k]);
        s[k] = std::sin(angles[k]);
      }
      square<double> absolute = product(wrist, bone(in.relatives, first));
      add(product(absolute, bone(in.inverses, first)), first, at.data());
      square<double> by[4];  // the derivatives of it, by the angles so far
      for (std::size_t number = 1; number < 4; ++number) {
        const square<double> before = product(absolute, bone(in.relatives, first + number)), inverse = bone(in.inverses, first + number);
        if (number == 1) {
          const square<double> x = about_x(c[0], s[0], 1), z = about_z(c[1], s[1], 1);
          absolute = product(product(before, z), x);
          by[0] = product(product(before, z), about_x(-s[0], c[0], 0));
          by[1] = product(product(before, about_z(-s[1], c[1], 0)), x);
        } else {
          const square<double> x = about_x(c[number], s[number], 1), step = product(bone(in.relatives, first + number), x);
          absolute = product(before, x);
          for (std::size_t k = 0; k < number; ++k) by[k] = product(by[k], step);
          by[number] = product(before, about_x(-s[number], c[number], 0));
        }
        add(product(absolute, inverse), first + number, at.data());
        for (std::size_t k = 0; k <= number; ++k) add(product(R, product(by[k], inverse)), first + number, &slopes[3 * n * (6 + 4 * finger + k)]);
      }
    }
    // R, and its derivatives by the axis: of sin t [k]ₓ + (1 - cos t) k kᵀ + cos t 1
    const auto turned = [&](const square<double>& M, double* to) {
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t i = 0; i < n; ++i) to[k * n + i] = M[k][0] * at[i] + M[k][1] * at[n + i] + M[k][2] * at[2 * n + i];
    };
    turned(R, &at[3 * n]);
    for (std::size_t k = 0; k < 3; ++k)
      for (double& each : std::span(at).subspan((3 + k) * n, n)) each += in.theta[3 + k];
    const double *axis = in.theta.data(), angle = std::sqrt(axis[0] * axis[0] + axis[1] * axis[1] + axis[2] * axis[2]);
    for (std::size_t l = 0; l < 3 && !(angle < 0.0001); ++l) {
      const double cosine = std::cos(angle), sine = std::sin(angle), k[3] = {axis[0] / angle, axis[1] / angle, axis[2] / angle};
      double dk[3];
      for (std::size_t i = 0; i < 3; ++i) dk[i] = ((i == l ? 1 : 0) - k[i] * k[l]) / angle;
      square<double> slope{};
      for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) {
          const std::size_t other = (j == (i + 1) % 3 ? i + 2 : j + 2) % 3;
          const double sign = j == (i + 1) % 3 ? -1 : 1;
          slope[i][j] = sine * k[l] * k[i] * k[j] + (1 - cosine) * (dk[i] * k[j] + k[i] * dk[j]) + (i == j ? -sine * k[l] : sign * (cosine * k[l] * k[other] + sine * dk[other]));
        }
      for (std::size_t i = 0; i < 3; ++i) slope[i][0] *= in.side;
      turned(slope, &slopes[3 * n * l]);
    }

    result.resize(3 * count * in.columns());
    for (std::size_t column = 0; column < ht::parameters; ++column)
      for (std::size_t k = 0; k < 3; ++k) {
        double* to = &result[3 * count * (ahead + column) + count * k];
        const double* from = &slopes[3 * n * column + n * k];
        const int *a = in.corners[0].data(), *b = in.corners[1].data(), *c = in.corners[2].data();
        if (column >= 3 && column < 6)
          for (std::size_t i = 0; i < count; ++i) to[i] = column - 3 == k ? -1 : 0;
        else if (in.in_triangles())
          for (std::size_t i = 0; i < count; ++i) to[i] = -(in.u[i] * from[a[i]] + in.v[i] * from[b[i]] + (1 - in.u[i] - in.v[i]) * from[c[i]]);
        else
          for (std::size_t i = 0; i < count; ++i) to[i] = -from[a[i]];
      }
    for (std::size_t k = 0; k < 3 && in.in_triangles(); ++k)
      for (std::size_t i = 0; i < count; ++i) {
        const double* from = &at[(3 + k) * n];
        result[count * k + i] = from[in.corners[2][i]] - from[in.corners[0][i]];
        result[count * (3 + k) + i] = from[in.corners[2][i]] - from[in.corners[1][i]];
      }
    return result;
  }

#ifdef NABLA_HAS_ADOLC
  // Forwards along all columns at once: the places in triangles move together.
  class tape {
   public:
    explicit tape(const ht::input& in) {
      const std::vector<double> p = parameters(in);
      const std::size_t columns = in.columns(), ahead = columns - ht::parameters, count = in.count();
      std::vector<adouble> active(p.size());
      values_.resize(3 * count);
      trace_on(1);
      for (std::size_t i = 0; i < p.size(); ++i) active[i] <<= p[i];
      std::vector<adouble> all = objective<adouble>(in, active);
      for (std::size_t i = 0; i < all.size(); ++i) all[i] >>= values_[i];
      trace_off();
      seeds_.assign(p.size() * columns, 0);
      for (std::size_t i = 0; i < p.size(); ++i) seeds_[i * columns + (i < ht::parameters ? ahead + i : (i - ht::parameters) / count)] = 1;
      found_.resize(3 * count * columns);
      result_.resize(found_.size());
      for (std::size_t i = 0; i < p.size(); ++i) seed_rows_.push_back(&seeds_[i * columns]);
      for (std::size_t i = 0; i < 3 * count; ++i) found_rows_.push_back(&found_[i * columns]);
    }
    std::span<const double> operator()(const ht::input& in) {
      const std::vector<double> p = parameters(in);
      const std::size_t columns = in.columns(), rows = values_.size();
      fov_forward(1, static_cast<int>(rows), static_cast<int>(p.size()), static_cast<int>(columns), p.data(), seed_rows_.data(), values_.data(), found_rows_.data());
      for (std::size_t i = 0; i < rows; ++i)
        for (std::size_t k = 0; k < columns; ++k) result_[rows * k + i] = found_[i * columns + k];
      return result_;
    }

   private:
    std::vector<double> values_, seeds_, found_, result_;
    std::vector<double*> seed_rows_, found_rows_;
  };
#endif
};

inline std::vector<row<ht>> rows_of(ht) {
  return {{"544 vertices, 100 of them", ht::sample({544, 100, false})}, {"544 vertices, 12,800 of them", ht::sample({544, 12800, false})}, {"544 vertices, 100 in triangles", ht::sample({544, 100, true})}, {"544 vertices, 12,800 in triangles", ht::sample({544, 12800, true}), false}};
}

}  // namespace gradbench
