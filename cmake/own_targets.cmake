# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Targets for this repository's own programs; none is installed, so no user inherits -Werror or -O3.
# g++ 12 takes what its own AVX-512 header leaves undefined for a mistake of its user (GCC bug 105593)
set(nabla_native_warnings "$<$<COMPILE_LANG_AND_ID:CXX,GNU>:-Wno-uninitialized;-Wno-maybe-uninitialized>")
# clang 19 warns of what it takes -march=native itself to mean on processors with AVX10
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 19)
  list(APPEND nabla_native_warnings -Wno-invalid-feature-combination)
endif()
add_library(nabla_warnings INTERFACE)
target_compile_options(nabla_warnings INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Werror)
# g++ forgets in precompiled headers where -Wshadow is switched off, and finds a variable in a lambda of a template above one that a program declares later
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(nabla_warnings INTERFACE -Wshadow)
endif()

include(CheckCXXCompilerFlag)
check_cxx_compiler_flag(-march=native NABLA_HAS_MARCH_NATIVE)
add_library(nabla_fast INTERFACE)
target_compile_options(nabla_fast INTERFACE -O3 "$<$<BOOL:${NABLA_HAS_MARCH_NATIVE}>:-march=native>" "${nabla_native_warnings}")
target_compile_definitions(nabla_fast INTERFACE NDEBUG)

# ---- without the optimiser, and files that have it all the same ------------------------------------------------------------------
# g++ puts in place what is always inlined even then: up to half of its time and memory where there are registers, for code that only has to be right.
set(nabla_unoptimised -O0)
set(nabla_optimised)
string(TOUPPER "${CMAKE_BUILD_TYPE}" config)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND NOT CMAKE_CXX_FLAGS_${config} MATCHES "-O0")  # a preset without the optimiser says it for all
  list(APPEND nabla_unoptimised -Dalways_inline=unused)
  set(nabla_optimised -Ualways_inline)
endif()
