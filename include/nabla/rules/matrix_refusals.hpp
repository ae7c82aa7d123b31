// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// Matrices that do not fit a function, refused in a sentence: "nabla: X is n x 3: inverse takes a square matrix"

NABLA_DETAIL_REFUSED_SIZES(inverse_rule, inverse)
NABLA_DETAIL_REFUSED_SIZES(det_rule, det)
NABLA_DETAIL_REFUSED_SIZES(logdet_rule, logdet)
NABLA_DETAIL_REFUSED_SIZES(log_of_det_rule, log_of_det)
NABLA_DETAIL_REFUSED_SIZES(cofactor_rule, cofactor)
NABLA_DETAIL_REFUSED_SIZES(cholesky_rule, cholesky)
NABLA_DETAIL_REFUSED_SIZES(trace_rule, trace)
NABLA_DETAIL_REFUSED_SIZES(diagonal_rule, diagonal)
NABLA_DETAIL_REFUSED_SIZES(diag_rule, diag)
NABLA_DETAIL_REFUSED_SIZES(dot_rule, dot)
NABLA_DETAIL_REFUSED_SIZES(outer_rule, outer)
NABLA_DETAIL_REFUSED_SIZES(solve_rule<false>, solve)
NABLA_DETAIL_REFUSED_SIZES(solve_rule<true>, solve_transposed)
template <class A, class B, class Sentence = on_sizes<triangular_solve_rule<true, false>, A, B>>
NABLA_DETAIL_REFUSED_FOR_SIZES(solve_lower(A, B))
template <class A, class B, class Sentence = on_sizes<triangular_solve_rule<false, false>, A, B>>
NABLA_DETAIL_REFUSED_FOR_SIZES(solve_upper(A, B))

// A part that is not inside.
template <int Row, int Column, auto Rows, auto Columns, class A, class Sentence = on_sizes<part_of<Row, Column, Rows, Columns, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(block(A))
template <int First, auto Count, class A, class Sentence = on_sizes<part_of<First, 0, Count, full_extent, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(rows(A))
template <int First, auto Count, class A, class Sentence = on_sizes<part_of<0, First, full_extent, Count, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(columns(A))
template <int I, class A, class Sentence = on_sizes<part_of<I, 0, 1, full_extent, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(row(A))
template <int J, class A, class Sentence = on_sizes<part_of<0, J, full_extent, 1, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(column(A))
template <int K, class A, class Sentence = on_sizes<vector_part<0, K, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(head(A))
template <int K, class A, class Sentence = on_sizes<vector_part<-K, K, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(tail(A))
template <int Row, int Column, auto Rows, auto Columns, class A, class Like, class Sentence = on_sizes<put_of<Row, Column, Rows, Columns, Like>, A, Like>>
NABLA_DETAIL_REFUSED_FOR_SIZES(put_block(A, Like))
template <int First, auto Count, class A, class Like, class Sentence = on_sizes<put_of<First, 0, Count, full_extent, Like>, A, Like>>
NABLA_DETAIL_REFUSED_FOR_SIZES(put_rows(A, Like))
template <int First, auto Count, class A, class Like, class Sentence = on_sizes<put_of<0, First, full_extent, Count, Like>, A, Like>>
NABLA_DETAIL_REFUSED_FOR_SIZES(put_columns(A, Like))
template <int I, class A, class Like, class Sentence = on_sizes<put_of<I, 0, 1, full_extent, Like>, A, Like>>
NABLA_DETAIL_REFUSED_FOR_SIZES(put_row(A, Like))
template <int J, class A, class Like, class Sentence = on_sizes<put_of<0, J, full_extent, 1, Like>, A, Like>>
NABLA_DETAIL_REFUSED_FOR_SIZES(put_column(A, Like))
template <int K, class A, class Sentence = on_sizes<vector_part<K, to_end, A>, A>>
  requires(K >= 0)
NABLA_DETAIL_REFUSED_FOR_SIZES(drop_first(A))
template <int K, class A, class Sentence = on_sizes<vector_part<0, to_end - K, A>, A>>
  requires(K >= 0)
NABLA_DETAIL_REFUSED_FOR_SIZES(drop_last(A))
template <class A, class Sentence = on_sizes<vector_part<1, to_end, A>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(difference(A))
// clang-format off
NABLA_DETAIL_REFUSAL(dropped_first_refused, "nabla: drop_first<k>(v) drops k elements, from 0 on; the last ones are tail<k>(v)")
template <int K, Expression A>
  requires(K < 0)
dropped_first_refused drop_first(A);
NABLA_DETAIL_REFUSAL(dropped_last_refused, "nabla: drop_last<k>(v) drops k elements, from 0 on; the first ones are head<k>(v)")
template <int K, Expression A>
  requires(K < 0)
dropped_last_refused drop_last(A);
NABLA_DETAIL_REFUSAL(spacing_refused, "nabla: linspace<n>(a, b) gives n numbers, one at least, from one number to another")
template <int Count, Expression A, Expression B>
  requires(Count < 1 || !facts_of<A>.extents.is_scalar() || !facts_of<B>.extents.is_scalar())
spacing_refused linspace(A, B);
// clang-format on

// The sum of two sizes that are names is none.
// clang-format off
NABLA_DETAIL_REFUSAL(stack_beside_refused, "nabla: hstack takes one matrix whose number of columns is a name; those of all others are numbers")
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && (!stacks_known_sizes<true, A...>)
stack_beside_refused hstack(A...);
NABLA_DETAIL_REFUSAL(stack_above_refused, "nabla: vstack takes one matrix whose number of rows is a name; those of all others are numbers")
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && (!stacks_known_sizes<false, A...>)
stack_above_refused vstack(A...);
// clang-format on

// Sizes that are none.
// clang-format off
NABLA_DETAIL_REFUSAL(new_sizes_refused, "nabla: broadcast_to<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one")
template <auto Rows, auto Columns, Expression A>
  requires(!is_size<Rows> || !is_size<Columns>)
new_sizes_refused broadcast_to(A);
NABLA_DETAIL_REFUSAL(new_shape_refused, "nabla: reshape<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one; none is found from the other")
template <auto Rows, auto Columns, Expression A>
  requires(!is_size<Rows> || !is_size<Columns>)
new_shape_refused reshape(A);
NABLA_DETAIL_REFUSAL(repetition_refused, "nabla: repeat<rows, columns>(A) takes how often A stands below and beside itself: at least once, and once where a size has a name")
template <int Rows, int Columns, Expression A>
repetition_refused repeat(A);
// clang-format on
template <auto Rows, auto Columns, class A, std::enable_if_t<is_size<Rows> && is_size<Columns>, int> = 0, class Sentence = on_sizes<broadcast_rule, A, any_of_shape<Rows, Columns>>>
NABLA_DETAIL_REFUSED_FOR_SIZES(broadcast_to(A))
template <auto Rows, auto Columns, class A, std::enable_if_t<is_size<Rows> && is_size<Columns>, int> = 0, class Sentence = on_sizes<reshape_rule<extent(Rows), extent(Columns)>, A>>
NABLA_DETAIL_REFUSED_FOR_SIZES(reshape(A))

}  // namespace nabla::detail

namespace nabla {
using detail::det, detail::tail, detail::inverse, detail::logdet, detail::cofactor, detail::cholesky, detail::trace, detail::diag, detail::diagonal,
    detail::solve, detail::solve_lower, detail::solve_upper, detail::dot, detail::outer, detail::block, detail::row, detail::rows, detail::column,
    detail::columns, detail::head, detail::put_block, detail::put_row, detail::put_rows, detail::put_column, detail::put_columns,
    detail::broadcast_to, detail::reshape, detail::repeat;
}
