// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/answer.hpp>
#include <nabla/check/jumps.hpp>
#include <nabla/check/noise.hpp>
#include <nabla/check/slopes.hpp>

namespace nabla::detail::numeric {

/// Judges with one sequence of steps and one size of them.
template <class T>
NABLA_COLD constexpr answer<T> judge_once(line<T>& f, const question<T>& q, T here, T size, const sequence& steps) {
  const slopes<T> s = slopes_of(f, pieces::of_point, here, q.noise, size, steps, target<T>{q.derivative, q.tolerance});
  answer<T> a;
  a.slope = s.central.best;
  a.error = s.central.error;
  a.left = s.left.best;
  a.right = s.right.best;
  a.is_still = s.most_move <= 64 * (q.noise + epsilon<T> * size_of(here));
  a.stops = s.stops;
  a.least_move = s.least_move;
  a.leaves = s.leaves;
  a.low = s.low;
  a.high = s.high;
  if (s.right.leaping >= 6 || s.left.leaping >= 6) {
    a.says = outcome::jump;
    a.reason = "f jumps here";
    return a;
  }
  const int up = sign_of_growth(s.right), down = sign_of_growth(s.left);
  if (!s.central.converged() && up != down && (up == 0 || down == 0)) {  // an edge of the domain with an infinite slope
    const bool other_is_there = up != 0 ? s.left.converged() : s.right.converged();
    if (!other_is_there) {
      a.says = outcome::fail;
      a.slope = infinity<T> * T(up + down);
      a.error = 0;
      a.reason = "the slope is infinite";
      return a;
    }
  } else if (up != 0 && up == down && sign_of_growth(s.central) == up) {
    a.says = outcome::fail;
    a.slope = infinity<T> * T(up);
    a.error = 0;
    a.reason = "the slope is infinite";
    return a;
  }
  const bool corner = s.is_corner();
  if (!s.central.converged() && !corner) {  // at an edge of the domain one side is left
    const bool is_right = s.right.error < s.left.error;
    a.slope = is_right ? s.right.best : s.left.best;
    a.error = is_right ? s.right.error : s.left.error;
  }
  if (corner) {
    a.has_sides = true;
    const T middle = (a.left + a.right) / 2, spread = s.spread();
    const bool is_between = size_of(q.derivative - middle) <= s.apart() / 2 + q.tolerance * s.apart() + 8 * spread + q.own_error;
    // where pieces are held, what is left is the tip of a cone, as of norm2 at 0, whose slope is documented as the mean
    a.says = (f.knows_pieces ? a.is_near(q, middle, spread) : is_between) ? outcome::kink : outcome::fail;
    a.slope = middle;
    a.error = spread;
    return a;
  } else if (!f.knows_pieces) {  // beside a corner, where only the finest steps are on one side of it, that side tells more than they
    const auto tells_more = [&](const extrapolation<T>& side) { return 16 * side.error < s.central.error && size_of(side.best - s.central.best) <= s.central.error + side.error; };
    const bool by_right = tells_more(s.right), by_left = tells_more(s.left);
    if (by_right && by_left) {  // a bend that is nearer than what can be seen may make one of them wrong
      const T low = smaller(a.left, a.right), high = larger(a.left, a.right);
      a.slope = smaller(larger(q.derivative, low), high);
      a.error = larger(s.right.error, s.left.error);
    } else if (by_right || by_left) {
      a.slope = by_right ? a.right : a.left;
      a.error = by_right ? s.right.error : s.left.error;
    }
  }
  if (!is_finite(a.error)) {
    a.reason = "no sequence of differences converges";
    return a;
  }
  const T whole = larger(size_of(a.slope), size_of(q.derivative));
  if (f.knows_pieces && s.most_move > 0 && 1000 * q.noise > s.largest) a.reason = "f changes faster than its argument can";
  else if (!a.is_near(q, a.slope, a.error)) {
    // a corner that is nearer than steps that can be seen
    const bool is_between = !f.knows_pieces && s.differ(2) && size_of(q.derivative - (a.left + a.right) / 2) <= s.apart() / 2 + 8 * s.spread() + q.own_error;
    if (is_between) a.reason = "f may have a corner beside the point";
    else a.says = outcome::fail;
  } else if (a.error <= whole / 100 || (a.error <= whole / 16 && size_of(a.slope - q.derivative) <= whole / 100)) a.says = outcome::pass;  // an error is a bound, and mostly less
  // nothing is to be told from 0, and it moves f by little, or not at all
  else if ((!s.moves && q.derivative == 0) || (size_of(q.derivative) <= 8 * a.error + q.own_error && 100 * a.error * size <= s.largest)) {
    a.is_weak = true;
    // a slope that is seen at the coarsest step, and that finer ones drown, may be there, unless a rounding of the argument makes it the derivative
    const T seen = size_of(s.coarsest - q.derivative);
    if (seen > 3 * s.coarsest_error + q.own_error && seen <= 8 * a.error) a.reason = "f is too noisy beside this derivative";
    else a.says = outcome::pass;
  } else a.reason = "f is too noisy beside this derivative";
  return a;
}

/// The better of two: what is decided, then what is more certain.
template <class T>
NABLA_COLD constexpr const answer<T>& better(const answer<T>& a, const answer<T>& b) {
  if (b.is_doubted && a.says != outcome::fail) return b;
  if ((a.says == outcome::undecided) != (b.says == outcome::undecided)) return a.says == outcome::undecided ? b : a;
  return b.error < a.error ? b : a;
}

/// May a wave of the size 1 make the derivative right, where arguments are far out? Steps of their own size do not see it. A step that is so much shorter than the wave that it would,
/// and still moves f by more than roundings, finds a slope nearer to the derivative; where there is no such step nobody can tell.
template <class T>
NABLA_COLD constexpr bool may_be_wave(line<T>& f, const question<T>& q, const answer<T>& a, T here) {
  const T one = 1 / f.unit, gap = size_of(a.slope - q.derivative), rounding = f.knows_pieces ? epsilon<T> : rounding_of_double<T>(), moves = 16 * rounding * size_of(here);
  // near arguments need no such look; nor does a tiny gap where roundings are as tiny: the slope of a wave that f shows is as near to the derivative only at its tops
  if (f.size < 64 * one || (T(1 << 20) * gap < 1 && 64 * moves < 1)) return false;
  const T step = larger(moves / gap, 2 * rounding * f.size * (1 + size_of(a.slope) / gap));
  if (!(64 * step <= one)) return true;
  const T up = f.middle + step - f.middle, down = f.middle - (f.middle - step);  // as they are rounded
  const T slope = (f.value(up, pieces::of_point) - f.value(-down, pieces::of_point)) / (up + down);
  return !(size_of(slope - a.slope) <= size_of(slope - q.derivative));
}

/// Is a derivative wrong because steps of a size say so? Not if a bend that they are too long for may hide in the noise of f and make it right: one of the size s that changes the
/// slope by `gap` moves f by gap · s, where s may be 1, the size of another entry, or the argument's own. Powers of two beside it are how often more than its noise f has to move:
/// 2^5 where the next finer steps would have seen the bend, 2^10 or 2^13 where a root or a logarithm, bent at all sizes, is met farther out, 2^40 where f is no witness at all.
template <class T>
NABLA_COLD constexpr bool is_believed(line<T>& f, const question<T>& q, const answer<T>& a, T here, T stride) {
  const bool is_wide = stride > f.size;
  const T gap = size_of(a.slope - q.derivative), noise = q.noise + epsilon<T> * size_of(here);
  // a corner is there, unless f is noise as large as itself, in which two sides agree with themselves by chance
  if (a.has_sides && !is_wide) return 16 * noise <= size_of(here) || gap * f.size >= T(1 << 13) * noise;
  // one side of a corner from afar
  if (a.has_sides && 2 * gap <= size_of(a.right - a.left) + 16 * a.error) return false;
  // a slope that grows without bound is infinite at the argument; seen from afar only its sign is known
  if (!is_finite(a.slope)) return !is_wide || q.derivative == 0 || (q.derivative < 0) != (a.slope < 0);
  // next to nothing beside the gap is the slope of a wave from afar, and of a root far out: what is alike has some size and some digits
  const bool is_alike = gap <= 1024 * size_of(a.slope) && (is_wide ? 64 : 4) * a.error <= size_of(a.slope);
  const T one = 1 / f.unit, own = smaller(f.middle == 0 ? f.size : smaller(f.size, size_of(f.middle)), one);
  // from afar a round corner looks sharp, and at an edge of the domain, as that of a root or a logarithm, f bends at the argument's own size
  if (is_wide && (a.leaves || (a.low <= q.derivative && q.derivative <= a.high)) && gap * own < T(1 << 13) * noise) return false;
  // steps of the own size see all but a wave that is shorter than they are: that of sin moves the slope by 2 at most, and f by its own size
  if (is_alike && may_be_wave(f, q, a, here)) return false;
  if (!is_wide && is_alike) return 256 * gap >= size_of(a.slope) || gap > 2 || 16 * gap < 1 || f.size < one || gap * one >= 32 * noise;
  // they saw no slope: it is such a wave, which no step resolves where arguments are farther apart than it is long, or a cusp where noise is as large as f
  const bool is_resolved = 8 * epsilon<T> * size_of(f.middle) < one;
  if (!is_wide) return (gap > 2 || is_resolved) && gap * own >= (16 * noise <= size_of(here) ? T(1 << 13) : T(1LL << 40)) * noise;
  // steps of the size of other entries, where the own one is about 1 or more: no other size is between them
  if (4 * f.size >= one) return gap * own >= (is_alike ? T(16) : T(1LL << 40)) * noise;
  // what bends at the argument's own size may have any slope there: a quotient beside another small entry, or a root, of which farther steps still see something
  const bool may_bend = f.next_scale(0) < one || !(a.error <= gap / T(1LL << 40));
  if (!is_alike && may_bend && gap * own < T(1LL << 40) * noise) return false;
  // slopes that are alike differ by a bend of the next size, 1 or that of another entry: one at the own size would have changed the slope by more
  return gap * f.next_scale(is_alike ? 4 * f.size : f.size / 1024) >= (is_alike ? T(1 << 10) : T(1LL << 40)) * noise;
}

/// judge_once(), in which wrong is only what is believed to be wrong.
template <class T>
NABLA_COLD constexpr answer<T> judge_step(line<T>& f, const question<T>& q, T here, T size, const sequence& steps) {
  answer<T> a = judge_once(f, q, here, size, steps);
  return a.says != outcome::fail || is_believed(f, q, a, here, size) ? a : without_verdict(a);
}

/// A larger step may tell what was not to be told from 0, or show that there is something; but f may be another far away.
template <class T>
NABLA_COLD constexpr answer<T> wider(const answer<T>& weak, answer<T> wide) {
  if (wide.says == outcome::undecided && !wide.is_drowned()) return weak;
  if (wide.says != outcome::fail) return wide;
  wide.says = outcome::undecided;
  wide.is_weak = true;
  wide.reason = "f is too noisy beside this derivative, and larger steps show another";
  return wide;
}

/// The first of ever larger steps, by a factor and below `end`, whose change of f is `clear` times its noise; 0 where none is.
template <class T>
NABLA_COLD constexpr T size_that_is_seen(line<T>& f, const question<T>& q, T here, T factor, T end, T clear) {
  for (T s = larger(f.size, f.reserve) * factor; s < end; s *= factor) {
    const T there = f.value(s, pieces::of_point);
    if (!is_finite(there) || size_of(there - here) > clear * (q.noise + epsilon<T> * size_of(here))) return s;
  }
  return 0;
}

/// With steps of the argument's own size; where they are too small to be seen in f, with those of what lies around it, and with larger ones.
template <class T>
NABLA_COLD constexpr answer<T> judge_with(line<T>& f, const question<T>& q, T here, const sequence& steps) {
  answer<T> a = judge_step(f, q, here, f.size, steps);
  const T clear = q.tolerance * larger(size_of(a.slope), size_of(q.derivative));
  const bool is_settled = a.says == outcome::jump || a.has_sides || a.error <= clear || (a.says == outcome::fail && a.error * 100 <= size_of(a.slope - q.derivative));
  if (is_settled) return a;
  if (f.reserve > 4 * f.size) {
    const answer<T> wide = judge_step(f, q, here, f.reserve, steps);
    a = a.is_weak && wide.is_drowned() ? wide : better(a, wide);
  }
  if (!a.is_still) return a;
  const T leap = T(1 << 20), most = std::numeric_limits<T>::max() / leap;
  if (a.is_weak) {
    const T seen = size_that_is_seen(f, q, here, T(16), smaller(most, leap * larger(f.size, f.reserve)), T(1 << 12));
    if (seen > 0) return wider(a, judge_step(f, q, here, seen, steps));
  }
  if (q.derivative == 0 && f.reserve > epsilon<T>) return a;
  const T seen = size_that_is_seen(f, q, here, leap, most, 16 * leap);
  return seen > 0 ? better(a, judge_step(f, q, here, seen, steps)) : a;
}

/// What is not right has to be so by a second sequence of steps too, and beside the noise of f in several places.
template <class T>
NABLA_COLD constexpr answer<T> judge_smooth(line<T>& f, const question<T>& asked, T here) {
  answer<T> first = judge_with(f, asked, here, usual_steps);
  if (first.says == outcome::pass || first.says == outcome::kink) return first;
  question<T> q = asked;
  q.noise = larger(q.noise, noise_at_worst(f, pieces::of_point));
  if (f.knows_pieces && first.stops) q.noise = larger(q.noise, first.least_move);  // what has pieces stands still by rounding alone
  if (q.noise > 2 * asked.noise) first = judge_with(f, q, here, usual_steps);
  const answer<T> second = judge_with(f, q, here, other_steps);
  if (first.is_drowned()) return second.says == outcome::pass && !second.is_weak ? second : first;
  if (first.says != second.says) return first.says == outcome::fail ? second : (second.says == outcome::fail ? first : better(first, second));
  answer<T> result = better(first, second);
  result.stops = first.stops || second.stops;
  if (result.says == outcome::fail && is_finite(first.slope) && is_finite(second.slope) && size_of(first.slope - second.slope) > 8 * (first.error + second.error)) {
    result.says = outcome::undecided;
    result.reason = "two sequences of steps disagree";
  }
  return result;
}

/// Where f stands still by its roundings, which steps far beyond the argument's own size show: with these as noise.
template <class T>
NABLA_COLD constexpr answer<T> judge_still(line<T>& f, const question<T>& q, T here, const stillness<T>& still, const answer<T>& found) {
  if (!still.is_near) return found.says == outcome::fail ? without_verdict(found) : found;
  question<T> rough = q;
  rough.noise = still.step;
  const answer<T> a = judge_smooth(f, rough, here);
  if (a.says != outcome::pass || !a.is_weak) return a;
  T size = 16 * f.size;
  while (size < 1 / f.unit && !(size_of(f.value(size, pieces::of_point) - here) > T(1 << 12) * still.step)) size *= 16;
  const answer<T> wide = judge_step(f, rough, here, size, usual_steps);
  return wide.says == outcome::pass && !wide.is_weak ? wide : without_verdict(a);
}

/// The verdict on a derivative, of which everything but NaN may be asked.
template <class T>
NABLA_COLD constexpr answer<T> judge(line<T>& f, const question<T>& q, T here) {
  answer<T> a;
  a.says = outcome::undefined;
  if (!is_finite(here)) {
    a.reason = "f is not finite here";
    return a;
  }
  if (is_nan(q.derivative)) {
    a.reason = "the derivative is NaN";
    return a;
  }
  if (!is_finite(q.derivative)) {
    question<T> zero = q;
    zero.derivative = 0;
    answer<T> found = judge_once(f, zero, here, f.size, usual_steps);
    const bool right = found.says == outcome::fail && found.slope == q.derivative;
    found.says = right ? outcome::pass : outcome::undefined;
    if (!right) found.reason = "the derivative is infinite, the slope of f is not";
    return found;
  }
  if (f.knows_pieces && f.at_edge != nullptr) return f.at_edge(f, q, here);
  if (f.knows_pieces) {
    question<T> beside = q;
    const bool is_settled = 1000 * q.moved <= size_of(q.derivative);
    if (is_settled) beside.own_error = larger(q.own_error, q.moved);
    a = judge_smooth(f, beside, here);
    if (is_settled || a.says != outcome::fail || !(size_of(a.slope - q.derivative) <= 2 * q.moved)) return a;
    a.says = outcome::undecided;
    a.reason = "roundings of the argument change the derivative";
    return a;
  }
  a = judge_smooth(f, q, here);
  if (a.says == outcome::fail || (a.says == outcome::pass && (a.least_move == 0 || a.is_weak)))
    if (const stillness<T> still = roundings_of_still(f, here, a.says == outcome::fail); still.step > 2 * q.noise) {
      const answer<T> beyond = judge_still(f, q, here, still, a);
      if (q.derivative != 0 || a.says == outcome::pass || beyond.says != outcome::fail) return beyond;  // 0 may be the slope of a step
    }
  if ((a.says != outcome::fail && !a.stops) || !is_finite(a.slope)) return a;
  question<T> coarse = q;
  coarse.noise = jumps_around(f, a.stops ? T(0) : a.slope, 2 * q.noise);
  if (!(coarse.noise > 0)) return a;
  answer<T> across = judge_smooth(f, coarse, here);
  if (a.stops) {
    // f stands still between its jumps, where 0 is the slope: that does not pass for it, and what is right across them is
    if (a.says == outcome::fail || across.says != outcome::fail) return across;
  } else if (coarse.noise < T(1e-6L) * size_of(here)) {
    // jumps of the size of roundings are noise, whatever f does between them
    if (across.says == outcome::pass) return across;
    if (across.says != outcome::undecided) return a;
  } else if (across.says != outcome::pass) {
    return a;
  }
  across.says = outcome::undecided;
  across.reason = a.stops ? "f does not move at small steps: it is flat, computes in float, or rounds its result" : "f jumps all around the point, and its slopes between jumps and across them differ";
  return across;
}

}  // namespace nabla::detail::numeric
