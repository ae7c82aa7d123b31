// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// libtorch has tensors, not a number: a network's step, in its own words, in double as all others and on one thread.
#pragma once

#include "../network.hpp"

#include <torch/torch.h>

namespace benchmarks {

template <class Workload> struct torch_step {
  static constexpr auto at = [](double* from, long rows, long columns) { return torch::from_blob(from, {columns, rows}, torch::kDouble).t(); };  // column-major
  std::vector<double> parameters;
  torch::Tensor W1, b1, W2, b2;
  std::vector<long> labels = std::vector<long>(Workload::samples);

  explicit torch_step(const double* from) : parameters(from, from + Workload::size) {
    constexpr long pixels = Workload::pixels, hidden = Workload::hidden, classes = Workload::classes;
    const auto own = [&](std::size_t begin, long rows, long columns) { return at(parameters.data() + begin, rows, columns).requires_grad_(true); };
    W1 = own(Workload::W1, pixels, hidden), b1 = own(Workload::b1, 1, hidden), W2 = own(Workload::W2, hidden, classes), b2 = own(Workload::b2, 1, classes);
  }
  matrices<4> operator()(const typename Workload::input& in) {
    std::copy(in.labels.begin(), in.labels.end(), labels.begin());
    const torch::Tensor X = at(const_cast<double*>(in.X.data()), in.X.rows(), in.X.cols()), y = torch::from_blob(labels.data(), {static_cast<long>(labels.size())}, torch::kLong);
    for (torch::Tensor* each : {&W1, &b1, &W2, &b2}) each->mutable_grad().reset();
    const torch::Tensor loss = torch::nn::functional::cross_entropy(torch::tanh(torch::addmm(b1, X, W1)).mm(W2) + b2, y);
    loss.backward();
    const auto column_major = [](torch::Tensor& parameter) {
      torch::Tensor& g = parameter.mutable_grad();
      if (!g.t().is_contiguous()) g = g.t().contiguous().t();
      return std::span<const double>(g.data_ptr<double>(), static_cast<std::size_t>(g.numel()));
    };
    return {loss.item<double>(), {column_major(W1), column_major(b1), column_major(W2), column_major(b2)}};
  }
};

template <class Workload> static void add_group(contest<typename Workload::input>& all) {
  torch::set_num_threads(1);
  all.add("libtorch", torch_step<Workload>(all.first().numbers()));
}

}  // namespace benchmarks
