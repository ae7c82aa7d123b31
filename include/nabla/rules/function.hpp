// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/bare.hpp>
#include <nabla/rules/names.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/rules/rule_problems.hpp>
#include <nabla/support/compiler.hpp>
#include <nabla/support/select.hpp>

namespace nabla::detail {

/// Where the tests sample an operand: `static constexpr interval domain[] = {{low, high}, ...};` in an entry, one for each operand, where the
/// function is not defined or not tame on [-3, 3].
struct interval {
  double low, high;
};

#define NABLA_DETAIL_RULE_IS_CALLED "nabla: a formula is made of a rule by call<rule>(x)"
/// Base of an entry for an elementwise function of `Arity` operands; operands broadcast as in NumPy. The entry holds
///     text                    its name; also its identity: two functions of one name in one program are refused
///     value(u, ...)           the value for scalars, written with `using std::exp;` so that any scalar type works,
///     definition(u, ...)      or instead of it the value in the expression language
///     partials(u, ..., v)     partial(df/du, ...) in the expression language; v is the node itself
///     latex                   optional: a command, `\\sigma`, or the whole with operands as #1, #2: `\\left|#1\\right|`
///     c                       optional: the definition of nabla_text in C99, where value() cannot be written down by running it: it loops or branches;
///                             with c_before, what it shares with others. Placeholders as in support/polygamma_c.hpp
///     cuda                    optional: the name of a function that CUDA has, as accurate as value()
///     parity                  optional: 1 where f(-u) = f(u), -1 where f(-u) = -f(u)
///     rewrites(u, ...)        optional: stable forms that are recognised, with this function outermost or below, see graph/match.hpp: of two
///                             functions the one that includes the other; of one number: with a second placeholder where that is needed
///     meaning(u, ...)         optional: what a mathematician would write for it, where that is not how it is computed; == compares that. Both are
///                             defined in the same places
///     extends(u, ...)         or instead of it, where it is defined in more places than what a mathematician would write: equivalent() compares that,
///                             and == where that is defined everywhere
///     range                   optional: a value_range, for functions below which terms may cancel or which may cancel themselves, and for derivatives: where
///                             a value is 0 because something is not taken, or infinite by overflow alone
///     is_gate                 optional: it is piecewise constant, and as a factor of a derivative it is 0 where something is not taken; so are conditions. A
///                             local derivative that has such a factor, or is where(c, a, 0_c), lets nothing through where that is 0, neither inf nor NaN
///     zero_operand            optional: the number of an operand where a zero makes it 0, whatever the others are, and in which it is linear
///     complement(u, ...)      optional: an accurate 1 - value, for when that is computed
///     square_complement(u, …) optional: an accurate 1 - value², likewise
///     twice_complement(u, …)  optional: an accurate 1 - 2 value, likewise
///     piece(u, ...)           of a function given by pieces: which one (u, ...) lies on, a number below 64; where two meet 0, or 64 and more; with it
///     on_piece(p, u, ...)     the value on piece p, continued beyond its ends; where two meet what has the derivative that is documented there,
///     is_step                 or instead of that: the value does not change on a piece. By them the gradient checker knows kinks and jumps
///     has_formulas            optional: false where only the last passes write it: none of these formulas is looked for, which saves templates
///     domain[]                optional: intervals that the tests sample. The chain rule is not its business.
template <int Arity>
struct function : entry_defaults {
  constexpr function() = default;
  template <Expression A>
  constexpr function(A) {
    static_assert(sizeof(A) == 0, NABLA_DETAIL_RULE_IS_CALLED);
  }
  static_assert(Arity >= 1 && Arity <= max_arity, "nabla: a function has one to four operands");
  static constexpr int arity = Arity;
  static constexpr bool elementwise = true;
  static constexpr inferred_shape infer(const shape* operands) {
    inferred_shape result{operands[0]};
    for (int i = 1; i < Arity && result.problem == nullptr; ++i) result = broadcast(result.extents, operands[i]);
    return result;
  }
};

/// The pieces of the rest are numbered from here on, where they meet.
inline constexpr int edge_piece = 64;
NABLA_DETAIL_RUNS constexpr bool is_edge(int piece) { return piece == 0 || piece >= edge_piece; }
/// 1, 0 or -1: how two numbers compare, or 2 if they do not; the piece of many functions.
NABLA_DETAIL_RUNS constexpr int comparison_of(auto u, auto v) { return u > v ? 1 : (u < v ? -1 : (u == v ? 0 : 2)); }

/// The same where `value` runs on SIMD registers as on numbers: it calls select(c, a, b) and never writes c ? a : b.
template <int Arity>
struct packet_function : function<Arity> {
  static constexpr bool for_packets = true;
};
/// The same in a few instructions: a loop takes several registers at a time, see run/loop_shape.hpp.
template <int Arity>
struct short_function : packet_function<Arity> {
  static constexpr bool is_short = true;
};

/// The same in one or two instructions of arithmetic, none of which chooses: few elements are taken one by one.
template <int Arity>
struct arithmetic_function : short_function<Arity> {
  static constexpr bool is_arithmetic = true;
};

/// Base of an entry for a function of whole matrices. The entry holds `infer(operands)`, the shape of the result, and
///     pullbacks(A, ..., C, dC)   pullback(dA, ...): from the cotangent dC of the result C those of the operands
///     definition(A, ...)         the value in the expression language,
///     kernel(C, A, ...)          or instead of it code on views, with rows(), columns(), (i, j): it writes C and reads the others.
///                                It runs on any scalar type, written with `using std::sqrt;`. A scalar is a 1 × 1 view.
///     meaning(A, ...), extends(A, ...), range   optional: as for elementwise functions
///     c                          optional: the definition of nabla_text in C99, with results and operands as pointer, rows and columns each
///     element(C, i, j, A, ...)   or instead of a kernel the element (i, j) of C, where it takes one of A; written with choose(c, [&] { ... }, T(0)),
///                                so that it can be printed as C for any size
///     memory                     optional: what the kernel gets behind C, see kernel_memory
///     kernel_up_to               optional: with both, the largest size known at compile time for which the kernel is used
///     fits(C, A, ...)            optional: do sizes that are bound at run time fit? Asked before anything is written
///     moves_elements             optional: the kernel writes elements that it reads, or zeros, and computes nothing: sparsity follows them
///     leaves_zeros               optional: it moves elements, and there are zeros among them
///     adds_elements              optional: each element is a sum of some elements of the first operand, by positive factors
///     takes_rows                 optional: its elements are those of rows of the first operand, whose numbers the second one has
///     reads_pieces               optional: a kernel that reads column by column takes, where the first operand is a stack, what is stacked, see pieces.hpp
///     by[]                       optional: of each operand over::rows where its rows go into the same rows of the result, and into no others; over::columns
///                                likewise. Of what is not read then nothing reaches the gradient of the others, not NaN either
///     last_is_shape              optional: of the last operand only the shape is used, which is C's; the kernel does not get it
/// Its placeholders are m × n unless `operand<I>()` gives others; the shapes of what it returns are proven.
template <int Arity>
struct matrix_function : entry_defaults {
  constexpr matrix_function() = default;
  template <Expression A>
  constexpr matrix_function(A) {
    static_assert(sizeof(A) == 0, NABLA_DETAIL_RULE_IS_CALLED);
  }
  static_assert(Arity >= 1 && Arity <= max_arity, "nabla: a function has one to four operands");
  static constexpr int arity = Arity;
  static constexpr bool elementwise = false;
};
#undef NABLA_DETAIL_RULE_IS_CALLED

/// A rule that is whole: it says what it is called, how many operands it has, and how it is computed or what shape its result has.
template <class Rule>
concept Entry = requires {
  { Rule::text } -> std::convertible_to<const char*>;
  { Rule::arity } -> std::convertible_to<int>;
  { Rule::elementwise } -> std::convertible_to<bool>;
} && (Rule::elementwise || infers_shape<Rule>);

/// The kernel of a rule that gives one element after the other.
template <class Rule>
NABLA_DETAIL_RUNS constexpr void fill_elements(const auto& to, const auto&... operands) {
  for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < to.rows(); ++i) to(i, j) = Rule::element(to, i, j, operands...);
}

/// The constant Numerator / Denominator, in lowest terms, for an entry that uses it with its placeholder u: unlike c<...> and 2_c it costs nothing
/// where the entry is not used.
template <std::int64_t Numerator, std::int64_t Denominator = 1>
constexpr constant<Numerator, Denominator> constant_beside(auto) {
  return {};
}

/// Local partial derivatives of an elementwise function, one for each operand.
template <Expression... E>
constexpr expression_list<E...> partial(E...) {
  return {};
}

/// Cotangents of the operands of a matrix function, one for each operand.
template <Expression... E>
constexpr expression_list<E...> pullback(E...) {
  return {};
}

/// Pairs before, after: wherever `before` appears, `after` is meant, the stable form of the same value. The first that matches counts.
template <Expression... E>
  requires(sizeof...(E) % 2 == 0)
constexpr expression_list<E...> rewrite(E...) {
  return {};
}

/// The scalar type of a view that a kernel gets.
template <class View>
using scalar_of = typename View::scalar;

struct operand_facts {
  const facts* operands[max_arity] = {};
};

/// Facts of a function of operands; not a template, since every node of every expression comes through here.
constexpr facts combine(const operation* op, key id, bool elementwise, inferred_shape (*infer)(const shape*), const operand_facts& from, const family_list* families = nullptr) {
  facts f;
  f.op = op;
  f.families = families;
  f.function = id;
  f.has_matrices = !elementwise;
  bool scalars = elementwise;
  key second_id = id;
  for (int i = 0; i < max_arity && is_set(from.operands[i]); ++i) {
    const facts& operand = *from.operands[i];
    f.operands[i] = &operand;
    id = mix(id, operand.id);
    second_id = mix(second_id, operand.second_id);
    f.weight += operand.weight;
    f.below |= operand.below | function_bit(operand.function);
    f.in_a_rule = f.in_a_rule || operand.in_a_rule;
    f.has_matrices = f.has_matrices || operand.has_matrices;
    f.hides = f.hides || operand.hides;
    scalars = scalars && operand.extents.is_scalar();
  }
  f.id = id;
  f.second_id = second_id;
  f.hides = f.hides || (!f.in_a_rule && stands_for_other(f));
  if (f.weight > 1000) f.weight = 1000;
  if (!scalars) {
    shape shapes[max_arity];
    for (int i = 0; i < max_arity && is_set(from.operands[i]); ++i) shapes[i] = from.operands[i]->extents;
    const inferred_shape result = infer(shapes);
    f.extents = result.extents;
    f.problem = result.problem;
  }
  return f;
}

template <class Rule, class... A>
inline constexpr facts facts_of<node<Rule, A...>> = combine(&operation_of<Rule>, rule_key<Rule>, Rule::elementwise, infer_of<Rule>(), {{&facts_of<A>...}});

/// A rule may name `families` of stable forms that it begins together with functions which it shall not cost where they do not occur: see families.hpp.
template <class Rule, class... A>
  requires requires { typename Rule::families; }
inline constexpr facts facts_of<node<Rule, A...>> = combine(&operation_of<Rule>, rule_key<Rule>, Rule::elementwise, infer_of<Rule>(), {{&facts_of<A>...}}, Rule::families::template found<Rule::families::template occurring_in<sizeof...(A)>(operand_facts{{&facts_of<A>...}}.operands)>());

/// The operands have shapes that the function takes.
template <class Rule, class... A>
concept shapes_agree = (Expression<A> && ...) && (facts_of<node<Rule, spelled_out<A>...>>.problem == nullptr);

/// The function given by a rule, applied: `constexpr auto swish(Expression auto u) { return call<swish_rule>(u); }`
template <class Rule, Expression... A>
  requires(sizeof...(A) == Rule::arity && problem_of_rule<Rule> == rule_problem::none) && shapes_agree<Rule, A...>
constexpr auto call(A...) {  // clang forms the type of a result before it asks whether this is a rule
  return node_of<Rule, A...>{};
}

}  // namespace nabla::detail

namespace nabla {
using detail::function, detail::partial, detail::rewrite, detail::call, detail::packet_function, detail::pullback, detail::matrix_function;
using detail::partial, detail::rewrite, detail::call, detail::pullback;
}  // namespace nabla
