// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

namespace train_digits {

/// The computational graph of a sigmoid neuron with two inputs as Graphviz text, values and gradients on its edges.
std::string neuron_graph();

}  // namespace train_digits
