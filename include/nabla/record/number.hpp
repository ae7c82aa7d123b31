// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/functions.hpp>
#include <nabla/record/recorder.hpp>
#include <nabla/record/standard_functions.hpp>

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

/// What C++ makes of comparisons and whole numbers in sums: an int. Where one is needed, as in n += x > y, table[x > 0] or switch, its comparisons are
/// asked; elsewhere it is a number that is written down.
struct recorded_count : recorded_functions {
  static constexpr int most_terms = 8;
  recorder* to = nullptr;
  int node = -1;
  double value = 0;  ///< of numbers that are known
  int whole = 0, terms = 0, condition[most_terms] = {}, factor[most_terms] = {};

  constexpr operator int() const {
    int sum = whole;
    for (int i = 0; i < terms; ++i) sum += to->ask(condition[i]) ? factor[i] : 0;
    return sum;
  }
  template <class A>
  constexpr recorded_count& operator+=(const A& a) & {
    return *this = *this + a;
  }
  template <class A>
  constexpr recorded_count& operator-=(const A& a) & {
    return *this = *this - a;
  }
  /// The least sum, or the greatest, whatever holds.
  constexpr int bound(bool greatest) const {
    int sum = whole;
    for (int i = 0; i < terms; ++i) sum += (factor[i] > 0) == greatest ? factor[i] : 0;
    return sum;
  }
  /// Adds times · a; what there is no room for is asked.
  template <class A>
  constexpr void add(const A& a, int times) {
    if constexpr (is_recorded_condition<A>) {
      if (a.to == nullptr || terms == most_terms) whole += a ? times : 0;
      else condition[terms] = a.node, factor[terms++] = times;
    } else if constexpr (is_whole<A>) {
      whole += times * a.whole;
      for (int i = 0; i < a.terms; ++i) add(recorded_condition(a.to, a.condition[i], false), times * a.factor[i]);
    } else whole += times * static_cast<int>(a);
  }
};

/// As in std::, which would be taken for two of one type where `using std::max;` stands, and asks the comparison. Of a template, so that their entries are made
/// where they are used.
template <class Number>
struct recorded_extrema {
  friend constexpr Number max(Number a, Number b) { return detail::apply_recorded<max_rule>(a, b); }
  friend constexpr Number min(Number a, Number b) { return detail::apply_recorded<min_rule>(a, b); }
  friend constexpr Number clamp(Number a, Number low, Number high) { return detail::apply_recorded<clamp_rule>(a, low, high); }
};

// clang-format off
#define NABLA_DETAIL_ELEMENT_WRITTEN "nabla: an element of a recorded vector is a value: copy them to change them, std::array<T, 2> a{v[0], v[1]}"
NABLA_DETAIL_SAYS(element_written, NABLA_DETAIL_ELEMENT_WRITTEN)
// clang-format on
/// What a recorded number, or vector, has no members for. No names of what it has.
struct recorded_members {
  // clang-format off
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: functions of recorded numbers are no members: sin(a), sum(v), dot(v, w), norm2(v), transpose(A)", transpose, inverse, determinant, dot, cross, norm, squaredNorm, sum, mean, exp, log, sqrt, abs, pow, sin, cos, tan, tanh, square, data, at, x, y, z, cols, trace, normalized, array, maxCoeff, minCoeff, prod)
  // clang-format on
};
/// A number or a matrix whose operations are written down, or a number that is known until it meets one of these. It is no double on purpose: what is
/// written down has no value yet.
struct recorded : recorded_functions, recorded_standard_functions, recorded_extrema<recorded>, recorded_members {
  using value_type = recorded;

  recorder* to = nullptr;  ///< null: a number that is known
  int node = -1;
  double value = 0;

  constexpr recorded() = default;
  constexpr recorded(const recorded&) = default;
  constexpr recorded& operator=(const recorded&) & = default;
#define NABLA_RECORDED_ELEMENT_WRITTEN(sign) NABLA_DETAIL_REFUSED_AS(element_written, NABLA_DETAIL_ELEMENT_WRITTEN, operator sign(recorded)&&)
  // v[i] = …, which would change a copy only
  NABLA_RECORDED_ELEMENT_WRITTEN(=)
  NABLA_RECORDED_ELEMENT_WRITTEN(+=)
  NABLA_RECORDED_ELEMENT_WRITTEN(-=)
  NABLA_RECORDED_ELEMENT_WRITTEN(*=)
  NABLA_RECORDED_ELEMENT_WRITTEN(/=)
#undef NABLA_RECORDED_ELEMENT_WRITTEN
#undef NABLA_DETAIL_ELEMENT_WRITTEN
  template <BareNumber N>
  constexpr recorded(N number) : value(static_cast<double>(number)) {}
  template <std::int64_t Numerator, std::int64_t Denominator>
  constexpr recorded(constant<Numerator, Denominator>) : value(static_cast<double>(Numerator) / static_cast<double>(Denominator)) {}
  template <std::int64_t Bits>
  constexpr recorded(real_constant<Bits>) : value(real_value({Bits, 0})) {}
  constexpr recorded(recorded_condition c) : to(c.to), node(c.node), value(c.holds ? 1 : 0) {}
  constexpr recorded(const recorded_count& n) : to(n.to), node(n.node), value(n.value) {}
  constexpr recorded(recorder* written_to, int at) : to(written_to), node(at) {}

  /// As of a double: is it not 0?
  explicit constexpr operator bool() const { return to == nullptr ? value != 0 : to->ask(to->make(operation_of<not_equal_rule>, node, to->number(0))); }
  // clang-format off
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double), NABLA_DETAIL_NO_DOUBLE)
  NABLA_DETAIL_REFUSED_CONVERSION(BareNumber<To> && !__is_same(To, double) && !__is_same(To, bool), NABLA_DETAIL_NO_DOUBLE, explicit)  // else a > 0 ? a : 0 had two common types
#undef NABLA_DETAIL_NO_DOUBLE
  // clang-format on

  template <class A>
  constexpr recorded& operator+=(A a) & { return *this = *this + a; }
  template <class A>
  constexpr recorded& operator-=(A a) & { return *this = *this - a; }
  template <class A>
  constexpr recorded& operator*=(A a) & { return *this = *this * a; }
  template <class A>
  constexpr recorded& operator/=(A a) & { return *this = *this / a; }
  /// Elements, counted from 0; rows() and columns() are known where the symbols have numbers for sizes.
  constexpr recorded operator[](int i) const { return to == nullptr ? *this : recorded(to, to->element(node, i)); }
  constexpr recorded operator()(int i) const { return (*this)[i]; }
  constexpr recorded operator()(int i, int j) const { return to == nullptr ? *this : recorded(to, to->element(node, i, j)); }
  constexpr int rows() const { return to == nullptr ? 1 : to->known_size(to->g.shape_of(node).rows); }
  constexpr int columns() const { return to == nullptr ? 1 : to->known_size(to->g.shape_of(node).columns); }
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
