// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Here a compiler speaks before it looks at what is from here, in words that the page of messages explains.
// expects(gcc): missing template arguments before
// expects(clang): requires template arguments
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
auto symbol_in_brackets = var("x");
auto size_in_brackets = dim("n");
auto zeros_in_brackets = zeros(2, 3);
auto constant_in_brackets = exact(0.1);
auto steps_in_brackets = iterate<20>(var<"x">, [](auto s) { return sin(s); }, checkpoint(5));
#else
auto symbol_in_brackets = var<"x">;
auto size_in_brackets = dim<"n">;
auto zeros_in_brackets = zeros<2, 3>;
auto constant_in_brackets = exact<0.1>;
auto steps_in_brackets = iterate<20>(
    var<"x">, [](auto s) { return sin(s); }, checkpoint<5>);
#endif

}  // namespace
