// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Derivatives of second and third order of all entries where they are special: at kinks, ties, edges of domains, and zeros that win over infinities.
// They are symmetric, and every mode finds the same.

#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"
#include "run_time/table/undefined.hpp"
#include "support/interpreter.hpp"

#include <nabla/graph/differentiate/pushforward.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/sparsity/derivative_terms.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <sstream>

namespace {

using namespace test;
using number = long double;
using bindings = std::map<const nabla::detail::facts*, dense<number>>;

constexpr number direction(int k) { return static_cast<number>(k + 1); }

/// A graph with an entry applied to symbols of one shape, and what it is differentiated by.
struct differentiated {
  workshop w;
  std::vector<const nabla::detail::facts*> symbols, directions;
  nabla::detail::graph g;
  nabla::detail::facts_map known;
  std::vector<int> at, along;
  int root = 0;
  bool exists = true;

  differentiated(const entry& e, nabla::detail::shape extents) : differentiated(e.arity, extents, [&](workshop& made, const auto& u) { return &made.apply(*e.op, u); }) {}
  template <class Formula>
  differentiated(int arity, nabla::detail::shape extents, Formula formula) {
    for (int k = 0; k < arity; ++k) {
      symbols.push_back(&w.symbol("u" + std::to_string(k), extents));
      directions.push_back(&w.symbol("t" + std::to_string(k), extents, nabla::detail::role::data));
      at.push_back(nabla::detail::import(g, known, *symbols.back(), false));
      along.push_back(nabla::detail::import(g, known, *directions.back(), false));
    }
    root = nabla::detail::import(g, known, *formula(w, symbols), true);
  }
  int count() const { return static_cast<int>(at.size()); }
  int zero() { return g.constant(0); }
  /// By each symbol; zeros where there is no derivative, which is remembered.
  std::vector<int> gradient(int node) {
    std::vector<int> adjoints(at.size(), -1);
    if (nabla::detail::differentiate(g, node, at.data(), count(), adjoints.data()).exists()) exists = false;
    for (std::size_t k = 0; k < at.size(); ++k) adjoints[k] = nabla::detail::simplifier{g}.broadcast_to(adjoints[k] < 0 ? zero() : adjoints[k], g[at[k]].shape_index);
    return adjoints;
  }
  int sum_along_directions(const std::vector<int>& adjoints) { return nabla::detail::sum_along(g, adjoints.data(), at.data(), along.data(), count()); }
};

/// The same number, up to rounding of numbers of this size.
bool same(number a, number b, number size = 0) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) == std::isnan(b);
  return a == b || std::abs(a - b) <= 1e-15L * (std::abs(a) + std::abs(b) + size);
}
/// A row of the Hessian times the directions; infinities of both signs have no sum.
struct product_of_row {
  number value = 0, size = 0;
  bool has_sum = true;
  void add(number second, number along) {
    if (std::isinf(second) && std::isinf(value) && second * along != value) has_sum = false;
    value += second * along;
    if (std::isfinite(second)) size += std::abs(second);
  }
};

/// The largest finite of the first of these numbers.
number largest(const std::vector<dense<number>>& all, std::size_t count) {
  number size = 0;
  for (std::size_t k = 0; k < count; ++k)
    if (const number u = std::abs(all[k].elements[0]); std::isfinite(u)) size = std::max(size, u);
  return size;
}

std::string called(const entry& e, const std::vector<number>& u) {
  std::ostringstream out;
  out << e.text << "(";
  for (std::size_t k = 0; k < u.size(); ++k) out << (k > 0 ? ", " : "") << u[k];
  return out.str() + ")";
}

/// Every choice of operands among these: far apart, and infinite too if asked for.
std::vector<std::vector<number>> special_points(const entry& e, bool infinite = true) {
  std::vector<number> all = e.arity < 3 ? std::vector<number>{0, -0.0L, 0.5L, -0.5L, 1, -1, 2, -2, 3, 1e-30L, -1e30L, 1e30L} : std::vector<number>{0, 1, -1, 2, 1e30L};
  if (infinite) all.insert(all.end(), {HUGE_VALL, -HUGE_VALL});
  std::vector<std::vector<number>> points{{}};
  for (int k = 0; k < e.arity; ++k) {
    std::vector<std::vector<number>> longer;
    for (const auto& point : points)
      for (number u : all) {
        longer.push_back(point);
        longer.back().push_back(u);
      }
    points = longer;
  }
  return points;
}
bool is_defined(const entry& e, const std::vector<number>& point) {
  if (e.text == std::string("binary_cross_entropy") && std::abs(point[1]) > 3) return false;  // far from a probability all is rounding
  double u[nabla::detail::max_arity] = {};
  for (std::size_t k = 0; k < point.size(); ++k) u[k] = static_cast<double>(point[k]);
  const undefined_where& known = where_undefined(e.text);
  return !known.value(u) && !known.slope(u);
}

template <class Use>
void for_all_entries(Use use) {
  learn_functions_of_matrices();
  for (const entry& e : elementwise_entries())
    if (e.op->derivatives[0] != nullptr) use(e);
}

BOOST_AUTO_TEST_CASE(second_derivatives_at_special_points) {
  int compared = 0;
  for_all_entries([&](const entry& e) {
    differentiated d(e, {});
    const std::size_t n = d.at.size();
    std::vector<int> outputs;
    const std::vector<int> first = d.gradient(d.root);
    for (int i : first)
      for (int j : d.gradient(i)) outputs.push_back(j);
    for (int i : d.gradient(d.sum_along_directions(first))) outputs.push_back(i);
    for (int i : d.at)
      for (int j : d.at) {
        const int tangent = nabla::detail::tangent_of_elementwise(d.g, d.root, i);
        outputs.push_back(tangent < 0 ? -1 : nabla::detail::tangent_of_elementwise(d.g, tangent, j));
        if (outputs.back() < 0) d.exists = false;
      }
    if (!d.exists) return;
    const interpretation run(d.g, outputs);
    for (const auto& point : special_points(e)) {
      if (!is_defined(e, point)) continue;
      bindings bound;
      for (std::size_t k = 0; k < n; ++k) {
        bound[d.symbols[k]] = point[k];
        bound[d.directions[k]] = direction(static_cast<int>(k));
      }
      const auto out = run(bound);
      const auto at = [&](std::size_t k) { return out[k].elements[0]; };
      const number size = largest(out, n * n);
      for (std::size_t i = 0; i < n; ++i) {
        product_of_row along;
        for (std::size_t j = 0; j < n; ++j) {
          const number second = at(i * n + j), other = at(j * n + i), forward = at(n * n + n + i * n + j);
          along.add(second, direction(static_cast<int>(j)));
          BOOST_CHECK_MESSAGE(same(second, other, size), "second derivatives " << i << j << " of " << called(e, point) << " are " << second << " and " << other);
          BOOST_CHECK_MESSAGE(same(second, forward, size), "second derivative " << i << j << " of " << called(e, point) << " is " << second << ", forward " << forward);
          ++compared;
        }
        const number product = at(n * n + i);
        BOOST_CHECK_MESSAGE(!along.has_sum || same(along.value, product, along.size), "product " << i << " with the Hessian of " << called(e, point) << " is " << along.value << ", by hvp " << product);
      }
    }
  });
  BOOST_TEST(compared > 3000);
}

// By elements of vectors: coefficients of the sparse Hessian, and the gradient pushed along directions.
BOOST_AUTO_TEST_CASE(second_derivatives_of_vectors_at_special_points) {
  int compared = 0;
  for_all_entries([&](const entry& e) {
    differentiated scalars(e, {}), d(e, nabla::matrix_shape(1, 2));
    const std::size_t n = d.at.size();
    std::vector<int> second;
    for (int i : scalars.gradient(scalars.root))
      for (int j : scalars.gradient(i)) second.push_back(j);
    nabla::detail::simplifier s{d.g};
    const int total = s.make(nabla::detail::operation_of<nabla::detail::sum_rule>, d.root);
    const int seed = nabla::detail::import(d.g, d.known, d.w.symbol("seed", nabla::matrix_shape(1, 2), nabla::detail::role::data), false);
    std::vector<int> pushed;
    for (int i : d.gradient(total)) {
      int node = d.sum_along_directions(d.gradient(nabla::detail::weighted_by(d.g, i, seed)));
      if (nabla::detail::without_seed(d.g, node, seed, false).exists()) d.exists = false;
      pushed.push_back(node);
    }
    if (!d.exists || !scalars.exists) return;
    nabla::detail::list<int> coefficients;
    nabla::detail::list<nabla::detail::contribution> contributions;
    const bool fits = nabla::detail::find_terms(d.g, d.known, total, d.symbols.data(), static_cast<int>(n), 2, coefficients, contributions);
    std::vector<int> outputs = pushed;
    for (int k = 0; k < coefficients.size && fits; ++k) outputs.push_back(coefficients.data[k]);
    const interpretation run(d.g, outputs), expected(scalars.g, second);
    for (const auto& point : special_points(e)) {
      if (!is_defined(e, point)) continue;
      bindings bound, bound_scalars;
      for (std::size_t k = 0; k < n; ++k) {
        dense<number> two(1, 2), both(1, 2);
        two.elements = {point[k], static_cast<number>(0.25 * e.low[k] + 0.75 * e.high[k])};
        both.elements = {direction(static_cast<int>(k)), 1};
        bound[d.symbols[k]] = two;
        bound[d.directions[k]] = both;
        bound_scalars[scalars.symbols[k]] = point[k];
      }
      const auto out = run(bound), right = expected(bound_scalars);
      std::vector<number> hessian(4 * n * n);
      if (fits)
        for (int k = 0; k < contributions.size; ++k) {
          const nabla::detail::contribution& c = contributions.data[k];
          hessian[static_cast<std::size_t>(c.row) * 2 * n + static_cast<std::size_t>(c.column)] += out[n + static_cast<std::size_t>(c.output)].elements[static_cast<std::size_t>(c.offset)];
        }
      const number size = largest(right, n * n);
      for (std::size_t i = 0; i < n; ++i) {
        product_of_row along;
        for (std::size_t j = 0; j < n; ++j) {
          const number by_scalars = right[i * n + j].elements[0];
          along.add(by_scalars, direction(static_cast<int>(j)));
          const number element = hessian[2 * i * 2 * n + 2 * j];
          if (fits && i >= j)
            BOOST_CHECK_MESSAGE(same(by_scalars, element, size), "second derivative " << i << j << " of " << called(e, point) << " is " << by_scalars << ", as an element " << element);
          ++compared;
        }
        const number pushed_along = out[i].elements[0];
        BOOST_CHECK_MESSAGE(!along.has_sum || same(along.value, pushed_along, along.size), "product " << i << " with the Hessian of " << called(e, point) << " is " << along.value << ", by jvp of the gradient " << pushed_along);
      }
    }
  });
  BOOST_TEST(compared > 3000);
}

// Of bells and their integrals, where x² exp(-x²) is infinity times zero.
BOOST_AUTO_TEST_CASE(slopes_of_bells_are_zero_far_out) {
  constexpr number largest_number = std::numeric_limits<number>::max();
  int compared = 0;
  for_all_entries([&](const entry& e) {
    const std::string name = e.text;
    if (name != "erf" && name != "erfc" && name != "gaussian" && name != "normal_pdf" && name != "normal_cdf" && name != "sigmoid" && name != "tanh") return;
    differentiated d(e, {});
    std::vector<int> outputs{d.gradient(d.root)[0]};
    for (std::size_t order = 2; order <= 4; ++order) outputs.push_back(d.gradient(outputs.back())[0]);
    const interpretation run(d.g, outputs);
    for (number u : {HUGE_VALL, largest_number, 1e2500L}) {
      for (number at : {u, -u}) {
        const auto out = run(bindings{{d.symbols[0], at}});
        for (std::size_t k = 0; k < outputs.size(); ++k, ++compared) BOOST_CHECK_MESSAGE(out[k].elements[0] == 0, "derivative " << k + 1 << " of " << called(e, {at}) << " is " << out[k].elements[0]);
      }
    }
  });
  BOOST_TEST(compared >= 6 * 6 * 4);
}

// Far out derivatives are limits: what has a slope there that is no large number has others of nearly zero, and nothing is infinity times zero.
BOOST_AUTO_TEST_CASE(derivatives_far_out_are_limits) {
  constexpr number largest_number = std::numeric_limits<number>::max();
  int compared = 0, zeros = 0;
  for_all_entries([&](const entry& e) {
    if (e.arity != 1) return;
    differentiated d(e, {});
    std::vector<int> outputs{d.root};
    for (std::size_t order = 1; order <= 3; ++order) outputs.push_back(d.gradient(outputs.back())[0]);
    if (!d.exists) return;
    const interpretation run(d.g, outputs);
    for (number u : {HUGE_VALL, largest_number, 1e2500L, 1e1300L})
      for (number at : {u, -u}) {
        const auto out = run(bindings{{d.symbols[0], at}});
        if (!is_defined(e, {at}) || std::isnan(out[0].elements[0])) continue;
        const bool is_flat = std::abs(out[1].elements[0]) < 1e5L;
        for (std::size_t k = 1; k < outputs.size(); ++k, ++compared) {
          const number found = out[k].elements[0];
          const bool is_right = k > 1 && is_flat ? std::abs(found) < 1e-1000L : !std::isnan(found);
          zeros += k > 1 && is_flat;
          BOOST_CHECK_MESSAGE(is_right, "derivative " << k << " of " << called(e, {at}) << " is " << found);
        }
      }
  });
  BOOST_TEST(compared > 900);
  BOOST_TEST(zeros > 500);
}

// Of the cube root: 0 at infinity, and infinite, of the right sign, near 0.
BOOST_AUTO_TEST_CASE(slopes_of_the_cube_root_are_limits) {
  int compared = 0;
  for_all_entries([&](const entry& e) {
    if (e.text != std::string("cbrt")) return;
    differentiated d(e, {});
    std::vector<int> outputs{d.gradient(d.root)[0]};
    for (std::size_t order = 2; order <= 4; ++order) outputs.push_back(d.gradient(outputs.back())[0]);
    const interpretation run(d.g, outputs);
    for (number at : {1e-4920L, -1e-4920L, HUGE_VALL, -HUGE_VALL}) {
      const auto out = run(bindings{{d.symbols[0], at}});
      number sign = 1;
      for (std::size_t k = 0; k < outputs.size(); ++k, ++compared, sign *= at < 0 ? 1 : -1) {
        const number right = std::isinf(at) ? 0 : (k == 0 ? std::cbrt(1 / at) * std::cbrt(1 / at) / 3 : sign * HUGE_VALL);
        BOOST_CHECK_MESSAGE(same(out[k].elements[0], right), "derivative " << k + 1 << " of " << called(e, {at}) << " is " << out[k].elements[0] << ", right " << right);
      }
    }
  });
  BOOST_TEST(compared == 16);
}

// Of log(u^m v^n) the first derivatives are m / u and n / v, and the second -m / u² and -n / v², also where the product or the inverse of its square leaves the range of the
// numbers: in every mode, of numbers and of elements.
BOOST_AUTO_TEST_CASE(logarithms_of_products_know_no_range) {
  using nabla::detail::operation_of, nabla::detail::facts;
  using operands = std::vector<const facts*>;
  struct product {
    int m, n;
    const facts* (*write)(workshop&, const operands&);
  };
  const auto square = [](workshop& w, const facts& u) -> const facts& { return w.apply(operation_of<nabla::detail::sq_rule>, u); };
  static const auto sq = square;
  static const auto times = [](workshop& w, const facts& a, const facts& b) -> const facts& { return w.apply(operation_of<nabla::detail::multiply_rule>, a, b); };
  static const auto over = [](workshop& w, const facts& a, const facts& b) -> const facts& { return w.apply(operation_of<nabla::detail::divide_rule>, a, b); };
  const product products[] = {{2, 0, [](workshop& w, const operands& u) { return &sq(w, *u[0]); }},
                              {1, 1, [](workshop& w, const operands& u) { return &times(w, *u[0], *u[1]); }},
                              {2, -1, [](workshop& w, const operands& u) { return &over(w, sq(w, *u[0]), *u[1]); }},
                              {3, 1, [](workshop& w, const operands& u) { return &times(w, times(w, *u[0], *u[0]), times(w, *u[1], *u[0])); }},
                              {-4, -2, [](workshop& w, const operands& u) { return &over(w, w.apply(operation_of<nabla::detail::inv_rule>, sq(w, sq(w, *u[0]))), sq(w, *u[1])); }},
                              {-3, 2, [](workshop& w, const operands& u) { return &times(w, w.apply(operation_of<nabla::detail::pow_rule>, *u[0], w.number(-3)), times(w, w.number(-5), sq(w, *u[1]))); }}};
  const nabla::detail::operation* logarithms[] = {&operation_of<nabla::detail::log_rule>, &operation_of<nabla::detail::log2_rule>, &operation_of<nabla::detail::log10_rule>};
  const number bases[] = {1, std::log(2.0L), std::log(10.0L)};
  learn_functions_of_matrices();
  int compared = 0;
  for (const product& p : products)
    for (int base = 0; base < 3; ++base)
      for (const nabla::detail::shape& extents : {nabla::detail::shape{}, nabla::matrix_shape(1, 2)}) {
        differentiated d(2, extents, [&](workshop& w, const operands& u) { return &w.apply(*logarithms[base], *p.write(w, u)); });
        const bool numbers = extents.is_scalar();
        const int root = numbers ? d.root : nabla::detail::simplifier{d.g}.make(operation_of<nabla::detail::sum_rule>, d.root);
        // the slopes by all, the diagonal of the Hessian, and its other elements
        const std::vector<int> first = d.gradient(root);
        std::vector<int> outputs = first, kinds{0, 0};
        const auto push = [&](int node, int kind) {
          outputs.push_back(node);
          kinds.push_back(kind);
        };
        const auto sum = [&](int node) { return numbers ? node : nabla::detail::simplifier{d.g}.make(operation_of<nabla::detail::sum_rule>, node); };
        for (int i = 0; i < 2; ++i)
          for (int j = 0; j < 2; ++j) {
            push(d.gradient(sum(first[static_cast<std::size_t>(i)]))[static_cast<std::size_t>(j)], i == j ? 1 : 2);
            if (numbers) push(nabla::detail::tangent_of_elementwise(d.g, nabla::detail::tangent_of_elementwise(d.g, root, d.at[static_cast<std::size_t>(i)]), d.at[static_cast<std::size_t>(j)]), i == j ? 1 : 2);
          }
        const interpretation run(d.g, outputs);
        for (number u : {1e2400L, -1e2000L, 2.0L, 1e-2000L})
          for (number v : {1e2400L, -1e2000L, 1e-1500L}) {
            bindings bound;
            for (std::size_t k = 0; k < 2; ++k) {
              dense<number> at(1, numbers ? 1 : 2);
              for (number& element : at.elements) element = k == 0 ? u : v;
              bound[d.symbols[k]] = at;
            }
            const auto out = run(bound);
            for (std::size_t k = 0; k < outputs.size(); ++k, ++compared) {
              const bool by_u = k < 2 ? k == 0 : k < 2 + (outputs.size() - 2) / 2;
              const number power = by_u ? static_cast<number>(p.m) : static_cast<number>(p.n), at = by_u ? u : v;
              const number right = kinds[k] == 0 ? power / bases[base] / at : (kinds[k] == 1 ? -power / bases[base] / at / at : 0);
              if (std::isinf(right) || power == 0) continue;
              const number got = out[k].elements[0];
              BOOST_CHECK_MESSAGE(same(got, right, std::numeric_limits<number>::min()), "output " << k << " of logarithm " << base << " of u^" << p.m << " v^" << p.n << " at " << u << ", " << v << " is " << got << ", right " << right);
            }
          }
      }
  BOOST_TEST(compared > 1000);
}

BOOST_AUTO_TEST_CASE(third_derivatives_do_not_ask_for_the_order) {
  int compared = 0;
  for_all_entries([&](const entry& e) {
    if (e.arity < 2) return;
    differentiated d(e, {});
    const std::size_t n = d.at.size();
    std::vector<int> outputs;
    for (int i : d.gradient(d.root))
      for (int j : d.gradient(i))
        for (int k : d.gradient(j)) outputs.push_back(k);
    if (!d.exists) return;
    const interpretation run(d.g, outputs);
    for (const auto& point : special_points(e)) {
      if (!is_defined(e, point)) continue;
      bindings bound;
      for (std::size_t k = 0; k < n; ++k) bound[d.symbols[k]] = point[k];
      const auto out = run(bound);
      const number size = largest(out, n * n * n);
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          for (std::size_t k = 0; k < n; ++k) {
            std::array<std::size_t, 3> sorted{i, j, k};
            std::sort(sorted.begin(), sorted.end());
            const number a = out[(i * n + j) * n + k].elements[0], b = out[(sorted[0] * n + sorted[1]) * n + sorted[2]].elements[0];
            if (std::isinf(a) || std::isinf(b)) continue;  // there is none, but a limit, or inf - inf
            BOOST_CHECK_MESSAGE(same(a, b, size), "third derivatives " << i << j << k << " of " << called(e, point) << " in two orders are " << a << " and " << b);
            ++compared;
          }
    }
  });
  BOOST_TEST(compared > 3000);
}

}  // namespace
