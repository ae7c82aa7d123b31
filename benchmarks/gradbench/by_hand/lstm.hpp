// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "evals/lstm.hpp"
#include "support/compare.hpp"

#include <cmath>

namespace gradbench {

struct lstm_by_hand : gradient_by_hand<lstm_by_hand> {
  static constexpr double tolerance = 1e-11;

  static std::vector<double> parameters(const lstm::input& in) {
    std::vector<double> all(in.main);
    all.insert(all.end(), in.extra.begin(), in.extra.end());
    return all;
  }
  static double bit(const lstm::input& in, std::size_t character, std::size_t i) { return in.sequence(static_cast<Eigen::Index>(character), static_cast<Eigen::Index>(i)); }

  template <class T> static std::vector<T> objective(const lstm::input& in, const std::vector<T>& p) {
    using std::exp, std::log, std::tanh;
    const std::size_t b = in.bits;
    const T* extra = p.data() + in.main.size();
    const auto sigmoid = [](const T& u) { return T(1 / (1 + exp(-u))); };
    std::vector<T> state(in.state.begin(), in.state.end()), u(b);
    T total = 0;
    for (std::size_t t = 0; t + 1 < static_cast<std::size_t>(in.sequence.rows()); ++t) {
      for (std::size_t i = 0; i < b; ++i) u[i] = extra[i] * bit(in, t, i);
      for (std::size_t l = 0; l < in.layers; ++l)
        for (std::size_t i = 0; i < b; ++i) {
          const T *w = &p[8 * b * l + i], *bias = w + 4 * b;
          T &hidden = state[2 * b * l + i], &cell = state[2 * b * l + b + i];
          const T forget = sigmoid(u[i] * w[0] + bias[0]), gate = sigmoid(hidden * w[b] + bias[b]), out = sigmoid(u[i] * w[2 * b] + bias[2 * b]), change = tanh(hidden * w[3 * b] + bias[3 * b]);
          cell = cell * forget + gate * change;
          hidden = out * tanh(cell);
          u[i] = hidden;
        }
      T sum = 2;
      for (std::size_t i = 0; i < b; ++i) {
        u[i] = u[i] * extra[b + i] + extra[2 * b + i];
        sum += exp(u[i]);
      }
      const T size = log(sum);
      for (std::size_t i = 0; i < b; ++i) total += bit(in, t + 1, i) * (u[i] - size);
    }
    return {T(-total / in.count())};
  }

  // Of each step, layer and bit: what came from below, the hidden and the cell before, four gates, tanh of the cell.
  std::vector<double> result, state, kept, u, back;
  std::span<const double> operator()(const lstm::input& in) {
    const std::size_t b = in.bits, steps = static_cast<std::size_t>(in.sequence.rows()) - 1, of_step = 8 * b * in.layers;
    const double* extra = in.extra.data();
    result.assign(in.main.size() + in.extra.size(), 0);
    kept.resize(steps * of_step);
    state = in.state;
    u.resize(b * (steps + 1));
    for (std::size_t t = 0; t < steps; ++t) {
      double* at = &u[b * t];
      for (std::size_t i = 0; i < b; ++i) at[i] = extra[i] * bit(in, t, i);
      for (std::size_t l = 0; l < in.layers; ++l) {
        const double *w = &in.main[8 * b * l], *bias = w + 4 * b;
        double *hidden = &state[2 * b * l], *cell = hidden + b, *keep = &kept[t * of_step + 8 * b * l];
        for (std::size_t i = 0; i < b; ++i) {
          const double forget = 1 / (1 + std::exp(-(at[i] * w[i] + bias[i]))), gate = 1 / (1 + std::exp(-(hidden[i] * w[b + i] + bias[b + i])));
          const double out = 1 / (1 + std::exp(-(at[i] * w[2 * b + i] + bias[2 * b + i]))), change = std::tanh(hidden[i] * w[3 * b + i] + bias[3 * b + i]);
          keep[i] = at[i];
          keep[b + i] = hidden[i];
          keep[2 * b + i] = cell[i];
          keep[3 * b + i] = forget;
          keep[4 * b + i] = gate;
          keep[5 * b + i] = out;
          keep[6 * b + i] = change;
          cell[i] = cell[i] * forget + gate * change;
          keep[7 * b + i] = std::tanh(cell[i]);
          hidden[i] = out * keep[7 * b + i];
          at[i] = hidden[i];
        }
      }
    }
    back.assign(2 * b * in.layers + b, 0);
    double *to_extra = result.data() + in.main.size(), *below = &back[2 * b * in.layers];
    for (std::size_t t = steps; t-- > 0;) {
      const double* hidden = &u[b * t];
      double sum = 2, wanted = 0;
      for (std::size_t i = 0; i < b; ++i) {
        below[i] = std::exp(hidden[i] * extra[b + i] + extra[2 * b + i]);
        sum += below[i];
        wanted += bit(in, t + 1, i);
      }
      for (std::size_t i = 0; i < b; ++i) {
        const double slope = (wanted * below[i] / sum - bit(in, t + 1, i)) / in.count();
        to_extra[b + i] += slope * hidden[i];
        to_extra[2 * b + i] += slope;
        below[i] = slope * extra[b + i];
      }
      for (std::size_t l = in.layers; l-- > 0;) {
        const double *w = &in.main[8 * b * l], *keep = &kept[t * of_step + 8 * b * l];
        double *to_hidden = &back[2 * b * l], *to_cell = to_hidden + b, *to_w = &result[8 * b * l], *to_bias = to_w + 4 * b;
        for (std::size_t i = 0; i < b; ++i) {
          const double from = keep[i], before = keep[b + i], forget = keep[3 * b + i], gate = keep[4 * b + i], out = keep[5 * b + i], change = keep[6 * b + i], bent = keep[7 * b + i];
          const double d = to_hidden[i] + below[i], c = to_cell[i] + d * out * (1 - bent * bent);
          const double of_forget = c * keep[2 * b + i] * forget * (1 - forget), of_gate = c * change * gate * (1 - gate), of_out = d * bent * out * (1 - out), of_change = c * gate * (1 - change * change);
          to_w[i] += of_forget * from;
          to_w[b + i] += of_gate * before;
          to_w[2 * b + i] += of_out * from;
          to_w[3 * b + i] += of_change * before;
          to_bias[i] += of_forget;
          to_bias[b + i] += of_gate;
          to_bias[2 * b + i] += of_out;
          to_bias[3 * b + i] += of_change;
          to_cell[i] = c * forget;
          to_hidden[i] = of_gate * w[b + i] + of_change * w[3 * b + i];
          below[i] = of_forget * w[i] + of_out * w[2 * b + i];
        }
      }
      for (std::size_t i = 0; i < b; ++i) to_extra[i] += below[i] * bit(in, t, i);
    }
    return result;
  }
};

inline std::vector<row<lstm>> rows_of(lstm) {
  return {{"2 layers, 1024 characters", lstm::sample({2, 1024, 7})}, {"4 layers, 1024 characters", lstm::sample({4, 1024, 7})}, {"6 layers, 4096 characters", lstm::sample({6, 4096, 7}), false}};
}

}  // namespace gradbench
