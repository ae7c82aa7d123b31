// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <chrono>
#include <iomanip>
#include <ostream>
#include <sstream>
#include <string>
#include <utility>

namespace nabla::detail {

/// How far a training is: about twenty plain lines; or `live`, on a terminal, a bar that moves in place.
class progress {
 public:
  progress(std::ostream& out, int epochs, bool live = false) : out_(out), epochs_(epochs), live_(live) {}
  template <class None = void>
  progress() : out_(of_nothing<None>()) { static_assert(sizeof(None*) == 0, "nabla: progress is written to a stream, of so many epochs: progress bar(std::cout, 100)"); }
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  /// Leaves the line of the bar, also when the training ends early.
  ~progress() {
    if (drew_) out_ << std::endl;
  }

  /// Inside an epoch, counted from 1: `part` of it, 0 … 1, is done.
  void advance(int epoch, double part) {
    const auto now = std::chrono::steady_clock::now();
    if (!live_ || now - drawn_ < std::chrono::milliseconds(50)) return;  // drawing costs more than a training step
    drawn_ = now;
    draw(epoch, part);
  }
  /// `text` says what was reached, "loss 0.2731".
  void finish_epoch(int epoch, std::string text) {
    last_ = std::move(text);
    if (live_) return epoch == epochs_ ? draw(epoch, 1) : advance(epoch, 1);
    const int interval = (epochs_ + 19) / 20;
    if (epoch == 1 || epoch % interval == 0 || epoch == epochs_)
      out_ << "epoch " << std::setw(width_of_epochs()) << epoch << '/' << epochs_ << "   " << last_ << std::endl;
  }

 private:
  template <class None>
  static std::ostream& of_nothing();
  int width_of_epochs() const { return static_cast<int>(std::to_string(epochs_).size()); }
  void draw(int epoch, double part) {
    constexpr int width = 20;
    const int filled = static_cast<int>(width * (epoch - 1 + part) / epochs_);
    std::ostringstream line;
    line << "\repoch " << std::setw(width_of_epochs()) << epoch << '/' << epochs_ << " [" << std::string(static_cast<std::size_t>(filled), '#')
         << std::string(static_cast<std::size_t>(width - filled), '.') << "] " << last_;
    out_ << line.str() << "\x1b[K" << std::flush;  // the last sequence erases what an older, longer line left
    drew_ = true;
  }

  std::ostream& out_;
  int epochs_;
  bool live_, drew_ = false;
  std::string last_{};
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace nabla::detail

namespace nabla {
using detail::progress;
}
