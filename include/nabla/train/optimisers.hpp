// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/train/parameters.hpp>

#include <cmath>

namespace nabla::detail {

template <class P>
inline constexpr bool are_parameters = false;
template <class T, class... Symbols>
inline constexpr bool are_parameters<parameter_vector<T, Symbols...>> = true;
// clang-format off
NABLA_DETAIL_REFUSAL(step_refused, "nabla: a step takes the parameters and their gradient: optimiser.step(p, r.grad), r of evaluator(value_and_grad(loss), p)")
NABLA_DETAIL_REFUSAL(rate_refused, "nabla: the rates of adam() have names: adam(p, {.rate = 0.01}), .beta1, .beta2, .epsilon")
/// No template: g++ shows the arguments of one behind the sentence.
struct optimiser_by_steps {
#define NABLA_DETAIL_BY_STEPS "nabla: an optimiser has a rate, and steps: o.rate = 0.01, o.step(p, r.grad)"
  NABLA_DETAIL_REFUSED_MEMBERS(NABLA_DETAIL_BY_STEPS, learning_rate, lr, alpha, update, apply, zero_grad, minimize, minimise, gradient, reset, beta1, beta2)
  NABLA_DETAIL_REFUSED(NABLA_DETAIL_BY_STEPS, operator()(...) const)
#undef NABLA_DETAIL_BY_STEPS
};
// clang-format on
/// What the optimisers share: step(p, g) for parameters and their gradient, or for plain Eigen vectors. `state` is what a training needs to go on as if
/// it had not stopped: vectors as long as the parameters, and the number of steps.
template <class Optimiser, class T, int Vectors>
class optimiser : public optimiser_by_steps {
 public:
  using vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;
  static constexpr int vectors = Vectors;

  double rate;        ///< of learning; change it when you like
  long long steps = 0;
  vector state[detail::array_length(Vectors)];

  template <class... Symbols>
  void step(parameter_vector<T, Symbols...>& p, const parameter_vector<T, Symbols...>& slopes) {
    step(p.flat(), slopes.flat());
  }
  void step(Eigen::Ref<vector> p, const Eigen::Ref<const vector>& slopes) {
    ++steps;
    static_cast<Optimiser*>(this)->move(p.array(), slopes.array());
  }
  template <class... A>
    requires(sizeof...(A) != 2)
  step_refused step(const A&...);
  template <class P, class G>
    requires(are_parameters<P> ? !std::is_same_v<P, G> : !std::is_convertible_v<P&, Eigen::Ref<vector>> || !std::is_convertible_v<const G&, Eigen::Ref<const vector>>)
  step_refused step(P&, const G&);

 protected:
  optimiser(double at_rate, index size) : rate(at_rate) {
    for (int k = 0; k < Vectors; ++k) state[k] = vector::Zero(size);
  }
};

/// p ← p − rate · g
template <class T>
class sgd_optimiser : public optimiser<sgd_optimiser<T>, T, 0> {
 public:
  sgd_optimiser(double at_rate, index size) : optimiser<sgd_optimiser<T>, T, 0>(at_rate, size) {}
  static constexpr const char* name = "sgd";

  void move(auto p, const auto& g) { p -= static_cast<T>(this->rate) * g; }
};

/// v ← momentum · v − rate · g, p ← p + v: what steps agree on adds up (Polyak 1964; in this form Sutskever, Martens, Dahl, Hinton 2013).
template <class T>
class momentum_optimiser : public optimiser<momentum_optimiser<T>, T, 1> {
 public:
  momentum_optimiser(double at_rate, double momentum, index size) : optimiser<momentum_optimiser<T>, T, 1>(at_rate, size), momentum_(static_cast<T>(momentum)) {}
  static constexpr const char* name = "momentum";

  void move(auto p, const auto& g) {
    auto v = this->state[0].array();
    v = momentum_ * v - static_cast<T>(this->rate) * g;
    p += v;
  }

 private:
  T momentum_;
};

/// Rates of adam(), as Kingma and Ba give them.
struct adam_options {
  double rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
};

/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − rate · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// Kingma, Ba: Adam, a method for stochastic optimization (2015); the defaults are theirs.
template <class T>
class adam_optimiser : public optimiser<adam_optimiser<T>, T, 2> {
 public:
  adam_optimiser(const adam_options& o, index size) : optimiser<adam_optimiser<T>, T, 2>(o.rate, size), options_(o) {}
  static constexpr const char* name = "adam";

  void move(auto p, const auto& g) {
    auto m = this->state[0].array(), v = this->state[1].array();
    const auto beta1 = static_cast<T>(options_.beta1), beta2 = static_cast<T>(options_.beta2);
    const auto time = static_cast<double>(this->steps);
    const auto first = static_cast<T>(this->rate / (1 - std::pow(options_.beta1, time)));
    const auto second = static_cast<T>(1 / std::sqrt(1 - std::pow(options_.beta2, time)));
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g.square();
    p -= first * m / (second * v.sqrt() + static_cast<T>(options_.epsilon));
  }

 private:
  adam_options options_;
};

/// `auto optimiser = adam(p);`, or `adam(p, {.rate = 0.01})`; then `optimiser.step(p, g)`.
template <class T, class... Symbols>
adam_optimiser<T> adam(const parameter_vector<T, Symbols...>& p, const adam_options& options = {}) {
  return {options, p.size()};
}
/// Gradient descent: p ← p − rate · g.
template <class T, class... Symbols, class... More>
rate_refused adam(const parameter_vector<T, Symbols...>&, double, const More&...);
/// What the rates are called elsewhere.
struct rates_of_other_names {
  double learning_rate, lr, alpha, eta, step_size, beta_1, beta_2, eps, weight_decay, decay;
};
template <class T, class... Symbols>
rate_refused adam(const parameter_vector<T, Symbols...>&, const rates_of_other_names&);
template <class T, class... Symbols>
sgd_optimiser<T> sgd(const parameter_vector<T, Symbols...>& p, double rate) {
  return {rate, p.size()};
}
/// Gradient descent with momentum (Polyak 1964).
template <class T, class... Symbols>
momentum_optimiser<T> momentum(const parameter_vector<T, Symbols...>& p, double rate, double momentum = 0.9) {
  return {rate, momentum, p.size()};
}

// clang-format off
NABLA_DETAIL_REFUSAL(optimiser_without_rate, "nabla: an optimiser takes the rate of its steps behind the parameters: sgd(p, 0.01), momentum(p, 0.01)")
NABLA_DETAIL_REFUSAL(optimiser_without_parameters, "nabla: an optimiser is made for parameters: auto p = parameters(loss); then sgd(p, 0.01), momentum(p, 0.01), adam(p)")
optimiser_without_parameters sgd();
optimiser_without_parameters momentum();
optimiser_without_parameters adam();
// clang-format on
template <class T, class... Symbols>
optimiser_without_rate sgd(const parameter_vector<T, Symbols...>&);
template <class T, class... Symbols>
optimiser_without_rate momentum(const parameter_vector<T, Symbols...>&);
struct rates_with_names {
  double rate, learning_rate, lr, momentum;
};
template <class T, class... Symbols>
optimiser_without_rate sgd(const parameter_vector<T, Symbols...>&, const rates_with_names&);
template <class T, class... Symbols>
optimiser_without_rate momentum(const parameter_vector<T, Symbols...>&, const rates_with_names&);
template <class A>
concept NoParameters = !requires(const A& p) { p.flat(); };
template <NoParameters A, class... Rates>
optimiser_without_parameters sgd(const A&, const Rates&...);
template <NoParameters A, class... Rates>
optimiser_without_parameters momentum(const A&, const Rates&...);
template <NoParameters A, class... Rates>
optimiser_without_parameters adam(const A&, const Rates&...);
template <NoParameters A>
optimiser_without_parameters adam(const A&, const adam_options&);

}  // namespace nabla::detail

namespace nabla {
using detail::sgd, detail::momentum, detail::adam, detail::adam_options;
}
