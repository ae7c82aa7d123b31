// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "experiment.hpp"

#include <string>
#include <vector>

namespace train_digits {

/// The training as an SVG picture: the loss on the left, the accuracies on the right, over the epochs.
std::string training_curve(const std::vector<epoch_record>& history, double smallest_loss);

}  // namespace train_digits
