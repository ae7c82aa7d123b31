// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/elimination_c.hpp>
#include <nabla/rules/numbered.hpp>
#include <nabla/rules/triangular.hpp>

namespace nabla::detail {

/// A⁻¹; infinities or NaN where A is singular.
struct inverse_rule : matrix_function<1> {
  static constexpr auto text = "inverse";
  static constexpr value_range range{.singular = true};
  static constexpr auto latex = "#1^{-1}";
  static constexpr int kernel_up_to = 4;
  static constexpr inferred_shape infer(const shape* a) { return of_square(a, "inverse takes a square matrix"); }
  template <int I>
  static constexpr auto operand() { return square_operand<inverse_rule, I>(); }
  static constexpr auto definition(auto A) { return call<lu_inverse_rule>(call<lu_rule>(A)); }
  static constexpr auto pullbacks(auto, auto V, auto d) { return pullback(-(transpose(V) * d * transpose(V))); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::small_inverse(a, to); }
  static constexpr auto c_before = elimination::c_factors, c = elimination::c_inverse;
};
template <Expression A>
  requires shapes_agree<inverse_rule, A>
constexpr node_of<inverse_rule, A> inverse(A) { return {}; }

/// A⁻¹ B, or A⁻ᵀ B, by elimination with partial pivoting; infinities or NaN where A is singular.
template <bool Transposed>
struct solve_rule : matrix_function<2> {
  static constexpr auto text = Transposed ? "solve_transposed" : "solve";
  static constexpr over by[2] = {over::all, over::columns};
  static constexpr value_range range{.singular = true};
  static constexpr inferred_shape infer(const shape* operands) { return of_solution(operands, "solve takes a square matrix", "solve takes a right side with as many rows as the matrix"); }
  template <int I>
  static constexpr auto operand() { return square_operand<solve_rule, I>(); }
  static constexpr int kernel_up_to = 4;
  static constexpr auto definition(auto A, auto B) { return call<lu_solve_rule<Transposed>>(call<lu_rule>(A), B); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a, const auto& b) { detail::small_solve<Transposed>(to, a, b); }
  static constexpr auto meaning(auto A, auto B) {
    if constexpr (Transposed) return transpose(inverse(A)) * B;
    else return inverse(A) * B;
  }
  static constexpr auto pullbacks(auto A, auto, auto V, auto d) {
    auto dB = call<solve_rule<!Transposed>>(A, d);
    if constexpr (Transposed) return pullback(-(V * transpose(dB)), dB);
    else return pullback(-(dB * transpose(V)), dB);
  }
  static constexpr auto rewrites(auto A, auto B) { return rewrite(call<solve_rule>(transpose(A), B), call<solve_rule<!Transposed>>(A, B)); }
};
template <Expression A, Expression B>
  requires shapes_agree<solve_rule<false>, A, B>
constexpr node_of<solve_rule<false>, A, B> solve(A, B) { return {}; }
/// A⁻ᵀ B.
template <Expression A, Expression B>
  requires shapes_agree<solve_rule<true>, A, B>
constexpr node_of<solve_rule<true>, A, B> solve_transposed(A, B) { return {}; }

/// Derivative of cofactor(A) in some directions, which are operands after A: a polynomial, and right for singular A too. It is that of det(A) in one direction more,
/// and symmetric in all of them. Directions are found to order 4 of det.
template <int Directions>
struct cofactor_derivative_rule : matrix_function<Directions + 1> {  // internal
  static constexpr numbered_text name{"cofactor_derivative", Directions};
  static constexpr const char* text = name.text;
  static constexpr kernel_memory memory{.columns = 1, .copies = 2 << Directions};
  static constexpr inferred_shape infer(const shape* a) { return of_square(a, "cofactor takes a square matrix"); }
  template <int I>
  static constexpr auto operand() { return placeholder<I, dim<"n">, dim<"n">>{}; }
  static constexpr auto extends(auto A, auto D)
    requires(Directions == 1)
  {
    auto C = cofactor(A);
    auto P = transpose(inverse(A));
    return sum(hadamard(D, C)) * P - P * transpose(D) * C;
  }
  template <int More>
  using along = cofactor_derivative_rule<Directions + More>;
  static constexpr auto pullbacks(auto A, auto D, auto, auto E)
    requires(Directions == 1)
  {
    return pullback(call<along<1>>(A, D, E), call<along<0>>(A, E));
  }
  static constexpr auto pullbacks(auto A, auto D, auto F, auto, auto E)
    requires(Directions == 2)
  {
    return pullback(call<along<1>>(A, D, F, E), call<along<0>>(A, F, E), call<along<0>>(A, D, E));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a, const auto&... d) { detail::cofactor_derivatives(to, to.behind(0), a, d...); }
};

template <int Directions, Expression... A>
  requires(sizeof...(A) == Directions + 1) && shapes_agree<cofactor_derivative_rule<Directions>, A...>
constexpr node_of<cofactor_derivative_rule<Directions>, A...> cofactor_derivative(A...) { return {}; }

/// Cofactors of a square matrix: the gradient of its determinant, det(A) A⁻ᵀ where A is regular, and right where it is not.
struct cofactor_rule : matrix_function<1> {
  static constexpr auto text = "cofactor";
  static constexpr value_range range{.finite = true};
  static constexpr int kernel_up_to = 4;
  static constexpr inferred_shape infer(const shape* a) { return of_square(a, "cofactor takes a square matrix"); }
  template <int I>
  static constexpr auto operand() { return square_operand<cofactor_rule, I>(); }
  static constexpr auto definition(auto A) { return call<lu_cofactor_rule>(call<lu_rule>(A), A); }
  static constexpr auto extends(auto A) { return det(A) * transpose(inverse(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(call<cofactor_derivative_rule<1>>(A, d)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { detail::small_cofactor(a, to); }
};
template <Expression A>
  requires shapes_agree<cofactor_rule, A>
constexpr node_of<cofactor_rule, A> cofactor(A) { return {}; }

/// Determinant; up to 4 × 4 by minors, which is exact where their products are, else by elimination.
struct det_rule : matrix_function<1> {
  static constexpr auto text = "det";
  static constexpr value_range range{.finite = true};
  static constexpr auto latex = "\\det";
  static constexpr int kernel_up_to = 4;
  static constexpr inferred_shape infer(const shape* a) { return {{}, of_square(a, "det takes a square matrix").problem}; }
  template <int I>
  static constexpr auto operand() { return square_operand<det_rule, I>(); }
  static constexpr auto definition(auto A) { return call<lu_det_rule>(call<lu_rule>(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(d * cofactor(A)); }
  static constexpr auto rewrites(auto A) { return rewrite(log(det(A)), log_of_det(A), log(abs(det(A))), logdet(A)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) { to(0, 0) = detail::small_determinant(a); }
};
template <Expression A>
  requires shapes_agree<det_rule, A>
constexpr node_of<det_rule, A> det(A) { return {}; }

/// log |det(A)|, which neither overflows nor underflows; -inf where A is singular.
struct logdet_rule : matrix_function<1> {
  static constexpr auto text = "logdet";
  static constexpr value_range range{.singular = true};
  static constexpr auto latex = "\\log\\left|\\det\\left(#1\\right)\\right|";
  static constexpr int kernel_up_to = 4;
  static constexpr inferred_shape infer(const shape* a) { return {{}, of_square(a, "logdet takes a square matrix").problem}; }
  template <int I>
  static constexpr auto operand() { return square_operand<logdet_rule, I>(); }
  static constexpr auto definition(auto A) { return call<lu_logdet_rule>(call<lu_rule>(A)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    detail::with_small_factors(a, [&to](const auto& f) { lu_logdet_rule::kernel(to, f); });
  }
  static constexpr auto c_before = elimination::c_factors, c = elimination::c_logdet;
  static constexpr auto meaning(auto A) { return log(abs(det(A))); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(d * transpose(inverse(A))); }
};
template <Expression A>
  requires shapes_agree<logdet_rule, A>
constexpr node_of<logdet_rule, A> logdet(A) { return {}; }

/// log(det(A)), which neither overflows nor underflows; NaN where the determinant is negative, and -inf where A is singular. What log(det(A))
/// becomes.
struct log_of_det_rule : matrix_function<1> {
  static constexpr auto text = "log_of_det";
  static constexpr auto latex = "\\log\\det";
  static constexpr int kernel_up_to = 4;
  static constexpr inferred_shape infer(const shape* a) { return {{}, of_square(a, "log_of_det takes a square matrix").problem}; }
  template <int I>
  static constexpr auto operand() { return square_operand<log_of_det_rule, I>(); }
  static constexpr auto definition(auto A) { return call<lu_log_of_det_rule>(call<lu_rule>(A)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    detail::with_small_factors(a, [&to](const auto& f) { lu_log_of_det_rule::kernel(to, f); });
  }
  static constexpr auto c_before = elimination::c_factors, c = elimination::c_log_of_det;
  static constexpr auto meaning(auto A) { return log(det(A)); }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(d * transpose(inverse(A))); }
};
template <Expression A>
  requires shapes_agree<log_of_det_rule, A>
constexpr node_of<log_of_det_rule, A> log_of_det(A) { return {}; }

/// xᵀ A x for a column x.
template <Expression A, Expression X>
  requires shapes_agree<matrix_product_rule, A, X>
constexpr auto quadratic_form(A a, X x) { return detail::transpose(x) * a * x; }

}  // namespace nabla::detail

namespace nabla {
using detail::det, detail::inverse, detail::solve, detail::solve_transposed, detail::cofactor, detail::cofactor_derivative, detail::log_of_det,
    detail::logdet, detail::quadratic_form;
}
