// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Built with -fno-exceptions and -fno-rtti, so without Boost.Test: derivatives are right, and an error is said to the user's handler before anything
// is written.

#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/eigen_sparse.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>
#include <nabla/prove.hpp>
#include <nabla/train.hpp>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <cstring>

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this test is to be built without exceptions and without type information"
#endif

using namespace nabla;

namespace {

constexpr auto n = dim<"n">;
constexpr auto x = var<"x">;
constexpr auto u = var<"u", n>;
constexpr auto v = var<"v", n>;
constexpr auto t = labels<"t", n, 2>;

std::jmp_buf back;
char sentence[300];
void leave(const char* text) {
  std::strncpy(sentence, text, sizeof sentence - 1);
  std::longjmp(back, 1);
}

int failed = 0;
void see(const char* what, bool right) {
  if (right) return;
  std::printf("%s is wrong\n", what);
  ++failed;
}
template <class Call>
void must_be_refused(const char* expected, Call call) {
  if (setjmp(back) == 0) {
    call();
    std::printf("not refused: %s\n", expected);
    ++failed;
  } else if (std::strcmp(sentence, expected) != 0) {
    std::printf("said: %s\nexpected: %s\n", sentence, expected);
    ++failed;
  }
}

const Eigen::VectorXd three = Eigen::VectorXd::Ones(3), four = Eigen::VectorXd::Ones(4);
const std::array<int, 3> classes{0, 1, 2};

}  // namespace

int main() {
  see("a gradient", grad(dot(u, v))(u = three, v = 2 * three)[u].sum() == 6);
  see("a number's derivative", grad(x * x)(x = 3.0)[x] == 6);
  see("a text", to_string(x + 1_c) == "x + 1_c");
  see("the handler before", set_error_handler(leave) == nullptr);
  must_be_refused("nabla: v is bound to a 4 x 1 matrix, expected n = 3 x 1", [] { (void)dot(u, v)(u = three, v = four); });
  must_be_refused("nabla: rows<1, 3> does not fit a 3 x 1 matrix", [] { (void)rows<1, 3>(u)(u = three); });
  must_be_refused("nabla: element 2 of t is no whole number from 0 on below 2", [] { (void)sum(t)(t = classes); });
  see("the handler that was set", set_error_handler(nullptr) == leave);
  return failed;
}
