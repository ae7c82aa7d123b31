// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// From expression to graph: operands first, each part once, no limit on depth, simplified only if asked.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto X = data<"X", n, 3>;
constexpr auto W = var<"W", 3, 2>;

/// Nodes of a graph that holds the expression alone; 0 where an operand comes after its node or shapes are not those of the type.
template <Expression E>
constexpr int nodes_as_written(E) {
  graph g;
  facts_map known;
  const int root = import(g, known, facts_of<E>, false);
  for (int i = 0; i < g.nodes.size; ++i)
    for (int operand : g[i].operands)
      if (operand >= i) return 0;
  const bool right = root == g.nodes.size - 1 && g[root].id == facts_of<E>.id && g.shape_of(root) == facts_of<E>.extents && g.insert(graph_node(g[root])) == root;
  return right ? g.nodes.size : 0;
}

// ---- each part once ---------------------------------------------------------------------------------------------------------------
static_assert(nodes_as_written(x) == 1);
static_assert(nodes_as_written(2_c) == 1);
static_assert(nodes_as_written(x * y) == 3);
static_assert(nodes_as_written(x * x) == 2);
static_assert(nodes_as_written((x + y) * (x + y)) == 4);
static_assert(nodes_as_written((x + y) * (y + x)) == 5);
static_assert(nodes_as_written(exp(x) + exp(x) * exp(x)) == 4);
static_assert(nodes_as_written(X * W) == 3);
static_assert(nodes_as_written(sqnorm(X * W - X * W)) == 5);
static_assert(nodes_as_written(1_c + x * 1_c) == 4);

template <int Steps, class S>
constexpr auto squared(S s) {
  if constexpr (Steps == 0) return s;
  else return squared<Steps - 1>(s * s);
}
static_assert(nodes_as_written(squared<30>(x)) == 31);
static_assert(nodes_as_written(squared<300>(x)) == 301);

// ---- two expressions in one graph share what they have in common; what is known is not added again -----------------------------------------
constexpr bool shares() {
  graph g;
  facts_map known;
  const int first = import(g, known, facts_of<decltype(exp(x * y))>, false);
  const int size = g.nodes.size;
  const int again = import(g, known, facts_of<decltype(exp(x * y))>, false);
  const int part = import(g, known, facts_of<decltype(x * y)>, false);
  const int other = import(g, known, facts_of<decltype(log(x * y))>, false);
  return again == first && part < first && g[first].operands[0] == part && g[other].operands[0] == part && g.nodes.size == size + 1;
}
static_assert(shares());

// ---- as written, or simplified ----------------------------------------------------------------------------------------------------------------
static_assert(test::imported(facts_of<decltype(0_c + x * 1_c)>, false).nodes == 5);
static_assert(test::imported(facts_of<decltype(0_c + x * 1_c)>, true).nodes == 1);
static_assert(test::imported(facts_of<decltype(sin(y * x) + x * y)>, true).nodes == 5);
static_assert(test::imported(facts_of<decltype(sin(y * x) + x * y)>, false).nodes == 6);

// ---- the containers -----------------------------------------------------------------------------------------------------------------------------
constexpr bool table_grows() {
  graph g;
  for (int i = 0; i < 3000; ++i)
    if (g.constant(i) != i) return false;
  for (int i = 0; i < 3000; ++i)
    if (g.constant(i) != i || g[i].value.numerator != i) return false;
  return g.nodes.size == 3000 && g.constant(3000) == 3000;
}
static_assert(table_grows());
constexpr bool map_grows() {
  facts_map m;
  list<facts> all(2001);
  for (int i = 0; i < 2000; ++i) {
    all.data[i].id = mix(static_cast<key>(i / 2), 7);  // two of one key
    m.add(all.data[i], i);
  }
  for (int i = 0; i < 2000; ++i)
    if (m.find(all.data[i]) != i) return false;
  all.data[2000].id = all.data[0].id;
  return m.find(all.data[2000]) == -1;
}
static_assert(map_grows());
constexpr bool list_moves() {
  list<int> a;
  for (int i = 0; i < 500; ++i) a.push(i);
  list<int> b(static_cast<list<int>&&>(a));
  a = list<int>(3);
  return b.size == 500 && b.data[499] == 499 && a.size == 3 && a.data[2] == 0;
}
static_assert(list_moves());

}  // namespace
