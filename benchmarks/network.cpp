// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One training step's value and gradients of a digits network, 64 - hidden - 10, on a batch whose size is known at run
// time: mean cross entropy of softmax(tanh(X W1 + b1) W2 + b2).
// Eigen's AutoDiffScalar is not here: it runs forwards and would carry thousands of partials through every operation.
#include "support/adolc.hpp"
#include "support/contest.hpp"
#include "support/random.hpp"
#include "support/vector_tanh.hpp"

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <Eigen/Core>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace benchmarks;
using Eigen::Index;

constexpr Index pixels = 64, digits = 10, batch = 32, batches = 32;

struct parameters {
  Eigen::MatrixXd W1, b1, W2, b2;
};
struct input {
  Eigen::MatrixXd X;
  Eigen::VectorXi classes;
  std::vector<double> flat;  // parameters, X and one-hot rows, for ADOL-C
};
using result = matrices<4>;  // by W1, b1, W2, b2

std::span<const double> span_of(const auto& matrix) { return {matrix.data(), static_cast<std::size_t>(matrix.size())}; }

// Every product without a temporary, everything else in passes over columns that are still in the cache.
template <class Tanh> class by_hand {
 public:
  explicit by_hand(const parameters& weights) : p_(weights), g_(weights) {}

  result operator()(const input& in) {
    const Index n = in.X.rows();
    hidden_.resize(n, p_.W1.cols());
    error_.resize(n, p_.W1.cols());
    scores_.resize(n, digits);
    largest_.resize(n);
    total_.resize(n);

    hidden_.noalias() = in.X * p_.W1;
    for (Index j = 0; j < hidden_.cols(); ++j) hidden_.col(j) = Tanh{}(hidden_.col(j).array() + p_.b1(j));

    scores_.noalias() = hidden_ * p_.W2;
    scores_.col(0).array() += p_.b2(0);
    largest_ = scores_.col(0).array();
    for (Index j = 1; j < digits; ++j) {
      scores_.col(j).array() += p_.b2(j);
      largest_ = largest_.max(scores_.col(j).array());
    }
    double loss = 0;
    for (Index i = 0; i < n; ++i) loss += largest_(i) - scores_(i, in.classes(i));
    total_.setZero();
    for (Index j = 0; j < digits; ++j) {
      scores_.col(j) = (scores_.col(j).array() - largest_).exp();
      total_ += scores_.col(j).array();
    }
    loss += total_.log().sum();

    const double share = 1.0 / static_cast<double>(n);
    total_ = share / total_;
    for (Index j = 0; j < digits; ++j) scores_.col(j).array() *= total_;
    for (Index i = 0; i < n; ++i) scores_(i, in.classes(i)) -= share;

    g_.W2.noalias() = hidden_.transpose() * scores_;
    for (Index j = 0; j < digits; ++j) g_.b2(j) = scores_.col(j).sum();
    error_.noalias() = scores_ * p_.W2.transpose();
    for (Index j = 0; j < error_.cols(); ++j) {
      error_.col(j).array() *= 1 - hidden_.col(j).array().square();
      g_.b1(j) = error_.col(j).sum();
    }
    g_.W1.noalias() = in.X.transpose() * error_;
    return {loss * share, {span_of(g_.W1), span_of(g_.b1), span_of(g_.W2), span_of(g_.b2)}};
  }

 private:
  const parameters& p_;
  parameters g_;
  Eigen::MatrixXd hidden_, error_, scores_;
  Eigen::ArrayXd largest_, total_;
};

struct eigen_tanh {
  auto operator()(const auto& a) const { return a.tanh().matrix(); }
};
struct packet_tanh {
  auto operator()(const auto& a) const { return a.unaryExpr(vector_tanh{}).matrix(); }
};

template <int Hidden> auto with_nabla(const parameters& p) {
  using namespace nabla;
  constexpr auto n = dim<"n">;
  constexpr auto X = data<"X", n, 64>;
  constexpr auto T = labels<"T", n, 10>;
  constexpr auto W1 = var<"W1", 64, Hidden>;
  constexpr auto b1 = var<"b1", 1, Hidden>;
  constexpr auto W2 = var<"W2", Hidden, 10>;
  constexpr auto b2 = var<"b2", 1, 10>;
  constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W1 + b1) * W2 + b2), T));
  return [=, &p, step = evaluator(value_and_grad(loss, wrt(W1, b1, W2, b2)))](const input& in) mutable {
    const auto& [value, g] = step(X = in.X, T = in.classes, W1 = p.W1, b1 = p.b1, W2 = p.W2, b2 = p.b2);
    return result{value, {span_of(g[W1]), span_of(g[b1]), span_of(g[W2]), span_of(g[b2])}};
  };
}

// The inputs in one array: W1, b1, W2, b2, X (all column-major), then the classes as one-hot rows.
template <int Hidden> struct formula {
  static constexpr std::size_t W1 = 0, b1 = pixels * Hidden, W2 = b1 + Hidden, b2 = W2 + Hidden * digits, X = b2 + digits, T = X + batch * pixels,
                               size = T + batch * digits;

  template <class Scalar> Scalar operator()(const std::vector<Scalar>& v) const {
    Scalar loss = 0;
    std::vector<Scalar> h(Hidden), z(digits);
    for (std::size_t i = 0; i < batch; ++i) {
      for (std::size_t j = 0; j < Hidden; ++j) {
        Scalar a = v[b1 + j];
        for (std::size_t k = 0; k < pixels; ++k) a += v[X + k * batch + i] * v[W1 + j * pixels + k];
        h[j] = tanh(a);
      }
      for (std::size_t j = 0; j < digits; ++j) {
        z[j] = v[b2 + j];
        for (std::size_t k = 0; k < Hidden; ++k) z[j] += h[k] * v[W2 + j * Hidden + k];
      }
      Scalar largest = z[0], total = 0;
      for (std::size_t j = 1; j < digits; ++j) largest = fmax(largest, z[j]);
      for (std::size_t j = 0; j < digits; ++j) total += exp(z[j] - largest);
      loss += log(total) + largest;
      for (std::size_t j = 0; j < digits; ++j) loss -= v[T + j * batch + i] * z[j];
    }
    return loss / double(batch);
  }
};

template <int Hidden> void network(options chosen) {
  uniform pixel(0, 1), weight(-0.3, 0.3);
  auto p = std::make_unique<parameters>();
  auto fill = [](Eigen::MatrixXd& m, Index rows, Index cols, uniform& number) {
    m = Eigen::MatrixXd::NullaryExpr(rows, cols, [&] { return number(); });
  };
  fill(p->W1, pixels, Hidden, weight);
  fill(p->b1, 1, Hidden, weight);
  fill(p->W2, Hidden, digits, weight);
  fill(p->b2, 1, digits, weight);

  std::vector<input> inputs(batches);
  for (input& in : inputs) {
    fill(in.X, batch, pixels, pixel);
    in.classes.resize(batch);
    for (int& c : in.classes) c = static_cast<int>(pixel() * digits);
    for (const Eigen::MatrixXd* m : {&p->W1, &p->b1, &p->W2, &p->b2, &in.X}) in.flat.insert(in.flat.end(), m->data(), m->data() + m->size());
    for (int j = 0; j < digits; ++j)
      for (int c : in.classes) in.flat.push_back(c == j);
  }

  contest<input> steps("Digits network 64-" + std::to_string(Hidden) + "-10, batch of 32, one step", inputs, chosen);
  steps.add("by hand", by_hand<packet_tanh>(*p));
  steps.add("by hand, again", by_hand<packet_tanh>(*p));
  steps.add("by hand, std::tanh by Eigen", by_hand<eigen_tanh>(*p));
  steps.add("nabla", with_nabla<Hidden>(*p));
  using flat = formula<Hidden>;
  add_adolc<flat>(
      steps, flat::size, inputs[0], [](const input& in) { return in.flat.data(); },
      [](double value, const std::vector<double>& g) {
        const std::span<const double> all(g);
        return result{value,
                      {all.subspan(flat::W1, pixels * Hidden), all.subspan(flat::b1, Hidden), all.subspan(flat::W2, Hidden * digits),
                       all.subspan(flat::b2, digits)}};
      });
  steps.run();
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  network<32>(chosen);
  network<64>(chosen);
}
