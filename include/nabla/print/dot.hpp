// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/point.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/print/text.hpp>

#include <cmath>
#include <cstdio>

namespace nabla {

/// A number as drawings show it.
inline std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

/// What stands in a node of a drawing.
inline std::string node_label(const graph& g, int i) {
  const graph_node& n = g[i];
  switch (n.op->code) {
    case operation_code::constant: {
      std::string text = to_string(n.value);
      if (text.size() > 2 && text.compare(text.size() - 2, 2, "_c") == 0) text.resize(text.size() - 2);
      return text;
    }
    case operation_code::symbol: return n.leaf->symbol->name;
    case operation_code::multiply: return "*";
    case operation_code::matrix_product: return "matmul";
    case operation_code::negate: return "*-1";
    default: return n.op->text;
  }
}

/// Nodes and edges; `edge_label(i, e)` belongs to edge number e, which leaves node i; edges are numbered by reader, then
/// operand, and the result's comes last.
template <class EdgeLabel>
std::string draw_graph(const graph& g, int root, EdgeLabel edge_label) {
  std::string out = "digraph formula {\n  rankdir=LR;\n  node [shape=circle, fontname=\"Helvetica\", fontsize=12, margin=0.03];\n"
                    "  edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.6];\n";
  for (int i = 0; i <= root; ++i) {
    const bool leaf = g[i].op->arity == 0;
    std::string label = node_label(g, i);
    if (leaf && g[i].form != 0) label.append("\\n").append(to_string(g.form_of(i)));
    out.append(numbered("  n", i)).append(" [label=\"").append(label).append(leaf ? "\", shape=plaintext];\n" : "\"];\n");
  }
  int edges = 0;
  auto edge = [&](int from, const std::string& to) {
    out.append(numbered("  n", from)).append(" -> ").append(to).append(" [label=").append(edge_label(from, edges++)).append("];\n");
  };
  for (int i = 0; i <= root; ++i)
    for (int operand : g[i].operands)
      if (operand >= 0) edge(operand, numbered("n", i));
  out += "  result [label=\"\", shape=point, width=0.05];\n";
  edge(root, "result");
  return out.append("}\n");
}

/// A number itself; the Euclidean norm of a matrix.
template <class Value>
double size_of_value(const Value& value) {
  if constexpr (requires { value.norm(); }) return static_cast<double>(value.norm());
  else if constexpr (requires { value.rows(); }) {
    double sum = 0;
    for (index j = 0; j < value.columns(); ++j)
      for (index i = 0; i < value.rows(); ++i) sum += static_cast<double>(value(i, j)) * static_cast<double>(value(i, j));
    return std::sqrt(sum);
  } else return static_cast<double>(value);
}

/// The computational graph in the language of Graphviz, with the shape of every value on its edge.
template <Expression E>
std::string to_dot(E) {
  graph g;
  key_map known;
  const int root = import(g, known, facts_of<E>, false);
  return draw_graph(g, root, [&](int i, int) { return std::string("\"").append(g[i].form == 0 ? std::string() : to_string(g.form_of(i))).append("\""); });
}

/// The computational graph at a point: on every edge the value above and the gradient of the result below, as in a circuit.
/// Matrices show their shape and the Euclidean norms of value and gradient.
template <Expression E, class... B>
std::string to_dot(E, const point<B...>& where) {
  graph g;
  key_map known;
  const int root = import(g, known, facts_of<E>, false);
  list<double> numbers;  // values of all nodes, then gradients on all edges
  const auto values = std::apply([](const auto&... bound) { return value_and_grad_of_every_node<E>(bound...); }, where.bindings);
  std::apply([&](const auto&... value) { (numbers.push(size_of_value(value)), ...); }, values);
  numbers.push(1);  // the result with respect to itself
  return draw_graph(g, root, [&](int i, int e) {
    std::string label = "<";
    if (g[i].form != 0) label.append(to_string(g.form_of(i))).append("<br/>");
    label.append("<font color=\"#1a7f37\">").append(short_number(numbers.data[i]));
    return label.append("</font><br/><font color=\"#cf222e\">").append(short_number(numbers.data[root + 1 + e])).append("</font>>");
  });
}

}  // namespace nabla
