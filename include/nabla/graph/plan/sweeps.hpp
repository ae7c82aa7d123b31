// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/differentiate/directional.hpp>
#include <nabla/graph/differentiate/jacobian.hpp>
#include <nabla/graph/differentiate/smooth.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/plan/program.hpp>
#include <nabla/graph/simplify/elements.hpp>
#include <nabla/graph/sparsity/derivative_terms.hpp>

namespace nabla::detail {

// Requests for derivatives along several directions from one pass, which computes what the function shares among them once.

template <int Number>
inline constexpr auto digit_text = [] {
  static_assert(Number >= 0 && Number < 10);
  const char text[2] = {static_cast<char>('0' + Number), '\0'};
  return fixed_string<2>(text);
}();

template <class X, int Number>
struct numbered_symbol;
template <role Role, fixed_string Name, auto... Extents, int Number>
struct numbered_symbol<symbol<Role, Name, Extents...>, Number> {
  using type = symbol<role::data, joined<Name, digit_text<Number>>, Extents...>;
};
/// The symbols x'0, x'1, … of directions, and those of cotangents of the shape of F.
template <class X, int Number>
using numbered_tangent = typename numbered_symbol<tangent<X>, Number>::type;
template <class F, int Number>
using numbered_cotangent = typename numbered_symbol<cotangent<F>, Number>::type;

/// A request whose calls bind numbered symbols too, `Seed<Part, 0>`, `Seed<Part, 1>`, … for each part.
template <int Directions, template <class, int> class Seed, class... Part>
struct with_seeds : wrt_nothing {
  static constexpr int also_count = Directions * static_cast<int>(sizeof...(Part));
  static constexpr fixed_array<const facts*, also_count> also = []<int... D>(std::integer_sequence<int, D...>) {
    fixed_array<const facts*, also_count> all;
    int k = 0;
    auto add = [&]<int Number>(std::integral_constant<int, Number>) { ((all.data[k++] = &facts_of<Seed<Part, Number>>), ...); };
    (add(std::integral_constant<int, D>{}), ...);
    return all;
  }(std::make_integer_sequence<int, Directions>{});
};

/// A direction of a Jacobian, whose zeros are zeros whatever they meet: the sweep that it is for is not differentiated by it.
constexpr int gated_direction(graph& g, int root, int seed) {
  if (smooth_functions{}.has(g, root)) return seed;
  simplifier s{g};
  return s.make(operation_of<where_rule>, s.make(operation_of<not_equal_rule>, seed, g.constant(0)), seed, g.constant(0));
}

/// Nodes of the symbols, and of the tangents of each direction.
template <int Directions, class... X>
struct moving_symbols {
  static constexpr int count = sizeof...(X);
  int symbols[sizeof...(X)];
  int tangents[static_cast<std::size_t>(Directions)][sizeof...(X)];

  constexpr moving_symbols(graph& g, facts_map& known, int root) : symbols{import(g, known, facts_of<X>, false)...}, tangents{} {
    [&]<int... D>(std::integer_sequence<int, D...>) { (add<D>(g, known, root), ...); }(std::make_integer_sequence<int, Directions>{});
  }

 private:
  template <int Direction>
  constexpr void add(graph& g, facts_map& known, int root) {
    int k = 0;
    ((tangents[Direction][k++] = gated_direction(g, root, import(g, known, facts_of<numbered_tangent<X, Direction>>, false))), ...);
  }
};

/// Where F moves along each direction, forward mode.
template <int Directions, class F, class... X>
struct forward_sweep : with_seeds<Directions, numbered_tangent, X...> {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const moving_symbols<Directions, X...> moving(g, known, root);
    const int seed = import(g, known, facts_of<cotangent<F>>, false);
    const bool scalar = g.nodes.data[root].shape_index == 0;
    int adjoints[sizeof...(X)];
    if (const derivative_problem problem = differentiate(g, weighted_by(g, root, seed), moving.symbols, moving.count, adjoints); problem.exists()) return problem;
    for (const auto& along : moving.tangents) {
      int derivative = sum_along(g, adjoints, moving.symbols, along, moving.count);
      if (const derivative_problem problem = without_seed(g, derivative, seed, scalar); problem.exists()) return problem;
      outputs.push(derivative);
    }
    return {};
  }
};

/// Pushes the gradient of a number, one output for each symbol.
constexpr derivative_problem push_gradient(graph& g, int root, const int* symbols, int count, list<int>& outputs) {
  list<int> adjoints(count);
  if (const derivative_problem problem = differentiate(g, root, symbols, count, adjoints.data); problem.exists()) return problem;
  for (int k = 0; k < count; ++k) outputs.push(simplifier{g}.or_zeros(adjoints.data[k], symbols[k]));
  return {};
}

/// What the cotangent of each direction gives to the symbols, reverse mode; an F that is a number has its gradient, and no cotangent.
template <int Directions, class F, class... X>
struct reverse_sweep : with_seeds<(facts_of<F>.extents.is_scalar() ? 0 : Directions), numbered_cotangent, F> {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const int symbols[] = {import(g, known, facts_of<X>, false)...};
    derivative_problem problem;
    if (facts_of<F>.extents.is_scalar()) return push_gradient(g, root, symbols, sizeof...(X), outputs);
    [&]<int... D>(std::integer_sequence<int, D...>) {
      (void)((problem = push_gradient(g, weighted_by(g, root, gated_direction(g, root, import(g, known, facts_of<numbered_cotangent<F, D>>, false))), symbols, sizeof...(X), outputs), problem.exists()) || ...);
    }(std::make_integer_sequence<int, Directions>{});
    return problem;
  }
};

/// The gradient of how F moves along each direction: columns of the Hessian, forward over reverse.
template <int Directions, class F, class... X>
struct hessian_sweep : with_seeds<Directions, numbered_tangent, X...> {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const moving_symbols<Directions, X...> moving(g, known, root);
    int adjoints[sizeof...(X)];
    if (const derivative_problem problem = differentiate(g, root, moving.symbols, moving.count, adjoints); problem.exists()) return problem;
    for (const auto& along : moving.tangents)
      if (const derivative_problem problem = push_gradient(g, sum_along(g, adjoints, moving.symbols, along, moving.count), moving.symbols, moving.count, outputs); problem.exists())
        return problem;
    return {};
  }
};

/// ∂F/∂x for each of the scalars x, F's shape each: straight-line code with no directions. A small F is taken apart: its elements forwards, or backwards,
/// whichever are fewer sweeps.
template <class F, class... X>
struct scalar_jacobian : wrt_nothing {
  static constexpr int count = sizeof...(X);
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const int symbols[] = {import(g, known, facts_of<X>, false)...};
    const shape extents = g.shape_of(root);
    if (extents.is_static() && extents.rows.size * extents.columns.size <= most_taken_apart) return by_elements(g, root, symbols, outputs);
    const int seed = import(g, known, facts_of<cotangent<F>>, false);
    int adjoints[sizeof...(X)];
    if (const derivative_problem problem = differentiate(g, weighted_by(g, root, seed), symbols, count, adjoints); problem.exists()) return problem;
    for (int derivative : adjoints) {
      if (derivative < 0) derivative = g.constant(0);
      if (const derivative_problem problem = without_seed(g, derivative, seed, g.nodes.data[root].shape_index == 0); problem.exists()) return problem;
      outputs.push(simplifier{g}.broadcast_to(derivative, g.nodes.data[root].shape_index));
    }
    return {};
  }

 private:
  static constexpr derivative_problem by_elements(graph& g, int root, const int* symbols, list<int>& outputs) {
    simplifier s{g};
    element_writer<late<F>> w(g, s, most_taken_apart);
    w.run(&root, 1);
    const int rows = w.rows(root), columns = w.columns(root), elements = rows * columns;
    list<int> roots, derivatives(elements * count), column(elements);
    for (int e = 0; e < elements; ++e) roots.push(w.at(root, e / columns, e % columns));
    bool forwards = count < elements;
    for (int k = 0; k < count && forwards; ++k) {
      forwards = tangents_of_elementwise(g, roots.data, elements, symbols[k], column.data);
      for (int e = 0; e < elements; ++e) derivatives.data[e * count + k] = column.data[e];
    }
    for (int e = 0; e < elements && !forwards; ++e)
      if (const derivative_problem problem = differentiate(g, roots.data[e], symbols, count, derivatives.data + e * count); problem.exists()) return problem;
    for (int k = 0; k < count; ++k) {
      for (int e = 0; e < elements; ++e) column.data[e] = derivatives.data[e * count + k] < 0 ? g.constant(0) : derivatives.data[e * count + k];
      outputs.push(s.matrix_of(column.data, rows, columns));
    }
    return {};
  }
};

/// The whole Jacobian of a function of small matrices, which are numbers there: what is 0 or 1 vanishes, and all elements share what they can.
template <class F, class... X>
struct jacobian_of_numbers : wrt_nothing {
  static constexpr fixed_array<const facts*, sizeof...(X)> by{{&facts_of<X>...}};
  static constexpr int most_elements = 64;  ///< of the Jacobian
  static constexpr int most_nodes = 200, most_along_directions = 1000;  ///< of the function: its steps are repeated for each row, or each column, or done for all of few columns at once

  static constexpr bool is_small(const shape& s) { return has_at_most(s, most_taken_apart); }
  /// Is all that the function computes small, and no kernel in it that keeps from overflow what its formula does not?
  static constexpr bool fits() {
    std::int64_t columns = 0;
    for (const facts* each : by.data) columns += std::int64_t{each->extents.rows.size} * each->extents.columns.size;
    if (!is_small(facts_of<F>.extents) || columns * facts_of<F>.extents.rows.size * facts_of<F>.extents.columns.size > most_elements) return false;
    graph g;
    facts_map known;
    import(g, known, facts_of<F>, true);
    bool all = g.nodes.size <= (columns <= most_elements_that_move ? most_along_directions : most_nodes);
    for (int i = 0; i < g.nodes.size; ++i) all = all && is_small(g.shape_of(i)) && g.nodes.data[i].op->kernel_up_to == 0;
    return all;
  }
  static constexpr derivative_problem add_outputs(graph& g, facts_map&, int root, list<int>& outputs) {
    jacobian_writer<late<F>> w(g, by.data, sizeof...(X));
    outputs.push(w.write(g, root));
    return w.problem;
  }
  static constexpr bool is_arranged = true;
  template <class Outputs>
  static constexpr auto arrange(Outputs outputs) {
    using std::get;
    return get<0>(outputs);
  }
};

/// ∂²F/∂x∂y for the scalars x and each y from x on: the symmetric half once, sharing everything.
template <class F, class... X>
struct scalar_hessian : wrt_nothing {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    constexpr int count = sizeof...(X);
    const int symbols[] = {import(g, known, facts_of<X>, false)...};
    int adjoints[sizeof...(X)];
    if (const derivative_problem problem = differentiate(g, root, symbols, count, adjoints); problem.exists()) return problem;
    for (int k = 0; k < count; ++k)
      if (const derivative_problem problem = push_gradient(g, adjoints[k] < 0 ? g.constant(0) : adjoints[k], symbols + k, count - k, outputs); problem.exists())
        return problem;
    return {};
  }
};

/// The elements of the Jacobian, or the Hessian, as coefficients that are computed by themselves: see derivative_terms.hpp.
template <int Order, class F, class... X>
struct terms_of : wrt_nothing {
  static constexpr derivative_problem add_outputs(graph& g, facts_map& known, int root, list<int>& outputs) {
    const facts* wrt[] = {&facts_of<X>...};
    list<contribution> contributions;
    find_terms(g, known, root, wrt, sizeof...(X), Order, outputs, contributions);
    return {};
  }
};

}  // namespace nabla::detail
