// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

#include <tuple>

/// A network with a memory (S. Hochreiter, J. Schmidhuber: Long short-term memory, 1997) reads a text letter by letter and says after each which comes next.
namespace sequences {

using nabla::operator""_c;

inline constexpr int width = 48;
inline constexpr auto n = nabla::dim<"n">;  // letters read
inline constexpr auto alphabet = nabla::dim<"alphabet">;
inline constexpr auto letter = nabla::indices<"letter", n, alphabet>;
inline constexpr auto following = nabla::indices<"following", n, alphabet>;
inline constexpr auto U = nabla::var<"U", alphabet, 4 * width>;  // what a letter says to the gates
inline constexpr auto R = nabla::var<"R", width, 4 * width>;  // and what was said before
inline constexpr auto W = nabla::var<"W", width, alphabet>;
inline constexpr auto b = nabla::var<"b", 1, alphabet>;
inline constexpr auto h0 = nabla::data<"h0", 1, width>;
inline constexpr auto c0 = nabla::data<"c0", 1, width>;

//! [cell]
inline constexpr auto cell = [](auto row, auto h, auto c) {
  using namespace nabla;
  auto gates = row + h * R;  // input, forget, output, new
  auto memory = hadamard(sigmoid(columns<width, width>(gates)), c) + hadamard(sigmoid(columns<0, width>(gates)), tanh(columns<3 * width, width>(gates)));
  return std::tuple{hadamard(sigmoid(columns<2 * width, width>(gates)), tanh(memory)), memory};
};
inline constexpr auto states = scan(gather_rows(U, letter), std::tuple{h0, c0}, cell);
inline constexpr auto logits = std::get<0>(states) * W + b;
inline constexpr auto surprise = mean(logsumexp(logits) - pick(logits, following));
//! [cell]

}  // namespace sequences
