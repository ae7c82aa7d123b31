// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_matrices.hpp>

namespace nabla::detail {
namespace numeric {

/// A product of all derivatives with a random direction, and its own rounding.
template <class T>
struct tested_product {
  prepared_formula<T> p;
  list<T> speeds, results, own_error, moved;

  /// Every entry moves by a power of two near its size, up or down by chance.
  NABLA_COLD constexpr tested_product(tested_formula<T>& f, const check_options& how) : p(f), speeds(p.d.point.size) {
    random_numbers random{how.seed};
    for (int e = 0; e < speeds.size; ++e) {
      const T x = size_of(p.d.point.data[e]);
      speeds.data[e] = power_of_two_below(x > 0 && is_finite(x) ? x : T(1)) * (random.coin() ? T(1) : T(-1));
    }
    f.direction = speeds.data;
    f.derivatives(false, results);
    own_error = list<T>(results.size);
    moved = list<T>(results.size);
    for (int roundings : {1, 1, 3}) {
      list<T> other;
      f.shake(random, roundings);
      f.derivatives(true, other);
      for (int k = 0; k < results.size; ++k) {
        moved.data[k] = larger(moved.data[k], rounding_between(other.data[k], results.data[k]));
        own_error.data[k] = smaller(moved.data[k], size_of(results.data[k]) / 1000);
      }
    }
  }
  NABLA_COLD constexpr void check(gradient_report& report, const tested_formula<T>& f, const char* name, const check_options& how) {
    entry_checker<T>(p.s, *f.constant.limits, how).run_along(report, speeds, results, own_error, moved, name);
  }
  /// Cotangents 1, -1/2, 1/3, ..., of the results, and where that of number k stands, column by column.
  template <class S>
  static constexpr S weight(int k) { return S(k % 2 == 0 ? 1 : -1) / S(k + 1); }
  constexpr const cell& output() const { return p.run.cell_of(p.run.output_step()); }
  constexpr index place(int k) const { return k / output().columns + k % output().columns * output().rows; }
  /// ⟨w, J v⟩ = ⟨Jᵀ w, v⟩; only what is wrong is reported.
  NABLA_COLD constexpr void check_pulled(gradient_report& report, const T* weights, const list<T>& pulled, const scalar_limits<T>& limits) {
    T left = 0, right = 0, sizes = 0;
    for (int k = 0; k < results.size; ++k) left += weights[place(k)] * results.data[k];
    for (int e = 0; e < speeds.size && e < pulled.size; ++e) {
      right += pulled.data[e] * speeds.data[e];
      sizes += size_of(pulled.data[e] * speeds.data[e]);
    }
    const T allowed = limits.tolerance * sizes + 4 * limits.smallest;
    if (size_of(left - right) <= allowed || !is_finite(left)) return;
    add_other(report, outcome::fail, "vjp", right, left, allowed, "vjp and jvp differ");
  }
};

}  // namespace numeric

/// Compares jvp(f, wrt(X...)) along a random direction with differences of f, and with what vjp(f, wrt(X...)) says of the same direction:
/// ⟨w, J v⟩ = ⟨Jᵀ w, v⟩.
template <Expression F, class... X, class... B>
  requires(has_symbols<F, wrt_list<X...>>)
constexpr numeric::report_at<F, B...> check_jvp(F, wrt_list<X...>, const point<B...>& where, const check_options& how = {}) {
  using namespace numeric;
  if constexpr (!can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else {
    auto f = bound_at<program<F, true, wrt_nothing>, formula_constant<F>, listed_symbols<X...>, jvp_asked<F, X...>>(owned(where));
    using S = typename decltype(f)::S;
    using T = typename decltype(f)::T;
    tested_product<T> product(f, how);
    const int n = product.results.size;
    list<S> weights(n);
    list<T> wide(n), pulled;
    for (int k = 0; k < n; ++k) wide.data[product.place(k)] = T(weights.data[product.place(k)] = product.template weight<S>(k));
    f.each([&](const auto&... bound) { jvp_asked<F, X...>::append_pulled(matrix_view<S>{weights.data, product.output().rows, product.output().columns, product.output().rows}, pulled, bound...); });
    gradient_report report;
    product.check_pulled(report, wide.data, pulled, *f.constant.limits);
    product.check(report, f, "jvp", how);
    return report;
  }
}
/// By all variables of f.
template <Expression F, class... B>
constexpr numeric::report_at<F, B...> check_jvp(F f, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return check_jvp(f, numeric::variables_of<F>(), where, how);
}

/// Compares hvp(f, wrt(X...)) along a random direction with differences of the gradient of f.
template <Expression F, class... X, class... B>
  requires(facts_of<F>.extents.is_scalar()) && (has_symbols<F, wrt_list<X...>>)
constexpr numeric::report_at<F, B...> check_hvp(F, wrt_list<X...>, const point<B...>& where, const check_options& how = {}) {
  using namespace numeric;
  if constexpr (!can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else {
    auto f = bound_at<program<F, true, wrt_nothing>, formula_constant<F, X...>, listed_symbols<X...>, hvp_asked<F, X...>>(owned(where));
    tested_product<typename decltype(f)::T> product(f, how);
    gradient_report report;
    product.check(report, f, "hvp", how);
    return report;
  }
}
/// By all variables of f.
template <Expression F, class... B>
  requires(facts_of<F>.extents.is_scalar())
constexpr numeric::report_at<F, B...> check_hvp(F f, const point<B...>& where, const check_options& how = {}) {
  if constexpr (!numeric::can_bind<F, B...>) NABLA_DETAIL_NO_RESULT;
  else return check_hvp(f, numeric::variables_of<F>(), where, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jvp, detail::check_hvp;
}
