// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <barrier>
#include <functional>
#include <thread>
#include <vector>

namespace train_fashion {

/// Threads that do the same work at the same time on parts of their own; the caller is one of them. They wait between works, which costs microseconds,
/// where starting a thread costs tens.
class team {
 public:
  explicit team(int size) : size_(size), begin_(size), end_(size) {
    for (int i = 1; i < size; ++i)
      others_.emplace_back([this, i] {
        for (;;) {
          begin_.arrive_and_wait();
          if (work_ == nullptr) return;
          (*work_)(i);
          end_.arrive_and_wait();
        }
      });
  }
  team(const team&) = delete;
  team& operator=(const team&) = delete;
  ~team() {
    work_ = nullptr;
    begin_.arrive_and_wait();
  }

  int size() const { return size_; }
  /// work(0) … work(size − 1), all done when this returns. The work may not throw.
  void operator()(const std::function<void(int)>& work) {
    work_ = &work;
    begin_.arrive_and_wait();
    work(0);
    end_.arrive_and_wait();
  }

 private:
  int size_;
  const std::function<void(int)>* work_ = nullptr;
  std::barrier<> begin_, end_;
  std::vector<std::jthread> others_;
};

}  // namespace train_fashion
