// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <ostream>

namespace train_digits {

/// What is known about the network after an epoch.
struct epoch_record {
  double loss = 0, training_accuracy = 0, test_accuracy = 0;
};

/// Whether standard output is a terminal, where a line can be rewritten.
bool is_terminal();

/// A bar that moves in place on a terminal; elsewhere about twenty plain lines.
class progress {
public:
  progress(std::ostream& out, int epochs, bool live) : out_(out), epochs_(epochs), live_(live) {}
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress();  // leaves the line of the bar, also when the training ends early

  /// Inside an epoch: `part` of it, 0 … 1, is done.
  void advance(int epoch, double part);
  void finish_epoch(int epoch, const epoch_record& record);

private:
  void draw(int epoch, double part);

  std::ostream& out_;
  int epochs_;
  bool live_;
  epoch_record last_{};
  bool has_last_ = false, drew_ = false;
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace train_digits
