// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace nabla::detail {

/// `vmap(f)(x = many, threads(4))`: so many threads, the one that calls among them. Each has parts of its own, one after the other, and then takes what others have not begun: one that
/// begins late or is interrupted has fewer. A pool of one's own is an object with the same two functions: parts(), and a call (count, part) that runs part(0), …, part(count - 1) and returns
/// when all are done.
class thread_count {
 public:
  explicit thread_count(int count) : count_(count > 0 ? count : static_cast<int>(std::thread::hardware_concurrency())) {}
  int parts() const { return count_ > 1 ? count_ * parts_of_a_thread : 1; }
  template <class Part>
  void operator()(int count, const Part& part) const {
    const int workers = count < count_ ? count : count_;
    std::vector<std::atomic<int>> begun(static_cast<std::size_t>(workers));
    const auto work = [&](int worker) {
      for (int k = 0; k < workers; ++k) {
        const int whose = (worker + k) % workers, first = first_of(whose, workers, count), end = first_of(whose + 1, workers, count);
        std::atomic<int>& own = begun[static_cast<std::size_t>(whose)];
        for (int next = first + own++; next < end; next = first + own++) part(next);
      }
    };
    std::vector<std::thread> others;
    others.reserve(static_cast<std::size_t>(workers));
    for (int worker = 1; worker < workers; ++worker)
      if (!begin(others, [&work, worker] { work(worker); })) break;  // no more threads to be had: the others do the rest
    work(0);
    for (std::thread& other : others) other.join();
  }

 private:
  static constexpr int parts_of_a_thread = 16;
  static int first_of(int worker, int workers, int count) { return static_cast<int>(static_cast<long long>(count) * worker / workers); }
  template <class Run>
  static bool begin(std::vector<std::thread>& others, const Run& run) {
#if defined(__cpp_exceptions)
    try {
      others.emplace_back(run);
    } catch (const std::exception&) {
      return false;
    }
#else
    others.emplace_back(run);
#endif
    return true;
  }
  int count_;
};

/// So many threads; 0: as many as the machine runs at once.
inline thread_count threads(int count = 0) { return thread_count(count); }

}  // namespace nabla::detail

namespace nabla {
using detail::threads;
}
