// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Random bodies of loops against the same on numbers that carry their derivatives, in plain loops, for 0, 1 and 2 rows: value, gradient, and a second derivative. The suite takes one, which costs ten
// seconds of compiling; any others by
//     g++ -std=c++20 -O0 -Iinclude -Itests -DNABLA_FIRST_BODY=100 -DNABLA_BODIES=10 … tests/run_time/random_bodies.cpp tests/support/main.cpp -lboost_unit_test_framework

#include <boost/test/unit_test.hpp>

#include <nabla/nabla.hpp>
#include <support/duals.hpp>

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
using namespace test;

namespace {

constexpr unsigned mixed(unsigned seed, unsigned k) {
  unsigned h = seed * 2654435761u + k * 40503u + 12345u;
  h ^= h >> 15;
  h *= 2246822519u;
  h ^= h >> 13;
  return h;
}

/// Of two rows and two columns.
struct dual_square {
  dual_column first, second;
  friend dual_column operator*(const dual_square& m, const dual_column& v) { return vstack(dot(m.first, v), dot(m.second, v)); }
};

constexpr auto n = dim<"n">;
constexpr auto X = var<"X", n, 2>;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto u = var<"u", 2>;
constexpr auto A = var<"A", 2, 2>;

// A number in bodies, of formulas and of these.
template <class E>
constexpr auto one_more(E e) {
  if constexpr (Expression<E>) return 1_c + e;
  else return 1 + e;
}

/// A number made of numbers and columns of two.
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2, class M>
constexpr auto number(A1 a, A2 b, V1 v, V2 w, M m);
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2, class M>
constexpr auto column_of_two(A1 a, A2 b, V1 v, V2 w, M m) {
  constexpr unsigned kind = mixed(Seed, 77) % (Depth > 0 ? 8 : 3);
  constexpr unsigned left = mixed(Seed, 1), right = mixed(Seed, 2);
  if constexpr (kind == 0) return v;
  else if constexpr (kind == 1) return w;
  else if constexpr (kind == 2) return m * v;
  else if constexpr (kind == 3) return over<2>(m * column_of_two<left, Depth - 1>(a, b, v, w, m));
  else if constexpr (kind == 4) return tanh(column_of_two<left, Depth - 1>(a, b, v, w, m) + column_of_two<right, Depth - 1>(a, b, v, w, m));
  else if constexpr (kind == 5) return over<2>(number<left, Depth - 1>(a, b, v, w, m) * column_of_two<right, Depth - 1>(a, b, v, w, m));
  else if constexpr (kind == 6) return hadamard(sin(column_of_two<left, Depth - 1>(a, b, v, w, m)), column_of_two<right, Depth - 1>(a, b, v, w, m));
  else return vstack(number<left, Depth - 1>(a, b, v, w, m), row<0>(column_of_two<right, Depth - 1>(a, b, v, w, m)));
}
template <unsigned Seed, int Depth, class A1, class A2, class V1, class V2, class M>
constexpr auto number(A1 a, A2 b, V1 v, V2 w, M m) {
  constexpr unsigned kind = mixed(Seed, 99) % (Depth > 0 ? 9 : 3);
  constexpr unsigned left = mixed(Seed, 3), right = mixed(Seed, 4);
  if constexpr (kind == 0) return a;
  else if constexpr (kind == 1) return b;
  else if constexpr (kind == 2) return row<1>(v);
  else if constexpr (kind == 3) return sin(number<left, Depth - 1>(a, b, v, w, m)) + over<2>(number<right, Depth - 1>(a, b, v, w, m));
  else if constexpr (kind == 4) return number<left, Depth - 1>(a, b, v, w, m) * tanh(number<right, Depth - 1>(a, b, v, w, m));
  else if constexpr (kind == 5) return over<4>(dot(column_of_two<left, Depth - 1>(a, b, v, w, m), w));
  else if constexpr (kind == 6) return where(number<left, Depth - 1>(a, b, v, w, m) > b, over<2>(a * b), number<right, Depth - 1>(a, b, v, w, m) - b);
  else if constexpr (kind == 7) return exp(-sq(number<left, Depth - 1>(a, b, v, w, m))) - sigmoid(number<right, Depth - 1>(a, b, v, w, m));
  else return sum(column_of_two<left, Depth - 1>(a, b, v, w, m)) / one_more(sq(number<right, Depth - 1>(a, b, v, w, m)));
}
template <unsigned Seed>
constexpr auto next_of = [](auto row, auto s, auto v, auto b, auto m) {
  auto data = transpose(row);
  auto bounded = tanh(column_of_two<mixed(Seed, 6), 2>(s, b, data, v, m));
  if constexpr (Seed % 3 == 0) return std::tuple{number<mixed(Seed, 5), 2>(s, b, v, data, m), bounded + over<4>(v)};
  else return std::tuple{number<mixed(Seed, 5), 2>(s, b, v, data, m), bounded};
};
constexpr auto result = [](auto s, auto v, auto b) { return s * sum(v) + sq(s) + dot(v, v) * b; };

bool near(double a, double b) { return std::abs(a - b) <= 1e-11 * (1 + std::abs(b)) || (std::isnan(a) && std::isnan(b)); }
const std::array at_u{0.4, -0.7};
const std::array at_A{0.6, -0.3, 0.2, 0.9};

/// x, y, u, A and X, row by row: one step for each row of X.
template <unsigned Seed>
dual twin(const duals& in) {
  const dual b = in[1];
  const dual_square m{{{in[4], in[5]}}, {{in[6], in[7]}}};
  dual s = in[0], rest = in[0];
  dual_column v{{in[2], in[3]}};
  for (std::size_t i = 8; i < in.size(); i += 2) std::tie(s, v) = next_of<Seed>(dual_column{{in[i], in[i + 1]}}, s, v, b, m);
  for (std::size_t i = 2; i < in.size(); ++i) rest = rest + in[i];
  return result(s, v, b) + sq(b) * rest;
}
/// Value, gradient, and the second derivative of `of` the twin by input `twice`.
struct derivatives_of_twin {
  double value = 0, second = 0;
  std::vector<double> slopes;
};
template <class Twin, class Of>
derivatives_of_twin differentiate(Twin twin_of, duals in, std::size_t twice, Of of) {
  derivatives_of_twin all{twin_of(in).value, 0, {}};
  for (std::size_t k = 0; k < in.size(); ++k) {
    in[k].a = 1;
    all.slopes.push_back(twin_of(in).a);
    in[k].a = 0;
  }
  in[twice].a = in[twice].b = 1;
  all.second = of(twin_of(in)).ab;
  return all;
}
/// The elements of a gradient, row by row.
template <class M>
bool near_all(const M& got, int rows, int columns, const double* right) {
  bool all = got.rows() == rows && got.columns() == columns;
  for (int k = 0; k < rows * columns && all; ++k) all = near(got(k / columns, k % columns), right[k]);
  return all;
}

template <unsigned Seed>
void try_body() {
  constexpr auto last = fold(X, std::tuple{x, u}, [](auto row, auto s, auto v) { return next_of<Seed>(row, s, v, y, A); });
  constexpr auto f = result(std::get<0>(last), std::get<1>(last), y) + sq(y) * (x + sum(u) + sum(A) + sum(X));
  for (int steps = 0; steps < 3; ++steps) {
    std::vector<double> at_X;
    for (int i = 0; i < 2 * steps; ++i) at_X.push_back(0.3 * ((i * 7 + static_cast<int>(Seed)) % 9) - 1.1);
    duals in{0.35, 0.8, at_u[0], at_u[1], at_A[0], at_A[1], at_A[2], at_A[3]};
    in.insert(in.end(), at_X.begin(), at_X.end());
    const auto got = value_and_grad(f)(X = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A);
    const derivatives_of_twin right = differentiate(twin<Seed>, in, 1, [](dual e) { return sq(e); });
    const double* const slopes = right.slopes.data();
    BOOST_TEST_CONTEXT("body " << Seed << ", rows " << steps) {
      BOOST_TEST(near(got.value, right.value));
      BOOST_TEST(near(got.grad[x], slopes[0]));
      BOOST_TEST(near(got.grad[y], slopes[1]));
      BOOST_TEST(near_all(got.grad[u], 2, 1, slopes + 2));
      BOOST_TEST(near_all(got.grad[A], 2, 2, slopes + 4));
      BOOST_TEST(near_all(got.grad[X], steps, 2, slopes + 8));
      BOOST_TEST(near(diff(sq(f), y, y)(X = at_X, x = 0.35, y = 0.8, u = at_u, A = at_A), right.second));
    }
  }
}

BOOST_AUTO_TEST_CASE(bodies) {
  []<unsigned... I>(std::integer_sequence<unsigned, I...>) { (try_body<NABLA_FIRST_BODY + I>(), ...); }(std::make_integer_sequence<unsigned, NABLA_BODIES>{});
}

/// Longer states, which stay matrices: two parts that begin as the same, parts of parts, what is read of several of them at once, and what each gets in the gradient.
constexpr auto long_body = [](auto row, auto a, auto b, auto k) {
  auto both = vstack(b, a);
  return std::tuple{sin(a) + sum(row) * rows<12, 24>(both), over<2>(hadamard(rows<24, 24>(both), b)) + vstack(rows<3, 4>(a), rows<0, 20>(b)) * k};
};
BOOST_AUTO_TEST_CASE(parts_in_their_places) {
  constexpr auto v = var<"v", 24>;
  constexpr auto last = fold(X, std::tuple{v, v}, [](auto row, auto a, auto b) { return long_body(row, a, b, y); });
  constexpr auto looped = sum(std::get<0>(last)) + dot(std::get<0>(last), std::get<1>(last));
  std::vector<double> at_v(24);
  for (int i = 0; i < 24; ++i) at_v[static_cast<std::size_t>(i)] = 0.3 + 0.05 * ((7 * i) % 11);
  const std::vector<double> at_X{0.5, -0.2, 0.9, 0.4};
  duals in(at_v.begin(), at_v.end());
  in.push_back(0.8);
  in.insert(in.end(), at_X.begin(), at_X.end());
  const auto plain = [](const duals& of) {
    dual_column a = rows<0, 24>(dual_column{of}), b = a;
    for (std::size_t i = 25; i < of.size(); i += 2) std::tie(a, b) = long_body(dual_column{{of[i], of[i + 1]}}, a, b, of[24]);
    return sum(a) + dot(a, b);
  };
  const auto got = value_and_grad(looped)(X = at_X, v = at_v, y = 0.8);
  const derivatives_of_twin right = differentiate(plain, in, 24, [](dual e) { return e; });
  BOOST_TEST(near(got.value, right.value));
  BOOST_TEST(near(got.grad[y], right.slopes[24]));
  BOOST_TEST(near_all(got.grad[v], 24, 1, right.slopes.data()));
  BOOST_TEST(near_all(got.grad[X], 2, 2, right.slopes.data() + 25));
  BOOST_TEST(near(diff(looped, y, y)(X = at_X, v = at_v, y = 0.8), right.second));
}

}  // namespace
