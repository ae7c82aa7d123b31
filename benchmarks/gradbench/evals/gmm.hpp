// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The logarithm of the posterior density of a mixture of k normal distributions in d dimensions, of n points: component j has the weight
// softmax(alpha)_j, the mean mu_j, and the precision Q_jᵀ Q_j with the lower triangle Q_j, of which q_j are the logarithms of the diagonal and
// l_j what is below, column by column; the precisions have a Wishart prior.
#pragma once

#include "support/protocol.hpp"
#include "support/random.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

#include <cmath>

namespace gradbench {

struct gmm {
  static constexpr const char* name = "gmm";
  struct input {
    std::size_t d = 0, k = 0, n = 0;
    std::vector<double> alpha, mu, q, l, x;  // rows one after the other
    double gamma = 0, m = 0;
    std::size_t below() const { return d * (d - 1) / 2; }
  };
  struct size {
    std::size_t d, k, n;
  };
  static input read(const value& in) {
    const auto all = [&](const char* name) { return matrix(member(in, name)).elements; };
    return {whole(member(in, "d")), whole(member(in, "k")), whole(member(in, "n")), numbers(member(in, "alpha")), all("mu"), all("q"), all("l"), all("x"),
            number(member(in, "gamma")), number(member(in, "m"))};
  }
  static value sample(size of) {
    const auto [d, k, n] = of;
    random_numbers random;
    const std::size_t below = d * (d - 1) / 2;
    return object{{"d", d}, {"k", k}, {"n", n}, {"x", in_rows(random.normal(n * d), d)}, {"m", std::size_t{0}}, {"gamma", 1.0}, {"alpha", random.normal(k)}, {"mu", in_rows(random.uniform(k * d), d)}, {"q", in_rows(random.normal(k * d), d)}, {"l", in_rows(random.normal(k * below), below)}};
  }

  // All Q_j one below the other are one matrix, so that one product takes all points through all of them.
  static constexpr auto d = nabla::dim<"d">;
  static constexpr auto k = nabla::dim<"k">;
  static constexpr auto n = nabla::dim<"n">;
  static constexpr auto kd = nabla::dim<"kd">;
  static constexpr auto kdd = nabla::dim<"kdd">;
  static constexpr auto alpha = nabla::var<"alpha", k>;
  static constexpr auto mu = nabla::var<"mu", kd>;
  static constexpr auto q = nabla::var<"q", kd>;
  static constexpr auto l = nabla::var<"l", nabla::dim<"kl">>;
  static constexpr auto X = nabla::data<"X", d, n>;
  static constexpr auto gamma = nabla::data<"gamma">;
  static constexpr auto m = nabla::data<"m">;
  static constexpr auto points = nabla::data<"points">;
  static constexpr auto constant = nabla::data<"constant">;
  static constexpr auto zeros = nabla::data<"zeros", kdd>;  // says how large Q is
  static constexpr auto component = nabla::indices<"component", kd, k>;             // of each row of Q
  static constexpr auto on_diagonal = nabla::indices<"on_diagonal", kd, kdd>;      // where q and l are in Q
  static constexpr auto below_diagonal = nabla::indices<"below_diagonal", nabla::dim<"kl">, kdd>;
  static constexpr auto f = [] {
    using namespace nabla;
    constexpr auto Q = reshape<kd, d>(zeros + scatter_add(exp(q), on_diagonal) + scatter_add(l, below_diagonal));
    constexpr auto means = gather_rows(reshape<k, d>(mu), component);
    constexpr auto distances = segment_sum(sq(Q * X - row_sums(hadamard(Q, means))), component);
    constexpr auto each = alpha + segment_sum(q, component) - 0.5_c * distances;
    constexpr auto prior = 0.5_c * sq(gamma) * (sqnorm(exp(q)) + sqnorm(l)) - m * sum(q);
    return sum(column_logsumexp(each)) - points * total_logsumexp(alpha) - prior + constant;
  }();

 private:
  auto call(auto& function, const input& in, auto... into) {
    place(in);
    const auto rows = static_cast<Eigen::Index>(in.d), columns = static_cast<Eigen::Index>(in.n);
    return function(alpha = in.alpha, mu = in.mu, q = in.q, l = in.l, X = Eigen::Map<const Eigen::MatrixXd>(in.x.data(), rows, columns), gamma = in.gamma, m = in.m,
                    points = static_cast<double>(in.n), constant = constant_of(in), component = component_, on_diagonal = on_diagonal_, below_diagonal = below_diagonal_,
                    zeros = zeros_, into...);
  }
  void place(const input& in) {
    zeros_.assign(in.k * in.d * in.d, 0);
    component_.clear();
    on_diagonal_.clear();
    below_diagonal_.clear();
    for (std::size_t j = 0; j < in.k; ++j)
      for (std::size_t c = 0; c < in.d; ++c) {
        const auto at = [&](std::size_t row) { return static_cast<int>((j * in.d + row) * in.d + c); };
        component_.push_back(static_cast<int>(j));
        on_diagonal_.push_back(at(c));
        for (std::size_t row = c + 1; row < in.d; ++row) below_diagonal_.push_back(at(row));
      }
  }
  static double constant_of(const input& in) {
    const double d = static_cast<double>(in.d), k = static_cast<double>(in.k), n = static_cast<double>(in.n), freedom = d + in.m + 1, pi = 3.141592653589793;
    double gammas = 0.25 * d * (d - 1) * std::log(pi);
    for (std::size_t j = 0; j < in.d; ++j) gammas += std::lgamma(0.5 * (freedom - static_cast<double>(j)));
    return -0.5 * n * d * std::log(2 * pi) + k * (freedom * d * (std::log(in.gamma) - 0.5 * std::log(2.0)) - gammas);
  }

 public:
  double objective(const input& in) { return call(value_, in); }
  std::span<const double> jacobian(const input& in) {
    result_.resize(in.k * (1 + 2 * in.d + in.below()));
    const std::span<double> all(result_);
    const std::size_t many = in.k * in.d;
    call(gradient_, in, nabla::into(nabla::gradient_of(alpha) = all.first(in.k), nabla::gradient_of(mu) = all.subspan(in.k, many), nabla::gradient_of(q) = all.subspan(in.k + many, many), nabla::gradient_of(l) = all.subspan(in.k + 2 * many)));
    return result_;
  }
  static constexpr auto derivative = &gmm::jacobian;

  static std::vector<named_function> functions() {
    return {function_of("objective", &gmm::objective), function_of("jacobian", &gmm::jacobian, [](const input& in, std::span<const double> all) {
              const std::size_t many = in.k * in.d;
              return value(object{{"alpha", all.first(in.k)}, {"mu", in_rows(all.subspan(in.k, many), in.d)}, {"q", in_rows(all.subspan(in.k + many, many), in.d)}, {"l", in_rows(all.subspan(in.k + 2 * many), in.below())}});
            })};
  }

 private:
  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  std::vector<int> component_, on_diagonal_, below_diagonal_;
  std::vector<double> zeros_, result_;
};

}  // namespace gradbench
