// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <support/interpreter.hpp>

#include <nabla/graph/canonical/equality.hpp>
#include <nabla/rules/all_rules.hpp>
#include <nabla/rules/fused.hpp>

#include <array>
#include <cmath>
#include <cstring>
#include <random>
#include <string>

namespace test {

/// What formulas of numbers consist of, after the passes, too.
template <class List>
struct with_what_passes_make;
template <class... Rules>
struct with_what_passes_make<nabla::detail::rule_list<Rules...>> {
  using type = nabla::detail::rule_list<Rules..., nabla::detail::multiply_add_rule, nabla::detail::multiply_subtract_rule, nabla::detail::subtract_product_rule, nabla::detail::rounded_product_rule, nabla::detail::copied_rule, nabla::detail::masked_rule, nabla::detail::heaviside_difference_rule, nabla::detail::scaled_step_rule, nabla::detail::complement_rule, nabla::detail::length_rule, nabla::detail::quotient_by_number_rule, nabla::detail::quotient_by_inverse_rule, nabla::detail::direction_cosine_by_inverse_rule, nabla::detail::normal_cdf_of_density_rule, nabla::detail::sigmoid_complement_rule,
                                        nabla::detail::gelu_gate_rule, nabla::detail::gelu_exponential_rule, nabla::detail::gaussian_rule, nabla::detail::tanh_slope_rule, nabla::detail::tanh_slope_by_quotient_rule, nabla::detail::tanh_by_quotient_rule, nabla::detail::tanh_quotient_rule, nabla::detail::max_of_number_rule, nabla::detail::min_of_number_rule, nabla::detail::direction_cosine_rule, nabla::detail::direction_cosine_in_space_rule, nabla::detail::unit_hypot_rule, nabla::detail::over_sinh_rule, nabla::detail::sinh_over_cosh_rule, nabla::detail::cosh_over_sinh_rule, nabla::detail::log1p_square_rule, nabla::detail::log_of_squares_rule, nabla::detail::over_squares_rule, nabla::detail::log_of_three_squares_rule, nabla::detail::over_three_squares_rule, nabla::detail::log1p_squares_rule, nabla::detail::over_hypot_rule, nabla::detail::over_one_more_square_rule, nabla::detail::slope_over_one_more_square_rule, nabla::detail::sigmoid_balance_rule, nabla::detail::direction_rule,
                                        nabla::detail::bernoulli_variance_rule, nabla::detail::bernoulli_rule, nabla::detail::bernoulli_slope_rule, nabla::detail::exprel_rule, nabla::detail::over_plus_exp_rule, nabla::detail::share_plus_exp_rule, nabla::detail::log_plus_exp_rule, nabla::detail::share_plus_exponential_rule, nabla::detail::log_plus_exponential_rule, nabla::detail::exprel_growth_rule, nabla::detail::over_own_sinh_rule, nabla::detail::over_own_sinh_slope_rule, nabla::detail::bessel_ratio_rule<1>, nabla::detail::bessel_ratio_rule<2>, nabla::detail::bessel_ratio_rule<3>, nabla::detail::reciprocal_cosh_rule, nabla::detail::tanh_complement_rule, nabla::detail::log_tanh_complement_rule, nabla::detail::log_of_powers_rule<2>, nabla::detail::log_of_powers_rule<10>, nabla::detail::over_cosh_rule, nabla::detail::over_expm1_rule, nabla::detail::log_share_rule, nabla::detail::algebraic_sigmoid_rule, nabla::detail::share_rule, nabla::detail::signed_share_rule, nabla::detail::share_of_powers_rule<2>, nabla::detail::share_of_powers_rule<10>, nabla::detail::sinh_of_acosh_rule, nabla::detail::pow_log_rule, nabla::detail::erfcx_slope_rule, nabla::detail::erfcx_curvature_rule, nabla::detail::reciprocal_erfcx_rule, nabla::detail::reciprocal_erfcx_slope_rule, nabla::detail::reciprocal_erfcx_curvature_rule, nabla::detail::inverse_mills_rule, nabla::detail::inverse_mills_by_tail_rule, nabla::detail::minus_size_rule, nabla::detail::log_normal_cdf_by_tail_rule, nabla::detail::one_minus_square_rule, nabla::detail::coth_of_acosh_rule, nabla::detail::atan_of_quotient_rule, nabla::detail::lorentzian_rule, nabla::detail::reciprocal_expm1_rule, nabla::detail::log1mexp_of_exponential_rule, nabla::detail::log1mexp_of_exponential_slope_rule, nabla::detail::log1mexp_of_exponential_curvature_rule, nabla::detail::ratio_plus_exp_rule, nabla::detail::lorentzian_decay_rule, nabla::detail::logistic_density_rule, nabla::detail::silu_slope_rule, nabla::detail::huber_slope_rule, nabla::detail::huber_slope_by_number_rule, nabla::detail::sigmoid_slope_rule, nabla::detail::excess_rule>;
};
using rules_of_formulas = with_what_passes_make<nabla::detail::elementwise_rules>::type;

/// Value of a formula of numbers at a point, by the passes of the library; `reliable` where neither rounding nor the range of numbers decides;
/// `through_infinity` where something in it is infinite, `through_nan` where something in it has no value.
struct value_at_point {
  double value = 0;
  bool reliable = true;
  bool through_infinity = false;
  bool through_nan = false;
};

/// A formula of the numbers x and y, ready to be evaluated at many points, in two precisions.
class number_formula {
 public:
  enum class computed {
    by_passes,
    plain,      ///< functions that extend others count as these, where equivalent() takes them for these
    as_written  ///< no pass has touched it
  };
  explicit number_formula(const nabla::detail::facts& f, computed how = computed::by_passes) {
    nabla::detail::graph written, meant, *g = &written;
    nabla::detail::facts_map known;
    if (how == computed::as_written) {
      root_ = nabla::detail::import(g_, known, f, false);
      learn();
      return;
    }
    root_ = nabla::detail::import(written, known, f, true);
    if (how == computed::plain) {
      const nabla::detail::list<nabla::detail::place> places = nabla::detail::canonical_places(written, true, true).of_nodes(root_);
      nabla::detail::lower(written, meant, &root_, 1, nabla::detail::writing::plain, &places);
      g = &meant;
    }
    nabla::detail::lower(*g, g_, &root_, 1);
    nabla::detail::peephole(g_, &root_, 1);
    learn();
  }
  /// False where a function has no value but by what passes make of it.
  bool is_known() const { return is_known_; }
  value_at_point operator()(double x, double y) const {
    const std::size_t count = static_cast<std::size_t>(root_) + 1;
    std::vector<double> values(count);
    std::vector<long double> wide(count);
    bool reliable = true, infinite = false, nan = false;
    for (std::size_t i = 0; i < count; ++i) {
      const nabla::detail::graph_node& n = g_[static_cast<int>(i)];
      if (n.op->code == nabla::detail::operation_code::constant) {
        values[i] = nabla::detail::constant_as<double>(n.value);
        wide[i] = nabla::detail::constant_as<long double>(n.value);
      } else if (n.op->code == nabla::detail::operation_code::symbol) {
        wide[i] = values[i] = *n.leaf->symbol->name == 'x' ? x : y;
      } else {
        double u[nabla::detail::max_arity] = {};
        long double v[nabla::detail::max_arity] = {};
        bool regular = true, exact = true;  // neither 0 nor infinite; not rounded
        for (int k = 0; k < n.op->arity; ++k) {
          const std::size_t operand = static_cast<std::size_t>(n.operands[k]);
          u[k] = values[operand];
          v[k] = wide[operand];
          regular = regular && std::isfinite(u[k]) && u[k] != 0;
          exact = exact && (u[k] == v[k] || (std::isnan(u[k]) && std::isnan(v[k])));
        }
        values[i] = doubles_[i](u);
        wide[i] = wide_[i](v);
        if (regular && (std::isinf(values[i]) || std::abs(values[i]) > 1e100) && !has_poles(n.op->text)) reliable = false;
        if (regular && (values[i] == 0 || std::abs(values[i]) < 1e-100) && vanishes_by_underflow(n.op->text)) reliable = false;
        if (reliable && !exact && jumps_[i] && !is_steady(i, v, wide[i])) reliable = false;
        if (!exact && n.op->arity > 1 && std::abs(v[0] - v[1]) < 1e-8L * (std::abs(v[0]) + std::abs(v[1]))) reliable = false;  // a tie, or what cancels
        infinite = infinite || std::isinf(values[i]);
        nan = nan || std::isnan(values[i]);
      }
    }
    const double value = values.back();
    const bool alike = std::isnan(value) ? std::isnan(wide.back()) : (std::isinf(value) ? std::isinf(wide.back()) : std::abs(wide.back() - value) <= 1e-7 * (1e-3 + std::abs(value)));
    return {value, reliable && alike, infinite, nan};
  }

  /// The value in numbers of another type; each result of a function passes through rounded(operation, result, operands).
  template <class T, class Rounded>
  T value_in(double x, double y, Rounded rounded) const {
    std::vector<T> values;
    for (std::size_t i = 0; i <= static_cast<std::size_t>(root_); ++i) {
      const nabla::detail::graph_node& n = g_[static_cast<int>(i)];
      if (n.op->code == nabla::detail::operation_code::constant) {
        values.push_back(nabla::detail::constant_as<T>(n.value));
      } else if (n.op->code == nabla::detail::operation_code::symbol) {
        values.push_back(T(*n.leaf->symbol->name == 'x' ? x : y));
      } else {
        T u[nabla::detail::max_arity] = {};
        for (int k = 0; k < n.op->arity; ++k) u[k] = values[static_cast<std::size_t>(n.operands[k])];
        values.push_back(rounded(*n.op, kernels<T>::numbers().at(names_[i])(u), u));
      }
    }
    return values.back();
  }

 private:
  void learn() {
    for (int i = 0; i <= root_; ++i) {
      const std::string text = g_[i].op->text;
      const nabla::detail::key id = nabla::detail::key_of(text.substr(0, text.find(" #")).c_str());
      const bool leaf = g_[i].op->arity == 0;
      names_.push_back(id);
      jumps_.push_back(jumps(g_[i].op->text));
      is_known_ = is_known_ && (leaf || kernels<double>::numbers().contains(id));
      doubles_.push_back(leaf || !is_known_ ? nullptr : kernels<double>::numbers().at(id));
      wide_.push_back(leaf || !is_known_ ? nullptr : kernels<long double>::numbers().at(id));
    }
  }
  /// Is there no jump within some rounding errors of its operands?
  bool is_steady(std::size_t i, const long double* operands, long double value) const {
    const int arity = g_[static_cast<int>(i)].op->arity;
    for (int moved = 0; moved < 2 * arity; ++moved) {
      long double v[nabla::detail::max_arity] = {};
      std::copy(operands, operands + arity, v);
      v[moved / 2] += (moved % 2 == 0 ? 1e-9L : -1e-9L) * (1 + std::abs(v[moved / 2]));
      const long double there = wide_[i](v);
      if (!(std::abs(there - value) < 1e-6L || (std::isnan(there) && std::isnan(value)))) return false;
    }
    return true;
  }
  static bool is_one_of(const char* text, std::initializer_list<const char*> all) {
    for (const char* one : all)
      if (std::strcmp(text, one) == 0) return true;
    return false;
  }
  static bool has_poles(const char* text) {
    return is_one_of(text, {"log1p", "atanh", "logit", "lgamma", "digamma", "trigamma", "tetragamma", "xlog1py", "binary_cross_entropy"});
  }
  static bool vanishes_by_underflow(const char* text) {
    return is_one_of(text, {"hadamard", "/", "exp", "exp2", "pow", "erfc", "normal_pdf", "normal_cdf", "sigmoid", "sq", "inv", "rsqrt", "softplus", "multiply_no_nan", "xdivy", "divide_no_nan", "sigmoid_complement"});
  }
  static bool jumps(const char* text) {
    return is_one_of(text, {"<", "<=", ">", ">=", "equal", "not_equal", "&&", "||", "!", "where", "sign", "heaviside", "heaviside_difference", "scaled_step", "floor", "ceil", "round", "atan2", "leaky_relu", "elu", "pow", "/", "inv", "log", "log1p", "sqrt", "atanh", "asin", "acos", "acosh", "xlogy", "xdivy", "xlog1py", "logit", "rsqrt", "digamma", "trigamma", "tetragamma", "lgamma", "multiply_no_nan", "masked", "tan", "huber", "clamp", "binary_cross_entropy", "log2", "log10", "divide_no_nan", "direction_cosine"});
  }

  nabla::detail::graph g_;
  int root_ = 0;
  bool is_known_ = true;
  std::vector<nabla::detail::key> names_;
  std::vector<bool> jumps_;  // of many points, each asks
  std::vector<kernels<double>::of_numbers> doubles_;
  std::vector<kernels<long double>::of_numbers> wide_;
};

/// Writes random formulas of x and y, small ones, wherever they are defined; and beside each another one that might be taken for the same.
class formula_author {
 public:
  using pointer = const nabla::detail::facts*;
  struct pair {
    pointer plain, other;
  };

  explicit formula_author(unsigned seed) : chance_(seed) {
    x_ = &w.symbol("x");
    y_ = &w.symbol("y");
  }
  pair formula() { return make(2 + below(3)); }
  workshop w;
  const nabla::detail::operation* log = &nabla::detail::operation_of<nabla::detail::log_rule>;  ///< where an error can be planted

 private:
  int below(int n) { return static_cast<int>(chance_() % static_cast<unsigned>(n)); }
  template <class Rule, class... F>
  pointer apply(F... operands) {
    return &w.apply(nabla::detail::operation_of<Rule>, *operands...);
  }
  pointer sum(pointer a, pointer b) { return apply<nabla::detail::add_rule>(a, b); }
  pointer difference(pointer a, pointer b) { return apply<nabla::detail::subtract_rule>(a, b); }
  pointer times(pointer a, pointer b) { return apply<nabla::detail::multiply_rule>(a, b); }
  pointer over(pointer a, pointer b) { return apply<nabla::detail::divide_rule>(a, b); }
  pointer minus(pointer a) { return apply<nabla::detail::negate_rule>(a); }
  pointer number(std::int64_t n, std::int64_t d = 1) { return &w.number(n, d); }

  pointer leaf() {
    switch (below(8)) {
      case 0: return number(1);
      case 1: return number(2);
      case 2: return number(-1);
      case 3: return number(1, 2);
      case 4:
      case 5: return y_;
      default: return x_;
    }
  }
  pair same(pointer a) { return {a, a}; }
  pair make(int depth) {
    if (depth == 0) return same(leaf());
    const pair written = compose(depth);
    return {written.plain, below(3) == 0 ? varied(written.other) : written.other};
  }
  pair compose(int depth) {
    const pair a = make(depth - 1), b = make(below(depth));
    switch (below(23)) {
      case 20:
      case 21:
      case 22: {
        const int family = below(families_of_forms);
        return {stable_form(family, a.plain, b.plain), stable_form(family, a.other, b.other)};
      }
      case 0:
      case 1: return {sum(a.plain, b.plain), sum(b.other, a.other)};
      case 2: return {difference(a.plain, b.plain), below(2) ? minus(difference(b.other, a.other)) : sum(minus(b.other), a.other)};
      case 3: return {difference(a.plain, b.plain), difference(a.other, b.other)};
      case 4:
      case 5: return {times(a.plain, b.plain), times(b.other, a.other)};
      case 6: return {over(a.plain, b.plain), below(2) ? over(a.other, b.other) : times(a.other, over(number(1), b.other))};
      case 7: return {over(a.plain, b.plain), over(minus(a.other), minus(b.other))};
      case 8: return {&w.apply(*log, *a.plain), &w.apply(*log, *a.other)};
      case 9: {
        static constexpr std::array<std::array<std::int64_t, 2>, 8> exponents{{{2, 1}, {3, 1}, {-1, 1}, {-2, 1}, {1, 2}, {3, 2}, {-1, 2}, {1, 3}}};
        const auto& e = exponents[static_cast<std::size_t>(below(8))];
        return {apply<nabla::detail::pow_rule>(a.plain, number(e[0], e[1])), apply<nabla::detail::pow_rule>(a.other, number(e[0], e[1]))};
      }
      case 10: {
        const pair c = make(below(depth));
        const pointer condition = apply<nabla::detail::less_rule>(as_number(c.plain), as_number(b.plain)), other = apply<nabla::detail::greater_rule>(as_number(b.other), as_number(c.other));
        switch (below(3)) {
          case 0: return {times(condition, a.plain), times(a.other, condition)};
          case 1: return {apply<nabla::detail::where_rule>(condition, a.plain, number(0)), apply<nabla::detail::where_rule>(other, a.other, number(0))};
          default: return {apply<nabla::detail::where_rule>(condition, a.plain, b.plain), apply<nabla::detail::where_rule>(condition, a.other, b.other)};
        }
      }
      default: return of_table(a, depth);
    }
  }
  template <class... Rules>
  static std::vector<const nabla::detail::operation*> operations(nabla::detail::rule_list<Rules...>) {
    return {&nabla::detail::operation_of<Rules>...};
  }
  pair of_table(pair a, int depth) {
    static const std::vector<const nabla::detail::operation*> all = operations(nabla::detail::elementwise_rules{});
    const nabla::detail::operation& op = *all[static_cast<std::size_t>(below(static_cast<int>(all.size())))];
    std::vector<pointer> plain, other;
    for (int k = 0; k < op.arity; ++k) {
      const bool of_condition = takes_conditions(op, k);
      const pair next = of_condition ? condition(depth, k == 0 ? a : make(below(depth))) : k == 0 ? a
                                                                                                  : make(below(depth));
      const bool compared = op.is_condition && !op.commutative;
      plain.push_back(compared ? as_number(next.plain) : next.plain);
      other.push_back(compared ? as_number(next.other) : next.other);
    }
    if (op.parity != 0 && below(2) == 0) {
      other[0] = minus(other[0]);
      const pointer turned = &w.apply(op, other);
      return {&w.apply(op, plain), op.parity < 0 ? minus(turned) : turned};
    }
    return {&w.apply(op, plain), &w.apply(op, other)};
  }

  /// A comparison is compared with nothing but as a term: users cannot write 0 < x < 1.
  pointer as_number(pointer a) { return a->op->is_condition ? minus(minus(a)) : a; }
  static bool takes_conditions(const nabla::detail::operation& op, int k) {
    namespace n = nabla::detail;
    return &op == &n::operation_of<n::and_rule> || &op == &n::operation_of<n::or_rule> || &op == &n::operation_of<n::not_rule> || (&op == &n::operation_of<n::where_rule> && k == 0);
  }
  /// Of a and something else: what users may write as a condition.
  pair condition(int depth, pair a) {
    namespace n = nabla::detail;
    static const std::vector<const n::operation*> comparisons = operations(n::rule_list<n::less_rule, n::less_equal_rule, n::greater_rule, n::greater_equal_rule, n::equal_rule, n::not_equal_rule>{});
    if (a.plain->op->is_condition && a.other->op->is_condition) return a;
    const pair b = make(below(depth));
    const n::operation& op = *comparisons[static_cast<std::size_t>(below(static_cast<int>(comparisons.size())))];
    return {&w.apply(op, *as_number(a.plain), *as_number(b.plain)), &w.apply(op, *as_number(a.other), *as_number(b.other))};
  }

  template <class Rule>
  pointer of(pointer a) {
    return apply<Rule>(a);
  }
  /// One of the spellings of a function that has a stable form; those of a family are equal, at least where all is defined.
  pointer stable_form(int family, pointer a, pointer b) {
    namespace n = nabla::detail;
    const pointer one = number(1), two = number(2), half = number(1, 2), root_2 = of<n::sqrt_rule>(two);
    const auto exp = [&](pointer u) { return of<n::exp_rule>(u); };
    const auto ln = [&](pointer u) { return &w.apply(*log, *u); };
    const auto sq = [&](pointer u) { return below(2) ? of<n::sq_rule>(u) : times(u, u); };
    const auto inv = [&](pointer u) { return below(2) ? of<n::inv_rule>(u) : (below(2) ? over(one, u) : apply<n::pow_rule>(u, number(-1))); };
    const auto sqrt = [&](pointer u) { return below(2) ? of<n::sqrt_rule>(u) : apply<n::pow_rule>(u, half); };
    const auto plus = [&](pointer u, pointer v) { return below(2) ? sum(u, v) : sum(v, u); };
    const auto sigmoid = [&](pointer u) { return of<n::sigmoid_rule>(u); };
    const auto tanh = [&](pointer u) { return of<n::tanh_rule>(u); };
    const auto cosh = [&](pointer u) { return of<n::cosh_rule>(u); };
    const auto cdf = [&](pointer u) { return of<n::normal_cdf_rule>(u); };
    const auto pdf = [&](pointer u) { return of<n::normal_pdf_rule>(u); };
    const auto hypot = [&](pointer u, pointer v) { return apply<n::hypot_rule>(u, v); };
    const auto any = [&](std::initializer_list<pointer> spellings) { return spellings.begin()[below(static_cast<int>(spellings.size()))]; };
    switch (family) {
      case 0: return any({sigmoid(a), inv(plus(one, exp(minus(a)))), over(exp(a), plus(one, exp(a))), times(half, plus(one, tanh(times(half, a)))), difference(one, sigmoid(minus(a))), over(one, plus(one, over(one, exp(a))))});
      case 1: return any({of<n::softplus_rule>(a), ln(plus(one, exp(a))), of<n::log1p_rule>(exp(a)), apply<n::logaddexp_rule>(a, number(0)), plus(a, ln(plus(one, exp(minus(a))))), minus(ln(sigmoid(minus(a)))), minus(of<n::log_sigmoid_rule>(minus(a)))});
      case 2: return any({apply<n::logaddexp_rule>(a, b), apply<n::logaddexp_rule>(b, a), ln(plus(exp(a), exp(b))), plus(b, of<n::softplus_rule>(difference(a, b))), plus(a, ln(plus(one, exp(difference(b, a)))))});
      case 3: return any({over(a, sqrt(plus(one, sq(a)))), times(a, of<n::rsqrt_rule>(plus(one, sq(a)))), over(a, hypot(one, a)), over(a, hypot(a, one)), times(a, apply<n::pow_rule>(plus(sq(a), one), number(-1, 2))), times(a, inv(sqrt(plus(one, sq(a)))))});
      case 4: return any({hypot(a, b), hypot(minus(b), a), sqrt(plus(sq(a), sq(b))), inv(of<n::rsqrt_rule>(plus(sq(a), sq(b))))});
      case 5: return any({inv(cosh(a)), over(two, plus(exp(a), exp(minus(a)))), inv(cosh(minus(a))), sqrt(difference(one, sq(tanh(a)))), over(exp(a), times(half, plus(one, exp(times(two, a)))))});
      case 6: return any({difference(one, sq(tanh(a))), over(one, sq(cosh(a))), sq(inv(cosh(a))), apply<n::pow_rule>(cosh(a), number(-2)), over(number(4), sq(plus(exp(a), exp(minus(a))))), times(number(4), times(sigmoid(times(two, a)), sigmoid(times(number(-2), a))))});
      case 7: return any({over(pdf(a), cdf(a)), over(pdf(minus(a)), difference(one, cdf(minus(a)))), times(pdf(a), inv(cdf(a))), over(over(pdf(a), two), times(half, cdf(a)))});
      case 8: return any({of<n::erfcx_rule>(a), times(exp(sq(a)), of<n::erfc_rule>(a)), times(difference(one, of<n::erf_rule>(a)), exp(sq(a))), times(two, times(exp(sq(a)), difference(one, cdf(times(root_2, a)))))});
      case 9: return any({apply<n::logsubexp_rule>(a, b), ln(difference(exp(a), exp(b))), plus(a, ln(difference(one, exp(difference(b, a))))), plus(a, of<n::log1mexp_rule>(difference(a, b))), plus(b, ln(of<n::expm1_rule>(difference(a, b))))});
      case 10: return any({of<n::logcosh_rule>(a), ln(cosh(a)), ln(cosh(minus(a))), difference(ln(plus(exp(a), exp(minus(a)))), ln(two)), ln(times(half, plus(exp(a), exp(minus(a))))), times(number(-1, 2), ln(difference(one, sq(tanh(a)))))});
      case 11: return any({tanh(a), over(difference(exp(a), exp(minus(a))), plus(exp(a), exp(minus(a)))), difference(times(two, sigmoid(times(two, a))), one), over(of<n::sinh_rule>(a), cosh(a)), difference(one, over(two, plus(exp(times(two, a)), one))), over(difference(exp(times(two, a)), one), plus(exp(times(two, a)), one))});
      case 12: return any({of<n::asinh_rule>(a), ln(plus(a, sqrt(plus(sq(a), one)))), minus(ln(difference(sqrt(plus(sq(a), one)), a)))});
      case 13: return any({of<n::atanh_rule>(a), times(half, ln(over(plus(one, a), difference(one, a)))), times(half, difference(of<n::log1p_rule>(a), of<n::log1p_rule>(minus(a))))});
      case 14: return any({of<n::logit_rule>(a), ln(over(a, difference(one, a))), difference(ln(a), ln(difference(one, a))), minus(ln(difference(inv(a), one))), minus(of<n::logit_rule>(difference(one, a)))});
      case 15: return any({ln(over(a, plus(one, a))), minus(ln(over(plus(one, a), a))), difference(ln(a), of<n::log1p_rule>(a)), minus(of<n::log1p_rule>(inv(a)))});
      case 16: return any({over(b, difference(exp(a), one)), times(b, inv(of<n::expm1_rule>(a))), over(minus(b), difference(one, exp(a))), times(over(b, exp(a)), inv(difference(one, exp(minus(a)))))});
      case 17: return any({over(a, plus(one, a)), difference(one, inv(plus(one, a))), inv(plus(one, inv(a)))});
      case 18: return any({apply<n::bce_with_logits_rule>(a, b), difference(ln(plus(one, exp(a))), times(a, b)), minus(plus(times(b, ln(sigmoid(a))), times(difference(one, b), ln(difference(one, sigmoid(a)))))), apply<n::binary_cross_entropy_rule>(sigmoid(a), b)});
      case 19: return any({of<n::log_normal_cdf_rule>(a), ln(cdf(a)), ln(difference(one, cdf(minus(a)))), ln(times(half, of<n::erfc_rule>(over(minus(a), root_2)))), ln(times(half, plus(one, of<n::erf_rule>(over(a, root_2)))))});
      case 20: return any({sqrt(plus(plus(sq(a), sq(b)), one)), hypot(hypot(a, b), one), hypot(a, hypot(one, b))});
      case 21: return any({over(sq(a), plus(one, sq(a))), difference(one, inv(plus(one, sq(a)))), of<n::sq_rule>(over(a, sqrt(plus(one, sq(a)))))});
      case 22: return any({over(a, plus(one, of<n::abs_rule>(a))), minus(over(minus(a), plus(one, of<n::abs_rule>(a))))});
      case 23: return any({ln(difference(one, tanh(a))), difference(ln(two), of<n::softplus_rule>(times(two, a))), plus(ln(two), of<n::log_sigmoid_rule>(times(number(-2), a)))});
      case 24: return any({ln(plus(of<n::exp2_rule>(a), of<n::exp2_rule>(b))), times(ln(two), of<n::log2_rule>(plus(of<n::exp2_rule>(b), of<n::exp2_rule>(a))))});
      case 25: return any({over(a, difference(exp(a), one)), times(a, inv(of<n::expm1_rule>(a))), over(minus(a), difference(one, exp(a))), over(times(a, exp(minus(a))), difference(one, exp(minus(a))))});
      case 26: return any({over(difference(exp(a), one), a), times(inv(a), of<n::expm1_rule>(a)), over(difference(one, exp(a)), minus(a))});
      default: return any({over(b, cosh(a)), over(times(two, b), plus(exp(a), exp(minus(a)))), times(b, inv(cosh(a)))});
    }
  }

  /// What is equal to `a`, at least where all is defined and of the right sign.
  pointer varied(pointer a) {
    const pointer t = make(below(3)).plain;
    switch (below(26)) {
      case 0: return difference(sum(a, t), t);
      case 1: return sum(a, difference(t, t));
      case 2: return over(times(a, t), t);
      case 3: return times(a, over(t, t));
      case 4: return apply<nabla::detail::exp_rule>(&w.apply(*log, *a));
      case 5: return &w.apply(*log, *apply<nabla::detail::exp_rule>(a));
      case 6: return apply<nabla::detail::sq_rule>(apply<nabla::detail::sqrt_rule>(a));
      case 7: return apply<nabla::detail::sqrt_rule>(apply<nabla::detail::sq_rule>(a));
      case 8: return over(number(1), over(number(1), a));
      case 9: return sum(over(a, number(2)), times(number(1, 2), a));
      case 10: return minus(minus(a));
      case 11: return apply<nabla::detail::multiply_no_nan_rule>(t, over(a, t));
      case 12: return apply<nabla::detail::where_rule>(apply<nabla::detail::less_rule>(t, a), a, a);
      case 13: return over(apply<nabla::detail::pow_rule>(a, number(2)), a);
      case 14: return over(a, over(t, t));
      case 15: return apply<nabla::detail::xdivy_rule>(times(a, t), t);
      case 16: return apply<nabla::detail::subtract_no_nan_rule>(sum(t, a), t);
      case 17: return sum(times(a, t), times(a, difference(number(1), t)));
      case 18: return times(over(a, t), t);
      case 19: return apply<nabla::detail::max_rule>(a, a);
      case 20: return times(apply<nabla::detail::exp_rule>(t), over(a, apply<nabla::detail::exp_rule>(t)));
      case 21: return difference(times(number(2), a), a);
      case 22: return apply<nabla::detail::stop_gradient_rule>(a);
      case 23: return minus(difference(t, sum(t, a)));
      case 24: return sum(a, times(difference(t, t), a));
      default: return times(a, apply<nabla::detail::pow_rule>(t, number(0)));
    }
  }

  static constexpr int families_of_forms = 28;
  std::mt19937 chance_;
  pointer x_, y_;
};

}  // namespace test
