// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

#include "bodies.hpp"

#include <support/interpreter.hpp>
#include <support/random_programs.hpp>
#include <support/table.hpp>

#include <nabla/rules/all_rules.hpp>

#include <cmath>
#include <string_view>

namespace test {

class random_body::drawn {
 public:
  using pointer = const nabla::detail::facts*;
  using matrix = dense<double>;

  explicit drawn(std::uint64_t seed) : chance_(seed) {
    using namespace nabla::detail;
    z_ = &w_.symbol("z", matrix_shape(all, 1));
    cotangent_ = &w_.symbol("cotangent", matrix_shape(state, 1));
    direction_ = &w_.symbol("direction", matrix_shape(all, 1));
    const pointer made = column(2), old = part<row, state>();
    next_ = chance_.below(3) == 0 ? add(apply<tanh_rule>(made), apply<divide_rule>(old, number(4))) : apply<tanh_rule>(made);
    const pointer weighted = apply<sum_rule>(apply<multiply_rule>(cotangent_, next_));
    passes_ = std::make_unique<interpretation>(*weighted, std::vector{z_, cotangent_}, std::vector{direction_, number(0)});
  }

  // The body, what a cotangent gives to z, what of that changes along a direction, and how the body changes along one.
  matrix next(const matrix& z) const { return run(z, matrix(state, 1), matrix(all, 1), 2); }
  matrix pulled(const matrix& z, const matrix& cotangent) const { return run(z, cotangent, matrix(all, 1), 1); }
  matrix second(const matrix& z, const matrix& cotangent, const matrix& direction) const { return run(z, cotangent, direction, 4); }
  matrix pushed(const matrix& z, const matrix& direction) const { return run(z, matrix(state, 1), direction, 5); }

  /// The same by numbers that carry their derivatives: as it was drawn, and without the library.
  dense<slope> next(const dense<slope>& z) const {
    std::map<pointer, dense<slope>> known{{z_, z}};
    return value_of(next_, known);
  }

 private:
  matrix run(const matrix& z, const matrix& cotangent, const matrix& direction, std::size_t output) const {
    return passes_->operator()<double>({{z_, z}, {cotangent_, cotangent}, {direction_, direction}}, output);
  }

  template <class Rule, class... Operands>
  pointer apply(Operands... operands) {
    return &w_.apply(nabla::detail::operation_of<Rule>, *operands...);
  }
  pointer add(pointer a, pointer b) { return apply<nabla::detail::add_rule>(a, b); }
  pointer number(int numerator, int denominator = 1) { return &w_.facts_maker::number(numerator, denominator); }
  template <int First, int Count>
  pointer part() {
    return apply<nabla::detail::block_rule<First, 0, Count, nabla::detail::full_extent>>(z_);
  }
  pointer element() {
    switch (chance_.below(all)) {
      case 0: return part<0, 1>();
      case 1: return part<1, 1>();
      case 2: return part<2, 1>();
      case 3: return part<3, 1>();
      case 4: return part<4, 1>();
      case 5: return part<5, 1>();
      case 6: return part<6, 1>();
      case 7: return part<7, 1>();
      default: return part<8, 1>();
    }
  }
  pointer one_and_square(pointer a) { return add(number(1), apply<nabla::detail::sq_rule>(a)); }

  pointer number_of(int depth) {
    using namespace nabla::detail;
    if (depth == 0) return chance_.below(8) == 0 ? number(chance_.below(9) - 4, 3) : element();
    const auto one = [&] { return number_of(depth - 1); };
    switch (chance_.below(14)) {
      case 0: return add(apply<sin_rule>(one()), apply<divide_rule>(one(), number(2)));
      case 1: return apply<multiply_rule>(one(), apply<tanh_rule>(one()));
      case 2: return apply<sum_rule>(apply<multiply_rule>(column(depth - 1), column(depth - 1)));
      case 3: return apply<where_rule>(apply<less_rule>(one(), one()), one(), apply<multiply_rule>(one(), one()));
      case 4: return apply<subtract_rule>(apply<exp_rule>(apply<negate_rule>(apply<sq_rule>(one()))), apply<sigmoid_rule>(one()));
      case 5: return apply<divide_rule>(one(), one_and_square(one()));
      case 6: return apply<log_rule>(one_and_square(one()));
      case 7: return apply<sqrt_rule>(one_and_square(one()));
      case 8: return apply<matrix_product_rule>(apply<transpose_rule>(column(depth - 1)), column(depth - 1));
      case 9: return apply<log_rule>(add(number(1), apply<exp_rule>(one())));
      case 10: return apply<cos_rule>(apply<subtract_rule>(one(), one()));
      case 11: return apply<negate_rule>(one());
      case 12: return apply<sum_rule>(column(depth - 1));
      default: return one();
    }
  }
  pointer column(int depth) {
    using namespace nabla::detail;
    if (depth == 0) return chance_.below(2) == 0 ? part<row, state>() : (chance_.below(2) == 0 ? part<row + state, state>() : part<1, state>());
    const auto one = [&] { return column(depth - 1); };
    switch (chance_.below(9)) {
      case 0: return apply<tanh_rule>(add(one(), one()));
      case 1: return apply<multiply_rule>(number_of(depth - 1), one());
      case 2: return apply<multiply_rule>(apply<sin_rule>(one()), one());
      case 3: return apply<stack_rule<false, 1, 1, 1>>(number_of(depth - 1), number_of(depth - 1), number_of(depth - 1));
      case 4: return apply<matrix_product_rule>(apply<matrix_product_rule>(one(), apply<transpose_rule>(one())), one());
      case 5: return apply<stack_rule<false, 1, 2>>(number_of(depth - 1), apply<block_rule<1, 0, 2, full_extent>>(one()));
      case 6: return apply<subtract_rule>(one(), number_of(depth - 1));
      case 7: return apply<where_rule>(apply<less_rule>(one(), one()), one(), number_of(depth - 1));
      default: return apply<divide_rule>(one(), one_and_square(one()));
    }
  }

  static dense<slope> value_of(pointer f, std::map<pointer, dense<slope>>& known) {
    using namespace nabla::detail;
    if (const auto found = known.find(f); found != known.end()) return found->second;
    if (f->op->code == operation_code::constant) return dense<slope>(slope(static_cast<double>(f->value.numerator) / static_cast<double>(f->value.denominator)));
    std::vector<dense<slope>> of;
    for (int k = 0; k < f->op->arity; ++k) of.push_back(value_of(f->operands[k], known));
    dense<slope> result(f->extents.rows.size, f->extents.columns.size);
    const auto fill = [&](auto make) {
      for (int j = 0; j < result.columns; ++j)
        for (int i = 0; i < result.rows; ++i) result(i, j) = make(i, j);
    };
    const part_places& places = f->op->places;
    if (f->op->elementwise)
      fill([&](int i, int j) {
        std::array<slope, max_arity> u;
        for (std::size_t k = 0; k < of.size(); ++k) u[k] = of[k].at(i, j);
        return function_of(f->op->text, u);
      });
    else if (places.kind == part_kind::block) fill([&](int i, int j) { return of[0](places.numbers[0] + i, j); });
    else if (places.kind == part_kind::vstack)
      fill([&](int i, int j) {
        std::size_t k = 0;
        for (; i >= of[k].rows; ++k) i -= of[k].rows;
        return of[k](i, j);
      });
    else if (f->op->code == operation_code::transpose) fill([&](int i, int j) { return of[0](j, i); });
    else if (f->op->code == operation_code::sum)
      for (const slope& element : of[0].elements) result(0, 0) = result(0, 0) + element;
    else if (f->op->code == operation_code::matrix_product)
      fill([&](int i, int j) {
        slope sum;
        for (int k = 0; k < of[0].columns; ++k) sum = sum + of[0](i, k) * of[1](k, j);
        return sum;
      });
    else throw std::invalid_argument(std::string("a body has a function without a reference: ") + f->op->text);
    known[f] = result;
    return result;
  }
  static slope function_of(std::string_view name, const std::array<slope, nabla::detail::max_arity>& u) {
    const slope& a = u[0];
    const double x = a.value;
    if (name == "+") return a + u[1];
    if (name == "-") return a - u[1];
    if (name == "neg") return slope(0) - a;
    if (name == "hadamard") return a * u[1];
    if (name == "/") return a / u[1];
    if (name == "sq") return a * a;
    if (name == "<") return slope(x < u[1].value ? 1 : 0);
    if (name == "where") return x != 0 ? u[1] : u[2];
    if (name == "sin") return slope::chain(std::sin(x), a, std::cos(x), -std::sin(x));
    if (name == "cos") return slope::chain(std::cos(x), a, -std::sin(x), -std::cos(x));
    if (name == "exp") return slope::chain(std::exp(x), a, std::exp(x), std::exp(x));
    if (name == "log") return slope::chain(std::log(x), a, 1 / x, -1 / (x * x));
    if (name == "sqrt") return slope::chain(std::sqrt(x), a, 0.5 / std::sqrt(x), -0.25 / (x * std::sqrt(x)));
    if (name == "tanh") {
      const double t = std::tanh(x), c = 1 - t * t;
      return slope::chain(t, a, c, -2 * t * c);
    }
    if (name == "sigmoid") {
      const double s = 1 / (1 + std::exp(-x)), c = s * (1 - s);
      return slope::chain(s, a, c, c * (1 - 2 * s));
    }
    throw std::invalid_argument("a body has a function without a reference: " + std::string(name));
  }

  workshop w_;
  chance chance_;
  pointer z_, cotangent_, direction_, next_;
  std::unique_ptr<interpretation> passes_;
};

random_body::random_body(std::uint64_t seed) {
  [[maybe_unused]] static const bool kernels_are_known = [] {
    const auto learn = []<class... Rules>(nabla::detail::rule_list<Rules...>) { (kernels<double>::learn<Rules>(), ...); };
    learn(nabla::detail::elementwise_rules{});
    learn(unlisted_rules{});
    return true;
  }();
  drawn_ = std::make_unique<drawn>(seed);
}
random_body::~random_body() = default;
random_body::matrix random_body::next(const matrix& z) const { return drawn_->next(z); }
random_body::matrix random_body::pulled(const matrix& z, const matrix& cotangent) const { return drawn_->pulled(z, cotangent); }
random_body::matrix random_body::second(const matrix& z, const matrix& cotangent, const matrix& direction) const { return drawn_->second(z, cotangent, direction); }
random_body::matrix random_body::pushed(const matrix& z, const matrix& direction) const { return drawn_->pushed(z, direction); }
dense<slope> random_body::next(const dense<slope>& z) const { return drawn_->next(z); }

}  // namespace test
