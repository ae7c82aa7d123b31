// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Sizes that are a name and a number, parts and stacks of such sizes, and what moves along a vector.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto w = var<"w", n - 1>;
constexpr auto r = var<"r", 1, n>;
constexpr auto M = var<"M", n, 2>;
constexpr auto p = var<"p", 4>;
constexpr auto q = var<"q", 2>;

// ---- sizes --------------------------------------------------------------------------------------------------------------------------
static_assert(n - 1 == detail::extent(n) - 1);
static_assert(n - 1 + 1 == detail::extent(n));
static_assert(1 + n == n + 1);
static_assert(!(n - 1 == detail::extent(n)));
static_assert(!(n - 1 == dim<"m"> - 1));
static_assert(n + 0 == detail::extent(n));
static_assert(shape_of(w) == matrix_shape(n - 1));
static_assert(shape_of(v + 1_c) == matrix_shape(n));
static_assert(shape_of(transpose(w)) == matrix_shape(1, n - 1));
static_assert(shape_of(var<"a", n - 1>) == shape_of(w) && std::is_same_v<decltype(var<"a", n + 0>), decltype(var<"a", n>)>);

// ---- parts ----------------------------------------------------------------------------------------------------------------------------
template <int First, auto Count, class A>
concept has_rows = requires(A a) { rows<First, Count>(a); };
template <int First, auto Count, class A>
concept has_columns = requires(A a) { columns<First, Count>(a); };
using V = std::remove_const_t<decltype(v)>;
using W = std::remove_const_t<decltype(w)>;
using R = std::remove_const_t<decltype(r)>;
using P = std::remove_const_t<decltype(p)>;
static_assert(has_rows<0, n, V> && has_rows<1, n - 1, V> && has_rows<0, n - 2, W> && has_rows<1, n - 2, W> && has_columns<3, n - 3, R> && has_rows<0, to_end, P> && has_rows<4, to_end, P>);
static_assert(has_rows<0, dim<"m">, V> && has_rows<2, dim<"m"> + 1, V>);  // when they are bound
static_assert(!has_rows<1, n, V> && !has_rows<0, n + 1, V> && !has_rows<0, n, W> && !has_rows<1, n - 1, W> && !has_rows<5, to_end, P> && !has_rows<2, to_end - 3, P>);
static_assert(rows<1, n - 1>(v) == drop_first<1>(v) && rows<0, n - 1>(v) == drop_last<1>(v) && rows<2, to_end>(p) == rows<2, 2>(p) && rows<-2, to_end>(v) == tail<2>(v));
static_assert(rows<1, to_end - 1>(v) == rows<1, n - 2>(v) && shape_of(rows<1, to_end - 1>(v)) == matrix_shape(n - 2) && columns<1, n - 1>(r) == drop_first<1>(r));
static_assert(std::is_same_v<decltype(rows<0, to_end>(v)), decltype(rows<0, n>(v))> && shape_of(block<1, 0, n - 1, 1>(M)) == matrix_shape(n - 1));
static_assert(row<1>(rows<1, to_end>(v)) == row<2>(v));
static_assert(rows<0, 2>(drop_first<1>(v)) == rows<1, 2>(v));
static_assert(row<-1>(drop_first<1>(v)) != row<-1>(v));  // which one number has, and the other not
static_assert(row<0>(drop_last<1>(v)) != row<0>(v));
static_assert(row<-1>(drop_last<1>(v)) == row<-2>(v));
static_assert(row<1>(rows<1, n - 2>(v)) != row<2>(v));
static_assert(row<0>(drop_first<1>(v)) != row<0>(v));
static_assert(column<-2>(drop_last<2>(r)) == column<-4>(r));
static_assert(block<1, 1, 1, 1>(drop_first<2>(M)) == block<3, 1, 1, 1>(M));
static_assert(column<1>(drop_first<2>(M)) != column<1>(M));
static_assert(shape_of(difference(v)) == matrix_shape(n - 1) && shape_of(difference(r)) == matrix_shape(1, n - 1) && shape_of(difference(M)) == matrix_shape(n - 1, 2) && difference(p) == rows<1, 3>(p) - rows<0, 3>(p));
static_assert(shape_of(vstack(q, v, q)) == matrix_shape(n + 4));
static_assert(shape_of(vstack(w, q)) == matrix_shape(n + 1));
static_assert(shape_of(hstack(r, transpose(q))) == matrix_shape(1, n + 2));

// ---- values, gradients and second derivatives ---------------------------------------------------------------------------------------------
constexpr std::array at_v{0.5, -1.0, 2.0, 0.25};
constexpr bool same(const auto& a, const auto& b) {
  bool all = a.rows() == 4 && b.rows() == 4;
  for (int i = 0; i < 4 && all; ++i) all = a(i, 0) == b(i, 0);
  return all;
}
constexpr auto chain = sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)));
constexpr auto of_four = sum(100_c * sq(tail<3>(p) - sq(head<3>(p))) + sq(1_c - head<3>(p)));
static_assert(chain(v = at_v) == of_four(p = at_v));
static_assert(same(grad(chain)(v = at_v)[v], grad(of_four)(p = at_v)[p]));
constexpr auto toward = std::array{1.0, 2.0, -1.0, 0.5};
static_assert(same(hvp(chain, wrt(v))(at(v = at_v), along(v = toward))[v], hvp(of_four, wrt(p))(at(p = at_v), along(p = toward))[p]));
static_assert(jvp(difference(v), wrt(v))(at(v = at_v), along(v = toward))(2, 0) == 1.5);

static_assert(shift<1>(v)(v = at_v)(0, 0) == 0);
static_assert(shift<1>(v)(v = at_v)(3, 0) == 2.0);
static_assert(shift<-3>(v)(v = at_v)(0, 0) == 0.25);
static_assert(sum(shift<9>(v))(v = at_v) == 0);
static_assert(shift<0>(v) == v);
static_assert(shift<1>(r)(r = at_v)(0, 1) == 0.5);
static_assert(shift<-1>(M)(M = std::array{1.0, 2.0, 3.0, 4.0})(0, 1) == 4.0);
static_assert(grad(dot(shift<1>(v), sq(v)))(v = at_v)[v](0, 0) == 1.0);
static_assert(diff(dot(shift<1>(v), v), v) == diff(dot(v, shift<-1>(v)), v));

constexpr auto stacked = dot(vstack(q, v, q), vstack(sq(v), q, q));
static_assert(stacked(v = at_v, q = std::array{3.0, 5.0}) == 3 * 0.25 + 5 * 1 + 0.5 * 4 - 1 * 0.0625 + 2 * 3 + 0.25 * 5 + 9 + 25);
static_assert(grad(stacked)(v = at_v, q = std::array{3.0, 5.0})[v](1, 0) == 5 * 2 * -1.0 + 0.0625);
static_assert(grad(stacked)(v = at_v, q = std::array{3.0, 5.0})[q](1, 0) == 1 + 0.25 + 2 * 5.0);

// the transpose of a vector and a part of a row are the same in memory, where no row lies apart
static_assert(sum(cumsum(transpose(columns<1, n - 1>(row_cumsum(transpose(v))))))(v = at_v) == -0.5 + 1 + 2.75);

// ---- sizes that are bound ----------------------------------------------------------------------------------------------------------------
static_assert(dot(w, drop_first<1>(v))(v = at_v, w = std::array{1.0, 2.0, 3.0}) == -1 + 4 + 0.75);
static_assert(dot(w, drop_first<1>(v))(w = std::array{1.0, 2.0, 3.0}, v = at_v) == 3.75);
static_assert(chain(v = std::array{7.0}) == 0);
static_assert(grad(chain)(v = std::array{7.0})[v](0, 0) == 0);
static_assert(sum(difference(v))(v = std::array{1.0, 3.0}) == 2);

}  // namespace
