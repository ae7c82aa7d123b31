// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// ADOL-C's tape of one number, recorded once, outside what is timed; a call runs over it forwards and back.
#pragma once

#ifdef NABLA_HAS_ADOLC
#include <adolc/adolc.h>
#endif

#include <span>
#include <vector>

namespace gradbench {

#ifdef NABLA_HAS_ADOLC

template <class ByHand> class gradient_tape {
 public:
  template <class Input> explicit gradient_tape(const Input& in) {
    const std::vector<double> p = ByHand::parameters(in);
    result_.resize(p.size());
    std::vector<adouble> active(p.size());
    double value = 0;
    trace_on(tag);
    for (std::size_t i = 0; i < p.size(); ++i) active[i] <<= p[i];
    ByHand::template objective<adouble>(in, active)[0] >>= value;
    trace_off();
  }
  template <class Input> std::span<const double> operator()(const Input& in) {
    const std::vector<double> p = ByHand::parameters(in);
    const int size = static_cast<int>(p.size());
    double value = 0, one = 1;
    zos_forward(tag, 1, size, 1, p.data(), &value);
    fos_reverse(tag, 1, size, &one, result_.data());
    return result_;
  }

 private:
  static constexpr short tag = 1;
  std::vector<double> result_;
};

#endif

// What the derivative by hand of one number brings beside itself.
template <class ByHand> struct gradient_by_hand {
#ifdef NABLA_HAS_ADOLC
  using tape = gradient_tape<ByHand>;
#endif
  static constexpr double tolerance = 1e-12;
  template <class Input> static std::vector<double> along(const Input&, std::span<const double> found, const std::vector<double>& d) {
    double sum = 0;
    for (std::size_t i = 0; i < d.size(); ++i) sum += found[i] * d[i];
    return {sum};
  }
};

}  // namespace gradbench
