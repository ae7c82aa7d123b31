// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The implied volatilities of 1240 options with their greeks, and how many options a second a processor and OpenCL value.

#include "surface.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>

namespace {

using namespace examples;

template <class Run>
double best_rate(std::size_t count, Run run) {
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    const auto start = std::chrono::steady_clock::now();
    run();
    best = std::max(best, static_cast<double>(count) / std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

void say(const char* way, double rate) { std::printf("  %-46s %8.2f million a second\n", way, rate / 1e6); }

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 500'000;
  const char* file = "surface.svg";
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--points") == 0 && i + 1 < argc && std::atoll(argv[i + 1]) > 0) count = static_cast<std::size_t>(std::atoll(argv[++i]));
    else if (std::strcmp(argv[i], "--picture") == 0 && i + 1 < argc) file = argv[++i];
    else {
      const bool help = std::strcmp(argv[i], "--help") == 0;
      std::fprintf(help ? stdout : stderr, "usage: %s [--points N] [--picture FILE]\n", argv[0]);
      return help ? 0 : 2;
    }
  }

  const quotes q = index_options(31, 40);
  const surface s = surface_of(q);
  std::printf("%zu options on an index at %.0f: implied volatilities after %d steps, prices met to %.1e\n\n  years   strike   quote   volatility    delta      gamma     vega    theta a day\n", q.price.size(), q.spot, s.steps, s.worst);
  for (std::size_t m = 0; m < q.maturities; m += 10)
    for (std::size_t k = 3; k < q.strikes; k += 12) {
      const std::size_t i = m * q.strikes + k;
      std::printf("  %5.2f %8.0f %7.2f %9.2f %% %10.4f %10.2e %8.2f %10.3f\n", q.time[i], q.strike[i], q.price[i], 100 * s.volatility[i], s.delta[i], s.gamma[i], s.vega[i], s.theta[i] / 365);
    }
  std::ofstream(file) << picture(q, s);

  std::vector<double> volatility;
  const quotes many = repeated(q, count, s.volatility, volatility);
  std::printf("\n%zu options with five derivatives each, memory for the results included:\n", count);
  say("one by one", best_rate(count, [&] { (void)one_by_one(many, volatility); }));
  say("vmap", best_rate(count, [&] { (void)many_at_once(many, volatility, 1); }));
  say("vmap, all threads", best_rate(count, [&] { (void)many_at_once(many, volatility, 0); }));
  std::string device;
  if (by_opencl(q, s.volatility, device)) say(("OpenCL with its compiler, " + device).c_str(), best_rate(count, [&] { (void)by_opencl(many, volatility, device); }));
  else std::printf("  no OpenCL\n");
  std::printf("\nthe surface: %s\n", file);
}
