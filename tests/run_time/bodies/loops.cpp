// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Random bodies in loops of 0, 1, 2 and many steps: value, gradient, and the Hessian along a direction. The loops are compiled with a body that is drawn at run time, and derived as any.
// NABLA_RANDOM_BODIES=1000 takes so many, NABLA_RANDOM_SEED=… others. With -DNABLA_DEAR_BODIES, which compiles for a minute more, loops with checkpoints too, and all second derivatives.

#include <boost/test/unit_test.hpp>

#include "bodies.hpp"

#include <support/random_programs.hpp>

#include <nabla/nabla.hpp>

#include <cmath>
#include <cstdlib>
#include <tuple>
#include <vector>

using namespace nabla;
using test::dense;
using test::random_body;
using test::slope;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = var<"X", n, random_body::row>;
constexpr auto s = var<"s", random_body::state>;
constexpr auto theta = var<"theta", random_body::parameters>;

#ifdef NABLA_DEAR_BODIES
constexpr bool also_dear_ones = true;
constexpr int loops = 4;
#else
constexpr bool also_dear_ones = false;
constexpr int loops = 3;
#endif

/// A loop, what is read of its states, and whether second derivatives are compared.
struct last_state {
  static constexpr bool twice = true;
  static constexpr auto step = [](auto row, auto state) { return call<test::body_rule>(vstack(transpose(row), state, theta)); };
  static constexpr auto formula() {
    auto last = fold(X, s, step);
    return sqnorm(last) / 2_c + sum(last);
  }
  static slope reference(const std::vector<dense<slope>>& states) {
    slope total;
    for (const slope& e : states.back().elements) total = total + e * e / 2 + e;
    return total;
  }
};
struct all_states {
  static constexpr bool twice = true;
  static constexpr auto formula() {
    auto states = scan(X, s, last_state::step);
    return sum(hadamard(states, sin(states)));
  }
  static slope reference(const std::vector<dense<slope>>& states) {
    slope total;
    for (std::size_t t = 1; t < states.size(); ++t)
      for (const slope& e : states[t].elements) total = total + e * slope::chain(std::sin(e.value), e, std::cos(e.value), -std::sin(e.value));
    return total;
  }
};
struct one_of_two_states {
  static constexpr bool twice = also_dear_ones;
  static constexpr auto formula() {
    auto last = fold(X, std::tuple{row<0>(s), rows<1, 2>(s)}, [](auto row_, auto number, auto column) {
      auto next = call<test::body_rule>(vstack(transpose(row_), number, column, theta));
      return std::tuple{row<0>(next), rows<1, 2>(next)};
    });
    return sq(std::get<0>(last)) + std::get<0>(last);
  }
  static slope reference(const std::vector<dense<slope>>& states) {
    const slope& e = states.back()(0, 0);
    return e * e + e;
  }
};
#ifdef NABLA_DEAR_BODIES
struct some_states {
  static constexpr bool twice = also_dear_ones;
  static constexpr auto formula() {
    auto last = fold(X, s, last_state::step, checkpoint<3>);
    return sqnorm(last) / 2_c + sum(last);
  }
  static slope reference(const std::vector<dense<slope>>& states) { return last_state::reference(states); }
};
#endif

bool near(double a, double b, double size) { return std::abs(a - b) <= 1e-9 * size; }

struct outcome {
  int compared = 0, lost = 0;
};

template <class Loop>
void compare(std::uint64_t seed, int length, outcome& all) {
  test::chance chance(seed * 31 + static_cast<std::uint64_t>(length));
  const auto draw = [&](int size) {
    std::vector<double> result(static_cast<std::size_t>(size));
    for (double& e : result) e = chance.number() / 2;
    return result;
  };
  const std::vector<double> at_X = draw(length * random_body::row), at_s = draw(random_body::state), at_theta = draw(random_body::parameters);
  const std::vector<double> along_X = draw(length * random_body::row), along_s = draw(random_body::state), along_theta = draw(random_body::parameters);

  std::size_t number = 0;
  const auto numbers = [&](const std::vector<double>& at, const std::vector<double>& along) {
    dense<slope> result(static_cast<int>(at.size()), 1);
    for (std::size_t k = 0; k < at.size(); ++k) {
      result.elements[k].value = at[k];
      result.elements[k].along = along[k];
      result.elements[k].gradient[number++] = 1;
    }
    return result;
  };
  const dense<slope> X_ = numbers(at_X, along_X), s_ = numbers(at_s, along_s), theta_ = numbers(at_theta, along_theta);
  std::vector<dense<slope>> states{s_};
  for (int t = 0; t < length; ++t) {
    dense<slope> z(random_body::all, 1);
    int k = 0;
    for (int i = 0; i < random_body::row; ++i) z(k++, 0) = X_(t * random_body::row + i, 0);
    for (const slope& e : states.back().elements) z(k++, 0) = e;
    for (const slope& e : theta_.elements) z(k++, 0) = e;
    states.push_back(test::running_body->next(z));
  }
  const slope expected = Loop::reference(states);

  constexpr auto f = Loop::formula();
  const auto [value, gradient] = value_and_grad(f, wrt(X, s, theta))(X = at_X, s = at_s, theta = at_theta);
  double size = 1 + std::abs(expected.value), second_size = 1;
  for (double e : expected.gradient) size = std::max(size, std::abs(e));
  for (double e : expected.turned) second_size = std::max(second_size, std::abs(e));
  if (!(size < 1e6 && second_size < 1e8)) {  // too steep for a comparison
    ++all.lost;
    return;
  }
  ++all.compared;
  const auto is_gradient = [&](const auto& of, const auto& numbers_of, double size_of) {
    bool same = true;
    std::size_t k = 0;
    const auto see = [&](const auto& m) {
      for (int i = 0; i < m.rows(); ++i)
        for (int j = 0; j < m.columns(); ++j) same = same && near(m(i, j), numbers_of[k++], size_of);
    };
    see(of[X]);
    see(of[s]);
    see(of[theta]);
    return same;
  };
  BOOST_TEST(near(value, expected.value, size));
  BOOST_TEST(is_gradient(gradient, expected.gradient, size));
  if constexpr (Loop::twice) {
    const auto turned = hvp(f, wrt(X, s, theta))(at(X = at_X, s = at_s, theta = at_theta), along(X = along_X, s = along_s, theta = along_theta));
    BOOST_TEST(is_gradient(turned, expected.turned, size + second_size));
  }
}

int from_environment(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::atoi(text);
}

BOOST_AUTO_TEST_CASE(loops_of_bodies_drawn_at_run_time) {
  const int bodies = from_environment("NABLA_RANDOM_BODIES", 90), first = from_environment("NABLA_RANDOM_SEED", 1);
  outcome all;
  for (int k = 0; k < bodies; ++k) {
    const std::uint64_t seed = static_cast<std::uint64_t>(first + k);
    const random_body body(seed);
    test::running_body = &body;
    for (int length : {0, 1, 2, 7})
      BOOST_TEST_CONTEXT("body " << seed << ", " << length << " steps") {
        if (k % loops == 0) compare<last_state>(seed, length, all);
        if (k % loops == 1) compare<all_states>(seed, length, all);
        if (k % loops == 2) compare<one_of_two_states>(seed, length, all);
#ifdef NABLA_DEAR_BODIES
        if (k % loops == 3) compare<some_states>(seed, length, all);
#endif
      }
  }
  test::running_body = nullptr;
  BOOST_TEST_MESSAGE(all.compared << " comparisons, " << all.lost << " too steep");
  BOOST_TEST(all.lost * 20 <= all.compared);
}

}  // namespace
