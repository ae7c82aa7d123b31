// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/function.hpp>
#include <nabla/rules/kernels/cholesky.hpp>
#include <nabla/rules/kernels/cofactor.hpp>
#include <nabla/support/libm.hpp>

namespace nabla::detail {

// What linear algebra is lowered to, so that value and gradients share one factorisation; nobody differentiates these.

/// Shape of what is made of a square matrix: it, or a number, or the reason why there is none.
constexpr inferred_shape of_square(const shape* a, const char* problem) {
  if (!(a[0].rows == a[0].columns)) return {{}, problem};
  return {a[0]};
}
/// Shape of A⁻¹ B.
constexpr inferred_shape of_solution(const shape* operands, const char* square, const char* rows) {
  if (!(operands[0].rows == operands[0].columns)) return {{}, square};
  if (!(operands[0].rows == operands[1].rows)) return {{}, rows};
  return {operands[1]};
}
/// Placeholders n × n, and n × k.
template <class Rule, int I>
constexpr auto square_operand() {
  if constexpr (I == 0) return placeholder<0, dim<"n">, dim<"n">>{};
  else return placeholder<I, dim<"n">, dim<"k">>{};
}

/// Factors L and U of a matrix whose rows are exchanged, in one matrix; the exchanges in the column behind it.
struct lu_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lu";
  static constexpr kernel_memory memory{.columns = 1};
  static constexpr inferred_shape infer(const shape* a) { return of_square(a, "lu takes a square matrix"); }
  template <int I>
  static constexpr auto operand() { return square_operand<lu_rule, I>(); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    detail::copy_elements(a, to);
    detail::lu_in_place(to, to.behind(0));
  }
};

/// The transposed inverse of 4 × 4 numbers as it mostly is, the inverse too if `Both`, and behind that a column of the determinant, and of 1 where it is so. What plans of the usual case
/// have in place of the functions.
template <bool Both>
struct usual_inverse_rule : matrix_function<1> {  // internal
  static constexpr auto text = Both ? "usual_inverses" : "usual_inverse";
  static constexpr inferred_shape infer(const shape* a) { return {matrix_shape(a[0].rows, Both ? 9 : 5)}; }
  [[gnu::always_inline]] static constexpr void kernel(const auto& to, const auto& a) { detail::invert_usually(a, to); }
};

template <bool Transposed>
struct lu_solve_rule : matrix_function<2> {  // internal
  static constexpr auto text = Transposed ? "lu_solve_transposed" : "lu_solve";
  static constexpr inferred_shape infer(const shape* operands) { return {operands[1]}; }
  template <int I>
  static constexpr auto operand() { return square_operand<lu_solve_rule, I>(); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f, const auto& b) {
    detail::copy_elements(b, to);
    detail::solve_with_lu<Transposed>(f, to);
  }
};

struct lu_inverse_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lu_inverse";
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f) {
    detail::set_identity(to);
    detail::solve_with_lu<false>(f, to);
  }
};

struct lu_det_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lu_det";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f) { to(0, 0) = detail::determinant_of_factors(f); }
};

struct lu_logdet_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lu_logdet";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f) {
    using libm::abs, libm::log;
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    T sum(0);
    for (std::ptrdiff_t i = 0; i < f.rows(); ++i) sum = sum + log(abs(f(i, i)));
    to(0, 0) = sum;
  }
};

struct lu_log_of_det_rule : matrix_function<1> {  // internal
  static constexpr auto text = "lu_log_of_det";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f) {
    using libm::log;
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    if constexpr (!is_ordered<T>) to(0, 0) = log(detail::determinant_of_factors(f));
    else {
      T sign = detail::sign_of_exchanges(f.behind(0), f.rows());
      for (std::ptrdiff_t i = 0; i < f.rows(); ++i)
        if (f(i, i) < T(0)) sign = -sign;
      lu_logdet_rule::kernel(to, f);
      to(0, 0) = to(0, 0) + log(sign);  // 0, or NaN
    }
  }
};

struct lu_cofactor_rule : matrix_function<2> {  // internal
  static constexpr auto text = "lu_cofactor";
  static constexpr kernel_memory memory{.columns = 1, .copies = 2};
  static constexpr inferred_shape infer(const shape* operands) { return {operands[0]}; }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& f, const auto& a) { detail::cofactor_with_lu(f, a, to); }
};

}  // namespace nabla::detail
