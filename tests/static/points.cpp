// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Many points in constant expressions.

#include <nabla/nabla.hpp>

#include <array>

namespace test_of_points {

using namespace nabla;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr std::array<double, 3> many{1, 2, 3};
constexpr double three[] = {4, 5, 6};

static_assert(vmap(x * y)(x = many, y = 2.0)[2] == 6);
static_assert(vmap(x * y)(x = many, y = three)[2] == 18);
static_assert(vmap(x * y)(x = 2.0, y = 5.0)[0] == 10);
static_assert(vmap(x * y)(x = 2.0, y = 5.0).size() == 1);
static_assert(vmap(sq(x))(x = std::array<double, 0>{}).size() == 0);
static_assert(vmap(x)(x = many)[1] == 2);
static_assert(vmap(where(x > 2_c, x, -x))(x = many)[0] == -1);
static_assert(vmap(fold(data<"e", dim<"n">>, x, [](auto now, auto state) { return now * y + state; }))(x = many, y = 2.0, data<"e", dim<"n">> = three)[1] == 32);
static_assert(vmap(grad(x * sqnorm(data<"v", 3>), wrt(x)))(x = many, data<"v", 3> = three)[x][2] == 77);
static_assert(vmap<float>(x / y)(x = std::array<float, 2>{1, 2}, y = 4)[1] == 0.5F);
static_assert(vmap(grad(x * x * y))(x = many, y = 2.0)[x][2] == 12);
static_assert(vmap(grad(x * x * y))(x = many, y = 2.0)[y][2] == 9);
static_assert(vmap(value_and_grad(x * x, wrt(x)))(x = many).value[1] == 4);
static_assert(vmap(value_and_grad(x * x, wrt(x)))(x = many).grad[x][1] == 4);

template <class Mapped>
constexpr double of_several(Mapped mapped, std::size_t which, std::size_t point) {
  const auto results = mapped();
  return results[which][point];
}
static_assert(of_several([] { return vmap(together(x * y, x + y))(x = many, y = 2.0); }, 1, 0) == 3);
static_assert(of_several([] { return vmap(derivatives<3>(x * x * x, x))(x = many); }, 2, 1) == 12);
static_assert(of_several([] { return vmap(derivatives<3>(x * x * x, x))(x = many); }, 3, 0) == 6);

constexpr auto product = formula<"x", "y">([](auto a, auto b) { return a > b ? a * b : a; });
static_assert(vmap(product)(many, 1.0)[0] == 1);
static_assert(vmap(product)(many, 1.0)[1] == 2);

constexpr double written_by_the_caller() {
  double values[3] = {}, slopes[3] = {};
  const auto f = x * x * y;
  const auto result = vmap(value_and_grad(f))(x = many, y = three, into(gradient_of(y) = slopes, value_of(f) = values));
  return values[0] + 10 * slopes[2] + 100 * result.grad[x][0] + 1000 * result.value[1];
}
static_assert(written_by_the_caller() == 4 + 90 + 800 + 20000);

constexpr double in_place() {
  std::array<double, 3> both{1, 2, 3};
  vmap(sq(x))(x = both, into(value_of(sq(x)) = both));
  return both[0] + 10 * both[1] + 100 * both[2];
}
static_assert(in_place() == 1 + 40 + 900);

}  // namespace test_of_points
