// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#include "surface.hpp"

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

namespace examples {

std::optional<results> by_opencl(const quotes& q, const std::vector<double>& volatility, std::string& name) {
  cl_platform_id platform = nullptr;
  cl_device_id device = nullptr;
  cl_uint found = 0;
  if (clGetPlatformIDs(1, &platform, &found) != CL_SUCCESS || found == 0 || clGetDeviceIDs(platform, CL_DEVICE_TYPE_ALL, 1, &device, nullptr) != CL_SUCCESS) return {};
  char text[256] = {};
  clGetDeviceInfo(device, CL_DEVICE_NAME, sizeof text - 1, text, nullptr);
  name = text;

  const cl_context context = clCreateContext(nullptr, 1, &device, nullptr, nullptr, nullptr);
  const cl_command_queue queue = clCreateCommandQueue(context, device, 0, nullptr);
  const std::string written = kernel();
  const char* source = written.c_str();
  const cl_program program = clCreateProgramWithSource(context, 1, &source, nullptr, nullptr);
  const bool built = clBuildProgram(program, 1, &device, "-cl-std=CL1.2", nullptr, nullptr) == CL_SUCCESS;
  std::optional<results> all;
  if (built) {
    const cl_kernel run = clCreateKernel(program, "greeks", nullptr);
    const std::size_t points = volatility.size(), bytes = points * sizeof(double), threads = (points + 63) / 64 * 64;
    const cl_ulong count = points;
    cl_uint argument = 0;
    clSetKernelArg(run, argument++, sizeof count, &count);
    const std::vector<double> spots(points, q.spot), rates(points, q.rate);
    std::vector<cl_mem> memory;
    const auto add = [&](cl_mem place) {
      memory.push_back(place);
      clSetKernelArg(run, argument++, sizeof(cl_mem), &memory.back());
    };
    // the symbols in the order in which the formula names them
    for (const std::vector<double>* input : {&q.side, &spots, &q.strike, &rates, &volatility, &q.time})
      add(clCreateBuffer(context, CL_MEM_READ_ONLY | CL_MEM_COPY_HOST_PTR, bytes, const_cast<double*>(input->data()), nullptr));
    for (int k = 0; k < result_count; ++k) add(clCreateBuffer(context, CL_MEM_WRITE_ONLY, bytes, nullptr, nullptr));
    if (clEnqueueNDRangeKernel(queue, run, 1, nullptr, &threads, nullptr, 0, nullptr, nullptr) == CL_SUCCESS) {
      all.emplace();
      for (int k = 0; k < result_count; ++k) {
        all->of[k].resize(points);
        clEnqueueReadBuffer(queue, memory[6 + static_cast<std::size_t>(k)], CL_TRUE, 0, bytes, all->of[k].data(), 0, nullptr, nullptr);
      }
    }
    for (const cl_mem one : memory) clReleaseMemObject(one);
    clReleaseKernel(run);
  }
  clReleaseProgram(program);
  clReleaseCommandQueue(queue);
  clReleaseContext(context);
  return all;
}

}  // namespace examples
