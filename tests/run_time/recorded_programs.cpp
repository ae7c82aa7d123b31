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

/// How often a function is run to follow all its paths; less than 0 where they are too many.
template <class Function>
int runs_to_record(Function function) {
  detail::graph g;
  detail::recorder r(g);
  detail::facts_map known;
  const int node = detail::import(g, known, detail::facts_of<std::remove_const_t<decltype(x)>>, false);
  detail::follow_all_paths(r, [&](detail::list<int>& results) { detail::add_results(r, function(detail::recorded(&r, node)), results); });
  return r.problem.what == detail::recording_fault::none ? r.runs : -r.runs;
}
/// Guards that end it, then branches one after another.
struct branching {
  int guards, branches;
  template <class T>
  T operator()(const T& u) const {
    T sum = 1;
    for (int i = 0; i < guards; ++i) {
      if (!(sin(u * (i + 2)) > 0)) return sum;
      sum += u * i;
    }
    for (int i = 0; i < branches; ++i) {
      if (cos(u * (i + 2)) > 0) sum += exp(u * i);
      else sum -= u * i;
    }
    return sum;
  }
};

/// Few paths where its number is positive, else many in arms of one choice.
struct branching_arms {
  template <class T>
  T operator()(const T& u) const {
    if (sin(u) > 0) return branching{0, 7}(u);
    return where(sin(2 * u) > 0, [&] { return branching{0, 10}(u); }, [&] { return branching{0, 10}(u + 1); });
  }
};

}  // namespace

// 2^13 branches were followed for half a minute before they were refused
BOOST_AUTO_TEST_CASE(too_many_paths_are_foreseen) {
  BOOST_TEST(runs_to_record(branching{0, 3}) == 8);
  BOOST_TEST(runs_to_record(branching{0, 12}) == 4096);
  for (int branches : {13, 14, 20, 60}) {
    const int runs = runs_to_record(branching{0, branches});
    BOOST_TEST(runs < 0);
    BOOST_TEST(runs > -256);
  }
  // a path that is long is none of many
  BOOST_TEST(runs_to_record(branching{300, 0}) == 301);
  BOOST_TEST(runs_to_record(branching{6, 10}) == 1030);
  BOOST_TEST(runs_to_record(branching{1, 12}) < 0);
  // nor are those of arms that are met again and again on the way to an estimate
  BOOST_TEST(runs_to_record(branching_arms{}) == 128 + 1 + 2 * 1024);
}

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
