// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "digits.hpp"
#include "options.hpp"

#include <cstdint>
#include <ostream>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace train_digits {

struct data_parts {
  samples training, test;
};

/// What is known about the network after an epoch.
struct epoch_record {
  double loss = 0, training_accuracy = 0, test_accuracy = 0;
};
std::string describe(const epoch_record& record);  // "loss 0.5721   training  98.2 %   test  97.5 %"

/// What a training leaves behind.
struct training_result {
  bool gradient_is_right = false;  // when the checker objects nothing is trained, and the rest is empty
  std::vector<epoch_record> history;
  Eigen::VectorXi predicted;  // for every test image
  std::int64_t seen = 0;      // images, counted as often as they were used
  double seconds = 0;         // for preparing batches, forward, backward and update; without the accuracies between
};

/// The loss left the finite numbers; what() says when.
struct diverged : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Checks the gradient, then trains a network with as many neurons as were chosen: training.cpp.
training_result run_experiment(const data_parts& data, const settings& chosen, std::mt19937_64& random, std::ostream& out);

}  // namespace train_digits
