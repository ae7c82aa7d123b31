// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A gradient as a Boost.Hana map, keyed by symbol; structures of parameters.

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

// ---- structures as parameters ---------------------------------------------------------------------------------------------------------------------
template <class T>
struct camera {
  BOOST_HANA_DEFINE_STRUCT(camera, (T, focal), (T, k1), (std::array<T, 3>, position));
};
struct option {
  double spot, strike, volatility;
};

}  // namespace
BOOST_HANA_ADAPT_STRUCT(option, spot, strike, volatility);
namespace {

constexpr auto p = var<"p", 2>;
constexpr auto project = formula<camera>([]<class T>(const camera<T>& from, auto at) {
  T r = at[0] * at[0] + at[1] * at[1];
  if (r > 1) return from.focal * r;
  return from.focal * (1 + from.k1 * r) * from.position[2];
},
                                         p);
constexpr camera<double> here{2.0, 0.5, {1, 2, 3}};
constexpr std::array<double, 2> at_p{0.5, 0.5};
static_assert(project(here, at_p) == 2 * 1.25 * 3);
static_assert(project(p = at_p, var<"k1"> = 0.5, var<"focal"> = 2.0, var<"position", 3> = here.position) == 2 * 1.25 * 3);
static_assert(grad(project)(here, at_p)[var<"k1">] == 2 * 0.5 * 3);
constexpr auto slope = grad(project)(here, at_p).as<camera<double>>();
static_assert(slope.focal == 1.25 * 3);
static_assert(slope.k1 == 3);
static_assert(slope.position == std::array<double, 3>{0, 0, 2.5});
constexpr auto payoff = formula<option>([](auto s, auto strike, auto v) { return max(s - strike, 0) * v; });
static_assert(payoff(option{3, 1, 2}) == 4);
static_assert(diff(payoff, var<"volatility">) == max(var<"spot"> - var<"strike">, 0_c));
static_assert(grad(payoff)(option{3, 1, 2}).as<option>().strike == -2);
// with a symbol beside it
constexpr auto discounted = formula<option>([](auto s, auto strike, auto v, auto rate) { return (s - strike) * v * rate; }, var<"rate">);
static_assert(discounted(option{3, 1, 2}, 0.5) == 2);
static_assert(grad(discounted)(option{3, 1, 2}, 0.5).as<option>().volatility == 1);
constexpr auto with_two = formula<option>([](auto s, auto strike, auto v, auto at, auto rate) { return (s - strike) * v * at[1] * rate; }, p, var<"rate">);
static_assert(with_two(option{3, 1, 2}, at_p, 0.5) == 1);
// all else by name, in any order
static_assert(discounted(option{3, 1, 2}, var<"rate"> = 0.5) == 2 && discounted(var<"rate"> = 0.5, option{3, 1, 2}) == 2);
static_assert(grad(discounted)(option{3, 1, 2}, var<"rate"> = 0.5).as<option>().volatility == 1);
static_assert(project(here, p = at_p) == project(here, at_p));
static_assert(jacobian(discounted, wrt(var<"rate">))(option{3, 1, 2}, var<"rate"> = 0.5)(0, 0) == 4);
static_assert(hessian(discounted, wrt(var<"volatility">, var<"rate">))(option{3, 1, 2}, var<"rate"> = 0.5)(0, 1) == 2);
// within another function that is recorded, with a structure of its numbers
template <class T>
struct pair_of {
  BOOST_HANA_DEFINE_STRUCT(pair_of, (T, first), (T, second));
};
constexpr auto scaled_product = formula<pair_of>([](auto both) {
  both.first *= 2;
  return both.first * both.second;
});
static_assert(formula<"x", "y">([]<class T>(T u, T v) { return scaled_product(pair_of<T>{u + 1, v}); })(2.0, 3.0) == 18);

BOOST_AUTO_TEST_CASE(structures_by_an_evaluator) {
  auto evaluate = evaluator(value_and_grad(project));
  for (double focal : {1.0, 2.0}) {
    const auto result = evaluate(camera<double>{focal, 0.5, {1, 2, 3}}, at_p);
    BOOST_TEST(result.value == focal * 1.25 * 3);
    BOOST_TEST(result.grad.as<camera<double>>().k1 == focal * 1.5);
  }
}

BOOST_AUTO_TEST_CASE(in_a_constant_expression) {
  constexpr auto map = grad(x * y)(x = 2.0, y = 3.0).map();
  static_assert(map[x] == 3.0 && map[y] == 2.0);
}

}  // namespace
