// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "contact.hpp"

#include "recorded.hpp"

#include <iostream>

bool recorded::slide_with_friction() {
  double height = 0.01, rise = 0, place = 0, slip = 2;
  constexpr double mass = 1, g = 9.81, h = 1e-4;
  auto evaluate = nabla::evaluator(forces);
  for (int step = 0; step < 20000; ++step) {
    const auto f = evaluate(height, rise, slip, 0.4);
    slip += h * f(0, 0) / mass;
    rise += h * (f(1, 0) / mass - g);
    place += h * slip;
    height += h * rise;
  }
  const auto J = nabla::jacobian(forces, nabla::wrt(nabla::var<"slip">, nabla::var<"friction">))(height, rise, slip, 0.4);
  std::cout << "contact: the block came to rest after " << place << ", " << -height << " deep; a creeping block is held by " << -J(0, 0) << " a unit of speed\n";
  return std::abs(slip) < 1e-3 && std::abs(-height - mass * g / 1e4) < 1e-6 && place > 0.3 && place < 0.6 && std::abs(J(0, 0) + 0.4 * mass * g / 1e-3) < 1 && std::abs(J(0, 1)) < 1e-2;
}
