// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What a comparison of a recorded number says of others with it is not asked: tables of pieces are as many paths as pieces. What is asked and what is not give what the plain call gives.

#include <nabla/nabla.hpp>

#include <array>
#include <limits>

#pragma GCC diagnostic ignored "-Wfloat-equal"

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr double infinity = std::numeric_limits<double>::infinity(), not_a_number = std::numeric_limits<double>::quiet_NaN();

// ---- three comparisons, each of the six on either side of the bound, the bounds below, at and above each other -----------------------------------------
constexpr int relations = 12;
constexpr bool holds(int relation, double u, double bound) {
  switch (relation % 6) {
    case 0: return u < bound;
    case 1: return u <= bound;
    case 2: return u > bound;
    case 3: return u >= bound;
    case 4: return u == bound;
    default: return u != bound;
  }
}
struct comparisons {
  static constexpr double bounds[] = {0, 0.1, 1}, numbers[] = {-infinity, -1.0, 0.0, 0.05, 0.1, 0.5, 1.0, 2.0, infinity, not_a_number};
  graph g;
  int node[relations][3]{};

  constexpr comparisons() {
    facts_map known;
    const int number = import(g, known, facts_of<std::remove_const_t<decltype(var<"x">)>>, true);
    const operation* of[] = {&operation_of<less_rule>, &operation_of<less_equal_rule>, &operation_of<greater_rule>, &operation_of<greater_equal_rule>, &operation_of<equal_rule>, &operation_of<not_equal_rule>};
    constexpr int mirrored[] = {2, 3, 0, 1, 4, 5};
    for (int i = 0; i < 3; ++i) {
      const int bound = g.number(bounds[i]);
      for (int r = 0; r < 6; ++r) {
        node[r][i] = g.apply(*of[r], number, bound);
        node[r + 6][i] = g.apply(*of[mirrored[r]], bound, number);
      }
    }
  }
  // Is what is said of each comparison so for all numbers for which the first two are as learned? How much is said?
  constexpr int said(int first, bool first_holds, int second, bool second_holds) const {
    known_order order;
    order.learn(g, node[first][1], first_holds);
    int sum = 0;
    for (int j = 0; j < 3; ++j) {
      const int before = order.changes.size;
      order.learn(g, node[second][j], second_holds);
      for (int third = 0; third < relations; ++third)
        for (int k = 0; k < 3; ++k) {
          const int says = order.says(g, node[third][k]);
          if (says < 0) continue;
          ++sum;
          for (double u : numbers)
            if (holds(first, u, bounds[1]) == first_holds && holds(second, u, bounds[j]) == second_holds && holds(third, u, bounds[k]) != (says == 1)) return -1'000'000;
        }
      order.forget(before);
    }
    return sum;
  }
  constexpr int said(int first) const {
    int sum = 0;
    for (int second = 0; second < 6; ++second)
      for (int answers = 0; answers < 4; ++answers) sum += said(first, answers % 2 == 0, (first + second) % relations, answers < 2);
    return sum;
  }
};
// sums, so that saying less is seen
constexpr int said_after(int first) { return comparisons().said(first); }
static_assert(said_after(0) == 1486);
static_assert(said_after(3) == 1454);
static_assert(said_after(4) == 1248);
static_assert(said_after(9) == 1454);

// ---- a table: 2^19 paths, if each comparison were asked ------------------------------------------------------------------------------------------------
constexpr auto table = []<class T>(T x) -> T {
  for (int i = 1; i < 20; ++i)
    if (x >= i - 1 && i > x) return x * i;
  return -x;
};
constexpr auto recorded_table = formula<"x">(table);
static_assert(recorded_table(17.5) == table(17.5));
static_assert(recorded_table(17.0) == table(17.0));
static_assert(recorded_table(-0.5) == 0.5);
static_assert(recorded_table(19.0) == -19);
static_assert(grad(recorded_table)(17.0)[var<"x">] == 18);
// conditions that are written down say what they are made of
constexpr auto written = []<class T>(T x) -> T {
  for (int i = 1; i < 14; ++i)
    if ((x >= i - 1) & !(x >= i)) return x * i;
  if ((x < -5) | (x > 50)) return x >= -5 ? T(2) : T(3);
  return T(4);
};
constexpr auto recorded_writing = formula<"x">(written);
static_assert(recorded_writing(2.5) == 7.5);
static_assert(recorded_writing(-6.0) == 3);
static_assert(recorded_writing(51.0) == 2);
static_assert(recorded_writing(30.0) == 4);
// an arm of where() knows its condition, and what follows it does not
constexpr auto arms = formula<"x">([]<class T>(T x) {
  T sum = where(x > 1, [&] { return x > 0 ? T(1) : T(2); }, [&] { return x > 2 ? T(3) : T(4); });
  return sum + (x > 0 ? 10 : 20) + (x > 2 ? 100 : 200);
});
static_assert(arms(3.0) == 1 + 10 + 100);
static_assert(arms(1.5) == 1 + 10 + 200);
static_assert(arms(0.5) == 4 + 10 + 200);
static_assert(arms(-1.0) == 4 + 20 + 200);

// ---- bounds that are one number in the scalar of a call, where they are two as doubles ------------------------------------------------------------------
constexpr double above = 1 + 0x1p-40;
constexpr auto close = formula<"x">([]<class T>(T x) -> T {
  if (x <= 1.0) return x < above ? T(1) : T(2);
  return x >= above ? T(3) : T(4);
});
static_assert(close(1.0) == 1);
static_assert(close(1.0f) == 2);

// quotients of whole numbers that float has not, which may change places there
constexpr int said_beside(rational bound, rational other) {
  graph g;
  facts_map known;
  const int number = import(g, known, facts_of<std::remove_const_t<decltype(var<"x">)>>, true);
  known_order order;
  order.learn(g, g.apply(operation_of<greater_rule>, number, g.constant(bound)), true);
  return order.says(g, g.apply(operation_of<greater_rule>, number, g.constant(other)));
}
static_assert(said_beside({1, 3}, {1, 7}) == 1);
static_assert(said_beside({16777217, 4}, {16777215, 4}) == 1);
static_assert(said_beside({16777217, 16777219}, {1, 3}) == -1);
static_assert(said_beside({1, 3}, {1, 16777219}) == -1);

}  // namespace
