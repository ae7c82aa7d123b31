// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Loops and gathers as C: what a C compiler makes of the text has the bits of what the same formula gives here, for several lengths.

#include <boost/test/unit_test.hpp>

#include <support/c_program.hpp>

#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <tuple>
#include <vector>

using namespace nabla;

namespace {

constexpr auto n = dim<"n">;
constexpr auto E = var<"E", 3, 2>;
constexpr auto word = indices<"word", n, 3>;
constexpr auto column = indices<"column", 3, 3>;
constexpr auto U = var<"U", 2, 2>;
constexpr auto h0 = var<"h0", 1, 2>;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

std::vector<double> numbers(int count, double from) {
  std::vector<double> result;
  for (int i = 0; i < count; ++i) result.push_back(from + 0.375 * ((i * 7) % 5) - 0.5 * (i % 3));
  return result;
}

std::string by_columns(const std::vector<double>& by_rows, int rows, int columns) {
  std::vector<double> result;
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < rows; ++i) result.push_back(by_rows[static_cast<std::size_t>(i * columns + j)]);
  return test::c_program::literals(result);
}

BOOST_AUTO_TEST_CASE(loops_and_gathers) {
  constexpr auto rows = gather_rows(E, word);
  constexpr auto states = scan(rows, std::tuple{h0, x}, [](auto row, auto h, auto s) { return std::tuple{tanh(row * U + h * y), where(s > 0_c, s - sum(row), s * y)}; });
  constexpr auto f = sqnorm(std::get<0>(states)) + sum(std::get<1>(states)) + iterate(dim<"k">, x, [](auto s) { return s - y * sin(s); }) + sqnorm(segment_sum(rows, word)) + sum(hadamard(row_sums(rows), exp(gather_rows(nabla::column<0>(E), word)))) + sum(pick(E * transpose(E), column));
  test::c_program program(false);
  program.add_function(to_c(value_and_grad(f), "f"));
  for (int length : {0, 1, 2, 7}) {
    const std::vector<double> at_E = numbers(6, 0.25), at_U = numbers(4, -0.5), at_h = numbers(2, 0.125);
    std::vector<int> at_word;
    for (int i = 0; i < length; ++i) at_word.push_back(i * i % 3);
    const auto found = value_and_grad(f)(E = at_E, word = at_word, U = at_U, h0 = at_h, x = 0.75, y = 0.625, dim<"k"> = length, column = std::vector{2, 0, 2});
    const std::string size = std::to_string(length);
    program.add_call("  double d_E[6], d_U[4], d_h0[2], d_x, d_y, space[4000];\n  if (f_workspace(" + size + ", " + size + ") > 4000) ++different;\n");
    program.add_call("  const double value = f(" + size + ", " + size + ", " + by_columns(at_E, 3, 2) + ", " + test::c_program::literals(std::vector<double>(at_word.begin(), at_word.end())) + ", " + by_columns(at_U, 2, 2) + ", " +
                     by_columns(at_h, 1, 2) + ", 0.75, 0.625, " + test::c_program::literals({2, 0, 2}) + ", d_E, d_U, d_h0, &d_x, &d_y, space);\n");
    program.expect("value", "value", found.value);
    program.expect("d_x", "d_x", found.grad[x]);
    program.expect("d_y", "d_y", found.grad[y]);
    const auto expect_all = [&](const std::string& name, const auto& m) {
      for (int j = 0; j < m.columns(); ++j)
        for (int i = 0; i < m.rows(); ++i) program.expect(name, name + "[" + std::to_string(i + m.rows() * j) + "]", m(i, j));
    };
    expect_all("d_E", found.grad[E]);
    expect_all("d_U", found.grad[U]);
    expect_all("d_h0", found.grad[h0]);
    program.end_case();
  }
  BOOST_TEST(program.run("c_loops") == 0);
}

BOOST_AUTO_TEST_CASE(loops_that_read_nothing) {
  constexpr auto f = iterate<5>(x, [](auto s) { return cos(s) + 0.5_c; });
  test::c_program program(false);
  program.add_function(to_c(value_and_grad(f), "f"));
  const auto [value, slopes] = value_and_grad(f)(x = 0.75);
  program.add_call("  double d_x;\n  const double value = f(0.75, &d_x);\n");
  program.expect("value", "value", value);
  program.expect("d_x", "d_x", slopes[x]);
  program.end_case();
  BOOST_TEST(program.run("c_loops_that_read_nothing") == 0);
}

}  // namespace
