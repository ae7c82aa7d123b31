// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of docs/how_it_works.md: what each stage makes of one formula; and of docs/architecture.md.

#include <nabla/build.hpp>
#include <nabla/print.hpp>

#include <string>
#include <string_view>

#include "pages.hpp"

namespace front_end {
//! [front_end]
#include <iostream>
#include <nabla/build.hpp>
#include <nabla/print.hpp>

int main() {
  nabla::graph_builder b;
  const auto x = b.var("x"), v = b.var("v", nabla::matrix_shape(b.size("n"), 1));
  const auto f = b.apply("sin", {x}) * b.apply("sum", {b.apply("tanh", {v * x})});
  std::cout << f << "\n"
            << b.diff(f, x) << "\n"
            << to_latex(b.diff(f, v)) << "\n";
  return 0;  // not shown
}
//! [front_end]
}  // namespace front_end

using namespace nabla;

namespace {

//! [formula]
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto f = log(1_c + exp(x * y)) + x * y;
//! [formula]
using formula_type = std::remove_const_t<decltype(f)>;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at; (at = text.find(from)) != std::string::npos;) text.replace(at, from.size(), to);
}
/// A type as g++ writes it, without the namespace.
template <class T>
std::string type_name() {
  std::string name = __PRETTY_FUNCTION__;    // … [with T = …; std::string = …]
  name.erase(0, name.find("T = ") + 4);
  name.erase(name.find_first_of(";]"));
  for (const std::string_view inner : {"nabla::detail::", "nabla::"}) replace_all(name, inner, "");
  replace_all(name, "{{120, 0}}", "fixed_string<2>{\"x\"}");  // clang's ways to write them
  replace_all(name, "{{121, 0}}", "fixed_string<2>{\"y\"}");
  replace_all(name, "<2UL>", "<2>");
  replace_all(name, ">>", "> >");
  return name;
}

/// The nodes of a graph that some roots need, one in a line.
void print_nodes(const detail::graph& g, const detail::list<int>& roots) {
  detail::list<bool> needed(g.nodes.size);
  for (int k = 0; k < roots.size; ++k) needed.data[roots.data[k]] = true;
  for (int i = g.nodes.size - 1; i >= 0; --i)
    for (int operand : g[i].operands)
      if (needed.data[i] && operand >= 0) needed.data[operand] = true;
  for (int i = 0; i < g.nodes.size; ++i) {
    if (!needed.data[i]) continue;
    std::cout << (i < 10 ? " " : "") << i << "  " << detail::node_label(g, i);
    for (int operand : g[i].operands)
      if (operand >= 0) std::cout << "  " << operand;
    std::cout << '\n';
  }
}

void type() {
  shown("works_type");
  //! [type]
  std::cout << type_name<formula_type>() << '\n'
            << "sizeof(f) = " << sizeof(f) << '\n';
  //! [type]
}

void graphs() {
  detail::graph g;
  detail::facts_map known;
  detail::list<int> roots(1);
  roots.data[0] = detail::import(g, known, detail::facts_of<formula_type>, false);
  shown("works_graph");
  print_nodes(g, roots);

  detail::graph simple;
  detail::facts_map simple_known;
  roots.data[0] = detail::import(simple, simple_known, detail::facts_of<formula_type>, true);
  shown("works_simplified");
  print_nodes(simple, roots);

  const detail::derivative_graph<formula_type, true, detail::wrt_all> derivatives;
  shown("works_derivatives");
  print_nodes(derivatives.g, derivatives.roots);
  for (int k = 0; k < derivatives.roots.size; ++k)
    std::cout << (derivatives.symbols.data[k] == nullptr ? "value" : std::string("d/d") + derivatives.symbols.data[k]->symbol->name) << ": " << derivatives.roots.data[k] << '\n';
  shown("figures/works_derivatives.dot");
  std::cout << to_dot(value_and_grad(f));
  shown("works_text");
  //! [text]
  std::cout << grad(f);
  //! [text]

  detail::graph lowered;
  detail::list<int> outputs(derivatives.roots.size);
  for (int k = 0; k < outputs.size; ++k) outputs.data[k] = derivatives.roots.data[k];
  detail::lower(derivatives.g, lowered, outputs.data, outputs.size);
  shown("works_lowered");
  print_nodes(lowered, outputs);
}

void plan() {
  shown("works_c");
  //! [c]
  std::cout << to_c(value_and_grad(f), "f");
  //! [c]
}

//! [use]
double use(double at_x, double at_y, double& slope) {
  const auto [value, g] = value_and_grad(f, wrt(x))(x = at_x, y = at_y);
  slope = g[x];
  return value;
}
//! [use]

}  // namespace

void how_it_works() {
  shown("front_end");
  front_end::main();
  type();
  graphs();
  plan();
  double slope = 0;
  if (!(use(1, 2, slope) > 0)) std::abort();
}
