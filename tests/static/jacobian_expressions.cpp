// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// diff() of a matrix: the Jacobian as an expression, inside of others too; value and Jacobian from one pass.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto q = var<"q", 2>;
constexpr auto v = var<"v", 3>;
constexpr auto line = var<"line", 1, 3>;
constexpr auto long_one = var<"long_one", 20>;
constexpr auto A = data<"A", 2, 2>;
constexpr auto B = data<"B", 20, 20>;
constexpr auto W = var<"W", 2, 3>;
constexpr auto S = var<"S", 2, 2>;
constexpr auto n = dim<"n">;
constexpr auto many = data<"many", n, 1>;
using two = std::array<double, 2>;
using three = fixed_matrix<double, 3, 1>;

constexpr bool same(double a, double b) { return (a < b ? b - a : a - b) <= 1e-13 * (1 + (b < 0 ? -b : b)); }
/// Are the elements those of another matrix?
constexpr bool same(const auto& a, const auto& b, int rows, int columns) {
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < columns; ++j)
      if (!same(a(i, j), b(i, j))) return false;
  return true;
}

// ---- shapes -----------------------------------------------------------------------------------------------------------------------------
static_assert(shape_of(diff(vstack(x * y, x), x)) == shape_of(q));
static_assert(shape_of(diff(exp(v), v)) == matrix_shape(3, 3));
static_assert(shape_of(diff(A * q, v)) == matrix_shape(2, 3));
static_assert(shape_of(diff(x * y, wrt(x, y))) == matrix_shape(1, 2));
static_assert(shape_of(diff(q, wrt(x, v, q))) == matrix_shape(2, 6));
static_assert(shape_of(diff(W * x, x)) == shape_of(W));
static_assert(shape_of(diff(W * v, W)) == matrix_shape(2, 6));
static_assert(shape_of(diff(sqnorm(W), W)) == shape_of(W));
static_assert(shape_of(diff(many * x, x)) == shape_of(many));
static_assert(shape_of(diff(exp(line), line)) == matrix_shape(3, 3));
static_assert(shape_of(diff(dot(v, v), v, v)) == matrix_shape(3, 3));
static_assert(shape_of(diff(B * long_one, long_one)) == shape_of(B));

// ---- what they are ------------------------------------------------------------------------------------------------------------------------
static_assert(diff(A * q, q) == A && diff(B * long_one, long_one) == B && diff(q, q) == identity<2> && diff(q, v) == zeros<2, 3> && diff(vstack(x, y), wrt(x, y)) == identity<2>);
static_assert(diff(exp(v), v) == diag(exp(v)));
static_assert(diff(vstack(q[0_c] * q[1_c], sin(q[0_c]), q[1_c]), q) == vstack(hstack(q[1_c], q[0_c]), hstack(cos(q[0_c]), 0_c), hstack(0_c, 1_c)));
static_assert(diff(many * x, x) == many);
static_assert(diff(W * x, x) == W);
static_assert(diff(diag(v) * x, x) == diag(v));
static_assert(diff(dot(v, A(0_c, 0_c) * v), v, v) == 2_c * A(0_c, 0_c) * identity<3>);
static_assert(diff(sq(q[0_c]) * q[1_c], q, q) == vstack(hstack(2_c * q[1_c], 2_c * q[0_c]), hstack(2_c * q[0_c], 0_c)));
static_assert(diff(transpose(q) * A * q, q, q) == A + transpose(A));
static_assert(diff(x * y * y, x, y) == 2_c * y && diff<2>(vstack(x * x, x), x) == vstack(2_c, 0_c) && !(diff(A * q, q) == transpose(A)) && diff(cross(v, 2_c * v), v) == zeros<3, 3>);
static_assert(equivalent(det(diff(vstack(x * cos(y), x * sin(y)), wrt(x, y))), x));
static_assert(log(det(diff(exp(q), q))) == log(exp(q[0_c]) * exp(q[1_c])));
static_assert(diff(W * v, W)(0_c, 2_c) == v[2_c]);
static_assert(diff(W * v, W)(1_c, 2_c) == 0_c);
static_assert(diff(W * v, v)(1_c, 2_c) == W(1_c, 2_c));

// ---- values are those of jacobian() and hessian(), also through functions that are not seen through ----------------------------------------------------
constexpr auto through = vstack(norm2(v) * v[0_c], max(v[0_c], v[1_c]), logsumexp(transpose(v)), v[2_c]);
constexpr auto at_v = three{{{0.5}, {-1}, {2}}};
static_assert(same(diff(through, v)(v = at_v), jacobian(through, wrt(v))(v = at_v), 4, 3));
static_assert(same(diff(norm2(v), v, v)(v = at_v), hessian(norm2(v), wrt(v))(v = at_v), 3, 3));
constexpr auto matrix_of_four = solve(S, q) + transpose(S) * q;
constexpr std::array<double, 4> at_s{3, 1, -1, 2};
static_assert(same(diff(matrix_of_four, wrt(q, S))(S = at_s, q = two{2, 3}), jacobian(matrix_of_four, wrt(q, S))(S = at_s, q = two{2, 3}), 2, 6));
static_assert(same(diff(det(S) * q, S)(S = at_s, q = two{2, 3}), jacobian(det(S) * q, wrt(S))(S = at_s, q = two{2, 3}), 2, 4));
constexpr auto chain = sin(long_one) * sum(long_one);
constexpr auto at_long = [] {
  std::array<double, 20> values{};
  for (unsigned i = 0; i < 20; ++i) values[i] = 0.1 * i - 1;
  return values;
}();
static_assert(same(diff(chain, long_one)(long_one = at_long), jacobian(chain, wrt(long_one))(long_one = at_long), 20, 20));
// what is not read lets nothing through
static_assert(diff(vstack(max(log(x), 0_c), y), x)(x = 0.0)(0, 0) == 0);
static_assert(diff(vstack(q[0_c], log(q[1_c])), q)(q = two{1, 0})(0, 1) == 0);

// ---- value and Jacobian from one pass -----------------------------------------------------------------------------------------------------
constexpr auto f = vstack(x * q[0_c], sin(q[1_c]), x* x);
constexpr auto both = value_and_jacobian(f, wrt(q, x))(q = two{2, 0}, x = 3.0);
static_assert(both.value(0, 0) == 6);
static_assert(both.jacobian[q](0, 0) == 3);
static_assert(both.jacobian[q](1, 1) == 1);
static_assert(both.jacobian[x](2, 0) == 6);
static_assert(both.jacobian(2, 2) == 6);
static_assert(both.jacobian(0, 2) == 2);
constexpr auto of_number = value_and_jacobian(x * y)(x = 2.0, y = 3.0);
static_assert(of_number.value == 6);
static_assert(of_number.jacobian[x] == 3);
static_assert(of_number.jacobian(0, 1) == 2);
// blocks by matrices, elements of both row by row
constexpr auto of_matrix = value_and_jacobian(x * transpose(S) * S, wrt(S, x))(S = {{1.0, 2.0}, {3.0, 5.0}}, x = 2.0);
constexpr auto by_matrix = diff(x * transpose(S) * S, wrt(S))(S = {{1.0, 2.0}, {3.0, 5.0}}, x = 2.0);
static_assert(of_matrix.value(0, 1) == 34);
static_assert(of_matrix.jacobian[x](1, 0) == 17);
static_assert(of_matrix.jacobian(1, 4) == 17);
static_assert([] {
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j)
      if (of_matrix.jacobian[S](i, j) != by_matrix(i, j)) return false;
  return by_matrix(1, 0) == 4;
}());
// with more elements than are taken apart, a block for each symbol still
constexpr auto seventeen = var<"seventeen", 17>;
constexpr auto of_many = value_and_jacobian(sq(seventeen) * sum(sq(v)), wrt(seventeen, v))(seventeen = std::array<double, 17>{1, 2, 3}, v = std::array<double, 3>{1, 2, 0});
static_assert(of_many.jacobian[seventeen](2, 2) == 30);
static_assert(of_many.jacobian[seventeen](2, 1) == 0);
static_assert(of_many.jacobian[v](2, 1) == 36);
static_assert(of_many.jacobian(2, 18) == 36);
static_assert(std::get<1>(together(f, jacobian(f))(q = two{2, 0}, x = 3.0))(0, 0) == 2);
static_assert(std::get<1>(together(x * x * y, hessian(x * x * y, wrt(x, y)))(x = 2.0, y = 3.0))(0, 1) == 4);
static_assert(jacobian(f)(q = two{2, 0}, x = 3.0)(0, 0) == 2);

}  // namespace
