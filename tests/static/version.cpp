// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The version as a number and as text; that the installed package has the same is seen by tests/install.

#include <nabla/nabla.hpp>

#include <string_view>

namespace {

#if !defined(NABLA_VERSION) || NABLA_VERSION < 100 || NABLA_VERSION >= 1000000
#error "the preprocessor compares versions"
#endif
static_assert(NABLA_VERSION / 10000 == NABLA_VERSION_MAJOR);
static_assert(NABLA_VERSION / 100 % 100 == NABLA_VERSION_MINOR);
static_assert(NABLA_VERSION % 100 == NABLA_VERSION_PATCH);
static_assert(std::string_view{NABLA_DETAIL_VERSION_TEXT(1, 22, 3)} == "1.22.3");
static_assert(std::string_view{NABLA_VERSION_STRING} == NABLA_DETAIL_VERSION_TEXT(NABLA_VERSION_MAJOR, NABLA_VERSION_MINOR, NABLA_VERSION_PATCH));

}  // namespace
