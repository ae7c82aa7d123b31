// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Thousands of random expressions, each written in two ways that are equal: one canonical form, which is its own canonical form and has
// the value of what was written; and derivatives that agree with finite differences.

#include <boost/test/unit_test.hpp>

#include <support/author.hpp>
#include <support/table.hpp>

#include <nabla/graph/canonical/equality.hpp>

#include <cmath>
#include <random>

using namespace nabla;
using namespace nabla::detail;
using test::author;
using test::dense;
using test::facts_pointer;

namespace {

using bindings = std::map<facts_pointer, dense<long double>>;

bindings point(const author& from, unsigned seed) {
  std::mt19937 chance(seed);
  const auto next = [&chance] { return static_cast<long double>(chance()) / 4294967296.0L * 2 - 1; };
  bindings result;
  for (facts_pointer symbol : from.symbols) {
    dense<long double> value = symbol->extents.is_scalar() ? dense<long double>() : dense<long double>(2, 2);
    for (long double& element : value.elements) element = next();
    result[symbol] = value;
  }
  return result;
}

long double value_of(const graph& g, int root, const bindings& at) { return test::interpretation(g, {root}).operator()<long double>(at)[0](0, 0); }

/// Values may grow; rounding errors grow with them, and a difference of large ones keeps them.
bool agree(long double a, long double b, long double tolerance) { return std::abs(a - b) <= tolerance * (1 + std::abs(a)); }

/// Numbers near the end of 64 bits stay where they are, which depends on how a formula was written.
bool is_near_overflow(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i) {
    const rational& r = g[i].value;
    if (g.code_of(i) == operation_code::constant && (std::abs(r.numerator) > (1LL << 31) || r.denominator > (1LL << 31))) return true;
  }
  return false;
}

/// Below a function that makes a number of an infinity, formulas keep more of how they were written.
bool stands_in_the_open(const graph& g, int root) {
  const list<place> places = canonical_places(g, false).of_nodes(root);
  for (int i = 0; i <= root; ++i)
    if (places.data[i] != place::open) return false;
  return true;
}
bool stands_in_the_open(const facts& f) {
  graph written, meant;
  facts_map known;
  int root = import(written, known, f, true);
  if (!stands_in_the_open(written, root)) return false;
  lower(written, meant, &root, 1, writing::meanings);
  return stands_in_the_open(meant, root);
}

/// A condition times what may be no number is where(c, z, 0): where c does not hold and z is infinite that is 0, and c x z is NaN if it is written
/// (c x) z. So c (x z) = (c x) z is no identity, and twins that differ in that are not equal.
bool chooses(const graph& g, int root) {
  canonical_places places(g, false);
  for (int i = 0; i <= root; ++i)
    if (places.is_choice(i)) return true;
  return false;
}
bool chooses(const facts& f) {
  graph written, meant;
  facts_map known;
  int root = import(written, known, f, true);
  if (chooses(written, root)) return true;
  lower(written, meant, &root, 1, writing::meanings);
  return chooses(meant, root);
}

// What a compiler makes of the passes shows in fewer, too: see random_equality in tests/CMakeLists.txt.
#if defined(__clang__)
constexpr unsigned expressions = 8000;
#else
constexpr unsigned expressions = 20000;
#endif

template <class... Rules>
void learn(rule_list<Rules...>) {
  (test::kernels<long double>::learn<Rules>(), ...);
}
struct kernels_known {
  kernels_known() {
    learn(elementwise_rules{});
    learn(matrix_rules{});
    learn(test::unlisted_rules{});
    learn(rule_list<solve_rule<true>, cofactor_derivative_rule<1>, cofactor_derivative_rule<2>, cofactor_derivative_rule<3>, lu_rule, lu_solve_rule<false>, lu_solve_rule<true>,
                    lu_inverse_rule, lu_det_rule, lu_logdet_rule, lu_log_of_det_rule, lu_cofactor_rule, lower_half_rule, triangular_solve_rule<true, true>, triangular_solve_rule<false, true>,
                    product_of_others_rule<0, over::all>, product_of_others_rule<1, over::all>>{});
    // what is only compared
    test::kernels<long double>::matrices()[rule_key<trace_meant_rule>] = [](dense<long double>& result, const dense<long double>* a) {
      result(0, 0) = 0;
      for (int i = 0; i < a->rows; ++i) result(0, 0) += (*a)(i, i);
    };
  }
};
BOOST_TEST_GLOBAL_FIXTURE(kernels_known);

BOOST_AUTO_TEST_CASE(one_canonical_form_of_the_same_value) {
  int different = 0, changed = 0, unstable = 0, compared = 0, open = 0, choosing = 0;
  for (unsigned seed = 0; seed < expressions; ++seed) {
    const author a(seed, false);
    const bool in_the_open = stands_in_the_open(*a.result().plain) && stands_in_the_open(*a.result().other);
    const bool has_choice = chooses(*a.result().plain) || chooses(*a.result().other);
    open += in_the_open;
    choosing += has_choice;
    for (canonical_depth depth : {canonical_depth::written, canonical_depth::meant}) {
      const bool meant = depth == canonical_depth::meant;
      graph g;
      const int plain = import_canonical(g, *a.result().plain, depth), other = import_canonical(g, *a.result().other, depth);
      if (plain != other && in_the_open && !has_choice && !is_near_overflow(g) && different++ < 5) BOOST_ERROR("two forms of one expression, seed " << seed << ", meant " << meant);
      graph again;
      canonicaliser twice(g, again, depth);
      if (again[twice.run(plain)].id != g[plain].id && in_the_open && !is_near_overflow(g) && unstable++ < 5) BOOST_ERROR("not its own canonical form, seed " << seed << ", meant " << meant);
      graph written;
      facts_map known;
      const int root = import(written, known, *a.result().plain, false);
      for (unsigned k = 0; k < 2; ++k) {
        const bindings at = point(a, seed * 7 + k);
        const long double before = value_of(written, root, at), after = value_of(g, plain, at);
        if (!std::isfinite(before) || std::abs(before) > 1e9L) continue;
        ++compared;
        if (!agree(before, after, 1e-9L) && changed++ < 5) BOOST_ERROR("seed " << seed << ": " << before << " became " << after);
      }
    }
  }
  BOOST_TEST(different == 0);
  BOOST_TEST(unstable == 0);
  BOOST_TEST(changed == 0);
  BOOST_TEST(open > static_cast<int>(expressions) * 9 / 10);
  BOOST_TEST(choosing < static_cast<int>(expressions) / 1000);
  BOOST_TEST(compared > 3 * static_cast<int>(expressions));
}

BOOST_AUTO_TEST_CASE(derivatives_agree_with_differences) {
  int wrong = 0, compared = 0;
  for (unsigned seed = 0; seed < expressions; ++seed) {
    const author a(seed, true);
    const facts& f = *a.result().plain;
    const test::interpretation gradient(f, a.symbols, false);
    bindings at = point(a, seed);
    const std::vector<dense<long double>> all = gradient.operator()<long double>(at);
    const test::interpretation value(f, {}, false);
    const std::size_t which = seed % a.symbols.size();
    long double& element = at[a.symbols[which]].elements[0];
    const auto moved = [&](long double by) {
      const long double middle = element;
      element = middle + by;
      const long double result = value.operator()<long double>(at)[0](0, 0);
      element = middle;
      return result;
    };
    const long double h = 1e-4L, narrow = (moved(h / 2) - moved(-h / 2)) / h, wide = (moved(h) - moved(-h)) / (2 * h),
                      slope = (4 * narrow - wide) / 3, analytic = all[1 + which](0, 0);
    if (!std::isfinite(slope) || std::abs(slope) > 1e5L || !agree(narrow, wide, 1e-2L)) continue;  // a step or a kink in between
    ++compared;
    if (!agree(slope, analytic, 1e-6L) && wrong++ < 5) BOOST_ERROR("seed " << seed << ": " << slope << " against " << analytic);
  }
  BOOST_TEST(wrong == 0);
  BOOST_TEST(compared > static_cast<int>(expressions) * 9 / 10);
}

// Steps that use the one before twice: sums, products, and sums of matrices that are summed, transposed and multiplied besides.
facts_pointer chain(test::workshop& w, int kind, int steps) {
  facts_pointer y = kind == 2 ? &w.symbol("A", matrix_shape(2, 2)) : &w.symbol("x");
  for (int i = 0; i < steps; ++i) {
    facts_pointer f = &w.apply(operation_of<sin_rule>, *y);
    if (kind == 2) f = &w.apply(operation_of<matrix_product_rule>, w.apply(operation_of<transpose_rule>, *f), *y);
    y = &w.apply(kind == 1 ? operation_of<multiply_rule> : operation_of<add_rule>, *y, *f);
  }
  return kind == 2 ? &w.apply(operation_of<sum_rule>, *y) : y;
}

BOOST_AUTO_TEST_CASE(canonical_forms_grow_with_the_formula_and_no_faster) {
  for (int kind : {0, 1, 2})
    for (canonical_depth depth : {canonical_depth::written, canonical_depth::meant, canonical_depth::expanded}) {
      if (kind == 2 && depth == canonical_depth::expanded) continue;  // what multiplying out costs has a bound of its own
      int nodes[2] = {};
      for (int k : {0, 1}) {
        test::workshop w;
        graph g;
        const int root = import_canonical(g, *chain(w, kind, k == 0 ? 200 : 400), depth);
        BOOST_TEST(root >= 0);
        nodes[k] = g.nodes.size;
      }
      BOOST_TEST(nodes[1] < 2.5 * nodes[0], "kind " << kind << ": " << nodes[0] << " nodes became " << nodes[1]);
    }
}

}  // namespace
