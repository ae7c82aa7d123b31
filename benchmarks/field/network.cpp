// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// One training step of a digits network, 64 - 32 - 10, batch of 32, and of Fashion-MNIST's, 784 - 128 - 10, batch of 64.
#include "network.hpp"

#include "../support/random.hpp"
#include "../support/vector_tanh.hpp"

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

constexpr Index classes = 10;

struct parameters {
  Eigen::MatrixXd W1, b1, W2, b2;
};
using result = matrices<4>;  // by W1, b1, W2, b2

std::span<const double> span_of(const auto& matrix) { return {matrix.data(), static_cast<std::size_t>(matrix.size())}; }

// Every product without a temporary, everything else in passes over columns that are still in the cache.
template <class Tanh, class Input> class by_hand {
 public:
  explicit by_hand(const parameters& weights) : p_(weights), g_(weights) {}

  result operator()(const Input& in) {
    const Index n = in.X.rows();
    hidden_.resize(n, p_.W1.cols());
    error_.resize(n, p_.W1.cols());
    scores_.resize(n, classes);
    largest_.resize(n);
    total_.resize(n);

    hidden_.noalias() = in.X * p_.W1;
    for (Index j = 0; j < hidden_.cols(); ++j) hidden_.col(j) = Tanh{}(hidden_.col(j).array() + p_.b1(j));

    scores_.noalias() = hidden_ * p_.W2;
    scores_.col(0).array() += p_.b2(0);
    largest_ = scores_.col(0).array();
    for (Index j = 1; j < classes; ++j) {
      scores_.col(j).array() += p_.b2(j);
      largest_ = largest_.max(scores_.col(j).array());
    }
    double loss = 0;
    for (Index i = 0; i < n; ++i) loss += largest_(i) - scores_(i, in.labels(i));
    total_.setZero();
    for (Index j = 0; j < classes; ++j) {
      scores_.col(j) = (scores_.col(j).array() - largest_).exp();
      total_ += scores_.col(j).array();
    }
    loss += total_.log().sum();

    const double share = 1.0 / static_cast<double>(n);
    total_ = share / total_;
    for (Index j = 0; j < classes; ++j) scores_.col(j).array() *= total_;
    for (Index i = 0; i < n; ++i) scores_(i, in.labels(i)) -= share;

    g_.W2.noalias() = hidden_.transpose() * scores_;
    for (Index j = 0; j < classes; ++j) g_.b2(j) = scores_.col(j).sum();
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

template <int Pixels, int Hidden, class Input> auto with_nabla(const parameters& p) {
  using namespace nabla;
  constexpr auto n = dim<"n">;
  constexpr auto X = data<"X", n, Pixels>;
  constexpr auto T = nabla::labels<"T", n, 10>;
  constexpr auto W1 = var<"W1", Pixels, Hidden>;
  constexpr auto b1 = var<"b1", 1, Hidden>;
  constexpr auto W2 = var<"W2", Hidden, 10>;
  constexpr auto b2 = var<"b2", 1, 10>;
  constexpr auto loss = mean(cross_entropy(softmax(tanh(X * W1 + b1) * W2 + b2), T));
  return [=, &p, step = evaluator(value_and_grad(loss, wrt(W1, b1, W2, b2)))](const Input& in) mutable {
    const auto& [value, g] = step(X = in.X, T = in.labels, W1 = p.W1, b1 = p.b1, W2 = p.W2, b2 = p.b2);
    return result{value, {span_of(g[W1]), span_of(g[b1]), span_of(g[W2]), span_of(g[b2])}};
  };
}

template <int Pixels, int Hidden, int Batch> void step_of(const char* title, options chosen) {
  using workload = network<Pixels, Hidden, Batch>;
  using input = typename workload::input;
  uniform pixel(0, 1), weight(-0.3, 0.3);
  std::vector<double> flat(workload::size);
  for (double& each : flat) each = weight() * std::sqrt(64.0 / Pixels);
  const auto part = [&flat](std::size_t from, Index rows, Index cols) -> Eigen::MatrixXd { return Eigen::Map<const Eigen::MatrixXd>(flat.data() + from, rows, cols); };
  const parameters p{part(workload::W1, Pixels, Hidden), part(workload::b1, 1, Hidden), part(workload::W2, Hidden, classes), part(workload::b2, 1, classes)};

  std::vector<input> inputs(16);
  for (input& in : inputs) {
    in.parameters = flat.data();
    in.X = Eigen::MatrixXd::NullaryExpr(Batch, Pixels, [&] { return pixel(); });
    in.labels = Eigen::VectorXi::NullaryExpr(Batch, [&] { return static_cast<int>(pixel() * classes); });
  }
  run_field<workload>(title, inputs, chosen, [&p](auto& all) {
    all.add("by hand", by_hand<packet_tanh, input>(p));
    all.add("by hand, again", by_hand<packet_tanh, input>(p));
    all.add("by hand, std::tanh by Eigen", by_hand<eigen_tanh, input>(p));
    all.add("nabla", with_nabla<Pixels, Hidden, input>(p));
  });
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  step_of<64, 32, 32>("Digits step, 64-32-10, batch of 32", chosen);
  step_of<784, 128, 64>("Fashion-MNIST step, 784-128-10, batch of 64", chosen);
}
