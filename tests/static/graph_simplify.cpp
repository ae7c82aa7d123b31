// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The table before → after of graph/simplify.hpp, row by row, and what must not be simplified.

#include <nabla/nabla.hpp>
#include <support/graphs.hpp>

namespace {

using namespace nabla;
using test::becomes;
using test::same;
using test::simplified;
using test::stays;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto A = var<"A", n, 3>;
constexpr auto B = var<"B", 3, 2>;
constexpr auto S = var<"S", n, 3>;
constexpr auto row = var<"row", 1, 3>;
constexpr auto column = var<"column", n, 1>;
constexpr auto t = labels<"t", n, 3>;

// ---- sums and differences ---------------------------------------------------------------------------------------------------------
static_assert(becomes(x + 0_c, x));
static_assert(becomes(0_c + x, x));
static_assert(becomes(x - 0_c, x));
static_assert(becomes(0_c - x, -x));
static_assert(becomes(x + (-y), x - y));
static_assert(becomes((-x) + y, y - x));
static_assert(becomes(x - (-y), x + y));
static_assert(becomes((-x) - y, -(x + y)));
static_assert(becomes(2_c + (3_c + x), 5_c + x));
static_assert(becomes((x + 2_c) + 3_c, 5_c + x));
static_assert(becomes(2_c + (x + c<-2>), x));
static_assert(becomes(A + 0_c, A));
static_assert(becomes(0_c - A, -A));

// ---- products and quotients -----------------------------------------------------------------------------------------------------------
static_assert(becomes(1_c * x, x));
static_assert(becomes(x * 1_c, x));
static_assert(becomes(x / 1_c, x));
static_assert(becomes(c<-1> * x, -x));
static_assert(becomes(0_c * x, 0_c));
static_assert(becomes(x * 0_c, 0_c));
static_assert(stays(0_c / x));
static_assert(becomes(0_c / 3_c, 0_c));
static_assert(becomes(2_c * (3_c * x), 6_c * x));
static_assert(becomes((x * 3_c) * 2_c, 6_c * x));
static_assert(becomes(2_c * (0.5_c * x), x));
// a number crosses no product: x * y may be infinite or subnormal where x * (c * y) is not; between 1 and what was there it may change
static_assert(stays(x * (2_c * y)));
static_assert(same(x * (2_c * y), 2_c * y * x));
static_assert(!same(x * (2_c * y), 2_c * (x * y)));
static_assert(stays((2_c * x) * (3_c * y)));
static_assert(stays(4_c * (c<1, 2> * x * y)));
static_assert(becomes((0.5_c * x) * (2_c * y), x * y));
static_assert(becomes(0.5_c * (4_c * x * y), 2_c * x * y));
static_assert(becomes(4_c * (c<1, 8> * x * y), 0.5_c * x * y));
// numbers of a sum are folded where the result is exact
static_assert(becomes(2_c + (x + 3_c), 5_c + x));
static_assert(stays(c<-1, 10000000000> + (c<-1> + x)));
static_assert(stays(c<1, 3> + (c<1, 3> + x)));
static_assert(becomes(c<1, 3> + (c<2, 3> + x), 1_c + x));
static_assert(becomes(x * 3_c, 3_c * x));
static_assert(becomes((-x) * y, -(x * y)));
static_assert(becomes(x * (-y), -(x * y)));
static_assert(becomes((-x) * (-y), x * y));
static_assert(becomes((-x) / y, -(x / y)));
static_assert(becomes(x / (-y), -(x / y)));
static_assert(becomes((-x) / (-y), x / y));
static_assert(becomes(3_c * (-x), c<-3> * x));
static_assert(becomes(1_c * A, A));
static_assert(becomes(A / 1_c, A));
static_assert(becomes(hadamard(-A, S), -hadamard(A, S)));
// A zero keeps the shape.
static_assert(simplified(0_c * A).extents == shape_of(A));
static_assert(same(0_c * A, broadcast_to(0_c, A)));
static_assert(same(0_c * A / 3_c, broadcast_to(0_c, A)));
static_assert(becomes(A + 0_c * A, A));
static_assert(becomes(A - 0_c * A, A));
static_assert(same(hadamard(0_c * column, A), broadcast_to(0_c, A)));

// ---- negations ----------------------------------------------------------------------------------------------------------------------------
static_assert(becomes(-(-x), x));
static_assert(becomes(-(x - y), y - x));
static_assert(becomes(-(3_c * x), c<-3> * x));
static_assert(becomes(-(-(-A)), -A));

// ---- matrices ------------------------------------------------------------------------------------------------------------------------------
static_assert(becomes(transpose(transpose(A)), A));
static_assert(becomes(transpose(x), x));
static_assert(becomes((-A) * B, -(A * B)));
static_assert(becomes(A * (-B), -(A * B)));
static_assert(becomes((-A) * (-B), A * B));
static_assert(becomes(sum(x), x));
static_assert(becomes(row_sums(x), x));
static_assert(becomes(column_sums(x), x));
static_assert(becomes(row_maxima(x), x));
static_assert(becomes(row_sums(column), column));
static_assert(becomes(column_sums(row), row));
static_assert(same(row_sums(t), broadcast_to(1_c, data<"any", n, 1>)));
static_assert(becomes(broadcast_to(column, A) + A, column + A));
static_assert(becomes(hadamard(A, broadcast_to(row, A)), hadamard(A, row)));
static_assert(becomes(broadcast_to(A, A), A));
static_assert(same(broadcast_to(broadcast_to(x, column), A), broadcast_to(x, A)));
static_assert(becomes(count(B), 6_c));
static_assert(becomes(count(x), 1_c));

// ---- constants: exact, and left alone where they do not fit ----------------------------------------------------------------------------------
static_assert(becomes(2_c + 3_c, 5_c));
static_assert(becomes(c<1, 3> + c<1, 6>, 0.5_c));
static_assert(becomes(2_c - 3_c, c<-1>));
static_assert(becomes(0.1_c * 10_c, 1_c));
static_assert(becomes(2_c / 6_c, c<1, 3>));
static_assert(becomes(-(2_c), c<-2>));
static_assert(becomes(1_c / c<-2>, c<-1, 2>));
constexpr auto large = c<9'000'000'000'000'000'000>;
static_assert(stays(large + large));
static_assert(stays(large * 3_c));
static_assert(stays(c<1, 4'000'000'000'000'000'000> / 5_c));

// ---- order of the operands --------------------------------------------------------------------------------------------------------------------
static_assert(becomes(x + y, y + x));
static_assert(becomes(x * y, y * x));
static_assert(becomes(max(x, y), max(y, x)));
static_assert(becomes(min(x, y), min(y, x)));
static_assert(becomes(hadamard(A, S), hadamard(S, A)));
static_assert(!(simplified(x - y) == simplified(y - x)));
static_assert(!(simplified(x / y) == simplified(y / x)));
static_assert(!(simplified(A * transpose(S)) == simplified(S * transpose(A))));

// ---- must stay: it would change the domain, cost accuracy, or hide an infinity ------------------------------------------------------------------
static_assert(stays(x - x));
static_assert(stays(x / x));
static_assert(stays(0_c / 0_c));
static_assert(stays(x / 0_c));
static_assert(stays(1_c / x * x));
static_assert(becomes(x + x, 2_c * x));
static_assert(becomes(3_c * x - x, 2_c * x));
static_assert(becomes(x - 3_c * x, c<-2> * x));
static_assert(becomes(2_c * (3_c * x), 6_c * x));
static_assert(stays((x + y) - y));
static_assert(stays(x * y / y));
static_assert(stays(x - x));
static_assert(stays(sqrt(x) * sqrt(x)));
static_assert(stays(exp(log(x))));
static_assert(stays(log(exp(x))));
static_assert(stays(A * B));
static_assert(stays(transpose(A) * A));
static_assert(stays(A - A));
static_assert(stays(row_sums(A)));
static_assert(stays(sum(t)));
static_assert(stays(column_sums(t)));
static_assert(stays(x * y + 2_c * x));

}  // namespace
