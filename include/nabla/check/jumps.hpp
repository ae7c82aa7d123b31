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

}  // namespace nabla::detail::numeric
