// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/structure.hpp>

namespace nabla {

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
template <int Row, int Column, int Rows, int Columns, class A, std::enable_if_t<shapes_disagree<block_rule<Row, Column, Rows, Columns>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<block_rule<Row, Column, Rows, Columns>, A>()>
the_sizes_of_the_operands_disagree block(A) = delete;
template <int First, int Count, class A, std::enable_if_t<shapes_disagree<block_rule<First, 0, Count, full_extent>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<block_rule<First, 0, Count, full_extent>, A>()>
the_sizes_of_the_operands_disagree rows(A) = delete;
template <int First, int Count, class A, std::enable_if_t<shapes_disagree<block_rule<0, First, full_extent, Count>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<block_rule<0, First, full_extent, Count>, A>()>
the_sizes_of_the_operands_disagree columns(A) = delete;
template <int I, class A, std::enable_if_t<shapes_disagree<block_rule<I, 0, 1, full_extent>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<block_rule<I, 0, 1, full_extent>, A>()>
the_sizes_of_the_operands_disagree row(A) = delete;
template <int J, class A, std::enable_if_t<shapes_disagree<block_rule<0, J, full_extent, 1>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<block_rule<0, J, full_extent, 1>, A>()>
the_sizes_of_the_operands_disagree column(A) = delete;
template <int K, class A, std::enable_if_t<shapes_disagree<vector_part<0, K, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<0, K, A>, A>()>
the_sizes_of_the_operands_disagree head(A) = delete;
template <int K, class A, std::enable_if_t<shapes_disagree<vector_part<-K, K, A>, A>, int> = 0,
          fixed_string Sentence = sizes_disagree<vector_part<-K, K, A>, A>()>
the_sizes_of_the_operands_disagree tail(A) = delete;
template <int Row, int Column, int Rows, int Columns, class A, class Like, std::enable_if_t<shapes_disagree<put_rule<Row, Column, Rows, Columns>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_rule<Row, Column, Rows, Columns>, A, Like>()>
the_sizes_of_the_operands_disagree put_block(A, Like) = delete;
template <int First, int Count, class A, class Like, std::enable_if_t<shapes_disagree<put_rule<First, 0, Count, full_extent>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_rule<First, 0, Count, full_extent>, A, Like>()>
the_sizes_of_the_operands_disagree put_rows(A, Like) = delete;
template <int First, int Count, class A, class Like, std::enable_if_t<shapes_disagree<put_rule<0, First, full_extent, Count>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_rule<0, First, full_extent, Count>, A, Like>()>
the_sizes_of_the_operands_disagree put_columns(A, Like) = delete;
template <int I, class A, class Like, std::enable_if_t<shapes_disagree<put_rule<I, 0, 1, full_extent>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_rule<I, 0, 1, full_extent>, A, Like>()>
the_sizes_of_the_operands_disagree put_row(A, Like) = delete;
template <int J, class A, class Like, std::enable_if_t<shapes_disagree<put_rule<0, J, full_extent, 1>, A, Like>, int> = 0,
          fixed_string Sentence = sizes_disagree<put_rule<0, J, full_extent, 1>, A, Like>()>
the_sizes_of_the_operands_disagree put_column(A, Like) = delete;

}  // namespace nabla
