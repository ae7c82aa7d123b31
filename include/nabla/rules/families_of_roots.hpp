// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/constant.hpp>
#include <nabla/rules/family.hpp>
#include <nabla/rules/numbered.hpp>

namespace nabla::detail {

struct matrix_product_rule;
struct deviation_rule;

/// The ways to write a root, or its reciprocal: of each a formula pays for what is written there.
enum class root_form {
  root,
  reciprocal,
  power,
  reciprocal_power
};
template <root_form Form>
struct root_family : family {
  static constexpr bool is_positive(const facts& u) { return u.op->code == operation_code::constant && u.value.numerator > 0; }
  static constexpr bool is_written(const facts& v) { return v.id == (Form == root_form::power ? number_key(1, 2) : number_key(-1, 2)); }
  static constexpr auto root_of(auto s) {
    if constexpr (Form == root_form::root) return sqrt(s);
    else if constexpr (Form == root_form::reciprocal) return rsqrt(s);
    else if constexpr (Form == root_form::power) return pow(s, constant_beside<1, 2>(s));
    else return pow(s, constant_beside<-1, 2>(s));
  }
  static constexpr auto result(auto length) {
    if constexpr (Form == root_form::root || Form == root_form::power) return length;
    else return constant_beside<1>(length) / length;
  }
};

/// Roots of a sum of two squares, and of what is left of 1 by that of tanh.
template <root_form Form>
struct roots_of_squares : root_family<Form> {
  static constexpr numbered_text name{"roots_of_squares", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  static constexpr bool is_square(const facts& u) { return u.function == function_key("sq") || u.function == function_key("hadamard") || u.function == function_key("pow"); }
  /// Of two squares, or of more; of one, and a number that is not negative.
  static constexpr bool may_occur(const facts& u) {
    if (is_complement(u)) return mentions(*u.operands[1], function_key("tanh"), 1);
    if (u.function != function_key("+") || !(is_square(*u.operands[0]) || is_square(*u.operands[1]))) return false;
    for (int k = 0; k < 2; ++k)
      if (u.operands[k]->op->code == operation_code::constant && u.operands[k]->value.numerator <= 0) return false;
    return true;
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto v, auto z, auto) {
    using root = root_family<Form>;
    return rewrite(root::root_of(constant_beside<1>(u) + sq(u)), root::result(unit_hypot(u)), root::root_of(sq(u) + sq(v)), root::result(hypot(u, v)),
                   root::root_of(positive_number(z) + sq(u)), root::result(hypot(u, sqrt(z))), root::root_of(constant_beside<1>(u) - sq(tanh(u))), root::result(reciprocal_cosh(u)));
  }
};
/// Roots of a sum of three, and of multiples of such sums.
template <root_form Form>
struct roots_of_three_squares : root_family<Form> {
  static constexpr numbered_text name{"roots_of_three_squares", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  using root_family<Form>::is_positive;
  /// The sum in k u, u k and u / k.
  static constexpr const facts& without_multiple(const facts& u) {
    if (u.function == function_key("hadamard") || u.function == function_key("/"))
      for (int k = 0; k < 2; ++k)
        if (is_positive(*u.operands[k]) && (k == 1 || u.function != function_key("/"))) return *u.operands[1 - k];
    return u;
  }
  static constexpr bool may_occur(const facts& multiple) {
    const facts& u = without_multiple(multiple);
    if (u.function != function_key("+")) return false;
    for (int k = 0; k < 2; ++k)
      if (u.operands[k]->function == function_key("+")) return roots_of_squares<Form>::may_occur(*u.operands[k]);
    return false;
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto v, auto w, auto z) {
    using root = root_family<Form>;
    const auto k = positive_number(w);
    const auto one = constant_beside<1>(u);
    const auto sum = sq(u) + sq(v) + sq(w);
    return rewrite(root::root_of(sum), root::result(norm3d(u, v, w)), root::root_of(one + sq(u) + sq(v)), root::result(norm3d(u, v, one)), root::root_of(one + (sq(u) + sq(v))), root::result(norm3d(u, v, one)),
                   root::root_of(k + sq(u) + sq(v)), root::result(norm3d(u, v, sqrt(w))), root::root_of(k + (sq(u) + sq(v))), root::result(norm3d(u, v, sqrt(w))),
                   root::root_of(positive_number(z) * sum), root::result(sqrt(z) * norm3d(u, v, w)), root::root_of(sum / positive_number(z)), root::result(norm3d(u, v, w) / sqrt(z)));
  }
};
/// Roots of sums of multiples of squares, and of multiples of such sums.
template <root_form Form>
struct roots_of_multiples : root_family<Form> {
  static constexpr numbered_text name{"roots_of_multiples", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  using root_family<Form>::is_positive;
  /// k u, u k or u / k.
  static constexpr bool is_multiple(const facts& u) {
    return (u.function == function_key("hadamard") && (is_positive(*u.operands[0]) || is_positive(*u.operands[1]) || is_multiple(*u.operands[0]) || is_multiple(*u.operands[1]))) || (u.function == function_key("/") && is_positive(*u.operands[1]));
  }
  static constexpr bool may_occur(const facts& u) {
    if (u.function == function_key("+")) return is_multiple(*u.operands[0]) || is_multiple(*u.operands[1]);
    return is_multiple(u) && (u.operands[0]->function == function_key("+") || u.operands[1]->function == function_key("+"));
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto v, auto y, auto z) {
    using root = root_family<Form>;
    const auto first = positive_number(y) * sq(u);
    const auto part = sq(u) / positive_number(y);
    const auto second = positive_number(z) * sq(v);
    const auto one = constant_beside<1>(u);
    const auto of_first = sqrt(y) * u;
    const auto of_part = u / sqrt(y);
    return rewrite(root::root_of(one + first), root::result(unit_hypot(of_first)), root::root_of(positive_number(z) + first), root::result(hypot(of_first, sqrt(z))),
                   root::root_of(one + part), root::result(unit_hypot(of_part)), root::root_of(positive_number(z) + part), root::result(hypot(of_part, sqrt(z))),
                   root::root_of(first + sq(v)), root::result(hypot(of_first, v)), root::root_of(part + sq(v)), root::result(hypot(of_part, v)),
                   root::root_of(first + second), root::result(hypot(of_first, sqrt(z) * v)), root::root_of(part + sq(v) / positive_number(z)), root::result(hypot(of_part, v / sqrt(z))),
                   root::root_of(positive_number(z) * (sq(u) + sq(v))), root::result(sqrt(z) * hypot(u, v)), root::root_of((sq(u) + sq(v)) / positive_number(z)), root::result(hypot(u, v) / sqrt(z)));
  }
};

/// A length in a plane and what stands on it.
struct lengths_in_space : family {
  static constexpr auto text = "lengths_in_space";
  static constexpr bool may_occur(const facts& u, const facts& v) {
    return u.function == function_key("hypot") || v.function == function_key("hypot") || u.id == number_key(1, 1) || v.id == number_key(1, 1);
  }
  static constexpr auto rewrites(auto u, auto v, auto w, auto) { return rewrite(hypot(1_c, u), unit_hypot(u), hypot(hypot(u, v), w), norm3d(u, v, w)); }
};

/// Roots of sums of squares of all elements.
template <root_form Form>
struct roots_of_norms : root_family<Form> {
  static constexpr numbered_text name{"roots_of_norms", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  static constexpr bool may_occur(const facts& u) {
    return u.function == function_key("sqnorm") || u.function == function_key("sum") || u.function == function_key("dot") || u.function == function_key("matmul");
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto, auto, auto) {
    using root = root_family<Form>;
    auto length = root::result(norm2(u));
    auto inner = call<matrix_product_rule>(transpose(u), u);
    auto outer_product = call<matrix_product_rule>(u, transpose(u));
    return rewrite(root::root_of(sqnorm(u)), length, root::root_of(sum(sq(u))), length, root::root_of(dot(u, u)), length, root::root_of(inner), length, root::root_of(outer_product), length);
  }
};

/// Roots of means of squares, of variances, of multiples of such sums, and of sums along a diagonal.
template <root_form Form>
struct roots_of_means : root_family<Form> {
  static constexpr numbered_text name{"roots_of_means", static_cast<int>(Form)};
  static constexpr const char* text = name.text;
  static constexpr bool is_mean(const facts& u) { return u.function == function_key("mean") || u.function == function_key("variance") || u.function == function_key("trace"); }
  static constexpr bool is_of_all(const facts& u) { return is_mean(u) || roots_of_norms<Form>::may_occur(u); }
  static constexpr bool may_occur(const facts& u) {
    return is_mean(u) || ((u.function == function_key("hadamard") || u.function == function_key("/")) && (is_of_all(*u.operands[0]) || is_of_all(*u.operands[1])));
  }
  static constexpr bool may_occur(const facts& u, const facts& v) { return root_family<Form>::is_written(v) && may_occur(u); }
  static constexpr auto rewrites(auto u, auto z, auto, auto) {
    const auto length = norm2(u);
    const auto deviation = call<deviation_rule>(u);
    const auto number = count(u);
    return joined_rows(of(variance(u), deviation / sqrt(number), z), of(mean(sq(u - mean(u))), deviation / sqrt(number), z), of(sum(sq(u - mean(u))), deviation, z), of(sqnorm(u - mean(u)), deviation, z), of(mean(sq(u)), length / sqrt(number), z),
                       of(sqnorm(u), length, z), of(sum(sq(u)), length, z), of(dot(u, u), length, z),
                       of(call<matrix_product_rule>(transpose(u), u), length, z), of(trace(call<matrix_product_rule>(transpose(u), u)), length, z), of(trace(call<matrix_product_rule>(u, transpose(u))), length, z),
                       over_count(sqnorm(u), length, number), over_count(sum(sq(u)), length, number), over_count(dot(u, u), length, number));
  }

 private:
  using root = root_family<Form>;
  static constexpr auto of(auto square, auto length, auto z) {
    return rewrite(root::root_of(square), root::result(length), root::root_of(positive_number(z) * square), root::result(sqrt(z) * length), root::root_of(square / positive_number(z)), root::result(length / sqrt(z)));
  }
  static constexpr auto over_count(auto square, auto length, auto number) { return rewrite(root::root_of(square / number), root::result(length / sqrt(number))); }
};

}  // namespace nabla::detail
