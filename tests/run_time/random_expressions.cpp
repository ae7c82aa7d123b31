// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Thousands of random expressions, each written in two ways that are equal: one canonical form, which is its own canonical form and has
// the value of what was written; and derivatives that agree with finite differences.

#include <boost/test/unit_test.hpp>

#include <support/interpreter.hpp>

#include <nabla/graph/equality.hpp>
#include <nabla/rules/list.hpp>

#include <cmath>
#include <random>

using namespace nabla;
using test::dense;

namespace {

using facts_pointer = const facts*;

/// One expression, written twice.
struct pair {
  facts_pointer plain, other;
};

class author {
 public:
  explicit author(unsigned seed) : chance_(seed) {
    for (const char* name : {"x", "y", "z"}) scalars_.push_back(leaf(w.symbol(name)));
    for (const char* name : {"A", "B"}) matrices_.push_back(leaf(w.symbol(name, matrix_shape(2, 2))));
    symbols = {scalars_[0].plain, scalars_[1].plain, scalars_[2].plain, matrices_[0].plain, matrices_[1].plain};
    const int steps = 3 + below(14);
    for (int i = 0; i < steps; ++i) {
      if (below(3) == 0) matrices_.push_back(matrix());
      else scalars_.push_back(scalar());
    }
  }
  pair result() const { return scalars_.back(); }

  test::workshop w;
  std::vector<facts_pointer> symbols;

 private:
  static pair leaf(const facts& f) { return {&f, &f}; }
  int below(int n) { return static_cast<int>(chance_() % static_cast<unsigned>(n)); }
  pair any(const std::vector<pair>& from) { return from[static_cast<std::size_t>(below(static_cast<int>(from.size())))]; }
  template <class Rule, class... F>
  facts_pointer make(F... operands) {
    return &w.apply(operation_of<Rule>, *operands...);
  }
  facts_pointer number(std::int64_t n, std::int64_t d = 1) { return &w.number(n, d); }
  facts_pointer minus(facts_pointer a) { return make<negate_rule>(a); }

  // what scalars and matrices have in common; `a` and `b` have one shape
  pair combined(int kind, pair a, pair b) {
    switch (kind) {
      case 0: return {make<add_rule>(a.plain, b.plain), make<add_rule>(b.other, a.other)};
      case 1: return {make<subtract_rule>(a.plain, b.plain), minus(make<subtract_rule>(b.other, a.other))};
      case 2: return {make<multiply_rule>(a.plain, b.plain), make<multiply_rule>(minus(b.other), minus(a.other))};
      case 3: return {make<multiply_rule>(number(3), a.plain), make<add_rule>(a.other, make<add_rule>(a.other, a.other))};
      case 4: return {make<multiply_rule>(a.plain, a.plain), make<pow_rule>(a.other, number(2))};
      case 5: return {make<divide_rule>(a.plain, number(4)), make<multiply_rule>(a.other, number(1, 4))};
      case 6: return {make<sin_rule>(a.plain), minus(make<sin_rule>(minus(a.other)))};
      case 7: return {make<cos_rule>(a.plain), make<cos_rule>(minus(a.other))};
      case 8: return {make<tanh_rule>(make<subtract_rule>(a.plain, b.plain)), minus(make<tanh_rule>(make<subtract_rule>(b.other, a.other)))};
      case 9: {
        const pair below{make<add_rule>(number(2), make<cos_rule>(b.plain)), make<add_rule>(make<cos_rule>(b.other), number(2))};
        return {make<divide_rule>(a.plain, below.plain), make<multiply_rule>(make<divide_rule>(number(1), below.other), a.other)};
      }
      default: return {make<sigmoid_rule>(a.plain), make<sigmoid_rule>(a.other)};
    }
  }
  pair scalar() {
    const pair a = any(scalars_), b = any(scalars_), c = any(scalars_), m = any(matrices_);
    switch (const int kind = below(16)) {
      case 11: {
        const pair s{make<sin_rule>(a.plain), make<sin_rule>(a.other)}, t{make<cos_rule>(b.plain), make<cos_rule>(b.other)};
        return {make<multiply_rule>(make<exp_rule>(s.plain), make<exp_rule>(t.plain)), make<exp_rule>(make<add_rule>(t.other, s.other))};
      }
      case 12: return {make<add_rule>(make<add_rule>(a.plain, b.plain), c.plain), make<add_rule>(a.other, make<add_rule>(c.other, b.other))};
      case 13: return {make<multiply_rule>(make<multiply_rule>(a.plain, b.plain), c.plain), make<multiply_rule>(a.other, make<multiply_rule>(c.other, b.other))};
      case 14: return {make<sum_rule>(m.plain), make<sum_rule>(make<transpose_rule>(m.other))};
      case 15: return {make<sqnorm_rule>(m.plain), make<sqnorm_rule>(m.other)};
      default: return combined(kind, a, b);
    }
  }
  pair matrix() {
    const pair a = any(matrices_), b = any(matrices_), c = any(matrices_), s = any(scalars_);
    switch (const int kind = below(16)) {
      case 11: return {make<matrix_product_rule>(a.plain, b.plain), make<transpose_rule>(make<matrix_product_rule>(make<transpose_rule>(b.other), make<transpose_rule>(a.other)))};
      case 12: return {make<multiply_rule>(s.plain, a.plain), make<multiply_rule>(a.other, s.other)};
      case 13: return {make<transpose_rule>(a.plain), make<transpose_rule>(a.other)};
      case 14:
        return {make<matrix_product_rule>(make<matrix_product_rule>(a.plain, b.plain), c.plain), make<matrix_product_rule>(a.other, make<matrix_product_rule>(b.other, c.other))};
      case 15: return {make<matrix_product_rule>(make<multiply_rule>(s.plain, a.plain), b.plain), make<multiply_rule>(s.other, make<matrix_product_rule>(a.other, b.other))};
      default: return combined(kind, a, b);
    }
  }

  std::mt19937 chance_;
  std::vector<pair> scalars_, matrices_;
};

using bindings = std::map<facts_pointer, dense<long double>>;

bindings point(const author& from, unsigned seed) {
  std::mt19937 chance(seed);
  const auto next = [&chance] { return static_cast<long double>(chance()) / 4294967296.0L * 2 - 1; };
  bindings result;
  for (facts_pointer symbol : from.symbols) {
    dense<long double> value = symbol->form.is_scalar() ? dense<long double>() : dense<long double>(2, 2);
    for (long double& element : value.elements) element = next();
    result[symbol] = value;
  }
  return result;
}

long double value_of(const graph& g, int root, const bindings& at) { return test::interpretation(g, {root}).operator()<long double>(at)[0](0, 0); }

/// Values may grow; rounding errors grow with them, and a difference of large ones keeps them.
bool agree(long double a, long double b, long double tolerance) { return std::abs(a - b) <= tolerance * (1 + std::abs(a)); }

constexpr unsigned expressions = 4000;

template <class... Rules>
void learn(rule_list<Rules...>) {
  (test::kernels<long double>::learn<Rules>(), ...);
}
struct kernels_known {
  kernels_known() {
    learn(elementwise_rules{});
    // what the last passes write
    learn(rule_list<multiply_add_rule, multiply_subtract_rule, subtract_product_rule, masked_rule, heaviside_difference_rule, complement_rule, sigmoid_complement_rule>{});
    // what is only compared
    test::kernels<long double>::matrices()[rule_key<trace_meant_rule>] = [](dense<long double>& result, const dense<long double>* a) {
      result(0, 0) = 0;
      for (int i = 0; i < a->rows; ++i) result(0, 0) += (*a)(i, i);
    };
  }
};
BOOST_TEST_GLOBAL_FIXTURE(kernels_known);

BOOST_AUTO_TEST_CASE(one_canonical_form_of_the_same_value) {
  int different = 0, changed = 0, unstable = 0, compared = 0;
  for (unsigned seed = 0; seed < expressions; ++seed) {
    const author a(seed);
    for (canonical_depth depth : {canonical_depth::written, canonical_depth::meant}) {
      const bool meant = depth == canonical_depth::meant;
      graph g;
      const int plain = import_canonical(g, *a.result().plain, depth), other = import_canonical(g, *a.result().other, depth);
      if (plain != other && different++ < 5) BOOST_ERROR("two forms of one expression, seed " << seed << ", meant " << meant);
      graph again;
      canonicaliser twice(g, again, depth);
      if (again[twice.run(plain)].id != g[plain].id && unstable++ < 5) BOOST_ERROR("not its own canonical form, seed " << seed << ", meant " << meant);
      graph written;
      key_map known;
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
  BOOST_TEST(compared > 3 * static_cast<int>(expressions));
}

BOOST_AUTO_TEST_CASE(derivatives_agree_with_differences) {
  int wrong = 0, compared = 0;
  for (unsigned seed = 0; seed < expressions; ++seed) {
    const author a(seed);
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
    const long double h = 1e-4L, slope = (8 * (moved(h / 2) - moved(-h / 2)) - (moved(h) - moved(-h))) / (6 * h), analytic = all[1 + which](0, 0);
    if (!std::isfinite(slope) || std::abs(slope) > 1e5L) continue;
    ++compared;
    if (!agree(slope, analytic, 1e-6L) && wrong++ < 5) BOOST_ERROR("seed " << seed << ": " << slope << " against " << analytic);
  }
  BOOST_TEST(wrong == 0);
  BOOST_TEST(compared > static_cast<int>(expressions) * 9 / 10);
}

}  // namespace
