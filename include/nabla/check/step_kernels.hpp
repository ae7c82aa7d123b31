// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/formula.hpp>
#include <nabla/evaluate/run/kernel.hpp>

namespace nabla::detail::numeric {

/// Elements of one column: results and operands that lie `step` apart, 0 or 1.
template <class T>
struct element_run {
  T* to = nullptr;
  index count = 0;
  const T* from[max_arity] = {};
  index step[max_arity] = {};
};
/// Pieces of one column.
template <class T>
struct piece_run {
  const int* known = nullptr;          ///< those of the point
  int* to = nullptr;                   ///< where those of the argument go, if they are asked for
  T* values_to = nullptr;              ///< and values, of steps
};
/// What a recording finds: other pieces than those of the point.
struct piece_change {
  index first = -1;      ///< element of the column
  bool exact = false;    ///< at the point itself it lies on an edge
};

/// Code for the function of one rule, of elements or of whole matrices.
template <class T>
struct step_kernel {
  void (*elements)(const element_run<T>&) = nullptr;
  piece_change (*record)(const element_run<T>&, const piece_run<T>&) = nullptr;
  void (*hold)(const element_run<T>&, const int* pieces) = nullptr;
  bool is_step = false, is_piecewise = false;
  void (*matrix)(const matrix_view<T>& to, const matrix_view<T>* from, const kernel_memory& behind, const int* filled) = nullptr;
};

/// What a rule computes with in a constant expression: a type of one's own is its own.
template <class T>
struct scalar_in_constants {
  using type = T;
};
template <std::floating_point T>
struct scalar_in_constants<T> {
  using type = constant_scalar<T>;
};

template <class Rule, class T, class Operands = std::make_integer_sequence<int, Rule::arity>>
struct kernels_of_rule;
template <class Rule, class T, int... K>
struct kernels_of_rule<Rule, T, std::integer_sequence<int, K...>> {
  using constant = typename scalar_in_constants<T>::type;
  static constexpr T number(const auto& value) {
    if constexpr (requires { value.value; }) return value.value;
    else return value;
  }

  [[gnu::always_inline]] static constexpr T value(const element_run<T>& run, index i) {
    if constexpr (!requires { Rule::value(constant(run.from[K][i])...); }) return static_cast<T>(Rule::value(number_for_any<T>{run.from[K][i * run.step[K]]}...));
    else {
      if (__builtin_is_constant_evaluated()) return number(Rule::value(constant(run.from[K][i * run.step[K]])...));
      return static_cast<T>(Rule::value(run.from[K][i * run.step[K]]...));
    }
  }
  static constexpr void elements(const element_run<T>& run) {
    for (index i = 0; i < run.count; ++i) run.to[i] = value(run, i);
  }
  static constexpr piece_change record(const element_run<T>& run, const piece_run<T>& pieces) {
    piece_change change;
    for (index i = 0; i < run.count; ++i) {
      const int piece = piece_of(run, i);
      const T result = value(run, i);
      if (pieces.known != nullptr && change.first < 0 && (piece != pieces.known[i] || (has_steps && result != run.to[i]))) change = {i, is_edge(pieces.known[i])};
      if (pieces.to != nullptr) pieces.to[i] = piece;
      if (has_steps && pieces.values_to != nullptr) pieces.values_to[i] = result;
      run.to[i] = result;
    }
    return change;
  }
  [[gnu::always_inline]] static constexpr int piece_of(const element_run<T>& run, index i) {
    if (__builtin_is_constant_evaluated()) return Rule::piece(constant(run.from[K][i * run.step[K]])...);
    return Rule::piece(run.from[K][i * run.step[K]]...);
  }
  [[gnu::always_inline]] static constexpr T held(const element_run<T>& run, index i, int piece) {
    if (__builtin_is_constant_evaluated()) return number(Rule::on_piece(piece, constant(run.from[K][i * run.step[K]])...));
    return static_cast<T>(Rule::on_piece(piece, run.from[K][i * run.step[K]]...));
  }
  static constexpr void hold(const element_run<T>& run, const int* pieces) {
    for (index i = 0; i < run.count; ++i) run.to[i] = held(run, i, pieces[i]);
  }
  static constexpr bool has_steps = requires { requires Rule::is_step; };

  static constexpr int matrices = Rule::arity - (Rule::last_is_shape ? 1 : 0);
  static constexpr void matrix(const matrix_view<T>& to, const matrix_view<T>* from, const kernel_memory& behind, const int* filled) {
    [&]<int... M>(std::integer_sequence<int, M...>) {
      if constexpr (std::floating_point<T>)
        if (__builtin_is_constant_evaluated()) {
          const constant_copy<T> result(to, behind.columns + behind.copies * to.column_count);
          constant_copy<T> copies[] = {constant_copy<T>(from[M], filled[M])...};
          (copies[M].read(from[M], filled[M]), ...);
          Rule::kernel(result.view(), copies[M].view()...);
          return result.write(to, behind.columns);
        }
      Rule::kernel(to, from[M]...);
    }(std::make_integer_sequence<int, matrices>{});
  }

  static constexpr step_kernel<T> make() {
    step_kernel<T> k;
    if constexpr (Rule::elementwise && !has_value) refuse_function_without_value<Rule>();
    else if constexpr (Rule::elementwise) k.elements = &elements;
    else if constexpr (runs_on<Rule, T>(std::make_integer_sequence<int, matrices>{})) k.matrix = &matrix;
    else refuse_function_without_value<Rule>();
    if constexpr (Rule::elementwise && has_piece) {
      k.record = &record;
      k.is_piecewise = true;
      k.is_step = has_steps;
      if constexpr (!has_steps) k.hold = &hold;
    }
    return k;
  }
  static constexpr bool has_value = requires(T u) { Rule::value((static_cast<void>(K), u)...); };
  static constexpr bool has_piece = requires(T u) { Rule::piece((static_cast<void>(K), u)...); };
};

/// The code of all functions of a formula.
template <const auto& Table, class T>
struct kernel_table {
  template <int... R>
  static constexpr auto make(std::integer_sequence<int, R...>) {
    return fixed_array<step_kernel<T>, sizeof...(R)>{{kernels_of_rule<decltype(rule_of_formula<Table, R>()), T>::make()...}};
  }
  static constexpr auto all = make(std::make_integer_sequence<int, Table.rule_count>{});
  static constexpr bool is_piecewise() {
    for (int r = 0; r < Table.rule_count; ++r)
      if (all.data[r].is_piecewise) return true;
    return false;
  }
};

}  // namespace nabla::detail::numeric
