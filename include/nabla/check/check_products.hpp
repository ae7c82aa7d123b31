// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_matrices.hpp>
#include <nabla/evaluate/derivatives/hvp.hpp>
#include <nabla/evaluate/derivatives/jvp.hpp>
#include <nabla/evaluate/derivatives/vjp.hpp>

namespace nabla::detail {
namespace numeric {

/// A direction that moves every entry of these symbols by a power of two near its size, up or down by chance.
template <class T, class S>
constexpr void random_direction(const derivative_table<T>& d, subject<T>& s, random_numbers& random, list<T>& speeds, list<S>& same) {
  for (int b = 0; b < d.blocks.size; ++b) {
    const block& of = d.blocks.data[b];
    for (std::ptrdiff_t e = of.first; e < of.first + of.count(); ++e) {
      const T x = size_of(s.value_at(e)), speed = power_of_two_below(x > 0 && is_finite(x) ? x : T(1)) * (random.coin() ? T(1) : T(-1));
      speeds.push(speed);
      same.push(static_cast<S>(speed));
    }
  }
}

/// Part of a list as the value of a symbol: column by column, as a view has it.
template <class S>
struct direction_parts {
  const derivative_table<typename wider_scalar<S>::type>& d;
  list<S> elements;

  constexpr direction_parts(const derivative_table<typename wider_scalar<S>::type>& of, const list<S>& row_by_row) : d(of), elements(row_by_row.size) {
    for (int b = 0; b < d.blocks.size; ++b) {
      const block& one = d.blocks.data[b];
      for (std::ptrdiff_t i = 0; i < one.rows; ++i)
        for (std::ptrdiff_t j = 0; j < one.columns; ++j) elements.data[one.first + i + j * one.rows] = row_by_row.data[one.first + i * one.columns + j];
    }
  }
  /// The part for the symbol X, which is block number b.
  template <class X>
  constexpr auto bound(X, int b) const {
    const block& one = d.blocks.data[b];
    if constexpr (facts_of<X>.form.is_scalar()) return binding<X, S>{elements.data[one.first]};
    else return binding<X, matrix_view<S>>{matrix_view<S>{elements.data + one.first, one.rows, one.columns, one.rows}};
  }
};

/// The number of the block of a symbol.
template <class X, class T>
constexpr int block_number(const derivative_table<T>& d) {
  for (int b = 0; b < d.blocks.size; ++b)
    if (key_of(d.blocks.data[b].name) == key_of(facts_of<X>.symbol->name)) return b;
  return 0;
}

/// Product(at, along) gives the results row by row, by appending them; Formula is what is differenced along the direction.
template <class F, class Formula, class... X, class... B, class Product, class Further>
[[gnu::cold]] constexpr gradient_report check_product(wrt_list<X...>, const std::tuple<B...>& bound, const check_options& how, const char* name, Product product, Further further) {
  using P = program<F, true, wrt_nothing>;
  using S = typename call_scalar<B...>::type;
  using T = typename wider_scalar<S>::type;
  using symbols = listed_symbols<X...>;
  auto formula = std::apply([](const auto&... b) { return formula_at<T, P, Formula>(b...); }, bound);
  derivative_table<T> d;
  d.outputs = formula.run.output_count();
  machine_subject<T> s(formula.run, d.blocks);
  std::apply([&](const auto&... b) { add_blocks<P, T, symbols>(d, s, formula.sizes, b...); }, bound);
  gradient_report report;
  random_numbers random{how.seed};
  list<T> speeds, results;
  list<S> same;
  random_direction(d, s, random, speeds, same);
  const direction_parts<S> parts(d, same);
  const auto along_parts = along(parts.bound(X{}, block_number<X>(d))...);
  product(bound, along_parts, results);
  list<T> own_error(results.size);
  for (int round = 0; round < 2; ++round) {
    auto moved = bound;
    shake(moved, random, [](const facts& symbol) { return symbols::find(symbol.id) >= 0; });
    list<T> other;
    product(moved, along_parts, other);
    for (int k = 0; k < results.size; ++k)
      own_error.data[k] = larger(own_error.data[k], smaller(rounding_between(other.data[k], results.data[k]), size_of(results.data[k]) / 1000));
  }
  further(bound, along_parts, results, d, speeds, report);
  checker_for<S>(s, d, how).run_along(report, speeds, results, own_error, name);
  return report;
}

}  // namespace numeric

/// Compares jvp(f, wrt(X...)) along a random direction with differences of f, and with what vjp(f, wrt(X...)) says of the same direction:
/// ⟨w, J v⟩ = ⟨Jᵀ w, v⟩.
template <Expression F, class... X, class... B>
constexpr gradient_report check_jvp(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  using namespace numeric;
  using S = typename call_scalar<decltype(owned_binding(std::declval<B>()))...>::type;
  using T = typename wider_scalar<S>::type;
  const auto product = [](const auto& bound, const auto& direction, list<T>& to) {
    const auto result = std::apply([&](const auto&... b) { return jvp(F{}, wrt_list<X...>{})(at(b...), direction); }, bound);
    append_elements(to, result);
  };
  const auto transposed = [](const auto& bound, const auto&, const list<T>& results, const derivative_table<T>& d, const list<T>& speeds, gradient_report& report) {
    // cotangents 1, -1/2, 1/3, ...
    list<S> seed(results.size);
    T left = 0, right = 0, sizes = 0;
    const shape form = facts_of<F>.form;
    const std::ptrdiff_t columns = !form.columns.is_named() ? form.columns.size : 1, rows = columns > 0 ? results.size / columns : 0;
    for (int k = 0; k < results.size; ++k) {
      const S w = S(k % 2 == 0 ? 1 : -1) / S(k + 1);
      left += T(w) * results.data[k];
      seed.data[k / columns + k % columns * rows] = w;
    }
    list<T> pulled;
    std::apply(
        [&](const auto&... b) {
          if constexpr (facts_of<F>.form.is_scalar()) {
            const auto g = vjp(F{}, wrt_list<X...>{})(at(b...), seed.data[0]);
            (append_elements(pulled, g[X{}]), ...);
          } else {
            const auto g = vjp(F{}, wrt_list<X...>{})(at(b...), matrix_view<S>{seed.data, rows, columns, rows});
            (append_elements(pulled, g[X{}]), ...);
          }
        },
        bound);
    // in the order of X
    int place = 0;
    for (int b : {block_number<X>(d)...})
      for (std::ptrdiff_t e = 0; e < d.blocks.data[b].count(); ++e, ++place) {
        right += pulled.data[place] * speeds.data[d.blocks.data[b].first + e];
        sizes += size_of(pulled.data[place] * speeds.data[d.blocks.data[b].first + e]);
      }
    const T allowed = T(default_tolerance<S>()) * sizes + 4 * T(std::numeric_limits<S>::denorm_min());
    if (size_of(left - right) <= allowed || !is_finite(left)) return;
    checked_entry e;
    e.outcome = outcome::fail;
    e.symbol = "vjp";
    e.analytic = static_cast<double>(right);
    e.numeric = static_cast<double>(left);
    e.allowed = static_cast<double>(allowed);
    e.reason = "vjp and jvp differ";
    report.entries.push_back(static_cast<checked_entry&&>(e));
  };
  if constexpr (!can_bind<F, B...>) return refuse_bindings<F, B...>();
  else return check_product<F, formula_constant<F>>(symbols, owned(where), how, "jvp", product, transposed);
}
/// By all variables of f.
template <Expression F, class... B>
constexpr gradient_report check_jvp(F f, const point<B...>& where, const check_options& how = {}) {
  return check_jvp(f, numeric::variables_of<F>(), where, how);
}

/// Compares hvp(f, wrt(X...)) along a random direction with differences of the gradient of f.
template <Expression F, class... X, class... B>
constexpr gradient_report check_hvp(F, wrt_list<X...> symbols, const point<B...>& where, const check_options& how = {}) {
  using namespace numeric;
  using T = typename wider_scalar<typename call_scalar<decltype(owned_binding(std::declval<B>()))...>::type>::type;
  const auto product = [](const auto& bound, const auto& direction, list<T>& to) {
    const auto g = std::apply([&](const auto&... b) { return hvp(F{}, wrt_list<X...>{})(at(b...), direction); }, bound);
    (append_elements(to, g[X{}]), ...);
  };
  if constexpr (!can_bind<F, B...>) return refuse_bindings<F, B...>();
  else return check_product<F, formula_constant<F, X...>>(symbols, owned(where), how, "hvp", product, [](const auto&...) {});
}
/// By all variables of f.
template <Expression F, class... B>
constexpr gradient_report check_hvp(F f, const point<B...>& where, const check_options& how = {}) {
  return check_hvp(f, numeric::variables_of<F>(), where, how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_jvp, detail::check_hvp;
}
