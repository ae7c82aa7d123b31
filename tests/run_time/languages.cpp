// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A language of one file beside those of nabla: what it writes is run by its interpreter, where there is one, and gives what nabla gives.

#include <boost/test/unit_test.hpp>

#include <support/python.hpp>

#include <nabla/nabla.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"and">;
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto W = data<"W", 2, n>;

/// The numbers that a program prints; none where there is no interpreter.
std::vector<double> printed(const std::string& program) {
  std::vector<double> numbers;
  if (std::system("python3 -c pass > /dev/null 2>&1") != 0) return numbers;
  std::FILE* const out = ::popen(("python3 - << 'END'\n" + program + "END\n").c_str(), "r");
  for (double number = 0; std::fscanf(out, "%lf", &number) == 1;) numbers.push_back(number);
  BOOST_TEST(::pclose(out) == 0);
  return numbers;
}
void compare(const std::string& program, const std::vector<double>& wanted) {
  const std::vector<double> got = printed(program);
  if (got.empty()) {
    BOOST_TEST_MESSAGE("there is no python3");
    return;
  }
  BOOST_REQUIRE(got.size() == wanted.size());
  for (std::size_t k = 0; k < wanted.size(); ++k) BOOST_TEST(got[k] == wanted[k], boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(numbers) {
  constexpr auto f = where(x > y && y > 0_c, exp(x) * y, log1p(sq(x))) / (1.5_c + sq(sin(x * y))) + max(x, y) + softplus(x) - pow(y, 3_c);
  const std::string text = test::to_python(value_and_grad(f), "f");
  BOOST_TEST(text.find("def f(x, and_, d_x, d_and_):") != std::string::npos);
  for (const auto& [a, b] : {std::pair{2.0, 1.0}, {-1.0, 0.5}}) {
    const auto wanted = value_and_grad(f)(x = a, y = b);
    compare(text + "a = [0.0]\nb = [0.0]\nprint(repr(f(" + std::to_string(a) + ", " + std::to_string(b) + ", a, b)), a[0], b[0])\n", {wanted.value, wanted.grad[x], wanted.grad[y]});
  }
}

BOOST_AUTO_TEST_CASE(matrices) {
  constexpr auto f = sum(tanh(W * v)) * mean(v) + maximum(v);
  const std::string text = test::to_python(value_and_grad(f), "f");
  const std::vector<double> a{0.5, -1.5, 2}, w{1, 4, 2, 5, 3, -6};
  const auto wanted = value_and_grad(f)(v = a, W = detail::matrix_view<const double>{w.data(), 2, 3, 2});
  compare(text + "import array\nd = [0.0] * 3\nwork = array.array('d', [0.0] * 64)\nw = [1.0, 4, 2, 5, 3, -6]\nv = [0.5, -1.5, 2.0]\nprint(f(3, w, v, d, work), *d)\n", {wanted.value, wanted.grad[v](0, 0), wanted.grad[v](1, 0), wanted.grad[v](2, 0)});
}

}  // namespace
