// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/extrapolation.hpp>
#include <nabla/check/line.hpp>

namespace nabla::detail::numeric {

/// What the slope is compared with: the search ends as soon as that is decided.
template <class T>
struct target {
  T derivative = 0;
  T tolerance = 0;  ///< of the derivative
};

/// Slopes of a line at 0 from both sides and from each, from the same evaluations.
template <class T>
struct slopes {
  extrapolation<T> central, right, left;
  T largest = 0;    ///< value that was met
  bool moves = false;  ///< was any value other than that at the point?
  bool stops = false;  ///< ... but none at a finer step
  bool leaves = false;  ///< was f not finite somewhere?
  T most_move = 0, least_move = 0;  ///< the largest change of f that was met, and the one of the finest step that had any
  T coarsest = 0, coarsest_error = infinity<T>;  ///< the central quotient of the first step, and its rounding
  T low = infinity<T>, high = -infinity<T>;  ///< what the two sides converged to at some step, where that was different
  int corners = 0;  ///< steps in a row at which the two sides converged to different slopes

  constexpr T apart() const { return size_of(right.best - left.best); }
  constexpr T spread() const { return right.error + left.error; }
  NABLA_COLD constexpr bool differ(T factor) const {
    return right.converged() && left.converged() && apart() > factor * spread() && apart() > T(1e-6L) * larger(size_of(right.best), size_of(left.best));
  }
  constexpr bool is_corner() const { return corners >= 3; }
};

/// Differences of f from coarse steps to fine ones until the target is decided or rounding eats what a finer step would gain. `here` is f(0),
/// `noise` the absolute noise of f, `size` that of the argument.
template <class T>
NABLA_COLD constexpr slopes<T> slopes_of(line<T>& f, pieces which, T here, T noise, T size, const sequence& steps, const target<T>& asked) {
  slopes<T> s;
  const T ratio = T(steps.ratio), eps = epsilon<T>;
  T h = f.coarsest * size * T(steps.first_numerator) / T(steps.first_denominator);
  int drowned = 0;  // steps in a row at which rounding was larger than the error of coarser ones
  for (int k = 0; k < steps.levels; ++k, h /= ratio) {
    const T up_step = f.middle + h - f.middle, down_step = f.middle - (f.middle - h), width = up_step + down_step;  // as they are rounded
    if (!(up_step > 0) || !(down_step > 0) || !is_finite(width)) {
      if (is_finite(width)) break;
      continue;
    }
    const T up = f.value(up_step, which), down = f.value(-down_step, which);
    const bool up_is_finite = is_finite(up), down_is_finite = is_finite(down), is_here = is_finite(here);
    const T size_up = up_is_finite ? size_of(up) : T(0), size_down = down_is_finite ? size_of(down) : T(0), size_here = is_here ? size_of(here) : T(0);
    const T of_up = eps * (size_up + size_here) / up_step, of_down = eps * (size_here + size_down) / down_step, of_both = eps * (size_up + size_down) / width, both = noise / width + of_both;
    const T beside_it[] = {up, down};
    for (const T& beside : beside_it)
      if (is_finite(beside) && is_here) s.most_move = larger(s.most_move, size_of(beside - here));
    if (const T move = larger(size_of(up - here), size_of(down - here)); move > 0 && is_finite(move)) s.least_move = move;
    s.stops = s.moves && up == here && down == here;
    s.moves = s.moves || !(up == here) || !(down == here);
    s.largest = larger(s.largest, larger(size_up, size_down));
    s.leaves = s.leaves || !up_is_finite || !down_is_finite;
    if (!up_is_finite || !is_here) s.right.restart();
    else s.right.add((up - here) / up_step, ratio, 1, 2 * noise / up_step + of_up, of_up);
    if (!down_is_finite || !is_here) s.left.restart();
    else s.left.add((here - down) / down_step, ratio, 1, 2 * noise / down_step + of_down, of_down);
    if (!up_is_finite || !down_is_finite) s.central.restart();
    else s.central.add((up - down) / width, ratio, 2, both, of_both);
    if (s.coarsest_error == infinity<T> && s.central.depth == 1) {
      s.coarsest = s.central.last;
      s.coarsest_error = both;
    }
    s.corners = s.differ(50) ? s.corners + 1 : 0;
    if (s.corners > 0) {
      s.low = smaller(s.low, smaller(s.left.best, s.right.best));
      s.high = larger(s.high, larger(s.left.best, s.right.best));
    }

    const T error = s.central.error, allowed = asked.tolerance * larger(size_of(s.central.best), size_of(asked.derivative)), gap = size_of(s.central.best - asked.derivative);
    const bool corner_is_open = s.differ(4) && s.corners < 3 && k < 12;
    const bool jump_is_open = (s.right.leaping >= 2 || s.left.leaping >= 2) && k < 12;
    if (corner_is_open || jump_is_open) continue;
    if (s.central.depth < 3) continue;
    if (4 * error <= allowed && gap <= allowed) break;
    // finer steps give coarser answers; they are asked nevertheless whether they refute what is not right, as they do for a wave shorter than a step
    drowned = 4 * error < both && s.central.has_settled(both) ? drowned + 1 : 0;
    if (drowned > 0 && (gap <= allowed + 8 * error || (drowned >= 4 && 8 * both > gap))) break;
  }
  return s;
}

}  // namespace nabla::detail::numeric
