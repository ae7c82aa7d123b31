// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/real.hpp>
#include <nabla/rules/element.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/structure.hpp>
#include <nabla/rules/triangular.hpp>

namespace nabla::detail {

// Names for small vectors and matrices that everybody writes, made of other functions. Programs have functions of these names already: those are more
// constrained than the ones here, and so they are taken.

/// π as a double, which is what it stays in types with more digits.
inline constexpr auto pi = exact<3.14159265358979323846>;

/// `zeros<2, 3>`, `zeros<n, 3>`: a matrix of zeros; one size alone makes a column.
template <auto Rows, auto Columns = 1>
inline constexpr auto zeros = broadcast_to<Rows, Columns>(constant<0, 1>{});
/// `ones<2, 3>`: a matrix of ones; one size alone makes a column.
template <auto Rows, auto Columns = 1>
inline constexpr auto ones = broadcast_to<Rows, Columns>(constant<1, 1>{});
/// `identity<3>`, `identity<n>`: ones on the diagonal.
template <auto Size>
inline constexpr auto identity = diag(ones<Size>);

template <class V>
inline constexpr bool has_three = facts_of<V>.extents.is_static() && facts_of<V>.extents.rows.size * facts_of<V>.extents.columns.size == 3 && (facts_of<V>.extents.rows.is_one() || facts_of<V>.extents.columns.is_one());
template <class Q>
inline constexpr bool is_quaternion = facts_of<Q>.extents == matrix_shape(4, 1);

/// "nabla: v is 3 x 1, w is 4 x 1: cross takes columns, or rows, of three numbers"
template <class Sentence>
unfit<Sentence> refuse();

/// a × b = (a₁ b₂ - a₂ b₁, a₂ b₀ - a₀ b₂, a₀ b₁ - a₁ b₀) of two columns of three numbers, or two rows.
template <class A, class B>
constexpr auto cross(A a, B b) {
  constexpr bool fits = has_three<A> && facts_of<A>.extents == facts_of<B>.extents;
  if constexpr (!fits) {
    refuse<shown<shapes_refused<"cross takes columns, or rows, of three numbers", A, B>()>>();
    return a;
  } else {
    constexpr constant<0, 1> x;
    constexpr constant<1, 1> y;
    constexpr constant<2, 1> z;
    const auto first = a[y] * b[z] - a[z] * b[y];
    const auto second = a[z] * b[x] - a[x] * b[z];
    const auto third = a[x] * b[y] - a[y] * b[x];
    if constexpr (facts_of<A>.extents.columns.is_one()) return vstack(first, second, third);
    else return hstack(first, second, third);
  }
}
/// The matrix of the cross product, 3 × 3: skew(a) b = a × b, for a column of three numbers.
template <class A>
constexpr auto skew(A a) {
  constexpr bool fits = has_three<A>;
  if constexpr (!fits) {
    refuse<shown<shapes_refused<"skew takes a column of three numbers", A>()>>();
    return a;
  } else {
    constexpr constant<0, 1> x;
    constexpr constant<1, 1> y;
    constexpr constant<2, 1> z;
    return vstack(hstack(x, -a[z], a[y]), hstack(a[z], x, -a[x]), hstack(-a[y], a[x], x));
  }
}

/// The Hamilton product p q of two quaternions, columns (w, x, y, z): of p = (s, u) and q = (t, v) it is (s t - uᵀ v, s v + t u + u × v).
template <class P, class Q>
constexpr auto quaternion_product(P p, Q q) {
  constexpr bool fits = is_quaternion<P> && is_quaternion<Q>;
  if constexpr (!fits) {
    refuse<shown<shapes_refused<"quaternion_product takes two columns of four numbers, (w, x, y, z)", P, Q>()>>();
    return p;
  } else {
    const auto s = row<0>(p);
    const auto t = row<0>(q);
    const auto u = rows<1, 3>(p);
    const auto v = rows<1, 3>(q);
    return vstack(s * t - dot(u, v), s * v + t * u + detail::cross(u, v));
  }
}
/// The column v of three numbers, turned by a quaternion (w, x, y, z) of length 1, q = (s, u): q v q⁻¹ = v + 2 s (u × v) + 2 u × (u × v).
template <class Q, class V>
constexpr auto quaternion_rotation(Q q, V v) {
  constexpr bool fits = is_quaternion<Q> && facts_of<V>.extents == matrix_shape(3, 1);
  if constexpr (!fits) {
    refuse<shown<shapes_refused<"quaternion_rotation turns a column of three by (w, x, y, z)", Q, V>()>>();
    return v;
  } else {
    const auto u = rows<1, 3>(q);
    const auto twice = constant_beside<2>(q) * detail::cross(u, v);
    return v + row<0>(q) * twice + detail::cross(u, twice);
  }
}

/// Sums of the elements up to each one, of those that follow where it is Backwards: along each column, or each row.
template <bool Backwards, bool AlongRows>
struct cumsum_rule : matrix_function<1> {
  static constexpr auto text = AlongRows ? (Backwards ? "row_cumsum_backwards" : "row_cumsum") : (Backwards ? "cumsum_backwards" : "cumsum");
  static constexpr value_range range{.finite = true};
  static constexpr bool adds_elements = true;
  static constexpr inferred_shape infer(const shape* a) { return {a[0]}; }
  static constexpr auto meaning(auto A) {
    const auto triangle = [](auto of) {
      if constexpr (Backwards != AlongRows) return upper_triangle(of);
      else return lower_triangle(of);
    };
    if constexpr (AlongRows) return A * triangle(broadcast_to(constant_beside<1>(A), transpose(A) * A));
    else return triangle(broadcast_to(constant_beside<1>(A), A * transpose(A))) * A;
  }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<cumsum_rule<!Backwards, AlongRows>>(d)); }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    const std::ptrdiff_t rows = a.rows(), columns = a.columns();
    if (AlongRows && rows != 1) {  // column by column, as they lie
      for (std::ptrdiff_t q = 0; q < columns; ++q) {
        const std::ptrdiff_t j = Backwards ? columns - 1 - q : q, before = Backwards ? j + 1 : j - 1;
        for (std::ptrdiff_t i = 0; i < rows; ++i) to(i, j) = q == 0 ? a(i, j) : to(i, before) + a(i, j);
      }
      return;
    }
    const std::ptrdiff_t outer = AlongRows ? 1 : columns, inner = AlongRows ? columns : rows;
    for (std::ptrdiff_t p = 0; p < outer && inner > 0; ++p) {
      const auto place = [=](std::ptrdiff_t q) { return Backwards ? inner - 1 - q : q; };
      const auto at = [&](const auto& m, std::ptrdiff_t q) -> decltype(auto) {
        if constexpr (AlongRows) return m(p, place(q));
        else return m(place(q), p);
      };
      std::remove_cvref_t<decltype(a(0, 0))> sum = at(a, 0);  // in a register: what was just stored is found late
      at(to, 0) = sum;
      for (std::ptrdiff_t q = 1; q < inner; ++q) {
        sum = sum + at(a, q);
        at(to, q) = sum;
      }
    }
  }
};
/// Cumulative sums: element i is v₀ + … + v_i; of a matrix down each column.
template <Expression V>
constexpr auto cumsum(V) { return node_of<cumsum_rule<false, lies_along_a_row<V>>, V>{}; }
/// Element i is v_i + v_{i+1} + …, down each column.
template <Expression V>
constexpr auto cumsum_backwards(V) { return node_of<cumsum_rule<true, false>, V>{}; }
/// The same along each row.
template <Expression V>
constexpr auto row_cumsum(V) { return node_of<cumsum_rule<false, true>, V>{}; }
template <Expression V>
constexpr auto row_cumsum_backwards(V) { return node_of<cumsum_rule<true, true>, V>{}; }

inline constexpr int most_spelled_out = 16;  ///< numbers between others that a formula has one by one: of 400 they took 45 seconds to compile
/// `linspace<n>(a, b)`: n numbers from a to b as a column, a + (b - a) k / (n - 1) for k = 0 … n - 1; of one that is a.
template <int Count, Expression A, Expression B>
  requires(Count >= 1 && facts_of<A>.extents.is_scalar() && facts_of<B>.extents.is_scalar())
constexpr auto linspace(A a, B b) {
  if constexpr (Count == 1) return a;
  else if constexpr (Count > most_spelled_out) return a + (b - a) * (detail::cumsum(ones<Count>) - constant<1, 1>{}) / constant<Count - 1, 1>{};
  else {
    constexpr auto fractions = []<int... K>(std::integer_sequence<int, K...>) {
      constexpr auto fraction = []<int N>(std::integral_constant<int, N>) {
        constexpr rational r = reduced(N, Count - 1).value;
        return constant<r.numerator, r.denominator>{};
      };
      return vstack(fraction(std::integral_constant<int, K>{})...);
    }(std::make_integer_sequence<int, Count>{});
    return a + (b - a) * fractions;
  }
}

}  // namespace nabla::detail

namespace nabla {
using detail::pi, detail::zeros, detail::ones, detail::identity, detail::cross, detail::skew, detail::quaternion_product, detail::quaternion_rotation,
    detail::linspace, detail::cumsum, detail::cumsum_backwards, detail::row_cumsum, detail::row_cumsum_backwards;
}
