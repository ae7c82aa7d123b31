// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Products of small matrices of known size, transposed and not, of numbers and of NaN, infinities and zeros of both signs: against plain loops, in an evaluator's memory and in places.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

namespace small_products {

// Matrices of one type, whatever their size, so that Eigen's loops and the comparisons are compiled once for each kind of number.
template <class T>
using matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
matrix<T> numbers(int rows, int columns, int seed, int special) {
  matrix<T> m(rows, columns);
  for (int k = 0; k < m.size(); ++k) m.data()[k] = T(1) / T(3 + (k * 7 + seed) % 11) - T(1) / T(5);
  const T specials[] = {std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), T(-0.0), T(0)};
  if (special >= 0) m.data()[static_cast<int>(m.size()) - 1 - seed % static_cast<int>(m.size())] = specials[special];
  return m;
}
template <class T>
bool is_product(const matrix<T>& got, const matrix<T>& a, const matrix<T>& b) {
  const auto rows = a.rows(), inner = a.cols(), columns = b.cols();
  bool right = got.rows() == rows && got.cols() == columns;
  for (int j = 0; right && j < columns; ++j)
    for (int i = 0; i < rows; ++i) {
      T sum = a(i, 0) * b(0, j), size = std::abs(sum);
      for (int k = 1; k < inner; ++k) sum += a(i, k) * b(k, j), size += std::abs(a(i, k) * b(k, j));
      const T x = got(i, j);
      right = right && ((std::isnan(sum) && std::isnan(x)) || (x == sum && (x != 0 || std::signbit(x) == std::signbit(sum))) || std::abs(x - sum) <= static_cast<T>(inner) * size * std::numeric_limits<T>::epsilon());
      right = right && (size != 0 || std::signbit(x) == std::signbit(sum));
    }
  return right;
}
/// A result in a matrix of any size; one element alone is a number.
template <class T>
matrix<T> copy(const auto& result) {
  if constexpr (std::is_same_v<std::remove_cvref_t<decltype(result)>, T>)
    return matrix<T>::Constant(1, 1, result);
  else
    return Eigen::Map<const matrix<T>>(result.data(), static_cast<Eigen::Index>(result.rows()), static_cast<Eigen::Index>(result.cols()));
}

/// A B, Aᵀ B, A Bᵀ and Aᵀ Bᵀ of what is bound transposed, and A Bᵀ written into a place.
template <class T>
using products = std::array<matrix<T>, 5>;
template <class T, int Rows, int Inner, int Columns>
products<T> multiply(const matrix<T>& a, const matrix<T>& b, const matrix<T>& at, const matrix<T>& bt) {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Inner>;
  constexpr auto turned_A = var<"At", Inner, Rows>;
  constexpr auto B = var<"B", Inner, Columns>;
  constexpr auto turned_B = var<"Bt", Columns, Inner>;
  static auto run = evaluator<T>(together(A * B, transpose(turned_A) * B, A * transpose(turned_B), transpose(turned_A) * transpose(turned_B)));
  static auto write = evaluator<T>(A * transpose(turned_B));
  const auto& [plain, left, right, both] = run(A = a, turned_A = at, B = b, turned_B = bt);
  matrix<T> place(Rows, Columns);
  write(A = a, turned_B = bt, into(value_of(A * transpose(turned_B)) = place));
  return {copy<T>(plain), copy<T>(left), copy<T>(right), copy<T>(both), place};
}
template <class T>
void check_products(products<T> (*multiply)(const matrix<T>&, const matrix<T>&, const matrix<T>&, const matrix<T>&), int rows, int inner, int columns) {
  const auto check = [=](int special, const matrix<T>& a, const matrix<T>& b) {
    const char* names[] = {"A B", "transpose(A) B", "A transpose(B)", "transpose(A) transpose(B)", "A transpose(B) into a place"};
    const products<T> all = multiply(a, b, a.transpose(), b.transpose());
    for (std::size_t k = 0; k < all.size(); ++k) BOOST_TEST(is_product(all[k], a, b), names[k] << ", " << rows << " x " << inner << " times " << inner << " x " << columns << ", special value " << special);
  };
  for (int special = -1; special < 5; ++special) check(special, numbers<T>(rows, inner, special + 1, special), numbers<T>(inner, columns, special + 3, -1));
  if (inner % 2 == 0 || inner == 1)  // a sum over an incomplete register begins with 0
    check(5, -numbers<T>(rows, inner, 0, -1).cwiseAbs(), matrix<T>::Zero(inner, columns));
}
template <class T, int Rows, int Inner, int Columns>
void product_of_size() { check_products<T>(&multiply<T, Rows, Inner, Columns>, Rows, Inner, Columns); }

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
  product_of_size<double, 6, 6, 5>();
  product_of_size<double, 11, 5, 2>();
}
BOOST_AUTO_TEST_CASE(small_products_of_float) {
  product_of_size<float, 1, 4, 8>();
  product_of_size<float, 4, 4, 1>();
  product_of_size<float, 6, 4, 2>();
  product_of_size<float, 9, 8, 2>();
}
/// Arithmetic of columns that fill half of a register, or not, element by element and added up.
template <class T>
using arithmetic = std::array<matrix<T>, 5>;
template <class T, int Rows, int Columns>
arithmetic<T> calculate(const matrix<T>& a, const matrix<T>& b, T number) {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Columns>;
  constexpr auto B = var<"B", Rows, Columns>;
  constexpr auto s = var<"s">;
  static auto run = evaluator<T>(together(-A, hadamard(A, B) - s * B + A / s, row_sums(A - B), column_sums(hadamard(A, B)), sum(sq(A - s))));
  const auto& [negative, mixed, rows, columns, all] = run(A = a, B = b, s = number);
  return {copy<T>(negative), copy<T>(mixed), copy<T>(rows), copy<T>(columns), copy<T>(all)};
}
template <class T>
void check_arithmetic(arithmetic<T> (*calculate)(const matrix<T>&, const matrix<T>&, T), int rows, int columns) {
  const auto is_near = [=](T x, T right, T size) { return x == right || (std::isnan(x) && std::isnan(right)) || std::abs(x - right) <= T(8 * (rows + columns)) * std::numeric_limits<T>::epsilon() * size; };
  for (int special = -1; special < 5; ++special)
    for (const T number : {T(3), T(1e-38), T(0)}) {
      const matrix<T> a = numbers<T>(rows, columns, special + 1, special), b = numbers<T>(rows, columns, special + 3, -1);
      const auto& [negative, mixed, of_rows, of_columns, all] = calculate(a, b, number);
      bool right = negative.size() == a.size() && mixed.size() == a.size() && of_rows.size() == rows && of_columns.size() == columns;
      T squares = 0;
      for (int i = 0; right && i < rows; ++i) {
        T row = 0;
        for (int j = 0; j < columns; ++j) {
          const T x = a(i, j), y = b(i, j), quotient = x / number;
          right = right && ((std::isnan(x) && std::isnan(negative(i, j))) || (negative(i, j) == -x && std::signbit(negative(i, j)) != std::signbit(x)));
          right = right && is_near(mixed(i, j), x * y - number * y + quotient, 1 + std::abs(x) + std::abs(quotient));
          row += x - y;
          squares += (x - number) * (x - number);
        }
        right = right && is_near(of_rows.data()[i], row, 1);
      }
      for (int j = 0; right && j < columns; ++j) {
        T column = 0;
        for (int i = 0; i < rows; ++i) column += a(i, j) * b(i, j);
        right = right && is_near(of_columns.data()[j], column, 1);
      }
      BOOST_TEST((right && is_near(all(0, 0), squares, squares)), rows << " x " << columns << ", special value " << special << ", number " << number);
    }
}
template <class T, int Rows, int Columns>
void arithmetic_of_size() { check_arithmetic<T>(&calculate<T, Rows, Columns>, Rows, Columns); }

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
template <class T>
using chosen = std::array<matrix<T>, 6>;
template <class T, int Rows, int Columns>
chosen<T> choose(const matrix<T>& a, const matrix<T>& b) {
  using namespace nabla;
  constexpr auto A = var<"A", Rows, Columns>;
  constexpr auto B = var<"B", Rows, Columns>;
  static auto run = evaluator<T>(together(choices(A, B), diff(sum(choices(A, B)), A), row_maxima(A), column_maxima(A), maximum(A), sum(relu(A - B))));
  const auto& [values, slopes, rows, columns, largest, positive] = run(A = a, B = b);
  return {copy<T>(values), copy<T>(slopes), copy<T>(rows), copy<T>(columns), copy<T>(largest), copy<T>(positive)};
}
template <class T>
void check_choices(chosen<T> (*choose)(const matrix<T>&, const matrix<T>&), int rows, int columns) {
  constexpr auto x = nabla::var<"x">;
  constexpr auto y = nabla::var<"y">;
  auto one = nabla::evaluator<T>(nabla::together(choices(x, y), nabla::diff(choices(x, y), x)));
  const auto same = [](T got, T right, T size) { return got == right || (std::isnan(got) && std::isnan(right)) || std::abs(got - right) <= 8 * std::numeric_limits<T>::epsilon() * size; };
  const auto larger = [](T u, T v) { return std::isnan(u) || v < u ? u : v; };
  for (int place = 0; place < rows * columns; ++place)
    for (const T special : {T(0.1), std::numeric_limits<T>::quiet_NaN(), std::numeric_limits<T>::infinity(), -std::numeric_limits<T>::infinity(), T(-0.0)}) {
      matrix<T> a = numbers<T>(rows, columns, place, -1), b = numbers<T>(rows, columns, place + 3, -1);
      a.data()[place] = special;
      if (place % 2 == 0) b.data()[place] = special;
      const auto& [values, slopes, of_rows, of_columns, largest, positive] = choose(a, b);
      bool right = values.size() == a.size() && slopes.size() == a.size() && of_rows.size() == rows && of_columns.size() == columns;
      T all = -std::numeric_limits<T>::infinity(), sum = 0;
      for (int j = 0; right && j < columns; ++j) {
        T of_column = -std::numeric_limits<T>::infinity();
        for (int i = 0; i < rows; ++i) {
          const auto [value, slope] = one(x = T(a(i, j)), y = T(b(i, j)));
          right = right && same(values(i, j), value, 1) && same(slopes(i, j), slope, 1);
          of_column = larger(a(i, j), of_column);
          sum += a(i, j) - b(i, j) < 0 ? T(0) : a(i, j) - b(i, j);
        }
        right = right && same(of_columns.data()[j], of_column, 0);
        all = larger(of_column, all);
      }
      for (int i = 0; right && i < rows; ++i) {
        T of_row = -std::numeric_limits<T>::infinity();
        for (int j = 0; j < columns; ++j) of_row = larger(a(i, j), of_row);
        right = right && same(of_rows.data()[i], of_row, 0);
      }
      BOOST_TEST((right && same(largest(0, 0), all, 0) && same(positive(0, 0), sum, static_cast<T>(rows * columns))), rows << " x " << columns << ", " << special << " in place " << place);
    }
}
template <class T, int Rows, int Columns>
void choices_of_size() { check_choices<T>(&choose<T, Rows, Columns>, Rows, Columns); }

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
