// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The proof of the table of functions: every entry of the list against a reference of 50 digits, and errors planted in each.

#define BOOST_TEST_MODULE table
#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"

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
  for (const entry& e : elementwise_entries()) BOOST_CHECK_MESSAGE(has_reference(e.text), "no reference for " << e.text << " in tests/support/references.hpp");
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
    const entry& e = elementwise_entries()[static_cast<std::size_t>(c.number)];
    if (!has_reference(e.text)) continue;
    const std::string wrong = first_error(e, c.measure, std::numeric_limits<double>::epsilon());
    BOOST_CHECK_MESSAGE(wrong.empty(), "compiled: " << wrong);
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

}  // namespace
