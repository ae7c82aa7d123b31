// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/line.hpp>

namespace nabla::detail::numeric {

/// By how much f, less what it moves by its slope at fine steps, jumps at a place between two arguments: that to which the half that changes it more
/// leads each time. 0 where that comes to what is unseen, or to what is smooth.
template <class T>
NABLA_COLD constexpr T jump_between(line<T>& f, T slope, T from, T to, T unseen) {
  const auto value = [&](T t) { return f.value(t, pieces::of_point) - slope * t; };
  T first = value(from), last = value(to);
  while (is_finite(last - first) && size_of(last - first) > unseen) {
    const T middle = from + (to - from) / 2, there = value(middle), jump = size_of(last - first);
    const bool are_neighbours = f.middle + middle == f.middle + from || f.middle + middle == f.middle + to;
    if (are_neighbours || middle == from || middle == to) {
      const T far = 4 * (to - from);
      return size_of(first - value(from - far)) < jump && size_of(value(to + far) - last) < jump ? jump : T(0);
    }
    if (size_of(there - first) > size_of(last - there)) {
      to = middle;
      last = there;
    } else {
      from = middle;
      first = there;
    }
  }
  return 0;
}

/// By how much f jumps, if it does so wherever one looks around the point, as one that rounds its result, looks it up, computes in float or cancels;
/// 0 else. `slope` is that between the jumps.
template <class T>
NABLA_COLD constexpr T jumps_around(line<T>& f, T slope, T unseen) {
  constexpr int count = 8;
  T sizes[count]{};
  int found = 0, missing = 0;
  T h = f.size * f.coarsest / 8;
  for (int k = 0; k < count; ++k, h /= -2) {
    const T jump = jump_between(f, slope, h / 2, h, unseen);
    if (jump == 0 && (found == 0 || ++missing > 1)) return 0;
    if (jump == 0) continue;
    int place = found++;
    for (; place > 0 && sizes[place - 1] > jump; --place) sizes[place] = sizes[place - 1];
    sizes[place] = jump;
  }
  return sizes[found / 2];
}

/// What roundings hide of an f that stands still at steps of the argument's own size, or at finer ones, on one side at least.
template <class T>
struct stillness {
  T step = 0;            ///< by how much f moves at once, where it first does; 0 where it is no staircase, as relu is none
  bool is_near = false;  ///< ... at a t that is less than 1
};
/// log(1 + x) at 1e-18 is 0, and so is what is around it: its own size says nothing of its roundings. Farther out it is a staircase of so many steps that these are roundings.
/// `is_far`: look for it beyond 2^20 times the argument's own size, too.
template <class T>
NABLA_COLD constexpr stillness<T> roundings_of_still(line<T>& f, T here, bool is_far) {
  const auto value = [&](T t) { return f.value(t, pieces::of_point); };
  const bool stands = value(f.size / 8) == here && value(-f.size / 8) == here;
  if (!stands && value(f.size / 4096) != here && value(-f.size / 4096) != here) return {};
  const T one = 1 / f.unit, far = T(1 << 20), many = stands ? T(1 << 16) : T(1 << 21);  // what rounds to six digits is asked for its own slope where its steps are seen
  for (T s = f.size / 256; s <= larger(one, (is_far ? far * far * far : far) * f.size); s *= 16)
    for (T to : {s, -s}) {
      if (value(to) == here || !is_finite(value(to))) continue;
      T from = to / 16;
      for (int halved = 0; halved < 256; ++halved) {
        const T middle = from + (to - from) / 2;
        if (middle == from || middle == to || f.middle + middle == f.middle + from || f.middle + middle == f.middle + to) break;
        (value(middle) == here ? from : to) = middle;
      }
      const T step = size_of(value(to) - here), last = size_of(to) < one ? one : far * size_of(to);
      if (step < std::numeric_limits<T>::min() || !(size_of(value(to + to / 64) - value(to)) <= 4 * step)) return {};  // of what underflows the slope is 0
      T most = 0;
      for (T t = 2 * size_of(to); t <= last; t *= 2)
        if (const T move = size_of(value(to < 0 ? -t : t) - here); is_finite(move)) most = larger(most, move);
      return most >= many * step ? stillness<T>{step, size_of(to) < one} : stillness<T>{};
    }
  return {};
}

}  // namespace nabla::detail::numeric
