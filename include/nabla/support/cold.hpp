// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// For what runs once an entry, once a check or once a text, and would be optimised in every file that checks or prints a formula: at -O2 that takes the compiler 0.3 s
// for a check and 5 s for a text, and gains no time that anybody sees. What runs for each value of f is optimised as ever.
#if defined(__clang__)
#define NABLA_COLD [[clang::optnone, gnu::noinline]]
#else
#define NABLA_COLD [[gnu::cold, gnu::noinline, gnu::optimize(0)]]
#endif

// The same for all functions that are defined in between, members of class templates too.
#if defined(__clang__)
#define NABLA_COLD_BEGIN _Pragma("clang optimize off")
#define NABLA_COLD_END _Pragma("clang optimize on")
#else
#define NABLA_COLD_BEGIN _Pragma("GCC push_options") _Pragma("GCC optimize(\"O0\")")
#define NABLA_COLD_END _Pragma("GCC pop_options")
#endif
