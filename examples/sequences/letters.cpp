// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// The network learns a licence by heart: by pieces of 64 letters, and with Adam.
#include "letters.hpp"

#include "sequences.hpp"

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/train.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace sequences {
namespace {

using Eigen::MatrixXd, Eigen::VectorXi;

/// Blanks of all kinds are one.
std::string with_single_blanks(const std::string& text) {
  std::string result;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank) result += c;
    else if (!result.empty() && result.back() != ' ') result += ' ';
  }
  return result;
}

}  // namespace

finding learn_letters(const std::string& file, int updates) {
  const std::string text = with_single_blanks(nabla::read_whole_file(file));
  std::string known = text;
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  VectorXi numbers(static_cast<Eigen::Index>(text.size()));
  std::transform(text.begin(), text.end(), numbers.begin(), [&](char c) { return static_cast<int>(known.find(c)); });
  const auto letters = static_cast<Eigen::Index>(known.size()), length = static_cast<Eigen::Index>(text.size());
  const MatrixXd nothing = MatrixXd::Zero(1, width);

  std::mt19937_64 random(1);
  auto p = nabla::parameters(nabla::wrt(U, R, W, b), nabla::with_size(alphabet, letters));
  nabla::initialise(p, nabla::glorot_uniform, random);
  p[U].middleCols(width, width).array() += 1;  // at first nothing is forgotten (R. Jozefowicz, W. Zaremba, I. Sutskever, 2015)
  finding result;
  result.gradient = nabla::check_grad(surprise, nabla::at(p, h0 = nothing, c0 = nothing, letter = numbers.head(12), following = numbers.segment(1, 12)), {.directions = 4, .entries = 4});

  constexpr Eigen::Index piece = 64;
  auto step = nabla::evaluator(nabla::value_and_grad(surprise, p.wrt()), p);
  auto optimiser = nabla::adam(p, {.rate = 0.01});
  nabla::plot curve{.title = "Letters: bits of surprise at each", .x_label = "50 updates", .curves = {{.name = "pieces of 64 letters"}}};
  double bits = 0;
  for (int i = 1; i <= updates; ++i) {
    const auto from = static_cast<Eigen::Index>(nabla::random_below(static_cast<std::size_t>(length - piece), random));
    optimiser.rate = 0.01 * (1 - 0.9 * i / updates);
    const auto& [value, g] = step(letter = numbers.segment(from, piece), following = numbers.segment(from + 1, piece), h0 = nothing, c0 = nothing);
    optimiser.step(p, g);
    bits += value / std::log(2.0) / 50;
    if (i % 50 == 0) curve.curves[0].y.push_back(std::exchange(bits, 0));
  }
  // all of it at once: another length
  auto whole = nabla::evaluator(surprise, p);
  const double at_the_end = whole(letter = numbers.head(length - 1), following = numbers.tail(length - 1), h0 = nothing, c0 = nothing) / std::log(2.0);

  // What it says, when it hears the first letter, and then itself.
  auto heard = nabla::evaluator(nabla::together(logits, std::get<0>(states), std::get<1>(states)), p);
  MatrixXd h = nothing, c = nothing;
  VectorXi last = numbers.head(1);
  std::string said(1, text[0]);
  while (said.size() < 70) {
    const auto& [scores, output, memory] = heard(letter = last, h0 = h, c0 = c);
    const MatrixXd row = scores;
    h = output;
    c = memory;
    Eigen::Index best = 0;
    row.row(0).maxCoeff(&best);
    last(0) = static_cast<int>(best);
    said += known[static_cast<std::size_t>(best)];
  }
  const double before = curve.curves[0].y.empty() ? 0 : curve.curves[0].y.front();
  result.said = "letters: " + rounded(before) + " bits of surprise at a letter, after " + std::to_string(updates) + " updates " + rounded(at_the_end) + "; says: " + said;
  result.is_right = std::isfinite(at_the_end) && at_the_end < 0.5 * before;
  result.reached = at_the_end;
  result.picture = nabla::svg({curve});
  return result;
}

}  // namespace sequences
