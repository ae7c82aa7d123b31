// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// What equivalent() knows of functions of products and of sums.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto z = var<"z">;

static_assert(equivalent(abs(x)*abs(x), x*x));
static_assert(equivalent(abs(x*y), abs(x)*abs(y)));
static_assert(equivalent(sign(x)*abs(x), x));
static_assert(equivalent(pow(cbrt(x),3_c), x) && equivalent(cbrt(x)*cbrt(x)*cbrt(x), x));
static_assert(equivalent(sqrt(sq(x)), abs(x)) && equivalent(sqrt(x*x), abs(x)) && !equivalent(sqrt(x*x), x));
static_assert(equivalent(max(x,y)+min(x,y), x+y));
static_assert(equivalent(max(max(x,y),z), max(x,max(y,z))) && max(max(x,y),z) == max(x,max(z,y)) && min(min(x,y),z) == min(x,min(z,y)) && !(max(x,y)==min(x,y)));
static_assert(equivalent(pow(1_c, x), 1_c) && pow(1_c,x)==1_c);
static_assert(equivalent(sin(2_c*x), 2_c*sin(x)*cos(x)) && equivalent(cos(2_c*x), 1_c-2_c*sq(sin(x))) && equivalent(sin(x+y), sin(x)*cos(y)+cos(x)*sin(y)));
static_assert(equivalent(tanh(x), (exp(x)-exp(-x))/(exp(x)+exp(-x))));
static_assert(equivalent(tanh(x), 2_c*sigmoid(2_c*x)-1_c) && equivalent(tanh(x), (exp(2_c*x)-1_c)/(exp(2_c*x)+1_c)));
static_assert(equivalent(log(x*y), log(x)+log(y)) && equivalent(log(sq(x)), 2_c*log(abs(x))) && equivalent(log(x/y), log(x)-log(y)) && equivalent(exp(log(x)), x) && equivalent(exp(x+y), exp(x)*exp(y)) && equivalent(exp(2_c*log(x)), x*x));
static_assert(equivalent(sq(cosh(x))-sq(sinh(x)), 1_c) && equivalent(cosh(x), (exp(x)+exp(-x))/2_c) && equivalent(sinh(2_c*x), 2_c*sinh(x)*cosh(x)));
static_assert(equivalent(cos(3_c*x), 4_c*pow(cos(x),3_c)-3_c*cos(x)) && !equivalent(sin(2_c*x), 2_c*sin(x)) && !equivalent(sin(x+y), sin(x)+sin(y)) && !equivalent(log(x+y), log(x)+log(y)) && !equivalent(log(-x), log(x)));
static_assert(equivalent(sign(x), x/abs(x)) && equivalent(tan(x), sin(x)/cos(x)));

}  // namespace
