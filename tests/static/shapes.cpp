// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Shapes: broadcasting, contraction, sizes with a name, and that what does not fit is not a valid expression.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto n = dim<"n">;
constexpr auto m = dim<"m">;
constexpr auto k = var<"k">;
constexpr auto X = data<"X", n, 3>;
constexpr auto Y = data<"Y", n, 2>;
constexpr auto W = var<"W", 3, 2>;
constexpr auto M = var<"M", m, 3>;
constexpr auto row = var<"row", 1, 3>;
constexpr auto column = var<"column", n, 1>;
constexpr auto v = var<"v", 3>;

constexpr shape of(extent rows, extent columns) { return matrix_shape(rows, columns); }

// ---- symbols ---------------------------------------------------------------------------------------------------------------------
static_assert(shape_of(k) == shape{});
static_assert(shape_of(k).is_scalar());
static_assert(shape_of(k).is_static());
static_assert(shape_of(X) == of(n, 3));
static_assert(!shape_of(X).is_static());
static_assert(shape_of(W) == of(3, 2));
static_assert(shape_of(W).is_static());
static_assert(shape_of(v) == of(3, 1));  // one extent is a column
static_assert(extent(n) == extent(dim<"n">));
static_assert(!(extent(n) == extent(m)));
static_assert(!(extent(n) == extent(1)));
static_assert(extent(1).is_one());
static_assert(!extent(n).is_one());
static_assert(shape_of(var<"A", n, n>) == of(n, n));
static_assert(shape_of(2_c) == shape{});

// ---- broadcasting: equal, or 1 ----------------------------------------------------------------------------------------------------------
static_assert(broadcast(of(2, 3), of(2, 3)).extents == of(2, 3));
static_assert(broadcast(of(2, 3), of(1, 3)).extents == of(2, 3));
static_assert(broadcast(of(2, 1), of(1, 3)).extents == of(2, 3));
static_assert(broadcast(of(1, 1), of(n, 3)).extents == of(n, 3));
static_assert(broadcast(of(n, 1), of(1, m)).extents == of(n, m));
static_assert(broadcast(of(2, 3), of(3, 2)).problem != nullptr);
static_assert(broadcast(of(n, 3), of(m, 3)).problem != nullptr);
static_assert(broadcast(of(n, 3), of(2, 3)).problem != nullptr);  // n may become 2, but nobody has said so
static_assert(shape_of(X + row) == of(n, 3));
static_assert(shape_of(X + column) == of(n, 3));
static_assert(shape_of(column * k) == of(n, 1));
static_assert(shape_of(k / X) == of(n, 3));
static_assert(shape_of(column + row) == of(n, 3));
static_assert(shape_of(max(X, 0_c)) == of(n, 3));
static_assert(shape_of(hadamard(X, X)) == of(n, 3));

// ---- contraction --------------------------------------------------------------------------------------------------------------------------
static_assert(contract(of(2, 3), of(3, 5)).extents == of(2, 5));
static_assert(contract(of(n, m), of(m, n)).extents == of(n, n));
static_assert(contract(of(1, n), of(n, 1)).extents.is_scalar());
static_assert(contract(of(2, 3), of(2, 3)).problem != nullptr);
static_assert(contract(of(n, m), of(n, m)).problem != nullptr);
static_assert(contract(of(n, 1), of(m, 1)).problem != nullptr);
static_assert(shape_of(X * W) == of(n, 2));
static_assert(shape_of(transpose(X) * X) == of(3, 3));
static_assert(shape_of(X * transpose(M)) == of(n, m));
static_assert(shape_of(row * v) == shape{});
static_assert(shape_of(v * row) == of(3, 3));
static_assert(shape_of(k * X * W) == of(n, 2));

// ---- reductions ----------------------------------------------------------------------------------------------------------------------------
static_assert(shape_of(sum(X)).is_scalar());
static_assert(shape_of(mean(X)).is_scalar());
static_assert(shape_of(sqnorm(X)).is_scalar());
static_assert(shape_of(norm1(X)).is_scalar());
static_assert(shape_of(row_sums(X)) == of(n, 1));
static_assert(shape_of(column_sums(X)) == of(1, 3));
static_assert(shape_of(row_maxima(X)) == of(n, 1));
static_assert(shape_of(transpose(X)) == of(3, n));
static_assert(shape_of(softmax(X)) == of(n, 3));
static_assert(shape_of(broadcast_to(row, X)) == of(n, 3));
static_assert(shape_of(cross_entropy(softmax(Y), labels<"t", n, 2>)) == of(n, 1));

// ---- what does not fit is not a valid expression, and asking is no error ---------------------------------------------------------------------
template <class A, class B> concept can_add = requires(A a, B b) { a + b; };
template <class A, class B> concept can_subtract = requires(A a, B b) { a - b; };
template <class A, class B> concept can_multiply = requires(A a, B b) { a* b; };
template <class A, class B> concept can_divide = requires(A a, B b) { a / b; };
template <class A, class B> concept can_hadamard = requires(A a, B b) { hadamard(a, b); };
template <class A, class B> concept can_max = requires(A a, B b) { max(a, b); };
template <class A, class B> concept can_compare = requires(A a, B b) { a > b; };
template <class A, class B> concept can_lose = requires(A a, B b) { cross_entropy(a, b); };
template <class A, class B> concept can_broadcast_to = requires(A a, B b) { broadcast_to(a, b); };
using Xt = decltype(X);
using Yt = decltype(Y);
using Wt = decltype(W);
using Mt = decltype(M);
using Rt = decltype(row);
using Kt = decltype(k);
static_assert(can_multiply<Xt, Wt> && !can_multiply<Xt, Yt> && !can_multiply<Wt, Xt> && can_multiply<Kt, Xt> && can_multiply<Xt, Kt>);
static_assert(can_add<Xt, Rt> && !can_add<Xt, Yt> && !can_add<Xt, Mt> && can_add<Kt, Mt> && !can_subtract<Xt, Mt> && !can_divide<Xt, Yt>);
static_assert(can_hadamard<Xt, Rt> && !can_hadamard<Xt, Wt> && can_max<Xt, Kt> && !can_max<Xt, Mt> && !can_compare<Xt, Yt> && can_compare<Xt, Xt>);
static_assert(!can_lose<Xt, Yt> && can_lose<Yt, Yt> && !can_lose<Xt, Rt>);  // losses do not broadcast
static_assert(can_broadcast_to<Rt, Xt> && !can_broadcast_to<Xt, Rt> && !can_broadcast_to<Wt, Xt>);
// bare numbers are no operands
static_assert(!can_multiply<int, Xt> && !can_multiply<Kt, double> && !can_add<Kt, float> && !can_divide<long, Kt> && !can_subtract<Kt, unsigned>);

}  // namespace
