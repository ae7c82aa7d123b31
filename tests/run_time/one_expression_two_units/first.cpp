// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Two translation units share an expression from a header: one type, one set of facts, one plan, the same results.

#include <boost/test/unit_test.hpp>

#include "model.hpp"

#include <type_traits>

model::view model::first_unit() { return look(); }

BOOST_AUTO_TEST_CASE(both_units_see_one_expression) {
  const model::view first = model::first_unit(), second = model::second_unit();
  BOOST_TEST(first.value == second.value);
  BOOST_TEST(first.dx == second.dx);
  BOOST_TEST(first.dy == second.dy);
  BOOST_TEST(first.small == second.small);
  BOOST_TEST(first.facts == second.facts);
  BOOST_TEST(first.plan == second.plan);
  BOOST_TEST(first.id == second.id);
  BOOST_TEST(first.slots == second.slots);
}

BOOST_AUTO_TEST_CASE(it_can_be_passed_between_them) {
  static_assert(std::is_same_v<decltype(model::pass_on(model::large)), model::large_type>);
  BOOST_TEST(model::evaluate_there(model::pass_on(model::large), 0.5, 1.25) == model::first_unit().value);
}
