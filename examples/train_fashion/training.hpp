// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "idx.hpp"
#include "processes.hpp"
#include "settings.hpp"

#include <ostream>
#include <stdexcept>
#include <vector>

namespace train_fashion {

struct epoch_record {
  double loss = 0, test_accuracy = 0, seconds = 0;
};

struct training_result {
  std::vector<epoch_record> history;
  Eigen::VectorXi predicted;  // for every test image
};

/// The loss left the finite numbers; what() says when.
struct diverged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Trains by Adam, over all processes and the threads of each: every worker takes a part of each batch, and the sum of their gradients is the gradient of
/// the batch. After each epoch the first process writes `out`/checkpoint.npz, from which --resume goes on as if nothing had happened.
/// Test accuracies and predictions are the first process's.
training_result train(const samples& training, const samples& test, const settings& chosen, const processes& all, std::ostream& out);

}  // namespace train_fashion
