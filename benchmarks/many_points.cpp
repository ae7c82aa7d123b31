// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// 100,000 Black-Scholes calls, each with its price and five first derivatives: vmap() beside a loop of the scalar code by hand, and on two threads. What these have written lies in
// the caches of two cores: each way runs twice in a round, and the second run counts. It is by the clock, and
// needs two cores with nothing else to do.
#include "support/call_by_hand.hpp"
#include "support/call_price.hpp"
#include "support/contest.hpp"
#include "support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/threads.hpp>

#include <chrono>
#include <cmath>
#include <span>

namespace {

using namespace benchmarks;

constexpr int results = 6;

template <class Number> struct market {
  std::vector<Number> S, K, sigma, T, to[results];
  Number r = Number(0.03);
};

template <class Number> BENCHMARKS_OWN_LOOP void by_hand(market<Number>& m) {
  for (std::size_t i = 0; i < m.S.size(); ++i) {
    const auto [value, by_S, by_K, by_r, by_sigma, by_T] = call_by_hand(m.S[i], m.K[i], m.r, m.sigma[i], m.T[i]);
    m.to[0][i] = value;
    m.to[1][i] = by_S;
    m.to[2][i] = by_K;
    m.to[3][i] = by_r;
    m.to[4][i] = by_sigma;
    m.to[5][i] = by_T;
  }
}
template <class Number> BENCHMARKS_OWN_LOOP void with_nabla(market<Number>& m, int parts) {
  using namespace nabla;
  const auto many = vmap<Number>(value_and_grad(call_price, wrt(S, K, r, sigma, T)));
  const auto to = into(value_of(call_price) = m.to[0], gradient_of(S) = m.to[1], gradient_of(K) = m.to[2], gradient_of(r) = m.to[3], gradient_of(sigma) = m.to[4], gradient_of(T) = m.to[5]);
  if (parts == 1) many(S = m.S, K = m.K, r = m.r, sigma = m.sigma, T = m.T, to);
  else many(S = m.S, K = m.K, r = m.r, sigma = m.sigma, T = m.T, to, threads(parts));
}

double seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

template <class Number> void duel(const char* text, std::size_t count, int rounds) {
  market<Number> m;
  uniform number(0, 1);
  for (std::size_t i = 0; i < count; ++i) {
    m.S.push_back(static_cast<Number>(80 + 40 * number()));
    m.K.push_back(static_cast<Number>(80 + 40 * number()));
    m.sigma.push_back(static_cast<Number>(0.2 + 0.3 * number()));
    m.T.push_back(static_cast<Number>(0.5 + 1.75 * number()));
  }
  for (auto& to : m.to) to.resize(count);
  const auto time = [&](auto run, auto clock) {
    run(m);
    const double start = clock();
    run(m);
    benchmark::ClobberMemory();
    return (clock() - start) * 1e9 / static_cast<double>(count);
  };
  by_hand(m);
  const std::vector<Number> expected[] = {m.to[0], m.to[1], m.to[2], m.to[3], m.to[4], m.to[5]};
  with_nabla(m, 1);
  for (int k = 0; k < results; ++k)
    for (std::size_t i = 0; i < count; ++i) {
      const auto scale = std::max(std::abs(expected[k][i]), k == 0 ? m.S[i] : Number(1));
      if (!(std::abs(m.to[k][i] - expected[k][i]) <= 64 * std::numeric_limits<Number>::epsilon() * scale)) std::printf("they differ: %d, %zu: %.17g %.17g\n", k, i, double(m.to[k][i]), double(expected[k][i])), std::exit(1);
    }
  // one after the other in each round; of each the least, and of the ratios the median
  double least[4] = {1e9, 1e9, 1e9, 1e9};
  std::vector<double> ratios, of_threads;
  for (int round = 0; round < rounds; ++round) {
    const auto alone = [](auto& at) { with_nabla(at, 1); };
    const auto shared = [](auto& at) { with_nabla(at, 2); };
    const double hand = time(by_hand<Number>, processor_seconds), one = time(alone, processor_seconds);
    const double by_clock = time(alone, seconds), two = time(shared, seconds);
    least[0] = std::min(least[0], hand), least[1] = std::min(least[1], one), least[2] = std::min(least[2], two), least[3] = std::min(least[3], by_clock);
    ratios.push_back(one / hand), of_threads.push_back(by_clock / two);
  }
  const auto median = [](std::vector<double>& v) { return std::nth_element(v.begin(), v.begin() + static_cast<std::ptrdiff_t>(v.size() / 2), v.end()), v[v.size() / 2]; };
  std::printf("| %s | %.3g | %.3g | %.2f | %.2f | %.2f | %.2f |\n", text, least[0], least[1], least[1] / least[0], median(ratios), least[3] / least[2], median(of_threads));
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv, {.rounds = 31});
  std::printf(
      "\n### Black-Scholes calls, price and five first derivatives, ns per call\n\n%s, the least of %d rounds\n\n"
      "| | by hand, one by one | vmap | ratio | its median | two threads: times faster | the median |\n"
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
      compiler, chosen.rounds);
  duel<double>("double, 100,000", 100'000, chosen.rounds);
  duel<float>("float, 100,000", 100'000, chosen.rounds);
  duel<double>("double, 1,000,000", 1'000'000, chosen.rounds / 4 + 1);
}
