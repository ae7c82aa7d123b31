// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What is not taken, and what is not read, gives nothing to a derivative, whatever it computes: all functions that select, around all entries where
// their derivatives are infinite, inside of functions whose derivatives are infinite too.

#include <boost/test/unit_test.hpp>

#include "run_time/table/subjects.hpp"
#include "support/interpreter.hpp"

#include <nabla/graph/differentiate/pushforward.hpp>
#include <nabla/graph/differentiate/tangent.hpp>
#include <nabla/graph/sparsity/derivative_terms.hpp>
#include <nabla/rules/all_rules.hpp>

#include <cmath>
#include <functional>
#include <sstream>

namespace {

using namespace test;
using namespace nabla;
using namespace nabla::detail;
using number = long double;
using bindings = std::map<const facts*, dense<number>>;

/// Where an entry has a derivative that is not finite, by an operand.
struct steep {
  entry e;
  std::vector<number> at;
  std::size_t operand;
  number value;
  std::string name() const {
    std::ostringstream out;
    out << e.text << "(";
    for (std::size_t k = 0; k < at.size(); ++k) out << (k > 0 ? ", " : "") << at[k];
    return out.str() + ")";
  }
};

std::vector<steep> steep_points() {
  learn_functions_of_matrices();
  std::vector<steep> all;
  for (const entry& e : elementwise_entries()) {
    if (e.arity > 2 || e.op->derivatives[0] == nullptr || e.op->is_condition) continue;
    workshop w;
    std::vector<const facts*> u;
    for (int k = 0; k < e.arity; ++k) u.push_back(&w.symbol("u" + std::to_string(k)));
    const interpretation run(w.apply(*e.op, u), u, false);
    for (std::size_t k = 0; k < u.size(); ++k)
      for (number point : {number(0), number(1), number(-1), number(-2)}) {
        steep s{e, std::vector<number>(u.size(), 1), k, 0};
        s.at[k] = point;
        bindings bound;
        for (std::size_t i = 0; i < u.size(); ++i) bound[u[i]] = s.at[i];
        const auto out = run(bound);
        s.value = out[0].elements[0];
        if (!std::isfinite(out[1 + k].elements[0])) all.push_back(s);
      }
  }
  return all;
}

/// A function of what is not taken, x, and of numbers c and d that are bound so that it is not; only where `suits` says that it can be so.
struct gate {
  const char* name;
  bool (*suits)(number value);
  number (*c)(number value);
  std::function<const facts&(workshop& w, const facts& x, const facts& c)> make;
};

constexpr auto defined = [](number x) { return !std::isnan(x); };
constexpr auto below_infinity = [](number x) { return x < HUGE_VALL; };
constexpr auto above_infinity = [](number x) { return x > -HUGE_VALL; };
constexpr auto positive = [](number x) { return x > 0; };
constexpr auto always = [](number) { return true; };
number larger(number x) { return std::isfinite(x) ? x + 2 : 2; }
number smaller(number x) { return std::isfinite(x) ? x - 2 : -2; }
number zero(number) { return 0; }
number one(number) { return 1; }

template <class Rule, class... X>
const facts& apply(workshop& w, const X&... x) {
  return w.apply(operation_of<Rule>, x...);
}
/// x and c side by side, and the other way round.
const facts& beside(workshop& w, const facts& x, const facts& c) { return apply<stack_rule<true, 1, 1>>(w, x, c); }
const facts& above(workshop& w, const facts& x, const facts& c) { return apply<stack_rule<false, 1, 1>>(w, x, c); }
const facts& square(workshop& w, const facts& x, const facts& c) { return apply<stack_rule<false, 1, 1>>(w, beside(w, c, c), beside(w, x, c)); }

std::vector<gate> gates() {
  return {
      {"max", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<max_rule>(w, x, c); }},
      {"max, second", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<max_rule>(w, c, x); }},
      {"min", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<min_rule>(w, x, c); }},
      {"clamp below", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<clamp_rule>(w, x, c, apply<add_rule>(w, c, w.number(1))); }},
      {"clamp above", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<clamp_rule>(w, x, apply<subtract_rule>(w, c, w.number(1)), c); }},
      {"clamp by low", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<clamp_rule>(w, c, x, apply<add_rule>(w, c, w.number(1))); }},
      {"clamp by high", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<clamp_rule>(w, c, apply<subtract_rule>(w, c, w.number(1)), x); }},
      {"relu", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<relu_rule>(w, apply<subtract_rule>(w, x, c)); }},
      {"hinge", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<hinge_rule>(w, apply<subtract_rule>(w, x, c), w.number(1)); }},
      {"hardtanh", defined, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<hardtanh_rule>(w, apply<subtract_rule>(w, x, c)); }},
      {"where", always, one, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<where_rule>(w, c, w.number(2), x); }},
      {"where, first", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<where_rule>(w, c, x, w.number(2)); }},
      {"where, both", always, one, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<where_rule>(w, c, c, apply<where_rule>(w, c, x, x)); }},
      {"a comparison", defined, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<less_rule>(w, x, c); }},
      {"sign", defined, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sign_rule>(w, apply<subtract_rule>(w, x, c)); }},
      {"heaviside", defined, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<heaviside_rule>(w, apply<subtract_rule>(w, x, c)); }},
      {"ceil", defined, zero, [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<ceil_rule>(w, x); }},
      {"round", defined, zero, [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<round_rule>(w, x); }},
      {"huber by delta", positive, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<huber_rule>(w, c, x); }},
      {"leaky_relu by slope", always, one, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<leaky_relu_rule>(w, c, x); }},
      {"elu by alpha", always, one, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<elu_rule>(w, c, x); }},
      {"multiply_no_nan", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<multiply_no_nan_rule>(w, x, c); }},
      {"xlogy", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<xlogy_rule>(w, c, x); }},
      {"xlog1py", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<xlog1py_rule>(w, c, x); }},
      {"xdivy", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<xdivy_rule>(w, c, x); }},
      {"floor", defined, zero, [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<floor_rule>(w, x); }},
      {"stop_gradient", always, zero, [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<stop_gradient_rule>(w, x); }},
      {"maximum", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<maximum_rule>(w, beside(w, x, c)); }},
      {"row_maxima", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<row_maxima_rule>(w, beside(w, x, c)); }},
      {"column_maxima", below_infinity, larger, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<column_maxima_rule>(w, above(w, x, c)); }},
      {"minimum", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<minimum_rule>(w, beside(w, x, c)); }},
      {"row_minima", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<row_minima_rule>(w, beside(w, x, c)); }},
      {"column_minima", above_infinity, smaller, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<column_minima_rule>(w, above(w, x, c)); }},
      {"column", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<block_rule<0, 1, full_extent, 1>>(w, beside(w, x, c))); }},
      {"row", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<block_rule<0, 0, 1, full_extent>>(w, square(w, x, c))); }},
      {"triangle", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<triangle_rule<false>>(w, square(w, x, c))); }},
      {"lower triangle", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<triangle_rule<true>>(w, apply<stack_rule<false, 1, 1>>(w, beside(w, c, x), beside(w, c, c)))); }},
      {"the beginning of cumulative sums", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<block_rule<0, 0, 1, full_extent>>(w, apply<cumsum_rule<false, false>>(w, above(w, c, x)))); }},
      {"the end of those backwards", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<block_rule<0, 1, full_extent, 1>>(w, apply<cumsum_rule<true, true>>(w, beside(w, x, c)))); }},
      {"shift", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<shift_rule<1, 0>>(w, above(w, c, x))); }},
      {"diagonal", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<diagonal_rule>(w, square(w, x, c))); }},
      {"trace", always, zero, [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<trace_rule>(w, square(w, x, c)); }},
      {"row of the transpose", always, zero,
       [](workshop& w, const facts& x, const facts& c) -> const facts& { return apply<sum_rule>(w, apply<block_rule<0, 0, full_extent, 1>>(w, apply<transpose_rule>(w, square(w, x, c)))); }},
  };
}

/// What stands around it; a c + d x of the gate beside it is a number that is differentiated too.
struct outer {
  const char* name;
  std::function<const facts&(workshop& w, const facts& x, const facts& y)> make;
};
std::vector<outer> outers() {
  return {
      {"", [](workshop&, const facts& x, const facts&) -> const facts& { return x; }},
      {"cos of ", [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<cos_rule>(w, x); }},
      {"y times ", [](workshop& w, const facts& x, const facts& y) -> const facts& { return apply<multiply_rule>(w, x, y); }},
      {"the logarithm of y times ", [](workshop& w, const facts& x, const facts& y) -> const facts& { return apply<log_rule>(w, apply<multiply_rule>(w, x, y)); }},
      {"the cube root of ", [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<cbrt_rule>(w, x); }},
      {"the square root of the difference to itself of ",
       [](workshop& w, const facts& x, const facts&) -> const facts& { return apply<sqrt_rule>(w, apply<subtract_rule>(w, x, apply<stop_gradient_rule>(w, x))); }},
  };
}

BOOST_AUTO_TEST_CASE(nothing_comes_out_of_what_is_not_taken) {
  kernels<number>::learn<block_rule<0, 1, full_extent, 1>>();
  kernels<number>::learn<put_rule<0, 1, full_extent, 1>>();
  kernels<number>::learn<block_rule<0, 0, full_extent, 1>>();
  kernels<number>::learn<put_rule<0, 0, full_extent, 1>>();
  kernels<number>::learn<block_rule<0, 0, 1, full_extent>>();
  kernels<number>::learn<put_rule<0, 0, 1, full_extent>>();
  kernels<number>::learn<block_rule<1, 0, 1, full_extent>>();
  kernels<number>::learn<put_rule<1, 0, 1, full_extent>>();
  kernels<number>::learn<stack_rule<true, 1, 1>>();
  kernels<number>::learn<stack_rule<false, 1, 1>>();
  const std::vector<steep> all = steep_points();
  BOOST_TEST(all.size() > 30u);
  int tried = 0;
  for (const gate& way : gates())
    for (const outer& around : outers())
      for (const steep& s : all) {
        if (!way.suits(s.value)) continue;
        workshop w;
        std::vector<const facts*> u;
        for (std::size_t k = 0; k < s.at.size(); ++k) u.push_back(&w.symbol("u" + std::to_string(k)));
        const facts &c = w.symbol("c", {}, role::data), &y = w.symbol("y");
        const facts& f = around.make(w, way.make(w, w.apply(*s.e.op, u), c), y);
        const facts& x = *u[s.operand];

        graph g;
        facts_map known;
        const int root = import(g, known, f, true), at[] = {import(g, known, x, false), import(g, known, y, false)};
        std::vector<int> outputs;
        const auto push = [&](int node) { outputs.push_back(node < 0 ? g.constant(0) : node); };
        int adjoints[2];
        if (differentiate(g, root, at, 2, adjoints).exists()) continue;
        push(adjoints[0]);
        for (int k = 0; k < 2; ++k) {  // both mixed second derivatives too
          int second[2] = {-1, -1};
          if (adjoints[k] >= 0) (void)differentiate(g, adjoints[k], at, 2, second);
          push(second[0]);
          if (k == 0) push(second[1]);
        }
        const int forward = tangent_of_elementwise(g, root, at[0]);
        if (forward >= 0) {
          push(forward);
          push(tangent_of_elementwise(g, forward, at[0]));
          push(tangent_of_elementwise(g, forward, at[1]));
        }
        const facts* by[] = {&x, &y};
        for (int order = 1; order <= 2; ++order) {
          list<int> coefficients;
          list<contribution> contributions;
          if (!find_terms(g, known, root, by, 2, order, coefficients, contributions)) continue;
          for (int k = 0; k < contributions.size; ++k)
            if (contributions.data[k].column == 0 && coefficients.data[contributions.data[k].output] >= 0) outputs.push_back(coefficients.data[contributions.data[k].output]);
        }
        bindings bound;
        for (std::size_t k = 0; k < u.size(); ++k) bound[u[k]] = s.at[k];
        bound[&c] = way.c(s.value);
        bound[&y] = number(3);
        const auto out = interpretation(g, outputs)(bound);
        std::ostringstream wrong;
        for (std::size_t k = 0; k < out.size(); ++k)
          if (out[k].elements[0] != 0) wrong << " number " << k << " is " << out[k].elements[0];
        BOOST_CHECK_MESSAGE(wrong.str().empty(), around.name << way.name << " of " << s.name() << " by operand " << s.operand << ":" << wrong.str());
        ++tried;
      }
  BOOST_TEST(tried > 3000);
}

using maker = const facts& (*)(workshop& w, const facts& x);
struct named_maker {
  const char* name;
  maker make;
};
template <class Rule>
const facts& function_of(workshop& w, const facts& x) { return apply<Rule>(w, x); }

/// What is 0 around x = -1, since something else is taken.
std::vector<named_maker> zeros_around_minus_1() {
  return {
      {"relu(x)", function_of<relu_rule>},
      {"max(x, 0)", [](workshop& w, const facts& x) -> const facts& { return apply<max_rule>(w, x, w.number(0)); }},
      {"max(0, x)", [](workshop& w, const facts& x) -> const facts& { return apply<max_rule>(w, w.number(0), x); }},
      {"min(-x, 0)", [](workshop& w, const facts& x) -> const facts& { return apply<min_rule>(w, apply<negate_rule>(w, x), w.number(0)); }},
      {"clamp(x, 0, 2)", [](workshop& w, const facts& x) -> const facts& { return apply<clamp_rule>(w, x, w.number(0), w.number(2)); }},
      {"clamp(-x, -2, 0)", [](workshop& w, const facts& x) -> const facts& { return apply<clamp_rule>(w, apply<negate_rule>(w, x), w.number(-2), w.number(0)); }},
      {"min(max(x, 0), 1)", [](workshop& w, const facts& x) -> const facts& { return apply<min_rule>(w, apply<max_rule>(w, x, w.number(0)), w.number(1)); }},
      {"max(relu(x), -1)", [](workshop& w, const facts& x) -> const facts& { return apply<max_rule>(w, apply<relu_rule>(w, x), w.number(-1)); }},
      {"hinge(1 - x, 1)", [](workshop& w, const facts& x) -> const facts& { return apply<hinge_rule>(w, apply<subtract_rule>(w, w.number(1), x), w.number(1)); }},
      {"where(x > 0, x, 0)", [](workshop& w, const facts& x) -> const facts& { return apply<where_rule>(w, apply<greater_rule>(w, x, w.number(0)), x, w.number(0)); }},
      {"x > 0", [](workshop& w, const facts& x) -> const facts& { return apply<greater_rule>(w, x, w.number(0)); }},
      {"heaviside(x)", function_of<heaviside_rule>},
      {"sq(relu(x))", [](workshop& w, const facts& x) -> const facts& { return apply<sq_rule>(w, apply<relu_rule>(w, x)); }},
      {"sqrt(relu(x))", [](workshop& w, const facts& x) -> const facts& { return apply<sqrt_rule>(w, apply<relu_rule>(w, x)); }},
      {"pow(max(x, 0), 3)", [](workshop& w, const facts& x) -> const facts& { return apply<pow_rule>(w, apply<max_rule>(w, x, w.number(0)), w.number(3)); }},
      {"tanh(relu(x))", [](workshop& w, const facts& x) -> const facts& { return apply<tanh_rule>(w, apply<relu_rule>(w, x)); }},
      {"abs(2 relu(x))", [](workshop& w, const facts& x) -> const facts& { return apply<abs_rule>(w, apply<multiply_rule>(w, w.number(2), apply<relu_rule>(w, x))); }},
      {"relu(x) exp(x)", [](workshop& w, const facts& x) -> const facts& { return apply<multiply_rule>(w, apply<relu_rule>(w, x), apply<exp_rule>(w, x)); }},
      {"relu(x) / x", [](workshop& w, const facts& x) -> const facts& { return apply<divide_rule>(w, apply<relu_rule>(w, x), x); }},
  };
}
/// Products of u, which is 0 there, and what y stands in.
using product_maker = const facts& (*)(workshop& w, const facts& u, const facts& y);
struct named_product {
  const char* name;
  product_maker make;
};
std::vector<named_product> products() {
  return {
      {"u y", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, u, y); }},
      {"y u", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, y, u); }},
      {"-2 u y²", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, w.number(-2), apply<multiply_rule>(w, u, apply<sq_rule>(w, y))); }},
      {"u / y", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<divide_rule>(w, u, y); }},
      {"u exp(y) y", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, apply<multiply_rule>(w, u, apply<exp_rule>(w, y)), y); }},
      {"u sqrt(y - 3)", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, u, apply<sqrt_rule>(w, apply<subtract_rule>(w, y, w.number(3)))); }},
      {"cbrt(y - 3) u", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, apply<cbrt_rule>(w, apply<subtract_rule>(w, y, w.number(3))), u); }},
      {"u pow(3 - y, 2 / 3)", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, u, apply<pow_rule>(w, apply<subtract_rule>(w, w.number(3), y), w.number(2, 3))); }},
      {"u asin(y - 2)", [](workshop& w, const facts& u, const facts& y) -> const facts& { return apply<multiply_rule>(w, u, apply<asin_rule>(w, apply<subtract_rule>(w, y, w.number(2)))); }},
  };
}
/// Functions that are numbers at 0 where their slope, or another derivative, is infinite.
std::vector<named_maker> steep_at_0() {
  return {
      {"", [](workshop&, const facts& x) -> const facts& { return x; }},
      {"sqrt", function_of<sqrt_rule>},
      {"cbrt", function_of<cbrt_rule>},
      {"power 2 / 3 of", [](workshop& w, const facts& x) -> const facts& { return apply<pow_rule>(w, x, w.number(2, 3)); }},
      {"power 3 / 2 of", [](workshop& w, const facts& x) -> const facts& { return apply<pow_rule>(w, x, w.number(3, 2)); }},
      {"asin(1 + it)", [](workshop& w, const facts& x) -> const facts& { return apply<asin_rule>(w, apply<add_rule>(w, w.number(1), x)); }},
      {"acos(it - 1)", [](workshop& w, const facts& x) -> const facts& { return apply<acos_rule>(w, apply<subtract_rule>(w, x, w.number(1))); }},
      {"acosh(1 + it)", [](workshop& w, const facts& x) -> const facts& { return apply<acosh_rule>(w, apply<add_rule>(w, w.number(1), x)); }},
      {"exp(-sqrt(it))", [](workshop& w, const facts& x) -> const facts& { return apply<exp_rule>(w, apply<negate_rule>(w, apply<sqrt_rule>(w, x))); }},
  };
}

/// As factors, too: u y is 0 whatever y is where u is 0 around x, so its derivatives are zeros, below infinite slopes and beside them.
BOOST_AUTO_TEST_CASE(a_product_with_what_is_not_taken_has_zeros_for_derivatives) {
  learn_functions_of_matrices();
  int tried = 0;
  for (const named_maker& zero : zeros_around_minus_1())
    for (const named_product& product : products())
      for (const named_maker& outer : steep_at_0()) {
        workshop w;
        const facts &x = w.symbol("x"), &y = w.symbol("y");
        const facts& f = outer.make(w, product.make(w, zero.make(w, x), y));
        graph g;
        facts_map known;
        const int root = import(g, known, f, true), at[] = {import(g, known, x, false), import(g, known, y, false)};
        std::vector<int> outputs{root};
        const auto push_reverse = [&](int node, auto self, int order) -> void {
          int adjoints[2] = {-1, -1};
          if (node >= 0) BOOST_REQUIRE(!differentiate(g, node, at, 2, adjoints).exists());
          for (int adjoint : adjoints) {
            if (adjoint < 0) continue;
            outputs.push_back(adjoint);
            if (order < 3) self(adjoint, self, order + 1);
          }
        };
        push_reverse(root, push_reverse, 1);
        for (int first : at)
          if (const int tangent = tangent_of_elementwise(g, root, first); tangent >= 0) {
            outputs.push_back(tangent);
            for (int second : at)
              if (const int curved = tangent_of_elementwise(g, tangent, second); curved >= 0) outputs.push_back(curved);
          }
        bindings bound;
        bound[&x] = number(-1);
        bound[&y] = number(3);
        const auto out = interpretation(g, outputs)(bound);
        std::ostringstream wrong;
        for (std::size_t k = 1; k < out.size(); ++k)
          if (out[k].elements[0] != 0) wrong << " number " << k << " is " << out[k].elements[0];
        BOOST_CHECK_MESSAGE(std::isfinite(out[0].elements[0]) && wrong.str().empty(), outer.name << " of " << product.name << " with u = " << zero.name << ":" << wrong.str());
        ++tried;
      }
  BOOST_TEST(tried > 1000);
}

}  // namespace
