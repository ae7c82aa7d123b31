// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/refusals.hpp>

namespace nabla::detail::operators {

// What is called otherwise in other libraries: formulas alone find these names, which say how it is called here. They take (...), so that a program's own functions come first, and none
// stands before a bracket, so that a program's own macros are none of them.

// clang-format off
#if defined(__clang__)
#define NABLA_DETAIL_FIRST(name) NABLA_DETAIL_REFUSED_FIRST(NABLA_DETAIL_HERE, (name)(...))
#define NABLA_DETAIL_NEXT(name) NABLA_DETAIL_REFUSED_NEXT(NABLA_DETAIL_HERE, (name)(...))
#else  // by the type of such a function: in brackets g++ 14 takes a name for the type that a program has called so
template <class Function>
using declared_as = Function;
#define NABLA_DETAIL_FIRST(name) declared_as<no<sentence{NABLA_DETAIL_HERE}>(...)> name
#define NABLA_DETAIL_NEXT(name) , name
#endif
#define NABLA_DETAIL_HERE "nabla: the square of x is sq(x), another power pow(x, 3_c)"
NABLA_DETAIL_FIRST(square) NABLA_DETAIL_NEXT(squared) NABLA_DETAIL_NEXT(power) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: norms are norm2(v), norm1(v), frobenius(A), and without the root sqnorm(v)"
NABLA_DETAIL_FIRST(norm) NABLA_DETAIL_NEXT(norm_l2) NABLA_DETAIL_NEXT(l2_norm) NABLA_DETAIL_NEXT(squared_norm) NABLA_DETAIL_NEXT(squaredNorm) NABLA_DETAIL_NEXT(sumsqr) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: the product of matrices is A * v, that of elements hadamard(v, w)"
NABLA_DETAIL_FIRST(matmul) NABLA_DETAIL_NEXT(mtimes) NABLA_DETAIL_NEXT(multiply) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: formulas are stacked by vstack(x, y) and hstack(v, w)"
NABLA_DETAIL_FIRST(concatenate) NABLA_DETAIL_NEXT(concat) NABLA_DETAIL_NEXT(vertcat) NABLA_DETAIL_NEXT(horzcat) NABLA_DETAIL_NEXT(stack) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: the choice by a value is where(x > 0_c, a, b)"
NABLA_DETAIL_FIRST(if_else) NABLA_DETAIL_NEXT(ifelse) NABLA_DETAIL_NEXT(cond) NABLA_DETAIL_NEXT(select) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: a derivative is diff(f, x), which is a formula, or a gradient: grad(f, wrt(x, y))(x = 1.0, y = 2.0)"
NABLA_DETAIL_FIRST(derivative) NABLA_DETAIL_NEXT(gradient) NABLA_DETAIL_NEXT(differentiate) NABLA_DETAIL_NEXT(derive) NABLA_DETAIL_NEXT(backward) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: a Jacobian is jacobian(f, wrt(x, y)), of a mode that is named jacobian<forward_mode>(f, wrt(x, y))"
NABLA_DETAIL_FIRST(jacfwd) NABLA_DETAIL_NEXT(jacrev) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: a derivative along a direction is jvp(f, wrt(x))(at(x = 3.0), along(x = 1.0))"
NABLA_DETAIL_FIRST(jtimes) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: a formula is evaluated by its call, f(x = 1.0, y = 2.0), again and again by evaluator(f)"
NABLA_DETAIL_FIRST(evaluate) NABLA_DETAIL_NEXT(eval) NABLA_DETAIL_NEXT(val) NABLA_DETAIL_NEXT(jit) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: expressions are put in place of symbols by subs(f, x = y * y)"
NABLA_DETAIL_FIRST(substitute) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: argmin([](auto s) { return sq(s - y); }, x) is where a formula is least; parameters are trained, see nabla/train.hpp"
NABLA_DETAIL_FIRST(minimize) NABLA_DETAIL_NEXT(minimise) NABLA_DETAIL_NEXT(optimize) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: of matrices there are det(A), trace(A), inverse(A), solve(A, b)"
NABLA_DETAIL_FIRST(determinant) NABLA_DETAIL_NEXT(linsolve) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: these are called asin, acos, atan, atan2, log, sign"
NABLA_DETAIL_FIRST(arcsin) NABLA_DETAIL_NEXT(arccos) NABLA_DETAIL_NEXT(arctan) NABLA_DETAIL_NEXT(arctan2) NABLA_DETAIL_NEXT(ln) NABLA_DETAIL_NEXT(sgn) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: all elements give sum(v), mean(v), maximum(v), minimum(v), and each row row_sums(A)"
NABLA_DETAIL_FIRST(reduce_sum) NABLA_DETAIL_NEXT(reduce_mean) NABLA_DETAIL_NEXT(average) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: stop_gradient(x) has the value of x, and no derivative"
NABLA_DETAIL_FIRST(detach) NABLA_DETAIL_NEXT(stop_grad) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#define NABLA_DETAIL_HERE "nabla: an expression is printed by std::cout << f, with #include <nabla/print.hpp>"
NABLA_DETAIL_FIRST(print) NABLA_DETAIL_REFUSED_END
#undef NABLA_DETAIL_HERE
#undef NABLA_DETAIL_FIRST
#undef NABLA_DETAIL_NEXT
// clang-format on

}  // namespace nabla::detail::operators
