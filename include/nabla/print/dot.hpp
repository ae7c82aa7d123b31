// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/point.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/print/derivative_graph.hpp>
#include <nabla/print/text.hpp>
#include <nabla/support/cold.hpp>
#include <nabla/support/libm.hpp>

#include <cstdio>

namespace nabla::detail {
NABLA_COLD_BEGIN

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
    case operation_code::real: return shortest_digits(real_value(n.value));
    case operation_code::symbol: return n.leaf->symbol->name;
    case operation_code::multiply: return "*";
    case operation_code::matrix_product: return "matmul";
    case operation_code::negate: return "*-1";
    default: return n.op->written != nullptr ? n.op->written : n.op->text;
  }
}

/// What a drawing shows with a node of its own: a text, and what it points from.
struct drawn_root {
  int node;
  std::string label;  ///< empty: a point
};

inline list<drawn_root> one_root(int node) {
  list<drawn_root> roots;
  roots.push({node, ""});
  return roots;
}

/// Text between double quotes.
inline std::string dot_escaped(const std::string& text) {
  std::string result;
  for (char c : text)
    if (c == '\n') result.append("\\n");
    else result.append(c == '"' || c == '\\' ? "\\" : "").append(1, c);
  return result;
}
/// Text of a label between < and >, which is HTML.
inline std::string html_escaped(const std::string& text) {
  std::string result;
  for (char c : text) result.append(c == '<' ? "&lt;" : (c == '>' ? "&gt;" : (c == '&' ? "&amp;" : (c == '"' ? "&quot;" : std::string(1, c)))));
  return result;
}

/// Nodes and edges of what the roots need; `edge_label(i, e)` belongs to edge number e, which leaves node i; edges are numbered by reader, then
/// operand, and the results' come last.
template <class EdgeLabel>
std::string draw_graph(const graph& g, const list<drawn_root>& roots, EdgeLabel edge_label) {
  std::string out =
      "digraph formula {\n  rankdir=LR;\n  node [shape=circle, fontname=\"Helvetica\", fontsize=12, margin=0.03];\n"
      "  edge [fontname=\"Helvetica\", fontsize=10, arrowsize=0.6];\n";
  list<int> nodes;
  for (int k = 0; k < roots.size; ++k) nodes.push(roots.data[k].node);
  const list<int> readers = count_readers(g, nodes.data, nodes.size);
  for (int i = 0; i < g.nodes.size; ++i) {
    if (readers.data[i] == 0) continue;
    const bool leaf = g[i].operands[0] < 0;
    std::string label = dot_escaped(node_label(g, i));
    if (leaf && g[i].shape_index != 0) label.append("\\n").append(dot_escaped(to_string(g.shape_of(i))));
    const char* outline = leaf ? "\", shape=plaintext];\n" : (label.size() > 4 ? "\", shape=ellipse];\n" : "\"];\n");
    out.append(numbered("  n", i)).append(" [label=\"").append(label).append(outline);
  }
  int edges = 0;
  auto edge = [&](int from, const std::string& to) {
    out.append(numbered("  n", from)).append(" -> ").append(to).append(" [label=").append(edge_label(from, edges++)).append("];\n");
  };
  for (int i = 0; i < g.nodes.size; ++i)
    for (int operand : g[i].operands)
      if (operand >= 0 && readers.data[i] > 0) edge(operand, numbered("n", i));
  for (int k = 0; k < roots.size; ++k) {
    const drawn_root& root = roots.data[k];
    const std::string name = roots.size == 1 ? "result" : numbered("result", k);
    if (root.label.empty()) out.append("  ").append(name).append(" [label=\"\", shape=point, width=0.05];\n");
    else out.append("  ").append(name).append(" [label=\"").append(dot_escaped(root.label)).append("\", shape=box, style=rounded, margin=0.06, height=0.3];\n");
    edge(root.node, name);
  }
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
    return libm::sqrt(sum);
  } else return static_cast<double>(value);
}

/// "3 x n" on an edge, and nothing for a number.
inline std::string shape_label(const graph& g, int i) { return std::string("\"").append(g[i].shape_index == 0 ? std::string() : dot_escaped(to_string(g.shape_of(i)))).append("\""); }

/// Shape, value in green, and gradient in red where there is one.
inline std::string circuit_label(const graph& g, int i, double value, const double* gradient) {
  std::string label = "<";
  if (g[i].shape_index != 0) label.append(html_escaped(to_string(g.shape_of(i)))).append("<br/>");
  label.append("<font color=\"#1a7f37\">").append(short_number(value)).append("</font>");
  if (gradient != nullptr) label.append("<br/><font color=\"#cf222e\">").append(short_number(*gradient)).append("</font>");
  return label.append(">");
}

/// Sizes of the values of a tuple.
template <class Values>
list<double> sizes_of_values(const Values& values) {
  list<double> numbers;
  std::apply([&](const auto&... value) { (numbers.push(size_of_value(value)), ...); }, values);
  return numbers;
}

/// The computational graph in the language of Graphviz, with the shape of every value on its edge.
template <Expression E>
std::string to_dot(E) {
  graph g;
  facts_map known;
  const int root = import_as<false>(g, known, facts_of<E>);
  return draw_graph(g, one_root(root), [&](int i, int) { return shape_label(g, i); });
}

template <class E, class... B>
std::string draw_at(const point<B...>& where) {
  graph g;
  facts_map known;
  const int root = import_as<false>(g, known, facts_of<E>);
  // values of all nodes, then gradients on all edges, last that of the result with respect to itself
  list<double> numbers = sizes_of_values(std::apply([](const auto&... bound) { return value_and_grad_of_every_node<E>(bound...); }, where.bindings));
  numbers.push(1);
  return draw_graph(g, one_root(root), [&](int i, int e) {
    return circuit_label(g, i, numbers.data[i], &numbers.data[root + 1 + e]);
  });
}

/// What drawing at a point gives; clang 14 asks for it before it asks whether E is a formula.
template <class E, class... B>
struct drawn_at {
  using type = refused_result;
};
template <Expression E, class... B>
struct drawn_at<E, B...> {
  using type = result_or_wrong_call<std::string, program<E, true, every_node>, B...>;
};
/// The computational graph at a point: on every edge the value above and the gradient of the result below, as in a circuit.
/// Matrices show their shape and the Euclidean norms of value and gradient.
template <Expression E, class... B>
typename drawn_at<E, B...>::type to_dot(E, const point<B...>& where) {
  if constexpr (!bindings_are_right<program<E, true, every_node>, B...>()) NABLA_DETAIL_NO_RESULT;
  else return draw_at<E>(where);
}

template <class Derivatives>
list<drawn_root> roots_of(const Derivatives& all) {
  list<drawn_root> roots;
  for (int k = 0; k < all.roots.size; ++k) {
    const facts* symbol = all.symbols.data[k];
    roots.push({all.roots.data[k], symbol == nullptr ? std::string("value") : std::string("d/d").append(symbol->symbol->name)});
  }
  return roots;
}

/// The graph of what grad(f) or value_and_grad(f) evaluates: one box for each result, and what they share is drawn once.
template <class F, bool Value, class Wrt>
std::string to_dot(request_of<F, Value, Wrt>) {
  const derivative_graph<F, Value, Wrt> all;
  return draw_graph(all.g, roots_of(all), [&](int i, int) { return shape_label(all.g, i); });
}

template <class F, bool Value, class Wrt, class... B>
std::string draw_derivatives_at(const point<B...>& where) {
  const derivative_graph<F, Value, Wrt> all;
  const list<double> numbers = sizes_of_values(std::apply([](const auto&... bound) { return request_of<F, Value, every_derivative_node<Wrt>>{}(bound...); }, where.bindings));
  return draw_graph(all.g, roots_of(all), [&](int i, int) { return circuit_label(all.g, i, numbers.data[i], nullptr); });
}
/// The same at a point, with the value on every edge.
template <class F, bool Value, class Wrt, class... B>
result_or_wrong_call<std::string, program<F, Value, every_derivative_node<Wrt>>, B...> to_dot(request_of<F, Value, Wrt>, const point<B...>& where) {
  if constexpr (!bindings_are_right<program<F, Value, every_derivative_node<Wrt>>, B...>()) NABLA_DETAIL_NO_RESULT;
  else return draw_derivatives_at<F, Value, Wrt>(where);
}

NABLA_COLD_END
NABLA_DETAIL_REFUSED("nabla: to_dot() takes a formula, or what is asked of one: to_dot(f), to_dot(grad(f))", to_dot(...))

}  // namespace nabla::detail

namespace nabla {
using detail::to_dot;
}
