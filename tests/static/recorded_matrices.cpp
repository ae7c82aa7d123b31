// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Recorded functions of vectors and matrices, and with several results.

#include <nabla/nabla.hpp>

#include <array>
#include <tuple>

#pragma GCC diagnostic ignored "-Wshadow"  // parameters have the names of symbols

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto p = var<"p", 3>;
constexpr auto A = var<"A", 2, 3>;
constexpr auto r = data<"r", 1, 3>;
constexpr std::array<double, 3> at_p{0.5, -1.0, 2.0};

// several results are a column
constexpr auto residuals = formula([](auto p) { return std::array{10 * (p[1] - p[0] * p[0]), 1 - p[0], p[2] * p[2]}; }, p);
static_assert(shape_of(residuals) == shape_of(p));
static_assert(residuals(at_p)(0, 0) == 10 * (-1.0 - 0.25));
static_assert(residuals(p = at_p)(2, 0) == 4);
static_assert(jacobian(residuals, wrt(p))(p = at_p)(0, 0) == -10);
static_assert(jacobian(residuals, wrt(p))(p = at_p)(2, 2) == 4);
static_assert(jacobian(residuals, wrt(p))(p = at_p)(1, 2) == 0);
static_assert(jacobian(residuals, wrt(p))(at_p)(0, 1) == 10);
static_assert(hessian(formula([](auto p) { return p[0] * p[0] * p[1]; }, p), wrt(p))(at_p)(0, 1) == 1);
constexpr auto several = formula([]<class T>(T x) { return std::tuple{x, std::pair{2.0, 3 * x}, std::array<T, 1>{x * x}}; }, x);
static_assert(shape_of(several) == matrix_shape(4, 1));
static_assert(several(2.0)(1, 0) == 2);
static_assert(several(2.0)(2, 0) == 6);
static_assert(several(2.0)(3, 0) == 4);
constexpr auto by_branch = formula([](auto p) { return p[0] > p[1] ? std::array{p[0], p[1]} : std::array{p[1], 2 * p[0]}; }, p);
static_assert(by_branch(at_p)(0, 0) == 0.5);
static_assert(by_branch(at_p)(1, 0) == -1);
static_assert(by_branch(std::array{1.0, 4.0, 0.0})(1, 0) == 2);

// elements, sizes, range-for, products as outside
constexpr auto sums = formula(
    [](auto A, auto p, auto r) {
      auto product = A * p;
      auto sum = 0 * product[0];
      for (auto e : product) sum += e * e;
      for (int i = 0; i < A.rows(); ++i)
        for (int j = 0; j < A.columns(); ++j) sum += A(i, j) * p[j] * (i + 1);
      return sum + A(1, 2) + sqnorm(A) + p.size() + transpose(p)[1] + r[2] + (r * p)[0] + dot(p, transpose(r)) + (2 * p + 1)[0];
    },
    A, p, r);
static_assert(sums(std::array<double, 6>{1, 2, 3, 4, 5, 6}, std::array<double, 3>{1, 1, 1}, std::array<double, 3>{1, 2, 3}) ==
              36 + 225 + (6 + 30) + 6 + 91 + 3 + 1 + 3 + 6 + 6 + 3);
static_assert(formula([](auto A, auto p) { return sum(softmax(transpose(A * p))) + trace(A * transpose(A)) + det(A * transpose(A)); }, A, p) ==
              sum(softmax(transpose(A * p))) + trace(A * transpose(A)) + det(A * transpose(A)));
// numbers are stacked
static_assert(formula([](auto A, auto p) { return A * vstack(p[1], 2 * p[0], 3.0); }, A, p) == A * vstack(row<1>(p), 2_c * row<0>(p), 3_c));
static_assert(formula([](auto p, auto x) { return vstack(p[0], x, p[2], 1, x * x, p[1], 2, var<"z">); }, p, x) == vstack(row<0>(p), x, row<2>(p), 1_c, sq(x), row<1>(p), 2_c, var<"z">));
static_assert(formula([](auto p) { return hstack(p[0], p[1]) * vstack(p[1], p[2]) + vstack(p[0]); }, p) == row<0>(p) * row<1>(p) + row<1>(p) * row<2>(p) + row<0>(p));
static_assert(formula([](auto p) { return vstack(p[2], p[0], p[1], p[2], p[1] * p[1]); }, p)(at_p)(4, 0) == 1);
static_assert(grad(formula([](auto p) { return sqnorm(hstack(p[2], p[0], p[1], p[2], p[1])); }, p))(at_p)[p](2, 0) == 8);
static_assert(formula([](auto A, auto r) { return row<1>(A) + r - row<-1>(A) * 2; }, A, r) == row<1>(A) + r - 2_c * row<-1>(A));
static_assert(formula([](auto A) { return sum(column<2>(A)) * rows<0, 1>(A) + sum(columns<1, 2>(A)) - block<0, 1, 1, 1>(A); }, A) ==
              sum(column<2>(A)) * rows<0, 1>(A) + sum(columns<1, 2>(A)) - block<0, 1, 1, 1>(A));
static_assert(shape_of(formula([](auto A) { return transpose(A) * A; }, A)) == matrix_shape(3, 3));
static_assert(formula([](auto A, auto x) { return where(A > x, A, 0) + hadamard(A, A) / 2 - exp(A * x); }, A, x) == where(A > x, A, 0_c) + hadamard(A, A) / 2_c - exp(A * x));

}  // namespace
