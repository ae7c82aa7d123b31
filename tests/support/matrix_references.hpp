// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/dense.hpp"
#include "support/references.hpp"

namespace test {

/// A function of matrices in 50 digits.
struct matrix_reference {
  const char* text;
  dense<real> (*value)(const dense<real>* u);
};

template <class Element>
dense<real> filled(int rows, int columns, Element element) {
  dense<real> result(rows, columns);
  for (int j = 0; j < columns; ++j)
    for (int i = 0; i < rows; ++i) result(i, j) = element(i, j);
  return result;
}
using reals = dense<real>;
inline reals row_of(const reals& a, int i) {
  return filled(1, a.columns, [&](int, int j) { return a(i, j); });
}
inline reals column_of(const reals& a, int j) {
  return filled(a.rows, 1, [&](int i, int) { return a(i, j); });
}
/// One number for each row or column.
inline reals by_rows(const reals& a, real (*of)(const reals&)) {
  return filled(a.rows, 1, [&](int i, int) { return of(row_of(a, i)); });
}
inline reals by_columns(const reals& a, real (*of)(const reals&)) {
  return filled(1, a.columns, [&](int, int j) { return of(column_of(a, j)); });
}
template <class Element>
real sum_of(const reals& a, Element element) {
  real sum = 0;
  for (const real& x : a.elements) sum += element(x);
  return sum;
}
inline real total(const reals& a) {
  return sum_of(a, [](const real& x) { return x; });
}
inline real average(const reals& a) { return total(a) / static_cast<int>(a.elements.size()); }
inline real spread(const reals& a) {
  return sum_of(a, [m = average(a)](const real& x) -> real { return (x - m) * (x - m); }) / static_cast<int>(a.elements.size());
}
inline real product_of_all(const reals& a) {
  real product = 1;
  for (const real& x : a.elements) product *= x;
  return product;
}
inline real largest(const reals& a) {
  real m = a.elements[0];
  for (const real& x : a.elements) m = larger(m, x);
  return m;
}
inline real smallest(const reals& a) {
  real m = a.elements[0];
  for (const real& x : a.elements) m = -larger(-m, -x);
  return m;
}
inline real log_sum_exp(const reals& a) {
  return log(sum_of(a, [](const real& x) -> real { return exp(x); }));
}
inline real sum_of_squares(const reals& a) {
  return sum_of(a, [](const real& x) -> real { return x * x; });
}
inline reals without(const reals& a, int row, int column) {
  return filled(a.rows - 1, a.columns - 1, [&](int i, int j) { return a(i + (i >= row), j + (j >= column)); });
}
/// By minors of the first row.
inline real determinant(const reals& a) {
  if (a.rows == 1) return a(0, 0);
  real sum = 0;
  for (int j = 0; j < a.columns; ++j) sum += (j % 2 == 0 ? 1 : -1) * a(0, j) * determinant(without(a, 0, j));
  return sum;
}
inline reals cofactors(const reals& a) {
  if (a.rows == 1) return reals(real(1));
  return filled(a.rows, a.columns, [&](int i, int j) -> real { return ((i + j) % 2 == 0 ? 1 : -1) * determinant(without(a, i, j)); });
}
inline reals product(const reals& a, const reals& b) {
  return filled(a.rows, b.columns, [&](int i, int j) {
    real sum = 0;
    for (int k = 0; k < a.columns; ++k) sum += a(i, k) * b(k, j);
    return sum;
  });
}
inline reals transposed(const reals& a) {
  return filled(a.columns, a.rows, [&](int i, int j) { return a(j, i); });
}
inline reals inverted(const reals& a) {
  const reals c = cofactors(a);
  const real d = determinant(a);
  return filled(a.rows, a.columns, [&](int i, int j) -> real { return c(j, i) / d; });
}
inline reals triangle(const reals& a, bool lower) {
  return filled(a.rows, a.columns, [&](int i, int j) -> real { return (lower ? i >= j : i <= j) ? a(i, j) : real(0); });
}
inline reals cholesky_of(const reals& a) {
  reals l(a.rows, a.columns);
  for (int j = 0; j < a.columns; ++j)
    for (int i = j; i < a.rows; ++i) {
      real rest = (a(i, j) + a(j, i)) / 2;
      for (int k = 0; k < j; ++k) rest -= l(i, k) * l(j, k);
      l(i, j) = i == j ? real(sqrt(rest)) : real(rest / l(j, j));
    }
  return l;
}
inline reals taken(const reals& a, int row, int column, int rows, int columns) {
  return filled(rows, columns, [&](int i, int j) { return a(row + i, column + j); });
}

// clang-format off
/// One formula for each entry of the table that takes whole matrices.
inline constexpr matrix_reference matrix_references[] = {
  {"matmul", [](const reals* u) { return product(u[0], u[1]); }},
  {"transpose", [](const reals* u) { return transposed(u[0]); }},
  {"broadcast", [](const reals* u) { return filled(u[1].rows, u[1].columns, [u](int i, int j) { return u[0].at(i, j); }); }},
  {"count", [](const reals* u) { return reals(real(static_cast<int>(u[0].elements.size()))); }},
  {"sum", [](const reals* u) { return reals(total(u[0])); }},
  {"row_sums", [](const reals* u) { return by_rows(u[0], total); }},
  {"column_sums", [](const reals* u) { return by_columns(u[0], total); }},
  {"maximum", [](const reals* u) { return reals(largest(u[0])); }},
  {"row_maxima", [](const reals* u) { return by_rows(u[0], largest); }},
  {"column_maxima", [](const reals* u) { return by_columns(u[0], largest); }},
  {"minimum", [](const reals* u) { return reals(smallest(u[0])); }},
  {"row_minima", [](const reals* u) { return by_rows(u[0], smallest); }},
  {"column_minima", [](const reals* u) { return by_columns(u[0], smallest); }},
  {"mean", [](const reals* u) { return reals(average(u[0])); }},
  {"row_means", [](const reals* u) { return by_rows(u[0], average); }},
  {"column_means", [](const reals* u) { return by_columns(u[0], average); }},
  {"variance", [](const reals* u) { return reals(spread(u[0])); }},
  {"row_variances", [](const reals* u) { return by_rows(u[0], spread); }},
  {"column_variances", [](const reals* u) { return by_columns(u[0], spread); }},
  {"prod", [](const reals* u) { return reals(product_of_all(u[0])); }},
  {"row_prods", [](const reals* u) { return by_rows(u[0], product_of_all); }},
  {"column_prods", [](const reals* u) { return by_columns(u[0], product_of_all); }},
  {"sqnorm", [](const reals* u) { return reals(sum_of_squares(u[0])); }},
  {"norm1", [](const reals* u) { return reals(sum_of(u[0], [](const real& x) -> real { return abs(x); })); }},
  {"norm2", [](const reals* u) { return reals(real(sqrt(sum_of_squares(u[0])))); }},
  {"logsumexp", [](const reals* u) { return by_rows(u[0], log_sum_exp); }},
  {"log_softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return u[0](i, j) - log_sum_exp(row_of(u[0], i)); }); }},
  {"softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return exp(u[0](i, j) - log_sum_exp(row_of(u[0], i))); }); }},
  {"total_logsumexp", [](const reals* u) { return reals(real(log_sum_exp(u[0]))); }},
  {"total_log_softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return u[0](i, j) - log_sum_exp(u[0]); }); }},
  {"total_softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return exp(u[0](i, j) - log_sum_exp(u[0])); }); }},
  {"column_logsumexp", [](const reals* u) { return filled(1, u[0].columns, [u](int, int j) -> real { return log_sum_exp(row_of(transposed(u[0]), j)); }); }},
  {"column_log_softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return u[0](i, j) - log_sum_exp(row_of(transposed(u[0]), j)); }); }},
  {"column_softmax", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return exp(u[0](i, j) - log_sum_exp(row_of(transposed(u[0]), j))); }); }},
  {"softmax_cross_entropy", [](const reals* u) { return filled(u[0].rows, 1, [u](int i, int) -> real { return total(row_of(u[1], i)) * log_sum_exp(row_of(u[0], i)) - product(row_of(u[0], i), transposed(row_of(u[1], i)))(0, 0); }); }},
  {"cross_entropy", [](const reals* u) { return filled(u[0].rows, 1, [u](int i, int) { real sum = 0; for (int j = 0; j < u[0].columns; ++j) sum -= u[1](i, j) * log(u[0](i, j)); return sum; }); }},
  {"kl_divergence", [](const reals* u) { return filled(u[0].rows, 1, [u](int i, int) { real sum = 0; for (int j = 0; j < u[0].columns; ++j) sum += u[0](i, j) * (log(u[0](i, j)) - log(u[1](i, j))); return sum; }); }},
  {"mse", [](const reals* u) { return reals(average(filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return pow(u[0](i, j) - u[1](i, j), 2); }))); }},
  {"inverse", [](const reals* u) { return inverted(u[0]); }},
  {"solve", [](const reals* u) { return product(inverted(u[0]), u[1]); }},
  {"cofactor", [](const reals* u) { return cofactors(u[0]); }},
  {"det", [](const reals* u) { return reals(determinant(u[0])); }},
  {"log_of_det", [](const reals* u) { return reals(real(log(determinant(u[0])))); }},
  {"logdet", [](const reals* u) { return reals(real(log(abs(determinant(u[0]))))); }},
  {"cholesky", [](const reals* u) { return cholesky_of(u[0]); }},
  {"lower_triangle", [](const reals* u) { return triangle(u[0], true); }},
  {"upper_triangle", [](const reals* u) { return triangle(u[0], false); }},
  {"solve_lower", [](const reals* u) { return product(inverted(triangle(u[0], true)), u[1]); }},
  {"solve_upper", [](const reals* u) { return product(inverted(triangle(u[0], false)), u[1]); }},
  {"diag", [](const reals* u) { return filled(u[0].rows, u[0].rows, [u](int i, int j) { return i == j ? u[0](i, 0) : real(0); }); }},
  {"diagonal", [](const reals* u) { return filled(u[0].rows, 1, [u](int i, int) { return u[0](i, i); }); }},
  {"trace", [](const reals* u) { real sum = 0; for (int i = 0; i < u[0].rows; ++i) sum += u[0](i, i); return reals(sum); }},
  {"dot", [](const reals* u) { return reals(total(filled(u[0].rows, u[0].columns, [u](int i, int j) -> real { return u[0](i, j) * u[1](i, j); }))); }},
  {"outer", [](const reals* u) { return product(u[0], transposed(u[1])); }},
  {"reshape<2, 6>", [](const reals* u) { return filled(2, 6, [u](int i, int j) { return u[0]((6 * i + j) / u[0].columns, (6 * i + j) % u[0].columns); }); }},
  {"block<1, 1, 2, 2>", [](const reals* u) { return taken(u[0], 1, 1, 2, 2); }},
  {"rows<-2, 2>", [](const reals* u) { return taken(u[0], u[0].rows - 2, 0, 2, u[0].columns); }},
  {"rows<1, to_end>", [](const reals* u) { return taken(u[0], 1, 0, u[0].rows - 1, u[0].columns); }},
  {"shift<1, 0>", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) { return i == 0 ? real(0) : u[0](i - 1, j); }); }},
  {"cumsum", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) { return total(taken(u[0], 0, j, i + 1, 1)); }); }},
  {"row_cumsum_backwards", [](const reals* u) { return filled(u[0].rows, u[0].columns, [u](int i, int j) { return total(taken(u[0], i, j, 1, u[0].columns - j)); }); }},
  {"hstack<2, 3>", [](const reals* u) { return filled(u[0].rows, 5, [u](int i, int j) { return j < 2 ? u[0](i, j) : u[1](i, j - 2); }); }},
  {"vstack<2, 1, 3>", [](const reals* u) { return filled(6, u[0].columns, [u](int i, int j) { return i < 2 ? u[0](i, j) : (i < 3 ? u[1](0, j) : u[2](i - 3, j)); }); }},
};
// clang-format on

}  // namespace test
