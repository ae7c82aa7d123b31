// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Kernels as text: compiled for the machine at hand, thread by thread in a loop, they give what calls of the formula give, bit for bit; and by
// an OpenCL where there is one what vmap gives.

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#ifdef NABLA_HAS_OPENCL
#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>
#endif

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto half = var<"half">;  // a word of OpenCL
constexpr auto f = where(x > half, exp(x) * erf(half), log1p(sq(x))) / (1.5_c + sq(sin(x * half))) + max(x, half) + sigmoid(x) * digamma(half) + lgamma(x);
/// Small matrices in between.
constexpr auto of_matrices = sqnorm(vstack(x, half* x, sin(half))) + norm2(cumsum(vstack(half, x, x* half, exp(x)))) + trace(inverse(vstack(hstack(2_c + sq(x), half), hstack(-half, 3_c)))) + logsumexp(hstack(x, half, x* half));
constexpr std::array<double, 6> xs{0.5, 2.25, 0.125, 7.5, 1.0, 1e-3}, halves{0.25, 2.25, 3.5, 0.5, 1.0, 4.0};

std::string literal(double value) {
  char text[48];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

/// Writes a program around the text of a kernel of value and gradient of g, which runs it for all points, and gives its exit code: 0 where all bits agree.
template <class G>
int run_on_this_machine(G g, const std::string& name, const std::string& words, const std::string& text, const std::string& before_point) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / ("nabla_" + name + "_" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::string data = "const double xs[] = {", more = "const double halves[] = {", wanted = "const double wanted[][3] = {";
  for (std::size_t i = 0; i < xs.size(); ++i) {
    const auto one = value_and_grad(g)(x = xs[i], half = halves[i]);
    data += literal(xs[i]) + ", ";
    more += literal(halves[i]) + ", ";
    wanted += "{" + literal(one.value) + ", " + literal(one.grad[x]) + ", " + literal(one.grad[half]) + "}, ";
  }
  const std::string count = std::to_string(xs.size());
  std::ofstream(folder / "kernel.cpp") << "#include <math.h>\n#include <stdio.h>\n"
                                       << words << text << data << "};\n"
                                       << more << "};\n"
                                       << wanted << "};\n"
                                       << "int main() {\n  double got[3][8] = {};\n  got[0][" << count << "] = -7;\n  for (int i = 0; i < 8; ++i) { " << before_point << " step_(" << count
                                       << ", xs, halves, got[0], got[1], got[2]); }\n  int different = got[0][" << count << "] != -7;\n  for (int i = 0; i < " << count
                                       << "; ++i)\n    for (int k = 0; k < 3; ++k)\n      if (got[k][i] != wanted[i][k]) { printf(\"point %d, output %d: %.17g, not %.17g\\n\", i, k, got[k][i], wanted[i][k]); different = 1; }\n"
                                       << "  return different;\n}\n";
  const std::string compile = std::string(NABLA_C_COMPILER) + " -O0 -ffp-contract=off -w '" + (folder / "kernel.cpp").string() + "' -lm -o '" + (folder / "kernel").string() + "'";
  const int status = std::system(compile.c_str()) == 0 ? std::system(("'" + (folder / "kernel").string() + "'").c_str()) : -1;
  fs::remove_all(folder);
  return status;
}

BOOST_AUTO_TEST_CASE(cuda) {
  const std::string text = to_cuda(value_and_grad(f), "step");
  BOOST_TEST(text.find("extern \"C\" __global__ void step_(unsigned long long points, const double* __restrict__ x, const double* __restrict__ half_, double* __restrict__ result, double* __restrict__ d_x") != std::string::npos);
  BOOST_TEST(text.find("__device__ inline double step_at_point(double x, double half_, double* d_x, double* d_half_)") != std::string::npos);
  const std::string words = "#define __dmul_rn(a, b) ((a) * (b))\n#define __device__\n#define __global__\n#define __forceinline__ inline\nstruct three { unsigned x; };\nthree blockIdx, blockDim, threadIdx;\n";
  const std::string point = "blockDim.x = 4; blockIdx.x = i / 4; threadIdx.x = i % 4;";
  BOOST_TEST(run_on_this_machine(f, "cuda", words, text, point) == 0);
  BOOST_TEST(run_on_this_machine(of_matrices, "cuda", words, to_cuda(value_and_grad(of_matrices), "step"), point) == 0);
  BOOST_TEST(to_cuda<float>(x * half, "product").find("float product_at_point(float x, float half_)") != std::string::npos);
}

/// Digits that are kept by computing the rounding error of a product are lost where the product becomes part of another operation.
BOOST_AUTO_TEST_CASE(rounding_errors_are_those_of_products) {
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  const std::string tails = to_cuda(gelu_tanh(x), "f");
  BOOST_TEST(has(tails, "t2 = __dmul_rn(t1, t1);"));
  BOOST_TEST(has(tails, "t9 = -__dmul_rn(t1, t8);"));
  BOOST_TEST(has(to_cuda<float>(normal_pdf(x), "f"), "t3 = __fmul_rn(t2, t2);"));
  BOOST_TEST(!has(to_cuda(x * half + sq(x), "f"), "_rn("));
  BOOST_TEST(has(to_opencl(normal_pdf(x), "f"), "(double u1) {\n  #pragma OPENCL FP_CONTRACT OFF\n"));
  BOOST_TEST(!has(to_opencl(sigmoid(x), "f"), "FP_CONTRACT"));
}

/// What a loop stores is local too: a kernel has no workspace.
BOOST_AUTO_TEST_CASE(loops_of_many_steps) {
  const std::string text = to_opencl(grad(iterate<5000>(x, [](auto s) { return s + half * cos(s); })), "f");
  BOOST_TEST(text.find("[5000];") != std::string::npos, text);
  BOOST_TEST(text.find("workspace") == std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(functions_that_cuda_has) {
  const std::string text = to_cuda(normal_cdf(x) + erfcx(x) * rsqrt(x), "f"), narrow = to_cuda<float>(normal_cdf(x), "f");
  for (const char* call : {"normcdf(x)", "erfcx(x)", "rsqrt(x)"}) BOOST_TEST(text.find(call) != std::string::npos, call);
  BOOST_TEST(narrow.find("normcdff(x)") != std::string::npos);
  BOOST_TEST(to_opencl(normal_cdf(x), "f").find("nabla_normal_cdf(x)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(hessian_as_a_kernel) {
  const std::string text = to_cuda(hessian(exp(x * half), wrt(x, half)), "h");
  BOOST_TEST(text.find("double* __restrict__ result_1, double* __restrict__ result_2, double* __restrict__ result_3)") != std::string::npos, text);
  BOOST_TEST(to_opencl(hessian(exp(x), wrt(x)), "h").find("__global double* restrict result_1)") != std::string::npos);
}

/// What waits for the end of the function takes a register of the card for each output.
BOOST_AUTO_TEST_CASE(outputs_are_given_where_they_are_computed) {
  const auto before = [](const std::string& text, const char* first, const char* second) { return text.find(first) < text.find(second) && text.find(second) != std::string::npos; };
  const std::string text = to_cuda(together(exp(x), exp(x) * half, erf(exp(x) * half) * erf(half) * sq(erf(half))), "f");
  BOOST_TEST(before(text, "*result_2 = ", "erf("), text);
  BOOST_TEST(text.find("  result[point] = f_at_point(x[point], half_[point], &result_2[point], &result_3[point]);\n}") != std::string::npos, text);
  const std::string other = to_opencl(together(exp(x), exp(x) * half), "f");
  BOOST_TEST(before(other, "t1 = f_at_point(x[point], half_[point], &t2);", "result[point] = t1;"), other);
  BOOST_TEST(before(to_cuda(together(where(x > half, erf(x) * exp(x), lgamma(half)), where(x > half, x, digamma(half))), "f"), "if (", "*result_2 = "));
}

BOOST_AUTO_TEST_CASE(names_that_kernels_cannot_have) {
  for (const std::string name : {"norm3d", "norm3df", "normcdff", "umax", "cudaMalloc", "atomicAdd", "make_float4", "tex2D", "convert_int", "native_exp", "as_float", "vload2"}) {
    BOOST_TEST(to_cuda(x, name).find("void " + name + "_(") != std::string::npos, name);
    BOOST_TEST(to_opencl(x, name).find("void " + name + "_(") != std::string::npos, name);
  }
  BOOST_TEST(to_cuda(x, "texture").find("void texture(") != std::string::npos);
}

#ifdef __clang__
/// As NVRTC reads it: without a file of functions. Those that the text calls are declared.
BOOST_AUTO_TEST_CASE(cuda_for_clang) {
  namespace fs = std::filesystem;
  const fs::path file = fs::temp_directory_path() / ("nabla_syntax_" + std::to_string(::getpid()) + ".cu");
  std::string text =
      "#define __CUDACC_RTC__\n#define __device__ __attribute__((device))\n#define __global__ __attribute__((global))\n#define __forceinline__ inline __attribute__((always_inline))\n"
      "struct three { unsigned x; };\nextern __device__ const three threadIdx, blockIdx, blockDim;\n__device__ float __int_as_float(int);\n__device__ double __dmul_rn(double, double);\n__device__ float __fmul_rn(float, float);\n";
  for (const char* name : {"exp", "expm1", "log", "log1p", "sin", "cos", "tan", "erf", "erfc", "lgamma", "normcdf", "sqrt", "fabs", "floor", "round", "ceil", "erfcx", "sinh", "cosh", "tanh", "log2"})
    text.append("__device__ double ").append(name).append("(double);\n__device__ float ").append(name).append("f(float);\n");
  for (const char* name : {"signbit", "isnan", "isinf"}) text.append("__device__ bool ").append(name).append("(double);\n");
  text.append("__device__ double fma(double, double, double);\n__device__ float fmaf(float, float, float);\n");
  constexpr auto g = f + gelu_tanh(x) * normal_cdf(half);
  std::ofstream(file) << text << to_cuda(value_and_grad(g), "wide") << to_cuda<float>(value_and_grad(g), "narrow") << to_cuda(value_and_grad(of_matrices), "of_matrices");
  const std::string check = std::string(NABLA_C_COMPILER) + " -x cuda --cuda-device-only --no-cuda-version-check -nocudainc -nocudalib -fsyntax-only -w '" + file.string() + "'";
  BOOST_TEST(std::system(check.c_str()) == 0);
  fs::remove(file);
}
#endif

BOOST_AUTO_TEST_CASE(opencl_as_cpp) {
  const std::string words = "#define __kernel\n#define __global\n#define restrict __restrict__\ntypedef unsigned long ulong;\nint number;\n#define get_global_id(d) number\n";
  BOOST_TEST(run_on_this_machine(f, "opencl", words, to_opencl(value_and_grad(f), "step"), "number = i;") == 0);
  BOOST_TEST(run_on_this_machine(of_matrices, "opencl", words, to_opencl(value_and_grad(of_matrices), "step"), "number = i;") == 0);
}

#ifdef NABLA_HAS_OPENCL

template <class T>
std::vector<std::vector<T>> run_opencl(const std::string& text, const char* name, const std::vector<std::vector<T>>& inputs, std::size_t outputs) {
  cl_platform_id platform = nullptr;
  cl_device_id device = nullptr;
  cl_uint found = 0;
  if (clGetPlatformIDs(1, &platform, &found) != CL_SUCCESS || found == 0 || clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 1, &device, nullptr) != CL_SUCCESS) return {};
  cl_int error = 0;
  const cl_context context = clCreateContext(nullptr, 1, &device, nullptr, nullptr, &error);
  const cl_command_queue queue = clCreateCommandQueue(context, device, 0, &error);
  const char* source = text.c_str();
  const cl_program program = clCreateProgramWithSource(context, 1, &source, nullptr, &error);
  if (clBuildProgram(program, 1, &device, "-cl-std=CL1.2", nullptr, nullptr) != CL_SUCCESS) {
    std::vector<char> log(10000);
    clGetProgramBuildInfo(program, device, CL_PROGRAM_BUILD_LOG, log.size(), log.data(), nullptr);
    BOOST_ERROR(log.data());
    return {};
  }
  const cl_kernel kernel = clCreateKernel(program, name, &error);
  BOOST_TEST(error == CL_SUCCESS);
  const std::size_t points = inputs[0].size(), bytes = points * sizeof(T);
  const cl_ulong count = points;
  clSetKernelArg(kernel, 0, sizeof count, &count);
  std::vector<cl_mem> memory;
  for (const std::vector<T>& input : inputs) memory.push_back(clCreateBuffer(context, CL_MEM_READ_ONLY | CL_MEM_COPY_HOST_PTR, bytes, const_cast<T*>(input.data()), &error));
  for (std::size_t k = 0; k < outputs; ++k) memory.push_back(clCreateBuffer(context, CL_MEM_WRITE_ONLY, bytes, nullptr, &error));
  for (std::size_t k = 0; k < memory.size(); ++k) clSetKernelArg(kernel, static_cast<cl_uint>(k + 1), sizeof(cl_mem), &memory[k]);
  const std::size_t threads = (points + 31) / 32 * 32;  // more than points
  BOOST_TEST(clEnqueueNDRangeKernel(queue, kernel, 1, nullptr, &threads, nullptr, 0, nullptr, nullptr) == CL_SUCCESS);
  std::vector<std::vector<T>> results(outputs, std::vector<T>(points));
  for (std::size_t k = 0; k < outputs; ++k) clEnqueueReadBuffer(queue, memory[inputs.size() + k], CL_TRUE, 0, bytes, results[k].data(), 0, nullptr, nullptr);
  for (const cl_mem one : memory) clReleaseMemObject(one);
  clReleaseKernel(kernel);
  clReleaseProgram(program);
  clReleaseCommandQueue(queue);
  clReleaseContext(context);
  return results;
}

/// In units of the last place of what the points need: 4, and a term that cancels is a number of its size.
template <class T, class G>
void compare_with_vmap(G g) {
  std::vector<T> some, others;
  for (int i = 0; i < 100; ++i) some.push_back(static_cast<T>(i) / 25 - 2), others.push_back(static_cast<T>((i * 7) % 31) / 16);
  const auto results = run_opencl<T>("#pragma OPENCL FP_CONTRACT OFF\n" + to_opencl<T>(value_and_grad(g), "step"), "step_", {some, others}, 3);
  BOOST_TEST_REQUIRE(results.size() == 3U);
  const auto expected = vmap<T>(value_and_grad(g))(x = some, half = others);
  T worst = 0;
  const auto see = [&](T got, T wanted) {
    const T size = wanted < 0 ? -wanted : wanted, error = (got > wanted ? got - wanted : wanted - got) / (std::numeric_limits<T>::epsilon() * (size > 1 ? size : T(1)));
    worst = error > worst || error != error ? error : worst;
  };
  for (std::size_t i = 0; i < some.size(); ++i) see(results[0][i], expected.value[i]), see(results[1][i], expected.grad[x][i]), see(results[2][i], expected.grad[half][i]);
  BOOST_TEST(worst <= 4);
}

BOOST_AUTO_TEST_CASE(opencl) {
  constexpr auto g = exp(-sq(x)) * half + log1p(sq(x)) * sin(half) + normal_cdf(x * half) + max(x, half) / (1_c + sq(half));
  compare_with_vmap<double>(g);
  compare_with_vmap<float>(g);
  compare_with_vmap<double>(of_matrices);
  compare_with_vmap<float>(of_matrices);
}

#endif

}  // namespace
