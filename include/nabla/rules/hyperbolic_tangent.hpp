// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/arithmetic.hpp>
#include <nabla/support/libm.hpp>
#include <nabla/support/wide.hpp>

#include <limits>

namespace nabla::detail {

/// Have numbers of type T tanh by its quotient? Those of more digits than the rational function below, and complex ones, have one of their own.
template <class T>
inline constexpr bool has_tanh_quotient = is_ordered<T> && !is_wide<T> && std::numeric_limits<T>::digits <= std::numeric_limits<double>::digits;
/// Up to here tanh is a rational function.
template <class T>
constexpr auto is_tanh_near(const T& size) { return size < T(0.625); }

// What |tanh(u)| lacks of |u| near 0, and of 1 elsewhere, which is 2 / (exp(2 |u|) + 1): its slope is made of that, too.
struct tanh_quotient_rule : packet_function<1> {  // internal
  static constexpr auto text = "tanh_quotient";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::abs, libm::exp, libm::tanh;
    using T = decltype(u);
    if constexpr (is_register<T>) return T::tanh_quotient(abs(u));
    else if constexpr (!has_tanh_quotient<T>) return tanh(u);
    else {
      // u - u³ p / q for |u| < 5/8, minimax, by Remez' algorithm, to 6e-19
      const T size = abs(u), z = size * size, e = exp(size + size) + T(1);
      const T p = T(0.3333333333333332353L) + z * (T(0.020496780764488208274L) + z * T(0.00019908867323274873837L));
      const T q = T(1) + z * (T(0.46149034229344952394L) + z * (T(0.023288641032575433667L) + z * T(0.00020643802905890152869L)));
      return T(select(is_tanh_near(size), T(size * z * p), T(2)) / select(is_tanh_near(size), q, e));
    }
  }
};
template <Expression A>
constexpr node_of<tanh_quotient_rule, A> tanh_quotient(A) { return {}; }

struct tanh_by_quotient_rule : packet_function<2> {  // internal
  static constexpr auto text = "tanh_by_quotient";
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto quotient) {
    using libm::abs;
    using T = decltype(u);
    if constexpr (is_register<T>) return T::tanh_by_quotient(u, quotient);
    else if constexpr (!has_tanh_quotient<T>) return quotient;
    else {
      const T size = abs(u), of_size = select(is_tanh_near(size), size, T(1)) - quotient;
      return T(select(u < T(0), T(-of_size), select(u == T(0), u, of_size)));  // of -0 it is -0
    }
  }
};
template <Expression A, Expression Q>
constexpr node_of<tanh_by_quotient_rule, A, Q> tanh_by_quotient(A, Q) { return {}; }

// 1 - t² = 1 / cosh² of t = tanh(u): where t is near 1 it has no digits of it left, and the quotient has.
struct tanh_slope_by_quotient_rule : packet_function<3> {  // internal
  static constexpr auto text = "tanh_slope_by_quotient";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto quotient, auto t) {
    using libm::abs, libm::exp;
    using T = decltype(u);
    if constexpr (!is_ordered<T>) return T((T(1) - t) * (T(1) + t));
    else if constexpr (is_register<T> || has_tanh_quotient<T>) {
      const T size = abs(t);
      return T(select(is_tanh_near(T(abs(u))), T(T(1) - size), quotient) * (T(1) + size));
    } else {
      const T size = abs(u), rest = T(2) / (exp(size + size) + T(1));
      return T(select(is_tanh_near(size), T((T(1) - t) * (T(1) + t)), T(rest * (T(2) - rest))));
    }
  }
};
template <Expression A, Expression Q, Expression T>
constexpr node_of<tanh_slope_by_quotient_rule, A, Q, T> tanh_slope_by_quotient(A, Q, T) { return {}; }

struct tanh_slope_rule : function<2> {  // internal
  static constexpr auto text = "tanh_slope";
  static constexpr value_range range{.finite = true};
  static constexpr auto meaning(auto, auto t) { return 1_c - t * t; }
  static constexpr auto definition(auto u, auto t) { return tanh_slope_by_quotient(u, tanh_quotient(u), t); }
};
/// 1 - tanh(u)², with all digits.
template <Expression A, Expression T>
constexpr node_of<tanh_slope_rule, A, T> tanh_slope(A, T) { return {}; }

struct tanh_complement_rule : packet_function<1> {  // internal
  static constexpr auto text = "tanh_complement";
  static constexpr value_range range{.finite = true};
  NABLA_DETAIL_RUNS static constexpr auto value(auto u) {
    using libm::exp;
    using T = decltype(u);
    return T(2) / (T(1) + exp(T(2) * u));
  }
  static constexpr auto meaning(auto u) { return 1_c - tanh(u); }
};
/// 1 - tanh(u) with all digits.
template <Expression A>
constexpr node_of<tanh_complement_rule, A> tanh_complement(A) { return {}; }

// 1 - 2 s from u and s = sigmoid(u): near 0 no digits of it are left, and it is -tanh(u / 2).
struct sigmoid_balance_rule : packet_function<2> {  // internal
  static constexpr auto text = "sigmoid_balance";
  static constexpr value_range range{.finite = true};
  static constexpr auto meaning(auto, auto s) { return 1_c - 2_c * s; }
  static constexpr auto partials(auto, auto, auto) { return partial(0_c, -2_c); }
  NABLA_DETAIL_RUNS static constexpr auto value(auto u, auto s) {
    using libm::abs, libm::tanh;
    using T = decltype(u);
    const T usual = T(1) - T(2) * s;
    if constexpr (!is_ordered<T>) return usual;  // complex numbers
    else
      return select_rare(abs(u) < T(0.25), usual, [&] {  // of what is left of 1/2 there, 1 - 2 s has 3 bits less
        if constexpr (is_wide<T>) return T(-tanh(T(T(0.5) * u)));
        else {  // minimax, by Remez' algorithm, to 4e-20
          const T z = u * u;
          return T(u * (z * (T(0.04166666666666663569054L) - z * (T(0.00416666666665873327273L) - z * (T(0.0004216269833648103566757L) - z * (T(0.00004271380991208450290941L) - z * (T(0.000004326931318661183544009L) - z * T(4.289032262606105233033e-7L)))))) - T(0.4999999999999999999802L)));
        }
      });
  }
};
template <Expression A, Expression S>
constexpr node_of<sigmoid_balance_rule, A, S> sigmoid_balance(A, S) { return {}; }

struct tanh_rule : packet_function<1> {
  static constexpr auto text = "tanh";
  static constexpr value_range range{.finite = true, .keeps_nan = true, .bounded = true, .of_numbers = true, .settles = true};
  static constexpr int parity = -1;
  static constexpr auto latex = "\\tanh";
  static constexpr auto definition(auto u) { return tanh_by_quotient(u, tanh_quotient(u)); }
  static constexpr auto meaning(auto u) { return sinh(u) / cosh(u); }
  static constexpr auto partials(auto, auto v) { return partial(1_c - v * v); }
  static constexpr auto complement(auto u) { return tanh_complement(u); }
  static constexpr auto square_complement(auto u) { return tanh_slope(u, tanh(u)); }
};
/// Hyperbolic tangent.
template <Expression A>
constexpr node_of<tanh_rule, A> tanh(A) { return {}; }

}  // namespace nabla::detail

namespace nabla {
using detail::tanh, detail::tanh_slope, detail::tanh_complement;
}
