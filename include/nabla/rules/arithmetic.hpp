// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/families.hpp>

namespace nabla::detail {

struct add_rule : packet_function<2> {
  static constexpr auto text = "+";
  using families = families_of<halves_of_tanh, halves_of_erf, halves_of_sigmoids>;
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::add;
  static constexpr int precedence = 1;
  static constexpr bool commutative = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return u + v; }
  static constexpr auto partials(auto, auto, auto) { return partial(1_c, 1_c); }
};

struct subtract_rule : packet_function<2> {
  static constexpr auto text = "-";
  using families = families_of<differences_of_sigmoids, halves_of_tanh, halves_of_erf, halves_of_sigmoids>;
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::subtract;
  static constexpr int precedence = 1;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return u - v; }
  static constexpr auto partials(auto, auto, auto) { return partial(1_c, c<-1>); }
};

/// Elementwise product, written `*` when one side is a scalar.
struct multiply_rule : packet_function<2> {
  static constexpr auto text = "hadamard";
  using families = families_of<multiples_of_tails, multiples_of_reciprocal_roots, multiples_of_double_exponentials>;
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::multiply;
  static constexpr int precedence = 2;
  static constexpr bool commutative = true;
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return u * v; }
  static constexpr auto partials(auto u, auto v, auto) { return partial(v, u); }
};

struct divide_rule : packet_function<2> {
  static constexpr auto text = "/";
  using families = families_of<fractions_of_equal_exponentials, fractions_of_exponentials_and_a_number, fractions_of_exponentials, fractions_of_several_exponentials, fractions_of_sums_of_exponentials, fractions_of_means_of_exponentials, fractions_of_parts_by_exponentials, fractions_of_double_exponentials, fractions_of_powers<2>, fractions_of_powers<10>, fractions_of_weighted_exponentials, fractions_of_exponentials_less_a_number, fractions_of_weighted_sums, fractions_of_distributions, fractions_of_hyperbolics, fractions_by_expm1, fractions_by_roots, fractions_by_roots_beside_exponentials, multiples_over_exponentials, fractions_by_one_more, fractions_beside_exponentials, fractions_beside_exponentials_in_differences, fractions_beside_multiples, fractions_beside_sums>;
  static constexpr auto code = operation_code::divide;
  static constexpr int precedence = 2;
  static constexpr interval domain[] = {{-3, 3}, {0.2, 3}};
  NABLA_DETAIL_SHORT static constexpr auto value(auto u, auto v) { return u / v; }
  static constexpr auto partials(auto, auto v, auto r) { return partial(1_c / v, -(r * (1_c / v))); }
};

struct negate_rule : packet_function<1> {
  static constexpr auto text = "neg";
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::negate;
  static constexpr auto latex = "-";
  NABLA_DETAIL_SHORT static constexpr auto value(auto u) { return -u; }
  static constexpr auto partials(auto, auto) { return partial(c<-1>); }
};

/// (m × k)(k × n)
struct matrix_product_rule : matrix_function<2> {
  static constexpr auto text = "matmul";
  static constexpr over by[2] = {over::rows, over::columns};
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto code = operation_code::matrix_product;
  static constexpr int precedence = 2;
  static constexpr inferred_shape infer(const shape* operands) { return contract(operands[0], operands[1]); }
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 0) return placeholder<0, dim<"m">, dim<"k">>{};
    else return placeholder<1, dim<"k">, dim<"n">>{};
  }
  static constexpr auto pullbacks(auto A, auto B, auto, auto dC) { return pullback(dC * transpose(B), transpose(A) * dC); }
};

// ---- operators: they keep what was written --------------------------------------------------------------------------

/// The product of mathematics: scalar times anything, matrix times matrix.
template <Expression A, Expression B>
using product_rule = std::conditional_t<facts_of<A>.extents.is_scalar() || facts_of<B>.extents.is_scalar(), multiply_rule, matrix_product_rule>;

namespace operators {
template <Expression A, Expression B>
  requires shapes_agree<add_rule, A, B>
constexpr node_of<add_rule, A, B> operator+(A, B) {
  return {};
}
template <Expression A, Expression B>
  requires shapes_agree<subtract_rule, A, B>
constexpr node_of<subtract_rule, A, B> operator-(A, B) {
  return {};
}
template <Expression A, Expression B>
  requires shapes_agree<product_rule<A, B>, A, B>
constexpr node_of<product_rule<A, B>, A, B> operator*(A, B) {
  return {};
}
template <Expression A, Expression B>
  requires shapes_agree<divide_rule, A, B>
constexpr node_of<divide_rule, A, B> operator/(A, B) {
  return {};
}
template <Expression A>
constexpr node_of<negate_rule, A> operator-(A) {
  return {};
}
/// -2_c is a constant, not a negation.
template <std::int64_t Numerator, std::int64_t Denominator>
constexpr constant<-Numerator, Denominator> operator-(constant<Numerator, Denominator>) {
  return {};
}
template <Expression A>
constexpr A operator+(A) {
  return {};
}
}  // namespace operators
/// Elementwise product of matrices.
template <Expression A, Expression B>
  requires shapes_agree<multiply_rule, A, B>
constexpr node_of<multiply_rule, A, B> hadamard(A, B) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::hadamard;
}
