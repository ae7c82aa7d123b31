// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>

#include <algorithm>
#include <cmath>

namespace nabla::detail {

// Learning-rate schedules: `optimiser.rate = rate(t)`, where t counts steps or epochs from 0, as you like.

// clang-format off
#define NABLA_DETAIL_RATE_OF_A_STEP NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double), "nabla: a rate that falls is a function of the step, or the epoch: optimiser.rate = rate(epoch)")
// clang-format on
/// rate · factor^⌊t / every⌋
struct step_decay {
  double rate, factor;
  double every;
  NABLA_DETAIL_RATE_OF_A_STEP
  double operator()(double t) const { return rate * std::pow(factor, std::floor(t / every)); }
};

/// rate · factor^t
struct exponential_decay {
  double rate, factor;
  NABLA_DETAIL_RATE_OF_A_STEP
  double operator()(double t) const { return rate * std::pow(factor, t); }
};

/// Half a cosine from rate down to last at t = total, and last from there on (Loshchilov, Hutter: SGDR, 2017).
struct cosine_decay {
  double rate, total, last = 0;
  NABLA_DETAIL_RATE_OF_A_STEP
  double operator()(double t) const {
    const double part = total > 0 ? std::clamp(t / total, 0.0, 1.0) : 1.0;
    return last + (rate - last) * (1 + std::cos(3.141592653589793238 * part)) / 2;
  }
};

/// The first `steps` steps rise in a line to what comes then (Goyal et al.: Accurate, large minibatch SGD, 2017).
template <class Then>
struct warm_up {
  double steps;
  Then then;
  NABLA_DETAIL_RATE_OF_A_STEP
  double operator()(double t) const { return t < steps ? then(0) * (t + 1) / steps : then(t - steps); }
};
template <class Then>
warm_up(double, Then) -> warm_up<Then>;
#undef NABLA_DETAIL_RATE_OF_A_STEP

}  // namespace nabla::detail

namespace nabla {
using detail::step_decay, detail::exponential_decay, detail::cosine_decay, detail::warm_up;
}
