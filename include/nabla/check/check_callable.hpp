// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/callable_subject.hpp>
#include <nabla/check/print.hpp>
#include <nabla/check/vectors.hpp>
#include <nabla/expression/node.hpp>

namespace nabla::detail {
namespace numeric {

template <class S, class V>
list<S> list_of(const V& v) {
  list<S> result(static_cast<int>(size_of_result(v)));
  for (int i = 0; i < result.size; ++i) result.data[i] = element_of_result<S>(v, i);
  return result;
}
/// A function of a vector of the caller's type.
template <class S, class F, class V>
struct function_of_vector final : black_box<S> {
  F& f;
  V x;
  function_of_vector(F& function, const V& at) : f(function), x(at) {}
  const V& at(const S* values) {
    for (std::ptrdiff_t i = 0; i < size_of_result(x); ++i) place_in(x, i) = values[i];
    return x;
  }
  /// Outside of its domain f may throw: it is not finite there.
  /// Beside the point f may throw: it is outside of its domain there.
  void evaluate(const S* values, S* results, std::ptrdiff_t count) override {
#if __cpp_exceptions
    try {
      write(values, results, count);
    } catch (const std::exception&) {
      for (std::ptrdiff_t k = 0; k < count; ++k) results[k] = std::numeric_limits<S>::quiet_NaN();
    }
#else
    write(values, results, count);
#endif
  }
  void write(const S* values, S* results, std::ptrdiff_t count) {
    const auto& result = f(at(values));
    expect_size("the result of f", size_of_result(result), count);
    for (std::ptrdiff_t k = 0; k < count; ++k) results[k] = element_of_result<S>(result, k);
  }
};

/// What is given as a derivative: a function of the point, or the numbers themselves.
template <class G, class V>
decltype(auto) derivative_at(G& given, const V& x) {
  if constexpr (requires { given(x); }) return given(x);
  else return (given);
}

template <bool IsGradient, class F, class G, class P>
gradient_report check_function(F& f, G& given, const P& point, const check_options& how) {
  using S = element_type<P>;
  static_assert(std::is_floating_point_v<S>, "nabla: the point is of numbers that can be moved a little: std::vector{1.0, 2.0}, not std::vector{1, 2}");
  using V = decltype(owned_vector(point));
  function_of_vector<S, F, V> box(f, owned_vector(point));
  derivative_table<S> d;
  d.point = list_of<S>(point);
  d.outputs = size_of_result(f(box.at(d.point.data)));
  d.names_outputs = !IsGradient;
  d.blocks.push({"x", d.point.size, 1, true, 0, true});
  const auto derivatives_at = [&](const list<S>& at, list<S>& to) {
    const auto& result = derivative_at(given, box.at(at.data));
    if constexpr (IsGradient) expect_size("the gradient", size_of_result(result), d.point.size);
    else expect_jacobian(result, d.outputs, d.point.size);
    for (std::ptrdiff_t j = 0; j < at.size; ++j)
      for (std::ptrdiff_t k = 0; k < d.outputs; ++k)
        if constexpr (IsGradient) to.push(element_of_result<S>(result, j));
        else to.push(derivative_of_result<S>(result, k, j));
  };
  return check_black_box(box, d, derivatives_at, how);
}

}  // namespace numeric

/// Checks anyone's gradient, as PyTorch's gradcheck does: `check_grad(f, gradient, x)` for a function of a vector, std::vector, std::array or Eigen's,
/// and its gradient, another function of it or the numbers at x. Differences are taken in the scalar of x, so that 1e-9 asks for a smooth f.
/// Nothing is known of f but its values: at a corner any slope between those of both sides is right.
template <class F, class G, numeric::VectorLike P>
  requires(!Expression<F>) && std::invocable<F&, const P&> && numeric::NumberLike<std::remove_cvref_t<std::invoke_result_t<F&, const P&>>>
gradient_report check_grad(F f, G gradient, const P& x, const check_options& how = {}) {
  return numeric::check_function<true>(f, gradient, x, how);
}
/// The same of a function of several results and its Jacobian J, J(i, j) or J[i][j].
template <class F, class J, numeric::VectorLike P>
  requires(!Expression<F>) && std::invocable<F&, const P&> && numeric::VectorLike<std::remove_cvref_t<std::invoke_result_t<F&, const P&>>>
gradient_report check_jacobian(F f, J jacobian, const P& x, const check_options& how = {}) {
  return numeric::check_function<false>(f, jacobian, x, how);
}

/// A functor of Eigen's nonlinear optimisation: f(x, results) and f.df(x, jacobian).
template <class F, numeric::VectorLike P>
  requires requires(F f, const P& x, typename F::ValueType& results, typename F::JacobianType& jacobian) {
    f(x, results);
    f.df(x, jacobian);
    f.values();
  }
gradient_report check_jacobian(const F& f, const P& x, const check_options& how = {}) {
  const auto values = [&](const typename F::InputType& at) {
    typename F::ValueType results(f.values());
    f(at, results);
    return results;
  };
  const auto jacobian = [&](const typename F::InputType& at) {
    typename F::JacobianType j(f.values(), at.size());
    f.df(at, j);
    return j;
  };
  return numeric::check_function<false>(values, jacobian, typename F::InputType(x), how);
}

}  // namespace nabla::detail

namespace nabla {
using detail::check_grad, detail::check_jacobian;
}
