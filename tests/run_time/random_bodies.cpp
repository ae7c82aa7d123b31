// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Random bodies of loops against the same written out, for 0, 1 and 2 rows: value, gradient, and a second derivative. The suite takes one, which costs ten seconds of compiling; any others by
//     g++ -std=c++20 -O0 -Iinclude -Itests -DNABLA_FIRST_BODY=100 -DNABLA_BODIES=10 … tests/run_time/random_bodies.cpp tests/support/main.cpp -lboost_unit_test_framework

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>

#include <array>
#include <cmath>
#include <tuple>
#include <vector>

#ifndef NABLA_FIRST_BODY
#define NABLA_FIRST_BODY 0
#endif
#ifndef NABLA_BODIES
#define NABLA_BODIES 1
#endif

using namespace nabla;

namespace {

constexpr auto n = dim<"n">;
constexpr auto X = var<"X", n, 2>;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto u = var<"u", 2>;
constexpr auto A = var<"A", 2, 2>;

constexpr unsigned mixed(unsigned seed, unsigned k) {
  unsigned h = seed * 2654435761u + k * 40503u + 12345u;
  h ^= h >> 15;
  h *= 2246822519u;
  h ^= h >> 13;
  return h;
}

/// A number made of numbers and columns of two.
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2>
constexpr auto number(A1 a, A2 b, V1 v, V2 w);
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2>
constexpr auto column_of_two(A1 a, A2 b, V1 v, V2 w) {
  constexpr unsigned kind = mixed(Seed, 77) % (Depth > 0 ? 8 : 3);
  constexpr unsigned left = mixed(Seed, 1), right = mixed(Seed, 2);
  if constexpr (kind == 0) return v;
  else if constexpr (kind == 1) return w;
  else if constexpr (kind == 2) return A * v;
  else if constexpr (kind == 3) return A * column_of_two<left, Depth - 1>(a, b, v, w) / 2_c;
  else if constexpr (kind == 4) return tanh(column_of_two<left, Depth - 1>(a, b, v, w) + column_of_two<right, Depth - 1>(a, b, v, w));
  else if constexpr (kind == 5) return number<left, Depth - 1>(a, b, v, w) * column_of_two<right, Depth - 1>(a, b, v, w) / 2_c;
  else if constexpr (kind == 6) return hadamard(sin(column_of_two<left, Depth - 1>(a, b, v, w)), column_of_two<right, Depth - 1>(a, b, v, w));
  else return vstack(number<left, Depth - 1>(a, b, v, w), row<0>(column_of_two<right, Depth - 1>(a, b, v, w)));
}
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2>
constexpr auto number(A1 a, A2 b, V1 v, V2 w) {
  constexpr unsigned kind = mixed(Seed, 99) % (Depth > 0 ? 9 : 3);
  constexpr unsigned left = mixed(Seed, 3), right = mixed(Seed, 4);
  if constexpr (kind == 0) return a;
  else if constexpr (kind == 1) return b;
  else if constexpr (kind == 2) return row<1>(v);
  else if constexpr (kind == 3) return sin(number<left, Depth - 1>(a, b, v, w)) + number<right, Depth - 1>(a, b, v, w) / 2_c;
  else if constexpr (kind == 4) return number<left, Depth - 1>(a, b, v, w) * tanh(number<right, Depth - 1>(a, b, v, w));
  else if constexpr (kind == 5) return dot(column_of_two<left, Depth - 1>(a, b, v, w), w) / 4_c;
  else if constexpr (kind == 6) return where(number<left, Depth - 1>(a, b, v, w) > b, a * b / 2_c, number<right, Depth - 1>(a, b, v, w) - b);
  else if constexpr (kind == 7) return exp(-sq(number<left, Depth - 1>(a, b, v, w))) - sigmoid(number<right, Depth - 1>(a, b, v, w));
  else return sum(column_of_two<left, Depth - 1>(a, b, v, w)) / (1_c + sq(number<right, Depth - 1>(a, b, v, w)));
}
template <unsigned Seed>
constexpr auto body = [](auto row, auto s, auto v) {
  auto data = transpose(row);
  auto bounded = tanh(column_of_two<mixed(Seed, 6), 2>(s, y, data, v));
  if constexpr (Seed % 3 == 0) return std::tuple{number<mixed(Seed, 5), 2>(s, y, v, data), bounded + v / 4_c};
  else return std::tuple{number<mixed(Seed, 5), 2>(s, y, v, data), bounded};
};
constexpr auto result = [](auto s, auto v) { return s * sum(v) + sq(s) + dot(v, v) * y; };

template <unsigned Seed, int Rows, int Done, class S, class V>
constexpr auto written_out(S s, V v) {
  if constexpr (Done == Rows) return result(s, v);
  else {
    auto next = body<Seed>(row<Done>(var<"X", Rows, 2>), s, v);
    return written_out<Seed, Rows, Done + 1>(std::get<0>(next), std::get<1>(next));
  }
}

bool near(double a, double b) { return std::abs(a - b) <= 1e-11 * (1 + std::abs(b)) || (std::isnan(a) && std::isnan(b)); }
template <class M, class N>
bool near_all(const M& a, const N& b) {
  bool all = a.rows() == b.rows() && a.columns() == b.columns();
  for (int i = 0; i < a.rows() && all; ++i)
    for (int j = 0; j < a.columns() && all; ++j) all = near(a(i, j), b(i, j));
  return all;
}

constexpr auto with_rest = [](auto f, auto rows) { return f + sq(y) * (x + sum(u) + sum(A) + sum(rows)); };
const std::array at_u{0.4, -0.7};
const std::array at_A{0.6, -0.3, 0.2, 0.9};

template <unsigned Seed, int Rows, class Looped>
void compare(Looped) {
  constexpr auto rows_of_twin = var<"X", Rows, 2>;
  constexpr auto f = with_rest(Looped{}, X);
  constexpr auto twin = with_rest(written_out<Seed, Rows, 0>(x, u), rows_of_twin);
  std::vector<double> at_X;
  for (int i = 0; i < 2 * Rows; ++i) at_X.push_back(0.3 * ((i * 7 + static_cast<int>(Seed)) % 9) - 1.1);
  const auto a = value_and_grad(f)(X = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A);
  const auto b = value_and_grad(twin)(rows_of_twin = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A);
  BOOST_TEST_CONTEXT("body " << Seed << ", rows " << Rows) {
    BOOST_TEST(near(a.value, b.value));
    BOOST_TEST(near(a.grad[x], b.grad[x]));
    BOOST_TEST(near(a.grad[y], b.grad[y]));
    BOOST_TEST(near_all(a.grad[u], b.grad[u]));
    BOOST_TEST(near_all(a.grad[A], b.grad[A]));
    BOOST_TEST(near_all(a.grad[X], b.grad[rows_of_twin]));
    BOOST_TEST(near(diff(sq(f), y, y)(X = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A), diff(sq(twin), y, y)(rows_of_twin = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A)));
  }
}
/// Without rows the state is the first one.
template <class Looped>
void compare_without_rows(Looped) {
  constexpr auto f = with_rest(Looped{}, X);
  constexpr auto twin = with_rest(result(x, u), 0_c);
  const auto a = value_and_grad(f)(X = std::vector<double>(), x = 0.35, y = 0.8, u = at_u, A = at_A);
  const auto b = value_and_grad(twin)(x = 0.35, y = 0.8, u = at_u, A = at_A);
  BOOST_TEST(near(a.value, b.value));
  BOOST_TEST(near(a.grad[y], b.grad[y]));
  BOOST_TEST(near_all(a.grad[u], b.grad[u]));
  BOOST_TEST(near_all(a.grad[A], b.grad[A]));
}

template <unsigned Seed>
void try_body() {
  constexpr auto last = fold(X, std::tuple{x, u}, body<Seed>);
  constexpr auto looped = result(std::get<0>(last), std::get<1>(last));
  compare_without_rows(looped);
  compare<Seed, 1>(looped);
  compare<Seed, 2>(looped);
}

BOOST_AUTO_TEST_CASE(bodies) {
  []<unsigned... I>(std::integer_sequence<unsigned, I...>) { (try_body<NABLA_FIRST_BODY + I>(), ...); }(std::make_integer_sequence<unsigned, NABLA_BODIES>{});
}

/// Longer states, which stay matrices: two parts that begin as the same, parts of parts, what is read of several of them at once, and what each gets in the gradient.
constexpr auto long_body = [](auto row, auto a, auto b) {
  auto both = vstack(b, a);
  return std::tuple{sin(a) + sum(row) * rows<12, 24>(both), hadamard(rows<24, 24>(both), b) / 2_c + vstack(rows<3, 4>(a), rows<0, 20>(b)) * y};
};
template <int Rows, int Done, class S, class V>
constexpr auto long_twin(S a, V b) {
  if constexpr (Done == Rows) return sum(a) + dot(a, b);
  else {
    auto next = long_body(row<Done>(var<"X", Rows, 2>), a, b);
    return long_twin<Rows, Done + 1>(std::get<0>(next), std::get<1>(next));
  }
}
BOOST_AUTO_TEST_CASE(parts_in_their_places) {
  constexpr auto v = var<"v", 24>;
  constexpr auto rows_of_twin = var<"X", 2, 2>;
  constexpr auto last = fold(X, std::tuple{v, v}, long_body);
  constexpr auto looped = sum(std::get<0>(last)) + dot(std::get<0>(last), std::get<1>(last));
  constexpr auto twin = long_twin<2, 0>(v, v);
  std::vector<double> at_v(24);
  for (int i = 0; i < 24; ++i) at_v[static_cast<std::size_t>(i)] = 0.3 + 0.05 * ((7 * i) % 11);
  const std::vector<double> at_X{0.5, -0.2, 0.9, 0.4};
  const auto a = value_and_grad(looped)(X = at_X, v = at_v, y = 0.8);
  const auto b = value_and_grad(twin)(rows_of_twin = at_X, v = at_v, y = 0.8);
  BOOST_TEST(near(a.value, b.value));
  BOOST_TEST(near(a.grad[y], b.grad[y]));
  BOOST_TEST(near_all(a.grad[v], b.grad[v]));
  BOOST_TEST(near_all(a.grad[X], b.grad[rows_of_twin]));
  BOOST_TEST(near(diff(looped, y, y)(X = at_X, v = at_v, y = 0.8), diff(twin, y, y)(rows_of_twin = at_X, v = at_v, y = 0.8)));
}

}  // namespace
