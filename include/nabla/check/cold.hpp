// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// For what runs once an entry, or once a check, and would be optimised in every file that checks a formula: at -O2 that takes 0.3 s of the compiler and
// gains no time that anybody sees. What runs for each value of f is optimised as ever.
#if defined(__clang__)
#define NABLA_COLD [[clang::optnone, gnu::noinline]]
#else
#define NABLA_COLD [[gnu::cold, gnu::noinline, gnu::optimize(0)]]
#endif
