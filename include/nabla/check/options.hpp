// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/numbers.hpp>
#include <nabla/expression/refused.hpp>

#include <cstddef>
#include <cstdint>

namespace nabla::detail {

// clang-format off
/// What an option is called elsewhere.
struct other_option {
#define NABLA_DETAIL_OPTIONS "nabla: the options of a check are {.tolerance = 1e-6, .step = 0.1, .directions = 8, .entries = 100, .seed = 1, .progress = f}"
  constexpr other_option() = default;
#if defined(__clang__)
  template <class T> constexpr other_option(T) { static_assert(sizeof(T) == 0, NABLA_DETAIL_OPTIONS); }  // of the elements of an aggregate clang asks no attribute
#else
  template <auto S = sentence{NABLA_DETAIL_OPTIONS}, class T> other_option(T) = delete;
#endif
#undef NABLA_DETAIL_OPTIONS
};
// clang-format on

/// How a derivative is checked; what is 0 is chosen by the checker.
struct check_options {
  double tolerance = 0;   ///< relative; 0: 1e-9 for double, 1e-4 for float, 1e-11 for long double
  double step = 0;        ///< the coarsest step, as a part of the argument's size; 0: 1/8
  int directions = 0;     ///< random directions along which all entries are checked together, in place of one after the other
  int entries = 0;        ///< entries of each symbol, chosen at random; 0: all, or with directions none
  std::uint64_t seed = 1;  ///< of what is random
  void (*progress)(std::ptrdiff_t done, std::ptrdiff_t total) = nullptr;
  other_option tol = {}, atol = {}, rtol = {}, eps = {}, epsilon = {}, delta = {}, h = {}, samples = {}, verbose = {};  ///< none: refused in a sentence
};

namespace numeric {

template <class S>
constexpr double default_tolerance() {
  return sizeof(S) <= sizeof(float) ? 1e-4 : (sizeof(S) <= sizeof(double) ? 1e-9 : 1e-11);
}

/// Up to so many entries are all checked, if nothing is said; of more, some of each symbol, and all along a few directions.
inline constexpr std::ptrdiff_t most_entries = 20000;
inline constexpr int usual_directions = 8, usual_entries = 16;

/// Random numbers, the same everywhere: G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, OOPSLA 2014.
struct random_numbers {
  std::uint64_t state;
  NABLA_COLD constexpr std::uint64_t next() {
    std::uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  constexpr bool coin() { return (next() >> 63) != 0; }
  constexpr std::ptrdiff_t below(std::ptrdiff_t count) { return static_cast<std::ptrdiff_t>(next() % static_cast<std::uint64_t>(count)); }
};

}  // namespace numeric
}  // namespace nabla::detail

namespace nabla {
using detail::check_options;
}
