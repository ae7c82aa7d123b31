// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: the size of a symbol is a number from 0 on, or the name of one
// expects: nabla: broadcast_to<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one
// expects: nabla: reshape<rows, columns>(A) takes sizes: each is a number from 0 on, or the name of one; none is found from the other
// expects: nabla: repeat<rows, columns>(A) takes how often A stands below and beside itself: at least once
// expects: nabla: M is 2 x 3: reshape keeps the number of elements
// expects: nabla: M is 2 x 3, the result is 4 x 3: it does not broadcast to that shape
// lines: 250

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

#ifdef NABLA_MUST_NOT_COMPILE
constexpr auto v = var<"v", -3>;
constexpr auto W = data<"W", 3, -1>;
constexpr auto L = labels<"L", 3'000'000'000, 2>;
constexpr auto M = var<"M", 2, 3>;
auto spread = broadcast_to<-1, 3>(M);
auto found_from_the_other = reshape<-1, 2>(M);
auto repeated = repeat<-1, 2>(M);
auto other_count = reshape<4, 2>(M);
auto other_size = broadcast_to<4, 3>(M);
#else
constexpr auto v = var<"v", 0>;
constexpr auto W = data<"W", 3u, 1L>;
constexpr auto L = labels<"L", 3, 2>;
constexpr auto M = var<"M", 2, 3>;
auto spread = broadcast_to<2, 3>(var<"u", 2>);
auto reshaped = sum(reshape<3, 2>(M)) + sum(reshape<dim<"n">, 2>(M));
auto repeated = repeat<1, 2>(M);
auto empty = broadcast_to<0, 3>(var<"x">);
static_assert(std::is_same_v<decltype(W), decltype(data<"W", 3, 1>)>);
#endif

}  // namespace
