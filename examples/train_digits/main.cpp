// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Trains a small network to read handwritten digits. Start with network.hpp (the formula), then training.cpp (the loop).
#include "curve.hpp"
#include "digits.hpp"
#include "experiment.hpp"
#include "mistakes.hpp"
#include "neuron.hpp"
#include "options.hpp"
#include "output.hpp"
#include "support/confusion.hpp"
#include "targets.hpp"

#include <exception>
#include <iomanip>
#include <iostream>
#include <random>
#include <string_view>
#include <vector>

namespace {

using namespace train_digits;
using examples::confusion;

void print_results(const training_result& result, const confusion& matrix, std::ostream& out) {
  const double accuracy = 100.0 * matrix.right() / matrix.total();
  out << "\ntest       " << std::fixed << std::setprecision(2) << accuracy << " % right: " << matrix.right() << " of " << matrix.total()
      << " images that it has never seen\n"
      << "speed      " << std::setprecision(0) << static_cast<double>(result.seen) / result.seconds << " images/s, " << std::setprecision(2)
      << result.seconds << " s in all\n\n"
      << matrix << '\n';
}

void draw_pictures(const training_result& result, const samples& test, const std::filesystem::path& folder, std::ostream& out) {
  write_file(folder / "training.svg", training_curve(result.history, smallest_loss()));
  write_file(folder / "mistakes.svg", picture_of_mistakes(test, result.predicted));
  write_file(folder / "neuron.dot", neuron_graph());
  const bool drawn = draw_graph(folder / "neuron.dot", folder / "neuron.svg");
  out << "pictures   " << (folder / "training.svg").string() << "   loss and accuracy over the epochs\n"
      << "           " << (folder / "mistakes.svg").string() << "   the images that were read wrongly\n"
      << "           " << (folder / (drawn ? "neuron.svg" : "neuron.dot")).string() << "     a neuron's values and gradients, edge by edge\n";
  if (!drawn) out << "           (no neuron.svg: Graphviz' dot is not installed or failed)\n";
}

int run(const settings& chosen, std::ostream& out) {
  const samples all = load_digits(chosen.data);
  make_folder(chosen.out);
  std::mt19937_64 random(chosen.seed);
  const partition rows = split(all.digits, random);
  const data_parts data{select(all, rows.training), select(all, rows.test)};
  out << "data       " << chosen.data.string() << ": " << all.size() << " images of " << image_width << 'x' << image_width << " pixels, "
      << data.training.size() << " to train on, " << data.test.size() << " to test on\n"
      << "options    " << describe(chosen) << "\n\n";

  const training_result result = run_experiment(data, chosen, random, out);
  if (!result.gradient_is_right) {
    std::cerr << "train_digits: the gradient is wrong, so nothing was trained\n";
    return 1;
  }
  print_results(result, confusion(data.test.digits, result.predicted), out);
  draw_pictures(result, data.test, chosen.out, out);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const settings chosen = parse_options(std::vector<std::string_view>(argv + (argc > 0), argv + argc));
    const int code = chosen.help ? (std::cout << help_text(), 0) : run(chosen, std::cout);
    if (!std::cout.flush()) throw output_error("standard output cannot be written");
    return code;
  } catch (const std::exception& error) {  // options, data, output: what() is one line
    std::cerr << "train_digits: " << error.what() << '\n';
    return dynamic_cast<const diverged*>(&error) ? 1 : 2;
  }
}
