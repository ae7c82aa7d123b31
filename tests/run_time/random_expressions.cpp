// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Thousands of random expressions, each written in two ways that are equal: one canonical form, which is its own canonical form and has
// the value of what was written; and derivatives that agree with finite differences.

#include <boost/test/unit_test.hpp>

#include <support/author.hpp>
#include <support/matrix_formulas.hpp>
#include <support/table.hpp>

#include <nabla/graph/canonical/equality.hpp>

#include <cmath>
#include <random>
#include <unordered_map>

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
template <class... Rules>
void learn_double(rule_list<Rules...>) {
  (test::kernels<double>::learn<Rules>(), ...);
}
struct kernels_known {
  kernels_known() {
    learn(elementwise_rules{});
    learn(matrix_rules{});
    learn(test::unlisted_rules{});
    learn(rule_list<solve_rule<true>, cofactor_derivative_rule<1>, cofactor_derivative_rule<2>, cofactor_derivative_rule<3>, lu_rule, lu_solve_rule<false>, lu_solve_rule<true>,
                    lu_inverse_rule, lu_det_rule, lu_logdet_rule, lu_log_of_det_rule, lu_cofactor_rule, lower_half_rule, triangular_solve_rule<true, true>, triangular_solve_rule<false, true>,
                    product_of_others_rule<0, over::all>, product_of_others_rule<1, over::all>>{});
    learn_double(elementwise_rules{});
    learn_double(matrix_rules{});
    learn_double(test::unlisted_rules{});
    learn_double(rule_list<lu_rule, lu_solve_rule<false>, lu_inverse_rule, lu_det_rule, lu_logdet_rule, product_of_others_rule<0, over::all>>{});
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

using test::matrix_author;
template <class T>
using matrices = std::map<facts_pointer, dense<T>>;
constexpr int sizes[][2] = {{1, 1}, {2, 1}, {1, 2}, {2, 3}, {3, 3}};

template <class T, class Next>
matrices<T> matrices_of(const matrix_author& from, std::size_t which, Next next) {
  matrices<T> result;
  const auto size = [&](const extent& e) { return !e.is_named() ? e.size : sizes[which][e.name->id == from.rows.name->id ? 0 : 1]; };
  for (facts_pointer symbol : from.symbols) {
    dense<T> value(static_cast<int>(size(symbol->extents.rows)), static_cast<int>(size(symbol->extents.columns)));
    for (T& element : value.elements) element = static_cast<T>(next());
    result[symbol] = value;
  }
  return result;
}
std::string text_of(const facts& f) {
  if (f.op->code == operation_code::constant) return std::to_string(f.value.numerator) + (f.value.denominator == 1 ? "" : '/' + std::to_string(f.value.denominator));
  if (f.op->code == operation_code::symbol) return f.symbol->name;
  std::string result = std::string(f.op->text) + '(';
  for (int k = 0; k < f.op->arity; ++k) result += (k > 0 ? ", " : "") + text_of(*f.operands[k]);
  return result + ')';
}
/// 0_c times anything is 0, so that the rules of numbers do not hold there.
bool has_zero(const facts& f) {
  graph g;
  facts_map known;
  const int root = import(g, known, f, false);
  const list<int> readers = count_readers(g, &root, 1);
  for (int i = 0; i <= root; ++i) {
    if (readers.data[i] == 0) continue;
    graph one;
    int node = i;
    lower(g, one, &node, 1);
    if (one.code_of(node) == operation_code::constant && one[node].value.numerator == 0) return true;
    if (one.code_of(node) == operation_code::broadcast && one.code_of(one[node].operands[0]) == operation_code::constant && one[one[node].operands[0]].value.numerator == 0) return true;
  }
  return false;
}

/// Formulas of one canonical form, which == calls equal, function by function: where either is a number both are.
int count_unequal(unsigned count, bool planted) {
  matrix_author a;
  test::as_written<long double> written(a);
  std::unordered_map<key, facts_pointer> first;
  int pairs = 0, unequal = 0;
  for (unsigned seed = 0; seed < count; ++seed) {
    const facts& f = *a.formula(seed, 1 + static_cast<int>(seed % 4));
    graph g;
    const int root = import_canonical(g, f, canonical_depth::written);
    const auto [place, is_new] = first.try_emplace(planted ? g[root].id % 1024 : g[root].id, &f);
    if (is_new || place->second->id == f.id || has_zero(f) || has_zero(*place->second)) continue;
    ++pairs;
    for (unsigned k = 0; k < 6; ++k) {
      std::mt19937 chance(seed * 7 + k);
      constexpr double special[] = {0, 1, -1, 0.5, 2, -2, 0, 1};
      const auto at = matrices_of<long double>(a, chance() % std::size(sizes), [&] { return k < 3 ? special[chance() % 8] : static_cast<double>(chance()) / 4294967296.0 * 4 - 2; });
      const auto value = [&](const facts& of) { return written(of, at, [](const facts&, const dense<long double>&) {})(0, 0); };
      const long double one = value(f), other = value(*place->second);
      if ((!std::isfinite(one) && !std::isfinite(other)) || std::abs(one) > 1e12L || std::abs(other) > 1e12L || agree(one, other, 1e-8L)) continue;
      if (unequal++ < 5 && !planted) BOOST_ERROR("seed " << seed << ", " << at.at(a.symbols[4]).rows << " x " << at.at(a.symbols[4]).columns << ": " << text_of(f) << " is " << one << ", " << text_of(*place->second) << " is " << other);
      break;
    }
  }
  BOOST_TEST(pairs > static_cast<int>(count) / 10);
  return unequal;
}
BOOST_AUTO_TEST_CASE(equal_formulas_of_matrices_have_one_value) {
  BOOST_TEST(count_unequal(expressions * 3, false) == 0);
  BOOST_TEST(count_unequal(2000, true) > 100);
}

/// At both ends of the range, against long double: what is a number function by function, with all that it is made of, is that number as it is computed.
int count_lost(unsigned count, bool planted) {
  matrix_author a;
  test::as_written<long double> exact(a);
  test::as_written<double> written(a);
  int compared = 0, lost = 0;
  for (unsigned seed = 0; seed < count; ++seed) {
    const facts& f = *a.formula(seed, 1 + static_cast<int>(seed % 5));
    const test::interpretation computed(planted ? a.w.apply(operation_of<sqrt_rule>, a.w.apply(operation_of<multiply_rule>, f, f)) : f, {}, false);
    for (unsigned k = 0; k < 6; ++k) {
      std::mt19937 chance(seed * 7 + k);
      constexpr double powers[] = {150, -150, 300, -300, 100, -100};
      const std::size_t size = chance() % std::size(sizes);
      const matrices<double> at = matrices_of<double>(a, size, [&] {
        const double power = k < 4 ? powers[k] : (chance() % 3 == 0 ? 0 : powers[4 + chance() % 2]);
        return (static_cast<double>(chance()) / 4294967296.0 * 2 - 1) * std::pow(10.0, power);
      });
      bool is_number = true;
      long double largest = 0;
      const auto see = [&](const facts&, const auto& value) {
        for (const auto& element : value.elements) {
          const long double of = std::abs(element);
          is_number = is_number && (of == 0 || (of < 1e305L && of > 1e-300L));
          largest = std::max(largest, of);
        }
      };
      matrices<long double> wide;
      for (const auto& [symbol, value] : at) {
        dense<long double>& to = wide[symbol] = dense<long double>(value.rows, value.columns);
        std::copy(value.elements.begin(), value.elements.end(), to.elements.begin());
      }
      const long double right = exact(f, wide, see)(0, 0);
      if (is_number) written(f, at, see);
      if (!is_number) continue;
      ++compared;
      const double got = computed(at, 0)(0, 0);
      if (std::abs(got - (planted ? std::abs(right) : right)) <= 1e-3L * std::abs(right) + 1e-13L * largest) continue;
      if (lost++ < 5 && !planted) BOOST_ERROR("seed " << seed << ", power " << powers[k] << ", " << sizes[size][0] << " x " << sizes[size][1] << ": " << text_of(f) << " is " << got << ", not " << right);
    }
  }
  BOOST_TEST(compared > static_cast<int>(count));
  return lost;
}
BOOST_AUTO_TEST_CASE(ends_of_the_range_are_computed) {
  BOOST_TEST(count_lost(expressions / 2, false) == 0);
  BOOST_TEST(count_lost(500, true) > 20);
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
