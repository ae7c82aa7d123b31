// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/keywords.hpp>

namespace nabla::detail {

/// What tells the languages apart in which the same functions are written: C, CUDA, OpenCL C.
struct c_language {
  const char* helper = "static inline ";       ///< before a helper function
  const char* function = "";                   ///< before the function of a formula
  const char* table = "static const ";         ///< before a table of constants in a function
  bool has_long_double = true;                 ///< literals end in L
  bool (*is_reserved)(std::string_view) = [](std::string_view) { return false; };  ///< beside what is reserved in C
};
inline constexpr c_language iso_c;

/// Words, types and variables of OpenCL C and CUDA, and functions that both know without a header.
inline bool is_reserved_in_kernels(std::string_view name) {
  static constexpr std::string_view words[] = {
      "kernel", "global", "local", "constant", "private", "generic", "pipe", "read_only", "write_only", "read_write", "uniform", "half", "quad", "uchar", "ushort", "uint", "ulong",
      "ptrdiff_t", "intptr_t", "uintptr_t", "event_t", "sampler_t", "queue_t", "ndrange_t", "clk_event_t", "reserve_id_t", "image1d_t", "image2d_t", "image3d_t", "threadIdx", "blockIdx", "blockDim", "gridDim", "warpSize", "points",
      "point", "dim3", "max", "min", "clamp", "degrees", "radians", "mix", "step", "smoothstep", "sign", "cross", "dot", "distance", "length", "normalize", "select", "any", "all", "mad",
      "maxmag", "minmag", "powr", "pown", "rootn", "rsqrt", "sincos", "acospi", "asinpi", "atanpi", "cospi", "sinpi", "tanpi", "exp10", "barrier", "prefetch", "shuffle", "fract",
      "rotate", "hadd", "popcount", "saturate", "norm", "rnorm", "erfcx", "erfinv", "erfcinv", "normcdf", "normcdfinv", "rcbrt", "rhypot"};
  static constexpr std::string_view numbers[] = {"char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "longlong", "ulonglong", "half", "float", "double"};
  static constexpr std::string_view sizes[] = {"1", "2", "3", "4", "8", "16"};
  if (is_one_of(name, words)) return true;
  const std::size_t digits = name.find_first_of("0123456789");
  return digits != std::string_view::npos && is_one_of(name.substr(0, digits), numbers) && is_one_of(name.substr(digits), sizes);
}

inline constexpr c_language cuda_c{"static __device__ __forceinline__ ", "__device__ inline ", "const ", false, is_reserved_in_kernels};
inline constexpr c_language opencl_c{"static inline ", "static inline ", "const ", false, is_reserved_in_kernels};

}  // namespace nabla::detail
