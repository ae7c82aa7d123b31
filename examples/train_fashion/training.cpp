// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "training.hpp"

#include "network.hpp"
#include "support/classes.hpp"
#include "support/terminal.hpp"
#include "team.hpp"

#include <nabla/train.hpp>

#include <chrono>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <random>
#include <sstream>
#include <string>

namespace train_fashion {
namespace {

using parameters = decltype(nabla::parameters(loss));
using optimiser = decltype(nabla::adam(parameters()));
using seconds = std::chrono::duration<double>;

/// One thread's part of each batch: images of its own, an evaluator of its own, a gradient of its own.
class worker {
 public:
  worker(const samples& all, const parameters& p) : all_(all), step_(evaluator(value_and_grad(loss), p)) {}

  void run(std::span<const std::ptrdiff_t> rows, double share_of_batch) {
    if (rows.empty()) {  // the last batch may be smaller than the workers are many
      value_ = 0;
      step_.gradient().flat().setZero();
      return;
    }
    nabla::gather(all_.images, rows, images_);
    images_ /= 255;
    nabla::gather(all_.classes, rows, classes_);
    value_ = step_(X = images_, T = classes_, share = share_of_batch).value;
  }
  double loss_of_part() const { return value_; }
  parameters& gradient() { return step_.gradient(); }

 private:
  const samples& all_;
  Eigen::MatrixXd images_;
  Eigen::VectorXi classes_;
  decltype(evaluator(value_and_grad(loss), parameters())) step_;
  double value_ = 0;
};

/// Part `number` of `count` nearly equal ones.
std::span<const std::ptrdiff_t> part(std::span<const std::ptrdiff_t> rows, int number, int count) {
  const auto at = [&](int k) { return rows.size() * static_cast<std::size_t>(k) / static_cast<std::size_t>(count); };
  return rows.subspan(at(number), at(number + 1) - at(number));
}

template <class Predict> Eigen::VectorXi read(const pixels& images, Predict& predict) {
  constexpr Eigen::Index at_once = 500;
  Eigen::VectorXi classes(images.rows());
  for (Eigen::Index first = 0; first < images.rows(); first += at_once) {
    const Eigen::Index count = std::min(at_once, images.rows() - first);
    const Eigen::MatrixXd some = images.middleRows(first, count).cast<double>() / 255;
    classes.segment(first, count) = examples::largest_in_each_row(predict(X = some));
  }
  return classes;
}

/// Everything that a training is, between two epochs.
struct state {
  parameters p;
  optimiser update;
  std::vector<epoch_record> history{};

  void save(const settings& chosen) const {
    nabla::archive to;
    put(to, p);
    put(to, update);
    Eigen::MatrixXd records(3, history.size());
    for (std::size_t i = 0; i < history.size(); ++i) records.col(static_cast<Eigen::Index>(i)) << history[i].loss, history[i].test_accuracy, history[i].seconds;
    to.put("epochs_done", static_cast<std::int64_t>(history.size()));
    to.put("history", records.data(), 3, records.cols());
    for (const auto& [name, value] : what_matters(chosen)) to.put(name, value);
    to.write(chosen.out / "checkpoint.npz");
  }
  void load(const settings& chosen) {
    const std::filesystem::path file = chosen.out / "checkpoint.npz";
    const nabla::archive from(file);
    for (const auto& [name, value] : what_matters(chosen))
      if (const double before = from.get<double>(name); before != value) {
        std::ostringstream text;
        text << file.string() << ": was trained with --" << name << ' ' << before << ", not " << value;
        throw nabla::file_error(text.str());
      }
    get(from, p);
    get(from, update);
    const auto done = from.get<std::int64_t>("epochs_done");
    Eigen::MatrixXd records(3, done);
    from.get("history", records.data(), 3, done);
    history.clear();
    for (Eigen::Index i = 0; i < done; ++i) history.push_back({records(0, i), records(1, i), records(2, i)});
  }
  /// From the first process to all: its disk may be the only one with the file.
  void share(const processes& all) {
    double counts[] = {static_cast<double>(update.steps), static_cast<double>(history.size())};
    all.share_first(counts, 2);
    update.steps = static_cast<long long>(counts[0]);
    history.resize(static_cast<std::size_t>(counts[1]));
    all.share_first(p.data(), p.size());
    for (auto& vector : update.state) all.share_first(vector.data(), vector.size());
  }

 private:
  /// A training can go on only with the options that decide what it computes.
  static std::vector<std::pair<std::string, double>> what_matters(const settings& chosen) {
    return {{"epochs", chosen.epochs}, {"batch", chosen.batch}, {"rate", chosen.rate}, {"seed", static_cast<double>(chosen.seed)}};
  }
};

std::string describe(const epoch_record& record) {
  std::ostringstream text;
  text << std::fixed << "loss " << std::setprecision(10) << record.loss << "   test " << std::setprecision(2) << 100 * record.test_accuracy << " %   " << std::setprecision(2)
       << record.seconds << " s";
  return text.str();
}

}  // namespace

training_result train(const samples& training, const samples& test, const settings& chosen, const processes& all, std::ostream& out) {
  state now{parameters(), nabla::adam(parameters(), {.rate = chosen.rate})};
  std::mt19937_64 random(chosen.seed);
  initialise(now.p, nabla::he_uniform, random);
  if (chosen.resume && all.is_first()) now.load(chosen);
  now.share(all);

  auto predict = evaluator(logits, now.p);
  std::vector<worker> workers;
  workers.reserve(static_cast<std::size_t>(chosen.threads));
  for (int i = 0; i < chosen.threads; ++i) workers.emplace_back(training, now.p);
  team threads(chosen.threads);

  const int last = chosen.stop_after > 0 ? std::min(chosen.stop_after, chosen.epochs) : chosen.epochs;
  nabla::progress bar(out, chosen.epochs, all.count() == 1 && examples::is_terminal());  // mpirun rewrites no line
  for (int epoch = static_cast<int>(now.history.size()) + 1; epoch <= last; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    // An order that depends on nothing but seed and epoch: every process has it, and a training that goes on too.
    nabla::batches deal(training.size(), chosen.batch);
    std::seed_seq both{chosen.seed & 0xffffffffu, chosen.seed >> 32, static_cast<std::uint64_t>(epoch)};
    std::mt19937_64 of_epoch(both);
    deal.shuffle(of_epoch);

    double loss_sum = 0;
    for (Eigen::Index number = 0; number < deal.count(); ++number) {
      const auto rows = deal[number];
      threads([&](int i) { workers[static_cast<std::size_t>(i)].run(part(rows, all.rank() * chosen.threads + i, all.count() * chosen.threads), 1 / static_cast<double>(rows.size())); });
      parameters& g = workers[0].gradient();
      double value = workers[0].loss_of_part();
      for (std::size_t i = 1; i < workers.size(); ++i) {
        g.flat() += workers[i].gradient().flat();
        value += workers[i].loss_of_part();
      }
      all.add_up(g.data(), g.size());

      const double done = epoch - 1 + static_cast<double>(number) / static_cast<double>(deal.count());
      now.update.rate = nabla::cosine_decay{chosen.rate, static_cast<double>(chosen.epochs)}(done);
      now.update.step(now.p, g);
      loss_sum += value * static_cast<double>(rows.size());
      bar.advance(epoch, static_cast<double>(number + 1) / static_cast<double>(deal.count()));
    }
    all.add_up(&loss_sum, 1);
    epoch_record record{.loss = loss_sum / static_cast<double>(training.size()), .seconds = seconds(std::chrono::steady_clock::now() - start).count()};
    if (!std::isfinite(record.loss)) throw diverged("the loss is no longer finite in epoch " + std::to_string(epoch) + "; try a smaller --rate");
    if (all.is_first()) record.test_accuracy = examples::share_equal(read(test.images, predict), test.classes);
    now.history.push_back(record);
    if (all.is_first()) now.save(chosen);
    bar.finish_epoch(epoch, describe(record));
  }
  return {now.history, all.is_first() ? read(test.images, predict) : Eigen::VectorXi()};
}

}  // namespace train_fashion
