// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/loops/rules.hpp>

namespace nabla::detail {

// The pullbacks of functions with a step inside where a part of the result is read, see graph/differentiate/differentiate.hpp. They are made only where such a derivative asks for them.

template <class Step>
struct gated_map_step_rule : map_step_rule<Step> {
  static constexpr int arity = 3;
  static constexpr step_text name{"gated_map_step", Step::id};
  static constexpr const char* text = name.text;
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 2) return placeholder<2, Step::height, dim<"steps">>{};
    else return map_step_rule<Step>::template operand<I>();
  }
  static constexpr auto late_pullbacks(auto Z, auto P, auto G, auto, auto d) {
    return []<class Z_, class P_>(expression_list<Z_, P_>, auto G_) {
      return pullback(where_opened<Step>(Z_{}, G_, typename Step::sequences{}), where_opened<Step>(P_{}, G_, typename Step::parameters{}), broadcast_to(0_c, G_));
    }(map_step_rule<Step>::template pulled<typename gated_seed<Step>::type>(Z, P, d, sequence_piece<symbol_list<typename gated_seed<Step>::open>, decltype(G)>{}), G);
  }
};

template <class Step>
struct gated_sum_steps_rule : sum_steps_rule<Step> {
  static constexpr int arity = 3;
  static constexpr step_text name{"gated_sum_steps", Step::id};
  static constexpr const char* text = name.text;
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 2) return placeholder<2, Step::height, 1>{};
    else return sum_steps_rule<Step>::template operand<I>();
  }
  static constexpr auto late_pullbacks(auto Z, auto P, auto G, auto, auto d) {
    using seeds = gated_seed<Step>;
    using parameters = typename Step::parameters::template with<typename seeds::seed>::template with<typename seeds::open>;
    return []<class Z_, class P_>(expression_list<Z_, P_>, auto G_) {
      return pullback(where_opened<Step>(Z_{}, G_, typename Step::sequences{}), where_opened<Step>(P_{}, G_, typename Step::parameters{}), broadcast_to(0_c, G_));
    }(sum_steps_rule<Step>::template pulled<typename seeds::type, parameters>(Z, P, above(P, d, G)), G);
  }
};

template <class Step, bool Reverse>
struct gated_trajectory_rule : trajectory_rule<Step, Reverse> {
  using plain = trajectory_rule<Step, Reverse>;
  static constexpr int arity = 4;
  static constexpr step_text name{Reverse ? "gated_trajectory_back" : "gated_trajectory", Step::id};
  static constexpr const char* text = name.text;
  template <int I>
  static constexpr auto operand() {
    if constexpr (I == 2) return placeholder<2, Step::parameters::height, 1>{};
    else if constexpr (I == 3) return placeholder<3, Step::height, dim<"steps"> + 1>{};
    else return plain::template operand<I>();
  }
  static constexpr auto late_pullbacks(auto Z, auto, auto P, auto G, auto T, auto d) {
    auto opened = call<opened_states_rule<Step, Reverse>>(G);
    auto after = plain::template states<true>(opened);
    return [after, opened, G]<class Z_, class S_, class P_>(expression_list<Z_, S_, P_>) {
      return pullback(where_opened<Step>(Z_{}, after, typename Step::sequences{}), where(column<Reverse ? -1 : 0>(opened) > 0_c, S_{}, 0_c),
                      where_opened<Step>(P_{}, after, typename Step::parameters{}), broadcast_to(0_c, G));
    }(plain::template pulled<typename gated_seed<Step>::type>(Z, P, T, d, sequence_piece<symbol_list<typename gated_seed<Step>::open>, decltype(after)>{}));
  }
};

template <class Step, bool Reverse>
struct ended_trajectory_rule : trajectory_rule<Step, Reverse> {
  static constexpr step_text name{Reverse ? "ended_back" : "ended_trajectory", Step::id};
  static constexpr const char* text = name.text;
  static constexpr auto late_pullbacks(auto Z, auto, auto P, auto T, auto d) { return trajectory_rule<Step, Reverse>::template pulled<seed_of<Step>, false>(Z, P, T, d); }
};

}  // namespace nabla::detail
