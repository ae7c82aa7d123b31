// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The small names: elements by constants, families of variables, cross products, quaternions, and matrices that everybody needs.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto a = var<"a", 3>;
constexpr auto b = var<"b", 3>;
constexpr auto w = var<"w", 3>;
constexpr auto p = var<"p", 4>;
constexpr auto q = var<"q", 4>;
constexpr auto r = var<"r", 4>;
constexpr auto A = var<"A", 2, 3>;
constexpr auto n = dim<"n">;
constexpr auto N = var<"N", n, 3>;
constexpr auto many = var<"many", n>;
constexpr auto x = var<"x">;
using three = fixed_matrix<double, 3, 1>;

// ---- elements -----------------------------------------------------------------------------------------------------------------------------
static_assert(a[0_c] == row<0>(a) && a[-1_c] == row<2>(a) && transpose(a)[1_c] == row<1>(a) && A(1_c, 2_c) == block<1, 2, 1, 1>(A) && A(-1_c, 0_c) == block<1, 0, 1, 1>(A));
static_assert(x[0_c] == x && x(0_c, 0_c) == x && (a + b)[1_c] == a[1_c] + b[1_c] && N(5_c, 2_c) == block<5, 2, 1, 1>(N) && (A * a)[0_c] == row<0>(A) * a && exp(a)(2_c, 0_c) == exp(a[2_c]));

// ---- families -----------------------------------------------------------------------------------------------------------------------------
static_assert(indexed<"x", 3> == var<"x3"> && indexed<"x", 120> == var<"x120"> && !(indexed<"x", 1> == indexed<"x", 2>) && indexed<"W", 0, 2, 3> == var<"W0", 2, 3>);
static_assert(sum_over<0, 3>([](auto i) { return indexed<"x", i>; }) == var<"x0"> + var<"x1"> + var<"x2">);
constexpr double value_of_two() {
  auto [u, v] = vars<"u", "v">;
  return (u * v)(u = 2.0, v = 3.0);
}
static_assert(value_of_two() == 6);
static_assert(std::get<1>(vars<"u", "v">) == var<"v">);

// ---- constants ----------------------------------------------------------------------------------------------------------------------------
static_assert(pi() == 3.14159265358979323846 && zeros<2, 3> == 0_c * A && ones<3> == exp(0_c * a) && identity<3> * a == a && A * identity<3> == A && identity<n> * N == N);
static_assert(identity<1> == 1_c);
static_assert(trace(identity<3>) == 3_c);
static_assert(shape_of(zeros<n, 3>) == shape_of(N));
static_assert(shape_of(zeros<0, 3>) == matrix_shape(0, 3));
static_assert(shape_of(ones<4>) == shape_of(q));
static_assert(linspace<1>(x, 2_c) == x);
static_assert(linspace<3>(0_c, 1_c) == vstack(0_c, 0.5_c, 1_c));
static_assert(linspace<5>(x, x + 4_c)[3_c] == x + 3_c);
static_assert(equivalent(linspace<4>(x, x)[2_c], x));
constexpr auto hundredths = linspace<101>(0_c, 1_c)();  // more than are written one by one
static_assert(hundredths(0, 0) == 0);
static_assert(hundredths(7, 0) == 0.07);
static_assert(hundredths(100, 0) == 1);
static_assert(grad(sum(linspace<101>(x, 3_c)))(x = 1.0)[x] == 50.5);
static_assert(shape_of(linspace<17>(x, 3_c)) == matrix_shape(17, 1));

// ---- products -----------------------------------------------------------------------------------------------------------------------------
static_assert(cross(a, b)[2_c] == a[0_c] * b[1_c] - a[1_c] * b[0_c]);
static_assert(cross(a, b) == -cross(b, a));
static_assert(skew(a) * b == cross(a, b));
static_assert(skew(a) == -transpose(skew(a)));
static_assert(shape_of(cross(transpose(a), transpose(b))) == matrix_shape(1, 3));
static_assert(equivalent(cross(a, cross(b, w)), b * dot(a, w) - w * dot(a, b)));
static_assert(equivalent(sqnorm(cross(a, b)), sqnorm(a) * sqnorm(b) - sq(dot(a, b))));
static_assert(diff(cross(a, b), b) == skew(a));
constexpr auto conjugate(Expression auto of) { return vstack(of[0_c], -rows<1, 3>(of)); }
static_assert(equivalent(quaternion_product(quaternion_product(p, q), r), quaternion_product(p, quaternion_product(q, r))));
static_assert(equivalent(sqnorm(quaternion_product(p, q)), sqnorm(p) * sqnorm(q)));
static_assert(quaternion_product(vstack(1_c, zeros<3>), q) == q);
static_assert(!(quaternion_product(p, q) == quaternion_product(q, p)));
static_assert(equivalent(quaternion_product(q, conjugate(q)), vstack(sqnorm(q), zeros<3>)));
// i j = k, and a quarter turn around z
static_assert(quaternion_product(vstack(0_c, 1_c, 0_c, 0_c), vstack(0_c, 0_c, 1_c, 0_c)) == vstack(0_c, 0_c, 0_c, 1_c));
constexpr auto turned = quaternion_rotation(vstack(sqrt(0.5_c), 0_c, 0_c, sqrt(0.5_c)), a)(a = three{{{1}, {0}, {2}}});
static_assert(turned(0, 0) < 1e-15);
static_assert(turned(0, 0) > -1e-15);
static_assert(turned(1, 0) > 1 - 1e-15);
static_assert(turned(2, 0) == 2);
// q v q* of q of any length is the rotation where that is 1
static_assert(equivalent(rows<1, 3>(quaternion_product(quaternion_product(q, vstack(0_c, a)), conjugate(q))) - quaternion_rotation(q, a), (sqnorm(q) - 1_c) * a));

// ---- sums up to each element -----------------------------------------------------------------------------------------------------------------
static_assert(cumsum(a)(a = three{{{1}, {2}, {4}}}) == three{{{1}, {3}, {7}}});
static_assert(cumsum(transpose(a))(a = three{{{1}, {2}, {4}}})(0, 2) == 7);
static_assert(cumsum(A)(A = std::array<double, 6>{1, 2, 3, 4, 5, 6})(1, 1) == 7);
static_assert(grad(dot(cumsum(a), b))(a = three{}, b = three{{{1}, {2}, {4}}})[a] == three{{{7}, {6}, {4}}});
static_assert(cumsum(x) == x);
static_assert(shape_of(cumsum(many)) == shape_of(many));
static_assert(cumsum(a)[2_c] == sum(a) && difference(cumsum(a)) == rows<1, 2>(a) && hessian(sqnorm(cumsum(a)), wrt(a))(a = three{})(0, 0) == 6);
static_assert(cumsum(rows<0, 0>(a))(a = three{}) == fixed_matrix<double, 0, 1>{} && cumsum(many)(many = std::array{3.0})(0, 0) == 3);

}  // namespace
