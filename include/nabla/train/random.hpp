// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>

namespace nabla::detail {

// Chance from a generator of 64 random bits, such as std::mt19937_64. The distributions of the standard and std::shuffle give other numbers with every
// standard library; these give the same everywhere, so that a seed means one training.
template <class G>
concept RandomBits = requires(G& random) {
  requires std::numeric_limits<decltype(random())>::digits == 64;
  requires G::min() == 0 && G::max() == ~std::uint64_t{0};
};

/// Uniform in [0, 1): a multiple of 2^-53.
double random_uniform(RandomBits auto& random) { return static_cast<double>(random() >> 11) * 0x1p-53; }

/// Normal with mean 0 and variance 1 (Box, Muller 1958).
double random_normal(RandomBits auto& random) {
  const double radius = std::sqrt(-2 * std::log1p(-random_uniform(random)));
  return radius * std::cos(6.283185307179586477 * random_uniform(random));
}

/// Uniform in 0 … count - 1 for a count below 2^32, by multiplying (Lemire 2019) without rejection: the bias is below count / 2^32.
std::size_t random_below(std::size_t count, RandomBits auto& random) { return static_cast<std::size_t>(((random() >> 32) * count) >> 32); }

/// Every order is as likely (Fisher, Yates 1938).
template <class Items>
void shuffle(Items& items, RandomBits auto& random) {
  for (std::size_t left = items.size(); left > 1; --left) std::swap(items[left - 1], items[random_below(left, random)]);
}

}  // namespace nabla::detail

namespace nabla {
using detail::shuffle, detail::random_uniform, detail::random_normal, detail::random_below;
}
