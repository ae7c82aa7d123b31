// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A part is inside of its matrix, or refused; as far as sizes have names, when they are bound.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto five = var<"v", 5>;
constexpr auto X = var<"X", 4, 3>;
constexpr auto N = var<"N", n, 3>;
constexpr auto part = var<"part", 2, 3>;
constexpr int largest = 2147483647, smallest = -largest - 1;

template <int First, int Count, class A>
concept has_rows = requires(A a) { rows<First, Count>(a); };
template <int First, int Count, class A>
concept has_columns = requires(A a) { columns<First, Count>(a); };
template <int I, class A>
concept has_row = requires(A a) { row<I>(a); };
template <int I, class A>
concept has_column = requires(A a) { column<I>(a); };
template <int Row, int Column, int Rows, int Columns, class A>
concept has_block = requires(A a) { block<Row, Column, Rows, Columns>(a); };
template <int K, class A>
concept has_head = requires(A a) { head<K>(a); };
template <int K, class A>
concept has_tail = requires(A a) { tail<K>(a); };
template <int First, int Count, class P, class A>
concept can_put_rows = requires(P p, A a) { put_rows<First, Count>(p, a); };
template <int I, class P, class A>
concept can_put_row = requires(P p, A a) { put_row<I>(p, a); };
template <int Row, int Column, class P, class A>
concept can_put_block = requires(P p, A a) { put_block<Row, Column, 2, 3>(p, a); };

using V = std::remove_const_t<decltype(five)>;
using M = std::remove_const_t<decltype(X)>;
using S = std::remove_const_t<decltype(N)>;
using P = std::remove_const_t<decltype(part)>;

// ---- what is inside -----------------------------------------------------------------------------------------------------------------
static_assert(has_rows<0, 4, M> && has_rows<3, 1, M> && has_rows<4, 0, M> && has_rows<-4, 4, M> && has_rows<-1, 1, M> && has_rows<-4, 2, M>);
static_assert(has_columns<0, 3, M> && has_columns<-3, 3, M> && has_columns<2, 1, S> && has_rows<1000, 1000, S> && has_rows<-1000, 1000, S>);
static_assert(has_row<3, M> && has_row<-4, M> && has_column<-3, M> && has_row<largest, S> && has_block<2, 1, 2, 2, M> && has_block<-2, -2, 2, 2, S>);
static_assert(has_head<5, V> && has_head<0, V> && has_tail<5, V> && has_tail<0, V> && has_head<3, decltype(transpose(part))>);
static_assert(can_put_rows<2, 2, P, M> && can_put_rows<-4, 2, P, M> && can_put_block<2, 0, P, M> && can_put_row<-1, decltype(row<0>(X)), M>);
static_assert(rows<0, detail::full_extent>(X)(X = fixed_matrix<double, 4, 3>{}) == fixed_matrix<double, 4, 3>{});

// ---- what is not, also where the sum of two numbers is none -----------------------------------------------------------------------------------
static_assert(!has_rows<1, -1, V> && !has_rows<0, -1, V> && !has_rows<2, detail::full_extent, V> && !has_rows<-1, detail::full_extent, V> && !has_rows<0, -5, V> && !has_rows<3, -2, V>);
static_assert(!has_rows<1, 4, M> && !has_rows<4, 1, M> && !has_rows<5, 0, M> && !has_rows<-5, 1, M> && !has_rows<-5, 5, M> && !has_rows<-1, 2, M> && !has_rows<-1, -1, M>);
static_assert(!has_rows<1, largest, M> && !has_rows<largest, largest, M> && !has_rows<smallest, 1, M> && !has_rows<smallest, largest, M> && !has_columns<largest, 1, M>);
static_assert(!has_columns<1, -1, M> && !has_columns<0, 4, S> && !has_columns<-4, 1, S> && !has_columns<2, detail::full_extent, M> && !has_columns<1, detail::full_extent, S>);
static_assert(!has_rows<-1, 2, S> && !has_rows<-3, -1, S> && !has_rows<3, -1, S> && !has_rows<1, detail::full_extent, S> && !has_rows<-2, largest, S>);
static_assert(!has_row<4, M> && !has_row<-5, M> && !has_column<3, S> && !has_column<-4, S> && !has_row<smallest, M> && !has_column<largest, M>);
static_assert(!has_block<3, 0, 2, 1, M> && !has_block<0, 2, 1, 2, M> && !has_block<0, 0, -1, 1, M> && !has_block<0, 0, 1, -1, M> && !has_block<1, 0, detail::full_extent, 1, M>);
static_assert(!has_head<6, V> && !has_head<-1, V> && !has_tail<6, V> && !has_tail<-1, V> && !has_head<largest, V>);
static_assert(!can_put_rows<3, 2, P, M> && !can_put_rows<0, 1, P, M> && !can_put_rows<-1, 2, P, M> && !can_put_block<0, 1, P, M>);
static_assert(!can_put_row<4, decltype(row<0>(X)), M> && !can_put_row<0, V, M>);

// ---- parts of sizes that are bound at run time: inside, elements are where they should be ------------------------------------------------------
static_assert(rows<-2, 2>(N)(N = fixed_matrix<double, 3, 3>{{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}})(1, 2) == 9);
static_assert(grad(sum(rows<-2, 1>(N)))(N = fixed_matrix<double, 3, 3>{})[N](1, 2) == 1);

}  // namespace
