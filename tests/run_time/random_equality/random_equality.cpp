// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What == calls equal has one value wherever either side is a number, and what equivalent() does wherever both are: hundreds of thousands of
// random formulas of numbers, grouped by their canonical form, at special and at random points. A value that is infinite or NaN is none; an
// argument is a number. For equivalent() all parts have to be numbers, and functions that extend others
// count as these. A formula is left out at a point where rounding or the range of numbers decides; what differs all the same is
// computed with 100 digits: see more_digits.hpp.

#include "more_digits.hpp"

#include <boost/test/unit_test.hpp>

#include <support/formulas.hpp>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
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
    learn(test::rules_of_formulas{});
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
  const number_formula formula(f), plain(f, number_formula::computed::plain);
  values result;
  for (std::size_t k = 0; k < points; ++k) {
    result[k] = formula(at[k][0], at[k][1]);
    const value_at_point p = plain(at[k][0], at[k][1]);
    result[k].reliable = result[k].reliable && p.reliable && std::isfinite(p.value) && !p.through_infinity;
  }
  return result;
}
/// What seemed to differ, and agrees in more digits, or jumps with the last of them.
struct false_alarms {
  int of_digits = 0, of_jumps = 0;
};
std::string words(const false_alarms& seen) {
  return std::to_string(seen.of_digits) + " points at which 100 digits agree, " + std::to_string(seen.of_jumps) + " at which the last digit decides";
}
/// The point at which they differ, or -1; `both`: where both are numbers. `formulas`: the two, when they are asked for.
template <class Formulas>
int difference(const values& a, const values& b, bool both, false_alarms& seen, Formulas formulas) {
  for (std::size_t k = 0; k < points; ++k) {
    if (!a[k].reliable || !b[k].reliable || !test::differ(a[k].value, b[k].value, both)) continue;
    test::verdict v = test::verdict::differ;
    formulas([&](const facts& f, const facts& g) { v = test::judge(number_formula(f), number_formula(g), at[k][0], at[k][1], both); });
    if (v == test::verdict::differ) return static_cast<int>(k);
    ++(v == test::verdict::agree ? seen.of_digits : seen.of_jumps);
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
std::string text_of_difference(const facts& f, const values& of_f, const facts& g, const values& of_g, int point) {
  const std::size_t k = static_cast<std::size_t>(point);
  std::ostringstream text;
  text << "at (" << at[k][0] << ", " << at[k][1] << "): " << text_of_formula(f) << " is " << of_f[k].value << ", " << text_of_formula(g) << " is " << of_g[k].value;
  return text.str();
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

/// What was met first of a form; its values once they are asked for: most have a form of their own.
struct known_formula {
  unsigned seed;
  bool other;
  std::unique_ptr<values> at_points = {};
};
struct outcome_of_groups {
  int differences = 0, groups = 0, compared = 0, twins = 0;
  false_alarms seen;
};
/// The formula that was met first, once more.
template <class Use>
void again(const known_formula& known, const operation* log, Use use) {
  formula_author first(known.seed);
  if (log != nullptr) first.log = log;
  const formula_author::pair pair = first.formula();
  use(known.other ? *pair.other : *pair.plain);
}
template <class Values>
const values& values_of_known(known_formula& known, const operation* log, Values of) {
  if (known.at_points == nullptr) again(known, log, [&](const facts& f) { known.at_points = std::make_unique<values>(of(f)); });
  return *known.at_points;
}

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
      std::optional<values> mine;
      for (int depth : {0, 1}) {
        graph g;
        const key id = ids[other][depth] = g[import_canonical(g, formula, depth == 0 ? canonical_depth::written : canonical_depth::meant)].id;
        const auto [place, is_new] = known[depth].try_emplace(id, known_formula{first_seed() + seed, other});
        if (is_new) {
          result.groups += depth;
          continue;
        }
        ++result.compared;
        known_formula& known_before = place->second;  // clang 14 captures no names of a structured binding
        const values& before = values_of_known(known_before, planted ? a.log : nullptr, values_of);
        if (!mine) mine = values_of(formula);
        const auto both = [&](auto use) { again(known_before, planted ? a.log : nullptr, [&](const facts& first) { use(first, formula); }); };
        if (const int k = difference(before, *mine, false, result.seen, both); k >= 0 && result.differences++ < 8 && !planted)
          both([&](const facts& first, const facts& second) { BOOST_ERROR("depth " << depth << ' ' << text_of_difference(first, before, second, *mine, k)); });
      }
    }
    result.twins += f.plain->id != f.other->id && (ids[0][0] == ids[1][0] || ids[0][1] == ids[1][1]);
  }
  return result;
}

BOOST_AUTO_TEST_CASE(what_is_equal_has_one_value) {
  const int count = requested(120000);
  const outcome_of_groups result = compare_groups(count, false);
  BOOST_TEST_MESSAGE(result.groups << " forms, " << result.compared << " comparisons, " << result.twins << " different pairs are equal, " << result.differences << " differ; " << words(result.seen));
  BOOST_TEST(result.differences == 0);
  BOOST_TEST(result.compared > count / 4);
  BOOST_TEST(result.twins > count / 20);
}

BOOST_AUTO_TEST_CASE(a_planted_error_is_found) { BOOST_TEST(compare_groups(20000, true).differences > 10); }

BOOST_AUTO_TEST_CASE(what_is_equivalent_has_one_value_where_both_have_one) {
  int differences = 0, proven = 0;
  false_alarms seen;
  const int count = requested(120000) / 5;
  for (unsigned seed = 0; seed < static_cast<unsigned>(count); ++seed) {
    formula_author a(first_seed() + seed + 1000000);
    const formula_author::pair f = a.formula();
    if (f.plain->id == f.other->id || !are_equivalent(*f.plain, *f.other)) continue;
    ++proven;
    const values first = plain_values_of(*f.plain), second = plain_values_of(*f.other);
    if (const int k = difference(first, second, true, seen, [&](auto use) { use(*f.plain, *f.other); }); k >= 0 && differences++ < 8) BOOST_ERROR(text_of_difference(*f.plain, first, *f.other, second, k));
  }
  BOOST_TEST_MESSAGE(proven << " proven, " << differences << " differ; " << words(seen));
  BOOST_TEST(differences == 0);
  BOOST_TEST(proven > count / 8);
}

/// Formulas of one expanded, or reduced, form are equal where both have a value, whoever wrote them.
BOOST_AUTO_TEST_CASE(what_has_one_expanded_form_has_one_value_where_both_have_one) {
  int differences = 0, compared = 0;
  false_alarms seen;
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
        const auto [place, is_new] = known.try_emplace(id, known_formula{first_seed() + seed + 3000000, other});
        if (is_new) continue;
        ++compared;
        known_formula& known_before = place->second;  // clang 14 captures no names of a structured binding
        const values &before = values_of_known(known_before, nullptr, plain_values_of), mine = plain_values_of(formula);
        const auto both = [&](auto use) { again(known_before, nullptr, [&](const facts& first) { use(first, formula); }); };
        if (const int k = difference(before, mine, true, seen, both); k >= 0 && differences++ < 8)
          both([&](const facts& first, const facts& second) {
            BOOST_ERROR((depth == canonical_depth::reduced ? "reduced " : "expanded ") << text_of_difference(first, before, second, mine, k));
          });
      }
    }
  }
  BOOST_TEST_MESSAGE(compared << " compared, " << differences << " differ; " << words(seen));
  BOOST_TEST(differences == 0);
  BOOST_TEST(compared > count);
}

/// Evaluation takes the same rewrites as the proofs: what it computes is the value of what was written, wherever all parts of that have one.
int compare_with_what_was_written(int count, bool planted, false_alarms& seen) {
  int differences = 0, compared = 0;
  for (unsigned seed = 0; seed < static_cast<unsigned>(count); ++seed) {
    formula_author a(first_seed() + seed + 5000000);
    if (planted) {
      operation& log = a.w.copy(operation_of<log_rule>, "log #as silu");
      log.definition = operation_of<silu_rule>.definition;
      a.log = &log;
    }
    const facts& f = *a.formula().other;
    const number_formula computed(f), written(f, number_formula::computed::as_written);
    if (!written.is_known()) continue;
    ++compared;
    if (planted && differences > 5) return differences;  // each point takes 100 digits
    for (std::size_t k = 0; k < points; ++k) {
      const value_at_point right = written(at[k][0], at[k][1]), got = computed(at[k][0], at[k][1]);
      if (!right.reliable || !got.reliable || right.through_infinity || right.through_nan || !test::differ(right.value, got.value, false)) continue;
      const test::verdict v = test::judge(written, computed, at[k][0], at[k][1], false);
      if (v != test::verdict::differ) {
        ++(v == test::verdict::agree ? seen.of_digits : seen.of_jumps);
      } else if (differences++ < 8 && !planted) {
        BOOST_ERROR("at (" << at[k][0] << ", " << at[k][1] << "): " << text_of_formula(f) << " is " << right.value << ", computed " << got.value);
        break;
      }
    }
  }
  BOOST_TEST(compared > count / 2);
  return differences;
}
BOOST_AUTO_TEST_CASE(what_is_computed_is_what_was_written) {
  false_alarms seen;
  const int differences = compare_with_what_was_written(requested(120000) / 5, false, seen);
  BOOST_TEST_MESSAGE(differences << " differ; " << words(seen));
  BOOST_TEST(differences == 0);
  BOOST_TEST(compare_with_what_was_written(2000, true, seen) > 5);
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
  if (operation_of<Rule>.arity == 1) {  // what derivatives ask
    if (r.keeps_zero) BOOST_TEST(kernel->second(u) == 0, Rule::text);
    bool grows = false;
    for (double a : {-1000.0, -710.0, -30.0, 30.0, 710.0, 1000.0, 2000.0}) grows = grows || std::isinf(kernel->second(&(u[0] = a)));
    if (r.finite) BOOST_TEST(grows == r.grows, Rule::text);
    u[0] = 0;
  }
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
