// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// One evaluator for each thread, all at once, the same results as one after the other; the threads that threads(k) keeps.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/threads.hpp>
#include <support/eigen.hpp>

#include <array>
#include <atomic>
#include <cfenv>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace nabla;
using Eigen::MatrixXd;
using test::numbers;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 5>;
constexpr auto T = labels<"T", n, 2>;
constexpr auto W = var<"W", 5, 2>;
constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W)), T));

/// Sums of the loss and of a gradient's element over batches of many sizes.
std::array<double, 2> work(int seed) {
  auto step = evaluator(value_and_grad(loss));
  std::array<double, 2> total{};
  for (int i = 0; i < 200; ++i) {
    const int size = 1 + (i * 7 + seed) % 40;
    const MatrixXd x = numbers(size, 5, static_cast<unsigned>(i + seed)), w = numbers(5, 2, static_cast<unsigned>(seed));
    const Eigen::VectorXi classes = (x.col(0).array() > 0).cast<int>();
    const auto& [value, g] = step(X = x, T = classes, W = w);
    total[0] += value;
    total[1] += g[W](seed % 5, 1);
  }
  return total;
}

BOOST_AUTO_TEST_CASE(four_at_once) {
  constexpr int count = 4;
  std::array<std::array<double, 2>, count> at_once{}, in_turn{};
  for (int i = 0; i < count; ++i) in_turn[static_cast<std::size_t>(i)] = work(i);
  std::vector<std::thread> threads;
  for (int i = 0; i < count; ++i) threads.emplace_back([&at_once, i] { at_once[static_cast<std::size_t>(i)] = work(i); });
  for (std::thread& t : threads) t.join();
  BOOST_TEST((at_once == in_turn));
  BOOST_TEST((in_turn[0] != in_turn[1]));
}

/// Waits for a condition, 20 s at most.
template <class Condition>
bool comes(const Condition& holds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!holds() && std::chrono::steady_clock::now() < end) std::this_thread::yield();
  return holds();
}

// Each of as many threads has a part that waits for all others; they are the same in the next call.
BOOST_AUTO_TEST_CASE(threads_are_kept) {
  std::set<std::thread::id> all;
  for (int call = 0; call < 20; ++call) {
    std::array<std::thread::id, 3> who;
    std::atomic<int> here{0};
    nabla::threads(3)(3, [&](int part) {
      who[static_cast<std::size_t>(part)] = std::this_thread::get_id();
      ++here;
      comes([&here] { return here == 3; });
    });
    BOOST_TEST(here == 3);
    BOOST_TEST((who[0] == std::this_thread::get_id() || who[1] == std::this_thread::get_id() || who[2] == std::this_thread::get_id()));
    all.insert(who.begin(), who.end());
    if (call % 5 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));  // they sleep, and are woken
  }
  BOOST_TEST(all.size() == 3);
}

BOOST_AUTO_TEST_CASE(exceptions_come_to_the_caller) {
  for (const bool caller_throws : {true, false}) {
    std::atomic<int> begun{0};
    const auto me = std::this_thread::get_id();
    std::string text;
    try {
      nabla::threads(2)(32, [&](int) {
        ++begun;
        comes([&begun] { return begun >= 2; });  // both are at work
        if ((std::this_thread::get_id() == me) == caller_throws) throw std::runtime_error("of a part");
      });
    } catch (const std::runtime_error& e) { text = e.what(); }
    BOOST_TEST(text == "of a part");
    BOOST_TEST(begun <= 32);
  }
  std::atomic<int> all{0};  // and the next call is as any other
  nabla::threads(2)(32, [&all](int) { ++all; });
  BOOST_TEST(all == 32);
}

// Whichever thread computes a part rounds as the caller does, in this call.
BOOST_AUTO_TEST_CASE(threads_round_as_the_caller) {
  for (const int mode : {FE_UPWARD, FE_DOWNWARD, FE_TONEAREST}) {
    std::array<int, 3> modes{};
    std::atomic<int> here{0};
    std::fesetround(mode);
    nabla::threads(3)(3, [&](int part) {
      modes[static_cast<std::size_t>(part)] = std::fegetround();
      ++here;
      comes([&here] { return here == 3; });
    });
    std::fesetround(FE_TONEAREST);
    BOOST_TEST((here == 3 && modes == std::array<int, 3>{mode, mode, mode}));
  }
}

// Parts that share points themselves, and callers in threads of their own.
BOOST_AUTO_TEST_CASE(threads_in_threads) {
  std::array<std::atomic<int>, 64> runs{};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 3; ++caller)
    callers.emplace_back([&runs] {
      for (int call = 0; call < 50; ++call) nabla::threads(3)(8, [&runs](int outer) { nabla::threads(2)(8, [&](int inner) { ++runs[static_cast<std::size_t>(8 * outer + inner)]; }); });
    });
  for (std::thread& one : callers) one.join();
  for (const std::atomic<int>& one : runs) BOOST_TEST(one == 150);
}

BOOST_AUTO_TEST_CASE(more_threads_than_shares) {
  std::vector<std::atomic<int>> runs(320);
  nabla::threads(20)(320, [&runs](int part) { ++runs[static_cast<std::size_t>(part)]; });
  for (const std::atomic<int>& one : runs) BOOST_TEST(one == 1);
}

#if defined(__unix__) && !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)  // which know of no threads in a child, or look for the parent's there
/// What a child ends with: 0 where its own threads do all parts, and it ends; killed after 20 s.
template <class Child>
int in_a_child(const Child& run) {
  std::cout.flush();
  const pid_t child = fork();
  if (child == 0) {
    alarm(20);
    run();
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}
BOOST_AUTO_TEST_CASE(after_a_fork) {
  nabla::threads(3)(48, [](int) {});  // there are some that the child has not
  const auto helped = [] {
    std::atomic<int> here{0};
    nabla::threads(2)(2, [&here](int) {
      ++here;
      comes([&here] { return here == 2; });
    });
    return here == 2;
  };
  BOOST_TEST(in_a_child([&] { std::exit(helped() ? 0 : 1); }) == 0);
  BOOST_TEST(in_a_child([] { std::exit(1); }) != 0);
  BOOST_TEST(in_a_child([&] { std::exit(in_a_child([&] { std::exit(helped() ? 0 : 1); })); }) == 0);
  BOOST_TEST(in_a_child([] { std::exit(0); }) == 0);
  BOOST_TEST(helped());
  // one that helps ends the program
  BOOST_TEST(in_a_child([] {
               const auto me = std::this_thread::get_id();
               nabla::threads(2)(2, [me](int) {
                 if (std::this_thread::get_id() != me) std::exit(0);
                 std::this_thread::sleep_for(std::chrono::seconds(30));
               });
             }) == 0);
}
#endif

}  // namespace
