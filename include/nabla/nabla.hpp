// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Symbols, rules, derivatives, and their evaluation on numbers and in constant expressions.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>
#ifdef NABLA_DETAIL_OPTIMISED_APART  // see compiler.hpp
#pragma GCC push_options
#pragma GCC optimize("O1", "inline", "inline-small-functions")
#endif

// First what refuses mistakes: compilers show how a header came to be included, which takes two lines in this order, and a dozen in that of the alphabet.
// clang-format off
#include <nabla/expression/refused.hpp>
#include <nabla/expression/node.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/rules/function_refusals.hpp>
#include <nabla/evaluate/bind/check_bindings.hpp>
#include <nabla/evaluate/derivatives/refusals.hpp>
// clang-format on

#include <nabla/evaluate/derivatives/hessian.hpp>
#include <nabla/evaluate/derivatives/hvp.hpp>
#include <nabla/evaluate/derivatives/jacobian.hpp>
#include <nabla/evaluate/derivatives/jvp.hpp>
#include <nabla/evaluate/derivatives/sparse_jacobian.hpp>
#include <nabla/evaluate/derivatives/value_and_jacobian.hpp>
#include <nabla/evaluate/derivatives/vjp.hpp>
#include <nabla/evaluate/evaluator.hpp>
#include <nabla/evaluate/loops/checkpoint.hpp>
#include <nabla/evaluate/loops/map_rows.hpp>
#include <nabla/evaluate/loops/root.hpp>
#include <nabla/evaluate/loops/scan.hpp>
#include <nabla/evaluate/point.hpp>
#include <nabla/evaluate/points/vmap.hpp>
#include <nabla/evaluate/together.hpp>
#include <nabla/expression/constant.hpp>
#include <nabla/expression/families.hpp>
#include <nabla/expression/real.hpp>
#include <nabla/expression/shape_of.hpp>
#include <nabla/graph/canonical/equality.hpp>
#include <nabla/graph/differentiate/diff.hpp>
#include <nabla/graph/inspect.hpp>
#include <nabla/graph/substitute.hpp>
#include <nabla/record/formula.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/gather.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/log_exponentials.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/means.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/norms.hpp>
#include <nabla/rules/pieces.hpp>
#include <nabla/rules/products.hpp>
#include <nabla/rules/special.hpp>
#include <nabla/rules/structure.hpp>
#include <nabla/rules/tails.hpp>
#include <nabla/rules/vectors.hpp>
#include <nabla/support/version.hpp>

#ifdef NABLA_DETAIL_OPTIMISED_APART
#pragma GCC pop_options
#endif
#include <nabla/support/macros_back.hpp>
#endif
