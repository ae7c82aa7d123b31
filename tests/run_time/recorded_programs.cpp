// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Random functions in ordinary C++, recorded. tests/support/record_programs compares thousands.

#include <boost/test/unit_test.hpp>

#include <support/random_programs.hpp>

#include <vector>

BOOST_AUTO_TEST_CASE(recorded_programs_give_what_plain_ones_give) {
#if defined(__clang__)  // the two compilers share ten programs
  constexpr std::uint64_t first = 8, programs = 3;
#else
  constexpr std::uint64_t first = 1, programs = 7;
#endif
  const int points = test::check_programs<first>(
      [](std::uint64_t seed, const char* wrong) { BOOST_TEST(wrong == nullptr, "program " << seed << ": " << (wrong != nullptr ? wrong : "")); },
      std::make_integer_sequence<std::uint64_t, programs>{});
  BOOST_TEST(points > static_cast<int>(programs) * 5);  // most points have no kink nearby
}

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

/// exp, which counts how often it is computed.
int calls[3];
template <int Number>
struct counted_exp : nabla::function<1> {
  static constexpr auto text = Number == 0 ? "exp0" : (Number == 1 ? "exp1" : "exp2");
  static constexpr auto value(auto u) {
    using std::exp;
    if (!std::is_constant_evaluated()) ++calls[Number];
    return exp(u);
  }
  static constexpr auto partials(auto, auto v) { return partial(v); }
};
constexpr auto paths = formula<"x", "y">([]<class T>(T u, T v) -> T {
  const T product = u * v;
  if (product > 2) return call<counted_exp<0>>(product) * u;
  if (v > u && call<counted_exp<2>>(v) > 0) return call<counted_exp<1>>(u);
  return product + 1;
});

template <class Request>
void runs(Request asked, double u, double v, int first, int second, int third) {
  for (int& count : calls) count = 0;
  static_cast<void>(asked(u, v));
  BOOST_TEST(calls[0] == first);
  BOOST_TEST(calls[1] == second);
  BOOST_TEST(calls[2] == third);
}

}  // namespace

BOOST_AUTO_TEST_CASE(only_the_path_that_is_taken_is_computed) {
  const auto all = [](auto asked) {
    runs(asked, 3, 3, 1, 0, 0);
    runs(asked, 0.5, 1, 0, 1, 1);
    runs(asked, 1, 0.5, 0, 0, 0);
  };
  all(paths);
  all(grad(paths));
  all(value_and_grad(paths));
  BOOST_TEST(value_and_grad(paths)(3.0, 3.0).grad[y] == 9 * std::exp(9.0), boost::test_tools::tolerance(1e-14));
  BOOST_TEST(grad(paths)(0.5, 1.0)[x] == std::exp(0.5), boost::test_tools::tolerance(1e-15));
  BOOST_TEST(grad(paths)(1.0, 0.5)[x] == 0.5);
}

// many points at once compute both arms, and choose
BOOST_AUTO_TEST_CASE(paths_of_many_points) {
  std::vector<double> u, v;
  for (int i = 0; i < 37; ++i) {
    u.push_back(0.1 * i - 1);
    v.push_back(2.5 - 0.07 * i * i);
  }
  const auto all = vmap(value_and_grad(paths))(x = u, y = v);
  for (std::size_t i = 0; i < u.size(); ++i) {
    const auto one = value_and_grad(paths)(u[i], v[i]);
    BOOST_TEST(all.value[i] == one.value, boost::test_tools::tolerance(1e-14));
    BOOST_TEST(all.grad[x][i] == one.grad[x], boost::test_tools::tolerance(1e-14));
    BOOST_TEST(all.grad[y][i] == one.grad[y], boost::test_tools::tolerance(1e-14));
  }
}
