// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/languages/kernel.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

class cuda_language final : public kernel_language {
 public:
  /// NVRTC knows the functions of <math.h> without it, and has no such file.
  code_text begin(number_type) const override {
    return "#ifndef __CUDACC_RTC__\n#include <math.h>\n#elif !defined(INFINITY)\n#define INFINITY __int_as_float(0x7f800000)\n#define NAN __int_as_float(0x7fffffff)\n#endif\n";
  }
  code_piece rounded_product(const code_piece& a, const code_piece& b, number_type t) const override {
    return {code_text(t == number_type::single_precision ? "__fmul_rn(" : "__dmul_rn(") + a.text + ", " + b.text + ")"};
  }
  const char* own_function(const char* cuda) const override { return cuda; }
  const char* kernel() const override { return "extern \"C\" __global__ void "; }
  const char* memory() const override { return ""; }
  const char* restricted() const override { return "__restrict__ "; }
  const char* count_type() const override { return "unsigned long long"; }
  const char* point() const override { return "(unsigned long long)blockIdx.x * blockDim.x + threadIdx.x"; }
  bool is_one_memory() const override { return true; }
  code_text head(code_text type, code_text name, code_text parameters) const override {
    return "__device__ inline " + c_language::head(type, name, parameters);
  }

 private:
  const char* helper() const override { return "static __device__ __forceinline__ "; }
};
inline constexpr cuda_language cuda_c;

/// What vmap() computes as a kernel in CUDA: `__global__ void name(points, const double* x, …, double* result, double* d_x, …)`, with one thread for each of so many points, and before it
/// the function of one point, `__device__ double name_at_point(x, …, d_x, …)`. Each symbol is an array, in the order in which they appear in f; parameters and names are else as in
/// to_c(); of a Hessian by scalars the upper half, row by row. Runs with at least as many threads as points: `name<<<(points + 127) / 128, 128>>>(points, x, …)`. For nvcc, NVRTC and
/// clang, which may contract products and sums: where that would cost digits, products are rounded by `__dmul_rn`.
///     to_cuda<float>(…)          float instead of double
template <class T = double, class F, bool Value, class Wrt>
auto to_cuda(request_of<F, Value, Wrt>, const std::string& name) -> typename kernel_text_of<F, Value, Wrt, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, Value, Wrt, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, Value, Wrt>(cuda_c, name);
}
template <class T = double, mode Mode, class F, class... X>
  requires(are_few_scalars<X...>)
auto to_cuda(hessian_of<Mode, F, X...>, const std::string& name) -> typename kernel_text_of<F, false, scalar_hessian<F, X...>, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, false, scalar_hessian<F, X...>, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, false, scalar_hessian<F, X...>>(cuda_c, name);
}
template <class T = double, Expression F>
auto to_cuda(F, const std::string& name) -> typename kernel_text_of<F, true, wrt_nothing, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, true, wrt_nothing, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, true, wrt_nothing>(cuda_c, name);
}

NABLA_COLD_END
// clang-format off
template <fixed_string> NABLA_DETAIL_REFUSED("nabla: to_cuda() takes a formula, or what is asked of one, and a name: to_cuda(grad(f), \"gradient\")", to_cuda(...))
NABLA_DETAIL_REFUSED("nabla: to_cuda() takes a formula, or what is asked of one, and a name: to_cuda(grad(f), \"gradient\")", to_cuda(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::to_cuda;
}
