// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The public interface once more, as a program, like api_tour.cpp: functions in ordinary C++, Jacobians, loops, many points, the checker
#include <nabla/check.hpp>
#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>
#include <nabla/print.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

using namespace nabla;

constexpr bool near(double a, double b, double tolerance = 1e-12) {
  double scale = a < 0 ? -a : a;
  return (a - b < 0 ? b - a : a - b) <= tolerance * (1 + scale);
}
void require(bool holds, const char* what) {
  if (!holds) {
    std::printf("failed: %s\n", what);
    std::exit(1);
  }
}

// ---- functions in ordinary C++: bare numbers, locals, loops, branches, helpers, arrays ------------------------------------------------
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

constexpr auto spring = formula<"x", "y">([]<class T>(T x, T y) {
  T sum = 0.5 * x;
  for (int i = 1; i <= 20; ++i) {
    sum += sin(i * x) * y / (1.0 + i);            // found by argument-dependent lookup, as for any number type
    if (i % 5 == 0) sum *= 1.25;
  }
  if (sum > 0) return sqrt(sum + 1.0);            // every path is followed by the compiler; at run time only the one taken is computed
  return y > x ? exp(sum) * y : sum * sum;
});
static_assert(near(spring(0.3, 0.7), spring(x = 0.3, y = 0.7)));          // called by position or by name
static_assert(near(grad(spring)(0.3, 0.7)[x], diff(spring, x)(x = 0.3, y = 0.7)));
constexpr auto rosenbrock = formula<"x", "y">([](auto x, auto y) { return 100 * sq(y - x * x) + sq(1 - x); });
static_assert(equivalent(rosenbrock, 100_c * sq(y - sq(x)) + sq(1_c - x)));   // the same formula as the typed one
static_assert(diff(rosenbrock(x * x, y), x, x) == diff(subs(rosenbrock, x = x * x), x, x));   // called with expressions it is an expression

// Vectors and matrices by the symbols that they are; several results are a column.
constexpr auto p = var<"p", 3>;
constexpr auto q = var<"q", 3>;
constexpr auto residuals = formula([](auto p) { return std::array{10 * (p[1] - p[0] * p[0]), 1 - p[0], p[2] * p[2]}; }, p);
static_assert(shape_of(residuals) == shape_of(p));

// ---- a Jacobian is an expression; small vectors are seen through ------------------------------------------------------------------------
static_assert(row<0>(vstack(x, y)) == x && dot(vstack(x, y), vstack(y, x)) == 2_c * x * y);
static_assert(shape_of(diff(residuals, p)) == shape_of(var<"J", 3, 3>) && diff(residuals, p)(1_c, 0_c) == c<-1>);   // an element by constants
constexpr auto area = p[0_c] * p[1_c];
static_assert(diff(area, p, p)(0_c, 1_c) == 1_c);                                          // the Hessian as an expression
static_assert(equivalent(det(diff(vstack(x * cos(y), x * sin(y)), wrt(x, y))), x));
constexpr auto both = value_and_jacobian(residuals, wrt(p));                               // one pass; together(…) takes jacobian(…) too
static_assert(cross(p, q)[2_c] == p[0_c] * q[1_c] - p[1_c] * q[0_c] && near(pi(), 3.14159265358979323846));

// ---- sizes known at run time: slices, gathers, loops ------------------------------------------------------------------------------------
constexpr auto n = dim<"n">;
constexpr auto v = var<"v", n>;
constexpr auto chain = sum(100_c * sq(rows<1, n - 1>(v) - sq(rows<0, n - 1>(v))) + sq(1_c - rows<0, n - 1>(v)));   // first row, number of rows
constexpr auto E = var<"E", dim<"words">, 4>;
constexpr auto word = indices<"word", n, dim<"words">>;                                    // whole numbers, checked against the range
constexpr auto embedded = gather_rows(E, word);                                            // n × 4; the pullback adds into the rows taken
constexpr auto X = data<"X", n, 2>;
constexpr auto U = var<"U", 2, 3>;
constexpr auto R = var<"R", 3, 3>;
constexpr auto h0 = data<"h0", 1, 3>;
constexpr auto states = scan(X, h0, [](auto row, auto h) { return tanh(row * U + h * R); });   // n × 3: the state after each row
constexpr auto last = fold(X, h0, [](auto row, auto h) { return tanh(row * U + h * R); });     // 1 × 3
constexpr auto steps = iterate(dim<"k">, x, [](auto s) { return s - 0.1_c * (s * s - y); });    // k times, k bound at the call
constexpr auto positive_root = root([](auto s) { return s * s - y; }, x);                   // s with s² = y, from x on; derivatives by the implicit function theorem
static_assert(near(grad(positive_root, wrt(y))(x = 1.0, y = 4.0)[y], 0.25));

int main() {
  // bindings: any contiguous range of numbers; results into the caller's memory
  std::vector<double> at_v{0.5, -1.0, 2.0, 0.3}, slope(4);
  auto step = evaluator(value_and_grad(chain));
  const double value = step(v = at_v, into(gradient_of(v) = std::span(slope))).value;
  require(near(value, 100 * (1.5625 + 1 + 13.69) + 0.25 + 4 + 1), "a slice of run-time size");
  require(near(slope[3], 200 * (0.3 - 4.0)), "its gradient, where the caller wants it");

  Eigen::MatrixXd table = Eigen::MatrixXd::Random(5, 4), rows = Eigen::MatrixXd::Random(7, 2), u = Eigen::MatrixXd::Random(2, 3), r = Eigen::MatrixXd::Random(3, 3);
  const auto picked = grad(sum(embedded))(E = table, word = std::vector{4, 0, 4});
  require(picked[E](4, 1) == 2 && picked[E](1, 1) == 0, "a gather adds where it took twice");
  require(bool(check_grad(sqnorm(states) + sum(last), at(X = rows, U = u, R = r, h0 = Eigen::MatrixXd::Zero(1, 3)))), "a loop over rows, checked");
  require(near(steps(dim<"k"> = 200, x = 1.0, y = 4.0), 2.0, 1e-9), "a loop of run-time length");

  // many points at once: a scalar formula over arrays, with registers and threads; outputs where the caller wants them
  std::vector<double> many_x(1000), many_y(1000, 0.7), values(1000), slopes(1000);
  for (int i = 0; i < 1000; ++i) many_x[i] = 0.001 * i;
  auto sweep = vmap(value_and_grad(rosenbrock));
  sweep(x = many_x, y = many_y, into(value_of(rosenbrock) = std::span(values), gradient_of(x) = std::span(slopes)));      // or auto result = sweep(x = …, y = 0.7)
  require(near(slopes[500], grad(rosenbrock)(0.5, 0.7)[x]), "many points");
  require(to_cuda(value_and_grad(rosenbrock), "rosenbrock").find("__global__") != std::string::npos, "the same as a CUDA kernel");
  require(to_opencl(value_and_grad(rosenbrock), "rosenbrock").find("__kernel") != std::string::npos, "and for OpenCL");

  // the checker: nabla's gradients and anyone's
  auto report = check_grad(max(x, y) * x, at(x = 1.0, y = 1.0));
  require(report.outcome == outcome::kink && report.entries[0].kink.find("max(x, y)") != std::string::npos, "a kink is named");
  auto mine = [](const std::vector<double>& a) { return a[0] * a[0] * a[1]; };
  auto wrong = [](const std::vector<double>& a) { return std::vector{2 * a[0] * a[1], 1.001 * a[0] * a[0]}; };
  auto theirs = check_grad(mine, wrong, std::vector{1.5, 2.0});
  require(theirs.outcome == outcome::fail && theirs.entries[0].index == 1, "the wrong entry comes first");
  static_assert(check_grad(sin(x) * y, at(x = 0.5, y = 2.0)));                              // in a constant expression too
  require(bool(check_jacobian(residuals, at(p = std::array{0.5, -1.0, 2.0}))) && bool(check_hessian(rosenbrock, at(x = 0.5, y = 0.7))), "all derivatives");
  std::puts("api tour, next: all held");
}
