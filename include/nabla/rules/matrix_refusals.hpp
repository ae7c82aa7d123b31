// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla::detail {

// Matrices that do not fit a function, refused in a sentence: "nabla: X is n x 3: inverse takes a square matrix"

template <class A, std::enable_if_t<shapes_disagree<inverse_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<inverse_rule, A>()>
the_sizes_of_the_operands_disagree inverse(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<det_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<det_rule, A>()>
the_sizes_of_the_operands_disagree det(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<logdet_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<logdet_rule, A>()>
the_sizes_of_the_operands_disagree logdet(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<cofactor_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<cofactor_rule, A>()>
the_sizes_of_the_operands_disagree cofactor(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<cholesky_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<cholesky_rule, A>()>
the_sizes_of_the_operands_disagree cholesky(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<trace_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<trace_rule, A>()>
the_sizes_of_the_operands_disagree trace(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<diagonal_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<diagonal_rule, A>()>
the_sizes_of_the_operands_disagree diagonal(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<diag_rule, A>, int> = 0, fixed_string Sentence = sizes_disagree<diag_rule, A>()>
the_sizes_of_the_operands_disagree diag(A) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<solve_rule<false>, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<solve_rule<false>, A, B>()>
the_sizes_of_the_operands_disagree solve(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<triangular_solve_rule<true, false>, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<triangular_solve_rule<true, false>, A, B>()>
the_sizes_of_the_operands_disagree solve_lower(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<triangular_solve_rule<false, false>, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<triangular_solve_rule<false, false>, A, B>()>
the_sizes_of_the_operands_disagree solve_upper(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<dot_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<dot_rule, A, B>()>
the_sizes_of_the_operands_disagree dot(A, B) = delete;
template <class A, class B, std::enable_if_t<shapes_disagree<outer_rule, A, B>, int> = 0, fixed_string Sentence = sizes_disagree<outer_rule, A, B>()>
the_sizes_of_the_operands_disagree outer(A, B) = delete;

// A part that is not inside.
template <int Row, int Column, auto Rows, auto Columns, class A, std::enable_if_t<shapes_disagree<part_of<Row, Column, Rows, Columns, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<part_of<Row, Column, Rows, Columns, A>, A>()>
the_sizes_of_the_operands_disagree block(A) = delete;
template <int First, auto Count, class A, std::enable_if_t<shapes_disagree<part_of<First, 0, Count, full_extent, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<part_of<First, 0, Count, full_extent, A>, A>()>
the_sizes_of_the_operands_disagree rows(A) = delete;
template <int First, auto Count, class A, std::enable_if_t<shapes_disagree<part_of<0, First, full_extent, Count, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<part_of<0, First, full_extent, Count, A>, A>()>
the_sizes_of_the_operands_disagree columns(A) = delete;
template <int I, class A, std::enable_if_t<shapes_disagree<part_of<I, 0, 1, full_extent, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<part_of<I, 0, 1, full_extent, A>, A>()>
the_sizes_of_the_operands_disagree row(A) = delete;
template <int J, class A, std::enable_if_t<shapes_disagree<part_of<0, J, full_extent, 1, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<part_of<0, J, full_extent, 1, A>, A>()>
the_sizes_of_the_operands_disagree column(A) = delete;
template <int K, class A, std::enable_if_t<shapes_disagree<vector_part<0, K, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<0, K, A>, A>()>
the_sizes_of_the_operands_disagree head(A) = delete;
template <int K, class A, std::enable_if_t<shapes_disagree<vector_part<-K, K, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<-K, K, A>, A>()>
the_sizes_of_the_operands_disagree tail(A) = delete;
template <int Row, int Column, auto Rows, auto Columns, class A, class Like, std::enable_if_t<shapes_disagree<put_of<Row, Column, Rows, Columns, Like>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_of<Row, Column, Rows, Columns, Like>, A, Like>()>
the_sizes_of_the_operands_disagree put_block(A, Like) = delete;
template <int First, auto Count, class A, class Like, std::enable_if_t<shapes_disagree<put_of<First, 0, Count, full_extent, Like>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_of<First, 0, Count, full_extent, Like>, A, Like>()>
the_sizes_of_the_operands_disagree put_rows(A, Like) = delete;
template <int First, auto Count, class A, class Like, std::enable_if_t<shapes_disagree<put_of<0, First, full_extent, Count, Like>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_of<0, First, full_extent, Count, Like>, A, Like>()>
the_sizes_of_the_operands_disagree put_columns(A, Like) = delete;
template <int I, class A, class Like, std::enable_if_t<shapes_disagree<put_of<I, 0, 1, full_extent, Like>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_of<I, 0, 1, full_extent, Like>, A, Like>()>
the_sizes_of_the_operands_disagree put_row(A, Like) = delete;
template <int J, class A, class Like, std::enable_if_t<shapes_disagree<put_of<0, J, full_extent, 1, Like>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_of<0, J, full_extent, 1, Like>, A, Like>()>
the_sizes_of_the_operands_disagree put_column(A, Like) = delete;
template <int K, class A, std::enable_if_t<(K >= 0) && shapes_disagree<vector_part<K, to_end, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<K, to_end, A>, A>()>
the_sizes_of_the_operands_disagree drop_first(A) = delete;
template <int K, class A, std::enable_if_t<(K >= 0) && shapes_disagree<vector_part<0, to_end - K, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<0, to_end - K, A>, A>()>
the_sizes_of_the_operands_disagree drop_last(A) = delete;
template <class A, std::enable_if_t<shapes_disagree<vector_part<1, to_end, A>, A>, int> = 0, fixed_string Sentence = sizes_disagree<vector_part<1, to_end, A>, A>()>
the_sizes_of_the_operands_disagree difference(A) = delete;

// The sum of two sizes that are names is none.
// clang-format off
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && (!stacks_known_sizes<true, A...>)
refused<"nabla: hstack takes one matrix whose number of columns is a name; those of all others are numbers"> hstack(A...) = delete;
template <Expression... A>
  requires(sizeof...(A) >= 2 && sizeof...(A) <= 4) && (!stacks_known_sizes<false, A...>)
refused<"nabla: vstack takes one matrix whose number of rows is a name; those of all others are numbers"> vstack(A...) = delete;
// clang-format on

// Sizes that are none.
// clang-format off
template <auto Rows, auto Columns, Expression A>
  requires(!is_size<Rows> || !is_size<Columns>)
refused<"nabla: broadcast_to<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one"> broadcast_to(A) = delete;
template <auto Rows, auto Columns, Expression A>
  requires(!is_size<Rows> || !is_size<Columns>)
refused<"nabla: reshape<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one; none is found from the other"> reshape(A) = delete;
template <int Rows, int Columns, Expression A>
  requires(Rows < 1 || Columns < 1)
refused<"nabla: repeat<rows, columns>(A) takes how often A stands below and beside itself: at least once"> repeat(A) = delete;
// clang-format on
template <auto Rows, auto Columns, class A, std::enable_if_t<is_size<Rows> && is_size<Columns> && shapes_disagree<broadcast_rule, A, any_of_shape<Rows, Columns>>, int> = 0,
          fixed_string Sentence = sizes_disagree<broadcast_rule, A, any_of_shape<Rows, Columns>>()>
the_sizes_of_the_operands_disagree broadcast_to(A) = delete;
template <auto Rows, auto Columns, class A, std::enable_if_t<is_size<Rows> && is_size<Columns> && shapes_disagree<reshape_rule<extent(Rows), extent(Columns)>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<reshape_rule<extent(Rows), extent(Columns)>, A>()>
the_sizes_of_the_operands_disagree reshape(A) = delete;

}  // namespace nabla::detail

namespace nabla {
using detail::det, detail::tail, detail::inverse, detail::logdet, detail::cofactor, detail::cholesky, detail::trace, detail::diag, detail::diagonal,
    detail::solve, detail::solve_lower, detail::solve_upper, detail::dot, detail::outer, detail::block, detail::row, detail::rows, detail::column,
    detail::columns, detail::head, detail::put_block, detail::put_row, detail::put_rows, detail::put_column, detail::put_columns,
    detail::broadcast_to, detail::reshape, detail::repeat;
}
