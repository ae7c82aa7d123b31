// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Trains 784-128-10 on 60,000 real images, in one process or, under mpirun, in many. Start with network.hpp (the formula), then training.cpp (the loop).
#include "pictures.hpp"
#include "training.hpp"

#include <CLI/CLI.hpp>

#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

namespace {

using namespace train_fashion;

void run(const settings& chosen, const processes& all, std::ostream& out) {
  if (all.count() == 0) throw std::runtime_error("started by mpirun, but built without MPI");
  const samples training = load_samples(chosen.data, "train"), test = load_samples(chosen.data, "t10k");
  if (all.is_first()) make_folder(chosen.out);
  out << "data       " << chosen.data.string() << ": " << training.size() << " images to train on, " << test.size() << " to test on\n"
      << "workers    " << all.count() << (all.count() == 1 ? " process" : " processes") << " of " << chosen.threads << (chosen.threads == 1 ? " thread" : " threads") << "\n\n";
  const training_result result = train(training, test, chosen, all, out);
  if (!all.is_first()) return;
  double seconds = 0;
  for (const epoch_record& epoch : result.history) seconds += epoch.seconds;
  const examples::confusion matrix(test.classes, result.predicted);
  const auto epochs = static_cast<double>(std::max<std::size_t>(result.history.size(), 1));
  out << "\ntest       " << std::fixed << std::setprecision(2) << 100.0 * matrix.right() / matrix.total() << " % right\n"
      << "speed      " << std::setprecision(2) << seconds / epochs << " s an epoch, " << std::setprecision(0) << epochs * static_cast<double>(training.size()) / seconds << " images/s\n\n"
      << matrix << "\n";
  draw_pictures(result, matrix, chosen.out);
  out << "pictures   " << (chosen.out / "training.svg").string() << ", " << (chosen.out / "confusion.svg").string() << "\n"
      << "learned    " << (chosen.out / "checkpoint.npz").string() << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  const processes all(argc, argv);
  settings chosen;
  chosen.threads = all.count() == 1 ? std::max(1, static_cast<int>(std::thread::hardware_concurrency())) : 1;
  CLI::App options("Trains a network of one hidden layer to tell clothes apart (Fashion-MNIST). Under mpirun all processes train one network.");
  options.add_option("--data", chosen.data, "folder with the IDX files of MNIST or Fashion-MNIST, plain or .gz")->capture_default_str();
  options.add_option("--out", chosen.out, "folder for the checkpoint and the pictures, made if it is missing")->capture_default_str();
  options.add_option("--epochs", chosen.epochs, "how often the network sees every image")->check(CLI::Range(1, 100000))->capture_default_str();
  options.add_option("--batch", chosen.batch, "images per step, over all processes and threads")->check(CLI::Range(1, 1000000))->capture_default_str();
  options.add_option("--rate", chosen.rate, "learning rate at the start; it falls to zero by half a cosine")->check(CLI::Range(1e-9, 1e3))->capture_default_str();
  options.add_option("--seed", chosen.seed, "start of all chance: initial parameters, order of the images")->capture_default_str();
  options.add_option("--threads", chosen.threads, "threads of each process")->check(CLI::Range(1, 1024))->capture_default_str();
  options.add_option("--stop-after", chosen.stop_after, "stop after this epoch; --resume goes on later");
  options.add_flag("--resume", chosen.resume, "go on from the checkpoint in the folder of --out");
  try {
    options.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream nowhere;
    return all.is_first() ? options.exit(error, std::cout, std::cerr) == 0 ? 0 : 2 : (options.exit(error, nowhere, nowhere) == 0 ? 0 : 2);
  }
  try {
    std::ostringstream nowhere;
    run(chosen, all, all.is_first() ? static_cast<std::ostream&>(std::cout) : nowhere);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "train_fashion: " + all.name() + error.what() + "\n"
              << std::flush;
    const int code = dynamic_cast<const diverged*>(&error) != nullptr ? 1 : 2;
    all.abort(code);
    return code;
  }
}
