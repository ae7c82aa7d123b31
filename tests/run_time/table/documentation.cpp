// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The table of functions for readers, written from the entries.

#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"
#include "run_time/table/undefined.hpp"

#include <nabla/print/text.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>

namespace test {

namespace {

std::string number(double x) {
  if (x != x) return "NaN";
  if (std::isinf(x)) return x > 0 ? "inf" : "-inf";
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", x);
  return text;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

/// A derivative of an entry in its operands u, v, w, z, its result r and, for matrices, the cotangent d.
std::string derivative(const entry& e, int k) {
  if (e.op->derivatives[k] == nullptr) return "none";
  nabla::detail::graph g;
  nabla::detail::facts_map known;
  const int root = nabla::detail::import(g, known, *e.op->derivatives[k], false);
  std::string text = nabla::detail::write_alone<nabla::detail::text_writer>(g, root);
  const char* names[] = {"u", "v", "w", "z", "r", "d"};
  for (int i = 0; i < 6; ++i) replace_all(text, std::string("_").append(std::to_string(i)), names[i]);
  replace_all(text, "|", "\\|");
  return std::string("`").append(text).append("`");
}

std::string title(const entry& e) {
  const char* operands[] = {"u", "u, v", "u, v, w", "u, v, w, z"};
  std::string text = e.text;
  replace_all(text, "|", "\\|");
  return std::string("`").append(text).append("` (").append(operands[e.arity - 1]).append(")");
}

std::string domain(const entry& e) {
  std::string text;
  for (int k = 0; k < e.arity; ++k)
    text.append(k > 0 ? " × " : "").append("[").append(number(e.low[k])).append(", ").append(number(e.high[k])).append("]");
  return text;
}

std::string derivatives(const entry& e) {
  std::string text;
  for (int k = 0; k < e.arity; ++k) text.append(k > 0 ? "; " : "").append(derivative(e, k));
  return text;
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::array<double, 13> special_points{-infinity, -1e300, -745, -1, -1e-310, -0.0, 0, 1e-310, 1, 745, 1e300, infinity, std::numeric_limits<double>::quiet_NaN()};

std::string documentation() {
  std::string text =
      "<!-- SPDX-FileCopyrightText: 2026 The nabla authors -->\n<!-- SPDX-License-Identifier: BSL-1.0 -->\n"
      "<!-- Written by the entries: NABLA_WRITE_DOCUMENTATION=1 build/gcc/bin/run_time.table --run_test=documentation_is_current -->\n\n"
      "# Functions\n\nEach function is one entry under `include/nabla/rules/`. Its local derivatives stand here as the entry "
      "writes them, in its operands\n"
      "u, v, w and its result r; `[a, b]` is where the tests sample it.\n\n"
      "## Elementwise\n\nOperands of any shape, which broadcast.\n\n"
      "| function | derivatives, one for each operand | sampled in |\n| --- | --- | --- |\n";
  for (const entry& e : elementwise_entries())
    text.append("| ").append(title(e)).append(" | ").append(derivatives(e)).append(" | ").append(domain(e)).append(" |\n");
  text.append(
      "\n## Of matrices\n\nFrom the cotangent d of the result, that of each operand.\n\n| function | pullbacks, one for each operand |\n| --- | --- "
      "|\n");
  for (const entry& e : matrix_entries()) text.append("| ").append(title(e)).append(" | ").append(derivatives(e)).append(" |\n");
  text.append("\n## At special points\n\nValue and, below it, derivative of the functions of one operand, for `double`.\n\n| function |");
  for (double point : special_points) text.append(" ").append(number(point)).append(" |");
  text.append("\n| --- |");
  for (std::size_t i = 0; i < special_points.size(); ++i) text.append(" ---: |");
  text.append("\n");
  for (const entry& e : elementwise_entries()) {
    if (e.arity != 1) continue;
    const auto f = function_of<double>(e);
    text.append("| `").append(e.text).append("` |");
    for (double point : special_points) text.append(" ").append(number(f(&point).value)).append(" |");
    text.append("\n| derivative |");
    for (double point : special_points) text.append(" ").append(e.op->derivatives[0] != nullptr ? number(f(&point).slopes[0]) : "").append(" |");
    text.append("\n");
  }
  text.append(
      "\n"
      "## Of no elements\n"
      "\n"
      "A matrix may have no rows or no columns. Sums, norms and products of it, with the losses that are sums over rows, are 0, and products of its elements 1;\n"
      "maxima and logsumexp are -inf, minima +inf; means, variances and mse, which divide by the number of elements, are 0 / 0, NaN, as in NumPy. det is 1,\n"
      "logdet and trace are 0, inverse, solve and cholesky of 0 x 0 have no elements. What stands behind no element has derivative 0.\n");
  text.append(
      "\n## Where there is no number\n\nThe value is NaN there, or a derivative is; everywhere else, infinities and the largest and smallest numbers included, both are numbers. "
      "NaN in an\noperand gives NaN, but for conditions, which do not hold, what a condition leaves out, and one side of max and min of two expressions.\n\n| function | because of |\n| --- | --- |\n");
  for (const undefined_where& w : undefined) text.append("| `").append(w.text).append("` | ").append(w.why).append(" |\n");
  return text;
}

BOOST_AUTO_TEST_CASE(documentation_is_current) {
  const char* path = "docs/functions.md";  // tests run in the top folder
  const std::string now = documentation();
  if (std::getenv("NABLA_WRITE_DOCUMENTATION") != nullptr) std::ofstream(path) << now;
  std::ifstream file(path);
  const std::string then{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  BOOST_CHECK_MESSAGE(
      now == then,
      path << " differs from the entries; NABLA_WRITE_DOCUMENTATION=1 build/gcc/bin/run_time.table --run_test=documentation_is_current writes it");
}

}  // namespace

}  // namespace test
