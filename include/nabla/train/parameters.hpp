// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/eigen/inputs.hpp>
#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/point.hpp>
#include <nabla/evaluate/request.hpp>
#include <nabla/support/raise.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace nabla::detail {

/// The size of a name: `parameters(loss, with_size(n, 4))`.
struct named_size {
  const dimension_info* name;
  index size;
};
template <fixed_string Name>
constexpr named_size with_size(dimension<Name>, index size) {
  return {&dimension<Name>::info, size};
}

// clang-format off
NABLA_DETAIL_REFUSED("nabla: with_size() takes the name of a size and a number: parameters(loss, with_size(n, 4))", with_size(...))
NABLA_DETAIL_REFUSAL(sizes_refused, "nabla: sizes of parameters are given by with_size(n, 4): parameters(loss, with_size(n, 4)); what is bound is bound at the call")
template <class... A>
concept Sizes = (__is_same(A, named_size) && ...);
#define NABLA_DETAIL_BY_SYMBOL "nabla: the parameters of one symbol are taken by it: p[W]; p.flat() are all of them"
NABLA_DETAIL_REFUSAL(parameters_by_symbol, NABLA_DETAIL_BY_SYMBOL)
NABLA_DETAIL_REFUSAL(parameter_not_held, "nabla: these parameters do not hold that symbol: they are the variables of the loss, or those in wrt()")
NABLA_DETAIL_REFUSAL(no_parameters, "nabla: parameters() takes a loss, or the symbols in wrt(): parameters(loss), parameters(wrt(W, b))")
NABLA_DETAIL_REFUSAL(parameters_of_integers, NABLA_DETAIL_OF_FRACTIONS)
#define NABLA_DETAIL_BY_FLAT "nabla: parameters, and a gradient by them, are one vector by flat(), an Eigen one: p.flat() -= rate * r.grad.flat()"
NABLA_DETAIL_SAYS(by_flat, NABLA_DETAIL_BY_FLAT)
#define NABLA_DETAIL_BY_FLAT_SIGN(sign) \
  NABLA_DETAIL_REFUSED_AS(by_flat, NABLA_DETAIL_BY_FLAT, operator sign##=(anything)) \
  template <class B> NABLA_DETAIL_REFUSED_AS(by_flat, NABLA_DETAIL_BY_FLAT, operator sign(const B&) const) \
  template <class A> requires(!__is_class(A)) friend NABLA_DETAIL_REFUSED_AS(by_flat, NABLA_DETAIL_BY_FLAT, operator sign(const A&, const parameters_by_flat&))
/// No template: g++ shows the arguments of one behind the sentence.
struct parameters_by_flat {
  NABLA_DETAIL_BY_FLAT_SIGN(+)
  NABLA_DETAIL_BY_FLAT_SIGN(-)
  NABLA_DETAIL_BY_FLAT_SIGN(*)
  NABLA_DETAIL_BY_FLAT_SIGN(/)
  NABLA_DETAIL_REFUSED_AS(by_flat, NABLA_DETAIL_BY_FLAT, operator-() const)
  NABLA_DETAIL_REFUSED_AS(by_flat, NABLA_DETAIL_BY_FLAT, operator=(double))
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_BY_FLAT, zero, setZero, setOnes, setConstant, setRandom, fill, norm, squaredNorm, sum)
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_BY_SYMBOL, at, get, value, grad, W, W1, W2, b, b1, b2, v, w, x, y)
  NABLA_DETAIL_REFUSED_MEMBERS("nabla: parameters are saved by save(file, p), read by load(file, p), drawn by initialise(p, he_normal, random), changed by optimiser.step(p, r.grad)", save, load, write, read, step, update, initialise, init, zero_grad, backward, randomize)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_BY_SYMBOL, operator()(...) const)
};
#undef NABLA_DETAIL_BY_SYMBOL
#undef NABLA_DETAIL_BY_FLAT_SIGN
NABLA_DETAIL_REFUSAL(matrix_of_parameters, "nabla: the parameters of one symbol are an Eigen map: p[W].setZero(), p[W].setConstant(0.1), p[W] = Eigen::MatrixXd::Ones(3, 2)")
NABLA_DETAIL_REFUSAL(printed_by_symbol, "nabla: parameters are printed symbol by symbol, or all in one column: std::cout << p[W], std::cout << p.flat()")
// clang-format on
/// The numbers of one symbol among the parameters, an Eigen map; of a symbol of a number also that number: `p[x] = 0.5`, `double now = p[x]`.
template <class Matrix>
struct parameter_map : Eigen::Map<Matrix> {
  using number = typename Matrix::Scalar;
  static constexpr bool is_number = Matrix::SizeAtCompileTime == 1;
  using Eigen::Map<Matrix>::Map;
  using Eigen::Map<Matrix>::operator=;
  parameter_map(const parameter_map&) = default;
  parameter_map& operator=(const parameter_map&) = default;
  parameter_map& operator=(number value)
    requires(is_number)
  {
    this->coeffRef(0, 0) = value;
    return *this;
  }
  operator number() const
    requires(is_number)
  {
    return this->coeff(0, 0);
  }
  template <HoldsElements R>
    requires(!requires { typename R::PlainObject; })
  matrix_of_parameters operator=(const R&);
  matrix_of_parameters operator=(number)
    requires(!is_number)
  ;
};
template <class Matrix>
inline constexpr bool is_map_or_repeated<parameter_map<Matrix>> = true;
template <class Matrix>
inline constexpr bool is_whole_map<parameter_map<Matrix>> = true;

/// Numbers for symbols, one symbol behind the other in one vector without gaps, each column by column: all that a model learns, or a gradient by it.
/// `p[W]` is an Eigen map of W's shape into that vector, `p.flat()` the vector itself: what MPI_Allreduce, a solver or an optimiser works on in place.
template <class T, class... Symbols>
class parameter_vector : public parameters_by_flat {
 public:
  using parameters_by_flat::operator=;
  using scalar = T;
  using vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
  static constexpr int count = sizeof...(Symbols);
  /// Which of the symbols that is, else -1.
  static constexpr int number_of(const facts& symbol) {
    const facts* all[] = {&facts_of<Symbols>..., nullptr};
    for (int i = 0; i < count; ++i)
      if (is_same_symbol(*all[i], symbol)) return i;
    return -1;
  }

  /// All zero.
  template <class... Sizes>
  explicit parameter_vector(const Sizes&... sizes) {
    const named_size known[] = {sizes..., {nullptr, 0}};
    int i = 0;
    index end = 0;
    auto place = [&](const shape& extents) {
      rows_[i] = size_of(extents.rows, known);
      columns_[i] = size_of(extents.columns, known);
      starts_[i] = end;
      end += rows_[i] * columns_[i];
      ++i;
    };
    (place(facts_of<Symbols>.extents), ...);
    flat_ = vector::Zero(end);
  }

  index size() const { return flat_.size(); }
  T* data() { return flat_.data(); }
  const T* data() const { return flat_.data(); }
  T* begin() { return data(); }
  T* end() { return data() + size(); }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size(); }
  vector& flat() { return flat_; }
  const vector& flat() const { return flat_; }

  template <Expression Symbol>
    requires(number_of(facts_of<Symbol>) >= 0)
  auto operator[](Symbol) {
    return map_of<Symbol, matrix_of<Symbol>>(flat_.data());
  }
  template <Expression Symbol>
    requires(number_of(facts_of<Symbol>) >= 0)
  auto operator[](Symbol) const {
    return map_of<Symbol, const matrix_of<Symbol>>(flat_.data());
  }
  template <class I>
    requires(!Expression<I>)
  parameters_by_symbol operator[](const I&) const;
  template <Expression Symbol>
    requires(number_of(facts_of<Symbol>) < 0)
  parameter_not_held operator[](Symbol) const;

  /// What derivatives are taken with respect to: `value_and_grad(loss, p.wrt())`.
  static constexpr wrt_list<Symbols...> wrt() { return {}; }
  /// Calls use(symbol, map) for each symbol in turn.
  template <class Use>
  void for_each(Use use) {
    (use(Symbols{}, (*this)[Symbols{}]), ...);
  }
  template <class Use>
  void for_each(Use use) const {
    (use(Symbols{}, (*this)[Symbols{}]), ...);
  }
  /// `W = p[W]`
  template <class Symbol>
  auto bound() const {
    if constexpr (facts_of<Symbol>.extents.is_scalar()) return binding<Symbol, T>{(*this)[Symbol{}](0, 0)};
    else return binding<Symbol, decltype((*this)[Symbol{}])>{(*this)[Symbol{}]};
  }

 private:
  template <class Symbol>
  using matrix_of = Eigen::Matrix<T, !facts_of<Symbol>.extents.rows.is_named() ? facts_of<Symbol>.extents.rows.size : Eigen::Dynamic,
                                  !facts_of<Symbol>.extents.columns.is_named() ? facts_of<Symbol>.extents.columns.size : Eigen::Dynamic>;

  template <class Symbol, class Matrix, class Number>
  auto map_of(Number* numbers) const {
    constexpr int i = number_of(facts_of<Symbol>);
    return parameter_map<Matrix>(numbers + starts_[i], rows_[i], columns_[i]);
  }
  template <std::size_t N>
  static index size_of(const extent& e, const named_size (&known)[N]) {
    if (!e.is_named()) return e.size;
    for (std::size_t k = 0; k + 1 < N; ++k)
      if (is_same(*known[k].name, *e.name)) return known[k].size + e.more;
    raise(std::invalid_argument(std::string("nabla: these parameters need with_size(dim<\"").append(e.name->name).append("\">, …)")));
  }

  vector flat_;
  index rows_[detail::array_length(count)] = {}, columns_[detail::array_length(count)] = {}, starts_[detail::array_length(count)] = {};
};

template <class Out>
  requires requires(Out& out) { out.rdbuf(); }
printed_by_symbol operator<<(Out&, const parameters_by_flat&);

/// The inputs of F that are variables, in the order in which F names them, as a parameter_vector. The program that the training runs knows them.
template <class T, class F>
struct parameters_of_function {
  using P = program<F, true, std::conditional_t<facts_of<F>.extents.is_scalar(), wrt_all, wrt_nothing>>;
  static constexpr bool is_variable(int input) { return P::plan.inputs[input].symbol->symbol->kind == role::variable; }
  static constexpr int count = [] {
    int variables = 0;
    for (int i = 0; i < P::plan.sizes.inputs; ++i) variables += is_variable(i) ? 1 : 0;
    return variables;
  }();
  static constexpr const facts* variable(int number) {
    for (int i = 0; i < P::plan.sizes.inputs; ++i)
      if (is_variable(i) && number-- == 0) return P::plan.inputs[i].symbol;
    return nullptr;
  }
  template <int... I>
  static auto made(std::integer_sequence<int, I...>) -> parameter_vector<T, symbol_type<variable(I)>...>;
  using type = decltype(made(std::make_integer_sequence<int, count>{}));
};

/// All variables of a function, zero to begin with: `auto p = parameters(loss)`, `parameters<float>(loss)`; sizes that are names are given,
/// `parameters(loss, with_size(n, 4))`, or std::invalid_argument says which is missing.
template <NoInteger T = double, Expression F, class... Size>
  requires Sizes<Size...>
auto parameters(F, const Size&... sizes) {
  return typename parameters_of_function<T, F>::type(sizes...);
}
template <NoInteger T = double, class A, class... Sizes>
  requires(!Expression<A>)
no_parameters parameters(const A&, const Sizes&...);
no_parameters parameters();
template <class T, class... A>
  requires std::is_integral_v<T>
parameters_of_integers parameters(const A&...);
template <NoInteger T = double, Expression F, class... More>
  requires(!Sizes<More...> && !(Expression<More> || ...))
sizes_refused parameters(F, const More&...);
template <NoInteger T = double, Expression F, class... More>
  requires(Expression<More> || ...)
no_parameters parameters(F, const More&...);
/// These symbols: `parameters(wrt(W, b))`; what else the function has is bound at the call.
template <NoInteger T = double, class... Symbols, class... Sizes>
auto parameters(wrt_list<Symbols...>, const Sizes&... sizes) {
  return parameter_vector<T, Symbols...>(sizes...);
}

/// A point with the parameters bound: `check_grad(loss, at(p, X = images, T = digits))`.
template <class T, class... Symbols, class... B>
  requires(Binding<B> && ...)
auto at(const parameter_vector<T, Symbols...>& p, B... b) {
  return at(static_cast<B&&>(b)..., p.template bound<Symbols>()...);
}

}  // namespace nabla::detail

namespace nabla {
using detail::at, detail::parameters, detail::with_size, detail::parameter_vector;
}
