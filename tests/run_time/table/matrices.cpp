// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Every elementwise entry in SIMD registers, and many over Eigen matrices of sizes known when compiling and at run time, with every
// way to broadcast.

#include "run_time/table/compiled.hpp"
#include "support/eigen.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>

namespace test {

namespace {

constexpr int group_size = 8;

constexpr auto m = nabla::dim<"m">;
constexpr auto n = nabla::dim<"n">;

/// Each operand is a matrix (0), a row (1), a column (2) or a number (3). The result is always m × n.
constexpr int kinds[broadcast_patterns][nabla::detail::max_arity] = {{0, 0, 0, 0}, {0, 1, 2, 3}, {2, 0, 3, 1}, {3, 0, 1, 2}};

template <int I, int Kind, auto Rows, auto Columns>
constexpr auto operand() {
  constexpr auto name = [] {
    const char text[] = {'u', static_cast<char>('0' + I / 10), static_cast<char>('0' + I % 10), '\0'};
    return nabla::detail::fixed_string<4>(text);
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
      const Eigen::MatrixXd part = (numbers(height, width, static_cast<unsigned>(31 * k + Pattern + 1)).array() + 1) / 2;
      operands.push_back((e.low[k] + (e.high[k] - e.low[k]) * part.array()).matrix().template cast<T>());
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

/// Every Step-th entry of Least to Most operands, beginning with number Begin among them.
template <int Least, int Most, int Step, int Begin, class... Kept>
constexpr auto some_of(nabla::detail::rule_list<>, nabla::detail::rule_list<Kept...> kept) { return kept; }
template <int Least, int Most, int Step, int Begin, class First, class... Rest, class... Kept>
constexpr auto some_of(nabla::detail::rule_list<First, Rest...>, nabla::detail::rule_list<Kept...>) {
  constexpr nabla::detail::rule_list<Rest...> rest{};
  if constexpr (First::arity < Least || First::arity > Most) return some_of<Least, Most, Step, Begin>(rest, nabla::detail::rule_list<Kept...>{});
  else if constexpr (Begin > 0) return some_of<Least, Most, Step, Begin - 1>(rest, nabla::detail::rule_list<Kept...>{});
  else return some_of<Least, Most, Step, Step - 1>(rest, nabla::detail::rule_list<Kept..., First>{});
}
template <int Least, int Most, int Step, int Begin>
using entries_of = decltype(some_of<Least, Most, Step, Begin>(smooth_rules{}, nabla::detail::rule_list<>{}));

/// Operands of an entry: points of its domain, then each special number beside each.
template <class T>
std::vector<std::vector<T>> points_for(const entry& e, int width) {
  using limits = std::numeric_limits<T>;
  std::vector<T> special = {0, limits::denorm_min(), limits::min() / 2, limits::min(), T(1e-30), T(0.5), 1, 2, 88, 745, T(1e10), limits::max() / 2, limits::max(), limits::infinity()};
  for (std::size_t count = special.size(), i = 0; i < count; ++i) special.push_back(-special[i]);
  special.push_back(limits::quiet_NaN());
  std::vector<std::vector<T>> operands(static_cast<std::size_t>(e.arity));
  for (std::size_t k = 0; k < operands.size(); ++k) {
    const Eigen::MatrixXd part = (numbers(24, 1, static_cast<unsigned>(k + 3)).array() + 1) / 2;
    for (int i = 0; i < 24; ++i) operands[k].push_back(static_cast<T>(e.low[k] + (e.high[k] - e.low[k]) * part(i, 0)));
    for (std::size_t i = 0; i < special.size(); ++i)
      for (std::size_t j = 0; j < (e.arity == 1 ? 1 : special.size()); ++j) operands[k].push_back(special[(k == 0 ? i : (k == 1 ? j : i + j)) % special.size()]);
    while (operands[k].size() % static_cast<std::size_t>(width) != 0) operands[k].push_back(T(1));
  }
  return operands;
}
/// The difference of two results in units in the last place of the expected one, or of 0.01; infinite where one of them alone is NaN or infinite.
template <class T>
double difference_in_units(T is, T expected) {
  if (std::isnan(is) && std::isnan(expected)) return 0;
  if (is == expected) return 0;
  if (!std::isfinite(is) || !std::isfinite(expected)) return std::numeric_limits<double>::infinity();
  return std::abs(static_cast<double>(is) - static_cast<double>(expected)) / (std::max(std::abs(static_cast<double>(expected)), 0.01) * std::numeric_limits<T>::epsilon());
}

/// The kernel of an entry in registers of T and on numbers of T, at the same points: the largest difference, and where.
template <class T, class Rule>
register_error error_in_registers() {
  static_assert(nabla::detail::operation_of<Rule>.arity == Rule::arity);  // so that the rule is known by its key
  constexpr int width = nabla::detail::register_width<T>;
  const std::vector<std::vector<T>> operands = points_for<T>(describe<Rule>(), width);
  register_error worst;
  [&]<int... K>(std::integer_sequence<int, K...>) {
    using lanes = nabla::detail::packet_lanes<T>;
    for (std::size_t i = 0; i < operands[0].size(); i += static_cast<std::size_t>(width)) {
      T in_registers[width];
      lanes::store(in_registers, lanes::template apply_rule<nabla::detail::rule_key<Rule>>(lanes::load(&operands[K][i])...));
      for (std::size_t j = 0; j < width; ++j)
        if (const double error = difference_in_units(in_registers[j], nabla::detail::apply<nabla::detail::rule_key<Rule>>(operands[K][i + j]...)); error > worst.units) {
          worst = {error, {static_cast<double>(operands[K][i + j])...}};
        }
    }
  }(std::make_integer_sequence<int, Rule::arity>{});
  return worst;
}
template <class Rule>
inline constexpr bool has_kernel = [] {
  if constexpr (Rule::arity == 1) return requires(double u) { Rule::value(u); };
  else if constexpr (Rule::arity == 2) return requires(double u) { Rule::value(u, u); };
  else return requires(double u) { Rule::value(u, u, u); };
}();
template <class Rule>
void add_register_errors(std::vector<register_case>& to) {
  if constexpr (has_kernel<Rule>) to.push_back({describe<Rule>(), error_in_registers<float, Rule>(), error_in_registers<double, Rule>()});
}
template <class... Rules>
std::vector<register_case> all_register_errors(nabla::detail::rule_list<Rules...>) {
  std::vector<register_case> result;
  (add_register_errors<Rules>(result), ...);
  return result;
}

}  // namespace

std::vector<register_case> register_errors() { return all_register_errors(nabla::detail::elementwise_rules{}); }

std::vector<matrix_case> compiled_matrices() {
  std::vector<matrix_case> results;
  // The loops know no entries: one way for each is enough. A sixth of those of one operand with sizes at run time, a sixth
  // with known ones; a sixth of the others for each way to broadcast. Their kernels are all tested in registers, above.
  run_groups<entries_of<1, 1, 6, 0>, double, 0, m, n>(5, 3, results);
  run_groups<entries_of<1, 1, 6, 3>, float, 0, 3, 5>(3, 5, results);
  run_groups<entries_of<2, 4, 6, 0>, double, 1, m, n>(3, 5, results);
  run_groups<entries_of<2, 4, 6, 2>, double, 2, 5, 3>(5, 3, results);
  run_groups<entries_of<2, 4, 6, 4>, double, 3, m, n>(3, 3, results);
  return results;
}

}  // namespace test
