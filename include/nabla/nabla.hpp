// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Symbols, rules, derivatives, and their evaluation on numbers and in constant expressions.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

// What runs is optimised by g++ without its optimiser, too (see compiler.hpp). Passes are not: they run in constant expressions, and an attribute of each function is dear to read.
// What refuses mistakes is included here, not by others: compilers show how a header came to be included, which takes two lines then, and a dozen elsewhere.
// NOLINTBEGIN(readability-duplicate-include): what begins and ends what is optimised
// clang-format off
#include <nabla/support/optimised.hpp>
#include <nabla/support/fixed_array.hpp>
#include <nabla/support/number_array.hpp>
#include <nabla/support/product_error.hpp>
#include <nabla/support/select.hpp>
#include <tuple>
#include <nabla/support/optimised_no_more.hpp>

#include <nabla/expression/refused.hpp>
#include <nabla/expression/node.hpp>
#include <nabla/expression/families.hpp>
#include <nabla/expression/real.hpp>
#include <nabla/expression/shape_of.hpp>
#include <nabla/rules/operation.hpp>
#include <nabla/rules/refusals.hpp>
#include <nabla/support/constant_math.hpp>
#include <nabla/support/libm.hpp>

#include <nabla/support/optimised.hpp>
#include <nabla/support/normal_tail.hpp>
#include <nabla/support/polygamma.hpp>
#include <nabla/rules/fused.hpp>
#include <nabla/rules/kernels/cholesky.hpp>
#include <nabla/rules/kernels/cofactor.hpp>
#include <nabla/support/optimised_no_more.hpp>

#include <nabla/rules/elementary.hpp>
#include <nabla/rules/gather.hpp>
#include <nabla/rules/linear_algebra.hpp>
#include <nabla/rules/complementary_log_log.hpp>
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
#include <nabla/rules/function_refusals.hpp>
#include <nabla/rules/names_elsewhere.hpp>
#include <nabla/graph/canonical/equality.hpp>
#include <nabla/graph/differentiate/check_derivative.hpp>
#include <nabla/graph/differentiate/diff.hpp>
#include <nabla/graph/differentiate/directional.hpp>
#include <nabla/graph/inspect.hpp>
#include <nabla/graph/plan/make_plan.hpp>
#include <nabla/graph/plan/more_outputs.hpp>
#include <nabla/graph/plan/program.hpp>
#include <nabla/graph/plan/sweeps.hpp>
#include <nabla/graph/sparsity/colouring.hpp>
#include <nabla/graph/sparsity/reach.hpp>
#include <nabla/graph/substitute.hpp>
#include <nabla/record/formula.hpp>

#include <nabla/support/optimised.hpp>
#include <nabla/evaluate/bind/check_bindings.hpp>
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
#include <nabla/evaluate/points/mapped_along.hpp>
#include <nabla/evaluate/points/mapped_hessian.hpp>
#include <nabla/evaluate/together.hpp>
#include <nabla/support/optimised_no_more.hpp>

#include <nabla/evaluate/derivatives/refusals.hpp>
#include <nabla/support/version.hpp>
// clang-format on
// NOLINTEND(readability-duplicate-include)

#include <nabla/support/macros_back.hpp>
#endif
