// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Functions over shapes without rows, without columns, of one row, one column, one element: value and gradient against a reference, for sizes known
// at compile time and at run time, in loops over Eigen matrices, plain loops, and constant expressions.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>

#include <cmath>
#include <string>
#include <vector>

namespace test {

using nabla::detail::index;

/// A matrix in double, by rows; and what functions of it are to give.
struct grid {
  index rows = 1, columns = 1;
  std::vector<double> elements = std::vector<double>(1);

  grid() = default;
  grid(index m, index n) : rows(m), columns(n), elements(static_cast<std::size_t>(m * n)) {}
  double& operator()(index i, index j) { return elements[static_cast<std::size_t>(i * columns + j)]; }
  double operator()(index i, index j) const { return elements[static_cast<std::size_t>(i * columns + j)]; }
};
using reference = grid (*)(const grid&);
using of_numbers = double (*)(const std::vector<double>&);

inline grid over_all(const grid& a, of_numbers of) {
  grid result;
  result(0, 0) = of(a.elements);
  return result;
}
inline grid by_rows(const grid& a, of_numbers of) {
  grid result(a.rows, 1);
  for (index i = 0; i < a.rows; ++i) {
    std::vector<double> row;
    for (index j = 0; j < a.columns; ++j) row.push_back(a(i, j));
    result(i, 0) = of(row);
  }
  return result;
}
inline grid transposed(const grid& a) {
  grid result(a.columns, a.rows);
  for (index i = 0; i < a.rows; ++i)
    for (index j = 0; j < a.columns; ++j) result(j, i) = a(i, j);
  return result;
}
inline grid by_columns(const grid& a, of_numbers of) { return transposed(by_rows(transposed(a), of)); }

/// Distinct numbers in (0, 1), the largest and the smallest not at an end.
constexpr double element_of(index i, index j) { return i == 1 || j == 1 ? 0.9 - 0.05 * static_cast<double>(i) - 0.11 * static_cast<double>(j) : 0.2 + 0.03 * static_cast<double>(i) + 0.07 * static_cast<double>(j); }
constexpr double weight_of(index i, index j) { return 1 + 0.5 * static_cast<double>(i) - 0.25 * static_cast<double>(j); }

inline grid elements(index rows, index columns, double (*of)(index, index) = element_of) {
  grid a(rows, columns);
  for (index i = 0; i < rows; ++i)
    for (index j = 0; j < columns; ++j) a(i, j) = of(i, j);
  return a;
}
inline double weighted(const grid& a) {
  double sum = 0;
  for (index i = 0; i < a.rows; ++i)
    for (index j = 0; j < a.columns; ++j) sum += weight_of(i, j) * a(i, j);
  return sum;
}

// ---- results of all backends ---------------------------------------------------------------------------------------------------

template <class M>
grid as_grid(const M& m) {
  if constexpr (std::is_arithmetic_v<M>) {
    grid result;
    result(0, 0) = m;
    return result;
  } else {
    const index columns = [&]() -> index {
      if constexpr (requires { m.columns(); }) return m.columns();
      else return m.cols();
    }();
    grid result(m.rows(), columns);
    for (index i = 0; i < result.rows; ++i)
      for (index j = 0; j < columns; ++j) result(i, j) = m(i, j);
    return result;
  }
}

inline bool is_near(double got, double right, double tolerance) {
  return got == right || (got != got && right != right) || std::abs(got - right) <= tolerance * (1 + std::abs(right));
}
inline void compare(const std::string& what, const grid& got, const grid& right, double tolerance) {
  bool same = got.rows == right.rows && got.columns == right.columns;
  std::string text = what + ": " + std::to_string(got.rows) + " x " + std::to_string(got.columns) + " instead of " + std::to_string(right.rows) + " x " + std::to_string(right.columns);
  for (std::size_t k = 0; same && k < got.elements.size(); ++k)
    if (!is_near(got.elements[k], right.elements[k], tolerance)) {
      same = false;
      text = what + ": element " + std::to_string(k) + " is " + std::to_string(got.elements[k]) + " instead of " + std::to_string(right.elements[k]);
    }
  BOOST_TEST(same, text);
}

/// The gradient of the weighted sum of a reference, by differences.
inline grid slopes(reference of, const grid& at) {
  constexpr double step = 1e-6;
  grid result(at.rows, at.columns);
  for (std::size_t k = 0; k < at.elements.size(); ++k) {
    grid up = at, down = at;
    up.elements[k] += step;
    down.elements[k] -= step;
    result.elements[k] = (weighted(of(up)) - weighted(of(down))) / (2 * step);
  }
  return result;
}

template <class Result, class Symbol>
void compare_gradient(const std::string& what, const Result& got, Symbol symbol, reference of, const grid& at) {
  compare(what + " weighted", as_grid(got.value), [&] { grid w; w(0, 0) = weighted(of(at)); return w; }(), 1e-14);
  compare(what + " gradient", as_grid(got.grad[symbol]), slopes(of, at), 1e-7);
}

template <int Rows, int Columns>
constexpr nabla::fixed_matrix<double, Rows, Columns> constants(double (*of)(index, index)) {
  nabla::fixed_matrix<double, Rows, Columns> m;
  for (index i = 0; i < Rows; ++i)
    for (index j = 0; j < Columns; ++j) m(i, j) = of(i, j);
  return m;
}

/// A function of a matrix of this shape, and its gradient; Make is a lambda that writes it.
template <class Make, auto Rows, auto Columns>
struct subject {
  static constexpr auto A = nabla::var<"A", Rows, Columns>;
  static constexpr auto f = Make{}(A);
  static constexpr nabla::detail::shape extents = nabla::detail::facts_of<std::remove_const_t<decltype(f)>>.extents;
  static constexpr auto K = nabla::data<"K", extents.rows, extents.columns>;
  static constexpr auto derivative = nabla::value_and_grad(nabla::sum(nabla::hadamard(K, f)));
};

inline std::string title(const char* name, const char* how, index rows, index columns) {
  return std::string(name) + " of " + std::to_string(rows) + " x " + std::to_string(columns) + how;
}

template <class Make, int Rows, int Columns>
void check_fixed(const char* name, reference of) {
  using s = subject<Make, Rows, Columns>;
  const grid a = elements(Rows, Columns), right = of(a);
  constexpr int rows = s::extents.rows.size, columns = s::extents.columns.size;
  {
    const std::string what = title(name, ", Eigen", Rows, Columns);
    // sizes of the type, and sizes of run time
    Eigen::MatrixXd x(Rows, Columns);
    Eigen::Matrix<double, rows, columns> k(rows, columns);
    for (index i = 0; i < Rows; ++i)
      for (index j = 0; j < Columns; ++j) x(i, j) = element_of(i, j);
    for (index i = 0; i < rows; ++i)
      for (index j = 0; j < columns; ++j) k(i, j) = weight_of(i, j);
    const Eigen::MatrixXd before = x;
    compare(what, as_grid(s::f(s::A = x)), right, 1e-14);
    compare_gradient(what, s::derivative(s::A = x, s::K = k), s::A, of, a);
    BOOST_TEST((x == before));  // what was bound is as it was
  }
  static constexpr auto x = constants<Rows, Columns>(element_of);
  static constexpr auto k = constants<rows, columns>(weight_of);
  compare_gradient(title(name, ", plain loops", Rows, Columns), s::derivative(s::A = x, s::K = k), s::A, of, a);
  compare(title(name, ", plain loops", Rows, Columns), as_grid(s::f(s::A = x)), right, 1e-14);
  static constexpr auto value = s::f(s::A = x);
  compare(title(name, ", a constant", Rows, Columns), as_grid(value), right, 1e-14);
  static constexpr auto derivative = s::derivative(s::A = x, s::K = k);
  compare_gradient(title(name, ", a constant", Rows, Columns), derivative, s::A, of, a);
}

struct sizes {
  index rows, columns;
};

/// One evaluator for all sizes, so that memory holds what the sizes before have left.
template <class Make, auto Rows, auto Columns>
void check_named(const char* name, reference of, std::initializer_list<sizes> all) {
  using s = subject<Make, Rows, Columns>;
  auto value = nabla::evaluator(s::f);
  auto derivative = nabla::evaluator(s::derivative);
  auto plain_value = nabla::evaluator(s::f);
  auto plain_derivative = nabla::evaluator(s::derivative);
  for (const sizes& size : all) {
    const grid a = elements(size.rows, size.columns), right = of(a), w = elements(right.rows, right.columns, weight_of);
    const std::string what = title(name, ", bound at run time", size.rows, size.columns);
    using by_row = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
    const Eigen::MatrixXd x = by_row(a.elements.data(), a.rows, a.columns), k = by_row(w.elements.data(), w.rows, w.columns);
    compare(what, as_grid(value(s::A = x)), right, 1e-14);
    compare_gradient(what, derivative(s::A = x, s::K = k), s::A, of, a);
    const nabla::detail::matrix_view<const double> view{x.data(), a.rows, a.columns, a.rows}, weights{k.data(), w.rows, w.columns, w.rows};
    compare(what + ", plain loops", as_grid(plain_value(s::A = view)), right, 1e-14);
    compare_gradient(what + ", plain loops", plain_derivative(s::A = view, s::K = weights), s::A, of, a);
  }
}

/// Shapes that a function may stumble over, and ordinary ones before and behind them.
template <class Make>
void check(const char* name, Make, reference of) {
  check_fixed<Make, 1, 3>(name, of);
  check_fixed<Make, 3, 1>(name, of);
  check_fixed<Make, 0, 3>(name, of);
  check_fixed<Make, 3, 0>(name, of);
  check_named<Make, nabla::dim<"n">, nabla::dim<"m">>(name, of, {{3, 4}, {1, 1}, {1, 3}, {3, 1}, {0, 3}, {3, 0}, {0, 1}, {1, 0}, {0, 0}, {9, 5}});
}
/// All of them, for what has code of its own in the loops.
template <class Make>
void check_all(const char* name, Make make, reference of) {
  check(name, make, of);
  check_fixed<Make, 1, 1>(name, of);
  check_fixed<Make, 1, 0>(name, of);
  check_fixed<Make, 0, 1>(name, of);
  check_fixed<Make, 0, 0>(name, of);
  using nabla::dim;
  check_named<Make, 3, dim<"m">>(name, of, {{3, 4}, {3, 1}, {3, 0}});
  check_named<Make, dim<"n">, 3>(name, of, {{4, 3}, {1, 3}, {0, 3}});
  check_named<Make, dim<"n">, 1>(name, of, {{4, 1}, {1, 1}, {0, 1}});
  check_named<Make, 1, dim<"m">>(name, of, {{1, 4}, {1, 1}, {1, 0}});
}

}  // namespace test
