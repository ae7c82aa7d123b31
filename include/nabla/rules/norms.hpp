// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/matrix.hpp>
#include <nabla/rules/numbered.hpp>

#include <cmath>
#include <limits>

namespace nabla {

/// u / v, and 0 where v = 0: a direction, of nothing too. Its derivatives are 0 there.
struct direction_rule : packet_function<2> {  // internal
  static constexpr auto text = "direction";
  static constexpr auto value(auto u, auto v) { return select(v == decltype(v)(0), decltype(u)(0), u / v); }
  static constexpr auto meaning(auto u, auto v) { return u / v; }
  static constexpr auto partials(auto, auto v, auto r) { return partial(call<direction_rule>(1_c, v), -call<direction_rule>(r, v)); }
};

/// The square root of the sum of squares, given that sum where it is to be trusted: neither it nor its summands left the normal
/// numbers. Else from the elements over the largest of them.
template <class View>
constexpr scalar_of<View> norm_from_squares(const View& a, const scalar_of<View>& squares) {
  using std::abs, std::sqrt;
  using T = scalar_of<View>;
  using limits = std::numeric_limits<T>;
  // squares that underflow are below min, and lose less than a rounding error of a sum of min / eps²
  const T smallest = T(limits::min()) / T(limits::epsilon()) / T(limits::epsilon());
  if (squares > smallest && squares <= T(limits::max())) return sqrt(squares);
  if (squares != squares) return squares;
  T largest(0);
  for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < a.rows(); ++i) {
      const T size = abs(a(i, j));
      if (size > largest) largest = size;
    }
  if (largest == T(0) || largest > T(limits::max())) return largest;
  T sum(0);
  for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
    for (std::ptrdiff_t i = 0; i < a.rows(); ++i) {
      const T ratio = a(i, j) / largest;
      sum = sum + ratio * ratio;
    }
  return largest * sqrt(sum);
}

/// Euclidean norm of a vector, Frobenius norm of a matrix: squares neither overflow nor underflow. norm2'(0) = 0, as are its
/// derivatives of higher order.
struct norm2_rule : matrix_function<1> {
  static constexpr auto text = "norm2";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto meaning(auto A) { return sqrt(sum(hadamard(A, A))); }
  static constexpr auto pullbacks(auto A, auto r, auto d) { return pullback(d * call<direction_rule>(A, r)); }
  static constexpr void kernel(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(a)>>;
    T squares(0);
    for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < a.rows(); ++i) squares = squares + a(i, j) * a(i, j);
    to(0, 0) = norm_from_squares(a, squares);
  }
};
template <Expression A>
constexpr node_of<norm2_rule, A> norm2(A) { return {}; }
/// The same under the name that matrices have for it.
template <Expression A>
constexpr node_of<norm2_rule, A> frobenius(A) { return {}; }

/// Mean of the squared distances from the mean, of all elements.
struct variance_rule : matrix_function<1> {
  static constexpr auto text = "variance";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto definition(auto A) {
    auto distance = A - mean(A);
    return mean(hadamard(distance, distance));
  }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(2_c * d / count(A) * (A - mean(A))); }
};
template <Expression A>
constexpr node_of<variance_rule, A> variance(A) { return {}; }

/// A polynomial in Count numbers t, linear in each: one coefficient for each set of them, by the bits of its index.
template <class T, int Count>
struct multilinear {
  static constexpr int size = 1 << Count;
  T coefficients[size]{};

  friend constexpr multilinear operator*(const multilinear& a, const multilinear& b) {
    multilinear result;
    for (int set = 0; set < size; ++set)
      for (int part = 0; part < size; ++part)
        if ((part & set) == part) result.coefficients[set] = result.coefficients[set] + a.coefficients[part] * b.coefficients[set ^ part];
    return result;
  }
};

/// What becomes of each element's cofactor in a product: the product of all others, differentiated in the directions of the
/// operands after the first. No element is divided by, so zeros are numbers like others. Directions are found to order 4.
template <int Directions>
struct product_of_others_rule : matrix_function<Directions + 1> {  // internal
  static constexpr numbered_text name{"product_of_others", Directions};
  static constexpr const char* text = name.text;
  static constexpr kernel_memory memory{.copies = (1 << Directions) - 1};
  static constexpr inferred_shape infer(const shape* operands) {
    for (int i = 1; i <= Directions; ++i)
      if (!(operands[i] == operands[0])) return {{}, "directions have the shape of the matrix"};
    return {operands[0]};
  }
  // symmetric in the directions, and in element and direction: the derivative of a product of many
  static constexpr auto pullbacks(auto A, auto, auto E)
    requires(Directions == 0)
  {
    return pullback(call<product_of_others_rule<1>>(A, E));
  }
  static constexpr auto pullbacks(auto A, auto D, auto, auto E)
    requires(Directions == 1)
  {
    return pullback(call<product_of_others_rule<2>>(A, D, E), call<product_of_others_rule<1>>(A, E));
  }
  static constexpr auto pullbacks(auto A, auto D, auto F, auto, auto E)
    requires(Directions == 2)
  {
    return pullback(call<product_of_others_rule<3>>(A, D, F, E), call<product_of_others_rule<2>>(A, F, E), call<product_of_others_rule<2>>(A, D, E));
  }

  static constexpr void kernel(const auto& to, const auto& a, const auto&... directions) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    using factor = multilinear<T, Directions>;
    const auto element = [&](std::ptrdiff_t i, std::ptrdiff_t j) {
      factor f;
      f.coefficients[0] = a(i, j);
      int bit = 1;
      ((f.coefficients[bit] = directions(i, j), bit *= 2), ...);
      return f;
    };
    const auto place = [&](int k, std::ptrdiff_t i, std::ptrdiff_t j) -> T& { return to.data[i + (j + k * to.columns()) * to.stride]; };
    factor before;
    before.coefficients[0] = T(1);
    for (std::ptrdiff_t j = 0; j < to.columns(); ++j)
      for (std::ptrdiff_t i = 0; i < to.rows(); ++i) {
        for (int k = 0; k < factor::size; ++k) place(k, i, j) = before.coefficients[k];
        before = before * element(i, j);
      }
    factor after;
    after.coefficients[0] = T(1);
    for (std::ptrdiff_t j = to.columns() - 1; j >= 0; --j)
      for (std::ptrdiff_t i = to.rows() - 1; i >= 0; --i) {
        factor left;
        for (int k = 0; k < factor::size; ++k) left.coefficients[k] = place(k, i, j);
        to(i, j) = (left * after).coefficients[factor::size - 1];
        after = after * element(i, j);
      }
  }
};

/// Product of all elements; its derivatives up to the fourth are right where elements are zero.
struct prod_rule : matrix_function<1> {
  static constexpr auto text = "prod";
  static constexpr auto latex = "\\prod";
  static constexpr inferred_shape infer(const shape*) { return {}; }
  static constexpr auto pullbacks(auto A, auto, auto d) { return pullback(d * call<product_of_others_rule<0>>(A)); }
  static constexpr void kernel(const auto& to, const auto& a) {
    auto product = a(0, 0);
    for (std::ptrdiff_t j = 0; j < a.columns(); ++j)
      for (std::ptrdiff_t i = j == 0 ? 1 : 0; i < a.rows(); ++i) product = product * a(i, j);
    to(0, 0) = product;
  }
};
template <Expression A>
constexpr node_of<prod_rule, A> prod(A) { return {}; }

}  // namespace nabla
