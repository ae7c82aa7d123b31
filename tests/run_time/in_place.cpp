// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// A call of a moderate number of steps stands where it is written, whether values are bound by name, by position or as a structure: a path through branches is over before numbers
// have been handed to a function and results back.

#include <boost/test/unit_test.hpp>

#include <nabla/hana.hpp>
#include <nabla/nabla.hpp>

namespace {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

/// A number itself; knows the frame of the function that it was computed in.
const void* frame;
struct marked : nabla::function<1> {
  static constexpr auto text = "marked";
  [[gnu::always_inline]] static constexpr auto value(auto u) {
    if (!std::is_constant_evaluated()) frame = __builtin_frame_address(0);
    return u;
  }
  static constexpr auto partials(auto, auto) { return partial(1_c); }
};
/// 2^Levels leaves: too many for compilers to put them where they are called by themselves.
template <int Levels, class T>
constexpr T leaf_of(const T& u, const T& v, int number) {
  if constexpr (Levels == 0) return (u - number) * (v + number) + call<marked>(u) * u * (number + 1);
  else return u * (Levels + number) < v ? leaf_of<Levels - 1, T>(v, u, 2 * number) : leaf_of<Levels - 1, T>(u, v + 1, 2 * number + 1);
}
constexpr auto f = formula<"x", "y">([]<class T>(T u, T v) -> T { return leaf_of<4, T>(u, v, 0); });

volatile double first = 0.5, second = 2;  // which compilers do not know

struct place {
  BOOST_HANA_DEFINE_STRUCT(place, (double, x), (double, y));
};

}  // namespace

// twice: what is called once compilers put there by themselves
#if defined(__OPTIMIZE__) && !defined(NABLA_UNOPTIMISED)
#define STANDS_HERE(...)                                           \
  do {                                                             \
    static_cast<void>(__VA_ARGS__);                                \
    frame = nullptr;                                               \
    static_cast<void>(__VA_ARGS__);                                \
    BOOST_TEST(frame == __builtin_frame_address(0), #__VA_ARGS__); \
  } while (false)
#else
#define STANDS_HERE(...) static_cast<void>(__VA_ARGS__)
#endif

BOOST_AUTO_TEST_CASE(values) {
  STANDS_HERE(f(x = double{first}, y = double{second}));
  STANDS_HERE(f(double{first}, double{second}));
  STANDS_HERE(f(place{first, second}));
}

BOOST_AUTO_TEST_CASE(values_and_gradients) {
  STANDS_HERE(value_and_grad(f)(x = double{first}, y = double{second}));
  STANDS_HERE(value_and_grad(f)(double{first}, double{second}));
  STANDS_HERE(value_and_grad(f)(place{first, second}));
  STANDS_HERE(grad(f)(double{first}, double{second}));
}

BOOST_AUTO_TEST_CASE(evaluators) {
  auto evaluate = evaluator(value_and_grad(f));
  STANDS_HERE(evaluate(x = double{first}, y = double{second}));
  STANDS_HERE(evaluate(double{first}, double{second}));
  STANDS_HERE(evaluate(place{first, second}));
}
