// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/points/mapped_hessian.hpp>
#include <nabla/print/languages/c.hpp>
#include <nabla/support/cold.hpp>

namespace nabla::detail {
NABLA_COLD_BEGIN

/// Words, types and variables of OpenCL C and CUDA, and functions that both know without a header.
inline bool is_reserved_in_kernels(code_text name) {
  static constexpr char words[] =
      "kernel global local constant private generic pipe read_only write_only read_write uniform half quad uchar ushort uint ulong ptrdiff_t intptr_t "
      "uintptr_t event_t sampler_t queue_t ndrange_t clk_event_t reserve_id_t image1d_t image2d_t image3d_t get_global_id threadIdx blockIdx blockDim gridDim "
      "warpSize points point dim3 max min clamp degrees radians mix step smoothstep sign cross dot distance length normalize select any all mad maxmag minmag "
      "powr pown rootn rsqrt sincos acospi asinpi atanpi cospi sinpi tanpi exp10 barrier prefetch shuffle fract rotate hadd popcount saturate norm norm3d "
      "norm4d rnorm rnorm3d rnorm4d erfcx erfinv erfcinv normcdf normcdfinv rcbrt rhypot sincospi fdivide cyl_bessel_i0 cyl_bessel_i1 llmax llmin ullmax "
      "ullmin umax umin ballot mulhi mul24 clock64 nanosleep float2double double2int double2uint double2ll double2ull int2double uint2double ll2double "
      "ull2double";
  static constexpr char numbers[] = "char uchar short ushort int uint long ulong longlong ulonglong half float double";
  static constexpr char sizes[] = "1 2 3 4 8 16";
  static constexpr char families[] =
      "cuda CUDA atomic make_ tex1D tex2D tex3D texCubemap surf1D surf2D surf3D surfCubemap syncthreads async_work_group vload vstore convert_ as_ native_ "
      "half_ CL_ CLK_";
  if (is_word_of(name, words) || is_word_of(without_type(name), words)) return true;
  int end = name.size();
  while (end > 0 && name[end - 1] >= '0' && name[end - 1] <= '9') --end;
  const bool is_changed = end > 0 && name[end - 1] == '_';  // into one that nobody has
  if (!is_changed && is_word_of(name, families, true)) return true;
  const int digits = name.find_any_of("0123456789");
  return digits >= 0 && is_word_of(name.first(digits), numbers) && is_word_of(name.from(digits), sizes);
}

/// A kin of C that runs on a card: a kernel of many points around the function of one.
class kernel_language : public c_language {
 public:
  /// What the file begins with.
  virtual code_text begin(number_type) const = 0;
  virtual const char* kernel() const = 0;         ///< before the name of a kernel
  virtual const char* memory() const = 0;         ///< before a type whose numbers lie in the card's memory
  virtual const char* restricted() const = 0;     ///< before the name of a pointer
  virtual const char* count_type() const = 0;     ///< of the number of points
  virtual const char* point() const = 0;          ///< the number of the point
  virtual bool is_one_memory() const = 0;         ///< may a pointer point to local variables and to the card's memory alike?
  bool gives_at_once() const override { return true; }

  code_text file(number_type t, bool, code_text helpers, code_text function) const override { return begin(t) + "\n" + helpers + function; }
  code_text from_c(code_text text) const override {
    text = replaced(replaced(text, "static inline ", helper()), "static const ", "const ");
    growing_code result;
    for (int at = 0; at < text.size(); ++at)  // no long double: 0.5L
      if (at == 0 || text[at] != 'L' || text[at - 1] < '0' || text[at - 1] > '9') result += text.from(at).first(1);
    return result.text();
  }
  bool is_reserved(code_text name) const override { return c_language::is_reserved(name) || is_reserved_in_kernels(name); }

 protected:
  constexpr kernel_language() = default;
  ~kernel_language() = default;
};

template <class T, bool HasMatrices>
std::string kernel_code(const kernel_language& in, const plan& p, const code_function<T>* functions, int function_count, std::string_view name_of_kernel, bool value, code_outputs derivatives) {
  const code_memory memory;
  const code_text name = name_of_kernel;
  code_calls<T> calls(functions, function_count, in);
  const code_writer<T, HasMatrices> writer(p, calls, name + "_at_point", value, derivatives, true);
  const code_frame<T>& frame = writer.frame();
  code_names names(in);
  const code_text kernel = names.take_function(name), type = type_in<T>(in), function = frame.function();
  code_text parameters = code_text(in.count_type()) + " points", arguments, locals, stores;
  for (int i = 0; i < p.inputs.size; ++i) {
    const code_text input = names.take(p.inputs.data[i].symbol->symbol->name);
    parameters += code_text(", ") + in.memory() + "const " + type + "* " + in.restricted() + input;
    arguments = arguments + (arguments.empty() ? "" : ", ") + input + "[point]";
  }
  int number = 0;
  const auto add_output = [&](code_text wanted) {
    const code_text output = names.take_made(wanted), place = output + "[point]", local = "t" + number_text(++number);
    parameters += code_text(", ") + in.memory() + type + "* " + in.restricted() + output;
    if (in.is_one_memory()) return place;
    locals += (locals.empty() ? "  " + type + " " : ", ") + local;
    stores += "  " + place + " = " + local + ";\n";
    return local;
  };
  const code_text returned = frame.returns_value() ? add_output("result") : "";
  for (int k = 0; k < frame.outputs().size; ++k) {
    const code_text place = add_output(frame.outputs().data[k]);
    arguments = arguments + (arguments.empty() ? "&" : ", &") + place;
  }
  code_text text = in.file(number_type_of<T>, false, calls.helpers(), writer.result()) + "\n" + in.kernel() + kernel + "(" + parameters + ") {\n";
  text += code_text("  const ") + in.count_type() + " point = " + in.point() + ";\n  if (point >= points) return;\n";
  text += (locals.empty() ? "" : locals + ";\n") + "  " + (returned.empty() ? "" : returned + " = ") + function + "(" + arguments + ");\n";
  return std::string(text + stores + "}\n");
}

/// Does a plan take numbers to numbers? Matrices of known sizes in between are local arrays of the function of one point.
template <class Plan>
constexpr bool maps_numbers(const Plan& plan) {
  for (int i = 0; i < plan.sizes.inputs; ++i)
    if (!plan.inputs[i].symbol->extents.is_scalar()) return false;
  for (int k = 0; k < plan.sizes.outputs; ++k)
    if (plan.outputs[k].slot < 0) return false;
  for (int i = 0; i < plan.sizes.shapes; ++i)
    if (!plan.shapes[i].is_static()) return false;
  return true;
}

// clang-format off
NABLA_DETAIL_WRONG_RESULT(kernel_of_matrices, "nabla: a kernel maps a formula of numbers; a matrix of known size may be given by its elements, vars<\"a\", \"b\">")
NABLA_DETAIL_REFUSAL(kernel_of_another_type, "nabla: kernels compute in float or in double")
// clang-format on
/// The type of the text of a kernel, or of what says why there is none.
template <class F, bool Value, class Wrt, class T>
struct kernel_text_of {};
template <class F, bool Value, class Wrt, class T>
  requires Expression<F>
struct kernel_text_of<F, Value, Wrt, T> {
  /// The first symbol that is a matrix, or the function that gives one.
  template <int I = 0>
  static auto named() {
    constexpr const auto& plan = program<F, Value, Wrt>::plan;
    if constexpr (I == plan.sizes.inputs) return shown<name_of_formula<F>()>();
    else if constexpr (!plan.inputs[I].symbol->extents.is_scalar()) return shown_name<*plan.inputs[I].symbol>();
    else return named<I + 1>();
  }
  static auto find() {
    if constexpr (!std::is_same_v<T, float> && !std::is_same_v<T, double>) return std::type_identity<kernel_of_another_type>();
    else if constexpr (!maps_numbers(program_in_a_row<F, Value, Wrt>::plan)) return std::type_identity<kernel_of_matrices<facts_of<F>.id, decltype(named())>>();
    else return code_text_of<F, Value, Wrt, T>();
  }
  using type = typename decltype(find())::type;
};
template <class T, class F, bool Value, class Wrt>
auto kernel_text(const kernel_language& in, const std::string& name) -> typename kernel_text_of<F, Value, Wrt, T>::type {
  if constexpr (combines_with_formulas<typename kernel_text_of<F, Value, Wrt, T>::type>) NABLA_DETAIL_NO_RESULT;
  else return written<F, Value, Wrt, T>([&](const auto&... plan) { return kernel_code<T, plan_has_matrices<F, Value, Wrt>>(in, plan...); }, name);
}

NABLA_COLD_END
}  // namespace nabla::detail
