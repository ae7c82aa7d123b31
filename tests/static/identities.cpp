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

// ---- signs and sizes: of several factors only that of their product is known -----------------------------------------------------------
static_assert(!equivalent(sqrt(x*y)*sqrt(x*z), x*sqrt(y*z)) && !equivalent(exp(log(x*y)/2_c + log(x/y)/2_c), x) && !equivalent(pow(x*y, 0.5_c)*pow(x/y, 0.5_c), x) && !equivalent(log(-x), log(x)));
static_assert(equivalent(sqrt(x*y)*sqrt(x*z), abs(x)*sqrt(y*z)) && equivalent(sqrt(x)*sqrt(y), sqrt(x*y)) && equivalent(log(x*y)-log(x), log(y)) && equivalent(log(-x*y), log(y)+log(-x)) == false);
static_assert(equivalent(x*sign(x), abs(x)) && equivalent(abs(x)*sign(x), x) && equivalent(sign(x*y), sign(x)*sign(y)) && equivalent(abs(sign(x))*x, x) && equivalent(x*x*sign(x), x*abs(x)) && !equivalent(sign(x)*sign(x), 1_c));

static_assert(!equivalent(sqrt(sq(min(y, c<-1>) + log(exp(where(x > y, 2_c < x, 0_c))))), sqrt(0.5_c)));
// ---- pieces ------------------------------------------------------------------------------------------------------------------------
static_assert(equivalent(max(x,y)-min(x,y), abs(x-y)) && equivalent(abs(x), max(x,-x)) && equivalent(min(x,y), -max(-x,-y)) && equivalent(max(x+z,y+z), max(x,y)+z) && equivalent(max(2_c*x,2_c*y), 2_c*max(x,y)) && !equivalent(max(x*z,y*z), z*max(x,y)));
static_assert(equivalent(relu(x), max(x,0_c)) && equivalent(relu(x)-relu(-x), x) && equivalent(relu(x)+relu(-x), abs(x)) && equivalent(relu(x), x*(x>0_c)) && equivalent(leaky_relu(x,0.1_c), relu(x)-0.1_c*relu(-x)) && !(relu(x) == max(x,0_c)));
static_assert(equivalent(where(x>y,x,y), max(x,y)) && equivalent(where(x<y,x,y), min(x,y)) && equivalent(where(x>0_c,x,-x), abs(x)) && equivalent(heaviside(x)+heaviside(-x), 1_c) && equivalent(hardtanh(x), clamp(x,-1_c,1_c)) && equivalent(!(x>y), x<=y) && equivalent(x>y, y<x));
static_assert(!equivalent(heaviside(x), x>0_c) && !equivalent(sign(x), 2_c*(x>0_c)-1_c) && !equivalent(where(x>y,x,z), max(x,y)) && !equivalent(max(x,y), x));

// ---- functions of one kind -------------------------------------------------------------------------------------------------------------
static_assert(equivalent(erf(x)+erfc(x), 1_c) && equivalent(normal_cdf(x)+normal_cdf(-x), 1_c) && equivalent(normal_cdf(x), erfc(-x/sqrt(2_c))/2_c) && equivalent(erfc(-x), 2_c-erfc(x)) && !equivalent(erf(x), erfc(x)));
static_assert(equivalent(cbrt(pow(x,3_c)), x) && equivalent(cbrt(8_c*x*y), 2_c*cbrt(x)*cbrt(y)) && equivalent(cbrt(-x), -cbrt(x)) && equivalent(pow(x,c<1,3>), cbrt(x)) && equivalent(sqrt(8_c*x), 2_c*sqrt(2_c)*sqrt(x)) && !equivalent(cbrt(x+y), cbrt(x)+cbrt(y)));
static_assert(equivalent(pow(x,y), exp(y*log(x))) && equivalent(log(pow(x,y)), y*log(x)) && equivalent(pow(x,-y), 1_c/pow(x,y)) && equivalent(exp2(x), pow(2_c,x)) && equivalent(log2(8_c*x), 3_c+log2(x)) && equivalent(log10(1000_c), 3_c) && equivalent(pow(exp(x),y), exp(x*y)) && !equivalent(pow(pow(x,y),z), pow(x,y*z)));
static_assert(equivalent(sigmoid(-x), 1_c-sigmoid(x)) && equivalent(softplus(x)-softplus(-x), x) && equivalent(logit(sigmoid(x)), x) && equivalent(sigmoid(logit(x)), x) && equivalent(logit(1_c-x), -logit(x)) && equivalent(exp(log_sigmoid(x)), sigmoid(x)) && equivalent(exp(softplus(x)), 1_c+exp(x)));
static_assert(equivalent(logaddexp(x,y), x+softplus(y-x)) && equivalent(logaddexp(x+z,y+z), z+logaddexp(x,y)) && equivalent(logcosh(x), softplus(2_c*x)-x-log(2_c)) && equivalent(expm1(log1p(x)), x) && !equivalent(softplus(x)+softplus(-x), x));
static_assert(equivalent(sin(asin(x)), x) && equivalent(cos(asin(x)), sqrt(1_c-x*x)) && equivalent(sin(atan(x)), x/sqrt(1_c+x*x)) && equivalent(tan(atan(x)), x) && equivalent(sin(2_c*asin(x)), 2_c*x*sqrt(1_c-x*x)) && !equivalent(asin(sin(x)), x) && !equivalent(atan(tan(x)), x));
static_assert(equivalent(asin(x)+acos(x), 2_c*atan(1_c)) && equivalent(atan(1_c/x), 2_c*atan(1_c)*sign(x)-atan(x)) && !equivalent(atan(1_c/x), 2_c*atan(1_c)-atan(x)) && equivalent(atan2(x,1_c), atan(x)) && !equivalent(atan2(x,y), atan(x/y)) && equivalent(fma(x,y,z), x*y+z));
static_assert(equivalent(sinh(asinh(x)), x) && equivalent(asinh(sinh(x)), x) && equivalent(tanh(atanh(x)), x) && equivalent(asinh(x), log(x+sqrt(x*x+1_c))) && equivalent(atanh(x), log((1_c+x)/(1_c-x))/2_c) && equivalent(acosh(x), log(x+sqrt(x*x-1_c))) && !equivalent(acosh(cosh(x)), x));

}  // namespace
