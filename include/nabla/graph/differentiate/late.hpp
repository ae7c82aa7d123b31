// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/check_derivative.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla::detail {

/// A loop that carries tangents of some elements: `type` is a formula in its operands, or void where there is none. See evaluate/loops/pushed_loops.hpp.
template <class Rule, std::uint64_t Moves>
struct loop_with_tangents;
template <class Rule, std::uint64_t Moves>
inline constexpr late_pullbacks late_pullbacks_of<loop_with_tangents<Rule, Moves>> = [] {
  using made = typename loop_with_tangents<Rule, Moves>::type;
  late_pullbacks row{.op = &operation_of<Rule>, .moves = Moves};
  if constexpr (!std::is_void_v<made>) row.derivatives[0] = &facts_of<made>;
  return row;
}();

/// Rules whose late pullbacks a pass knows.
template <class... Rules>
struct known_rules {
  static constexpr late_pullbacks rows[] = {late_pullbacks_of<Rules>...};
  static constexpr pullback_table table{rows, sizeof...(Rules)};
  template <class Rule>
  using with = known_rules<Rules..., Rule>;
};
template <>
struct known_rules<> {
  static constexpr pullback_table table{};
  template <class Rule>
  using with = known_rules<Rule>;
};

/// What a builder of a derivative makes.
struct built_derivative {
  int root = 0;
  derivative_problem problem;
};

template <class Rule>
concept HasLatePullbacks = requires { typename Rule::has_late_pullbacks; };

/// Runs a pass that differentiates, `Attempt<Known>::problem`, and runs it again with what it misses as long as that can be made. `type` is the last attempt, and its problem, if it has
/// one, is that of the formula. Formulas without such functions are passed over once.
template <template <class> class Attempt, class Known = known_rules<>>
struct with_late_pullbacks {
 private:
  static constexpr auto next() {
    if constexpr (Attempt<Known>::problem.function != 0) {
      using rule = decltype(two_rules_have_one_text(rule_tag<Attempt<Known>::problem.function>{}));
      if constexpr (Attempt<Known>::problem.moves != 0) return typename with_late_pullbacks<Attempt, typename Known::template with<loop_with_tangents<rule, Attempt<Known>::problem.moves>>>::chosen{};
      else if constexpr (HasLatePullbacks<rule>) return typename with_late_pullbacks<Attempt, typename Known::template with<rule>>::chosen{};
      else return std::type_identity<Attempt<Known>>{};
    } else return std::type_identity<Attempt<Known>>{};
  }

 public:
  using chosen = decltype(next());
  using type = typename chosen::type;
};

/// The derivative that `Builder<Known>::build(graph&)` makes, a built_derivative, as a type.
template <template <class> class Builder>
struct derivative_type {
 private:
  template <class Known>
  struct attempt {
    using builder = Builder<Known>;
    static constexpr derivative_problem problem = frozen_formula<builder>::built.problem;
  };
  using made = typename with_late_pullbacks<attempt>::type;
  static_assert(derivative_exists<made::problem>());

 public:
  using builder = typename made::builder;
  using type = typename formula_type<builder>::type;
};

}  // namespace nabla::detail
