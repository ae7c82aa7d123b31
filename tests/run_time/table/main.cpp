// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The proof of the table of functions: every entry of the list against a reference of 50 digits, and errors planted in each.

#define BOOST_TEST_MODULE table
#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
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
  dense<double> sums[nabla::max_arity], sizes[nabla::max_arity];
  for (int k = 0; k < c.e.arity; ++k) sums[k] = sizes[k] = dense<double>(c.operands[k].rows, c.operands[k].columns);
  for (int j = 0; j < c.weights.columns; ++j)
    for (int i = 0; i < c.weights.rows; ++i) {
      double u[nabla::max_arity] = {}, derivatives[nabla::max_arity] = {};
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

BOOST_AUTO_TEST_CASE(kernels_in_registers) {
  for (const register_case& c : register_errors()) {
    BOOST_CHECK_MESSAGE(c.of_float <= 4, c.text << " in registers of float differs by " << c.of_float);
    BOOST_CHECK_MESSAGE(c.of_double <= 4, c.text << " in registers of double differs by " << c.of_double);
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
    for (const auto& error : planted_in(e)) {
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
    if (e.op->code == nabla::operation_code::count) continue;  // it has no derivative: it counts
    for (const bool square : {false, true}) {
      if (square && !takes_square(e)) continue;
      const std::string wrong = first_error_of_matrix_function(e, *e.op, square);
      BOOST_CHECK_MESSAGE(wrong.empty(), wrong);
    }
  }
}

BOOST_AUTO_TEST_CASE(planted_errors_in_matrix_functions_are_caught) {
  int planted = 0, caught = 0;
  for (const entry& e : matrix_entries())
    for (const auto& error : errors_planted_in_matrix_function(e)) {
      ++planted;
      caught += error.error.empty() ? 0 : 1;
      BOOST_CHECK_MESSAGE(!error.error.empty(), "not caught: " << error.what);
    }
  std::cout << "functions of matrices: planted " << planted << ", caught " << caught << '\n';
  BOOST_TEST(planted == caught);
}

// ---- special points ----------------------------------------------------------------------------------------------------------------------------

/// Where mathematics has no number to give, or none in between: everything else has to be a number.
struct undefined_where {
  const char* text;
  bool (*value)(double u);
  bool (*slope)(double u);
  const char* why;
};
bool never(double) { return false; }
bool negative(double u) { return u < 0; }
bool beyond_one(double u) { return std::abs(u) > 1; }
bool infinite(double u) { return std::isinf(u); }
bool pole_of_gamma(double u) { return u == -HUGE_VAL || (u <= 0 && u == std::floor(u)); }
const undefined_where undefined[] = {
    {"log", negative, never, "no real number"},
    {"log2", negative, never, "no real number"},
    {"log10", negative, never, "no real number"},
    {"sqrt", negative, never, "no real number"},
    {"rsqrt", negative, never, "no real number"},
    {"log1p", [](double u) { return u < -1; }, never, "no real number"},
    {"asin", beyond_one, never, "no real number"},
    {"acos", beyond_one, never, "no real number"},
    {"acosh", [](double u) { return u < 1; }, never, "no real number"},
    {"atanh", beyond_one, never, "no real number"},
    {"logit", [](double u) { return u < 0 || u > 1; }, never, "no real number"},
    {"sin", infinite, never, "no limit"},
    {"cos", infinite, never, "no limit"},
    {"tan", infinite, never, "no limit"},
    {"lgamma", never, pole_of_gamma, "from one side the slope is inf, from the other -inf"},
    {"digamma", [](double u) { return u < 0 && pole_of_gamma(u); }, pole_of_gamma,
     "inf from one side, -inf from the other; at 0 the sign of 0 says from which"},
    {"trigamma", [](double u) { return u == -HUGE_VAL; }, pole_of_gamma, "inf, but the slope is as above"},
    {"tetragamma", [](double u) { return u < 0 && pole_of_gamma(u); }, pole_of_gamma, "as digamma"},
};

BOOST_AUTO_TEST_CASE(special_points) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double points[] = {0, 5e-324, 1e-310, 1e-308, 1e-300, 0.5, 1, 2, 88, 710, 745, 1e10, 1e300, 1.7e308, infinity};
  for (const entry& e : elementwise_entries()) {
    if (e.arity != 1) continue;
    const auto f = function_of_one(e);
    const undefined_where* known = nullptr;
    for (const undefined_where& w : undefined)
      if (std::string(w.text) == e.text) known = &w;
    for (double size : points)
      for (double u : {size, -size}) {
        const auto [value, slope] = f(u);
        const bool no_value = known != nullptr && known->value(u), no_slope = no_value || (known != nullptr && known->slope(u));
        BOOST_CHECK_MESSAGE(std::isnan(value) == no_value, e.text << "(" << u << ") is " << value);
        if (e.op->derivatives[0] != nullptr) BOOST_CHECK_MESSAGE(std::isnan(slope) <= no_slope, e.text << "'(" << u << ") is " << slope);
      }
    const std::string text = e.text;
    const bool forgets_nan = text == "heaviside" || text == "!";
    BOOST_CHECK_MESSAGE(std::isnan(f(std::numeric_limits<double>::quiet_NaN()).value) != forgets_nan, e.text << "(NaN)");
  }
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
