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
static_assert(equivalent(pow(cbrt(x),3_c), x));
static_assert(equivalent(cbrt(x)*cbrt(x)*cbrt(x), x));
static_assert(equivalent(sqrt(sq(x)), abs(x)));
static_assert(equivalent(sqrt(x*x), abs(x)));
static_assert(!equivalent(sqrt(x*x), x));
static_assert(equivalent(max(x,y)+min(x,y), x+y));
static_assert(equivalent(max(max(x,y),z), max(x,max(y,z))));
static_assert(max(max(x,y),z) == max(x,max(z,y)));
static_assert(min(min(x,y),z) == min(x,min(z,y)));
static_assert(!(max(x,y)==min(x,y)));
static_assert(equivalent(pow(1_c, x), 1_c));
static_assert(pow(1_c,x)==1_c);
static_assert(equivalent(sin(2_c*x), 2_c*sin(x)*cos(x)));
static_assert(equivalent(cos(2_c*x), 1_c-2_c*sq(sin(x))));
static_assert(equivalent(sin(x+y), sin(x)*cos(y)+cos(x)*sin(y)));
static_assert(equivalent(tanh(x), (exp(x)-exp(-x))/(exp(x)+exp(-x))));
static_assert(equivalent(tanh(x), 2_c*sigmoid(2_c*x)-1_c));
static_assert(equivalent(tanh(x), (exp(2_c*x)-1_c)/(exp(2_c*x)+1_c)));
static_assert(equivalent(log(x*y), log(x)+log(y)));
static_assert(equivalent(log(sq(x)), 2_c*log(abs(x))));
static_assert(equivalent(log(x/y), log(x)-log(y)));
static_assert(equivalent(exp(log(x)), x));
static_assert(equivalent(exp(x+y), exp(x)*exp(y)));
static_assert(equivalent(exp(2_c*log(x)), x*x));
static_assert(equivalent(sq(cosh(x))-sq(sinh(x)), 1_c));
static_assert(equivalent(cosh(x), (exp(x)+exp(-x))/2_c));
static_assert(equivalent(sinh(2_c*x), 2_c*sinh(x)*cosh(x)));
static_assert(equivalent(cos(3_c*x), 4_c*pow(cos(x),3_c)-3_c*cos(x)));
static_assert(!equivalent(sin(2_c*x), 2_c*sin(x)));
static_assert(!equivalent(sin(x+y), sin(x)+sin(y)));
static_assert(!equivalent(log(x+y), log(x)+log(y)));
static_assert(!equivalent(log(-x), log(x)));
static_assert(equivalent(sign(x), x/abs(x)));
static_assert(equivalent(tan(x), sin(x)/cos(x)));

// ---- signs and sizes: of several factors only that of their product is known -----------------------------------------------------------
static_assert(!equivalent(sqrt(x*y)*sqrt(x*z), x*sqrt(y*z)));
static_assert(!equivalent(exp(log(x*y)/2_c + log(x/y)/2_c), x));
static_assert(!equivalent(pow(x*y, 0.5_c)*pow(x/y, 0.5_c), x));
static_assert(!equivalent(log(-x), log(x)));
static_assert(equivalent(sqrt(x*y)*sqrt(x*z), abs(x)*sqrt(y*z)));
static_assert(equivalent(sqrt(x)*sqrt(y), sqrt(x*y)));
static_assert(equivalent(log(x*y)-log(x), log(y)));
static_assert(equivalent(log(-x*y), log(y)+log(-x)) == false);
static_assert(equivalent(x*sign(x), abs(x)));
static_assert(equivalent(abs(x)*sign(x), x));
static_assert(equivalent(sign(x*y), sign(x)*sign(y)));
static_assert(equivalent(abs(sign(x))*x, x));
static_assert(equivalent(x*x*sign(x), x*abs(x)));
static_assert(!equivalent(sign(x)*sign(x), 1_c));

static_assert(!equivalent(sqrt(sq(min(y, c<-1>) + log(exp(where(x > y, 2_c < x, 0_c))))), sqrt(0.5_c)));
// ---- pieces ------------------------------------------------------------------------------------------------------------------------
static_assert(equivalent(max(x,y)-min(x,y), abs(x-y)));
static_assert(equivalent(abs(x), max(x,-x)));
static_assert(equivalent(min(x,y), -max(-x,-y)));
static_assert(equivalent(max(x+z,y+z), max(x,y)+z));
static_assert(equivalent(max(2_c*x,2_c*y), 2_c*max(x,y)));
static_assert(!equivalent(max(x*z,y*z), z*max(x,y)));
static_assert(equivalent(relu(x), max(x,0_c)));
static_assert(equivalent(relu(x)-relu(-x), x));
static_assert(equivalent(relu(x)+relu(-x), abs(x)));
static_assert(equivalent(relu(x), x*(x>0_c)));
static_assert(equivalent(leaky_relu(x,0.1_c), relu(x)-0.1_c*relu(-x)));
static_assert(!(relu(x) == max(x,0_c)));
static_assert(equivalent(where(x>y,x,y), max(x,y)));
static_assert(equivalent(where(x<y,x,y), min(x,y)));
static_assert(equivalent(where(x>0_c,x,-x), abs(x)));
static_assert(equivalent(heaviside(x)+heaviside(-x), 1_c));
static_assert(equivalent(hardtanh(x), clamp(x,-1_c,1_c)));
static_assert(equivalent(!(x>y), x<=y));
static_assert(equivalent(x>y, y<x));
static_assert(!equivalent(heaviside(x), x>0_c));
static_assert(!equivalent(sign(x), 2_c*(x>0_c)-1_c));
static_assert(!equivalent(where(x>y,x,z), max(x,y)));
static_assert(!equivalent(max(x,y), x));

// ---- functions of one kind -------------------------------------------------------------------------------------------------------------
static_assert(equivalent(erf(x)+erfc(x), 1_c));
static_assert(equivalent(normal_cdf(x)+normal_cdf(-x), 1_c));
static_assert(equivalent(normal_cdf(x), erfc(-x/sqrt(2_c))/2_c));
static_assert(equivalent(erfc(-x), 2_c-erfc(x)));
static_assert(!equivalent(erf(x), erfc(x)));
static_assert(equivalent(cbrt(pow(x,3_c)), x));
static_assert(equivalent(cbrt(8_c*x*y), 2_c*cbrt(x)*cbrt(y)));
static_assert(equivalent(cbrt(-x), -cbrt(x)));
static_assert(equivalent(pow(x,c<1,3>), cbrt(x)));
static_assert(equivalent(sqrt(8_c*x), 2_c*sqrt(2_c)*sqrt(x)));
static_assert(!equivalent(cbrt(x+y), cbrt(x)+cbrt(y)));
static_assert(equivalent(pow(x,y), exp(y*log(x))));
static_assert(equivalent(log(pow(x,y)), y*log(x)));
static_assert(equivalent(pow(x,-y), 1_c/pow(x,y)));
static_assert(equivalent(exp2(x), pow(2_c,x)));
static_assert(equivalent(log2(8_c*x), 3_c+log2(x)));
static_assert(equivalent(log10(1000_c), 3_c));
static_assert(equivalent(pow(exp(x),y), exp(x*y)));
static_assert(!equivalent(pow(pow(x,y),z), pow(x,y*z)));
static_assert(equivalent(sigmoid(-x), 1_c-sigmoid(x)));
static_assert(equivalent(softplus(x)-softplus(-x), x));
static_assert(equivalent(logit(sigmoid(x)), x));
static_assert(equivalent(sigmoid(logit(x)), x));
static_assert(equivalent(logit(1_c-x), -logit(x)));
static_assert(equivalent(exp(log_sigmoid(x)), sigmoid(x)));
static_assert(equivalent(exp(softplus(x)), 1_c+exp(x)));
static_assert(equivalent(logaddexp(x,y), x+softplus(y-x)));
static_assert(equivalent(logaddexp(x+z,y+z), z+logaddexp(x,y)));
static_assert(equivalent(logcosh(x), softplus(2_c*x)-x-log(2_c)));
static_assert(equivalent(expm1(log1p(x)), x));
static_assert(!equivalent(softplus(x)+softplus(-x), x));
static_assert(equivalent(sin(asin(x)), x));
static_assert(equivalent(cos(asin(x)), sqrt(1_c-x*x)));
static_assert(equivalent(sin(atan(x)), x/sqrt(1_c+x*x)));
static_assert(equivalent(tan(atan(x)), x));
static_assert(equivalent(sin(2_c*asin(x)), 2_c*x*sqrt(1_c-x*x)));
static_assert(!equivalent(asin(sin(x)), x));
static_assert(!equivalent(atan(tan(x)), x));
static_assert(equivalent(asin(x)+acos(x), 2_c*atan(1_c)));
static_assert(equivalent(atan(1_c/x), 2_c*atan(1_c)*sign(x)-atan(x)));
static_assert(!equivalent(atan(1_c/x), 2_c*atan(1_c)-atan(x)));
static_assert(equivalent(atan2(x,1_c), atan(x)));
static_assert(!equivalent(atan2(x,y), atan(x/y)));
static_assert(equivalent(fma(x,y,z), x*y+z));
static_assert(equivalent(sinh(asinh(x)), x));
static_assert(equivalent(asinh(sinh(x)), x));
static_assert(equivalent(tanh(atanh(x)), x));
static_assert(equivalent(asinh(x), log(x+sqrt(x*x+1_c))));
static_assert(equivalent(atanh(x), log((1_c+x)/(1_c-x))/2_c));
static_assert(equivalent(acosh(x), log(x+sqrt(x*x-1_c))));
static_assert(!equivalent(acosh(cosh(x)), x));

}  // namespace
