// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/print/languages/kernel.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

class opencl_language final : public kernel_language {
 public:
  code_text begin(number_type t) const override {
    if (t == number_type::double_precision) return "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n";
    growing_code names;  // of <math.h> for float: there is one name for a function of float and of double
    for (const char* name : {"fabs", "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
                             "atanh", "erf", "erfc", "lgamma", "floor", "ceil", "round", "pow", "hypot", "atan2", "fma"})
      names += code_text("#define ") + name + "f " + name + "\n";
    return names.text();
  }
  const char* keeps_rounding() const override { return "  #pragma OPENCL FP_CONTRACT OFF\n"; }
  const char* kernel() const override { return "__kernel void "; }
  const char* memory() const override { return "__global "; }
  const char* restricted() const override { return "restrict "; }
  const char* count_type() const override { return "ulong"; }
  const char* point() const override { return "get_global_id(0)"; }
  bool is_one_memory() const override { return false; }
  code_text head(code_text type, code_text name, code_text parameters) const override {
    return "static inline " + c_language::head(type, name, parameters);
  }
};
inline constexpr opencl_language opencl_c;

/// The same as a kernel in OpenCL C 1.2, `__kernel void name(points, x, …, result, d_x, …)` with points as ulong. Products and sums are contracted as the compiler likes unless it is told
/// `#pragma OPENCL FP_CONTRACT OFF`; functions whose digits that would cost say so themselves. double asks for cl_khr_fp64.
template <class T = double, class F, bool Value, class Wrt>
auto to_opencl(request_of<F, Value, Wrt>, const std::string& name) -> typename kernel_text_of<F, Value, Wrt, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, Value, Wrt, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, Value, Wrt>(opencl_c, name);
}
template <class T = double, mode Mode, class F, class... X>
  requires(are_few_scalars<X...>)
auto to_opencl(hessian_of<Mode, F, X...>, const std::string& name) -> typename kernel_text_of<F, false, scalar_hessian<F, X...>, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, false, scalar_hessian<F, X...>, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, false, scalar_hessian<F, X...>>(opencl_c, name);
}
template <class T = double, Expression F>
auto to_opencl(F, const std::string& name) -> typename kernel_text_of<F, true, wrt_nothing, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, true, wrt_nothing, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return kernel_text<T, F, true, wrt_nothing>(opencl_c, name);
}

NABLA_COLD_END
// clang-format off
template <fixed_string> NABLA_DETAIL_REFUSED("nabla: to_opencl() takes a formula, or what is asked of one, and a name: to_opencl(grad(f), \"gradient\")", to_opencl(...))
NABLA_DETAIL_REFUSED("nabla: to_opencl() takes a formula, or what is asked of one, and a name: to_opencl(grad(f), \"gradient\")", to_opencl(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::to_opencl;
}
