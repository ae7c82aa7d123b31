// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The passes behind sparse derivatives, at run time on things that are put together at random: colourings of two thousand patterns give every element back,
// and of random formulas patterns leave nothing out, and elements that are computed as they are agree with finite differences.

#include <boost/test/unit_test.hpp>

#include <support/interpreter.hpp>

#include <nabla/graph/sparsity/colouring.hpp>
#include <nabla/graph/sparsity/derivative_terms.hpp>
#include <nabla/rules/all_rules.hpp>

#include <cmath>
#include <random>

using namespace nabla;
using namespace nabla::detail;
using test::dense;

namespace {

std::mt19937 chance(12345);
int below(int n) { return static_cast<int>(chance() % static_cast<unsigned>(n)); }

sparsity_lists random_pattern(int rows, int columns, int one_in, bool symmetric) {
  std::vector<std::vector<bool>> there(static_cast<std::size_t>(rows), std::vector<bool>(static_cast<std::size_t>(columns)));
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j)
      if (below(one_in) == 0) {
        there[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = true;
        if (symmetric) there[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = true;
      }
  sparsity_lists p;
  p.rows = rows;
  p.columns = columns;
  p.column_starts.push(0);
  for (int j = 0; j < columns; ++j) {
    for (int i = 0; i < rows; ++i)
      if (there[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)]) p.row_indices.push(i);
    p.column_starts.push(p.row_indices.size);
  }
  return p;
}

/// How many columns of j's colour have an element in row i?
int of_one_colour(const sparsity_lists& p, const colour_list& colours, int i, int j) {
  int count = 0;
  for (int column = 0; column < p.columns; ++column)
    for (int k = p.column_starts.data[column]; k < p.column_starts.data[column + 1]; ++k)
      if (p.row_indices.data[k] == i && colours.of.data[column] == colours.of.data[j]) ++count;
  return count;
}
template <class Use>
void for_each_element(const sparsity_lists& p, Use use) {
  for (int j = 0; j < p.columns; ++j)
    for (int k = p.column_starts.data[j]; k < p.column_starts.data[j + 1]; ++k) use(p.row_indices.data[k], j);
}

BOOST_AUTO_TEST_CASE(colours_of_columns) {
  for (int round = 0; round < 1000; ++round) {
    const sparsity_lists p = random_pattern(1 + below(12), 1 + below(12), 1 + below(8), false);
    const colour_list colours = colour_columns(p);
    bool right = true;
    for_each_element(p, [&](int i, int j) { right = right && colours.of.data[j] >= 0 && colours.of.data[j] < colours.count && of_one_colour(p, colours, i, j) == 1; });
    for (int j = 0; j < p.columns; ++j)
      if (p.column_starts.data[j] == p.column_starts.data[j + 1]) right = right && colours.of.data[j] == -1;
    BOOST_TEST(right);
  }
}

BOOST_AUTO_TEST_CASE(colours_of_stars) {
  int fewer = 0;
  for (int round = 0; round < 1000; ++round) {
    const int n = 1 + below(12);
    const sparsity_lists p = random_pattern(n, n, 2 + below(10), true);
    const colour_list colours = colour_star(p);
    bool right = true;
    for_each_element(p, [&](int i, int j) { right = right && (of_one_colour(p, colours, i, j) == 1 || of_one_colour(p, colours, j, i) == 1); });
    BOOST_TEST(right);
    fewer += colours.count < colour_columns(p).count;
  }
  BOOST_TEST(fewer > 300);  // than a colouring that knows nothing of symmetry
}

// ---- random formulas ---------------------------------------------------------------------------------------------------------------------------

using bindings = std::map<const facts*, dense<double>>;
using matrix_of_numbers = std::vector<std::vector<double>>;

class author {
 public:
  test::workshop w;
  const facts* X = &w.symbol("X", matrix_shape(4, 3));
  const facts* v = &w.symbol("v", matrix_shape(4, 1));
  const facts* s = &w.symbol("s");
  const facts* D = &w.symbol("D", matrix_shape(3, 4), role::data);

  const facts* formula() {
    std::vector<const facts*> made{X, v, s, D};
    for (int steps = 3 + below(8); steps > 0;)
      if (const facts* next = step(made)) {
        made.push_back(next);
        --steps;
      }
    return made.back();
  }
  const facts* step(const std::vector<const facts*>& made) {
    const facts& a = *made[made.size() - 1 - static_cast<std::size_t>(below(std::min(3, static_cast<int>(made.size()))))];
    const facts& b = *made[static_cast<std::size_t>(below(static_cast<int>(made.size())))];
    const bool meet = broadcast(a.extents, b.extents).problem == nullptr;
    switch (below(16)) {
      case 0: return &w.apply(operation_of<sin_rule>, a);
      case 1: return &w.apply(operation_of<sq_rule>, w.apply(operation_of<tanh_rule>, a));
      case 2: return &w.apply(operation_of<multiply_rule>, w.number(3), a);
      case 3: return meet ? &w.apply(operation_of<add_rule>, a, b) : nullptr;
      case 4: return meet ? &w.apply(operation_of<multiply_rule>, a, b) : nullptr;
      case 5: return meet ? &w.apply(operation_of<divide_rule>, a, w.apply(operation_of<add_rule>, w.number(2), w.apply(operation_of<sq_rule>, b))) : nullptr;
      case 6: return &w.apply(operation_of<transpose_rule>, a);
      case 7: return a.extents.columns == b.extents.rows ? &w.apply(operation_of<matrix_product_rule>, a, b) : nullptr;
      case 8: return &w.apply(operation_of<sum_rule>, a);
      case 9: return &w.apply(operation_of<row_sums_rule>, a);
      case 10: return &w.apply(operation_of<column_sums_rule>, a);
      case 11: return a.extents.rows.size > 2 ? &w.apply(operation_of<block_rule<0, 0, 2, full_extent>>, a) : nullptr;
      case 12: return a.extents.rows.size > 2 ? &w.apply(operation_of<block_rule<-2, 0, 2, full_extent>>, a) : nullptr;
      case 13: return a.extents.rows.size == 2 && a.extents.columns == b.extents.columns && b.extents.rows.size == 2 ? &w.apply(operation_of<stack_rule<false, 2, 2>>, a, b) : nullptr;
      case 14: return a.extents.columns.is_one() ? &w.apply(operation_of<diag_rule>, a) : nullptr;
      default: return meet ? &w.apply(operation_of<where_rule>, w.apply(operation_of<greater_rule>, w.apply(operation_of<sum_rule>, *D), w.number(0)), a, b) : nullptr;
    }
  }
};

std::vector<double> row_by_row(const std::vector<dense<double>>& parts) {
  std::vector<double> all;
  for (const dense<double>& m : parts)
    for (int i = 0; i < m.rows; ++i)
      for (int j = 0; j < m.columns; ++j) all.push_back(m(i, j));
  return all;
}

/// Central differences of what `evaluate` gives, by every element of the symbols: column by column.
template <class Evaluate>
matrix_of_numbers differences(const std::vector<const facts*>& symbols, bindings at, Evaluate evaluate) {
  matrix_of_numbers columns;
  constexpr double h = 1e-5;
  for (const facts* symbol : symbols)
    for (int i = 0; i < symbol->extents.rows.size; ++i)
      for (int j = 0; j < symbol->extents.columns.size; ++j) {
        double& element = at[symbol](i, j);
        const double here = element;
        element = here + h;
        const std::vector<double> up = evaluate(at);
        element = here - h;
        const std::vector<double> down = evaluate(at);
        element = here;
        columns.emplace_back();
        for (std::size_t k = 0; k < up.size(); ++k) columns.back().push_back((up[k] - down[k]) / (2 * h));
      }
  return columns;
}

/// Does the pattern hold all that is not zero, and do the elements that are found agree? Counts what there is to count.
struct tally {
  int formulas = 0, found = 0, elements = 0, zeros_in_patterns = 0;
};
bool holds(const facts& f, const std::vector<const facts*>& symbols, const bindings& at, const matrix_of_numbers& expected, int order, tally& t) {
  const int count = static_cast<int>(symbols.size());
  sparsity_lists p;
  if (find_sparsity(p, f, symbols.data(), count, order).exists()) return false;
  const std::size_t rows = expected[0].size(), columns = expected.size();
  if (p.rows != static_cast<int>(rows) || p.columns != static_cast<int>(columns)) return false;
  matrix_of_numbers there(columns, std::vector<double>(rows)), got = there;
  for_each_element(p, [&](int i, int j) { there[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] = 1; });
  graph g;
  facts_map known;
  list<int> outputs;
  list<contribution> contributions;
  const bool found = find_terms(g, known, import(g, known, f, true), symbols.data(), count, order, outputs, contributions);
  if (found) {
    const std::vector<dense<double>> values = test::interpretation(g, std::vector<int>(outputs.data, outputs.data + outputs.size))(at);
    for (int k = 0; k < contributions.size; ++k) {
      const contribution& c = contributions.data[k];
      const double value = values[static_cast<std::size_t>(c.output)].elements[static_cast<std::size_t>(c.offset)];
      const auto i = static_cast<std::size_t>(c.row), j = static_cast<std::size_t>(c.column);
      if (there[j][i] == 0 && value != 0) return false;
      got[j][i] += value;
      if (order == 2 && i != j) got[i][j] += value;
    }
  }
  ++t.formulas;
  t.found += found;
  for (std::size_t j = 0; j < columns; ++j)
    for (std::size_t i = 0; i < rows; ++i) {
      const double is = expected[j][i], tolerance = 2e-5 * (1 + std::abs(is));
      if (there[j][i] == 0 && std::abs(is) > tolerance) return false;
      if (found && std::abs(got[j][i] - is) > tolerance) return false;
      t.elements += there[j][i] != 0;
      t.zeros_in_patterns += there[j][i] != 0 && is == 0;
    }
  return true;
}

template <class... Rules>
void learn(rule_list<Rules...>) {
  (test::kernels<double>::learn<Rules>(), ...);
}

BOOST_AUTO_TEST_CASE(random_formulas) {
  learn(rule_list<add_rule, subtract_rule, multiply_rule, divide_rule, negate_rule, sin_rule, cos_rule, tanh_rule, sq_rule, inv_rule, greater_rule, where_rule, and_rule, or_rule, not_rule,
                  transpose_rule, block_rule<0, 0, 2, full_extent>, block_rule<-2, 0, 2, full_extent>, put_rule<0, 0, 2, full_extent>, put_rule<-2, 0, 2, full_extent>,
                  stack_rule<false, 2, 2>, block_rule<2, 0, 2, full_extent>, put_rule<2, 0, 2, full_extent>, diag_rule, diagonal_rule, multiply_add_rule, multiply_subtract_rule,
                  subtract_product_rule, rounded_product_rule, copied_rule, masked_rule, tanh_slope_by_quotient_rule, tanh_by_quotient_rule, tanh_quotient_rule, tanh_complement_rule, reciprocal_cosh_rule, xdivy_rule, xlogy_rule, multiply_no_nan_rule, not_equal_rule>{});
  tally first, second;
  for (int round = 0; round < 3000; ++round) {
    author a;
    const facts& f = *a.formula();
    const std::vector<const facts*> symbols{a.X, a.v, a.s};
    bindings at;
    for (const facts* symbol : {a.X, a.v, a.s, a.D}) {
      dense<double> m(symbol->extents.rows.size, symbol->extents.columns.size);
      for (double& element : m.elements) element = below(2000) / 1000.0 - 1;
      at[symbol] = m;
    }
    graph g;
    facts_map known;
    const test::interpretation value(g, {import(g, known, f, true)});
    BOOST_TEST(holds(f, symbols, at, differences(symbols, at, [&](const bindings& here) { return row_by_row(value(here)); }), 1, first), "the Jacobian of formula " << round);
    const facts& total = a.w.apply(operation_of<sum_rule>, a.w.apply(operation_of<sq_rule>, f));
    const test::interpretation gradient(total, symbols, false);
    const auto evaluate_gradient = [&](const bindings& here) {
      std::vector<dense<double>> all = gradient(here);
      all.erase(all.begin());
      return row_by_row(all);
    };
    BOOST_TEST(holds(total, symbols, at, differences(symbols, at, evaluate_gradient), 2, second), "the Hessian of formula " << round);
  }
  for (const tally& t : {first, second}) {
    BOOST_TEST_MESSAGE(t.formulas << " formulas, elements found as they are in " << t.found << "; " << t.elements << " elements in patterns, " << t.zeros_in_patterns << " of them zero");
    BOOST_TEST(t.formulas == 3000);
    BOOST_TEST(t.found > 1500);
  }
}

}  // namespace
