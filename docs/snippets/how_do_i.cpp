// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// The code of docs/how_do_i.md.

#include <nabla/check.hpp>
#include <nabla/eigen_sparse.hpp>
#include <nabla/hana.hpp>
#include <nabla/threads.hpp>
#include <nabla/train.hpp>

#include <array>
#include <cmath>
#include <complex>
#include <fstream>
#include <iomanip>
#include <random>
#include <span>
#include <vector>

#include "pages.hpp"

//! [begin]
#include <nabla/eigen.hpp>    // Eigen matrices in and out
#include <nabla/nabla.hpp>    // symbols, functions, derivatives: the standard library only
#include <nabla/print.hpp>    // <<, to_c, to_latex, to_dot, …

using namespace nabla;
constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
//! [begin]

//! [scalar_known]
template <>
struct nabla::input_traits<std::complex<double>> {
  using scalar = std::complex<double>;
  static constexpr bool is_matrix = false;
};
//! [scalar_known]

//! [vector_known]
struct vec3 {
  float x, y, z;
};
template <>
struct nabla::input_traits<vec3> {
  using scalar = float;
  static constexpr bool is_matrix = true;
  static constexpr int rows(const vec3&) { return 3; }
  static constexpr int columns(const vec3&) { return 1; }
  static constexpr float get(const vec3& v, int i, int) { return i == 0 ? v.x : (i == 1 ? v.y : v.z); }
};
//! [vector_known]

namespace {

void loops() {
  shown("loop_in_code");
  //! [loop_in_code]
  constexpr auto series = formula<"x">([](auto x) {    // exp by its series: the compiler runs the loop
    auto term = x / x, sum = term;
    for (int i = 1; i <= 12; ++i) {
      term *= x / i;
      sum += term;
    }
    return sum;
  });
  std::cout << series(1.0) << ' ' << grad(series)(1.0)[x] << '\n';
  //! [loop_in_code]
  shown("loop_over_data");
  //! [loop_over_data]
  constexpr auto n = dim<"n">;
  constexpr auto price = data<"price", n>;
  constexpr auto a = var<"a">;
  constexpr auto smoothed = scan(price, row<0>(price), [=](auto p, auto state) {    // the states, n × 1
    return a * p + (1_c - a) * state;
  });
  constexpr auto error = sum(sq(drop_first<1>(price) - drop_last<1>(smoothed)));
  const std::vector<double> prices{100, 102, 101, 105, 107};
  std::cout << value_and_grad(error)(price = prices, a = 0.5);
  //! [loop_over_data]
  shown("loop_of_steps");
  //! [loop_of_steps]
  constexpr auto k = dim<"k">;
  constexpr auto heron = iterate(k, x, [](auto s) { return 0.5_c * (s + y / s); });    // towards the root of y
  std::cout << heron(k = 5, x = 1.0, y = 2.0) << ' ' << grad(heron)(k = 5, x = 1.0, y = 2.0)[y] << '\n';
  //! [loop_of_steps]
  shown("loop_in_little_memory");
  //! [loop_in_little_memory]
  constexpr auto long_loop = iterate(k, x, [](auto s) { return s + 0.001_c * (y - s * s * s); }, checkpoint<50>);
  std::cout << long_loop(k = 2500, x = 1.0, y = 2.0) << ' ' << grad(long_loop)(k = 2500, x = 1.0, y = 2.0)[y] << '\n';
  //! [loop_in_little_memory]
  shown("rows");
  //! [rows]
  constexpr auto points = data<"P", n, 2>;
  constexpr auto distances = map_rows(points, [](auto point) { return sqrt(sqnorm(point) + sq(x)); });    // n × 1
  std::cout << value_and_grad(sum(distances))(points = {{3.0, 4.0}, {0.0, 2.0}}, x = 1.0);
  //! [rows]
}

void branches() {
  shown("branch");
  //! [branch]
  constexpr auto soft = where(abs(x) > 1_c, x - sign(x), 0_c);    // soft threshold
  constexpr auto same = formula<"x">([](auto x) {                 // or in ordinary C++: every branch is followed
    if (x > 1) return x - 1.0;
    if (x < -1) return x + 1.0;
    return x - x;
  });
  std::cout << soft(x = -3.0) << ' ' << same(-3.0) << ' ' << grad(same)(-3.0)[x] << ' ' << grad(same)(0.5)[x] << '\n';
  static_assert(grad(where(x > 0_c, sqrt(x), 0_c))(x = -1.0)[x] == 0);    // the arm not taken: no NaN of it
  //! [branch]
}

void slices() {
  shown("slice");
  //! [slice]
  constexpr auto n = dim<"n">;
  constexpr auto v = var<"v", n>;
  constexpr auto roughness = sum(sq(rows<1, n - 1>(v) - rows<0, n - 1>(v)));    // first row, number of rows
  std::cout << grad(roughness)(v = std::vector{1.0, 3.0, 2.0, 2.0});
  constexpr auto A = var<"A", 3, 3>;
  static_assert(shape_of(block<0, 1, 2, 2>(A)) == shape_of(var<"B", 2, 2>));
  static_assert(diff(A(1_c, 2_c) * x, x) == A(1_c, 2_c));    // one element, by constants
  //! [slice]
}

void jacobians() {
  shown("jacobian");
  //! [jacobian]
  constexpr auto q = var<"q", 2>;
  constexpr auto r = q[0_c];
  constexpr auto phi = q[1_c];
  constexpr auto place = vstack(r * cos(phi), r * sin(phi));
  constexpr auto J = diff(place, q);           // 2 × 2, an expression
  constexpr auto area = det(J);                // which may stand in formulas
  static_assert(equivalent(area, r));
  std::cout << J << '\n'
            << jacobian(place, wrt(q))(q = std::array{2.0, 0.0}) << '\n';
  //! [jacobian]
  shown("newton");
  //! [newton]
  constexpr auto target = data<"target", 2>;
  constexpr auto step = q - solve(J, place - target);    // a step of Newton's method towards place = target
  std::array<double, 2> at{1.0, 0.5};
  for (int i = 0; i < 6; ++i) {
    const auto next = step(q = at, target = std::array{0.0, 2.0});
    at = {next(0, 0), next(1, 0)};
  }
  std::cout << at[0] << ' ' << at[1] << '\n';
  //! [newton]
}

//! [composed]
constexpr auto mish(Expression auto u) { return u * tanh(softplus(u)); }
//! [composed]

//! [matrix_rule]
/// Mᵀ M, given by a definition; what it hands back is found from that, or stated as here.
struct gram_rule : matrix_function<1> {
  static constexpr auto text = "gram";
  static constexpr inferred_shape infer(const operand_shape* a) { return {matrix_shape(a[0].columns, a[0].columns)}; }
  static constexpr auto definition(auto M) { return transpose(M) * M; }
  static constexpr auto pullbacks(auto M, auto, auto D) { return pullback(M * (D + transpose(D))); }
};
constexpr auto gram(Expression auto M) { return call<gram_rule>(M); }
//! [matrix_rule]

void own_functions() {
  shown("own_function");
  //! [own_function_used]
  std::cout << grad(mish(x))(x = 1.0);
  constexpr auto M = var<"M", 3, 2>;
  const bool right(check_grad(sum(gram(M)), at(M = std::array<double, 6>{1, 2, 3, 4, 5, 6})));
  std::cout << "the pullback is " << (right ? "right" : "wrong") << '\n';
  //! [own_function_used]
}

void own_scalars() {
  shown("vector");
  //! [vector_used]
  constexpr auto a = var<"a", 3>;
  const vec3 eye{1, 2, 2};
  const auto [length, g] = value_and_grad(norm2(a))(a = eye);
  const vec3 normal{g[a](0, 0), g[a](1, 0), g[a](2, 0)};
  std::cout << length << ' ' << normal.x << ' ' << normal.y << ' ' << normal.z << '\n';
  //! [vector_used]
  shown("scalar");
  //! [scalar_used]
  const std::complex<double> i(0, 1);
  std::cout << (x * exp(x))(x = i) << ' ' << grad(x * exp(x))(x = i)[x] << '\n';
  //! [scalar_used]
}

void models() {
  shown("parameters");
  //! [parameters]
  constexpr auto n = dim<"n">;
  constexpr auto h = dim<"h">;
  constexpr auto X = data<"X", n, 2>;
  constexpr auto Y = data<"Y", n, 1>;
  constexpr auto W = var<"W", 2, h>;
  constexpr auto b = var<"b", 1, h>;
  constexpr auto w = var<"w", h, 1>;
  constexpr auto loss = mse(tanh(X * W + b) * w, Y);

  auto p = parameters(loss, with_size(h, 8));    // W, b and w: 8 · 2 + 8 + 8 numbers in one vector
  std::mt19937_64 random(7);
  initialise(p, glorot_uniform, random);         // weights; biases are 0
  auto step = evaluator(value_and_grad(loss), p);
  auto optimiser = adam(p, {.rate = 0.05});
  const Eigen::MatrixXd inputs = (Eigen::MatrixXd(4, 2) << 0, 0, 0, 1, 1, 0, 1, 1).finished();
  const Eigen::VectorXd wanted = (Eigen::VectorXd(4) << 0, 1, 1, 0).finished();
  for (int i = 0; i < 300; ++i) optimiser.step(p, step(X = inputs, Y = wanted).grad);
  save("xor.npz", p);                            // numpy.load() reads it; load("xor.npz", p) gets it back
  std::cout << p.size() << " parameters, loss below 0.001: " << (step(X = inputs, Y = wanted).value < 1e-3) << '\n';
  //! [parameters]
  shown("batches");
  //! [batches]
  constexpr auto mask = data<"mask", n, h>;
  constexpr auto training_loss = mse(hadamard(tanh(X * W + b), mask) * w, Y);    // dropout is a factor; loss has none

  auto trained = evaluator(value_and_grad(training_loss), p);
  early_stopping stop(p, 5);                     // after 5 epochs in which the loss does not fall
  const cosine_decay rate{.rate = 0.02, .total = 100};
  batches deal(inputs.rows(), 3);                // batches of 3 rows; the last one is smaller
  Eigen::MatrixXd kept;
  for (int epoch = 0; epoch < 100; ++epoch) {
    optimiser.rate = rate(epoch);
    deal.shuffle(random);
    for (auto rows : deal) {
      kept.resize(static_cast<Eigen::Index>(rows.size()), 8);
      draw_dropout(kept, 0.1, random);
      optimiser.step(p, trained(X = gathered(inputs, rows), Y = gathered(wanted, rows), mask = kept).grad);
    }
    if (stop(step(X = inputs, Y = wanted).value, p)) break;    // of validation data, where there are some
  }
  p = stop.best();
  save("xor.npz", p, optimiser);                 // to go on later: load("xor.npz", p, optimiser)
  const archive file("xor.npz");                 // anything by name: put("name", data, rows, columns) and write("file.npz") make such a file
  double weights[16];
  file.get("W", weights, 2, 8);
  std::cout << (weights[0] == p[W](0, 0)) << '\n';
  //! [batches]
}

//! [structure_known]
template <class T>
struct oscillator {
  BOOST_HANA_DEFINE_STRUCT(oscillator, (T, mass), (T, stiffness), (std::array<T, 2>, start));    // position and speed
};
//! [structure_known]

//! [object_known]
template <std::size_t N>
struct arm {
  std::array<double, N> lengths;
  template <class V>
  constexpr auto operator()(V angles) const {
    typename V::value_type along = 0, up = 0, angle = 0;
    for (std::size_t i = 0; i < N; ++i) {
      angle += angles[int(i)];
      along += lengths[i] * cos(angle);
      up += lengths[i] * sin(angle);
    }
    return std::array{along, up};
  }
};
//! [object_known]

void structures() {
  shown("object");
  //! [object_used]
  constexpr arm<2> robot{{1.0, 0.5}};
  constexpr auto q = var<"q", 2>;
  constexpr auto hand = formula<robot>(q);       // of numbers: formula<robot, "x", "y">()
  std::cout << jacobian(hand, wrt(q))(q = {0.5, 1.0}) << '\n';
  //! [object_used]
  shown("structure");
  //! [structure_used]
  constexpr auto t = data<"t">;
  constexpr auto place = formula<oscillator>([]<class T>(const oscillator<T>& o, T time) {
    const T w = sqrt(o.stiffness / o.mass);
    return o.start[0] * cos(w * time) + o.start[1] / w * sin(w * time);
  },
                                             t);    // symbols that are no members follow the function
  const oscillator<double> o{2.0, 8.0, {1.0, 0.5}};
  const auto [value, g] = value_and_grad(place)(o, t = 0.3);
  const auto slope = g.as<oscillator<double>>();    // a structure again; one derivative is g[var<"mass">]
  std::cout << value << ' ' << slope.mass << ' ' << slope.start[1] << '\n';
  //! [structure_used]
}

void printing() {
  shown("c_code");
  //! [c_code]
  std::cout << to_c(value_and_grad(x * sin(y)), "f");
  //! [c_code]
  shown("cuda");
  //! [cuda]
  std::cout << to_cuda(value_and_grad(x * sin(y)), "f");    // to_opencl() writes the same for OpenCL
  //! [cuda]
  shown("latex");
  //! [latex]
  std::cout << to_latex(diff(sigmoid(x) / y, y)) << '\n';
  //! [latex]
}

void sparse() {
  shown("sparse");
  //! [sparse]
  constexpr auto v = var<"v", 100>;
  constexpr auto chain = sum(100_c * sq(tail<99>(v) - sq(head<99>(v))) + sq(1_c - head<99>(v)));
  constexpr auto H = sparse_hessian(chain, wrt(v));
  static_assert(H.pattern.nonzeros == 298);    // tridiagonal: known while compiling
  const Eigen::VectorXd at_v = Eigen::VectorXd::Constant(100, 0.5);
  const Eigen::SparseMatrix<double> values = H(v = at_v);
  std::cout << values.rows() << " x " << values.cols() << ", " << values.nonZeros() << " entries, first "
            << values.coeff(0, 0) << '\n';
  //! [sparse]
  shown("hvp");
  //! [hvp]
  const Eigen::VectorXd direction = Eigen::VectorXd::Ones(100);
  const auto product = hvp(chain, wrt(v))(at(v = at_v), along(v = direction))[v];    // H · direction, without H
  std::cout << product(0, 0) << '\n';
  //! [hvp]
}

void checker() {
  shown("check_foreign");
  //! [check_foreign]
  const auto f = [](const std::vector<double>& p) { return std::exp(p[0]) * p[1] * p[1]; };
  const auto gradient = [](const std::vector<double>& p) {
    return std::vector{std::exp(p[0]) * p[1] * p[1], std::exp(p[0]) * p[1]};    // a 2 is missing
  };
  const auto report = check_grad(f, gradient, std::vector{0.5, 3.0});
  std::cout << name_of(report.outcome) << ", entry " << report.entries[0].index << ": " << report.hint << '\n';
  //! [check_foreign]
}

void many_points() {
  shown("vmap");
  //! [vmap]
  constexpr auto option = x * normal_cdf(log(x / y) + 0.02_c) - y * normal_cdf(log(x / y) - 0.02_c);
  const std::vector<double> prices{90, 95, 100, 105};
  const auto [values, slopes] = vmap(value_and_grad(option, wrt(x)))(x = prices, y = 100.0, threads(2));
  std::cout << values[2] << ' ' << slopes[x][2] << '\n';
  //! [vmap]
  shown("threads");
  //! [threads]
  std::vector<std::thread> workers;
  std::array<double, 2> results{};
  for (int part = 0; part < 2; ++part)
    workers.emplace_back([&results, part] {
      auto step = evaluator(value_and_grad(x * sin(y)));    // each thread its own: it owns memory
      results[static_cast<std::size_t>(part)] = step(x = 2.0, y = part + 1.0).value;
    });
  for (auto& worker : workers) worker.join();
  std::cout << results[0] << ' ' << results[1] << '\n';
  //! [threads]
  shown("into");
  //! [into]
  std::vector<double> slope(3);
  constexpr auto v = var<"v", 3>;
  auto step = evaluator(value_and_grad(sqnorm(v)));
  step(v = {1.0, 2.0, 3.0}, into(gradient_of(v) = std::span(slope)));
  std::cout << slope[0] << ' ' << slope[1] << ' ' << slope[2] << '\n';
  //! [into]
}

void fixed_values() {
  shown("fixed");
  //! [fixed]
  constexpr auto f = x * x * y;
  static_assert(diff(stop_gradient(x) * x, x) == stop_gradient(x));
  static_assert(diff(subs(f, y = 3_c), x) == 6_c * x);                 // a constant in place of a symbol
  std::cout << grad(f, wrt(x))(x = 2.0, y = 3.0) << grad(f)(x = 2.0, y = 3.0);
  //! [fixed]
}

void proofs() {
  //! [proofs]
  static_assert(diff(sin(x) * cos(x), x) == sq(cos(x)) - sq(sin(x)));       // the same terms in another order
  static_assert(equivalent(sin(2_c * x), 2_c * sin(x) * cos(x)));           // where both are defined, by identities
  static_assert(!(log(x * x) == 2_c * log(x)));                             // for negative x only one is defined
  //! [proofs]
}

}  // namespace

void how_do_i() {
  std::cout << std::setprecision(6);
  loops();
  branches();
  slices();
  jacobians();
  own_functions();
  own_scalars();
  models();
  structures();
  printing();
  sparse();
  checker();
  many_points();
  fixed_values();
  proofs();
}
