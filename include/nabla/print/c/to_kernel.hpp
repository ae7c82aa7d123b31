// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/vmap.hpp>
#include <nabla/print/c/to_c.hpp>

namespace nabla::detail {

/// What a kernel is around the function of one point.
struct kernel_words {
  const char* before;         ///< what the file begins with
  const char* before_double;  ///< and what for double
  const char* kernel;         ///< before its name
  const char* memory;         ///< before a type whose numbers lie in the card's memory
  const char* restricted;     ///< before the name of a pointer
  const char* count;          ///< the type of the number of points
  const char* point;          ///< the number of the point
};
inline constexpr kernel_words cuda_words{"#ifndef INFINITY\n#include <math.h>\n#endif\n", "", "extern \"C\" __global__ void ", "", "__restrict__ ", "unsigned long long", "(unsigned long long)blockIdx.x * blockDim.x + threadIdx.x"};
// OpenCL has one name for a function of float and of double
inline constexpr kernel_words opencl_words{"", "#pragma OPENCL EXTENSION cl_khr_fp64 : enable\n", "__kernel void ", "__global ", "restrict ", "ulong", "get_global_id(0)"};

/// The names of <math.h> for float, which OpenCL has not.
inline std::string opencl_float_names() {
  std::string out;
  for (const char* name : {"fabs", "sqrt", "cbrt", "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "asinh", "acosh",
                           "atanh", "erf", "erfc", "lgamma", "floor", "ceil", "round", "pow", "hypot", "atan2", "fma"})
    out.append("#define ").append(name).append("f ").append(name).append("\n");
  return out;
}

template <class T>
std::string kernel_code(const c_language& language, const kernel_words& words, const plan& p, const c_function<T>* functions, int function_count, const std::string& name, bool value,
                        const std::vector<const facts*>& derivatives) {
  c_calls<T> calls(functions, function_count, language);
  const c_writer<T> writer(p, calls, std::string(name).append("_at_point"), value, derivatives);
  const c_frame<T>& frame = writer.frame();
  c_names names(language);
  const std::string kernel = names.take_function(name), type = c_type<T>, function = frame.function();
  std::string parameters = std::string(words.count).append(" points"), arguments, locals, stores;
  for (int i = 0; i < p.inputs.size; ++i) {
    const std::string input = names.take(p.inputs.data[i].symbol->symbol->name);
    parameters.append(", ").append(words.memory).append("const ").append(type).append("* ").append(words.restricted).append(input);
    arguments.append(arguments.empty() ? "" : ", ").append(input).append("[point]");
  }
  int number = 0;
  const auto add_output = [&](const std::string& wanted) {
    const std::string output = names.take_made(wanted), local = std::string("t").append(std::to_string(++number));
    parameters.append(", ").append(words.memory).append(type).append("* ").append(words.restricted).append(output);
    locals.append(locals.empty() ? std::string("  ").append(type).append(" ") : std::string(", ")).append(local);
    stores.append("  ").append(output).append("[point] = ").append(local).append(";\n");
    return local;
  };
  const std::string returned = frame.returns_value() ? add_output("result") : "";
  for (const std::string& output : frame.outputs()) {
    const std::string local = add_output(output);
    arguments.append(arguments.empty() ? "&" : ", &").append(local);
  }
  std::string text = words.before;
  if constexpr (std::is_same_v<T, double>) text.append(words.before_double);
  else if (words.before_double[0] != '\0') text.append(opencl_float_names());
  text.append("\n").append(calls.helpers()).append(writer.result()).append("\n").append(words.kernel).append(kernel).append("(").append(parameters).append(") {\n");
  text.append("  const ").append(words.count).append(" point = ").append(words.point).append(";\n  if (point >= points) return;\n");
  text.append(locals).append(";\n  ").append(returned.empty() ? "" : std::string(returned).append(" = ")).append(function).append("(").append(arguments).append(");\n");
  return text.append(stores).append("}\n");
}

template <class T, class F, bool Value, class Wrt>
std::string kernel_text(const c_language& language, const kernel_words& words, const std::string& name) {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "nabla: kernels compute in float or in double");
  constexpr bool is_of_numbers = mapped_request<F, Value, Wrt, double, plain_backend>::is_of_numbers();
  static_assert(is_of_numbers, "nabla: a kernel maps a formula of numbers; a matrix of known size may be given by its elements, vars<\"a\", \"b\">");
  if constexpr (is_of_numbers)
    return written<F, Value, Wrt, T>([&](const auto&... plan) { return kernel_code<T>(language, words, plan...); }, name);
  else return {};
}

/// What vmap() computes as a kernel in CUDA: `__global__ void name(points, const double* x, …, double* result, double* d_x, …)`, with one thread for each of so many points, and before it
/// the function of one point, `__device__ double name_at_point(x, …, d_x, …)`. Each symbol is an array, in the order in which they appear in f; parameters and names are else as in
/// to_c(). Runs with at least as many threads as points: `name<<<(points + 255) / 256, 256>>>(points, x, …)`. For nvcc, NVRTC and clang.
///     to_cuda<float>(…)          float instead of double
template <class T = double, class F, bool Value, class Wrt>
std::string to_cuda(request_of<F, Value, Wrt>, const std::string& name) {
  return kernel_text<T, F, Value, Wrt>(cuda_c, cuda_words, name);
}
template <class T = double, Expression F>
std::string to_cuda(F, const std::string& name) {
  return to_cuda<T>(request_of<F, true, wrt_nothing>{}, name);
}

/// The same as a kernel in OpenCL C 1.2, `__kernel void name(points, x, …, result, d_x, …)` with points as ulong. Products and sums are contracted as the compiler likes unless it is told
/// `#pragma OPENCL FP_CONTRACT OFF`. double asks for cl_khr_fp64.
template <class T = double, class F, bool Value, class Wrt>
std::string to_opencl(request_of<F, Value, Wrt>, const std::string& name) {
  return kernel_text<T, F, Value, Wrt>(opencl_c, opencl_words, name);
}
template <class T = double, Expression F>
std::string to_opencl(F, const std::string& name) {
  return to_opencl<T>(request_of<F, true, wrt_nothing>{}, name);
}

}  // namespace nabla::detail

namespace nabla {
using detail::to_cuda, detail::to_opencl;
}
