// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "batches.hpp"
#include "experiment.hpp"
#include "network.hpp"
#include "parameters.hpp"
#include "support/classes.hpp"
#include "support/descent.hpp"

#include <nabla/check.hpp>
#include <nabla/print.hpp>

#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <string>

namespace train_digits {

using examples::descend, examples::largest_in_each_row, examples::share_equal;
using nabla::evaluator, nabla::value_and_grad, nabla::wrt;

/// Prints the formula, and every parameter's shape beside its gradient's.
template <int Hidden> void introduce(network<Hidden> net, const parameters& p, const batch& b, std::ostream& out) {
  auto step = evaluator(value_and_grad(net.loss, wrt(net.W1, net.b1, net.W2, net.b2)));
  const auto& at_start = step(X = b.images, T = b.targets, net.W1 = p.W1, net.b1 = p.b1, net.W2 = p.W2, net.b2 = p.b2);
  const auto show = [&](auto symbol) {
    std::ostringstream shape;
    shape << nabla::shape_of(symbol);
    out << "           " << std::left << std::setw(11) << nabla::to_string(symbol) << std::setw(8) << shape.str() << std::right
        << at_start.grad[symbol].rows() << 'x' << at_start.grad[symbol].cols() << '\n';
  };
  out << "loss       " << nabla::to_string(net.loss) << "\n\n"
      << "           parameter  shape   gradient\n";
  show(net.W1), show(net.b1), show(net.W2), show(net.b2);
  out << "           " << p.W1.size() + p.b1.size() + p.W2.size() + p.b2.size() << " numbers to learn\n\n";
}

/// Compares the gradient with finite differences, parameter by parameter.
template <int Hidden> bool gradient_is_right(network<Hidden> net, const parameters& p, const batch& b, std::ostream& out) {
  const auto report = nabla::check_grad(net.loss, nabla::at(X = b.images, T = b.targets, net.W1 = p.W1, net.b1 = p.b1, net.W2 = p.W2, net.b2 = p.b2));
  out << report << "\n\n";
  return bool(report);
}

/// Mini-batch gradient descent; changes the parameters.
template <int Hidden>
training_result train(network<Hidden> net, const data_parts& data, const settings& chosen, parameters& p, generator& random, std::ostream& out) {
  auto step = evaluator(value_and_grad(net.loss, wrt(net.W1, net.b1, net.W2, net.b2)));
  auto predict = evaluator(net.logits);
  const auto read = [&](const samples& some) {
    return largest_in_each_row(predict(X = some.pixels, net.W1 = p.W1, net.b1 = p.b1, net.W2 = p.W2, net.b2 = p.b2));
  };

  training_result result;
  parameters velocity = zeros_like(p);
  batches deal(data.training, chosen.batch);
  progress bar(out, chosen.epochs, is_terminal());
  for (int epoch = 1; epoch <= chosen.epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    double loss_sum = 0;
    deal.reshuffle(random);
    for (Eigen::Index number = 0; number < deal.count(); ++number) {
      // prepare the batch
      const batch& b = deal.prepare(number);

      // forward and backward
      const auto& [loss, g] = step(X = b.images, T = b.targets, net.W1 = p.W1, net.b1 = p.b1, net.W2 = p.W2, net.b2 = p.b2);

      // update
      descend(p.W1, velocity.W1, g[net.W1], chosen.rate);
      descend(p.b1, velocity.b1, g[net.b1], chosen.rate);
      descend(p.W2, velocity.W2, g[net.W2], chosen.rate);
      descend(p.b2, velocity.b2, g[net.b2], chosen.rate);

      if (!std::isfinite(loss)) throw diverged("the loss is no longer finite in epoch " + std::to_string(epoch) + "; try a smaller --rate");
      loss_sum += loss * static_cast<double>(b.images.rows());
      bar.advance(epoch, static_cast<double>(number + 1) / static_cast<double>(deal.count()));
    }
    result.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.seen += data.training.size();

    result.predicted = read(data.test);
    result.history.push_back({.loss = loss_sum / static_cast<double>(data.training.size()),
                              .training_accuracy = share_equal(read(data.training), data.training.digits),
                              .test_accuracy = share_equal(result.predicted, data.test.digits)});
    bar.finish_epoch(epoch, result.history.back());
  }
  return result;
}

template <int Hidden> training_result run_experiment(const data_parts& data, const settings& chosen, generator& random, std::ostream& out) {
  constexpr network<Hidden> net;
  parameters p = initial_parameters(Hidden, random);
  batches few(data.training, 8);
  few.reshuffle(random);
  introduce(net, p, few.prepare(0), out);
  if (!gradient_is_right(net, p, few.prepare(0), out)) return {};
  training_result result = train(net, data, chosen, p, random, out);
  result.gradient_is_right = true;
  return result;
}

}  // namespace train_digits
