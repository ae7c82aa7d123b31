// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/mapped_hessian.hpp>
#include <nabla/print/languages/c.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Words, types and variables of OpenCL C and CUDA, and functions that both know without a header.
inline bool is_reserved_in_kernels(std::string_view name) {
  static constexpr std::string_view words[] = {
      "kernel", "global", "local", "constant", "private", "generic", "pipe", "read_only", "write_only", "read_write", "uniform", "half", "quad", "uchar", "ushort", "uint", "ulong",
      "ptrdiff_t", "intptr_t", "uintptr_t", "event_t", "sampler_t", "queue_t", "ndrange_t", "clk_event_t", "reserve_id_t", "image1d_t", "image2d_t", "image3d_t", "get_global_id", "threadIdx", "blockIdx", "blockDim", "gridDim", "warpSize", "points",
      "point", "dim3", "max", "min", "clamp", "degrees", "radians", "mix", "step", "smoothstep", "sign", "cross", "dot", "distance", "length", "normalize", "select", "any", "all", "mad",
      "maxmag", "minmag", "powr", "pown", "rootn", "rsqrt", "sincos", "acospi", "asinpi", "atanpi", "cospi", "sinpi", "tanpi", "exp10", "barrier", "prefetch", "shuffle", "fract",
      "rotate", "hadd", "popcount", "saturate", "norm", "norm3d", "norm4d", "rnorm", "rnorm3d", "rnorm4d", "erfcx", "erfinv", "erfcinv", "normcdf", "normcdfinv", "rcbrt", "rhypot", "sincospi", "fdivide",
      "cyl_bessel_i0", "cyl_bessel_i1", "llmax", "llmin", "ullmax", "ullmin", "umax", "umin", "ballot", "mulhi", "mul24", "clock64", "nanosleep", "float2double", "double2int", "double2uint", "double2ll", "double2ull", "int2double", "uint2double", "ll2double", "ull2double"};
  static constexpr std::string_view numbers[] = {"char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "longlong", "ulonglong", "half", "float", "double"};
  static constexpr std::string_view sizes[] = {"1", "2", "3", "4", "8", "16"};
  static constexpr std::string_view families[] = {"cuda", "CUDA", "atomic", "make_", "tex1D", "tex2D", "tex3D", "texCubemap", "surf1D", "surf2D", "surf3D", "surfCubemap", "syncthreads", "async_work_group", "vload", "vstore", "convert_", "as_", "native_", "half_", "CL_", "CLK_"};
  if (is_one_of(name, words) || is_one_of(without_type(name), words)) return true;
  const bool is_changed = name[name.find_last_not_of("0123456789")] == '_';  // into one that nobody has
  for (const std::string_view family : families)
    if (!is_changed && name.substr(0, family.size()) == family) return true;
  const std::size_t digits = name.find_first_of("0123456789");
  return digits != std::string_view::npos && is_one_of(name.substr(0, digits), numbers) && is_one_of(name.substr(digits), sizes);
}

/// A kin of C that runs on a card: a kernel of many points around the function of one.
class kernel_language : public c_language {
 public:
  /// What the file begins with.
  virtual std::string begin(number_type) const = 0;
  virtual const char* kernel() const = 0;         ///< before the name of a kernel
  virtual const char* memory() const = 0;         ///< before a type whose numbers lie in the card's memory
  virtual const char* restricted() const = 0;     ///< before the name of a pointer
  virtual const char* count_type() const = 0;     ///< of the number of points
  virtual const char* point() const = 0;          ///< the number of the point

  std::string file(number_type t, bool, const std::string& helpers, const std::string& function) const override { return begin(t).append("\n").append(helpers).append(function); }
  std::string from_c(std::string text) const override {
    replace_all(text, "static inline ", helper());
    replace_all(text, "static const ", "const ");
    for (std::size_t at = 1; at < text.size(); ++at)  // no long double: 0.5L
      if (text[at] == 'L' && text[at - 1] >= '0' && text[at - 1] <= '9') text.erase(at, 1);
    return text;
  }
  bool is_reserved(std::string_view name) const override { return c_language::is_reserved(name) || is_reserved_in_kernels(name); }

 protected:
  constexpr kernel_language() = default;
  ~kernel_language() = default;
};

template <class T, bool HasMatrices>
std::string kernel_code(const kernel_language& in, const plan& p, const code_function<T>* functions, int function_count, const std::string& name, bool value, const std::vector<const facts*>& derivatives) {
  code_calls<T> calls(functions, function_count, in);
  const code_writer<T, HasMatrices> writer(p, calls, std::string(name).append("_at_point"), value, derivatives);
  const code_frame<T>& frame = writer.frame();
  code_names names(in);
  const std::string kernel = names.take_function(name), type = type_in<T>(in), function = frame.function();
  std::string parameters = std::string(in.count_type()).append(" points"), arguments, locals, stores;
  for (int i = 0; i < p.inputs.size; ++i) {
    const std::string input = names.take(p.inputs.data[i].symbol->symbol->name);
    parameters.append(", ").append(in.memory()).append("const ").append(type).append("* ").append(in.restricted()).append(input);
    arguments.append(arguments.empty() ? "" : ", ").append(input).append("[point]");
  }
  int number = 0;
  const auto add_output = [&](const std::string& wanted) {
    const std::string output = names.take_made(wanted), local = std::string("t").append(std::to_string(++number));
    parameters.append(", ").append(in.memory()).append(type).append("* ").append(in.restricted()).append(output);
    locals.append(locals.empty() ? std::string("  ").append(type).append(" ") : std::string(", ")).append(local);
    stores.append("  ").append(output).append("[point] = ").append(local).append(";\n");
    return local;
  };
  const std::string returned = frame.returns_value() ? add_output("result") : "";
  for (const std::string& output : frame.outputs()) {
    const std::string local = add_output(output);
    arguments.append(arguments.empty() ? "&" : ", &").append(local);
  }
  std::string text = in.file(number_type_of<T>, false, calls.helpers(), writer.result()).append("\n").append(in.kernel()).append(kernel).append("(").append(parameters).append(") {\n");
  text.append("  const ").append(in.count_type()).append(" point = ").append(in.point()).append(";\n  if (point >= points) return;\n");
  text.append(locals).append(";\n  ").append(returned.empty() ? "" : std::string(returned).append(" = ")).append(function).append("(").append(arguments).append(");\n");
  return text.append(stores).append("}\n");
}

template <class T, class F, bool Value, class Wrt>
std::string kernel_text(const kernel_language& in, const std::string& name) {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>, "nabla: kernels compute in float or in double");
  constexpr bool is_of_numbers = mapped_request<F, Value, Wrt, double, plain_backend>::is_of_numbers();
  static_assert(is_of_numbers, "nabla: a kernel maps a formula of numbers; a matrix of known size may be given by its elements, vars<\"a\", \"b\">");
  if constexpr (is_of_numbers)
    return written<F, Value, Wrt, T>([&](const auto&... plan) { return kernel_code<T, plan_has_matrices<F, Value, Wrt>>(in, plan...); }, name);
  else return {};
}

NABLA_COLD_END
}  // namespace nabla::detail
