// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a matrix of another size is bound to this symbol
// expects: one class index for each row
// lines: 200

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;
constexpr auto v = var<"v", 3>;
constexpr auto W = var<"W", 2, 3>;
constexpr auto A = var<"A", dim<"n">, 3>;
constexpr auto t = labels<"t", 2, 3>;

#ifdef NABLA_MUST_NOT_COMPILE
auto too_long = sum(v)(v = std::array{1.0, 2.0, 3.0, 4.0});
auto other_length = sum(W)(W = std::array{1.0, 2.0, 3.0});
auto no_whole_row = sum(A)(A = std::array{1.0, 2.0, 3.0, 4.0});
auto transposed = sum(W)(W = std::array<std::array<double, 2>, 3>{});
auto other_matrix = sum(W)(W = fixed_matrix<double, 3, 3>{});
auto one_class_too_many = sum(t)(t = std::array{0, 1, 2});
#else
auto exact = sum(v)(v = std::array{1.0, 2.0, 3.0});
auto by_rows = sum(W)(W = std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
auto two_rows = sum(A)(A = std::array{1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
auto nested = sum(W)(W = std::array<std::array<double, 3>, 2>{});
auto same = sum(W)(W = fixed_matrix<double, 2, 3>{});
auto classes = sum(t)(t = std::array{0, 2});
#endif

}  // namespace
