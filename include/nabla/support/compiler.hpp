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

// What g++ compiles without its optimiser is optimised all the same where it stands between optimised.hpp and optimised_no_more.hpp: formulas are many small
// functions, and took 20 to 35 times as long as plain code. Who wants to step through them defines NABLA_UNOPTIMISED. What is inlined elsewhere has to stay apart
// from a caller that is not optimised. The pragma costs the compiler 0.1 M instructions for each declaration in its reach, so it is for what runs by itself; what runs
// of a rule (value, kernel, element, …) says NABLA_DETAIL_RUNS, which costs a fifteenth, and is inlined into that.
#if defined(__GNUC__) && !defined(__clang__) && !defined(__OPTIMIZE__) && !defined(NABLA_UNOPTIMISED)
#define NABLA_DETAIL_OPTIMISED_APART
#define NABLA_DETAIL_IN_PLACE
#define NABLA_DETAIL_LAMBDA_IN_PLACE
#define NABLA_DETAIL_RUNS [[gnu::always_inline]]
#else
#define NABLA_DETAIL_IN_PLACE [[gnu::always_inline]]
#define NABLA_DETAIL_LAMBDA_IN_PLACE __attribute__((always_inline))  // behind its parameters
#define NABLA_DETAIL_RUNS
#endif

// The same of a function that takes many instructions of registers: at -O2 g++ inlines it into no loop by itself, and where it is called it makes its constants anew. In place logarithms and sines
// take 0.7 of the time with SSE2, erf 0.9. clang decides that well by itself.
#if defined(__GNUC__) && !defined(__clang__) && !defined(NABLA_UNOPTIMISED)
#define NABLA_DETAIL_RUNS_IN_PLACE [[gnu::always_inline]]
#else
#define NABLA_DETAIL_RUNS_IN_PLACE NABLA_DETAIL_RUNS
#endif

// What is seldom taken, and long: with it in place g++ keeps what is taken in memory. clang does so where there is a call.
#if defined(__GNUC__) && !defined(__clang__) && defined(__OPTIMIZE__)
#define NABLA_DETAIL_RARE [[gnu::noinline]]
#else
#define NABLA_DETAIL_RARE [[gnu::always_inline]]
#endif

// What is an instruction or two where it is called: -Og inlines nothing else, and no macro tells it from -O2.
#define NABLA_DETAIL_SHORT [[gnu::always_inline]]

// A loop of known length whose steps are written one after the other: at -O2 g++ does not do that by itself, and keeps its numbers in memory.
#if defined(__GNUC__) && !defined(__clang__)
#define NABLA_DETAIL_STEP_BY_STEP _Pragma("GCC unroll 16")
#else
#define NABLA_DETAIL_STEP_BY_STEP
#endif

// A function that is compiled once, whatever is known where it is called.
#if defined(__GNUC__) && !defined(__clang__)
#define NABLA_DETAIL_APART [[gnu::noipa]]
#else
#define NABLA_DETAIL_APART [[gnu::noinline]]
#endif

// What does nothing where it is dropped.
#define NABLA_DETAIL_ASKS [[nodiscard("nabla: this computes nothing before it is called with values: grad(f)(x = 2.0)")]]
#define NABLA_DETAIL_RESULT [[nodiscard("nabla: what this call computes is dropped: double y = f(x = 2.0)")]]
#define NABLA_DETAIL_ARGUMENT [[nodiscard("nabla: an argument of a call does nothing by itself: grad(f, wrt(x)), check_grad(f, at(x = 2.0)), jvp(f, along(x = 1.0))")]]
