// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/canonical/canonical_form.hpp>
#include <nabla/graph/import.hpp>
#include <nabla/graph/simplify/elements.hpp>
#include <nabla/graph/simplify/lower.hpp>
#include <nabla/graph/typed.hpp>

#include <initializer_list>

namespace nabla::detail {

// What == finds equal beyond what simplify() brings to one form, by what the functions mean. A function that is defined where its plain form is
// not, as xlogy(x, x) at 0, is equal to that only where the plain form is defined everywhere.
//
//     sigmoid(x)            → 1_c / (1_c + exp(-x))
//     tanh(x)               → sinh(x) / cosh(x)
//     hypot(x, y)           → sqrt(x * x + y * y)
//     log_softmax(A)        → A - log(row_sums(exp(A)))
//     norm2(u)              → sqrt(transpose(u) * u)
//     dot(u, Q * v)         → transpose(u) * Q * v
//     sum(hadamard(Q, R))   → trace(transpose(Q) * R)
//     solve(Q, u)           → inverse(Q) * u
//     where(x > y, z, 0_c)  → (x > y) * z
//     vstack(row<1>(A), row<0>(A)) → vstack(hstack(block<1, 0, 1, 1>(A), block<1, 1, 1, 2>(A)), row<0>(A))
//     det(diag(u))          → prod(u)
//     xlogy(x, 1_c + sq(y)) → x * log(1_c + sq(y))

/// Takes a formula into `meant`, functions replaced by what they mean, unless it is to be kept as written.
template <class Late = void>
constexpr int import_meant(graph& meant, const facts& f, canonical_depth depth) {
  facts_map known;
  if (depth == canonical_depth::written) return import(meant, known, f, true);
  graph written;
  int root = import(written, known, f, true);
  const bool plain = depth >= canonical_depth::expanded;
  const list<place> places = canonical_places<Late>(written, plain, plain).of_nodes(root);
  lower<Late>(written, meant, &root, 1, plain ? writing::plain : writing::meanings, &places);
  return root;
}
/// The node of an expression's canonical form; unless it is to be kept as written, functions are replaced by what they mean.
template <class Late = void>
constexpr int import_canonical(graph& g, const facts& f, canonical_depth depth) {
  graph meant;
  const int root = import_meant<Late>(meant, f, depth);
  return depth == canonical_depth::written ? basic_canonicaliser<Late>(meant, g).run(root) : basic_canonicaliser<Late>(meant, g, depth).run(root);
}

/// Of infinity, NaN and -0 as constants algebra does not hold: r - r is not 0, nor r / r = 1, though they vanish from the canonical form.
template <class Late = void>
constexpr bool algebra_holds(const graph& g) {
  for (int i = 0; i < g.nodes.size; ++i)
    if (g.nodes.data[i].op->code == operation_code::real && is_no_number_of_algebra(g.nodes.data[i].value)) return false;
  return true;
}

/// Are two expanded formulas one over one denominator?
template <class Late = void>
constexpr bool differ_by_nothing(graph& g, int first, int second, canonical_depth depth = canonical_depth::expanded) {
  basic_canonical_maker<Late> m(g, depth);
  sum_of_terms sum;
  m.w.split_sum(first, {1, 1}, sum);
  m.w.split_sum(second, {-1, 1}, sum);
  m.w.collect(sum);
  if (!sum.fits) return false;
  int difference = m.write(sum);
  product_of_powers denominator;
  if (!m.s.is_zero(difference)) over_one_denominator(m, difference, denominator);
  return m.s.is_zero(difference);
}

inline constexpr int most_compared = 64;       ///< elements of a matrix
inline constexpr int most_compared_nodes = 4000;  ///< of all elements of one side

/// The elements of a formula whose small matrices are taken apart.
template <class Late = void>
constexpr void take_apart(const graph& meant, int root, graph& apart, list<int>& elements) {
  simplifier s(apart, writing::meanings);
  known_values values{apart};
  s.values = &values;
  element_writer<Late> w(meant, s, most_compared);
  w.run(&root, 1);
  for (int j = 0; j < w.columns(root); ++j)
    for (int i = 0; i < w.rows(root); ++i) elements.push(w.at(root, i, j));
}

/// Is nothing a matrix, or computed as one, such as the inverse of a number?
constexpr bool is_of_numbers(const graph& g) {
  bool any = g.shapes.size > 1;
  for (int i = 0; i < g.nodes.size && !any; ++i) any = !g.nodes.data[i].op->elementwise && g.nodes.data[i].op->arity > 0;
  return !any;
}
/// Are two small matrices, or numbers that are computed from such, equal element by element?
template <class Late = void>
constexpr bool have_equal_elements(const facts& a, const facts& b, canonical_depth depth) {
  if (!(a.has_matrices || b.has_matrices) || !(a.extents == b.extents) || !a.extents.is_static() || a.extents.rows.size * a.extents.columns.size > most_compared) return false;
  graph first, second, apart, other;
  const int root = import_meant<Late>(first, a, depth), other_root = import_meant<Late>(second, b, depth);
  if (is_of_numbers(first) && is_of_numbers(second)) return false;
  list<int> of_a, of_b;
  take_apart<Late>(first, root, apart, of_a);
  take_apart<Late>(second, other_root, other, of_b);
  if (apart.nodes.size > most_compared_nodes || other.nodes.size > most_compared_nodes) return false;
  for (int e = 0; e < of_a.size; ++e) {
    graph g;
    const int i = basic_canonicaliser<Late>(apart, g, depth).run(of_a.data[e]), j = basic_canonicaliser<Late>(other, g, depth).run(of_b.data[e]);
    if (i != j && (depth != canonical_depth::expanded || !differ_by_nothing<Late>(g, i, j))) return false;
    if (!algebra_holds<Late>(g)) return false;
  }
  return true;
}

template <class Late = void>
constexpr bool have_one_canonical_form(const facts& a, const facts& b) {
  if (is_same_object(&a, &b)) return true;
  if (!(a.extents == b.extents)) return false;
  for (canonical_depth depth : {canonical_depth::written, canonical_depth::meant}) {
    graph g;
    if (import_canonical<Late>(g, a, depth) == import_canonical<Late>(g, b, depth)) return algebra_holds<Late>(g);
  }
  return false;
}

template <class Late = void>
constexpr bool are_equal(const facts& a, const facts& b) { return have_one_canonical_form<Late>(a, b) || have_equal_elements<Late>(a, b, canonical_depth::meant); }
namespace operators {
/// Are the two expressions equal, at compile time: do they have one canonical form, as written or with the definitions of
/// functions written out, or of each of their elements where they are small? True proves that, where the symbols are numbers and one of the two is a number, both are and agree, but for rounding,
/// overflow and the sign of a zero; false may be said of two that only a deeper look finds equal.
template <Expression A, Expression B>
[[nodiscard("nabla: x == y asks whether two formulas are equal, and does nothing; a value is bound at the call, f(x = 2.0)")]] constexpr bool operator==(A, B) {
  return are_equal(facts_of<A>, facts_of<B>);
}
}  // namespace operators

template <class Late = void>
constexpr bool are_equivalent(const facts& a, const facts& b) {
  if (have_one_canonical_form<Late>(a, b)) return true;
  if (!(a.extents == b.extents)) return false;
  for (canonical_depth depth : {canonical_depth::expanded, canonical_depth::reduced}) {
    graph g;
    const int first = import_canonical<Late>(g, a, depth), second = import_canonical<Late>(g, b, depth);
    if (differ_by_nothing<Late>(g, first, second, depth)) return algebra_holds<Late>(g);
  }
  return have_equal_elements<Late>(a, b, canonical_depth::meant) || have_equal_elements<Late>(a, b, canonical_depth::expanded);
}

/// Are the two expressions equal once they are multiplied out and brought over one denominator? Decides identities of
/// polynomials and rational functions, of whatever functions: (x + y)² = x² + 2 x y + y². It holds where both sides are defined, with all their
/// parts: x / x = 1; a function that extends another, as xlogy, counts as that. What is defined nowhere is equivalent to nothing else.
template <Expression A, Expression B>
[[nodiscard]] constexpr bool equivalent(A, B) {
  return are_equivalent(facts_of<A>, facts_of<B>);
}

template <Expression F>
struct canonical_builder {
  static constexpr built_formula build(graph& g) { return {import_canonical(g, facts_of<F>, canonical_depth::written)}; }
};

/// The canonical form: one expression for all that a mathematician would call the same, see graph/canonical.hpp.
template <Expression F>
constexpr typename formula_type<canonical_builder<F>>::type simplify(F) {
  return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::simplify, detail::equivalent;
}
