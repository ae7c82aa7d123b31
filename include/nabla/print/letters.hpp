// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// The letter at `at` of a text in UTF-8, and past it; a byte that is none stands for itself.
inline std::uint32_t next_letter(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t first = byte(at++);
  const std::size_t more = first >= 0xf0 ? 3 : (first >= 0xe0 ? 2 : (first >= 0xc2 ? 1 : 0));
  if (first < 128 || more == 0 || at + more > text.size()) return first;
  std::uint32_t letter = first & (0x3fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xc0u) != 0x80u) return first;
    letter = letter << 6 | (byte(at + i) & 0x3fu);
  }
  at += more;
  return letter;
}

/// beta for β, and nothing for what is no Greek letter.
inline std::string_view name_of_greek_letter(std::uint32_t letter) {
  static constexpr std::string_view small[] = {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
                                               "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"};
  static constexpr std::string_view large[] = {"Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu", "Nu",
                                               "Xi", "Omicron", "Pi", "Rho", "Sigma", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega"};
  if (letter >= 0x3b1 && letter <= 0x3c9) return small[letter - 0x3b1];
  if (letter >= 0x391 && letter <= 0x3a9) return large[letter - 0x391];
  return letter == 0xb5 ? "mu" : std::string_view();
}

/// u0436 for ж.
inline std::string numbered_letter(std::uint32_t letter) {
  std::string digits;
  for (; letter > 0 || digits.size() < 4; letter >>= 4) digits.insert(digits.begin(), "0123456789abcdef"[letter & 15]);
  return digits.insert(0, "u");
}

NABLA_COLD_END
}  // namespace nabla::detail
