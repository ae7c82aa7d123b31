// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/judge.hpp>

namespace nabla::detail::numeric {

/// The slope of one side, with the pieces of that side held, and the value from there.
template <class T>
struct side {
  T slope = 0, error = infinity<T>, value = 0;
  bool is_known() const { return is_finite(error); }
};

template <class T>
NABLA_COLD constexpr side<T> side_of(line<T>& f, const question<T>& q, T here, pieces which) {
  side<T> result;
  result.value = f.value(0, which);
  const slopes<T> s = slopes_of(f, which, result.value, q.noise, f.size, usual_steps, target<T>{q.derivative, q.tolerance});
  const extrapolation<T>& one = which == pieces::of_right ? s.right : s.left;
  result.slope = s.central.converged() ? s.central.best : one.best;
  result.error = s.central.converged() ? s.central.error : one.error;
  // where the piece is not defined at its end, as sin(x) / x at 0: the value is what it comes to
  if (!is_finite(result.value) && s.central.converged()) {
    const T h = f.size / 1024;
    result.value = here + ((f.value(h, which) + f.value(-h, which)) / 2 - here);
  }
  return result;
}

/// At an edge, where other pieces hold beside the point: the derivative is that of nabla's convention, which the pieces of the point give, ties as
/// they are documented. An edge within rounding leaves open which piece the derivative took.
template <class T>
NABLA_COLD constexpr answer<T> judge_edge(line<T>& f, const question<T>& q, T here, const edge& where) {
  answer<T> a = judge_smooth(f, q, here);
  const side<T> right = where.right ? side_of(f, q, here, pieces::of_right) : side<T>{a.slope, a.error, here};
  const side<T> left = where.left ? side_of(f, q, here, pieces::of_left) : side<T>{a.slope, a.error, here};
  a.left = left.slope;
  a.right = right.slope;
  const T steepest = larger(larger(size_of(left.slope), size_of(right.slope)), size_of(a.slope)), spread = left.error + right.error + a.error;
  const T unseen = 64 * q.noise + 256 * epsilon<T> * size_of(here) + 8 * q.beside * f.size * steepest;
  const auto meets = [&](const side<T>& s) { return size_of(s.value - here) <= unseen; };
  const bool is_open = !where.exact && (a.is_near(q, left.slope, left.error) || a.is_near(q, right.slope, right.error) || a.is_near(q, (left.slope + right.slope) / 2, left.error + right.error));
  const bool is_documented = a.says == outcome::pass || a.says == outcome::kink || is_open;
  if (!meets(right) || !meets(left)) {
    if (!is_documented) return a;
    a.says = outcome::jump;
    a.reason = "f jumps here";
    return a;
  }
  if (!is_finite(spread)) return a;
  const T gap = larger(size_of(left.slope - right.slope), larger(size_of(left.slope - a.slope), size_of(right.slope - a.slope)));
  if (gap <= q.tolerance * steepest + 8 * spread) return a;  // the pieces meet smoothly
  a.has_sides = true;
  if (is_documented) a.says = outcome::kink;
  return a;
}

}  // namespace nabla::detail::numeric
