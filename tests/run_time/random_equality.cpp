// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What == calls equal has one value wherever either side is a number, and what equivalent() does wherever both are: hundreds of thousands of
// random formulas of numbers, grouped by their canonical form, at special and at random points. A value that is infinite or NaN is none; an
// argument is a number. For equivalent() all parts have to be numbers, and functions that extend others
// count as these. A formula is left out at a point where rounding or the range of numbers decides.

#include <boost/test/unit_test.hpp>

#include <support/formulas.hpp>

#include <array>
#include <cstdlib>
#include <unordered_map>

using namespace nabla;
using namespace nabla::detail;
using test::formula_author;
using test::number_formula;
using test::value_at_point;

namespace {

template <class... Rules>
void learn(rule_list<Rules...>) {
  (test::kernels<double>::learn<Rules>(), ...);
  (test::kernels<long double>::learn<Rules>(), ...);
}
struct kernels_known {
  kernels_known() {
    learn(elementwise_rules{});
    learn(rule_list<multiply_add_rule, multiply_subtract_rule, subtract_product_rule, masked_rule, heaviside_difference_rule, complement_rule, sigmoid_complement_rule,
                    gelu_gate_rule, gelu_exponential_rule, gaussian_rule, tanh_slope_rule, max_of_number_rule, min_of_number_rule, direction_cosine_rule, direction_cosine_in_space_rule, unit_hypot_rule, over_sinh_rule, sinh_over_cosh_rule, cosh_over_sinh_rule, log1p_square_rule, over_one_more_square_rule, slope_over_one_more_square_rule, sigmoid_balance_rule, direction_rule,
                    bernoulli_variance_rule, reciprocal_cosh_rule, tanh_complement_rule, log_tanh_complement_rule, log_of_powers_rule<2>, log_of_powers_rule<10>, over_cosh_rule, over_expm1_rule, log_share_rule, algebraic_sigmoid_rule, share_rule, signed_share_rule, share_of_powers_rule<2>, share_of_powers_rule<10>, sinh_of_acosh_rule, pow_log_rule, erfcx_slope_rule, erfcx_curvature_rule, inverse_mills_rule, one_minus_square_rule, huber_slope_rule, huber_slope_by_number_rule, excess_rule>{});
  }
};
BOOST_TEST_GLOBAL_FIXTURE(kernels_known);

constexpr int points = 26;
const std::array<std::array<double, 2>, points> at{{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}, {0, -1}, {-1, 0}, {2, 2}, {2, -2}, {-2, 2}, {0.5, -0.5}, {-0.0, 1}, {1, -0.0}, {-0.0, -0.0}, {2, 1}, {0.5, 2}, {-2, 0}, {0, 2}, {0.7310585786, 1.2345678}, {-1.1415926, 0.3183098}, {2.7182818, -0.5772156}, {-0.6180339, -1.7724538}, {0.0867, 0.9137}, {1.6449, 2.5066}}};
using values = std::array<value_at_point, points>;

/// Where the sign of a zero decides whether there is a value at all, there is none to compare.
value_at_point value_at(const number_formula& formula, std::size_t k) {
  value_at_point result = formula(at[k][0], at[k][1]);
  if (std::signbit(at[k][0]) == (at[k][0] < 0) && std::signbit(at[k][1]) == (at[k][1] < 0)) return result;
  result.reliable = result.reliable && std::isfinite(result.value) == std::isfinite(formula(at[k][0] + 0.0, at[k][1] + 0.0).value);
  return result;
}
values values_of(const facts& f) {
  const number_formula formula(f);
  values result;
  for (std::size_t k = 0; k < points; ++k) result[k] = value_at(formula, k);
  return result;
}
/// None where a function in it is defined, but not what it extends, or where something in it is infinite.
values plain_values_of(const facts& f) {
  const number_formula formula(f), plain(f, true);
  values result;
  for (std::size_t k = 0; k < points; ++k) {
    result[k] = formula(at[k][0], at[k][1]);
    const value_at_point p = plain(at[k][0], at[k][1]);
    result[k].reliable = result[k].reliable && p.reliable && std::isfinite(p.value) && !p.through_infinity;
  }
  return result;
}
/// The point at which they differ, or -1; `both`: where both are numbers.
int difference(const values& a, const values& b, bool both) {
  for (std::size_t k = 0; k < points; ++k) {
    if (!a[k].reliable || !b[k].reliable) continue;
    const double u = a[k].value, v = b[k].value;
    if (std::isfinite(u) != std::isfinite(v) ? !both : std::isfinite(u) && !(std::abs(u - v) <= 1e-5 * (1e-2 + std::abs(u)))) return static_cast<int>(k);
  }
  return -1;
}

std::string text_of_formula(const facts& f) {
  if (f.op->code == operation_code::constant) return std::to_string(f.value.numerator) + (f.value.denominator == 1 ? "" : "/" + std::to_string(f.value.denominator));
  if (f.op->code == operation_code::symbol) return f.symbol->name;
  std::string result = std::string(f.op->text) + '(';
  for (int k = 0; k < f.op->arity; ++k) result += (k > 0 ? ", " : "") + text_of_formula(*f.operands[k]);
  return result + ')';
}
int requested(int usual) {
  const char* asked = std::getenv("NABLA_RANDOM_FORMULAS");
  return asked != nullptr ? std::atoi(asked) : usual;
}

/// Where another portion of formulas begins.
unsigned first_seed() {
  const char* asked = std::getenv("NABLA_RANDOM_SEED");
  return asked != nullptr ? static_cast<unsigned>(std::atol(asked)) : 0;
}

struct known_formula {
  values at_points;
  unsigned seed;
  bool other;
};
struct outcome_of_groups {
  int differences = 0, groups = 0, compared = 0, twins = 0;
};

/// Formulas by their canonical form; each is compared with the first of its form.
outcome_of_groups compare_groups(int count, bool planted) {
  outcome_of_groups result;
  std::unordered_map<key, known_formula> known[2];
  for (unsigned seed = 0; seed < static_cast<unsigned>(count / 2); ++seed) {
    formula_author a(first_seed() + seed);
    if (planted) {
      operation& log = a.w.copy(operation_of<log_rule>, "log #always a number");
      log.range.finite = true;
      a.log = &log;
    }
    const formula_author::pair f = a.formula();
    key ids[2][2] = {};
    for (bool other : {false, true}) {
      const facts& formula = *(other ? f.other : f.plain);
      const values mine = values_of(formula);
      for (int depth : {0, 1}) {
        graph g;
        const key id = ids[other][depth] = g[import_canonical(g, formula, depth == 0 ? canonical_depth::written : canonical_depth::meant)].id;
        const auto [place, is_new] = known[depth].try_emplace(id, known_formula{mine, seed, other});
        if (is_new) {
          result.groups += depth;
          continue;
        }
        ++result.compared;
        if (const int k = difference(place->second.at_points, mine, false); k >= 0 && result.differences++ < 8 && !planted) {
          formula_author first(first_seed() + place->second.seed);
          const formula_author::pair pair = first.formula();
          BOOST_ERROR("depth " << depth << " at (" << at[static_cast<std::size_t>(k)][0] << ", " << at[static_cast<std::size_t>(k)][1] << "): "
                               << text_of_formula(place->second.other ? *pair.other : *pair.plain) << " is " << place->second.at_points[static_cast<std::size_t>(k)].value << ", "
                               << text_of_formula(formula) << " is " << mine[static_cast<std::size_t>(k)].value);
        }
      }
    }
    result.twins += f.plain->id != f.other->id && (ids[0][0] == ids[1][0] || ids[0][1] == ids[1][1]);
  }
  return result;
}

BOOST_AUTO_TEST_CASE(what_is_equal_has_one_value) {
  const int count = requested(120000);
  const outcome_of_groups result = compare_groups(count, false);
  BOOST_TEST_MESSAGE(result.groups << " forms, " << result.compared << " comparisons, " << result.twins << " different pairs are equal, " << result.differences << " differ");
  BOOST_TEST(result.differences == 0);
  BOOST_TEST(result.compared > count / 4);
  BOOST_TEST(result.twins > count / 20);
}

BOOST_AUTO_TEST_CASE(a_planted_error_is_found) { BOOST_TEST(compare_groups(20000, true).differences > 10); }

BOOST_AUTO_TEST_CASE(what_is_equivalent_has_one_value_where_both_have_one) {
  int differences = 0, proven = 0;
  const int count = requested(120000) / 5;
  for (unsigned seed = 0; seed < static_cast<unsigned>(count); ++seed) {
    formula_author a(first_seed() + seed + 1000000);
    const formula_author::pair f = a.formula();
    if (f.plain->id == f.other->id || !are_equivalent(*f.plain, *f.other)) continue;
    ++proven;
    const values first = plain_values_of(*f.plain), second = plain_values_of(*f.other);
    if (const int k = difference(first, second, true); k >= 0 && differences++ < 8)
      BOOST_ERROR("at (" << at[static_cast<std::size_t>(k)][0] << ", " << at[static_cast<std::size_t>(k)][1] << "): " << text_of_formula(*f.plain) << " is "
                         << first[static_cast<std::size_t>(k)].value << ", " << text_of_formula(*f.other) << " is " << second[static_cast<std::size_t>(k)].value);
  }
  BOOST_TEST_MESSAGE(proven << " proven");
  BOOST_TEST(differences == 0);
  BOOST_TEST(proven > count / 8);
}

/// Formulas of one expanded, or reduced, form are equal where both have a value, whoever wrote them.
BOOST_AUTO_TEST_CASE(what_has_one_expanded_form_has_one_value_where_both_have_one) {
  int differences = 0, compared = 0;
  const int count = requested(120000) / 8;
  for (canonical_depth depth : {canonical_depth::expanded, canonical_depth::reduced}) {
    std::unordered_map<key, known_formula> known;
    for (unsigned seed = 0; seed < static_cast<unsigned>(count); ++seed) {
      formula_author a(first_seed() + seed + 3000000);
      const formula_author::pair f = a.formula();
      for (bool other : {false, true}) {
        const facts& formula = *(other ? f.other : f.plain);
        graph g;
        const key id = g[import_canonical(g, formula, depth)].id;
        const values mine = plain_values_of(formula);
        const auto [place, is_new] = known.try_emplace(id, known_formula{mine, first_seed() + seed + 3000000, other});
        if (is_new) continue;
        ++compared;
        if (const int k = difference(place->second.at_points, mine, true); k >= 0 && differences++ < 8) {
          formula_author first(place->second.seed);
          const formula_author::pair pair = first.formula();
          BOOST_ERROR((depth == canonical_depth::reduced ? "reduced" : "expanded") << " at (" << at[static_cast<std::size_t>(k)][0] << ", " << at[static_cast<std::size_t>(k)][1] << "): "
                                                                                   << text_of_formula(place->second.other ? *pair.other : *pair.plain) << " is " << place->second.at_points[static_cast<std::size_t>(k)].value << ", "
                                                                                   << text_of_formula(formula) << " is " << mine[static_cast<std::size_t>(k)].value);
        }
      }
    }
  }
  BOOST_TEST_MESSAGE(compared << " compared");
  BOOST_TEST(differences == 0);
  BOOST_TEST(compared > count);
}

/// What entries say of their values, see value_range, by their values.
template <class Rule>
void check_range() {
  constexpr value_range r = operation_of<Rule>.range;
  const auto kernel = test::kernels<double>::numbers().find(rule_key<Rule>);
  if (kernel == test::kernels<double>::numbers().end()) return;
  const double infinite = HUGE_VAL, nan = std::nan("");
  const std::array<double, 13> numbers{0.0, -0.0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 0.7071, -7.25, 12.5};
  const auto check = [&](const double* u, int special) {
    const double v = kernel->second(u);
    const auto where = [&] { return std::string(Rule::text) + '(' + std::to_string(u[0]) + ", " + std::to_string(u[1]) + ", " + std::to_string(u[2]) + ')'; };
    if (special < 0) {
      if (r.finite || r.always) BOOST_TEST(std::isfinite(v), where());
      if (r.never_infinite) BOOST_TEST(!std::isinf(v), where());
      if (r.positive) BOOST_TEST(!(v <= 0), where());
      if (r.not_negative) BOOST_TEST(!(v < 0), where());
    } else {
      if (r.strict) BOOST_TEST(!std::isfinite(v), where());
      if (r.always) BOOST_TEST(std::isfinite(v), where());
      if (r.keeps_nan && std::isnan(u[special])) BOOST_TEST(std::isnan(v), where());
    }
  };
  double u[max_arity] = {};
  for (double a : numbers)
    for (double b : numbers) {
      u[0] = a;
      u[1] = b;
      u[2] = a - 2 * b;
      check(u, -1);
      for (int k = 0; k < Rule::arity; ++k)
        for (double special : {nan, infinite, -infinite}) {
          double changed[max_arity] = {u[0], u[1], u[2], 0};
          changed[k] = special;
          check(changed, k);
        }
    }
}
template <class... Rules>
void check_ranges(rule_list<Rules...>) {
  (check_range<Rules>(), ...);
}
BOOST_AUTO_TEST_CASE(what_entries_say_of_their_values_holds) { check_ranges(elementwise_rules{}); }

}  // namespace
