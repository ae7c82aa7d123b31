// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/interop/kept_threads.hpp>

namespace nabla::detail {

/// `vmap(f)(x = many, threads(4))`: so many threads, the one that calls among them. Each has parts of its own, one after the other, and then takes what others have not begun: one that
/// begins late or is interrupted has fewer. Threads are begun by the first calls that want them and kept until the program ends. What a part throws is thrown by the call. A pool of one's own
/// is an object with the same two functions: parts(), and a call (count, part) that runs part(0), …, part(count - 1) and returns when all are done.
class thread_count {
 public:
  explicit thread_count(int count) : count_(count > 0 ? count : static_cast<int>(std::thread::hardware_concurrency())) {}
  int parts() const { return count_ > 1 ? count_ * parts_of_a_thread : 1; }
  template <class Part>
  void operator()(int count, const Part& part) const {
    if (count_ < 2 || count < 2) {
      for (int k = 0; k < count; ++k) part(k);
    } else {
      shared_parts parts(count, count < count_ ? count : count_, part);
      threads_of_program::get().run(parts);
    }
  }

 private:
  static constexpr int parts_of_a_thread = 16;
  int count_;
};

/// So many threads; 0: as many as the machine runs at once.
inline thread_count threads(int count = 0) { return thread_count(count); }

}  // namespace nabla::detail

namespace nabla {
using detail::threads;
}
