// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/kernels/multilinear.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/numbered.hpp>
#include <nabla/support/compiler.hpp>

namespace nabla::detail {

/// Calls use(i, j) for all elements, one product after the other, forwards or backwards, and begin() before the first of each product.
template <over Part, bool Forwards>
NABLA_DETAIL_RUNS constexpr void for_each_factor(const auto& a, auto begin, auto use) {
  const std::ptrdiff_t outer = Part == over::rows ? a.rows() : a.columns(), inner = Part == over::rows ? a.columns() : a.rows();
  for (std::ptrdiff_t p = 0; p < outer; ++p) {
    if (Part != over::all || p == 0) begin();
    for (std::ptrdiff_t q = 0; q < inner; ++q) {
      const std::ptrdiff_t first = Forwards ? p : outer - 1 - p, second = Forwards ? q : inner - 1 - q;
      if constexpr (Part == over::rows) use(first, second);
      else use(second, first);
    }
  }
}

/// How many elements a matrix has, if that is known and they are few; else 0.
template <class View>
constexpr std::size_t count_of_few() {
  if constexpr (requires { View::fixed_rows; })
    if (View::fixed_rows > 0 && View::fixed_columns > 0 && View::fixed_rows * View::fixed_columns <= 64) return static_cast<std::size_t>(View::fixed_rows * View::fixed_columns);
  return 0;
}

/// The same as for_each_factor of a matrix of few elements.
template <over Part, bool Forwards, class View>
[[gnu::always_inline]] inline constexpr void for_each_of_few(const View&, auto begin, auto use) {
  constexpr std::ptrdiff_t outer = Part == over::rows ? View::fixed_rows : View::fixed_columns, inner = Part == over::rows ? View::fixed_columns : View::fixed_rows;
  NABLA_DETAIL_STEP_BY_STEP for (std::ptrdiff_t p = 0; p < outer; ++p) {
    if (Part != over::all || p == 0) begin();
    NABLA_DETAIL_STEP_BY_STEP for (std::ptrdiff_t q = 0; q < inner; ++q) {
      const std::ptrdiff_t first = Forwards ? p : outer - 1 - p, second = Forwards ? q : inner - 1 - q;
      if constexpr (Part == over::rows) use(first, second);
      else use(second, first);
    }
  }
}

/// What becomes of each element's cofactor in a product: the product of all others, differentiated in the directions of the
/// operands after the first. No element is divided by, so zeros are numbers like others. Directions are found to order 4.
template <int Directions, over Part>
struct product_of_others_rule : matrix_function<Directions + 1> {  // internal
  static constexpr numbered_text name{Part == over::all ? "product_of_others" : (Part == over::rows ? "row_products_of_others" : "column_products_of_others"), Directions};
  static constexpr const char* text = name.text;
  static constexpr over by[4] = {Part, Part, Part, Part};
  static constexpr kernel_memory memory{.copies = (1 << Directions) - 1};
  static constexpr inferred_shape infer(const shape* operands) {
    for (int i = 1; i <= Directions; ++i)
      if (!(operands[i] == operands[0])) return {{}, "directions have the shape of the matrix"};
    return {operands[0]};
  }
  template <int More>
  using along = product_of_others_rule<Directions + More, Part>;
  // symmetric in the directions, and in element and direction: the derivative of a product of many
  static constexpr auto pullbacks(auto A, auto, auto E)
    requires(Directions == 0)
  {
    return pullback(call<along<1>>(A, E));
  }
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

  [[gnu::always_inline]] static constexpr void kernel(const auto& to, const auto& a, const auto&... directions) {
    if constexpr (Directions == 0 && count_of_few<std::remove_cvref_t<decltype(to)>>() > 0) of_few(to, a);
    else of_many(to, a, directions...);
  }
  /// A few numbers are kept aside: compilers see that what stands before an element is what prod() computes, and nothing is stored twice.
  [[gnu::always_inline]] static constexpr void of_few(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    T before[count_of_few<std::remove_cvref_t<decltype(to)>>()], product(1);
    const auto begin = [&] { product = T(1); };
    for_each_of_few<Part, true>(to, begin, [&](std::ptrdiff_t i, std::ptrdiff_t j) {
      before[i + j * to.rows()] = product;
      product = product * a(i, j);
    });
    auto odd = to;
#if defined(__GNUC__) && !defined(__clang__)
    // g++ would pack neighbours, with more moves than multiplications: it shall not see that they are
    if constexpr (requires { *odd.data; })
      if (!__builtin_is_constant_evaluated()) __asm__("" : "+r"(odd.data));
#endif
    for_each_of_few<Part, false>(to, begin, [&](std::ptrdiff_t i, std::ptrdiff_t j) {
      ((i + j) % 2 == 0 ? to : odd)(i, j) = before[i + j * to.rows()] * product;
      product = product * a(i, j);
    });
  }
  NABLA_DETAIL_RUNS static constexpr void of_many(const auto& to, const auto& a, const auto&... directions) {
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
    factor product;
    const auto begin = [&] { product = factor(T(1)); };
    for_each_factor<Part, true>(a, begin, [&](std::ptrdiff_t i, std::ptrdiff_t j) {
      for (int k = 0; k < factor::size; ++k) place(k, i, j) = product.coefficients[k];
      product = product * element(i, j);
    });
    for_each_factor<Part, false>(a, begin, [&](std::ptrdiff_t i, std::ptrdiff_t j) {
      factor before;
      for (int k = 0; k < factor::size; ++k) before.coefficients[k] = place(k, i, j);
      to(i, j) = (before * product).coefficients[factor::size - 1];
      product = product * element(i, j);
    });
  }
};

template <int Directions, Expression... A>
  requires(sizeof...(A) == Directions + 1) && shapes_agree<product_of_others_rule<Directions, over::all>, A...>
constexpr node_of<product_of_others_rule<Directions, over::all>, A...> product_of_others(A...) { return {}; }
template <int Directions, Expression... A>
  requires(sizeof...(A) == Directions + 1) && shapes_agree<product_of_others_rule<Directions, over::rows>, A...>
constexpr node_of<product_of_others_rule<Directions, over::rows>, A...> row_products_of_others(A...) { return {}; }
template <int Directions, Expression... A>
  requires(sizeof...(A) == Directions + 1) && shapes_agree<product_of_others_rule<Directions, over::columns>, A...>
constexpr node_of<product_of_others_rule<Directions, over::columns>, A...> column_products_of_others(A...) { return {}; }

/// Product of all elements, or one for each row, or for each column; its derivatives up to the fourth are right where elements are zero.
template <over Part>
struct prod_rule : matrix_function<1> {
  static constexpr auto text = Part == over::all ? "prod" : (Part == over::rows ? "row_prods" : "column_prods");
  static constexpr over by[1] = {Part};
  static constexpr value_range range{.finite = true, .strict = true};
  static constexpr auto latex = Part == over::all ? "\\prod" : nullptr;
  static constexpr inferred_shape infer(const shape* a) {
    return {matrix_shape(Part == over::rows ? a[0].rows : extent(1), Part == over::columns ? a[0].columns : extent(1))};
  }
  static constexpr auto pullbacks(auto A, auto, auto d) {
    if constexpr (Part == over::all) return pullback(d * call<product_of_others_rule<0, Part>>(A));
    else return pullback(hadamard(d, call<product_of_others_rule<0, Part>>(A)));
  }
  NABLA_DETAIL_RUNS static constexpr void kernel(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const std::ptrdiff_t products = Part == over::all ? 1 : (Part == over::rows ? a.rows() : a.columns()), outer = Part == over::all ? a.columns() : 1, inner = Part == over::rows ? a.columns() : a.rows();
    if constexpr (Part == over::all && count_of_few<std::remove_cvref_t<decltype(a)>>() > 0) {
      T product(1);
      for_each_of_few<Part, true>(a, [] {}, [&](std::ptrdiff_t i, std::ptrdiff_t j) { product = product * a(i, j); });
      to(0, 0) = product;
      return;
    }
    for (std::ptrdiff_t p = 0; p < products; ++p) {
      T product(1);
      for (std::ptrdiff_t j = 0; j < outer; ++j)
        for (std::ptrdiff_t i = 0; i < inner; ++i) product = product * (Part == over::rows ? a(p, i) : a(i, Part == over::all ? j : p));
      to(Part == over::rows ? p : 0, Part == over::columns ? p : 0) = product;
    }
  }
};
/// Product of all elements.
template <Expression A>
constexpr node_of<prod_rule<over::all>, A> prod(A) { return {}; }
/// One product for each row, m × n to m × 1.
template <Expression A>
constexpr node_of<prod_rule<over::rows>, A> row_prods(A) { return {}; }
/// One product for each column, m × n to 1 × n.
template <Expression A>
constexpr node_of<prod_rule<over::columns>, A> column_prods(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::prod, detail::product_of_others, detail::row_products_of_others, detail::column_products_of_others, detail::row_prods,
    detail::column_prods;
}
