// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A std::string takes a char and another one, and a formula would convert to both.
// expects: nabla: a formula is no text: that is to_string(f), with #include <nabla/print.hpp>
// lines: 25

#include <nabla/nabla.hpp>

#include <string>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
[[maybe_unused]] void longer(std::string& text) { text += x * x; }
#else
[[maybe_unused]] void longer(std::string& text) { text += std::to_string((x * x)(x = 2.0)); }
#endif

}  // namespace
