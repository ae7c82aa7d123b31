// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/functions.hpp>
#include <nabla/record/recorder.hpp>

#include <limits>

namespace nabla::detail {

/// A comparison of recorded numbers. Where a bool is needed, as in `if`, it is asked: the function is run again for each answer. In arithmetic it is
/// 1 or 0, and in where(c, a, b) a choice that is written down.
struct recorded_condition : recorded_functions {
  recorder* to = nullptr;
  int node = -1;
  bool holds = false;  ///< of numbers that are known

  constexpr recorded_condition(recorder* written_to, int at, bool known) : to(written_to), node(at), holds(known) {}
  constexpr operator bool() const { return to != nullptr ? to->ask(node) : holds; }
};

/// As in std::, which would be taken for two of one type where `using std::max;` stands, and asks the comparison. Of a template, so that their entries are made
/// where they are used.
template <class Number>
struct recorded_extrema {
  friend constexpr Number max(Number a, Number b) { return detail::apply_recorded<max_rule>(a, b); }
  friend constexpr Number min(Number a, Number b) { return detail::apply_recorded<min_rule>(a, b); }
  friend constexpr Number clamp(Number a, Number low, Number high) { return detail::apply_recorded<clamp_rule>(a, low, high); }
};

/// A number or a matrix whose operations are written down, or a number that is known until it meets one of these. It is no double on purpose: what is
/// written down has no value yet.
struct recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp : recorded_functions, recorded_extrema<recorded> {
  recorder* to = nullptr;  ///< null: a number that is known
  int node = -1;
  double value = 0;

  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp() = default;
  template <BareNumber N>
  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp(N number) : value(static_cast<double>(number)) {}
  template <std::int64_t Numerator, std::int64_t Denominator>
  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp(constant<Numerator, Denominator>) : value(static_cast<double>(Numerator) / static_cast<double>(Denominator)) {}
  template <std::int64_t Bits>
  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp(real_constant<Bits>) : value(real_value({Bits, 0})) {}
  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp(recorded_condition c) : to(c.to), node(c.node), value(c.holds ? 1 : 0) {}
  constexpr recorded_number_is_no_double_hold_it_in_auto_or_T_and_call_exp_not_std_exp(recorder* written_to, int at) : to(written_to), node(at) {}

  /// As of a double: is it not 0?
  explicit constexpr operator bool() const { return to == nullptr ? value != 0 : to->ask(to->make(operation_of<not_equal_rule>, node, to->g.number(0))); }
  template <BareNumber N, fixed_string = "nabla: a recorded number is no double: hold it in auto or T, and call exp(x), not std::exp(x)">
  explicit constexpr operator N() const = delete;

  template <class A>
  constexpr recorded& operator+=(A a) { return *this = *this + a; }
  template <class A>
  constexpr recorded& operator-=(A a) { return *this = *this - a; }
  template <class A>
  constexpr recorded& operator*=(A a) { return *this = *this * a; }
  template <class A>
  constexpr recorded& operator/=(A a) { return *this = *this / a; }
  /// Elements, counted from 0; rows() and columns() are known where the symbols have numbers for sizes.
  constexpr recorded operator[](int i) const { return to == nullptr ? *this : recorded(to, to->element(node, i)); }
  constexpr recorded operator()(int i, int j) const { return to == nullptr ? *this : recorded(to, to->element(node, i, j)); }
  constexpr int rows() const { return to == nullptr ? 1 : to->known_size(to->g.form_of(node).rows); }
  constexpr int columns() const { return to == nullptr ? 1 : to->known_size(to->g.form_of(node).columns); }
  constexpr int size() const { return rows() * columns(); }

  /// `for (auto a : v)`
  struct iterator {
    const recorded* vector;
    int i;
    constexpr recorded operator*() const { return (*vector)[i]; }
    constexpr iterator& operator++() { return ++i, *this; }
    friend constexpr bool operator==(const iterator& a, const iterator& b) { return a.i == b.i; }
  };
  constexpr iterator begin() const { return {this, 0}; }
  constexpr iterator end() const { return {this, size()}; }

  constexpr recorded operator+() const { return *this; }
  // templates, so that sums with an int are made where they are used
  template <class N = int>
  constexpr recorded& operator++() { return *this += N{1}; }
  template <class N = int>
  constexpr recorded& operator--() { return *this -= N{1}; }
  template <class N = int>
  constexpr recorded operator++(int) {
    const recorded before = *this;
    *this += N{1};
    return before;
  }
  template <class N = int>
  constexpr recorded operator--(int) {
    const recorded before = *this;
    *this -= N{1};
    return before;
  }
};

}  // namespace nabla::detail

template <>
struct std::numeric_limits<nabla::detail::recorded> : std::numeric_limits<double> {};
