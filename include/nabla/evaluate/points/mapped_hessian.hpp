// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/together.hpp>
#include <nabla/evaluate/points/mapped_request.hpp>

namespace nabla::detail {

/// Second derivatives by scalars in one pass: those of the upper half, row by row. Of one scalar there is one.
template <class E, class... More>
struct asked_together {
  using type = request_together<E, More...>;
};
template <class E>
struct asked_together<E> {
  using type = request_of<E, true, wrt_nothing>;
};
template <class F, class... X>
struct upper_half {
  static constexpr int symbols = sizeof...(X), count = symbols * (symbols + 1) / 2;
  /// Where ∂²f/∂x_i∂x_j stands, i ≤ j.
  static constexpr int place(int i, int j) { return i * symbols - i * (i - 1) / 2 + j - i; }
  static constexpr int row(int k) {
    int i = 0;
    while (k >= place(i, symbols - 1) + 1) ++i;
    return i;
  }
  template <int K>
  using derivative = decltype(diff(F{}, std::tuple_element_t<row(K), std::tuple<X...>>{}, std::tuple_element_t<row(K) + K - place(row(K), row(K)), std::tuple<X...>>{}));
  template <class>
  struct requested;
  template <int... K>
  struct requested<std::integer_sequence<int, K...>> : asked_together<derivative<K>...> {};
  using request = typename requested<std::make_integer_sequence<int, count>>::type;
};

/// The second derivatives at many points: `h(i, j)` is the range of ∂²f/∂x_i∂x_j, in the order of wrt(…); `h(j, i)` is the same range.
template <class T, class Upper>
class hessian_at_points {
 public:
  constexpr explicit hessian_at_points(number_array<point_values<T>, Upper::count> ranges) : ranges_(static_cast<number_array<point_values<T>, Upper::count>&&>(ranges)) {}
  constexpr const point_values<T>& operator()(int i, int j) const { return ranges_[static_cast<std::size_t>(i < j ? Upper::place(i, j) : Upper::place(j, i))]; }
  static constexpr int rows() { return Upper::symbols; }
  static constexpr int cols() { return Upper::symbols; }

 private:
  number_array<point_values<T>, Upper::count> ranges_;
};

template <class T, class Backend, class F, class... X>
struct NABLA_DETAIL_ASKS mapped_hessian {
  using upper = upper_half<F, X...>;
  template <class F_, bool Value, class Wrt>
  static constexpr mapped_request<F_, Value, Wrt, T, Backend> mapped(request_of<F_, Value, Wrt>) { return {}; }

  template <class... A>
  NABLA_DETAIL_RESULT constexpr hessian_at_points<T, upper> operator()(const A&... a) const {
    static_assert(!(is_output_targets<A> || ...), "nabla: vmap(hessian(f, wrt(x, y))) has no into(...): ask for diff(f, x, y) and others by together()");
    if constexpr (upper::count == 1) return hessian_at_points<T, upper>{{mapped(typename upper::request{})(a...)}};
    else return hessian_at_points<T, upper>{mapped(typename upper::request{})(a...)};
  }
};

}  // namespace nabla::detail
