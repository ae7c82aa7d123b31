// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// vmap: as many calls of the scalar formula, for counts around the width of registers; sizes are checked first; threads.

#include <nabla/eigen.hpp>
#include <nabla/threads.hpp>

#include <support/near.hpp>

#include <boost/test/unit_test.hpp>

#include <support/refusal.hpp>

#include <atomic>
#include <chrono>
#include <limits>
#include <span>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace nabla;
using test::refusal;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
// what registers have, what they have not, a branch, a shared part, a constant
constexpr auto f = where(x > y, exp(x) * erf(y), log1p(sq(x))) / (1.5_c + sq(sin(x * y))) + max(x, y);

template <class T>
bool agree(T a, T b, T ulp = 32) {
  return a == b || (a != a && b != b) || (a > b ? a - b : b - a) <= ulp * std::numeric_limits<T>::epsilon() * (1 + (b < 0 ? -b : b));
}

template <class T>
void compare(int count) {
  const auto n = static_cast<std::size_t>(count);
  std::vector<T> xs(n), values(n + 1, T(-7)), slopes(n);
  for (std::size_t i = 0; i < n; ++i) xs[i] = static_cast<T>(static_cast<double>(i % 17) / 4 - 2);
  if (n > 3) xs[1] = std::numeric_limits<T>::quiet_NaN(), xs[2] = 0;
  const auto many = vmap<T>(value_and_grad(f));
  const auto [value, g] = many(x = xs, y = T(0.25));
  many(y = T(0.25), into(value_of(f) = std::span(values).first(n), gradient_of(x) = slopes), x = xs);
  BOOST_TEST(value.size() == n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto one = value_and_grad(f)(x = xs[i], y = T(0.25));
    BOOST_TEST_INFO("point " << i << " of " << n);
    BOOST_TEST((agree(value[i], one.value) && agree(g[x][i], one.grad[x]) && agree(g[y][i], one.grad[y])));
    BOOST_TEST((agree(values[i], value[i], T(0)) && agree(slopes[i], g[x][i], T(0))));
  }
  BOOST_TEST(values[n] == T(-7));  // nothing is written behind the last
}

BOOST_AUTO_TEST_CASE(as_many_calls) {
  for (int count : {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 100}) {
    compare<double>(count);
    compare<float>(count);
  }
}

BOOST_AUTO_TEST_CASE(eigen_vectors_and_blocks) {
  Eigen::MatrixXd table(4, 3);
  table << 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;
  const auto squares = vmap(sq(x));
  BOOST_TEST(squares(x = table.col(1))[2] == 64);
  BOOST_TEST(squares(x = table)[4] == 4);
  Eigen::VectorXd to(4);
  squares(x = table.col(2), into(value_of(sq(x)) = to));
  BOOST_TEST(to(3) == 144);
}

BOOST_AUTO_TEST_CASE(counts_are_checked_first) {
  const std::vector<double> three(3, 1.0), four(4, 1.0);
  std::vector<double> to(4, -7.0);
  BOOST_TEST(refusal([&] { (void)vmap(x * y)(x = three, y = four); }) == "nabla: vmap(): y has 4 points, the others 3");
  BOOST_TEST(refusal([&] { vmap(x * y)(x = three, y = 1.0, into(value_of(x * y) = to)); }) == "nabla: vmap(): a place in into() has 4 points, the others 3");
  BOOST_CHECK_THROW((void)vmap(x * y)(x = three, y = four), shape_error);
  BOOST_TEST(to[0] == -7);
  const Eigen::MatrixXd table = Eigen::MatrixXd::Ones(4, 4);
  BOOST_TEST(refusal([&] { (void)vmap(sq(x))(x = table.topRows(2)); }) == "nabla: vmap(): x is a part of a matrix with gaps between its columns; copy it");
}

BOOST_AUTO_TEST_CASE(threads_share_the_points) {
  std::vector<double> xs(1000);
  for (std::size_t i = 0; i < xs.size(); ++i) xs[i] = static_cast<double>(i) / 100 - 5;
  const auto many = vmap(value_and_grad(f));
  const auto alone = many(x = xs, y = 0.5);
  for (int count : {1, 2, 3, 16, 100, 0}) {
    const auto shared = many(x = xs, y = 0.5, threads(count));
    bool same = true;
    for (std::size_t i = 0; i < xs.size(); ++i) same = same && shared.value[i] == alone.value[i] && shared.grad[x][i] == alone.grad[x][i];
    BOOST_TEST(same);
  }
}

BOOST_AUTO_TEST_CASE(threads_run_each_part_once) {
  for (int count : {1, 2, 3, 7})
    for (int parts : {1, 2, 5, 48, 112}) {
      std::vector<std::atomic<int>> runs(static_cast<std::size_t>(parts));
      threads(count)(parts, [&runs](int part) { ++runs[static_cast<std::size_t>(part)]; });
      for (const std::atomic<int>& one : runs) BOOST_TEST(one == 1, one << " runs of one of " << parts << " parts, " << count << " threads");
    }
}

// The first part waits for all others: those that were to follow it are taken by another thread.
BOOST_AUTO_TEST_CASE(threads_take_what_others_have_not_begun) {
  constexpr int parts = 16;
  std::atomic<int> done{0};
  threads(2)(parts, [&done](int part) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (part == 0 && done < parts - 1 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
    if (part > 0 || done == parts - 1) ++done;
  });
  BOOST_TEST(done == parts);
}

// What one side of a branch alone needs is left out where no lane takes it.
constexpr auto branches = where(x > y, exp(x) * where(x > 2_c, lgamma(x), erf(x)), log1p(-x)) + erf(y);
constexpr int steps_in_arms = [] {
  using p = nabla::detail::program_in_a_row<std::remove_cvref_t<decltype(branches)>, true, nabla::detail::wrt_nothing>;
  int count = 0;
  for (int i = 0; i < p::plan.sizes.scalars; ++i)
    if (nabla::detail::arms_of<p>.of.data[i].condition > 0) ++count;
  return count;
}();
static_assert(steps_in_arms >= 6);

// A choice whose second arm is computed first.
constexpr auto sums_of_branches = where(x > y, x, lgamma(y) * x) + where(x > y, digamma(x) * y, exp(lgamma(y) * x));
static_assert([] {
  using p = nabla::detail::program_in_a_row<std::remove_cvref_t<decltype(sums_of_branches)>, true, nabla::detail::wrt_nothing>;
  for (int i = 0; i < p::plan.sizes.scalars; ++i)
    if (const auto& s = p::plan.scalars[i]; s.function == nabla::detail::key_of("where") && s.operands[2] == s.slot) return true;
  return false;
}());

/// In registers that take one side, the other, or both.
template <class F>
void compare_arms(F) {
  for (int side = 0; side < 4; ++side) {
    std::vector<double> xs(40);
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const double part = static_cast<double>(i) / 40;
      xs[i] = side == 0 ? 3 + part : (side == 1 ? -1 - part : (side == 2 ? 1 + part : part * 6 - 2));
    }
    const auto many = vmap(value_and_grad(F{}))(x = xs, y = 0.25);
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const auto one = value_and_grad(F{})(x = xs[i], y = 0.25);
      BOOST_TEST((agree(many.value[i], one.value) && agree(many.grad[x][i], one.grad[x]) && agree(many.grad[y][i], one.grad[y])));
    }
  }
}
BOOST_AUTO_TEST_CASE(arms_of_branches) {
  compare_arms(branches);
  compare_arms(sums_of_branches);
}

// more steps than one piece of code has
BOOST_AUTO_TEST_CASE(a_long_formula) {
  constexpr auto chain = formula<"x">([](auto u) {
    auto s = u;
    for (int k = 1; k <= 150; ++k) s = s + u / (s * s + k);
    return s;
  });
  const std::vector<double> xs(11, 0.75);
  const auto one = value_and_grad(chain)(0.75);
  const auto many = vmap(value_and_grad(chain))(xs);
  BOOST_TEST((agree(many.value[10], one.value) && agree(many.grad[x][0], one.grad[x])));
}

/// All second derivatives in one pass, zeros and constants among them, for no point, one, and counts around the width of registers.
BOOST_AUTO_TEST_CASE(hessians) {
  constexpr auto h = exp(x * y) * sin(x) + sq(y);
  for (const std::size_t count : {0U, 1U, 7U, 37U}) {
    std::vector<double> xs(count);
    for (std::size_t i = 0; i < count; ++i) xs[i] = static_cast<double>(i) / 8 - 1;
    const auto many = vmap(hessian(h, wrt(y, x)))(x = xs, y = 0.75, threads(2));
    const auto plain = vmap(hessian(3_c * x + sq(y), wrt(x, y)))(x = xs, y = 0.75);
    const auto one = vmap<float>(hessian(h, wrt(x)))(x = 0.5F, y = std::vector<float>(count, 0.25F));
    BOOST_TEST(plain(1, 0).size() == count);
    BOOST_TEST(one(0, 0).size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto wanted = hessian(h, wrt(y, x))(x = xs[i], y = 0.75);
      for (int j = 0; j < 2; ++j)
        for (int k = 0; k < 2; ++k) {
          BOOST_TEST(agree(many(j, k)[i], wanted(j, k)));
          BOOST_TEST(plain(j, k)[i] == (j == 1 && k == 1 ? 2 : 0));
        }
      BOOST_TEST(agree(one(0, 0)[i], static_cast<float>(hessian(h, wrt(x))(x = 0.5, y = 0.25)(0, 0))));
    }
  }
}

// Loops and matrices inside, with the same data at all points: loops over steps of numbers take a register of points at a time, and all else is a call for each.
constexpr auto n = dim<"n">;
constexpr auto e = data<"e", n>;
constexpr auto M = data<"M", n, 2>;
constexpr auto r = data<"r", 1, 2>;
constexpr auto place = indices<"place", 1, n>;
constexpr std::size_t counts[] = {0, 1, 2, 4, 9, 20};

std::vector<double> points_around(std::size_t count, double middle) {
  std::vector<double> all(count);
  for (std::size_t i = 0; i < count; ++i) all[i] = i == 5 ? std::numeric_limits<double>::quiet_NaN() : middle + static_cast<double>(i * i % 13) / 16;
  return all;
}
template <class F, class... Data>
void compare_with_calls(double ulp, F, const Data&... with) {
  for (const std::size_t count : counts) {
    const std::vector<double> xs = points_around(count, 0.25), ys = points_around(count, -0.5);
    const auto many = vmap(value_and_grad(F{}, wrt(x, y)))(with..., x = xs, y = ys, threads(2));
    BOOST_TEST(many.value.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto one = value_and_grad(F{}, wrt(x, y))(x = xs[i], y = ys[i], with...);
      BOOST_TEST_INFO("point " << i << " of " << count);
      BOOST_TEST((agree(many.value[i], one.value, ulp) && agree(many.grad[x][i], one.grad[x], ulp) && agree(many.grad[y][i], one.grad[y], ulp)));
    }
  }
}
/// Second derivatives, and values in places of the caller's.
template <class F, class... Data>
void compare_curvatures_with_calls(double ulp, F, const Data&... with) {
  for (const std::size_t count : counts) {
    const std::vector<double> xs = points_around(count, 0.25);
    std::vector<double> values(count + 1, -7);
    const auto curvatures = vmap(hessian(F{}, wrt(x, y)))(with..., x = xs, y = 0.375);
    vmap(F{})(x = xs, with..., y = 0.375, into(value_of(F{}) = std::span(values).first(count)));
    BOOST_TEST(values[count] == -7);
    for (std::size_t i = 0; i < count; ++i) {
      const auto second = hessian(F{}, wrt(x, y))(x = xs[i], y = 0.375, with...);
      BOOST_TEST_INFO("point " << i << " of " << count);
      BOOST_TEST(agree(values[i], F{}(x = xs[i], y = 0.375, with...), ulp));
      for (int j = 0; j < 2; ++j)
        for (int k = 0; k < 2; ++k) BOOST_TEST(agree(curvatures(j, k)[i], second(j, k)));
    }
  }
}
BOOST_AUTO_TEST_CASE(products_along_directions) {
  for (const std::size_t count : {0U, 1U, 5U, 64U}) {
    std::vector<double> xs(count), directions(count);
    for (std::size_t i = 0; i < count; ++i) {
      xs[i] = 0.3 + 0.02 * static_cast<double>(i);  // where little cancels
      directions[i] = 1 - 0.02 * static_cast<double>(i);
    }
    const auto along_each = vmap(jvp(f, wrt(x, y)))(at(x = xs, y = 0.7), along(x = directions, y = 2.0));
    const auto of_hessians = vmap(hvp(f, wrt(x, y)))(at(x = xs, y = 0.7), along(x = directions, y = -1.0), threads(2));
    std::vector<double> written(count);
    vmap(jvp(f, wrt(x)))(at(x = xs, y = 0.7), along(x = 1.0), into(value_of(f) = written));
    BOOST_TEST(along_each.size() == count);
    for (std::size_t i = 0; i < count; ++i) {
      BOOST_TEST(agree(along_each[i], jvp(f, wrt(x, y))(at(x = xs[i], y = 0.7), along(x = directions[i], y = 2.0))));
      const auto one = hvp(f, wrt(x, y))(at(x = xs[i], y = 0.7), along(x = directions[i], y = -1.0));
      BOOST_TEST(agree(of_hessians[x][i], one[x]));
      BOOST_TEST(agree(of_hessians[y][i], one[y]));
      BOOST_TEST(agree(written[i], diff(f, x)(x = xs[i], y = 0.7)));
    }
  }
}
BOOST_AUTO_TEST_CASE(loops_at_points) {
  const std::vector<double> seen{0.5, -1, 0.25, 2}, none;
  const Eigen::MatrixXd two = Eigen::MatrixXd::Random(3, 2);
  constexpr auto filter = x * fold(e, x, [](auto now, auto state) { return where(state > now, log(state) * exp(y), tanh(now + y * state)); });
  constexpr auto variance = [] {
    constexpr auto h = scan(e, 1_c, [](auto now, auto before) { return 0.5_c + sq(x * now) + sq(y) * before; });
    return sum(log(h));
  }();
  constexpr auto pair = fold(M, std::tuple{x, y}, [](auto row, auto p, auto q) { return std::tuple{p + 0.1_c * q * sum(row), q - 0.1_c * sin(p)}; });
  constexpr auto steps = iterate(dim<"k">, std::tuple{x, y}, [](auto p, auto q) { return std::tuple{p + 0.1_c * q, q - 0.1_c * sin(p)}; });
  compare_with_calls(32, filter, e = seen, n = 4);  // a size that a value has already
  compare_with_calls(32, filter, e = none, n = 0);
  compare_curvatures_with_calls(32, filter, e = seen);
  compare_with_calls(32, variance, e = seen);
  compare_with_calls(32, std::get<0>(pair) * std::get<1>(pair), M = two);
  for (const int k : {0, 1, 7}) compare_with_calls(32, std::get<0>(steps) * std::get<1>(steps), dim<"k"> = k);
}
// Each point is read before what it gives is written.
BOOST_AUTO_TEST_CASE(results_where_inputs_lie) {
  for (std::size_t points : {1U, 2U, 3U, 7U, 8U, 17U, 200U}) {
    std::vector<double> xs(points), ys(points, 1.5);
    for (std::size_t i = 0; i < points; ++i) xs[i] = static_cast<double>(i) / 64;
    const auto [value, g] = vmap(value_and_grad(f))(x = xs, y = ys);
    auto same = xs, by_x = xs, by_y = ys;
    vmap(f)(x = same, y = 1.5, into(value_of(f) = same), threads(2));
    vmap(value_and_grad(f))(x = by_x, y = by_y, into(gradient_of(x) = by_y, gradient_of(y) = by_x));
    for (std::size_t i = 0; i < points; ++i) {
      BOOST_TEST_INFO("point " << i << " of " << points);
      BOOST_TEST((agree(same[i], value[i]) && agree(by_y[i], g[x][i]) && agree(by_x[i], g[y][i])));
    }
  }
}

BOOST_AUTO_TEST_CASE(several_formulas_where_wanted) {
  const std::vector<double> xs{0.25, 1, 1.5};
  constexpr auto by_x = diff(f, x);
  constexpr auto by_y = diff(f, y);
  std::vector<double> value(3), slope(3), other(4, -7.0);
  const auto many = vmap(together(f, by_x, by_y));
  const auto own = many(x = xs, y = 1.5);
  const auto part = many(x = xs, y = 1.5, into(value_of(by_y) = slope), threads(2));
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST((slope[i] == own[2][i] && std::get<0>(part)[i] == own[0][i] && std::get<1>(part)[i] == own[1][i] && std::get<2>(part)[i] == slope[i]));
  BOOST_TEST(refusal([&] { many(x = xs, y = 1.5, into(value_of(f) = value, value_of(by_x) = other)); }) == "nabla: vmap(): a place in into() has 4 points, the others 3");
  BOOST_TEST((other == std::vector<double>(4, -7.0) && value == std::vector<double>(3)));
  std::vector<double> slopes(3);
  const auto [a, b, c] = many(x = xs, y = 1.5, into(value_of(by_y) = slope, value_of(f) = value, value_of(by_x) = slopes));
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST((value[i] == own[0][i] && slopes[i] == own[1][i] && slope[i] == own[2][i] && a[i] == value[i] && b[i] == slopes[i] && c[i] == slope[i]));
}

BOOST_AUTO_TEST_CASE(matrices_at_points) {
  const Eigen::MatrixXd two = Eigen::MatrixXd::Random(5, 2);
  const Eigen::RowVector2d slope(0.5, -2);
  compare_with_calls(0, sqnorm(M * transpose(r) * x - sin(y * e)), M = two, r = slope, e = two.col(0));
  compare_curvatures_with_calls(0, sqnorm(M * transpose(r) * x - sin(y * e)), M = two, r = slope, e = two.col(0));
  compare_with_calls(0, exp(x * y) * sqnorm(r), r = two.row(1));  // which has to be copied
  const auto with_float = vmap<float>(x * sqnorm(r))(x = std::vector<float>{1, 2}, r = Eigen::RowVector2f(3, 4));
  BOOST_TEST(with_float[1] == 50.0F);
}
BOOST_AUTO_TEST_CASE(sizes_of_data_at_points) {
  const std::vector<double> seen{0.5, -1}, xs(40, 1.0), few(3, 1.0);
  const Eigen::MatrixXd two = Eigen::MatrixXd::Random(3, 2);
  constexpr auto filter = fold(e, x, [](auto now, auto state) { return now + state * y; });
  BOOST_CHECK_THROW((void)vmap(filter * sum(M))(x = xs, y = 1.0, e = seen, M = two, threads(4)), shape_error);
  BOOST_TEST(refusal([&] { (void)vmap(row<0>(gather_rows(e, place)))(place = std::vector<double>{1, 0, 2}, e = seen); }) == "nabla: element 0 of place is no whole number from 0 on below n = 2");
  BOOST_TEST(refusal([&] { (void)vmap(filter)(x = xs, y = few, e = seen); }) == "nabla: vmap(): y has 3 points, the others 40");
}

}  // namespace
