// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Matrices of Eigen beside formulas, and solvers.

#include <nabla/eigen.hpp>
#include <nabla/eigen_solvers.hpp>
#include <nabla/nlopt.hpp>

namespace {

using namespace nabla;
[[maybe_unused]] constexpr auto x = var<"x">;
[[maybe_unused]] constexpr auto A = var<"A", 3, 3>;
[[maybe_unused]] constexpr auto v = var<"v", 3>;
[[maybe_unused]] constexpr auto W = var<"W", 3, 2>;
[[maybe_unused]] constexpr auto M = data<"M", 3, 3>;
[[maybe_unused]] const Eigen::MatrixXd m = Eigen::MatrixXd::Identity(3, 3);
[[maybe_unused]] Eigen::Matrix<double, 3, 3, Eigen::RowMajor> by_rows;
[[maybe_unused]] Eigen::Matrix3d by_columns;
[[maybe_unused]] constexpr auto q = var<"q", dim<"n">>;
[[maybe_unused]] constexpr double three[] = {1, 2, 3};
[[maybe_unused]] constexpr fixed_matrix<double, 3, 2> matrix{{{1, 2}, {3, 4}, {5, 6}}};
[[maybe_unused]] Eigen::VectorXd slopes(3);
[[maybe_unused]] const Eigen::VectorXd u = Eigen::VectorXd::Ones(3);
[[maybe_unused]] struct {
  void set_min_objective(double (*)(unsigned, const double*, double*, void*), void*) {}
} solver;

#ifdef NABLA_MUST_NOT_COMPILE
void mistakes() {
  auto product = m * A;  // nabla: an operand that is no formula; a value is bound to a symbol at the call: f(A = value)
  auto product_right = A * m;  // nabla: an operand that is no formula
  auto sum_of_expressions = (m + m.transpose()) - A;  // nabla: an operand that is no formula
  auto inner_product = dot(v, u);  // nabla: an operand that is no formula
  auto other_size = sum(W)(W = Eigen::Matrix<double, 2, 3>());  // nabla: a matrix of another size is bound to this symbol
  auto points_with_gaps = vmap(exp(x))(x = m.row(0));  // nabla: vmap() takes numbers, or ranges of the numbers that it computes in
  Eigen::Vector4d longer_vector = exp(v)(v = three);  // nabla: the matrix has another size than the result
  Eigen::Matrix<double, 2, 3> transposed_matrix = exp(W)(W = matrix);  // nabla: the matrix has another size than the result
  vmap(exp(x))(x = three, into(value_of(exp(x)) = by_rows));  // nabla: vmap() writes a number for each point
  Eigen::MatrixXf matrix_of_a_number = x;  // nabla: a formula is no number
  Eigen::VectorXd vector_of_a_gradient = grad(sqnorm(v))(v = u);  // nabla: a gradient is no number: a derivative of it is g[x]
  by_columns.col(0) = A * v;  // nabla: a formula is no number
  by_columns.col(1) += A * v;  // nabla: a formula is no number
  sparse_newton(sqnorm(v), wrt(v));  // nabla: sparse_newton() takes a formula, its symbols, what else it has, and where to begin
  sparse_newton(sqnorm(v), wrt(v), Eigen::VectorXd::Ones(3));  // nabla: sparse_newton() takes a formula, its symbols, what else it has, and where to begin
  sparse_newton(sqnorm(v), v, slopes);  // nabla: sparse_newton() takes a formula, its symbols, what else it has, and where to begin
  levenberg_marquardt_functor residuals(exp(v), v);  // nabla: levenberg_marquardt_functor takes a formula, its symbols and the rest
  nlopt_function objective(sqnorm(v), v);  // nabla: nlopt_function takes a formula and its symbols, and what else it has
  levenberg_marquardt_functor residuals_without_x(x * exp(v), wrt(v));  // nabla: a symbol of this expression is bound to no value
  nlopt_function objective_without_x(x * sqnorm(v), wrt(v));  // nabla: a symbol of this expression is bound to no value
  sparse_newton(sin(x) * sqnorm(v), wrt(v), slopes);  // nabla: a symbol of this expression is bound to no value
  sparse_newton([](auto a) { return sqnorm(a); }, wrt(v), slopes);  // nabla: sparse_newton() takes a formula, its symbols, what else it has, and where to begin
  sparse_newton(exp(v), wrt(v), slopes);  // nabla: a Hessian needs a scalar function
  sparse_newton(x * v, wrt(v), at(x = 1.0), slopes);  // nabla: a Hessian needs a scalar function
  sparse_newton(cos(x) * sqnorm(q), wrt(q), at(x = 1.0), slopes);  // nabla: a solver needs sizes known at compile time
  levenberg_marquardt_functor residuals_of_any_size(x * q, wrt(q), at(x = 1.0));  // nabla: a solver needs sizes known at compile time
  nlopt_function(x * exp(q), wrt(x), at(q = u)).minimise(solver);  // nabla: an objective is a number; close it with sum(...) or sqnorm(...)
  nlopt_function objective_of_any_size(exp(x) * sqnorm(q), wrt(q), at(x = 1.0));  // nabla: a solver needs sizes known at compile time
}
#else
void right_twins() {
  auto product = (M * A)(M = m, A = m);
  auto product_right = (A * M)(M = m, A = m);
  auto sum_of_expressions = (M - A)(M = m + m.transpose(), A = m);
  auto inner_product = dot(v, data<"u", 3>)(v = u, data<"u", 3> = u);
  auto other_size = sum(W)(W = Eigen::Matrix<double, 3, 2>());
  auto points_with_gaps = vmap(exp(x))(x = m.row(0).eval());
  Eigen::Vector3d longer_vector = exp(v)(v = three);
  Eigen::Matrix<double, 3, 2> transposed_matrix = exp(W)(W = matrix);
  vmap(exp(x))(x = three, into(value_of(exp(x)) = slopes));
  Eigen::MatrixXf matrix_of_a_number = Eigen::MatrixXf::Constant(1, 1, x(x = 2.0f));
  Eigen::VectorXd vector_of_a_gradient = grad(sqnorm(v))(v = u)[v];
  by_columns.col(0) = (A * v)(A = m, v = u);
  by_columns.col(1) += (A * v)(A = m, v = u);
  sparse_newton(sqnorm(v), wrt(v), slopes);
  sparse_newton(x * sqnorm(v), wrt(v), at(x = 1.0), slopes);
  sparse_newton(sqnorm(v), wrt(v), slopes, {});
  levenberg_marquardt_functor residuals(exp(v), wrt(v));
  nlopt_function objective(sqnorm(v), wrt(v));
  levenberg_marquardt_functor residuals_without_x(x * exp(v), wrt(v), at(x = 1.0));
  nlopt_function objective_without_x(x * sqnorm(v), wrt(v, x));
  sparse_newton(sin(x) * sqnorm(v), wrt(v, x), slopes);
  sparse_newton(formula([](auto a) { return sqnorm(a); }, v), wrt(v), slopes);
  sparse_newton(sum(exp(v)), wrt(v), slopes);
  sparse_newton(x * sum(v), wrt(v), at(x = 1.0), slopes);
  sparse_newton(cos(x) * sqnorm(v), wrt(v), at(x = 1.0), slopes);
  levenberg_marquardt_functor residuals_of_any_size(x * v, wrt(v), at(x = 1.0));
  nlopt_function(x * sum(exp(q)), wrt(x), at(q = u)).minimise(solver);
  nlopt_function objective_of_any_size(exp(x) * sqnorm(v), wrt(v), at(x = 1.0));
}
#endif

}  // namespace
