// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Whatever a rule misses is said in a sentence. All in one file: a file for each would compile the headers twice for each.

// expects: nabla: a rule says what it is called: static constexpr auto text
// expects: no_text_rule
// expects: nabla: a function is given by value(u, ...) or definition(u, ...), with as many operands as it has
// expects: no_value_rule
// expects: nabla: a function of matrices is given by definition(A, ...) or kernel(result, A, ...), with as many operands as it has
// expects: no_kernel_rule
// expects: nabla: a function of matrices says what shape its result has: static constexpr inferred_shape infer(const operand_shape* operands)
// expects: no_shape_rule
// expects: nabla: partials(...) of a rule returns partial(...), and pullbacks(...) returns pullback(...)
// expects: no_list_rule
// expects: nabla: call<rule>(...) takes as many operands as the rule has
// expects(gcc): nabla: W is 2 x 3: twice takes a square matrix
// expects(clang): has private destructor
// lines: 320

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto W = var<"W", 2, 3>;
constexpr auto V = var<"V", 2, 2>;
struct twice_rule : matrix_function<1> {
  static constexpr auto text = "twice";
  static constexpr inferred_shape infer(const operand_shape* a) { return {a[0], a[0].rows == a[0].columns ? nullptr : "twice takes a square matrix"}; }
  static constexpr auto definition(auto A) { return 2_c * A; }
};

#ifdef NABLA_MUST_NOT_COMPILE
struct no_text_rule : function<1> {
  static constexpr auto value(auto u) { return u * u; }
};
constexpr auto f = call<no_text_rule>(x);

struct no_value_rule : function<1> {
  static constexpr auto text = "no_value";
  static constexpr auto partials(auto u, auto) { return partial(2_c * u); }
};
constexpr auto a = call<no_value_rule>(x)(x = 2.0);

struct no_shape_rule : matrix_function<1> {
  static constexpr auto text = "no_shape";
  static constexpr auto definition(auto A) { return transpose(A) * A; }
};
constexpr auto h = call<no_shape_rule>(W);

struct no_kernel_rule : matrix_function<1> {
  static constexpr auto text = "no_kernel";
  static constexpr inferred_shape infer(const operand_shape* a) { return {a[0]}; }
};
constexpr auto b = call<no_kernel_rule>(W)(W = fixed_matrix<double, 2, 3>{});

struct no_list_rule : function<1> {
  static constexpr auto text = "no_list";
  static constexpr auto value(auto u) { return u * u; }
  static constexpr auto partials(auto u, auto) { return 2_c * u; }
};
constexpr auto g = call<no_list_rule>(x);

constexpr auto too_many = call<twice_rule>(V, V);
constexpr auto not_square = call<twice_rule>(W);
#else
constexpr auto f = call<twice_rule>(V);
#endif

}  // namespace
