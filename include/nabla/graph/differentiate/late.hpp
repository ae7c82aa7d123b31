// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/check_derivative.hpp>
#include <nabla/graph/typed.hpp>

namespace nabla::detail {

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
      if constexpr (HasLatePullbacks<rule>) return typename with_late_pullbacks<Attempt, typename Known::template with<rule>>::chosen{};
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
  using type = typename formula_type<typename made::builder>::type;
};

}  // namespace nabla::detail
