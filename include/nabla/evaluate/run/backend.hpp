// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/bind/input_traits.hpp>
#include <nabla/evaluate/run/lanes.hpp>
#include <nabla/expression/binding.hpp>

namespace nabla::detail {

/// Who multiplies matrices, runs kernels of whole matrices, says how many elements a loop takes at once, and what results are made of. It also has
///     multiply<Context, Segment>(left, right, result)   result = left · right for a segment of a plan, which says what is read transposed
///     kernel<Rule>(result, operands...)                 the kernel of a function of whole matrices
template <class B>
concept Backend = Lanes<typename B::template lanes<double>, double> && requires(matrix_view<double> v) {
  B::transpose(v, v);
  B::template zero<double, 2, 2>();  // a matrix of zeros, to be filled
  B::template own<2, 2>(v);          // a copy that owns its elements; sizes below 0 are known at run time only
  B::template look<2, 2>(v);         // a look at a result in the evaluator's memory, valid until its next call
};

/// Is a result copied element by element without a loop, so that compilers keep copies of it in registers? g++ puts an array with a loop over it into memory, where what was stored
/// by numbers is loaded by registers, which waits.
template <int Rows, int Columns>
inline constexpr bool written_out = Rows > 0 && Columns > 0 && index{Rows} * Columns <= 32;

/// A bound value with a backend named for the call.
template <class K, class Value>
struct value_on {
  const Value& of;
  constexpr operator const Value&() const { return of; }
};

/// What can be called with bindings, so that a backend runs it whatever is bound.
template <class K, class Called>
struct called_on {
  Called called;

  template <class First, class... B>
    requires(Binding<First> && ... && Binding<B>)
  constexpr decltype(auto) operator()(const First& first, const B&... more) {
    using value = value_on<K, typename First::value_type>;
    return called(binding<typename First::symbol_type, value>{{first.value}}, more...);
  }
  template <class First, class... B>
    requires(Binding<First> && ... && Binding<B>)
  constexpr decltype(auto) operator()(const First& first, const B&... more) const {
    using value = value_on<K, typename First::value_type>;
    return called(binding<typename First::symbol_type, value>{{first.value}}, more...);
  }
};
/// A formula or what is asked of one: nothing that holds numbers, and no number.
template <class T>
concept CalledByNames = __is_class(std::remove_cvref_t<T>) && !HoldsElements<std::remove_cvref_t<T>> && !Binding<T>;
/// `with_backend<plain_backend>(grad(f))(W = matrix)`: the backend is named at the call. Otherwise the first bound value that names one decides: any Eigen matrix
/// names Eigen's. Where none does, loops run in registers if nabla/eigen.hpp is included, and results are nabla's own. Evaluators are taken by reference, and keep their buffers.
template <class K, class Called>
  requires Backend<K> && CalledByNames<Called>
constexpr called_on<K, Called> with_backend(Called&& called) {
  return {static_cast<Called&&>(called)};
}
// clang-format off
#define NABLA_DETAIL_NAMES_A_BACKEND "nabla: with_backend<plain_backend>(grad(f)) names the backend of one call: plain_backend, or eigen_backend of nabla/eigen.hpp"
template <class... Called> NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMES_A_BACKEND, with_backend(const Called&...))
template <class K, class... Called> requires(!Backend<K> || sizeof...(Called) != 1 || !(CalledByNames<Called> && ...)) NABLA_DETAIL_REFUSED(NABLA_DETAIL_NAMES_A_BACKEND, with_backend(const Called&...))
#undef NABLA_DETAIL_NAMES_A_BACKEND
// clang-format on

}  // namespace nabla::detail

template <class K, class Value>
struct nabla::input_traits<nabla::detail::value_on<K, Value>> : nabla::input_traits<Value> {
  using backend = K;
};

namespace nabla {
using detail::with_backend;
}
