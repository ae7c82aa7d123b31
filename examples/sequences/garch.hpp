// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

/// Days of large changes come together: each day's variance follows from the change and the variance of the day before (T. Bollerslev: Generalized
/// autoregressive conditional heteroskedasticity, 1986).
namespace sequences {

using nabla::operator""_c;

inline constexpr auto days = nabla::dim<"days">;
inline constexpr auto change = nabla::data<"change", days>;
inline constexpr auto first = nabla::data<"first">;  // the variance to begin with

inline constexpr auto theta = nabla::var<"theta", 3>;
inline constexpr auto base = exp(theta[0_c]);  // positive
inline constexpr auto persistence = sigmoid(theta[1_c]);  // in (0, 1): the process has a mean variance
inline constexpr auto share = sigmoid(theta[2_c]);  // of the news in that
inline constexpr auto variances = scan(change, first, [](auto e, auto h) { return base + persistence * (share * sq(e) + (1_c - share) * h); });
inline constexpr auto today = nabla::vstack(first, nabla::drop_last<1>(variances));  // a day's variance is known the evening before
inline constexpr auto minus_log_likelihood = sum(log(today) + sq(change) / today) / 2_c;

}  // namespace sequences
