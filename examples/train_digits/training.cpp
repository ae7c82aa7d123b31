// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
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
#include <random>
#include <sstream>
#include <string>

namespace train_digits {
namespace {

using examples::largest_in_each_row, examples::share_equal;
using nabla::evaluator, nabla::value_and_grad;

using parameters = decltype(nabla::parameters(loss));

/// Prints the formula, and every parameter's shape.
void introduce(const parameters& p, std::ostream& out) {
  out << "loss       " << nabla::to_string(loss) << "\n\n"
      << "           parameter  shape\n";
  p.for_each([&](auto symbol, const auto& numbers) {
    out << "           " << std::left << std::setw(11) << nabla::to_string(symbol) << std::right << numbers.rows() << 'x' << numbers.cols() << '\n';
  });
  out << "           " << p.size() << " numbers to learn\n\n";
}

/// Compares the gradient with finite differences, parameter by parameter, on a few images.
bool gradient_is_right(const parameters& p, const samples& few, std::ostream& out) {
  const auto report = nabla::check_grad(loss, nabla::at(p, X = few.pixels, T = soft_targets(few.digits)));
  out << report << "\n\n";
  return bool(report);
}

/// Mini-batch gradient descent; changes the parameters.
training_result train(const data_parts& data, const settings& chosen, parameters& p, std::mt19937_64& random, std::ostream& out) {
  auto step = evaluator(value_and_grad(loss), p);
  auto predict = evaluator(logits, p);
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
      //! [step]
      // prepare the batch
      nabla::gather(data.training.pixels, deal[number], images);
      nabla::gather(targets, deal[number], wanted);

      // forward and backward
      const auto& [value, g] = step(X = images, T = wanted);

      // update
      optimiser.step(p, g);
      //! [step]

      if (!std::isfinite(value)) throw diverged("the loss is no longer finite in epoch " + std::to_string(epoch) + "; try a smaller --rate");
      loss_sum += value * static_cast<double>(images.rows());
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

}  // namespace

training_result run_experiment(const data_parts& data, const settings& chosen, std::mt19937_64& random, std::ostream& out) {
  auto p = nabla::parameters(loss, nabla::with_size(h, chosen.hidden));
  nabla::initialise(p, nabla::glorot_uniform, random);
  nabla::batches few(data.training.size(), 8);
  few.shuffle(random);
  const auto rows = few[0];
  introduce(p, out);
  if (!gradient_is_right(p, select(data.training, {rows.begin(), rows.end()}), out)) return {};
  training_result result = train(data, chosen, p, random, out);
  result.gradient_is_right = true;
  return result;
}

}  // namespace train_digits
