// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/nabla.hpp>

/// Interest rates for all times, from the yields of bonds that are worth what they pay back: the curve is what solves for these, and its derivatives are those
/// of an implicit function.
namespace sequences {

using nabla::operator""_c;

inline constexpr int bonds = 9, coupons = 60;  // every half year, for thirty years
inline constexpr auto yield = nabla::var<"yield", bonds>;  // what a bond of this price pays a year
inline constexpr auto start = nabla::data<"start", bonds>;
inline constexpr auto spans = nabla::data<"spans", coupons, bonds>;  // how long the forward rate of a bond holds until a coupon: from the maturity before to its own
inline constexpr auto pays = nabla::data<"pays", bonds, coupons>;  // 1 where a bond pays a coupon
inline constexpr auto ends = nabla::data<"ends", bonds, coupons>;  // 1 where it ends
inline constexpr auto amounts = nabla::data<"amounts", 1, coupons>;  // what another bond pays

//! [curve]
inline constexpr auto discount = [](auto forward) { return exp(-(spans * forward)); };
inline constexpr auto forwards = nabla::root([](auto f) { return hadamard(yield / 2_c, pays * discount(f)) + ends * discount(f) - 1_c; }, start);
inline constexpr auto price = nabla::sum(amounts * discount(forwards));
//! [curve]

}  // namespace sequences
