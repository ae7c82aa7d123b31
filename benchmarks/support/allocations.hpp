// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Counts every heap allocation of the process, Eigen's and ADOL-C's included.
#pragma once

#include <cstddef>

namespace benchmarks {

/// By this thread, so far.
extern thread_local std::size_t allocations;

}  // namespace benchmarks
