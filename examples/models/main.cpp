// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Fits the models of a textbook to real data, one row of a table each. Start with logistic.cpp: a formula, its check, its training.
#include "data.hpp"
#include "models.hpp"

#include <exception>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

using namespace models;

struct entry {
  std::string_view name;
  fit (*make)();
};
constexpr entry table[] = {
    {"logistic", logistic_regression},
    {"ridge", ridge_regression},
    {"lasso", lasso_regression},
    {"softmax-iris", softmax_regression_of_iris},
    {"softmax-digits", softmax_regression_of_digits},
    {"two-layer", two_layer_network},
    {"gaussian", gaussian},
};

const entry* find(std::string_view name) {
  for (const entry& e : table)
    if (e.name == name) return &e;
  return nullptr;
}

void print_help(std::ostream& out) {
  out << "Usage: models [MODEL…]\n"
         "Checks the gradients of these models, fits them to the data in examples/data, and says what was reached.\n\n"
         "Models (all by default):";
  for (const entry& e : table) out << ' ' << e.name;
  out << '\n';
}

}  // namespace

// By hand: names of models are all that there is to parse, and CLI11 would take the compiler longer than a model.
int main(int argc, char** argv) {
  std::vector<const entry*> chosen;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--help" || argument == "-h") return print_help(std::cout), 0;
    chosen.push_back(find(argument));
    if (chosen.back() == nullptr) {
      std::cerr << "models: there is no model '" << argument << "'; --help lists them\n";
      return 2;
    }
  }
  if (chosen.empty())
    for (const entry& e : table) chosen.push_back(&e);
  try {
    std::cout << table_head();
    for (const entry* e : chosen) std::cout << e->make() << std::flush;
    return std::cout ? 0 : 2;
  } catch (const wrong_gradient& error) {
    std::cerr << "models: " << error.what() << '\n';
    return 1;
  } catch (const std::exception& error) {  // the data
    std::cerr << "models: " << error.what() << '\n';
    return 2;
  }
}
