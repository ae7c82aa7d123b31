// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <ostream>
#include <string>

namespace nabla {

enum class outcome {
  pass,  ///< every partial derivative agrees with finite differences
  kink,  ///< where some do not, the function has a corner and the derivative lies between its one-sided ones
  fail   ///< a derivative is wrong
};

/// What the gradient checker found. Converts to true unless a derivative is wrong.
struct gradient_report {
  nabla::outcome outcome = nabla::outcome::pass;
  int checked = 0;  ///< partial derivatives
  int kinks = 0;
  int wrong = 0;
  double largest_error = 0;  ///< |analytic - numeric| / max(1, |analytic|, |numeric|), the worst of all
  std::string worst;         ///< the symbol and element where it is, as in "W(3, 1)"
  double analytic = 0;       ///< derivative there
  double numeric = 0;        ///< finite difference there

  explicit operator bool() const { return outcome != nabla::outcome::fail; }
};

inline std::ostream& operator<<(std::ostream& out, const gradient_report& r) {
  out << "gradient check: " << (r.outcome == outcome::pass ? "pass" : r.outcome == outcome::kink ? "kink" : "FAIL") << ", " << r.checked
      << " partial derivatives, largest error " << r.largest_error;
  if (!r.worst.empty()) out << " at " << r.worst << " (derivative " << r.analytic << ", finite difference " << r.numeric << ")";
  if (r.kinks > 0) out << ", " << r.kinks << " at a kink";
  if (r.wrong > 0) out << ", " << r.wrong << " wrong";
  return out;
}

}  // namespace nabla
