// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Products of small matrices of known size, transposed and not, of numbers and of NaN, infinities and zeros of both signs: against plain loops, in an evaluator's memory and in places.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

namespace small_products {

template <class T, int Rows, int Columns>
using matrix = Eigen::Matrix<T, Rows, Columns>;
template <class M>
M numbers(int seed, int special) {
  using T = typename M::Scalar;
  M m;
  for (int k = 0; k < m.size(); ++k) m.data()[k] = T(1) / T(3 + (k * 7 + seed) % 11) - T(1) / T(5);
  const T specials[] = {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), T(-0.0), T(0)};
  if (special >= 0) m.data()[static_cast<int>(m.size()) - 1 - seed % static_cast<int>(m.size())] = specials[special];
  return m;
}
template <class T, int Rows, int Inner, int Columns>
bool is_product(const auto& got, const matrix<T, Rows, Inner>& a, const matrix<T, Inner, Columns>& b) {
  bool right = true;
  for (int j = 0; j < Columns; ++j)
    for (int i = 0; i < Rows; ++i) {
      T sum = a(i, 0) * b(0, j), size = std::abs(sum);
      for (int k = 1; k < Inner; ++k) sum += a(i, k) * b(k, j), size += std::abs(a(i, k) * b(k, j));
      const T x = got(i, j);
      right = right && ((std::isnan(sum) && std::isnan(x)) || (x == sum && (x != 0 || std::signbit(x) == std::signbit(sum))) || std::abs(x - sum) <= Inner * size * std::numeric_limits<T>::epsilon());
      right = right && (size != 0 || std::signbit(x) == std::signbit(sum));
    }
  return right;
}

template <class T, int Rows, int Inner, int Columns>
void product_of_size() {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Inner>;
  constexpr auto turned_A = var<"At", Inner, Rows>;
  constexpr auto B = var<"B", Inner, Columns>;
  constexpr auto turned_B = var<"Bt", Columns, Inner>;
  constexpr auto all = together(A * B, transpose(turned_A) * B, A * transpose(turned_B), transpose(turned_A) * transpose(turned_B));
  auto run = evaluator<T>(all);
  auto write = evaluator<T>(A * transpose(turned_B));
  const std::string size = std::to_string(Rows) + " x " + std::to_string(Inner) + " times " + std::to_string(Inner) + " x " + std::to_string(Columns);
  const auto check = [&](const std::string& what, const matrix<T, Rows, Inner>& a, const matrix<T, Inner, Columns>& b) {
    const matrix<T, Inner, Rows> at = a.transpose();
    const matrix<T, Columns, Inner> bt = b.transpose();
    const auto& [plain, left, right, both] = run(A = a, turned_A = at, B = b, turned_B = bt);
    BOOST_TEST((is_product(plain, a, b) && is_product(left, a, b) && is_product(right, a, b) && is_product(both, a, b)), size << ", " << what);
    matrix<T, Rows, Columns> place;
    write(A = a, turned_B = bt, into(value_of(A * transpose(turned_B)) = place));
    BOOST_TEST(is_product(place, a, b), size << ", " << what << ", into");
  };
  for (int special = -1; special < 5; ++special) check("special value " + std::to_string(special), numbers<matrix<T, Rows, Inner>>(special + 1, special), numbers<matrix<T, Inner, Columns>>(special + 3, -1));
  if constexpr (Inner % 2 == 0 || Inner == 1)  // a sum over an incomplete register begins with 0
    check("zeros", -numbers<matrix<T, Rows, Inner>>(0, -1).cwiseAbs(), matrix<T, Inner, Columns>::Zero());
}

BOOST_AUTO_TEST_CASE(small_products_of_double) {
  product_of_size<double, 1, 4, 4>();
  product_of_size<double, 4, 4, 1>();
  product_of_size<double, 4, 1, 4>();
  product_of_size<double, 5, 4, 3>();
  product_of_size<double, 8, 2, 2>();
  product_of_size<double, 3, 3, 3>();
  product_of_size<double, 3, 4, 2>();
  product_of_size<double, 7, 4, 2>();
  product_of_size<double, 4, 6, 4>();
  product_of_size<double, 6, 6, 1>();
  product_of_size<double, 7, 5, 1>();
}
BOOST_AUTO_TEST_CASE(small_products_of_float) {
  product_of_size<float, 1, 4, 8>();
  product_of_size<float, 4, 4, 1>();
  product_of_size<float, 6, 4, 2>();
  product_of_size<float, 9, 8, 2>();
}
/// Arithmetic of columns that fill half of a register, or not, element by element and added up.
template <class T, int Rows, int Columns>
void arithmetic_of_size() {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Columns>;
  constexpr auto B = var<"B", Rows, Columns>;
  constexpr auto s = var<"s">;
  auto run = evaluator<T>(together(-A, hadamard(A, B) - s * B + A / s, row_sums(A - B), column_sums(hadamard(A, B)), sum(sq(A - s))));
  const auto is_near = [](T x, T right, T size) { return (std::isnan(x) && std::isnan(right)) || std::abs(x - right) <= 8 * (Rows + Columns) * std::numeric_limits<T>::epsilon() * size; };
  const auto element = [](const auto& m, int i) {  // one alone is a number
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(m)>, T>) return m;
    else return m.data()[i];
  };
  for (int special = -1; special < 5; ++special)
    for (const T number : {T(3), T(1e-38), T(0)}) {
      const auto a = numbers<matrix<T, Rows, Columns>>(special + 1, special), b = numbers<matrix<T, Rows, Columns>>(special + 3, -1);
      const auto& [negative, mixed, rows, columns, all] = run(A = a, B = b, s = number);
      bool right = true;
      T squares = 0;
      for (int i = 0; i < Rows; ++i) {
        T row = 0;
        for (int j = 0; j < Columns; ++j) {
          const T x = a(i, j), y = b(i, j), quotient = x / number;
          right = right && ((std::isnan(x) && std::isnan(negative(i, j))) || (negative(i, j) == -x && std::signbit(negative(i, j)) != std::signbit(x)));
          const T product = x * y - number * y + quotient;
          right = right && (product == mixed(i, j) || is_near(mixed(i, j), product, 1 + std::abs(x) + std::abs(quotient)));
          row += x - y;
          squares += (x - number) * (x - number);
        }
        right = right && (row == element(rows, i) || is_near(element(rows, i), row, 1));
      }
      for (int j = 0; j < Columns; ++j) {
        T column = 0;
        for (int i = 0; i < Rows; ++i) column += a(i, j) * b(i, j);
        right = right && (column == element(columns, j) || is_near(element(columns, j), column, 1));
      }
      BOOST_TEST((right && (squares == all || is_near(all, squares, squares))), Rows << " x " << Columns << ", special value " << special << ", number " << number);
    }
}
BOOST_AUTO_TEST_CASE(small_arithmetic) {
  arithmetic_of_size<double, 4, 1>();
  arithmetic_of_size<double, 1, 4>();
  arithmetic_of_size<double, 4, 4>();
  arithmetic_of_size<double, 4, 9>();
  arithmetic_of_size<double, 6, 3>();
  arithmetic_of_size<float, 11, 2>();
  arithmetic_of_size<float, 8, 3>();
}
/// Comparisons, choices and maxima of such columns, and their slopes, against the same of numbers; NaN, infinities and zeros in one place after the other.
constexpr auto choices(auto a, auto b) {
  using namespace nabla;
  return hadamard(max(a, b), b) + where(a < b && !(b <= 0_c), hadamard(a, b), min(a, 1_c) - b) + huber(a - b, 0.5_c) + relu(a) + abs(b) + hadamard(sign(a), b) + heaviside(a - b);
}
template <class T, int Rows, int Columns>
void choices_of_size() {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Columns>;
  constexpr auto B = var<"B", Rows, Columns>;
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  auto run = evaluator<T>(together(choices(A, B), diff(sum(choices(A, B)), A), row_maxima(A), column_maxima(A), maximum(A), sum(relu(A - B))));
  auto one = evaluator<T>(together(choices(x, y), diff(choices(x, y), x)));
  const auto same = [](T got, T right, T size) { return got == right || (std::isnan(got) && std::isnan(right)) || std::abs(got - right) <= 8 * std::numeric_limits<T>::epsilon() * size; };
  const auto larger = [](T u, T v) { return std::isnan(u) || v < u ? u : v; };
  const auto element = [](const auto& m, int i) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(m)>, T>) return m;
    else return m.data()[i];
  };
  for (int place = 0; place < Rows * Columns; ++place)
    for (const T special : {T(0.1), std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), T(-0.0)}) {
      auto a = numbers<matrix<T, Rows, Columns>>(place, -1), b = numbers<matrix<T, Rows, Columns>>(place + 3, -1);
      a.data()[place] = special;
      if (place % 2 == 0) b.data()[place] = special;
      const auto& [chosen, slopes, rows, columns, largest, positive] = run(A = a, B = b);
      bool right = true;
      T all = -std::numeric_limits<T>::infinity(), sum = 0;
      for (int j = 0; j < Columns; ++j) {
        T of_column = -std::numeric_limits<T>::infinity();
        for (int i = 0; i < Rows; ++i) {
          const auto [value, slope] = one(x = a(i, j), y = b(i, j));
          right = right && same(chosen(i, j), value, 1) && same(slopes(i, j), slope, 1);
          of_column = larger(a(i, j), of_column);
          sum += a(i, j) - b(i, j) < 0 ? T(0) : a(i, j) - b(i, j);
        }
        right = right && same(element(columns, j), of_column, 0);
        all = larger(of_column, all);
      }
      for (int i = 0; i < Rows; ++i) {
        T of_row = -std::numeric_limits<T>::infinity();
        for (int j = 0; j < Columns; ++j) of_row = larger(a(i, j), of_row);
        right = right && same(element(rows, i), of_row, 0);
      }
      BOOST_TEST((right && same(largest, all, 0) && same(positive, sum, Rows * Columns)), Rows << " x " << Columns << ", " << special << " in place " << place);
    }
}
BOOST_AUTO_TEST_CASE(small_choices) {
  choices_of_size<double, 4, 1>();
  choices_of_size<double, 1, 4>();
  choices_of_size<double, 4, 3>();
  choices_of_size<double, 5, 2>();
  choices_of_size<double, 1, 7>();
  choices_of_size<float, 8, 1>();
}
BOOST_AUTO_TEST_CASE(small_products_without_registers) { product_of_size<long double, 2, 2, 1>(); }

}  // namespace small_products
