// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The proof of the table of functions: every entry of the list against a reference of 50 digits, and errors planted in each.

#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"
#include "run_time/table/undefined.hpp"

#include <nabla/support/constant_scalar.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <limits>
#include <map>

namespace {

using namespace test;

const std::vector<sample>& cached_samples(const entry& e) {
  static std::map<std::string, std::vector<sample>> all;
  const auto found = all.find(e.text);
  return found != all.end() ? found->second : all[e.text] = samples_of(e);
}

/// The first thing that is wrong with a subject, or nothing.
std::string first_error(const entry& e, const subject& measure, long double epsilon) {
  for (const sample& s : cached_samples(e))
    if (std::string wrong = judge(e, s, measure(s), epsilon); !wrong.empty()) return wrong;
  return {};
}

constexpr long double epsilon = std::numeric_limits<long double>::epsilon();

BOOST_AUTO_TEST_CASE(every_entry_has_a_reference) {
  for (const entry& e : elementwise_entries())
    BOOST_CHECK_MESSAGE(has_reference(e.text), "no reference for " << e.text << " in tests/support/references.hpp");
}

template <class T>
void check_interpreted(const char* type) {
  for (const entry& e : elementwise_entries()) {
    if (!has_reference(e.text)) continue;
    const std::string wrong = first_error(e, interpreted<T>(e, *e.op), std::numeric_limits<T>::epsilon());
    BOOST_CHECK_MESSAGE(wrong.empty(), type << ": " << wrong);
  }
}
BOOST_AUTO_TEST_CASE(values_first_and_second_derivatives) {
  check_interpreted<float>("float");
  check_interpreted<double>("double");
  check_interpreted<long double>("long double");
  check_interpreted<nabla::detail::constant_scalar<double>>("double in constant expressions");
}

BOOST_AUTO_TEST_CASE(compiled_values_first_and_second_derivatives) {
  for (const compiled_subject& c : compiled_scalars()) {
    if (!has_reference(c.e.text)) continue;
    const std::string wrong = first_error(c.e, c.measure, std::numeric_limits<double>::epsilon());
    BOOST_CHECK_MESSAGE(wrong.empty(), "compiled: " << wrong);
  }
}

/// The first element of a gradient that is not the sum of what the scalar rule gives wherever that element is read, or nothing.
std::string first_error(const matrix_case& c) {
  const double unit = c.is_float ? static_cast<double>(std::numeric_limits<float>::epsilon()) : std::numeric_limits<double>::epsilon();
  dense<double> sums[nabla::detail::max_arity], sizes[nabla::detail::max_arity];
  for (int k = 0; k < c.e.arity; ++k) sums[k] = sizes[k] = dense<double>(c.operands[k].rows, c.operands[k].columns);
  for (int j = 0; j < c.weights.columns; ++j)
    for (int i = 0; i < c.weights.rows; ++i) {
      double u[nabla::detail::max_arity] = {}, derivatives[nabla::detail::max_arity] = {};
      for (int k = 0; k < c.e.arity; ++k) u[k] = static_cast<double>(c.operands[k].at(i, j));
      derivatives_at(c.e, u, derivatives);
      for (int k = 0; k < c.e.arity; ++k) {
        const double contribution = static_cast<double>(c.weights(i, j)) * derivatives[k];
        const_cast<double&>(sums[k].at(i, j)) += contribution;
        const_cast<double&>(sizes[k].at(i, j)) += 1 + std::abs(contribution);
      }
    }
  for (int k = 0; k < c.e.arity; ++k)
    for (std::size_t i = 0; i < sums[k].elements.size(); ++i)
      if (const double is = static_cast<double>(c.gradients[k].elements[i]);
          !(std::abs(is - sums[k].elements[i]) <= 64 * unit * sizes[k].elements[i]))
        return std::string(c.e.text) + (c.is_float ? ", 3 x 5 float" : ", m x n double") + ", broadcast pattern " + std::to_string(c.pattern) +
            ", operand " + std::to_string(k) + ", element " + std::to_string(i) + " is " + std::to_string(is) + ", the scalar rule gives " +
            std::to_string(sums[k].elements[i]);
  return {};
}

std::string called(const entry& e, const double* u) {
  std::string text = std::string(e.text) + "(";
  char number[32];
  for (int k = 0; k < e.arity; ++k) {
    std::snprintf(number, sizeof number, "%s%g", k > 0 ? ", " : "", u[k]);
    text += number;
  }
  return text + ")";
}

BOOST_AUTO_TEST_CASE(kernels_in_registers) {
  for (const register_case& c : register_errors()) {
    BOOST_CHECK_MESSAGE(c.of_float.units <= 4, called(c.e, c.of_float.at) << " in registers of float differs by " << c.of_float.units);
    BOOST_CHECK_MESSAGE(c.of_double.units <= 4, called(c.e, c.of_double.at) << " in registers of double differs by " << c.of_double.units);
  }
}

BOOST_AUTO_TEST_CASE(matrices_in_registers_and_broadcasting) {
  for (const matrix_case& c : compiled_matrices()) {
    const std::string wrong = first_error(c);
    BOOST_CHECK_MESSAGE(wrong.empty(), wrong);
  }
}

BOOST_AUTO_TEST_CASE(planted_errors_are_caught) {
  int planted = 0, caught = 0;
  for (const entry& e : elementwise_entries()) {
    if (!has_reference(e.text)) continue;
    const auto errors = planted_in(e);
    BOOST_CHECK_MESSAGE(static_cast<int>(errors.size()) >= e.arity || e.op->derivatives[0] == nullptr, "only " << errors.size() << " errors planted in " << e.text);
    for (const auto& error : errors) {
      ++planted;
      const bool seen = !first_error(e, error.measure, epsilon).empty();
      caught += seen ? 1 : 0;
      BOOST_CHECK_MESSAGE(seen, "not caught: " << error.what);
    }
  }
  std::cout << "elementwise functions: planted " << planted << ", caught " << caught << '\n';
  BOOST_TEST(planted == caught);
}

BOOST_AUTO_TEST_CASE(matrix_functions) {
  for (const entry& e : matrix_entries()) {
    for (const bool square : {false, true}) {
      if (square && !takes_square(e)) continue;
      const std::string wrong_value = judge(e, sample_of_matrix_function(e, square));
      BOOST_CHECK_MESSAGE(wrong_value.empty(), wrong_value);
      if (e.op->code == nabla::detail::operation_code::count) continue;  // it has no derivative: it counts
      const std::string wrong = first_error_of_matrix_function(e, *e.op, square);
      BOOST_CHECK_MESSAGE(wrong.empty(), wrong);
      if (e.op->places.kind == nabla::detail::part_kind::none) continue;
      nabla::detail::operation by_itself = *e.op;  // the passes differentiate parts by their places: the entry's own derivatives as well
      by_itself.places = {};
      const std::string wrong_by_itself = first_error_of_matrix_function(e, by_itself, square);
      BOOST_CHECK_MESSAGE(wrong_by_itself.empty(), "by its own derivatives " << wrong_by_itself);
    }
  }
}

BOOST_AUTO_TEST_CASE(planted_errors_in_matrix_functions_are_caught) {
  int planted = 0, caught = 0;
  for (const entry& e : matrix_entries()) {
    const auto errors = errors_planted_in_matrix_function(e);
    const bool by_a_pass = e.op->code == nabla::detail::operation_code::broadcast || e.op->code == nabla::detail::operation_code::count;
    BOOST_CHECK_MESSAGE(errors.size() >= 2 || by_a_pass, "only " << errors.size() << " errors planted in " << e.text);
    for (const auto& error : errors) {
      ++planted;
      caught += error.error.empty() ? 0 : 1;
      BOOST_CHECK_MESSAGE(!error.error.empty(), "not caught: " << error.what);
    }
  }
  std::cout << "functions of matrices: planted " << planted << ", caught " << caught << '\n';
  BOOST_TEST(planted == caught);
}

// ---- special points ----------------------------------------------------------------------------------------------------------------------------

/// Calls use(u) for every choice of operands among these numbers, and their negatives.
template <class Use>
void for_all_operands(const entry& e, const std::vector<double>& sizes, Use use) {
  std::vector<double> points;
  for (double size : sizes) points.insert(points.end(), {size, -size});
  const std::size_t n = points.size(), choices = e.arity == 1 ? n : (e.arity == 2 ? n * n : n * n * n);
  for (std::size_t i = 0; i < choices; ++i) {
    const double u[nabla::detail::max_arity] = {points[i % n], points[i / n % n], points[i / n / n % n], 0};
    use(u);
  }
}
constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();
std::vector<double> sizes_for(const entry& e) {
  if (e.arity < 3) return {0, 5e-324, 1e-310, 1e-308, 1e-300, 0.5, 1, 2, 88, 710, 745, 1e10, 1e300, 1.7e308, infinity};
  return {0, 5e-324, 0.5, 1, 1e300, infinity};
}

bool differ(double a, double b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) != std::isnan(b);
  return a != b && !(std::abs(a - b) <= 4 * std::max(std::abs(a) * std::numeric_limits<double>::epsilon(), std::numeric_limits<double>::denorm_min()));
}

// In constant expressions too: their arithmetic has infinities, NaN and signs of zero of its own.
BOOST_AUTO_TEST_CASE(special_points) {
  int points = 0;
  for (const entry& e : elementwise_entries()) {
    const undefined_where& known = where_undefined(e.text);
    const auto f = function_of<double>(e), constant_f = function_of<nabla::detail::constant_scalar<double>>(e);
    for_all_operands(e, sizes_for(e), [&](const double* u) {
      const value_and_slopes at = f(u);
      const double constant = constant_f(u).value;
      ++points;
      if (std::isnan(at.value) != known.value(u)) BOOST_ERROR(called(e, u) << " is " << at.value);
      if (differ(at.value, constant)) BOOST_ERROR(called(e, u) << " is " << at.value << ", in a constant expression " << constant);
      if (known.value(u) || known.slope(u)) return;
      for (int k = 0; k < e.arity; ++k)
        if (std::isnan(at.slopes[k])) BOOST_ERROR("derivative " << k << " of " << called(e, u) << " is NaN");
    });
  }
  BOOST_TEST(points > 20000);
}

// What an expression loses of a NaN is lost for good: few functions do.
BOOST_AUTO_TEST_CASE(nan_is_passed_on) {
  for (const entry& e : elementwise_entries()) {
    const auto f = function_of<double>(e);
    for (int k = 0; k < e.arity; ++k) {
      double u[nabla::detail::max_arity] = {2, 2, 2, 2};
      u[k] = nan;
      const bool lost = hides_nan(e.text, k);
      BOOST_CHECK_MESSAGE(std::isnan(f(u).value) != lost, called(e, u) << " is " << f(u).value);
    }
  }
}

}  // namespace
