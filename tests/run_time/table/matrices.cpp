// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise entry over Eigen matrices, so in SIMD registers: sizes known when compiling and at run time, and every way to
// broadcast, each as one of its operands.

#include "run_time/table/compiled.hpp"
#include "support/eigen.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>

namespace test {

namespace {

constexpr int group_size = 8;

constexpr auto m = nabla::dim<"m">;
constexpr auto n = nabla::dim<"n">;

/// Each operand is a matrix (0), a row (1), a column (2) or a number (3). The result is always m × n.
constexpr int kinds[broadcast_patterns][nabla::max_arity] = {{0, 0, 0, 0}, {0, 1, 2, 3}, {2, 0, 3, 1}, {3, 0, 1, 2}};

template <int I, int Kind, auto Rows, auto Columns>
constexpr auto operand() {
  constexpr auto name = [] {
    const char text[] = {'u', static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'};
    return nabla::fixed_string<4>(text);
  }();
  if constexpr (Kind == 0) return nabla::var<name, Rows, Columns>;
  else if constexpr (Kind == 1) return nabla::var<name, 1, Columns>;
  else if constexpr (Kind == 2) return nabla::var<name, Rows, 1>;
  else return nabla::var<name>;
}

template <class Rule, int Pattern, int First, auto Rows, auto Columns>
constexpr auto applied() {
  return [&]<int... K>(std::integer_sequence<int, K...>) {
    return nabla::call<Rule>(operand<First + K, kinds[Pattern][K], Rows, Columns>()...);
  }(std::make_integer_sequence<int, Rule::arity>{});
}

template <class T>
using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;

/// What a symbol of this kind is bound to.
template <int Kind, class T>
decltype(auto) bound(matrix<T>& value) {
  if constexpr (Kind == 3) return value(0, 0);
  else return (value);
}
void keep(dense<long double>& to, const auto& from) {
  if constexpr (requires { from.rows(); }) {
    for (int j = 0; j < from.cols(); ++j)
      for (int i = 0; i < from.rows(); ++i) to(i, j) = from(i, j);
  } else {
    to(0, 0) = from;
  }
}

/// Runs Σ sum(W ∘ f_k(...)) for all entries of a group on numbers of their domains, and adds what came out.
template <class T, int Pattern, auto Rows, auto Columns, class... Rules>
void run_group(group<Rules...>, int rows, int columns, std::vector<matrix_case>& results) {
  using these = group<Rules...>;
  const entry entries[] = {describe<Rules>()...};
  const matrix<T> weights = numbers(rows, columns, 7).template cast<T>();
  std::vector<matrix<T>> operands;
  const std::size_t first = results.size();
  for (const entry& e : entries) {
    matrix_case c{e, std::is_same_v<T, float>, Pattern, dense<long double>(rows, columns), {}, {}};
    keep(c.weights, weights);
    for (int k = 0; k < e.arity; ++k) {
      const int kind = kinds[Pattern][k], height = kind == 1 || kind == 3 ? 1 : rows, width = kind >= 2 ? 1 : columns;
      const auto part = (numbers(height, width, static_cast<unsigned>(31 * k + Pattern + 1)).array() + 1) / 2;
      operands.push_back((e.low[k] + (e.high[k] - e.low[k]) * part).matrix().template cast<T>());
      c.operands[k] = c.gradients[k] = dense<long double>(height, width);
      keep(c.operands[k], operands.back());
    }
    results.push_back(c);
  }
  [&]<int... K, int... I>(std::integer_sequence<int, K...>, std::integer_sequence<int, I...>) {
    constexpr auto W = nabla::data<"W", Rows, Columns>;
    constexpr auto f = (sum(hadamard(W, applied<Rules, Pattern, these::first_operand(K), Rows, Columns>())) + ...);
    constexpr int kind[] = {kinds[Pattern][I - these::first_operand(these::entry_of(I))]...};
    auto run = nabla::evaluator<T>(nabla::grad(f));
    const auto g = run((W = weights), (operand<I, kind[I], Rows, Columns>() = bound<kind[I]>(operands[I]))...);
    (keep(results[first + these::entry_of(I)].gradients[I - these::first_operand(these::entry_of(I))], g[operand<I, kind[I], Rows, Columns>()]), ...);
  }(std::make_integer_sequence<int, these::size>{}, std::make_integer_sequence<int, these::operands>{});
}

template <class List, class T, int Pattern, auto Rows, auto Columns, int First = 0>
void run_groups(int rows, int columns, std::vector<matrix_case>& results) {
  if constexpr (First < length<List>) {
    constexpr int count = length<List> - First < group_size ? length<List> - First : group_size;
    using part = typename part_of_list<List, First, std::make_integer_sequence<int, count>>::type;
    run_group<T, Pattern, Rows, Columns>(part{}, rows, columns, results);
    run_groups<List, T, Pattern, Rows, Columns, First + group_size>(rows, columns, results);
  }
}

/// Entries of more than one operand.
template <class... Kept>
constexpr auto of_several_operands(nabla::rule_list<>, nabla::rule_list<Kept...> kept) { return kept; }
template <class First, class... Rest, class... Kept>
constexpr auto of_several_operands(nabla::rule_list<First, Rest...>, nabla::rule_list<Kept...>) {
  if constexpr (First::arity > 1) return of_several_operands(nabla::rule_list<Rest...>{}, nabla::rule_list<Kept..., First>{});
  else return of_several_operands(nabla::rule_list<Rest...>{}, nabla::rule_list<Kept...>{});
}

}  // namespace

std::vector<matrix_case> compiled_matrices() {
  using several = decltype(of_several_operands(smooth_rules{}, nabla::rule_list<>{}));
  std::vector<matrix_case> results;
  using all = smooth_rules;
  run_groups<all, double, 0, m, n>(5, 3, results);
  run_groups<all, float, 0, 3, 5>(3, 5, results);
  run_groups<several, double, 1, m, n>(3, 5, results);
  run_groups<several, double, 2, m, n>(5, 3, results);
  run_groups<several, double, 3, m, n>(3, 3, results);
  return results;
}

}  // namespace test
