// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

/// A picture near one that is noisy, in which brightness changes seldom, but then may change at once (L. I. Rudin, S. Osher, E. Fatemi: Nonlinear total
/// variation based noise removal algorithms, 1992).
namespace sequences {

using nabla::operator""_c;

inline constexpr auto height = nabla::dim<"height">;
inline constexpr auto breadth = nabla::dim<"breadth">;
inline constexpr auto noisy = nabla::data<"noisy", height, breadth>;
inline constexpr auto weight = nabla::data<"weight">;
inline constexpr auto picture = nabla::var<"picture", height, breadth>;

inline constexpr auto here = nabla::block<0, 0, height - 1, breadth - 1>(picture);
inline constexpr auto down = nabla::block<1, 0, height - 1, breadth - 1>(picture) - here;
inline constexpr auto across = nabla::block<0, 1, height - 1, breadth - 1>(picture) - here;
inline constexpr auto total_variation = sum(sqrt(sq(down) + sq(across) + nabla::c<1, 10000>));  // smooth where nothing changes
inline constexpr auto cost = sqnorm(picture - noisy) / 2_c + weight * total_variation;

}  // namespace sequences
