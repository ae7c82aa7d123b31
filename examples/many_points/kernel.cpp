// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "price.hpp"
#include "surface.hpp"

#include <nabla/print.hpp>

namespace examples {

std::string kernel() { return nabla::to_opencl(greeks, "greeks"); }

#ifndef NABLA_HAS_OPENCL
std::optional<results> by_opencl(const quotes&, const std::vector<double>&, std::string&) { return {}; }
#endif

}  // namespace examples
