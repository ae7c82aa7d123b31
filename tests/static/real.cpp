// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Doubles that are constants as they are.

#include <nabla/nabla.hpp>

#include <array>
#include <limits>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto n = dim<"n">;
constexpr auto x = var<"x">;
constexpr auto A = var<"A", n, 2>;
constexpr double infinity = std::numeric_limits<double>::infinity(), largest = std::numeric_limits<double>::max(), smallest = std::numeric_limits<double>::denorm_min();

// a short fraction is an exact constant, and everything else a leaf
static_assert(std::is_same_v<decltype(exact<0.5>), const constant<1, 2>> && std::is_same_v<decltype(exact<-3.0>), const constant<-3, 1>> && std::is_same_v<decltype(exact<0.0>), const constant<0, 1>>);
static_assert(!(exact<0.1> == 0.1_c));
static_assert(exact<0.1> == exact<0.1>);
static_assert(!(exact<0.1> == exact<0.1f>));

constexpr bool same(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }
static_assert(same(exact<0.1>(), 0.1));
static_assert(same(exact<1e-300>(), 1e-300));
static_assert(same(exact<1e300>(), 1e300));
static_assert(same(exact<-0.0>(), -0.0));
static_assert(same(exact<infinity>(), infinity));
static_assert(same(exact<largest>(), largest));
static_assert(same(exact<smallest>(), smallest));
static_assert(same(exact<-infinity>(), -infinity));
static_assert(exact<std::numeric_limits<double>::quiet_NaN()>() != 0);
static_assert(same(exact<9007199254740993.0>(), 9007199254740992));
static_assert(same(exact<1e18>(), 1e18));
static_assert(same(exact<1.0 / 1024>(), 1.0 / 1024));
static_assert(same(exact<1.0 / 2048>(), 1.0 / 2048));
// in other scalars: the nearest number of the type
static_assert((exact<0.1> * x)(x = 1.0f) == 0.1f);
static_assert((exact<0.1> * x)(x = 1.0L) == static_cast<long double>(0.1));
static_assert((exact<1e300> * x)(x = 1.0f) == std::numeric_limits<float>::infinity());
static_assert((exact<-1e300> + x)(x = 0.0f) == -std::numeric_limits<float>::infinity());
static_assert((exact<1e-300> * x)(x = 1.0f) == 0.0f);

// a constant for the derivative, and no pass computes with it
constexpr auto f = exact<0.1> * x + exact<1e-300> * sq(x) - x / exact<1e18>;
static_assert(diff(f, x)(x = 3.0) == 0.1 + 6e-300 - 1 / 1e18);
static_assert(diff(exact<0.1>, x) == 0_c);
static_assert(exact<0.1> * (exact<0.1> * x) == sq(exact<0.1>) * x);
static_assert(!(exact<0.1> * (exact<0.1> * x) == exact<0.1 * 0.1> * x));
static_assert(exact<0.1> * x * exact<1e18> == exact<1e18> * (x * exact<0.1>));
static_assert(simplify(exact<0.1> * x + exact<0.1> * x) == 2_c * exact<0.1> * x);
// algebra holds for numbers only
static_assert(!(x + exact<infinity> - exact<infinity> == x));
static_assert(!equivalent(x + exact<infinity> - exact<infinity>, x));
static_assert(!(x * exact<-0.0> / exact<-0.0> == x));
static_assert(exact<infinity> * x == exact<infinity> * x);
static_assert(!equivalent(x / exact<infinity> * exact<infinity>, x));
static_assert(equivalent(exact<0.1> * (x + 1_c), exact<0.1> * x + exact<0.1>));
static_assert(!depends_on(f, var<"y">));
static_assert(std::tuple_size_v<decltype(symbols_of(f))> == 1);

// beside matrices
static_assert(sum(A * exact<0.1> + exact<1e-300>)(A = std::array<std::array<double, 2>, 1>{{{1, 2}}}) == 0.1 + 0.1 * 2);
static_assert(grad(sum(A * exact<0.1>))(A = std::array<std::array<double, 2>, 1>{{{1, 2}}})[A](0, 1) == 0.1);
static_assert(jacobian(vstack(exact<0.1> * x, exact<1e18>), wrt(x))(x = 1.0)(1, 0) == 0);

}  // namespace
