// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a bound value has more precision than this evaluator; write evaluator<T>(...) for the type it shall use
// lines: 40

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = evaluator<float>(exp(x))(x = 1.0);
#else
const auto value = evaluator<float>(exp(x))(x = 1.0f);
#endif

}  // namespace
