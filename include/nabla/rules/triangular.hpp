// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/factors.hpp>
#include <nabla/rules/matrix.hpp>

namespace nabla::detail {

/// One triangle of a matrix with the diagonal, and zeros. Linear, and its own transpose.
template <bool Lower>
struct triangle_rule : matrix_function<1> {
  static constexpr auto text = Lower ? "lower_triangle" : "upper_triangle";
  static constexpr value_range range{.finite = true};
  static constexpr bool moves_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<triangle_rule>(d)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    return choose(Lower ? i >= j : i <= j, [&] { return a(i, j); }, T(0));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<triangle_rule>(to, a); }
};
template <Expression A>
constexpr node_of<triangle_rule<true>, A> lower_triangle(A) { return {}; }
template <Expression A>
constexpr node_of<triangle_rule<false>, A> upper_triangle(A) { return {}; }

/// The lower triangle with half of the diagonal. Linear, and its own transpose.
struct lower_half_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lower_half";
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true;
  static constexpr bool leaves_zeros = true;
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<lower_half_rule>(d)); }
  NABLA_DETAIL_RUNS static constexpr auto element(const auto& to, auto i, auto j, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    return choose(i > j, [&] { return a(i, j); }, choose(i == j, [&] { return a(i, j) * T(0.5); }, T(0)));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::fill_elements<lower_half_rule>(to, a); }
};

template <Expression A>
constexpr node_of<lower_half_rule, A> lower_half(A) { return {}; }

/// T⁻¹ B or T⁻ᵀ B, where T is one triangle of a square matrix, whose other elements are not read.
template <bool Lower, bool Transposed>
struct triangular_solve_rule : matrix_function<2> {
  static constexpr auto text = Lower ? (Transposed ? "solve_lower_transposed" : "solve_lower") : (Transposed ? "solve_upper_transposed" : "solve_upper");
  static constexpr over by[2] = {over::all, over::columns};
  static constexpr value_range range{.singular = true};
  static constexpr inferred_shape infer(const shape* operands) {
    return of_solution(operands, "a triangular solve takes a square matrix", "a triangular solve takes a right side with as many rows");
  }
  template <int I>
  static constexpr auto operand() { return square_operand<triangular_solve_rule, I>(); }
  /// With V = T⁻¹ B: dB = T⁻ᵀ d, dT = -dB Vᵀ; with V = T⁻ᵀ B: dB = T⁻¹ d, dT = -V dBᵀ.
  static constexpr auto pullbacks(auto A, auto, auto V, auto d) {
    auto dB = call<triangular_solve_rule<Lower, !Transposed>>(A, d);
    if constexpr (Transposed) return pullback(-call<triangle_rule<Lower>>(V * transpose(dB)), dB);
    else return pullback(-call<triangle_rule<Lower>>(dB * transpose(V)), dB);
  }
  static constexpr auto rewrites(auto A, auto B) {
    return rewrite(call<triangular_solve_rule>(transpose(A), B), call<triangular_solve_rule<!Lower, !Transposed>>(A, B));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a, const auto& b) {
    detail::copy_elements(b, to);
    detail::solve_triangle<Lower, Transposed, false>(a, to);
  }
};
/// L⁻¹ B for the lower triangle L of a square matrix; what is above the diagonal is not read, and gets no gradient.
template <Expression L, Expression B>
  requires shapes_agree<triangular_solve_rule<true, false>, L, B>
constexpr node_of<triangular_solve_rule<true, false>, L, B> solve_lower(L, B) { return {}; }
/// U⁻¹ B for the upper triangle U of a square matrix; what is below the diagonal is not read, and gets no gradient.
template <Expression U, Expression B>
  requires shapes_agree<triangular_solve_rule<false, false>, U, B>
constexpr node_of<triangular_solve_rule<false, false>, U, B> solve_upper(U, B) { return {}; }
/// L⁻ᵀ B, and U⁻ᵀ B.
template <Expression L, Expression B>
  requires shapes_agree<triangular_solve_rule<true, true>, L, B>
constexpr node_of<triangular_solve_rule<true, true>, L, B> solve_lower_transposed(L, B) { return {}; }
template <Expression U, Expression B>
  requires shapes_agree<triangular_solve_rule<false, true>, U, B>
constexpr node_of<triangular_solve_rule<false, true>, U, B> solve_upper_transposed(U, B) { return {}; }

/// L with L Lᵀ = (A + Aᵀ) / 2, zero above the diagonal; NaN where that is not positive definite. Pullback by I. Murray,
/// Differentiation of the Cholesky decomposition (2016, arXiv:1602.07527): K = L⁻ᵀ Φ(Lᵀ dL) L⁻¹, symmetrised.
struct cholesky_rule : matrix_function<1> {
  static constexpr auto text = "cholesky";
  static constexpr value_range range{.singular = true};
  static constexpr inferred_shape infer(const shape* a) { return of_square(a, "cholesky takes a square matrix"); }
  template <int I>
  static constexpr auto operand() { return square_operand<cholesky_rule, I>(); }
  static constexpr auto pullbacks(auto, auto L, auto d) {
    auto left = call<triangular_solve_rule<true, true>>(L, call<lower_half_rule>(transpose(L) * d));
    auto K = call<triangular_solve_rule<true, true>>(L, transpose(left));
    return pullback(0.5_c * (K + transpose(K)));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    detail::symmetrise_lower(a, to);
    detail::cholesky_in_place(to);
  }
};
template <Expression A>
  requires shapes_agree<cholesky_rule, A>
constexpr node_of<cholesky_rule, A> cholesky(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::lower_triangle, detail::upper_triangle, detail::lower_half, detail::solve_lower, detail::solve_lower_transposed, detail::solve_upper,
    detail::solve_upper_transposed, detail::cholesky;
}
