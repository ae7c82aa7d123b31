// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise entry, composed, as the compiler differentiates it.

#include "run_time/table/compiled.hpp"

#include <limits>

namespace test {

namespace {

constexpr int group_size = 4;
using all = smooth_rules;

template <class... Rules>
std::vector<entry> describe_all(nabla::detail::rule_list<Rules...>) {
  return {describe<Rules>()...};
}
const std::vector<entry>& described() {
  static const std::vector<entry> entries = describe_all(all{});
  return entries;
}

struct measured_group {
  double value[group_size] = {};
  double by_p[group_size * nabla::detail::max_arity] = {}, by_q[group_size * nabla::detail::max_arity] = {}, second[nabla::detail::max_arity] = {};
};
using group_function = measured_group (*)(const double* p, const double* q);

/// Σ (j + 1) ∂f/∂p_j of the composed entry: its derivative by p_i is Σ (j + 1) ∂²f/∂p_i∂p_j.
template <class Rule>
constexpr auto weighted_derivatives() {
  constexpr auto f = composed<Rule, 0>();
  return [&]<int... J>(std::integer_sequence<int, J...>) { return ((nabla::c<J + 1> * nabla::diff(f, factor<J>)) + ...); }(std::make_integer_sequence<int, Rule::arity>{});
}
/// diff() knows no entries, and the interpreter tests the second order of all: here it is that of some.
template <class Rule, class... Rest>
void measure_second(group<Rule, Rest...>, const double* p, const double* q, double* second) {
  [&]<int... I>(std::integer_sequence<int, I...>) {
    // with a sum of all inputs, so that all of them are there to be bound
    constexpr auto h = weighted_derivatives<Rule>() + nabla::c<0> * ((factor<I> + other_factor<I>)+...);
    const auto g = nabla::grad(h)((factor<I> = p[I])..., (other_factor<I> = q[I])...);
    ((second[I] = g[factor<I>]), ...);
  }(std::make_integer_sequence<int, Rule::arity>{});
}

template <bool WithSecond, class... Rules>
measured_group measure_group(const double* p, const double* q) {
  using these = group<Rules...>;
  measured_group m;
  [&]<int... K, int... I>(std::integer_sequence<int, K...>, std::integer_sequence<int, I...>) {
    constexpr auto f = ((scale<K> * composed<Rules, these::first_operand(K)>()) + ...);
    const auto g = nabla::grad(f)((scale<K> = 1.0)..., (factor<I> = p[I])..., (other_factor<I> = q[I])...);
    ((m.value[K] = g[scale<K>]), ...);
    ((m.by_p[I] = g[factor<I>]), ...);
    ((m.by_q[I] = g[other_factor<I>]), ...);
  }(std::make_integer_sequence<int, these::size>{}, std::make_integer_sequence<int, these::operands>{});
  if constexpr (WithSecond) measure_second(these{}, p, q, m.second);
  return m;
}
template <bool WithSecond, class... Rules>
constexpr group_function function_of(group<Rules...>) {
  return &measure_group<WithSecond, Rules...>;
}

subject measured_by(group_function run, bool with_second, int first, int count, int number) {
  return [=](const sample& s) {
    double p[group_size * nabla::detail::max_arity] = {}, q[group_size * nabla::detail::max_arity] = {};
    int operand = 0, mine = 0;
    for (int k = 0; k < count; ++k) {
      const entry& e = described()[static_cast<std::size_t>(first + k)];
      if (k == number) mine = operand;
      for (int j = 0; j < e.arity; ++j, ++operand) {
        // the others of the group stand in the middle of their domains
        q[operand] = inner_factor(j);
        p[operand] = k == number ? static_cast<double>(s.p[j]) : ((e.low[j] + e.high[j]) / 2 - inner_shift) / inner_factor(j);
      }
    }
    const measured_group all_of_them = run(p, q);
    measurement m;
    m.second_is_weighted = with_second && number == 0;
    m.second_is_elsewhere = !m.second_is_weighted;
    m.value = all_of_them.value[number];
    for (int j = 0; j < described()[static_cast<std::size_t>(first + number)].arity; ++j) {
      m.by_p[j] = static_cast<long double>(all_of_them.by_p[mine + j]) / inner_factor(j);
      m.by_q[j] = all_of_them.by_q[mine + j] / s.p[j];
      if (m.second_is_weighted) m.second[j][0] = static_cast<long double>(all_of_them.second[j]) / inner_factor(j);
    }
    return m;
  };
}

template <int First>
void add_groups(std::vector<compiled_subject>& to) {
  if constexpr (First < length<all>) {
    constexpr int count = length<all> - First < group_size ? length<all> - First : group_size;
    constexpr bool with_second = First % (3 * group_size) == 0;
    using part = typename part_of_list<all, First, std::make_integer_sequence<int, count>>::type;
    for (int k = 0; k < count; ++k)
      to.push_back({described()[static_cast<std::size_t>(First + k)], measured_by(function_of<with_second>(part{}), with_second, First, count, k)});
    add_groups<First + group_size>(to);
  }
}

}  // namespace

std::vector<compiled_subject> compiled_scalars() {
  std::vector<compiled_subject> result;
  add_groups<0>(result);
  return result;
}

}  // namespace test
