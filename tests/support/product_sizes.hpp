// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Products of sizes that are known at run time, around all the numbers where another way of computing them begins: against plain loops. Columns lie apart; what lies between them stays.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace {

template <class T, bool TransposeLeft, bool TransposeRight>
void product_of_size(nabla::detail::index rows, nabla::detail::index columns, nabla::detail::index inner, nabla::detail::index apart) {
  using nabla::detail::index;
  using view = nabla::detail::matrix_view<T>;
  const index left_rows = TransposeLeft ? inner : rows, left_columns = TransposeLeft ? rows : inner, right_rows = TransposeRight ? columns : inner, right_columns = TransposeRight ? inner : columns;
  const auto numbers = [apart](index m, index n) {
    std::vector<T> x(static_cast<std::size_t>((m + apart) * n));
    for (std::size_t k = 0; k < x.size(); ++k) x[k] = T(1) / T(3 + static_cast<int>(k * 7 % 11)) - T(1) / T(5);
    return x;
  };
  std::vector<T> a = numbers(left_rows, left_columns), b = numbers(right_rows, right_columns), c = numbers(rows, columns);
  const std::vector<T> before = c;
  const view left{a.data(), left_rows, left_columns, left_rows + apart}, right{b.data(), right_rows, right_columns, right_rows + apart}, result{c.data(), rows, columns, rows + apart};
  nabla::detail::multiply_any_size<T, TransposeLeft, TransposeRight>(left, right, result);
  index wrong = 0;
  for (index j = 0; j < columns; ++j) {
    for (index i = 0; i < rows; ++i) {
      long double sum = 0, size = 0;
      for (index k = 0; k < inner; ++k) {
        const long double term = static_cast<long double>(TransposeLeft ? left(k, i) : left(i, k)) * static_cast<long double>(TransposeRight ? right(j, k) : right(k, j));
        sum += term;
        size += std::abs(term);
      }
      wrong += !(std::abs(static_cast<long double>(result(i, j)) - sum) <= static_cast<long double>(inner) * size * static_cast<long double>(std::numeric_limits<T>::epsilon()));
    }
    for (index i = rows; i < rows + apart; ++i) wrong += c[static_cast<std::size_t>(j * (rows + apart) + i)] != before[static_cast<std::size_t>(j * (rows + apart) + i)];
  }
  BOOST_TEST(wrong == 0, std::to_string(rows) + " x " + std::to_string(inner) + " times " + std::to_string(inner) + " x " + std::to_string(columns) + ", transposed: " + std::to_string(TransposeLeft) + std::to_string(TransposeRight) + ", apart: " + std::to_string(apart) + ", wrong: " + std::to_string(wrong));
}
template <class T>
void products_of_size(nabla::detail::index rows, nabla::detail::index columns, nabla::detail::index inner, nabla::detail::index apart) {
  product_of_size<T, false, false>(rows, columns, inner, apart);
  product_of_size<T, true, false>(rows, columns, inner, apart);
  product_of_size<T, false, true>(rows, columns, inner, apart);
  product_of_size<T, true, true>(rows, columns, inner, apart);
}

BOOST_AUTO_TEST_CASE(products_of_every_size) {
  using nabla::detail::index;
  for (const index rows : {0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 70})
    for (const index columns : {0, 1, 2, 3, 4, 5, 7, 33, 65})
      for (const index inner : {0, 1, 2, 3, 8, 14, 33, 65}) {
        const index apart = (rows + columns + inner) % 3;
        products_of_size<double>(rows, columns, inner, apart);
        if (rows % 4 == 1 || columns == 3) products_of_size<float>(rows, columns, inner, apart);
        if (rows < 10 && inner < 33 && columns < 8) products_of_size<long double>(rows, columns, inner, apart);
      }
  // short of whole registers by one, where a loop over these begins
  for (const index count : {7, 11, 15, 23, 31, 47})
    for (const index few : {1, 2})
      for (const index apart : {0, 1}) {
        products_of_size<double>(count, few, 1, apart);
        products_of_size<float>(count, few, 1, apart);
        products_of_size<double>(few, 1, count, apart);
        products_of_size<float>(few, 1, count, apart);
      }
  for (const index apart : {0, 1}) {
    products_of_size<double>(1, 300, 70, apart);
    products_of_size<double>(300, 1, 70, apart);
    products_of_size<double>(1, 1, 400, apart);
    products_of_size<double>(150, 170, 300, apart);
  }
}

}  // namespace
