// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Times several ways to compute one value and gradient, side by side: in every round each contestant runs for a short
// slice next to a slice of the code by hand, and only those two times are divided, so that noise meets both.
#pragma once

#include "allocations.hpp"
#include "options.hpp"
#include "results.hpp"
#include "statistics.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <time.h>

#if defined(__clang__)
#define BENCHMARKS_OWN_LOOP [[gnu::noinline]]
#else
#define BENCHMARKS_OWN_LOOP [[gnu::noinline, gnu::no_icf]]  // equal code must not be merged into one function
#endif

// For a contestant's operator(): its formula stands in the loop, as in a user's code. What it calls is left to the compiler.
#define IN_PLACE [[gnu::always_inline]]

namespace benchmarks {

#if defined(__clang__)
inline constexpr const char* compiler = __VERSION__;
#else
inline constexpr const char* compiler = "g++ " __VERSION__;
#endif

// Time of this thread on a processor: the turns of other processes do not count.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Input> class contest {
 public:
  // The first contestant to be added is the bar that all others are compared with and measured against; `tolerance` is relative to the largest entry.
  contest(std::string title, std::vector<Input> inputs, options chosen, double tolerance = 1e-12)
      : title_(std::move(title)), inputs_(std::move(inputs)), options_(chosen), tolerance_(tolerance) {}

  // `call` maps an Input to partials or matrices; it is inlined into a loop of its own.
  template <class Call> void add(std::string name, Call call) {
    check(name, call, inputs_);
    auto kept = std::make_shared<Call>(std::move(call));  // std::function wants copies, evaluators own buffers
    contestant entry{std::move(name), {}, 0, 1, 0, {}, {}};
    entry.slice = [kept](std::span<const Input> inputs, std::size_t calls) { loop(*kept, inputs, calls); };
    contestants_.push_back(std::move(entry));
  }

  const Input& first() const { return inputs_.front(); }

  // Compares a contestant with the bar on inputs that are not timed.
  template <class ByHand, class Call> static void must_agree(const std::string& name, ByHand by_hand, Call call, const std::vector<Input>& inputs) {
    for (const Input& input : inputs) refuse_unless_equal(name, flatten(by_hand(input)), flatten(call(input)), 1e-12);
  }

  void run() {
    measure();
    print();
    if (!options_.json.empty()) write();
  }

  // The same in one row of a table: what it is, the time of the bar, and for each name how often as long that takes.
  void run_in_a_row(const std::vector<std::string>& names) {
    measure();
    std::printf("| %s | %.4g |", title_.c_str(), quartiles_of(contestants_.front().seconds).median * 1e6);
    for (const std::string& name : names) {
      const auto found = std::find_if(contestants_.begin(), contestants_.end(), [&](const contestant& each) { return each.name == name; });
      if (found == contestants_.end()) std::printf(" |");
      else std::printf(" %.3g |", quartiles_of(found->ratios).median);
    }
    std::printf("\n");
    std::fflush(stdout);
  }

 private:
  void measure() {
    for (contestant& each : contestants_) calibrate(each);
    std::vector<std::size_t> order(contestants_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::mt19937_64 shuffler;
    for (int round = 0; round < options_.rounds; ++round) {
      std::shuffle(order.begin(), order.end(), shuffler);
      for (std::size_t k : order)
        if (round < rounds(contestants_[k])) duel(contestants_[k], round % 2 == 0);
    }
  }

  struct contestant {
    std::string name;
    std::function<void(std::span<const Input>, std::size_t)> slice;
    double allocations_per_call;
    std::size_t calls;
    double of_slice;                      // seconds
    std::vector<double> seconds, ratios;  // per call and to the bar, one entry per round
  };

  template <class Call> BENCHMARKS_OWN_LOOP static void loop(Call& call, std::span<const Input> inputs, std::size_t calls) {
    while (calls > 0) {
      const std::size_t now = std::min(calls, inputs.size());
      for (std::size_t i = 0; i < now; ++i) {
        auto result = call(inputs[i]);
        benchmark::DoNotOptimize(result);
      }
      calls -= now;
    }
  }

  template <class Call> void check(const std::string& name, Call& call, const std::vector<Input>& inputs) {
    if (expected_.empty())
      for (const Input& input : inputs) expected_.push_back(flatten(call(input)));
    else
      for (std::size_t i = 0; i < inputs.size(); ++i) refuse_unless_equal(name, expected_[i], flatten(call(inputs[i])), tolerance_);
  }

  static void refuse_unless_equal(const std::string& name, const std::vector<double>& expected, const std::vector<double>& got, double tolerance) {
    double scale = 0;
    for (double entry : expected) scale = std::max(scale, std::abs(entry));
    bool equal = expected.size() == got.size();
    for (std::size_t k = 0; equal && k < got.size(); ++k) equal = std::abs(got[k] - expected[k]) <= tolerance * scale;
    if (equal) return;
    std::fprintf(stderr, "%s: disagrees with the gradient by hand\n", name.c_str());
    for (std::size_t k = 0; k < std::min({expected.size(), got.size(), std::size_t{8}}); ++k)
      std::fprintf(stderr, "  [%zu] by hand %.17g, got %.17g\n", k, expected[k], got[k]);
    std::exit(1);
  }

  double time(contestant& each, std::size_t calls) {
    const double start = processor_seconds();
    each.slice(inputs_, calls);
    return processor_seconds() - start;
  }

  // One slice of the bar and one of the contestant, next to each other, in either order.
  void duel(contestant& each, bool bar_first) {
    contestant& bar = contestants_.front();
    double of_bar = bar_first ? per_call(bar) : 0;
    const double of_each = per_call(each);
    if (!bar_first) of_bar = per_call(bar);
    each.seconds.push_back(of_each);
    each.ratios.push_back(of_each / of_bar);
  }

  double per_call(contestant& each) {
    each.slice(inputs_, each.calls / 4 + 1);  // refills the caches after the one before
    return time(each, each.calls) / static_cast<double>(each.calls);
  }

  // How many calls fill a slice; the passes also warm the caches and every buffer that grows on a first call.
  void calibrate(contestant& each) {
    while ((each.of_slice = time(each, each.calls)) < options_.slice) each.calls *= 2;
    const std::size_t before = allocations;
    each.slice(inputs_, each.calls);
    each.allocations_per_call = static_cast<double>(allocations - before) / static_cast<double>(each.calls);
  }

  // At least eleven.
  int rounds(const contestant& each) const { return std::min(options_.rounds, std::max(11, static_cast<int>(options_.longest / (1.5 * each.of_slice)))); }

  void print() const {
    std::printf("\n### %s\n\n%s, %d rounds\n\n| | ns per call | × by hand | quartiles | allocations per call |\n| --- | ---: | ---: | --- | ---: |\n",
                title_.c_str(), compiler, options_.rounds);
    for (const contestant& each : contestants_) {
      const quartiles ratio = quartiles_of(each.ratios);
      std::printf("| %s | %.4g | %.3f | %.3f to %.3f | %.3g |\n", each.name.c_str(), quartiles_of(each.seconds).median * 1e9, ratio.median,
                  ratio.lower, ratio.upper, each.allocations_per_call);
    }
  }

  void write() const {
    std::FILE* const file = std::fopen(options_.json.c_str(), "a");
    if (file == nullptr) std::perror(options_.json.c_str()), std::exit(1);
    for (const contestant& each : contestants_) {
      const quartiles ratio = quartiles_of(each.ratios), seconds = quartiles_of(each.seconds);
      std::fprintf(file,
                   "{\"compiler\": \"%s\", \"options\": \"%s\", \"workload\": \"%s\", \"contestant\": \"%s\", \"ns\": %.5g, \"ratio\": %.4g, \"lower\": %.4g, \"upper\": %.4g, \"rounds\": %zu, \"allocations\": %.3g}\n",
                   compiler, options_.label.c_str(), title_.c_str(), each.name.c_str(), seconds.median * 1e9, ratio.median, ratio.lower, ratio.upper, each.ratios.size(), each.allocations_per_call);
    }
    if (std::fclose(file) != 0) std::perror(options_.json.c_str()), std::exit(1);
  }

  std::string title_;
  std::vector<Input> inputs_;
  options options_;
  std::vector<std::vector<double>> expected_;
  std::vector<contestant> contestants_;
  double tolerance_;
};

}  // namespace benchmarks
