// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A gradient as a Boost.Hana map, keyed by symbol.

#include <boost/test/unit_test.hpp>

#include <nabla/hana.hpp>

#include <array>
#include <boost/hana/at_key.hpp>
#include <boost/hana/contains.hpp>
#include <boost/hana/first.hpp>
#include <boost/hana/for_each.hpp>
#include <boost/hana/second.hpp>
#include <boost/hana/size.hpp>
#include <string>

namespace hana = boost::hana;
using namespace nabla;

namespace {

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto k = data<"k">;
constexpr auto A = var<"A", 2, 2>;
constexpr auto f = x * y + k * sum(A);

BOOST_AUTO_TEST_CASE(keyed_by_symbol) {
  const auto map = grad(f)(x = 2.0, y = 3.0, k = 5.0, A = std::array<double, 4>{}).map();
  static_assert(decltype(hana::size(map))::value == 3);
  BOOST_TEST(hana::at_key(map, x) == 3.0);
  BOOST_TEST(map[y] == 2.0);
  BOOST_TEST(map[A](1, 0) == 5.0);
  static_assert(decltype(hana::contains(map, x))::value && !decltype(hana::contains(map, k))::value && !decltype(hana::contains(map, var<"z">))::value);
}

BOOST_AUTO_TEST_CASE(walked_in_order) {
  std::string names;
  double total = 0;
  hana::for_each(grad(f, wrt(y, k, x))(x = 2.0, y = 3.0, k = 5.0, A = std::array<double, 4>{1, 1, 1, 1}).map(), [&](auto entry) {
    names += decltype(+hana::first(entry))::info.name;
    total += hana::second(entry);
  });
  BOOST_TEST(names == "ykx");
  BOOST_TEST(total == 2 + 4 + 3);
}

BOOST_AUTO_TEST_CASE(in_a_constant_expression) {
  constexpr auto map = grad(x * y)(x = 2.0, y = 3.0).map();
  static_assert(map[x] == 3.0 && map[y] == 2.0);
}

}  // namespace
