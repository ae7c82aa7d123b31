// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "progress.hpp"

#include <cstdio>
#include <iomanip>
#include <sstream>
#include <string>

#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

namespace train_digits {
namespace {

std::string describe(const epoch_record& record) {
  std::ostringstream text;
  text << std::fixed << "loss " << std::setprecision(4) << record.loss << std::setprecision(1) << "   training " << std::setw(5)
       << 100 * record.training_accuracy << " %   test " << std::setw(5) << 100 * record.test_accuracy << " %";
  return text.str();
}

}  // namespace

bool is_terminal() {
#ifdef _WIN32
  return _isatty(_fileno(stdout)) != 0;
#else
  return isatty(STDOUT_FILENO) != 0;
#endif
}

progress::~progress() {
  if (drew_) out_ << std::endl;
}

void progress::draw(int epoch, double part) {
  constexpr int width = 20;
  const std::string total = std::to_string(epochs_);
  const int filled = static_cast<int>(width * (epoch - 1 + part) / epochs_);
  std::ostringstream line;
  line << "\repoch " << std::setw(static_cast<int>(total.size())) << epoch << '/' << total << " ["
       << std::string(static_cast<std::size_t>(filled), '#') << std::string(static_cast<std::size_t>(width - filled), '.') << "] ";
  if (has_last_) line << describe(last_);
  out_ << line.str() << "\x1b[K" << std::flush;  // the last sequence erases what an older, longer line left
  drew_ = true;
}

void progress::advance(int epoch, double part) {
  const auto now = std::chrono::steady_clock::now();
  if (!live_ || now - drawn_ < std::chrono::milliseconds(50)) return;  // drawing costs more than a training step
  drawn_ = now;
  draw(epoch, part);
}

void progress::finish_epoch(int epoch, const epoch_record& record) {
  last_ = record;
  has_last_ = true;
  if (live_) {
    if (epoch == epochs_)
      draw(epoch, 1);
    else
      advance(epoch, 1);
    return;
  }
  const int interval = (epochs_ + 19) / 20;
  if (epoch == 1 || epoch % interval == 0 || epoch == epochs_)
    out_ << "epoch " << std::setw(static_cast<int>(std::to_string(epochs_).size())) << epoch << '/' << epochs_ << "   " << describe(record)
         << std::endl;
}

}  // namespace train_digits
