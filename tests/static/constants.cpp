// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Exact constants: literals, lowest terms, what fits and what does not.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

template <std::int64_t Numerator, std::int64_t Denominator, class C>
constexpr bool is(C) {
  return std::is_same_v<C, constant<Numerator, Denominator>>;
}
template <class A, class B>
constexpr bool same(A, B) {
  return std::is_same_v<A, B>;
}

// ---- literals are exact ----------------------------------------------------------------------------------------------------------
static_assert(is<2, 1>(2_c) && is<0, 1>(0_c) && is<1, 10>(0.1_c) && is<1, 2>(0.5_c) && is<5, 4>(1.25_c) && is<1, 2>(.5_c) && is<3, 1>(3._c));
static_assert(same(0.1_c, c<1, 10>));
static_assert(same(0.50_c, 0.5_c));
static_assert(same(2.0_c, 2_c));
static_assert(same(007_c, 7_c));
static_assert(is<1, 1000>(1e-3_c) && is<25, 10000 / 1>(2.5e-3_c) == false && is<1, 400>(2.5e-3_c) && is<1200, 1>(1.2e3_c) && is<1200, 1>(1.2E+3_c));
static_assert(is<1'000'000, 1>(1'000'000_c) && is<1, 1'000'000>(0.000'001_c) && is<0, 1>(0.000_c) && is<0, 1>(0e5_c));
static_assert(is<INT64_MAX, 1>(9'223'372'036'854'775'807_c) && is<1, 1'000'000'000'000'000'000>(1e-18_c));

// ---- c<numerator, denominator>: lowest terms, sign in the numerator ------------------------------------------------------------------
static_assert(is<1, 3>(c<1, 3>) && is<1, 3>(c<2, 6>) && is<-1, 3>(c<1, -3>) && is<1, 3>(c<-2, -6>) && is<0, 1>(c<0, 7>) && is<-4, 1>(c<-4>));
static_assert(same(c<3>, 3_c));
static_assert(same(c<1, 2>, 0.5_c));

// ---- a minus before a constant is part of it ---------------------------------------------------------------------------------------------
static_assert(is<-2, 1>(-2_c) && is<-1, 10>(-0.1_c) && is<2, 1>(-(-2_c)) && is<0, 1>(-0_c) && is<2, 1>(+2_c));
// Everything else keeps what was written.
static_assert(!same(1_c + 1_c, 2_c));
static_assert(!same(2_c * 3_c, 6_c));

// ---- what fits into 64 bits ------------------------------------------------------------------------------------------------------------------
template <std::size_t N>
constexpr checked_rational parse(const char (&text)[N]) {
  return parse_decimal(text, N - 1);
}
static_assert(parse("9223372036854775807").fits);
static_assert(!parse("9223372036854775808").fits);
static_assert(!parse("1e19").fits);
static_assert(parse("1e18").fits);
static_assert(!parse("1e-19").fits);
static_assert(parse("1e-18").fits);
static_assert(!parse("0.0000000000000000001").fits);
static_assert(!parse("3.14159265358979323846").fits);
static_assert(!parse("0x10").fits);
static_assert(!parse("0b1").fits);
static_assert(!parse("1f").fits);
static_assert(parse("3.141592653589793").value == rational{3141592653589793, 1000000000000000});

// ---- arithmetic of the passes: exact, or it says that it does not fit ------------------------------------------------------------------------
static_assert(sum_of({1, 3}, {1, 6}).value == rational{1, 2});
static_assert(product_of({2, 3}, {3, 4}).value == rational{1, 2});
static_assert(quotient_of({1, 2}, {-3, 4}).value == rational{-2, 3});
static_assert(negated({1, 2}).value == rational{-1, 2});
static_assert(sum_of({1, 2}, {-1, 2}).value == rational{0, 1});
static_assert(!sum_of({INT64_MAX, 1}, {1, 1}).fits);
static_assert(!product_of({INT64_MAX, 1}, {2, 1}).fits);
static_assert(!quotient_of({1, 1}, {0, 1}).fits);
static_assert(!negated({INT64_MIN, 1}).fits);
static_assert(!reduced(1, 0).fits);
static_assert(!reduced(INT64_MIN, 1).fits);
static_assert(!quotient_of({1, INT64_MAX}, {2, 1}).fits);
static_assert(product_of({INT64_MAX, 3}, {6, INT64_MAX}).value == rational{2, 1});  // what cancels need not fit
static_assert(quotient_of({-7705853849415594, 3414567582477941}, {7705853849415594, 3414567582477941}).value == rational{-1, 1});
static_assert(!product_of({INT64_MIN, 3}, {3, 1}).fits);
static_assert(greatest_common_divisor(12, 18) == 6);
static_assert(greatest_common_divisor(-12, 18) == 6);
static_assert(greatest_common_divisor(0, 5) == 5);

// ---- their value in a scalar type ---------------------------------------------------------------------------------------------------------------
static_assert((0.1_c)() == 0.1);
static_assert((c<1, 3>)() == 1.0 / 3);
static_assert((-2_c)() == -2.0);
static_assert(constant_as<float>({1, 10}) == 0.1f);
static_assert(constant_as<long double>({1, 10}) == 0.1L);
static_assert(constant_as<double>({3141592653589793, 1000000000000000}) == 3.141592653589793);

}  // namespace
