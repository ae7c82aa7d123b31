// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "training.hpp"

namespace train_digits {
template training_result run_experiment<32>(const data_parts&, const settings&, generator&, std::ostream&);
}  // namespace train_digits
