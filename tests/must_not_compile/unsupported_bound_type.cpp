// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// expects: nabla: a value of this type cannot be bound; include <nabla/eigen.hpp> for Eigen matrices, or specialise nabla::input_traits
// lines: 60

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
constexpr auto x = var<"x">;
struct price {
  double value;
};

#ifdef NABLA_MUST_NOT_COMPILE
const auto value = exp(x)(x = price{1.0});
#else
const auto value = exp(x)(x = price{1.0}.value);
#endif

}  // namespace
