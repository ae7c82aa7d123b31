// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Functions in ordinary C++, recorded: numbers, branches, calls.

#include <nabla/nabla.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>

#pragma GCC diagnostic ignored "-Wshadow"  // parameters have the names of symbols

namespace {

using namespace nabla;

constexpr auto a = var<"a">;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

constexpr bool near(double u, double v, double tolerance = 1e-14) { return (u < v ? v - u : u - v) <= tolerance * (1 + (u < 0 ? -u : u)); }

// ---- bare numbers, locals, loops, arrays, helpers, structs --------------------------------------------------------------------------------
template <class T>
constexpr T horner(const std::array<double, 4>& coefficients, T x) {
  T sum = 0;
  for (double c : coefficients) sum = sum * x + c;
  return sum;
}
template <class T>
struct state {
  T position, speed;
};
template <class T>
constexpr state<T> step(state<T> s, double dt) {
  s.speed -= dt * sin(s.position);
  s.position += dt * s.speed;
  return s;
}
template <class T>
constexpr T factorial_power(T x, int n) {
  return n == 0 ? T(1) : x * factorial_power(x, n - 1) / n;
}
constexpr auto loops = [](auto x, auto y) {
  using T = decltype(x);
  std::array<T, 3> table{x, y, x * y};
  state<T> s{x, 0};
  for (int i = 0; i < 3; ++i) s = step(s, 0.25);
  auto pair = std::pair{s.position, s.speed};
  T product = 1;
  for (auto t : table) product *= t + 0.1f;
  constexpr double third = 1.0 / 3;
  return horner({0.1, 1e-5, 2, 3}, x) + pair.first - pair.second / product + third * factorial_power(y, 5) + (1 - 2) * -y + +x;
};
constexpr auto recorded_loops = formula<"x", "y">(loops);
struct with_sine {  // a double whose sine is a constant
  double value;
  constexpr with_sine(double v) : value(v) {}
  friend constexpr with_sine operator+(with_sine u, with_sine v) { return u.value + v.value; }
  friend constexpr with_sine operator-(with_sine u, with_sine v) { return u.value - v.value; }
  friend constexpr with_sine operator*(with_sine u, with_sine v) { return u.value * v.value; }
  friend constexpr with_sine operator/(with_sine u, with_sine v) { return u.value / v.value; }
  constexpr with_sine operator-() const { return -value; }
  constexpr with_sine operator+() const { return value; }
  constexpr with_sine& operator+=(with_sine v) { return *this = *this + v; }
  constexpr with_sine& operator-=(with_sine v) { return *this = *this - v; }
  constexpr with_sine& operator*=(with_sine v) { return *this = *this * v; }
  friend constexpr with_sine sin(with_sine u) { return nabla::sin(a)(nabla::var<"a"> = u.value); }
};
static_assert(near(recorded_loops(0.5, -1.25), loops(with_sine(0.5), with_sine(-1.25)).value));
static_assert(near(grad(recorded_loops)(0.5, -1.25)[x], (recorded_loops(0.5 + 1e-5, -1.25) - recorded_loops(0.5 - 1e-5, -1.25)) / 2e-5, 1e-8));

// ---- every double is itself -------------------------------------------------------------------------------------------------------------------
constexpr auto doubles = formula<"x">([](auto x) { return 1e-300 * x + 1e300 * x + 0.1f * x + 0.1; });
static_assert(doubles(1e-300) == (1e-300 * 1e-300 + 1e300 * 1e-300) + 0.1f * 1e-300 + 0.1);
static_assert(!(formula<"x">([](auto x) { return 0.1 * x; }) == 0.1_c * x));
static_assert(formula<"x">([](auto x) { return 0.1 * x; }) == exact<0.1> * x);
static_assert(formula<"x">([](auto x) { return 0.75 * x - 3; }) == 0.75_c * x - 3_c);

// ---- numbers that are known are computed with, without a recorded one too ---------------------------------------------------------------------
constexpr auto known = formula<"x">([]<class T>(T x) {
  T u = 2, v = u * u - 1.5;
  ++u;
  --u;
  constexpr double k = 0.1, table[] = {1, 2, 3};
  return v * x + k * x + exp(u) + sigmoid(T(0)) + max(u, 3) + relu(T(-1)) + table[1] + sq(u) + max(x, 0.0) + (u > 1 ? 1 : 0) + (x > 1) + where((x > 1) & (x < 3), 5, x) + pow(x, 2) +
      pow(2, x) + huber(T(3)) + huber(x) + hypot(T(3), 4);
});
static_assert(near(known(2.0), 2.5 * 2 + 0.1 * 2 + 7.38905609893065 + 0.5 + 3 + 0 + 2 + 4 + 2 + 1 + 1 + 5 + 4 + 4 + 2.5 + 1.5 + 5));
// those that are computed by way of functions that only rules name
constexpr auto by_definitions = formula<"x">([](auto x) { return x * tanh(decltype(x)(0.5)) + log_normal_cdf(decltype(x)(-1.0)) + gelu(decltype(x)(1.0)); });
static_assert(near(by_definitions(2.0), 2 * 0.46211715726000973 - 1.8410216450092634 + 0.8413447460685429));

// ---- single nodes ---------------------------------------------------------------------------------------------------------------------------------
static_assert(formula<"x", "y">([](auto x, auto y) { return max(x, y) + min(x, 2) - abs(y) * clamp(x, 0, y) + relu(x); }) == max(x, y) + min(x, 2_c) - abs(y) * clamp(x, 0_c, y) + relu(x));
static_assert(formula<"x", "y">([](auto x, auto y) { return where(x > y, x, 1.0) + where((x > y) | (x == 0), y, x); }) == where(x > y, x, 1_c) + where(x > y || equal(x, 0_c), y, x));

struct swish_rule : function<1> {
  static constexpr auto text = "swish";
  static constexpr auto value(auto u) {
    using std::exp;
    return u / (1 + exp(-u));
  }
  static constexpr auto partials(auto u, auto v) { return partial(sigmoid(u) + v * (1_c - sigmoid(u))); }
};
static_assert(formula<"x">([](auto x) { return 2 * call<swish_rule>(x * x) + sin(call<swish_rule>(x)); }) == 2_c * call<swish_rule>(sq(x)) + sin(call<swish_rule>(x)));

// ---- branches: the path of the plain call ---------------------------------------------------------------------------------------------------------
constexpr auto branches = []<class T>(T x, T y) -> T {
  if (x > 0 && y > 0) return x * y;
  if (!(x < -1) || y == 2) return x - y;
  return std::max(x, y) + std::min(x, T(3)) + (y != 0 ? 1 : 2);
};
constexpr auto recorded_branches = formula<"x", "y">(branches);
constexpr bool same_on_a_grid(auto function, auto recorded) {
  for (double u = -2; u <= 3; u += 0.5)
    for (double v = -2; v <= 3; v += 0.5)
      if (recorded(u, v) != function(u, v)) return false;
  return true;
}
static_assert(same_on_a_grid(branches, recorded_branches));
// a tie gives what the comparison takes, of which each derivative is taken too; nothing of the other path reaches them
constexpr auto tie = formula<"x">([](auto x) { return x > 0 ? sqrt(x) : 3 * x; });
static_assert(grad(tie)(0.0)[x] == 3);
static_assert(tie(-4.0) == -12);
static_assert(grad(tie)(-4.0)[x] == 3);
static_assert(grad(tie)(4.0)[x] == 0.25);
static_assert(diff<2>(tie, x)(x = -4.0) == 0);
// a number of C++ in a choice is of the type of the other, but for a double, to which that could be made, too
constexpr auto chosen_numbers = formula<"x">([](auto x) { return (x > 0 ? x : 0) + (x > 1 ? 2.0f : x) + (x > 2 ? x : 3u) + (x > 3 ? true : x); });
static_assert(chosen_numbers(-4.0) == 0 - 4 + 3 - 4);
static_assert(chosen_numbers(4.0) == 4 + 2 + 4 + 1);
// a comparison that was answered is not asked again, so that this has 5 paths
constexpr auto again = formula<"x">([]<class T>(T x) {
  T sum = 0;
  for (int k = 0; k < 20; ++k) sum += x > k % 4 ? x : T(k);
  return sum;
});
static_assert(again(2.5) == 15 * 2.5 + (3 + 7 + 11 + 15 + 19));
// 2^20 paths without where()
constexpr auto arms = formula<"x", "y">([]<class T>(T x, T y) {
  T sum = 0;
  for (int i = 0; i < 20; ++i) sum += where(x > i, [&] { return x - i; }, [&] { return y > i ? y * x : T(i); });
  return sum;
});
static_assert(arms(-1.0, -1.0) == 190);
static_assert(arms(2.5, 1.5) == (2.5 + 1.5 + 0.5) + (190 - 3));
constexpr auto two_arms = formula<"x">([]<class T>(T x) {
  auto [u, v] = where(x < 1, [&] { return std::pair{x, T(2)}; }, [&] { return std::pair{sq(x), 1 - x}; });
  return u + 10 * v;
});
static_assert(two_arms(0.5) == 20.5);
static_assert(two_arms(2.0) == -6);

// What comes behind branches one after another is there once: each is a choice of its own, and not all of their combinations.
constexpr auto branches_in_turn = formula<"x", "y">([](auto x, auto y) {
  auto sum = sin(x);
  if (x > 0) sum += y;
  else sum += x * x;
  if (y > 1) sum *= exp(x);
  else sum *= y;
  if (x * y < 2) sum = 1 - sum;
  else sum = x - sum;
  return sum;
});
static_assert(branches_in_turn == where(x * y < 2_c, 1_c, x) - (sin(x) + where(x > 0_c, y, x * x)) * where(y > 1_c, exp(x), y));
// The same where an arm leaves the number as it is, in sums and differences that change from branch to branch; and a zero keeps its sign.
constexpr auto branches_without_else = []<class T>(T x, T y) {
  T sum = x;
  for (int k = 1; k < 5; ++k)
    if (x * y * k > k - 2) sum += k * y;
    else if (x > y * k) sum -= k * y * y;
  if (y > 3 * x) sum *= 2 * y;
  return sum;
};
constexpr auto sum_of_branches = formula<"x", "y">(branches_without_else);
template <class Recording, class... Symbols>
constexpr int nodes_of(detail::recorded_formula<Recording, Symbols...>) { return detail::recorded_nodes<Recording>::size; }
static_assert(nodes_of(sum_of_branches) < 60);
static_assert(same_on_a_grid(branches_without_else, sum_of_branches));
constexpr auto zero_of_branches = formula<"x", "y">([](auto x, auto y) {
  if (y > 1) x += y;
  if (y > 2) x -= 1;
  if (y > 3) x *= y;
  return x;
});
static_assert(std::bit_cast<std::uint64_t>(zero_of_branches(-0.0, 0.5)) == std::bit_cast<std::uint64_t>(-0.0));
static_assert(grad(zero_of_branches)(2.0, 4.0)[x] == 4);
static_assert(grad(zero_of_branches)(2.0, 4.0)[y] == 5 + 4);

// ---- C++ as people write it -------------------------------------------------------------------------------------------------------------------------
constexpr auto standard_names = formula<"x">([]<class T>(T x) {
  using std::abs, std::exp, std::max, std::pow, std::sqrt, std::swap;
  T a = x, b = 1;
  swap(a, b);
  return sqrt(b) + exp(a - 1) + max(a, b) + abs(x) + pow(x, 2) + pow(x, 3.0);
});
static_assert(standard_names(4.0) == 2 + 1 + 4 + 4 + 16 + 64);
constexpr auto algorithms = formula<"x", "y">([]<class T>(T x, T y) {
  std::array<T, 3> a{x, y, x * y};
  const T sum = std::accumulate(a.begin(), a.end(), T(0)) + std::inner_product(a.begin(), a.end(), a.begin(), T(1));
  std::sort(a.begin(), a.end());
  return sum + 100 * a[0] + 1000 * a[1] + 10000 * a[2] + *std::max_element(a.begin(), a.end());
});
static_assert(algorithms(2.0, 3.0) == 11 + 50 + 200 + 3000 + 60000 + 6);
static_assert(algorithms(3.0, 2.0) == algorithms(2.0, 3.0));
constexpr auto statements = formula<"x", "y">([]<class T>(const T& x, const T& y) {
  T table[2][2] = {{x, y}, {1, 2}}, s = 0;
  const auto sum = [&](auto... u) { return (u + ...); };
  int i = 0;
  do {
    switch (i % 2) {
      case 0: s += table[0][i / 2]; break;
      default: s -= table[1][i / 2];
    }
  } while (++i < 4);
  s *= -1;
  s /= 2;
  s -= 1.5;
  const T before = s++;
  s--;
  auto [p, q] = std::pair{s * x, ++s};
  return x > y ? sum(p, q, before) : T(0.25);
});
static_assert(statements(2.0, 1.0) == -3 - 0.5 - 1.5);
static_assert(statements(1.0, 2.0) == 0.25);
constexpr auto conditions = formula<"x">([](auto x) -> decltype(x) {
  const bool positive = x > 0;
  const auto small = x < 1;
  int n = 0;
  if (positive) ++n;
  if (small && positive) n += 10;
  if (!x) return 7;
  return x * n + (positive ? 1.0 : 0.0) + small;
});
static_assert(conditions(0.5) == 5.5 + 1 + 1);
static_assert(conditions(-1.0) == 1);
static_assert(conditions(0.0) == 7);
static_assert(formula<"x">([](auto x) { return 2u * x + 3L * x - 1.5f * x + short(2) * x + 1 / x + x / 2 + (x - 1) / 3LL; })(1.0) == 2 + 3 - 1.5 + 2 + 1 + 0.5);

// sums of comparisons are whole numbers where C++ takes them for such, and numbers that are written down elsewhere
template <class T>
constexpr int sign_of(T u) {
  return (T(0) < u) - (u < T(0));
}
constexpr auto whole = []<class T>(T x, T y) -> T {
  constexpr double table[] = {1, 2, 4, 8};
  int n = (x > 0) + (y > 0);
  double m = 0;
  auto k = (x > 0) + 1;
  for (int i = 0; i < k; ++i) m += i;
  k += 2 * (y > 0);
  m += (k & 3) + 10 * !k + 100 * (k > 4);
  n += x > 0;
  m -= 2 * (y > 0) - 1;
  switch ((x > 0) + 2 * (y > 0)) {
    case 0: m += 0.5; break;
    case 3: m = -(x > 0) * 4; break;
    default: n = ((x > 0) + 2) / 2;
  }
  return sign_of(x) * y + n * x + m + table[2 * (x > 0) + (y > 0)] + x * (x > y) + ((x > y) + (y > 0) + 1) * y;
};
static_assert(same_on_a_grid(whole, formula<"x", "y">(whole)));
constexpr auto written_down = formula<"x", "y">([](auto x, auto y) { return x * ((x > 0) - (y > 0)); });
static_assert(written_down == x * ((x > 0_c) - (y > 0_c)));
// what <cmath> has and the table has not
constexpr auto of_cmath = formula<"x", "y">([](auto x, auto y) { return std::array{fabs(x), trunc(x), fmod(x, y), copysign(x, y), fmax(x, y), fmin(x, 2), fdim(x, y), lerp(x, y, 0.25), ldexp(x, -3), rint(x), remainder(x, y), tgamma(x)}; });
constexpr bool of_cmath_is(double u, double v, const std::array<double, 12>& values) {
  const auto result = of_cmath(u, v);
  for (int i = 0; i < 12; ++i)
    if (const double off = result(i, 0) - values[static_cast<std::size_t>(i)]; off * off > (i == 11 ? 1e-24 : 0)) return false;
  return true;
}
static_assert(of_cmath_is(-2.5, 1.0, {2.5, -2, -0.5, 2.5, 1, -2.5, 0, -1.625, -0.3125, -2, -0.5, -0.94530872048294188123}));
static_assert(of_cmath_is(6.0, -0.1, {6, 6, 0.09999999999999967, -6, 6, 2, 6.1, 4.475, 0.75, 6, -3.3306690738754696e-16, 120}));
static_assert(of_cmath_is(3.5, 2.0, {3.5, 3, 1.5, 3.5, 3.5, 2, 1.5, 3.125, 0.4375, 4, -0.5, 3.3233509704478425512}));
static_assert(of_cmath(5.5, -0.0)(3, 0) == -5.5);
static_assert(formula<"x">([](auto x) { return tgamma(x) + (isnan(tgamma(x - 4)) ? 1 : 0); })(3.0) - 3 < 1e-14);
constexpr double infinity = std::numeric_limits<double>::infinity(), not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto kind_of = formula<"x">([]<class T>(T x) { return isnan(x) ? T(1) : isinf(x) ? T(2)
                                                             : signbit(x)                  ? T(3)
                                                                                           : fmax(x, not_a_number) + fmin(not_a_number, x) + (isfinite(x) ? 0.5 : 0); });
static_assert(of_cmath(5.5, infinity)(2, 0) == 5.5);
static_assert(of_cmath(5.5, -infinity)(10, 0) == 5.5);
static_assert(kind_of(not_a_number) == 1);
static_assert(kind_of(-infinity) == 2);
static_assert(kind_of(-0.0) == 3);
static_assert(kind_of(4.0) == 8.5);
static_assert(grad(formula<"x", "y">([](auto x, auto y) { return fmod(x, y) + fmax(x, y); }))(-7.0, 3.0)[y] == 2 + 1);

// ---- functions with constants in them; function objects ---------------------------------------------------------------------------------------------
constexpr bool captures_of_nothing() {
  return formula<"x">([=](auto u) { return 2 * u; }) == 2_c * x && formula<"x">([&](auto u) { return 2 * u; }) == 2_c * x;
}
static_assert(captures_of_nothing());
constexpr auto with_factor = [](double k) { return [k](auto u) { return k * u; }; };
constexpr auto twice_and_a_half = with_factor(2.5);
static_assert(formula<"x">([](auto x) { return twice_and_a_half(x); })(2.0) == 5);
struct multiply_both {
  template <class T>
  constexpr T operator()(T u, T v) const { return u * v; }
};
static_assert(formula<"x", "y">(multiply_both{}) == x * y);

// ---- structures as results ----------------------------------------------------------------------------------------------------------------------------
template <class T>
struct motion {
  state<T> now;
  std::array<T, 2> more;
  double mass;
};
constexpr auto motions = formula<"x", "y">([]<class T>(T x, T y) {
  if (x > y) return motion<T>{{x, y}, {1, 2}, 0.5};
  return motion<T>{{y, x * y}, {x, x}, 0.25};
});
static_assert(shape_of(motions) == matrix_shape(5, 1));
static_assert(motions(3.0, 2.0)(0, 0) == 3);
static_assert(motions(3.0, 2.0)(4, 0) == 0.5);
static_assert(motions(2.0, 3.0)(1, 0) == 6);
static_assert(motions(2.0, 3.0)(3, 0) == 2);
constexpr auto arms_of_structures = formula<"x", "y">([]<class T>(T x, T y) {
  const auto s = where(x > y, [&] { return state<T>{x, y}; }, [&] { return state<T>{exp(y), x}; });
  return s.position + 10 * s.speed;
});
static_assert(arms_of_structures(3.0, 2.0) == 23);
static_assert(arms_of_structures(-1.0, 0.0) == 1 - 10);

// ---- called by position, by name, with expressions, within another one ----------------------------------------------------------------------------
constexpr auto product = formula<"x", "y">([](auto x, auto y) { return x * sq(y); });
static_assert(product(2.0, 3.0) == 18);
static_assert(product(y = 3.0, x = 2.0) == 18);
static_assert(product(2, 3) == 18);
static_assert(product(2.0f, 3.0f) == 18.0f);
static_assert(product(y, x) == y * sq(x));
static_assert(product(x + y, 2_c) == 4_c * (x + y));
static_assert(product(exact<0.1>, y) == exact<0.1> * sq(y));
static_assert(value_and_grad(product)(2.0, 3.0).value == 18);
static_assert(grad(product)(2.0, 3.0)[y] == 12);
static_assert(grad(product, wrt(y))(2.0, 3.0)[y] == 12);
static_assert(evaluator(value_and_grad(product))(2.0, 3.0).grad[x] == 9);
static_assert(evaluator(product)(2.0, 3.0) == 18);
static_assert(diff(product, x) == sq(y));
static_assert(product * x + y == sq(x) * sq(y) + y);
static_assert(diff(product * product, y)(x = 2.0, y = 3.0) == 4 * 4 * 27);
constexpr auto nested = formula<"a">([](auto a) { return product(a, 2 * a) + product(x, y) * a + x; });  // with symbols of its own
static_assert(nested(a = 1.0, x = 2.0, y = 3.0) == 4 + 18 + 2);
static_assert(nested == 4_c * a * sq(a) + x * sq(y) * a + x);
constexpr auto unused = formula<"x", "y">([](auto x, auto) { return x; });
static_assert(unused(1.0, 2.0) == 1);
static_assert(grad(unused)(1.0, 2.0)[y] == 0);
static_assert(formula<"x">([](auto) { return 2.5; })(1.0) == 2.5);
static_assert(sum_over<0, 4>(formula<"k">([](auto k) { return k * k + 1; }))() == 14 + 4);
// one formula, recorded twice and typed, long enough to be named by its content, is one type inside of others
constexpr auto typed = 0.5_c * sin(x) * y + exp(x * y) * (x + y) * (x - y) * cos(x + y) * sq(x * y) + log(sq(x) + 1_c) * sqrt(sq(y) + 1_c);
constexpr auto formula_of_it = [](auto x, auto y) { return 0.5 * sin(x) * y + exp(x * y) * (x + y) * (x - y) * cos(x + y) * sq(x * y) + log(sq(x) + 1) * sqrt(sq(y) + 1); };
static_assert(formula<"x", "y">(formula_of_it) == typed && formula<"x", "y">(formula_of_it) * x == x * typed);
constexpr auto once = formula<"x", "y">(formula_of_it) * x + y;
constexpr auto twice = diff(formula<"x", "y">(formula_of_it) * sq(x) * 0.5_c, x) + y;
static_assert(near(once(x = 0.5, y = 0.25), 0.5 * typed(x = 0.5, y = 0.25) + 0.25));
static_assert(near(twice(x = 0.5, y = 0.25), diff(typed * sq(x) * 0.5_c, x)(x = 0.5, y = 0.25) + 0.25));
// Forms of several functions are asked for where a formula is an operand, which is a list of nodes and has no operands itself.
template <class Function>
constexpr bool is_operand(Function, Expression auto as_typed) {
  constexpr auto recorded_one = formula<"x", "y">(Function());
  return recorded_one * recorded_one == as_typed * as_typed && recorded_one / recorded_one == as_typed / as_typed && recorded_one + recorded_one == as_typed + as_typed &&
      log(1_c + recorded_one) == log(1_c + as_typed) && 1_c / recorded_one == 1_c / as_typed && sqrt(recorded_one) == sqrt(as_typed) && hypot(recorded_one, x) == hypot(as_typed, x);
}
static_assert(is_operand([](auto x, auto y) { return x / y; }, x / y));
static_assert(is_operand([](auto x, auto y) { return x + y; }, x + y));
static_assert(is_operand([](auto x, auto y) { return x * x + y * y; }, x * x + y * y));
static_assert(is_operand([](auto x, auto y) { return hypot(x, y); }, hypot(x, y)));

// ---- stable forms of several functions ----------------------------------------------------------------------------------------------------------------
constexpr auto recorded_sigmoid = formula<"x">([](auto u) { return exp(u) / (1.0 + exp(u)); });
static_assert(recorded_sigmoid(x = 1000.0) == 1);
static_assert(value_and_grad(recorded_sigmoid)(x = 1000.0).grad[x] == 0);

// A formula that a loop gives back as it is.
constexpr auto w = data<"w", 2>;
constexpr auto same_each_time = fold(w, 0_c, [](auto, auto) { return recorded_sigmoid; });
static_assert(same_each_time(x = 0.0, w = {1.0, 2.0}) == 0.5);
constexpr auto of_a_name = var<"of_a_name", dim<"n">, 1>;
constexpr auto same_column_each_time = fold(w, of_a_name, [](auto, auto) { return formula([](auto v) { return v + sum(v); }, of_a_name); });
static_assert(shape_of(same_column_each_time) == shape_of(of_a_name));

}  // namespace
