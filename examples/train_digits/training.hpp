// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "experiment.hpp"
#include "network.hpp"
#include "support/classes.hpp"
#include "support/terminal.hpp"
#include "targets.hpp"

#include <nabla/check.hpp>
#include <nabla/print.hpp>
#include <nabla/train.hpp>

#include <chrono>
#include <cmath>
#include <iomanip>
#include <sstream>
#include <string>

namespace train_digits {

using examples::largest_in_each_row, examples::share_equal;
using nabla::evaluator, nabla::value_and_grad;

template <int Hidden> using parameters_of = decltype(nabla::parameters(network<Hidden>::loss));

/// Prints the formula, and every parameter's shape.
template <int Hidden> void introduce(network<Hidden> net, const parameters_of<Hidden>& p, std::ostream& out) {
  out << "loss       " << nabla::to_string(net.loss) << "\n\n"
      << "           parameter  shape\n";
  p.for_each([&](auto symbol, const auto&) {
    out << "           " << std::left << std::setw(11) << nabla::to_string(symbol) << nabla::shape_of(symbol) << std::right << '\n';
  });
  out << "           " << p.size() << " numbers to learn\n\n";
}

/// Compares the gradient with finite differences, parameter by parameter, on a few images.
template <int Hidden> bool gradient_is_right(network<Hidden> net, const parameters_of<Hidden>& p, const samples& few, std::ostream& out) {
  const auto report = nabla::check_grad(net.loss, nabla::at(p, X = few.pixels, T = soft_targets(few.digits)));
  out << report << "\n\n";
  return bool(report);
}

/// Mini-batch gradient descent; changes the parameters.
template <int Hidden>
training_result train(network<Hidden> net, const data_parts& data, const settings& chosen, parameters_of<Hidden>& p, generator& random, std::ostream& out) {
  auto step = evaluator(value_and_grad(net.loss), p);
  auto predict = evaluator(net.logits, p);
  const auto read = [&](const samples& some) { return largest_in_each_row(predict(X = some.pixels)); };
  auto optimiser = nabla::momentum(p, chosen.rate);

  training_result result;
  const Eigen::MatrixXd targets = soft_targets(data.training.digits);
  Eigen::MatrixXd images, wanted;
  nabla::batches deal(data.training.size(), chosen.batch);
  nabla::progress bar(out, chosen.epochs, examples::is_terminal());
  for (int epoch = 1; epoch <= chosen.epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    double loss_sum = 0;
    deal.shuffle(random);
    for (Eigen::Index number = 0; number < deal.count(); ++number) {
      // prepare the batch
      nabla::gather(data.training.pixels, deal[number], images);
      nabla::gather(targets, deal[number], wanted);

      // forward and backward
      const auto& [loss, g] = step(X = images, T = wanted);

      // update
      optimiser.step(p, g);

      if (!std::isfinite(loss)) throw diverged("the loss is no longer finite in epoch " + std::to_string(epoch) + "; try a smaller --rate");
      loss_sum += loss * static_cast<double>(images.rows());
      bar.advance(epoch, static_cast<double>(number + 1) / static_cast<double>(deal.count()));
    }
    result.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    result.seen += data.training.size();

    result.predicted = read(data.test);
    result.history.push_back({.loss = loss_sum / static_cast<double>(data.training.size()),
                              .training_accuracy = share_equal(read(data.training), data.training.digits),
                              .test_accuracy = share_equal(result.predicted, data.test.digits)});
    bar.finish_epoch(epoch, describe(result.history.back()));
  }
  return result;
}

template <int Hidden> training_result run_experiment(const data_parts& data, const settings& chosen, generator& random, std::ostream& out) {
  constexpr network<Hidden> net;
  auto p = nabla::parameters(net.loss);
  nabla::initialise(p, nabla::glorot_uniform, random);
  nabla::batches few(data.training.size(), 8);
  few.shuffle(random);
  const auto rows = few[0];
  introduce(net, p, out);
  if (!gradient_is_right(net, p, select(data.training, {rows.begin(), rows.end()}), out)) return {};
  training_result result = train(net, data, chosen, p, random, out);
  result.gradient_is_right = true;
  return result;
}

}  // namespace train_digits
