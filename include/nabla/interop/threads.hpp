// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <exception>
#include <thread>
#include <vector>

namespace nabla::detail {

/// `vmap(f)(x = many, threads(4))`: as many parts at once, the last of them on the thread that calls. A pool of one's own is an object with the same two
/// functions: parts(), and a call (count, part) that runs part(0), …, part(count - 1) and returns when all are done.
class thread_count {
 public:
  explicit thread_count(int count) : count_(count > 0 ? count : static_cast<int>(std::thread::hardware_concurrency())) {}
  int parts() const { return count_ > 0 ? count_ : 1; }
  template <class Part>
  void operator()(int count, const Part& part) const {
    std::vector<std::thread> others;
    others.reserve(static_cast<std::size_t>(count));
    int begun = 0;
    for (; begun + 1 < count; ++begun) {
      if (!begin(others, [&part, begun] { part(begun); })) break;  // no more threads to be had: the rest is done here
    }
    for (int rest = begun; rest < count; ++rest) part(rest);
    for (std::thread& other : others) other.join();
  }

 private:
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
