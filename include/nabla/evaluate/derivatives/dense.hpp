// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/runner.hpp>

namespace nabla::detail {

/// A derivative matrix with all its zeros, with buffers of its own: the result is a look into them, valid until the next call. That of a temporary
/// evaluator owns its elements.
template <class Derivatives, class T>
class dense_evaluator : public called_by_name<called_program<Derivatives>, count_of_parameters<typename Derivatives::function>> {
  using F = typename Derivatives::function;

 public:
  NABLA_DETAIL_COPIES_BEGIN_ANEW(dense_evaluator)
  using called_by_name<called_program<Derivatives>, count_of_parameters<F>>::operator();
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr auto operator()(const B&... b) & {
    if constexpr (has_strategy<Derivatives>) return backend_of_call<B...>::type::template look<rows, columns>(run(b...));
    else return refused_result{};
  }
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr auto operator()(const B&... b) && {
    if constexpr (has_strategy<Derivatives>) return backend_of_call<B...>::type::template own<rows, columns>(run(b...));
    else return refused_result{};
  }
  template <class... B>
    requires RightBindings<called_program<Derivatives>, B...>
  constexpr auto operator()(const B&... b) const& {
    return dense_evaluator()(b...);
  }
  /// By position, of a formula whose symbols have an order.
  NABLA_DETAIL_CALLED_BY_POSITION(, F, dense_evaluator, &)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, dense_evaluator, &&)
  NABLA_DETAIL_CALLED_BY_POSITION(, F, dense_evaluator, const&)

 private:
  static constexpr int rows = Derivatives::strategy::pattern.rows, columns = Derivatives::strategy::pattern.columns;

  template <class... B>
  constexpr matrix_view<T> run(const B&... b) {
    T* elements = elements_.reserve(index{rows} * columns);
    for (index k = 0; k < index{rows} * columns && !cleared_; ++k) elements[k] = T(0);
    cleared_ = true;
    run_([=](int place) -> T& { return elements[place]; }, b...);
    return {elements, rows, columns, rows};
  }

  derivative_runner<typename Derivatives::strategy, T, true> run_;
  static constexpr index inline_count() {
    const index count = index{Derivatives::strategy::pattern.rows} * Derivatives::strategy::pattern.columns;
    return count * static_cast<index>(sizeof(T)) <= largest_inline_bytes ? count : -1;
  }
  memory<T, inline_count()> elements_;
  bool cleared_ = false;
};

/// A derivative matrix with all its zeros, as a matrix that owns its elements.
template <class Derivatives, class... B>
constexpr auto dense_derivatives(const B&... b) {
  if constexpr (has_strategy<Derivatives>) {
    using strategy = typename Derivatives::strategy;
    using T = typename call_scalar<B...>::type;
    auto result = backend_of_call<B...>::type::template zero<T, strategy::pattern.rows, strategy::pattern.columns>();
    derivative_runner<strategy, T, true> run;
    constexpr int rows = strategy::pattern.rows > 0 ? strategy::pattern.rows : 1;  // without elements nothing is placed
    run([&](int place) -> T& { return result(place % rows, place / rows); }, b...);
    return result;
  } else return refused_result{};
}

}  // namespace nabla::detail
