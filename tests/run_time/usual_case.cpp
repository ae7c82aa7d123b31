// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Small matrices as they mostly go, in steps on numbers whose bounds are kept, against the kernels that compute everything where a bound does not hold: numbers of all
// sizes, singular and indefinite matrices, infinities and NaN.

#include <boost/test/unit_test.hpp>

#include <support/run_program.hpp>

#include <nabla/eigen.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <utility>

using namespace nabla;

namespace {

bool are_alike(double a, double b, double size) { return std::isfinite(a) && std::isfinite(b) ? std::abs(a - b) <= 2e-11 * size : (a == b || (std::isnan(a) && std::isnan(b))); }
template <class M>
bool are_alike(const M& a, const M& b) {
  double size = 0;
  for (const double each : b.reshaped()) size = std::isfinite(each) ? std::max(size, std::abs(each)) : size;
  bool all = true;
  for (int j = 0; j < a.cols(); ++j)
    for (int i = 0; i < a.rows(); ++i) all = all && are_alike(a(i, j), b(i, j), size);
  return all;
}

template <int N>
using square = Eigen::Matrix<double, N, N>;
template <int N>
constexpr auto A = var<"A", N, N>;
template <int N>
constexpr auto b = var<"b", N>;
template <int N>
constexpr auto w = data<"w", N>;

/// The kind says what is wrong with it.
template <int N>
square<N> drawn(int kind, std::mt19937_64& generator) {
  std::normal_distribution<double> normal;
  square<N> m;
  for (double& each : m.reshaped()) each = normal(generator);
  if (kind % 2 == 1) m = (m * m.transpose()).eval();  // definite
  const int row = static_cast<int>(generator() % N), column = static_cast<int>(generator() % N);
  const double far = std::ldexp(1, static_cast<int>(generator() % 1900) - 950);
  switch (kind / 2 % 9) {
    case 1: m *= far; break;
    case 2: m.row(row) *= far; break;
    case 3: m.col(column) *= far; break;
    case 4: m.row(0) = 1.5 * m.row(N - 1) + std::pow(10, -static_cast<double>(generator() % 14)) * m.row(0); break;
    case 5: m.row(0) = 2 * m.row(N - 1); break;
    case 6: m(row, column) = std::numeric_limits<double>::infinity(); break;
    case 7: m(row, column) = std::numeric_limits<double>::quiet_NaN(); break;
    case 8: m(row, column) = 0; break;
    default: break;
  }
  return m;
}

// Evaluators try matrices of four rows in registers where these are long.
#if defined(__AVX__)
constexpr bool tried_in_registers = true;
#else
constexpr bool tried_in_registers = false;
#endif

template <int N>
void compare(auto f) {
  using F = decltype(f);
  static_assert(detail::has_usual_case<F, true, detail::wrt_all, double>());
  using in_registers = detail::program<F, true, detail::usually_in_registers<detail::wrt_all>>;
  static_assert((N == 4) == std::is_same_v<in_registers, typename detail::usual_program_of_call<eigen_backend, F, true, detail::wrt_all>::type>);
  auto evaluate = evaluator(value_and_grad(f));
  auto written = evaluator(value_and_grad(f));
  using tried = typename detail::usual_memory<F, true, detail::wrt_all, double>::template program_of_call<detail::numbers_tag, decltype(A<N> = square<N>())>;
  static_assert(!std::is_void_v<tried> && (N == 4 && tried_in_registers) == std::is_same_v<in_registers, tried>);
  std::mt19937_64 generator(11);
  std::normal_distribution<double> normal;
  int usual = 0, other = 0, to_the_last_bit = 0;
  for (int trial = 0; trial < 1800; ++trial) {
    const square<N> a = drawn<N>(trial, generator);
    Eigen::Matrix<double, N, 1> u, v;
    for (int i = 0; i < N; ++i) u[i] = normal(generator), v[i] = normal(generator);
    if (trial % 7 == 0) u *= std::ldexp(1, static_cast<int>(generator() % 1900) - 950);
    const auto by_call = value_and_grad(f)(A<N> = a, b<N> = u, w<N> = v);
    const auto [wanted, none] = test::run_program<true, detail::wrt_all>(f, A<N> = a, b<N> = u, w<N> = v);
    const bool holds = test::run_program<true, detail::usually<detail::wrt_all>>(f, A<N> = a, b<N> = u, w<N> = v).second;
    BOOST_TEST(none);  // a plan without bounds
    ++(holds ? usual : other);
    const auto& by_evaluator = evaluate(A<N> = a, b<N> = u, w<N> = v);
    double value = 0;
    square<N> by_A;
    Eigen::Matrix<double, N, N, Eigen::RowMajor> by_rows;
    written(A<N> = a, b<N> = u, w<N> = v, into(value_of(f) = value, gradient_of(A<N>) = by_A));
    written(A<N> = a, b<N> = u, w<N> = v, into(gradient_of(A<N>) = by_rows));
    to_the_last_bit += holds && value == by_evaluator.value && (by_A.array() == by_evaluator.grad[A<N>].array() || by_A.array().isNaN()).all() ? 1 : 0;
    if (!are_alike(value, wanted.value, std::abs(wanted.value) + 1) || !are_alike(by_A, wanted.grad[A<N>]) || !are_alike(square<N>(by_rows), wanted.grad[A<N>])) BOOST_ERROR("into a place, of kind " << trial % 18 << ":\n"
                                                                                                                                                                                                      << a);
    const bool alike = are_alike(by_evaluator.value, wanted.value, std::abs(wanted.value) + 1) && are_alike(square<N>(by_evaluator.grad[A<N>]), wanted.grad[A<N>]);
    const bool same = alike && are_alike(by_call.value, wanted.value, std::abs(wanted.value) + 1) && are_alike(by_call.grad[A<N>], wanted.grad[A<N>]) && are_alike(by_call.grad[b<N>], wanted.grad[b<N>]);
    if (!same) BOOST_ERROR("of kind " << trial % 18 << (holds ? " as usual:\n" : ":\n") << a << "\n"
                                      << u << "\n"
                                      << by_call.grad[A<N>] << "\n"
                                      << wanted.grad[A<N>]);
  }
  BOOST_TEST(usual > 150);
#if !defined(__FMA__) && !defined(__ARM_FEATURE_FMA)  // what is fused is the compiler's choice
  BOOST_TEST(to_the_last_bit == usual);  // with a place, too, the usual case is what is tried
#endif
  BOOST_TEST(other > 500);
}

template <int N>
constexpr auto solutions = dot(w<N>, solve(A<N>, b<N>)) + dot(b<N>, inverse(A<N>) * w<N>) + logdet(A<N>);
template <int N>
constexpr auto density = sqnorm(solve_lower(cholesky(A<N>), b<N>)) + sum(log(diagonal(cholesky(A<N>)))) + dot(w<N>, solve_lower_transposed(A<N>, b<N>));

// A logarithm waits until it is known that it is of use; what waits for quotients and roots itself is checked last, and so it is where nothing is called.
template <class F>
constexpr bool is_checked_early(F) { return detail::is_checked_early<detail::program<F, true, detail::usually<detail::wrt_all>>>(); }
static_assert(is_checked_early(logdet(A<3>)) && is_checked_early(exp(dot(w<3>, b<3>)) * logdet(A<3>)));
static_assert(!is_checked_early(sum(inverse(A<3>))) && !is_checked_early(density<3>) && !is_checked_early(solutions<3>));

}  // namespace

BOOST_AUTO_TEST_CASE(solutions_and_inverses) { compare<3>(solutions<3>); }
BOOST_AUTO_TEST_CASE(four_rows) { compare<4>(dot(w<4>, solve(A<4>, b<4>)) + dot(b<4>, inverse(A<4>) * w<4>)); }
BOOST_AUTO_TEST_CASE(four_rows_transposed) { compare<4>(logdet(A<4>) + dot(w<4>, b<4>)); }
BOOST_AUTO_TEST_CASE(checked_early) { compare<3>(logdet(A<3>) + dot(w<3>, b<3>)); }
BOOST_AUTO_TEST_CASE(solutions_of_two_rows) { compare<2>(dot(w<2>, solve(A<2>, b<2>))); }
BOOST_AUTO_TEST_CASE(factors_of_two_rows) { compare<2>(density<2>); }
BOOST_AUTO_TEST_CASE(logarithms_of_two_rows) { compare<2>(logdet(A<2>) + dot(w<2>, b<2>)); }
// Functions of all elements are computed in registers, before and between the steps on numbers.
constexpr auto of_functions = dot(w<3>, solve(A<3> + tanh(A<3>), b<3>)) + logdet(A<3>);
static_assert(!detail::is_of_numbers<detail::program<std::remove_const_t<decltype(of_functions)>, true, detail::usually<detail::wrt_all>>>());
BOOST_AUTO_TEST_CASE(functions_of_elements) { compare<3>(of_functions); }
BOOST_AUTO_TEST_CASE(factors) { compare<3>(density<3>); }

// Of a matrix of distances one half is computed, without its diagonal.
template <int N>
constexpr auto x = var<"x", N>;
constexpr auto l = var<"l">;
constexpr auto r = var<"r">;
template <int N, class K>
constexpr auto likelihood(K k) { return dot(w<N>, solve(k, w<N>)) + logdet(k); }
template <int N>
constexpr auto of_squares = likelihood<N>(exp(-sq((x<N> - transpose(x<N>)) / l)) + r * identity<N>);
template <int N>
constexpr auto of_sizes = likelihood<N>(exp(-abs(l * (transpose(x<N>) - x<N>))) + r * identity<N>);
constexpr auto of_no_distances = likelihood<3>(exp(-sq(x<3> - transpose(w<3>))) + r * identity<3>);
template <class F>
constexpr int exponentials(F) {
  using P = detail::program<F, true, detail::usually<detail::wrt_all>>;
  int count = 0;
  for (int i = 0; i < P::plan.sizes.scalars; ++i) count += P::plan.scalars[i].function == detail::operation_of<detail::exp_rule>.id ? 1 : 0;
  return count;
}
static_assert(exponentials(of_squares<3>) == 3 && exponentials(of_sizes<3>) == 3 && exponentials(of_sizes<4>) == 6);
static_assert(exponentials(of_no_distances) == 9);

template <int N>
void compare_distances(auto f) {
  std::mt19937_64 generator(17);
  std::normal_distribution<double> normal;
  int usual = 0, other = 0;
  for (int trial = 0; trial < 700; ++trial) {
    Eigen::Matrix<double, N, 1> at, u;
    for (int i = 0; i < N; ++i) at[i] = normal(generator), u[i] = normal(generator);
    double length = 0.5 + std::abs(normal(generator)), noise = 0.5;
    switch (trial % 7) {
      case 1: at[1] = at[0]; break;
      case 2: at[N - 1] = at[0], noise = 0; break;  // singular
      case 3: at[trial % N] = std::numeric_limits<double>::infinity(); break;
      case 4: at[trial % N] = std::numeric_limits<double>::quiet_NaN(); break;
      case 5: at *= 1e180; break;
      case 6: length = trial % 2 == 0 ? 0 : std::numeric_limits<double>::infinity(); break;
      default: break;
    }
    const auto by_call = value_and_grad(f)(x<N> = at, l = length, r = noise, w<N> = u);
    const auto [wanted, none] = test::run_program<true, detail::wrt_all>(f, x<N> = at, l = length, r = noise, w<N> = u);
    ++(test::run_program<true, detail::usually<detail::wrt_all>>(f, x<N> = at, l = length, r = noise, w<N> = u).second ? usual : other);
    const auto alike = [](double got, double one) { return are_alike(got, one, std::abs(one) + 1); };
    const bool same = alike(by_call.value, wanted.value) && alike(by_call.grad[l], wanted.grad[l]) && alike(by_call.grad[r], wanted.grad[r]) &&
        are_alike(square<N>(by_call.grad[x<N>].asDiagonal()), square<N>(wanted.grad[x<N>].asDiagonal()));
    BOOST_TEST(same, "kind " << trial % 7 << ": " << at.transpose() << ", " << length << ": " << by_call.value << " for " << wanted.value << ", " << by_call.grad[l] << " for " << wanted.grad[l] << ", " << by_call.grad[x<N>].transpose() << " for " << wanted.grad[x<N>].transpose());
  }
  BOOST_TEST((usual > 150 && other > 200));
}
BOOST_AUTO_TEST_CASE(distances) {
  compare_distances<3>(of_squares<3>);
  compare_distances<3>(of_sizes<3>);
  compare_distances<4>(of_sizes<4>);
}

// -2 (u - u) is -0, whose angle and reciprocal are others than those of 0.
BOOST_AUTO_TEST_CASE(signs_of_zeros) {
  constexpr auto scaled = l * (x<3> - transpose(x<3>));
  const auto compare_signs = [](auto k) {
    constexpr auto f = likelihood<3>(decltype(k)() + r * identity<3>);
    const Eigen::Vector3d at(0.25, -1.25, 2), u(1, 2, -1);
    for (const double length : {2.0, -2.0}) {
      const double wanted = test::run_program<true, detail::wrt_all>(f, x<3> = at, l = length, r = 0.5, w<3> = u).first.value;
      BOOST_TEST(are_alike(f(x<3> = at, l = length, r = 0.5, w<3> = u), wanted, std::abs(wanted) + 1));
      BOOST_TEST(are_alike(evaluator(f)(x<3> = at, l = length, r = 0.5, w<3> = u), wanted, std::abs(wanted) + 1));
    }
  };
  compare_signs(atan2(scaled, -1_c));
  compare_signs(atan2(-1_c * sq(scaled), -1_c));
  compare_signs(exp(-1_c / scaled));
  compare_signs(exp(-1_c / tanh(scaled / 3_c)));
  compare_signs(exp(-pow(scaled, -1_c)));
}

// 4 × 4 doubles are computed in pairs, and in any other memory one by one.
BOOST_AUTO_TEST_CASE(pairs_to_the_last_bit) {
  const auto same = [](double u, double v) { return std::memcmp(&u, &v, sizeof u) == 0 || (std::isnan(u) && std::isnan(v)); };
  std::mt19937_64 generator(5);
  int differ = 0;
  for (int trial = 0; trial < 3600; ++trial) {
    square<4> m = drawn<4>(trial, generator);
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)  // what is fused is the compiler's choice
    m = (4 * m).array().round().cwiseMin(1e3).cwiseMax(-1e3).matrix().eval();
#endif
    if (trial % 3 == 0) m = m.array().round().matrix().eval();  // with zeros of both signs
    const int stride = 4 + trial % 2;
    double elements[20], cofactors[20], inverses[20];
    for (int e = 0; e < 16; ++e) elements[e % 4 + e / 4 * stride] = m(e % 4, e / 4);
    const auto in_pairs = [stride](double* at) { return detail::sized_view<double, 4, 4>{{at, 4, 4, stride}}; };
    square<4> by_one = m, cofactors_by_one, inverses_by_one;
    const detail::own_matrix<double> a{4, by_one.data()};
    const double determinant = detail::small_determinant(in_pairs(elements));
    detail::small_cofactor(in_pairs(elements), in_pairs(cofactors));
    detail::small_inverse(in_pairs(elements), in_pairs(inverses));
    detail::small_cofactor(a, detail::own_matrix<double>{4, cofactors_by_one.data()});
    detail::small_inverse(a, detail::own_matrix<double>{4, inverses_by_one.data()});
    bool all = same(determinant, detail::small_determinant(a));
    for (int e = 0; e < 16; ++e) all = all && same(cofactors[e % 4 + e / 4 * stride], cofactors_by_one.data()[e]) && same(inverses[e % 4 + e / 4 * stride], inverses_by_one.data()[e]);
    differ += all ? 0 : 1;
  }
  BOOST_TEST(differ == 0);
}
