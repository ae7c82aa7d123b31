// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise entry, composed, compiled for float, double and long double.

#include "run_time/table/compiled.hpp"

#include <limits>

namespace test {

namespace {

#ifndef GROUP
#define GROUP 6
#endif
constexpr int group_size = GROUP;
using all = nabla::elementwise_rules;

template <class T>
using group_function = void (*)(const T* p, const T* q, T* value, T* by_p, T* by_q);

template <class T>
subject measured_by(group_function<T> run, const std::vector<entry>& entries, int first, int count, int number) {
  return [=, &entries](const sample& s) {
    constexpr int most = group_size * nabla::max_arity;
    T p[most] = {}, q[most] = {}, value[most] = {}, by_p[most] = {}, by_q[most] = {};
    int operand = 0, mine = 0;
    for (int k = 0; k < count; ++k) {
      const entry& e = entries[static_cast<std::size_t>(first + k)];
      if (k == number) mine = operand;
      for (int j = 0; j < e.arity; ++j, ++operand) {
        // the others of the group stand in the middle of their domains
        q[operand] = static_cast<T>(inner_factor(j));
        p[operand] = static_cast<T>(k == number ? static_cast<double>(s.p[j]) : ((e.low[j] + e.high[j]) / 2 - inner_shift) / inner_factor(j));
      }
    }
    run(p, q, value, by_p, by_q);
    measurement m;
    m.value = value[number];
    for (int j = 0; j < entries[static_cast<std::size_t>(first + number)].arity; ++j) {
      m.by_p[j] = static_cast<long double>(by_p[mine + j]) / inner_factor(j);
      m.by_q[j] = by_q[mine + j] / s.p[j];
    }
    return m;
  };
}

template <class T, int First>
void add_groups(std::vector<subject>& to) {
  if constexpr (First < length<all>) {
    constexpr int count = length<all> - First < group_size ? length<all> - First : group_size;
    using part = typename part_of_list<all, First, std::make_integer_sequence<int, count>>::type;
    for (int k = 0; k < count; ++k) to.push_back(measured_by<T>(&part::template evaluate<T>, elementwise_entries(), First, count, k));
    add_groups<T, First + group_size>(to);
  }
}

}  // namespace

std::vector<compiled_subject> compiled_scalars() {
  std::vector<subject> f, d, l;
  add_groups<float, 0>(f);
  add_groups<double, 0>(d);
  add_groups<long double, 0>(l);
  std::vector<compiled_subject> result;
  for (std::size_t k = 0; k < f.size(); ++k) {
    result.push_back({"float", static_cast<int>(k), f[k], std::numeric_limits<float>::epsilon()});
    result.push_back({"double", static_cast<int>(k), d[k], std::numeric_limits<double>::epsilon()});
    result.push_back({"long double", static_cast<int>(k), l[k], std::numeric_limits<long double>::epsilon()});
  }
  return result;
}

}  // namespace test
