// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>

namespace test {

class number_formula;

/// `both`: where both are numbers.
inline bool differ(double u, double v, bool both) {
  return std::isfinite(u) != std::isfinite(v) ? !both : std::isfinite(u) && !(std::abs(u - v) <= 1e-5 * (1e-2 + std::abs(u)));
}

enum class verdict {
  differ,
  agree,
  last_digit
};

/// Do two formulas differ at a point, as numbers of 100 digits and far greater range have it? They agree if they do so with these, as they are or with what is
/// a double but for its last digits taken for that double (then (1 + t) - t is 1, and 0 where t cancels). The last digit decides if the value of one
/// jumps when results that are no doubles are changed in it, or the signs of zeros: a proof has nothing to say of that point. Else the proof is wrong.
#ifdef NABLA_HAS_MORE_DIGITS
verdict judge(const number_formula& f, const number_formula& g, double x, double y, bool both);
#else
inline verdict judge(const number_formula&, const number_formula&, double, double, bool) { return verdict::differ; }
#endif

}  // namespace test
