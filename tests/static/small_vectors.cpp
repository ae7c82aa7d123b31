// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Vectors of numbers are seen through: what stands where, in formulas and in derivatives, for == and for simplify(). The local rules have their table in
// graph/simplify/parts.hpp and assembled.hpp.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

#include <limits>

namespace {

using namespace nabla;
using test::becomes;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto t = var<"t">;
constexpr auto v = var<"v", 3>;
constexpr auto w = var<"w", 3>;
constexpr auto six = var<"six", 6>;
constexpr auto A = var<"A", 2, 2>;
constexpr auto B = var<"B", 3, 3>;
constexpr auto pair = var<"pair", 2>;
constexpr auto n = dim<"n">;
constexpr auto N = var<"N", n, 3>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

constexpr auto turn(Expression auto a) { return vstack(hstack(cos(a), -sin(a)), hstack(sin(a), cos(a))); }
constexpr auto rows_of_cross(Expression auto a, Expression auto b) {
  return vstack(row<1>(a) * row<2>(b) - row<2>(a) * row<1>(b), row<2>(a) * row<0>(b) - row<0>(a) * row<2>(b), row<0>(a) * row<1>(b) - row<1>(a) * row<0>(b));
}

// ---- an element of what is assembled is what stands there ------------------------------------------------------------------------------
static_assert(row<0>(vstack(x, y)) == x && row<-1>(vstack(x, y)) == y && column<1>(hstack(x, y)) == y && block<2, 1, 1, 1>(hstack(v, w)) == row<2>(w));
static_assert(row<2>(vstack(x, v, y)) == row<1>(v) && rows<1, 3>(vstack(x, v, y)) == v && rows<2, 2>(vstack(pair, v)) == rows<0, 2>(v) && rows<1, 0>(v) == rows<0, 0>(w));
static_assert(vstack(row<0>(v), row<1>(v), row<2>(v)) == v);
static_assert(vstack(rows<0, 2>(six), row<2>(six), tail<3>(six)) == six);
static_assert(vstack(row<0>(B), rows<1, 2>(B)) == B);
static_assert(hstack(column<0>(B), column<1>(B), column<2>(B)) == B);
static_assert(!(vstack(row<0>(v), row<2>(v), row<1>(v)) == v));
static_assert(!(row<0>(v) == row<1>(v)));
static_assert(row<1>(exp(v)) == exp(row<1>(v)));
static_assert(row<1>(v + w) == row<1>(v) + row<1>(w));
static_assert(row<0>(B * v) == row<0>(B) * v);
static_assert(column<2>(transpose(v)) == row<2>(v));
static_assert(block<1, 2, 1, 1>(diag(v)) == 0_c && block<1, 1, 1, 1>(diag(v)) == row<1>(v) && diagonal(diag(v)) == v && row<4>(reshape<6, 1>(reshape<2, 3>(six))) == row<4>(six));
static_assert(row<0>(rows<2, 4>(six)) == row<2>(six) && row<-2>(six) == row<4>(six) && block<0, 1, 1, 1>(outer(v, w)) == row<0>(v) * row<1>(w));
static_assert(row<1>(rows<1, 2>(N)) == row<2>(N));
static_assert(row<0>(rows<-2, 2>(N)) == row<-2>(N));
static_assert(row<0>(rows<1, 2>(N)) != row<1>(N));  // which two rows have, and of the other the part is not inside
static_assert(row<-1>(rows<-2, 2>(N)) != row<-1>(N));
static_assert(column<0>(columns<1, 2>(N)) == column<1>(N));
static_assert(!(row<1>(N) == row<-1>(N)));

// ---- numbers that are computed from it --------------------------------------------------------------------------------------------------
static_assert(sum(vstack(x, y)) == x + y);
static_assert(sum(v) == row<0>(v) + row<1>(v) + row<2>(v));
static_assert(transpose(vstack(x, y)) * vstack(x, y) == x * x + y * y);
static_assert(dot(vstack(x, y), vstack(y, x)) == 2_c * x * y);
static_assert(norm2(vstack(x, y)) == sqrt(x * x + y * y));
static_assert(trace(turn(t)) == 2_c * cos(t));
static_assert(prod(v) == prod(transpose(v)));
static_assert(equivalent(sqnorm(vstack(cos(x), sin(x))), 1_c));
static_assert(equivalent(det(vstack(hstack(x, y), hstack(y, t))), x * t - sq(y)));
static_assert(equivalent(det(turn(t)), 1_c));
static_assert(equivalent(row<0>(turn(t) * vstack(x, y)), cos(t) * x - sin(t) * y));
static_assert(equivalent(turn(t) * transpose(turn(t)), diag(vstack(1_c, 1_c))));
static_assert(equivalent(rows_of_cross(v, v), broadcast_to<3, 1>(0_c)));
static_assert(equivalent(dot(rows_of_cross(v, w), v), 0_c));
static_assert(rows_of_cross(v, w) == -rows_of_cross(w, v));
static_assert(equivalent(det(B), dot(column<0>(B), rows_of_cross(column<1>(B), column<2>(B)))));
static_assert(equivalent(A * inverse(A) * pair, pair));
static_assert(!(A * inverse(A) * pair == pair));
static_assert(!equivalent(det(A), row<0>(pair)));
static_assert(!(sum(v) == row<0>(v) + row<1>(v)));
static_assert(!equivalent(transpose(v) * w, sum(v) * sum(w)));
// what is undefined stays so: of a logarithm that is read nothing vanishes, and what is not read is not there
static_assert(!(sum(vstack(log(x), -log(x))) == 0_c));
static_assert(row<1>(vstack(log(x), y)) == y);
static_assert(!(dot(vstack(log(x), y), vstack(0_c, 1_c)) + log(x) - log(x) == y));

// ---- derivatives --------------------------------------------------------------------------------------------------------------------------
static_assert(row<1>(diff(row<0>(v), v)) == 0_c);
static_assert(dot(diff(row<0>(v), v), w) == row<0>(w));
static_assert(becomes(row<1>(diff(row<0>(v), v)), 0_c));
static_assert(becomes(dot(diff(row<0>(v), v), w), row<0>(w)));
static_assert(diff(sq(row<0>(v)) * row<1>(v), v) == vstack(2_c * row<0>(v) * row<1>(v), sq(row<0>(v)), 0_c));
static_assert(diff(sqnorm(v), v) == vstack(2_c * row<0>(v), 2_c * row<1>(v), 2_c * row<2>(v)));
static_assert(becomes(diff(sum(vstack(x * y, log(x), y)), x), y + 1_c / x));
static_assert(diff(dot(v, w), v) == w);
static_assert(diff(row<0>(B * v), v) == transpose(row<0>(B)));
static_assert(diff(sum(exp(vstack(x, x * y))), x) == exp(x) + exp(x * y) * y);

// ---- values: an element that is not read may be NaN ------------------------------------------------------------------------------------
static_assert(row<0>(vstack(x, log(y)))(x = 2.0, y = -1.0) == 2);
static_assert(becomes(diff(row<0>(vstack(sq(x), log(y))), y), 0_c));
static_assert(grad(row<0>(v) * row<1>(v) + row<-1>(v))(v = fixed_matrix<double, 3, 1>{{{2}, {3}, {nan}}})[v](2, 0) == 1);
static_assert(vstack(x, y, x * y)(x = 2.0, y = 3.0)(2, 0) == 6 && rows<1, 2>(vstack(x, y, x * y))(x = 2.0, y = 3.0)(1, 0) == 6);
static_assert((vstack(hstack(x, y), hstack(y, x)) * vstack(x, y))(x = 2.0, y = 3.0)(0, 0) == 13);
static_assert(sum(rows<1, 0>(v) + 1_c)(v = fixed_matrix<double, 3, 1>{}) == 0);

// ---- small matrices as steps on numbers: inverse of two rows, solve of three, det of four; what overflows between is right -------------------------------
constexpr auto a = var<"a">;
constexpr auto b = var<"b">;
constexpr auto M = vstack(hstack(a, b), hstack(x, y));
constexpr auto inverted = inverse(M) * vstack(1_c, 2_c);
template <Expression F>
constexpr bool has_no_kernel(F) {
  return detail::is_of_numbers<detail::program<F, true, detail::wrt_nothing>>();
}
static_assert(has_no_kernel(inverted));
// lengths of two and three, the same beyond the range of squares; of a NaN beside an infinity NaN
constexpr auto lengths = vstack(norm2(vstack(a, b, x)), norm2(vstack(a, b)), norm2(vstack(a)));
static_assert(has_no_kernel(lengths));
constexpr auto lengths_at(double p, double q, double r) { return lengths(a = p, b = q, x = r); }
constexpr double infinity = std::numeric_limits<double>::infinity();
static_assert(lengths_at(-3, 4, 12) == fixed_matrix<double, 3, 1>{{{13}, {5}, {3}}});
static_assert(lengths_at(3 * 0x1p600, 4 * 0x1p600, 12 * 0x1p600) == fixed_matrix<double, 3, 1>{{{13 * 0x1p600}, {5 * 0x1p600}, {3 * 0x1p600}}});
static_assert(lengths_at(3 * 0x1p-600, 4 * 0x1p-600, 12 * 0x1p-600) == fixed_matrix<double, 3, 1>{{{13 * 0x1p-600}, {5 * 0x1p-600}, {3 * 0x1p-600}}});
static_assert(lengths_at(0, -0.0, 0) == fixed_matrix<double, 3, 1>{});
static_assert(lengths_at(-infinity, 1, 2) == fixed_matrix<double, 3, 1>{{{infinity}, {infinity}, {infinity}}});
static_assert(!(lengths_at(infinity, nan, 0)(0, 0) >= 0));
static_assert(!(lengths_at(infinity, nan, 0)(1, 0) >= 0));
static_assert(!(lengths_at(0, 1, nan)(0, 0) >= 0));
constexpr auto inverted_at(double p, double q, double r, double s) { return inverted(a = p, b = q, x = r, y = s); }
static_assert(inverted_at(2, 1, 1, 1) == fixed_matrix<double, 2, 1>{{{-1}, {3}}});
static_assert(inverted_at(1e200, 0, 0, 1e200) == fixed_matrix<double, 2, 1>{{{1e-200}, {2e-200}}});
static_assert(inverted_at(0, 0x1p-600, 0x1p-600, 0) == fixed_matrix<double, 2, 1>{{{0x1p601}, {0x1p600}}});
static_assert(inverted_at(0, 0x1p600, 0x1p-400, 0) == fixed_matrix<double, 2, 1>{{{0x1p401}, {0x1p-600}}});
static_assert(inverted(a = 0x1p-70f, b = 0.0f, x = 0.0f, y = 0x1p-70f) == fixed_matrix<float, 2, 1>{{{0x1p70f}, {0x1p71f}}});
static_assert(!(inverted_at(1, 2, 2, 4)(0, 0) <= std::numeric_limits<double>::max()));
static_assert(!(inverted_at(nan, 2, 2, 4)(1, 0) <= std::numeric_limits<double>::max()));
static_assert(grad(sum(inverted))(a = 2.0, b = 1.0, x = 1.0, y = 1.0)[a] == 0);
static_assert(grad(sum(inverted))(a = 2.0, b = 1.0, x = 1.0, y = 1.0)[y] == -3);
static_assert(sum(inverse(vstack(x)) * vstack(y))(x = 4.0, y = 2.0) == 0.5);
constexpr auto three = vstack(hstack(0_c, a, 1_c), hstack(b, 0_c, x), hstack(1_c, y, 0_c));
constexpr auto solved = solve(three, vstack(t, 7_c, 10_c + t));
constexpr auto solved_transposed = solve_transposed(three, vstack(4_c + t, 26_c, 3_c));
static_assert(has_no_kernel(solved));
static_assert(has_no_kernel(solved_transposed));
static_assert(solved(a = 2.0, b = 4.0, x = 1.0, y = 8.0, t = 7.0) == fixed_matrix<double, 3, 1>{{{1}, {2}, {3}}});
static_assert(solved_transposed(a = 2.0, b = 4.0, x = 1.0, y = 8.0, t = 7.0) == fixed_matrix<double, 3, 1>{{{1}, {2}, {3}}});
constexpr auto four = vstack(hstack(a, 0_c, b, 1_c), hstack(1_c, x, 0_c, 2_c), hstack(0_c, 1_c, y, 0_c), hstack(3_c, 0_c, 1_c, a));
static_assert(has_no_kernel(det(four)));
static_assert(det(four)(a = 2.0, b = 3.0, x = 5.0, y = 7.0) == 26);

// of numbers, and of the larger ones
constexpr auto number = var<"number", 1, 1>;
static_assert(det(number) == number);
static_assert(inverse(x) == 1_c / x);
static_assert(equivalent(solve(diag(vstack(x, y)), vstack(a, b)), vstack(a / x, b / y)));
static_assert(maximum(vstack(x, y)) == max(x, y));
static_assert(minimum(vstack(x, y)) == min(x, y));
static_assert(minimum(vstack(x, y, 2_c)) == min(x, min(y, 2_c)));
static_assert(diff(prod(v), v)[0_c] == v[1_c] * v[2_c]);
static_assert(diff(prod(v), v, v)(0_c, 1_c) == v[2_c]);
static_assert(diff(prod(v), v, v)(1_c, 1_c) == 0_c);
static_assert(diff(prod(vstack(x, y, t)), y) == x * t);
static_assert(equivalent(diff(sum(row_prods(A)), A), hstack(column<1>(A), column<0>(A))));
static_assert(equivalent(diff(sum(column_prods(A)), A), vstack(row<1>(A), row<0>(A))));
static_assert(!equivalent(diff(prod(v), v)[0_c], v[0_c] * v[2_c]));
static_assert(equivalent(row_maxima(hstack(x, y)), max(x, y)));
static_assert(!equivalent(maximum(vstack(x, y)), max(x, -y)));
static_assert(equivalent(dot(cross(v, w), v), 0_c));
static_assert(norm2(v) == norm3d(row<0>(v), row<1>(v), row<2>(v)));
constexpr auto largest = maximum(vstack(x, y, x* y));
static_assert(has_no_kernel(largest + minimum(hstack(x, y))));
static_assert(largest(x = -2.0, y = -3.0) == 6);
static_assert(largest(x = nan, y = 1.0) != largest(x = nan, y = 1.0));
static_assert(grad(largest)(x = 1.0, y = 1.0)[x] == 2.0 / 3);
static_assert(minimum(vstack(x, y, 2_c))(x = 4.0, y = 3.0) == 2);

// a product that is added to something
constexpr auto updated = vstack(hstack(x, 0_c), hstack(y, t)) - vstack(x, y) * hstack(t, 2_c);
static_assert(updated(x = 2.0, y = 3.0, t = 5.0) == fixed_matrix<double, 2, 2>{{{-8, -4}, {-12, -1}}});
constexpr auto turned_axes = vstack(hstack(x, -y), hstack(y, x));
constexpr auto less_a_product = turned_axes * A * transpose(turned_axes) - A * turned_axes;
static_assert(less_a_product(A = fixed_matrix<double, 2, 2>{{{1, 2}, {3, 4}}}, x = 2.0, y = 3.0) == fixed_matrix<double, 2, 2>{{{2, -38}, {-42, 56}}});
static_assert(sum(vstack(x, y) * transpose(pair) + vstack(hstack(x, y), hstack(y, x)))(x = 2.0, y = 3.0, pair = {5.0, 7.0}) == 70);

}  // namespace
