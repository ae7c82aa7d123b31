// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <atomic>
#include <cfenv>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#if defined(__unix__) || defined(__APPLE__)
#define NABLA_DETAIL_FORKS
#include <pthread.h>
#endif

namespace nabla::detail {

/// Parts of one call, for the thread that calls and those that help it. Each begins with parts of its own, one after the other, and then takes what others have not begun.
class shared_parts {
 public:
  template <class Part>
  shared_parts(int count, int workers, const Part& part)
      : wanted(workers - 1), count_(count), share_count_(workers < most_shares ? workers : most_shares), part_(&part), run_([](const void* one, int number) { (*static_cast<const Part*>(one))(number); }) {
    std::fegetenv(&environment_);
  }
  /// Those who help round as the caller does, and take numbers near 0 for 0 as it does.
  void help(int worker) {
    std::fesetenv(&environment_);
    work(worker);
  }
  void work(int worker) {
    for (int k = 0; k < share_count_; ++k) {
      const int whose = (worker + k) % share_count_, first = first_of(whose), end = first_of(whose + 1);
      for (int part = first + shares_[whose].begun++; part < end; part = first + shares_[whose].begun++) run(part);
    }
  }
  /// What the first part threw that did: those not yet begun are left out behind it.
  void rethrow() const {
    if (failed_) std::rethrow_exception(error_);
  }

  // of the pool
  int wanted;                   ///< so many more may help
  std::atomic<int> helping{0};  ///< so many do
  shared_parts* next = nullptr;

 private:
  static constexpr int most_shares = 16;
  struct alignas(64) share {  // a cache line for each
    std::atomic<int> begun{0};
  };
  int first_of(int worker) const { return static_cast<int>(static_cast<long long>(count_) * worker / share_count_); }
  void run(int part) {
#if defined(__cpp_exceptions)
    if (failed_.load(std::memory_order_relaxed)) return;
    try {
      run_(part_, part);
    } catch (...) {
      if (!failed_.exchange(true)) error_ = std::current_exception();
    }
#else
    run_(part_, part);
#endif
  }

  int count_, share_count_;
  const void* part_;
  void (*run_)(const void*, int);
  std::atomic<bool> failed_{false};
  std::exception_ptr error_;
  std::fenv_t environment_;
  share shares_[most_shares];
};

/// Threads that are begun where a call wants more than are idle, and are kept. Who waits looks for a short while whether there is something, and then sleeps.
class kept_threads {
 public:
  explicit kept_threads(const kept_threads* parents) : parents_(parents) {}
  kept_threads(const kept_threads&) = delete;
  kept_threads& operator=(const kept_threads&) = delete;
  /// Waits for them; who calls behind it works alone.
  void end() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ends_ = true;
    }
    changes_++;
    something_to_do_.notify_all();
    for (std::thread& one : threads_) one.join();
    threads_.clear();
  }
  /// Is this thread one of those that are kept?
  static bool& is_one() {
    static thread_local bool is = false;
    return is;
  }

  void run(shared_parts& parts) {
    int sleeping = 0;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      parts.next = open_;
      open_ = &parts;
      wanted_ += parts.wanted;
      while (!ends_ && wanted_ > idle_ && begin_one()) ++idle_;
      sleeping = wanted_ - (idle_ - sleeping_) < sleeping_ ? wanted_ - (idle_ - sleeping_) : sleeping_;  // those awake may be taken by calls before this one
    }
    changes_++;
    for (; sleeping > 0; --sleeping) something_to_do_.notify_one();
    parts.work(0);
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      close(parts);
    }
    const auto is_done = [&parts] { return parts.helping == 0; };
    if (!comes_soon(is_done)) {
      std::unique_lock<std::mutex> lock(mutex_);
      callers_waiting_++;
      done_.wait(lock, is_done);
      callers_waiting_--;
    }
    parts.rethrow();
  }

 private:
  /// Some 50 µs: to sleep and to be woken takes as long.
  template <class Condition>
  static bool comes_soon(const Condition& holds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::microseconds(50);
    do {
      for (int k = 0; k < 32; ++k) {
        if (holds()) return true;
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#endif
      }
    } while (std::chrono::steady_clock::now() < end);
    return false;
  }
  bool begin_one() {
#if defined(__cpp_exceptions)
    try {
      threads_.emplace_back([this] { help(); });
    } catch (const std::exception&) {
      return false;  // no more threads to be had: the others do the rest
    }
#else
    threads_.emplace_back([this] { help(); });
#endif
    return true;
  }
  void close(shared_parts& parts) {
    wanted_ -= parts.wanted;
    parts.wanted = 0;
    for (shared_parts** one = &open_; *one != nullptr; one = &(*one)->next)
      if (*one == &parts) {
        *one = parts.next;
        return;
      }
  }
  /// The parts that a thread helps with from now on, its number among the threads of that call, or that all ends; sleeps until then.
  shared_parts* take(int& worker) {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      if (ends_) return nullptr;
      if (open_ != nullptr) {
        shared_parts& parts = *open_;
        worker = parts.wanted--;
        wanted_--;
        parts.helping++;
        idle_--;
        if (parts.wanted == 0) open_ = parts.next;
        return &parts;
      }
      const unsigned seen = changes_;
      lock.unlock();
      const bool is_new = comes_soon([this, seen] { return changes_ != seen; });
      lock.lock();
      if (!is_new && changes_ == seen && open_ == nullptr && !ends_) {
        sleeping_++;
        something_to_do_.wait(lock);
        sleeping_--;
      }
    }
  }
  void help() {
    is_one() = true;
    int worker = 0;
    while (shared_parts* const parts = take(worker)) {
      parts->help(worker);
      {
        const std::lock_guard<std::mutex> lock(mutex_);
        idle_++;
      }
      if (--parts->helping == 0 && callers_waiting_ > 0) {  // its caller may have gone on from here
        { const std::lock_guard<std::mutex> lock(mutex_); }
        done_.notify_all();
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable something_to_do_, done_;
  std::vector<std::thread> threads_;
  shared_parts* open_ = nullptr;  // calls that want more helpers, the last one first: that is the inner one
  int wanted_ = 0, idle_ = 0, sleeping_ = 0;
  bool ends_ = false;
  [[maybe_unused]] const kept_threads* parents_;  // of the process that was forked: its threads are not here, its memory is, and is not lost
  alignas(64) std::atomic<unsigned> changes_{0};
  std::atomic<int> callers_waiting_{0};
};

/// Those of the program: they end with it, and what they share is never freed, since others may run longer. A process that was forked has none of its parent's threads and begins its own.
class threads_of_program {
 public:
  static kept_threads& get() {
    static const threads_of_program owner;
    kept_threads* all = all_;
    if (all == nullptr) {
      auto* const made = new kept_threads(parents_);
      if (all_.compare_exchange_strong(all, made)) return *made;
      delete made;
    }
    return *all;
  }

 private:
  threads_of_program() {
#if defined(NABLA_DETAIL_FORKS)
    pthread_atfork(nullptr, nullptr, [] {
      if (kept_threads* const all = all_.exchange(nullptr)) parents_ = all;
      kept_threads::is_one() = false;  // even where one of them has forked
    });
#endif
  }
  ~threads_of_program() {
    if (kept_threads* const all = all_; all != nullptr && !kept_threads::is_one()) all->end();  // a thread of these that ends the program cannot wait for itself
  }
  static inline std::atomic<kept_threads*> all_{nullptr};
  static inline const kept_threads* parents_ = nullptr;
};

}  // namespace nabla::detail

#undef NABLA_DETAIL_FORKS
