// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// What every public header includes before anything else: with an older standard or compiler this sentence is the first thing said, and no header below is read.
#if __cplusplus < 202002L
#error "nabla needs C++20: compile with -std=c++20"
#elif defined(__clang__) && !defined(__apple_build_version__) && __clang_major__ < 14
#error "nabla needs clang 14 or newer"
#elif defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 12
#error "nabla needs g++ 12 or newer"
#else
#define NABLA_DETAIL_COMPILER_WILL_DO
#endif
