// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "neuron.hpp"

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

namespace train_digits {

std::string neuron_graph() {
  using namespace nabla;
  constexpr auto w0 = var<"w0">;
  constexpr auto x0 = var<"x0">;
  constexpr auto w1 = var<"w1">;
  constexpr auto x1 = var<"x1">;
  constexpr auto w2 = var<"w2">;
  constexpr auto neuron = 1_c / (1_c + exp(-(w0 * x0 + w1 * x1 + w2)));
  return to_dot(neuron, at(w0 = 2.0, x0 = -1.0, w1 = -3.0, x1 = -2.0, w2 = -3.0));
}

}  // namespace train_digits
