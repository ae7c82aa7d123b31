// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Every elementwise function of the table: nanoseconds for one element, for its value and for its value with all derivatives, called with
// numbers and over arrays of 1024; beside what one writes by hand.
#include "support/by_hand.hpp"
#include "support/contest.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace benchmarks;
using nabla::detail::max_arity;

constexpr int size = 1024;
using column = Eigen::Matrix<double, size, 1>;
struct points {
  std::array<column, max_arity> u, slopes;
  column value;
};
using task = void (*)(points&);

template <char First, int K> consteval nabla::detail::fixed_string<2> name() {
  const char text[2] = {First + K, '\0'};
  return text;
}
template <int K> constexpr auto number = nabla::var<name<'a', K>()>;
template <int K> constexpr auto array = nabla::var<name<'A', K>(), size>;

template <class Rule> constexpr bool differentiable = nabla::detail::operation_of<Rule>.derivatives[0] != nullptr;

// As in contest.hpp: each result is a result, so that nothing is left out or done for several at once.
template <class Rule, int... K> BENCHMARKS_OWN_LOOP void values(points& p) {
  constexpr auto f = nabla::call<Rule>(number<K>...);
  for (int i = 0; i < size; ++i) {
    double r = f((number<K> = p.u[K][i])...);
    benchmark::DoNotOptimize(r);
  }
}
template <class Rule, int... K> BENCHMARKS_OWN_LOOP void values_and_slopes(points& p) {
  constexpr auto f = nabla::call<Rule>(number<K>...);
  for (int i = 0; i < size; ++i) {
    const auto [r, g] = nabla::value_and_grad(f, nabla::wrt(number<K>...))((number<K> = p.u[K][i])...);
    std::array<double, 1 + sizeof...(K)> all{r, g[number<K>]...};
    benchmark::DoNotOptimize(all);
  }
}
template <class Rule, int... K> BENCHMARKS_OWN_LOOP void array_values(points& p) {
  static auto run = nabla::evaluator(nabla::call<Rule>(array<K>...));
  auto r = run((array<K> = p.u[K])...);
  benchmark::DoNotOptimize(r);
}
template <class Rule, int... K> BENCHMARKS_OWN_LOOP void array_values_and_slopes(points& p) {
  static auto run = nabla::evaluator(nabla::value_and_grad(nabla::sum(nabla::call<Rule>(array<K>...)), nabla::wrt(array<K>...)));
  const auto& [r, g] = run((array<K> = p.u[K])...);
  benchmark::DoNotOptimize(g);
}
template <class Rule> BENCHMARKS_OWN_LOOP void values_by_hand(points& p) {
  for (int i = 0; i < size; ++i) {
    double r = by_hand<Rule>::value(p.u[0][i]);
    benchmark::DoNotOptimize(r);
  }
}
template <class Rule> BENCHMARKS_OWN_LOOP void values_and_slopes_by_hand(points& p) {
  for (int i = 0; i < size; ++i) {
    const double u = p.u[0][i], r = by_hand<Rule>::value(u);
    std::array<double, 2> all{r, by_hand<Rule>::slope(u, r)};
    benchmark::DoNotOptimize(all);
  }
}
template <class Rule> BENCHMARKS_OWN_LOOP void array_by_hand(points& p) {
  double sum = 0;
  for (int i = 0; i < size; ++i) {
    const double u = p.u[0][i], r = by_hand<Rule>::value(u);
    sum += r;
    p.slopes[0][i] = by_hand<Rule>::slope(u, r);
  }
  benchmark::DoNotOptimize(sum);
  benchmark::DoNotOptimize(p.slopes[0].data());
}

struct row {
  const char* text;
  points at;
  task value, both, array_value, array_both, value_by_hand = nullptr, both_by_hand = nullptr, array_by_hand = nullptr;
};

template <class Rule, int... K> row row_of(std::integer_sequence<int, K...>) {
  row r{Rule::text, {}, &values<Rule, K...>, nullptr, &array_values<Rule, K...>, nullptr};
  std::mt19937_64 generator{20260101};
  for (std::size_t k = 0; k < Rule::arity; ++k) {
    double low = -3, high = 3;
    if constexpr (requires { Rule::domain[0]; }) low = Rule::domain[k].low, high = Rule::domain[k].high;
    std::uniform_real_distribution<double> in_domain(low, high);
    for (double& u : r.at.u[k]) u = in_domain(generator);
  }
  if constexpr (differentiable<Rule>) r.both = &values_and_slopes<Rule, K...>, r.array_both = &array_values_and_slopes<Rule, K...>;
  if constexpr (requires { by_hand<Rule>::value(1.0); })
    r.value_by_hand = &values_by_hand<Rule>, r.both_by_hand = &values_and_slopes_by_hand<Rule>, r.array_by_hand = &array_by_hand<Rule>;
  return r;
}
template <class... Rules> std::vector<row> rows_of(nabla::detail::rule_list<Rules...>) { return {row_of<Rules>(std::make_integer_sequence<int, Rules::arity>{})...}; }

// The least of several slices: a slice that was disturbed says nothing.
double nanoseconds(task run, points& at, const options& chosen) {
  std::size_t calls = 1;
  const auto time = [&] {
    const double start = processor_seconds();
    for (std::size_t i = 0; i < calls; ++i) run(at);
    return processor_seconds() - start;
  };
  while (time() < chosen.slice) calls *= 2;
  double least = time();
  for (int round = 1; round < chosen.rounds; ++round) least = std::min(least, time());
  return least * 1e9 / static_cast<double>(calls) / size;
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv, {21, 1e-4});
  std::printf(
      "\n### Functions, ns per element\n\n%s, the least of %d slices; by hand in parentheses\n\n"
      "| | value | and derivatives | value, 1024 at once | and derivatives |\n| --- | ---: | ---: | ---: | ---: |\n",
      compiler, chosen.rounds);
  for (row& r : rows_of(nabla::detail::elementwise_rules{})) {
    std::string text = r.text;
    if (const std::size_t bar = text.find("||"); bar != std::string::npos) text = "or";
    std::printf("| `%s` |", text.c_str());
    const auto cell = [&](task run, task other) {
      if (run == nullptr) std::printf(" – |");
      else if (other == nullptr) std::printf(" %.3g |", nanoseconds(run, r.at, chosen));
      else std::printf(" %.3g (%.3g) |", nanoseconds(run, r.at, chosen), nanoseconds(other, r.at, chosen));
    };
    cell(r.value, r.value_by_hand);
    cell(r.both, r.both_by_hand);
    cell(r.array_value, nullptr);
    cell(r.array_both, r.array_by_hand);
    std::printf("\n");
  }
}
