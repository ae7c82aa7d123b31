// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/refusals.hpp>

namespace nabla::detail::operators {

// What is called otherwise in other libraries: formulas alone find these names, which say how it is called here. They take (...), so that a program's own functions come first.
// clang-format off
NABLA_DETAIL_REFUSED_NAMES("nabla: the square of x is sq(x), another power pow(x, 3_c)", (...),
  square, squared, power, cube)
NABLA_DETAIL_REFUSED_NAMES("nabla: norms are norm2(v), norm1(v), frobenius(A), and without the root sqnorm(v)", (...),
  norm, norm_1, norm_2, norm_fro, norm_l2, l2_norm, squared_norm, squaredNorm, sumsqr)
NABLA_DETAIL_REFUSED_NAMES("nabla: softmax(X), log_softmax(X) and logsumexp(X) are those of each row; column_logsumexp(X), total_logsumexp(X) those of columns and of all", (...),
  row_softmax, row_log_softmax, row_logsumexp, log_sum_exp)
NABLA_DETAIL_REFUSED_NAMES("nabla: the product of matrices is A * v, that of elements hadamard(v, w)", (...),
  matmul, mtimes, multiply, einsum)
NABLA_DETAIL_REFUSED_NAMES("nabla: formulas are stacked by vstack(x, y) and hstack(v, w)", (...),
  concatenate, concat, vertcat, horzcat, stack)
NABLA_DETAIL_REFUSED_NAMES("nabla: the choice by a value is where(x > 0_c, a, b)", (...),
  if_else, ifelse, cond, select, ternary)
NABLA_DETAIL_REFUSED_NAMES("nabla: a derivative is diff(f, x), which is a formula, or a gradient: grad(f, wrt(x, y))(x = 1.0, y = 2.0)", (...),
  derivative, gradient, differentiate, derive, backward)
NABLA_DETAIL_REFUSED_NAMES("nabla: a Jacobian is jacobian(f, wrt(x, y)), of a mode that is named jacobian<forward_mode>(f, wrt(x, y))", (...),
  jacfwd, jacrev)
NABLA_DETAIL_REFUSED_NAMES("nabla: a Hessian is hessian(f, wrt(x, y)), an element of it diff(f, x, y)", (...),
  hess)
NABLA_DETAIL_REFUSED_NAMES("nabla: the remainder is x - y * floor(x / y)", (...),
  mod)
NABLA_DETAIL_REFUSED_NAMES("nabla: layers are formulas: X * W + b, relu(X * W + b); dropout is a factor, hadamard(h, mask), see draw_dropout()", (...),
  dropout, linear, dense, conv2d)
NABLA_DETAIL_REFUSED_NAMES("nabla: a derivative along a direction is jvp(f, wrt(x))(at(x = 3.0), along(x = 1.0))", (...),
  jtimes)
NABLA_DETAIL_REFUSED_NAMES("nabla: a formula is evaluated by its call, f(x = 1.0, y = 2.0), again and again by evaluator(f)", (...),
  evaluate, eval, val, jit, lambdify)
NABLA_DETAIL_REFUSED_NAMES("nabla: expressions are put in place of symbols by subs(f, x = y * y)", (...),
  substitute)
NABLA_DETAIL_REFUSED_NAMES("nabla: argmin([](auto s) { return sq(s - y); }, x) is where a formula is least; parameters are trained, see nabla/train.hpp", (...),
  minimize, minimise, optimize)
NABLA_DETAIL_REFUSED_NAMES("nabla: of matrices there are det(A), trace(A), inverse(A), solve(A, b)", (...),
  determinant, linsolve, tr)
NABLA_DETAIL_REFUSED_NAMES("nabla: a vector of length 1 is v / norm2(v)", (...),
  normalize, normalized, normalise)
NABLA_DETAIL_REFUSED_NAMES("nabla: the standard deviation is sqrt(variance(v)), that of a sample by one less than there are", (...),
  stddev, stdev)
NABLA_DETAIL_REFUSED_NAMES("nabla: another shape is reshape<rows, columns>(A), of all elements in a column reshape<9, 1>(A)", (...),
  flatten, ravel)
NABLA_DETAIL_REFUSED_NAMES("nabla: sec(x) is 1_c / cos(x), csc(x) is 1_c / sin(x), cot(x) is 1_c / tan(x), coth(x) is 1_c / tanh(x)", (...),
  sec, csc, cot, coth)
NABLA_DETAIL_REFUSED_NAMES("nabla: losses are mse(P, T), huber(r), hinge(score, y), softmax_cross_entropy(Z, T), binary_cross_entropy(p, y), kl_divergence(P, Q)", (...),
  mse_loss, l1_loss, nll_loss, crossentropy)
NABLA_DETAIL_REFUSED_NAMES("nabla: swish(x) is silu(x), lrelu(x) is leaky_relu(x)", (...),
  swish, lrelu)
NABLA_DETAIL_REFUSED_NAMES("nabla: these are called asin, acos, atan, atan2, tan, log, sign", (...),
  arcsin, arccos, arctan, arctan2, tg, ln, sgn)
NABLA_DETAIL_REFUSED_NAMES("nabla: a value is kept between two others by clamp(x, low, high), max(x, low), min(x, high)", (...),
  clip, saturate, relu6)
NABLA_DETAIL_REFUSED_NAMES("nabla: the logarithm of the gamma function is lgamma(x), n! is exp(lgamma(n + 1_c))", (...),
  factorial, gamma)
NABLA_DETAIL_REFUSED_NAMES("nabla: f == g proves two formulas equal, however they are written, and simplify(f) shows what is computed", (...),
  expand, factor, collect, trigsimp)
NABLA_DETAIL_REFUSED_NAMES("nabla: of formulas there are derivatives, diff(f, x), and no integrals, limits and series", (...),
  integrate, integral, limit, series, taylor)
NABLA_DETAIL_REFUSED_NAMES("nabla: all elements give sum(v), mean(v), maximum(v), minimum(v), and each row row_sums(A)", (...),
  reduce_sum, reduce_mean, average)
NABLA_DETAIL_REFUSED_NAMES("nabla: stop_gradient(x) has the value of x, and no derivative", (...),
  detach, stop_grad)
NABLA_DETAIL_REFUSED_NAMES("nabla: an expression is printed by std::cout << f, with #include <nabla/print.hpp>", (...),
  print, latex)
// clang-format on

}  // namespace nabla::detail::operators
