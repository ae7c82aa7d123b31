// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What a function of the table costs whoever does not use it: STEPS of them, written as entries are, half of one operand and half of two.
// steps: 0 200 400
#include <nabla/nabla.hpp>

#ifndef STEPS
#define STEPS 200
#endif

namespace nabla::detail {

// Preprocessed, like a header is
#define ONE(N)                                                                                      \
  struct extra_##N##_rule : packet_function<1> {                                                    \
    static constexpr auto text = "extra_" #N;                                                       \
    static constexpr auto latex = "\\extra";                                                        \
    static constexpr int parity = -1;                                                               \
    static constexpr interval domain[] = {{-5, 5}};                                                 \
    static constexpr auto value(auto u) {                                                           \
      using libm::abs, libm::exp, libm::log1p;                                                      \
      return select(u > decltype(u)(0), decltype(u)(0), u) - log1p(exp(-abs(u)));                   \
    }                                                                                               \
    static constexpr auto meaning(auto u) { return -log(1_c + exp(-u)); }                           \
    static constexpr auto partials(auto u, auto v) { return partial(sigmoid(-u) + v * (1_c - v)); } \
  };                                                                                                \
  template <Expression A>                                                                           \
  constexpr node_of<extra_##N##_rule, A> extra_##N(A) { return {}; }                                \
  struct other_##N##_rule : packet_function<2> {                                                    \
    static constexpr auto text = "other_" #N;                                                       \
    static constexpr interval domain[] = {{-3, 3}, {0.01, 100}};                                    \
    static constexpr auto value(auto t, auto p) {                                                   \
      using libm::log;                                                                              \
      return select(t == decltype(t)(0), decltype(t)(0), t * log(p));                               \
    }                                                                                               \
    static constexpr auto partials(auto t, auto p, auto) { return partial(log(p), xdivy(t, p)); }   \
  };                                                                                                \
  template <Expression T, Expression P>                                                             \
    requires shapes_agree<other_##N##_rule, T, P>                                                   \
  constexpr node_of<other_##N##_rule, T, P> other_##N(T, P) { return {}; }
#define TEN(N) ONE(N##0) ONE(N##1) ONE(N##2) ONE(N##3) ONE(N##4) ONE(N##5) ONE(N##6) ONE(N##7) ONE(N##8) ONE(N##9)
#define HUNDRED(N) TEN(N##0) TEN(N##1) TEN(N##2) TEN(N##3) TEN(N##4) TEN(N##5) TEN(N##6) TEN(N##7) TEN(N##8) TEN(N##9)

#if STEPS >= 200
HUNDRED(1)
#endif
#if STEPS >= 400
HUNDRED(2)
#endif

}  // namespace nabla::detail

int main() {}
