// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Loops of every length around whole registers: reductions and maps against numbers one by one, NaN in every place.

#include <boost/test/unit_test.hpp>

#include <nabla/eigen.hpp>
#include <nabla/nabla.hpp>

#include <cmath>
#include <limits>
#include <span>

namespace loop_sizes {

using namespace nabla;

constexpr auto n = dim<"n">;
constexpr auto u = var<"u", n>;
constexpr auto v = var<"v", n>;
constexpr auto A = var<"A", n, dim<"m">>;
constexpr auto of_vectors = together(sum(u), sum(hadamard(u, v)), maximum(u), sum(sq(u) + abs(v) - max(u, v)));
constexpr auto of_matrices = together(row_sums(A), column_sums(A), row_maxima(A), column_maxima(A), sum(A), A + row_sums(A));

template <class T>
bool is_near(T got, T right) { return (std::isnan(right) && std::isnan(got)) || got == right || std::abs(got - right) <= 64 * std::numeric_limits<T>::epsilon() * (1 + std::abs(right)); }

template <class T>
using column = Eigen::Matrix<T, Eigen::Dynamic, 1>;
template <class T>
using grid = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
T at(int i) { return static_cast<T>(std::sin(3.0 * i + 1)); }
template <class T>
constexpr T nan_number = std::numeric_limits<T>::quiet_NaN();
template <class T>
T larger(T a, T b) { return std::isnan(a) || b < a ? a : b; }

template <class T>
void vectors() {
  auto run = evaluator<T>(of_vectors);
  for (int size = 0; size < 70; ++size)
    for (int hole = -1; hole < size; hole += size > 20 ? 7 : 1) {
      column<T> a(size), b(size);
      for (int i = 0; i < size; ++i) a[i] = i == hole ? nan_number<T> : at<T>(i), b[i] = at<T>(i + 100);
      T sum = 0, dot = 0, largest = -std::numeric_limits<T>::infinity(), mixed = 0;
      for (int i = 0; i < size; ++i) sum += a[i], dot += a[i] * b[i], largest = larger(largest, a[i]), mixed += a[i] * a[i] + std::abs(b[i]) - larger(b[i], a[i]);
      const auto& [s, d, l, m] = run(u = a, v = b);
      BOOST_TEST((is_near(s, sum) && is_near(d, dot) && is_near(l, largest) && is_near(m, mixed)), "size " << size << ", NaN at " << hole << ": " << s << " " << d << " " << l << " " << m);
    }
}
/// Choices within choices, of which the slope is one of the arms': of loops, of numbers, and of NaN.
template <class Number, class Other>
constexpr auto kinked(Number a, Other b) { return where(abs(a - b) <= 1_c, 0.5_c * sq(a - b), abs(a - b) - 0.5_c); }
template <class Number, class Other>
constexpr auto steps(Number a, Other b) { return where(a <= 0_c, sq(a), where(a <= 1_c, hadamard(a, b), 3_c * a)); }
template <class Number, class Other>
constexpr auto bent(Number a, Other b) { return where(a > 2_c, 2_c * a, relu(a - b)); }
template <class T>
void choices() {
  constexpr auto x = var<"x">;
  constexpr auto y = var<"y">;
  auto run = evaluator<T>(together(diff(sum(kinked(u, v)), u), diff(sum(steps(u, v)), u), diff(sum(bent(u, v)), u)));
  auto of_numbers = evaluator<T>(together(diff(kinked(x, y), x), diff(steps(x, y), x), diff(bent(x, y), x)));
  for (int size = 0; size < 40; ++size)
    for (int hole = -1; hole < size; hole += size > 20 ? 7 : 1) {
      column<T> a(size), b(size);
      for (int i = 0; i < size; ++i) a[i] = i == hole ? nan_number<T> : 3 * at<T>(i), b[i] = 2 * at<T>(i + 100);
      if (size > 3) a[0] = b[0], a[1] = 0, a[2] = 1, a[3] = b[3] + 1;
      const auto& [of_kinked, of_steps, of_bent] = run(u = a, v = b);
      for (int i = 0; i < size; ++i) {
        const T d = a[i] - b[i], k = std::abs(d) <= 1 ? d : (d > 0 ? 1 : (d < 0 ? -1 : d)), s = a[i] <= 0 ? 2 * a[i] : (a[i] <= 1 ? b[i] : 3), r = a[i] > 2 ? 2 : (d > 0 ? 1 : 0);
        const auto& [k_of_one, s_of_one, r_of_one] = of_numbers(x = a[i], y = b[i]);
        BOOST_TEST((is_near(of_kinked(i, 0), k) && is_near(k_of_one, k)), "size " << size << ", NaN at " << hole << ": " << of_kinked(i, 0) << " " << k_of_one << " " << k);
        BOOST_TEST((is_near(of_steps(i, 0), s) && is_near(s_of_one, s)), "size " << size << ", NaN at " << hole << ": " << of_steps(i, 0) << " " << s_of_one << " " << s);
        BOOST_TEST((is_near(of_bent(i, 0), r) && is_near(r_of_one, r)), "size " << size << ", NaN at " << hole << ": " << of_bent(i, 0) << " " << r_of_one << " " << r);
      }
    }
}
template <class T>
void matrices() {
  auto run = evaluator<T>(of_matrices);
  for (int rows = 0; rows < 20; ++rows)
    for (int columns = 0; columns < 6; ++columns)
      for (int hole = -1; hole < rows * columns; hole += 5) {
        grid<T> a(rows, columns);
        for (int i = 0; i < a.size(); ++i) a.data()[i] = i == hole ? nan_number<T> : at<T>(i);
        const auto& [across, down, row, of_column, all, outer] = run(A = a);
        bool right = across.rows() == rows && of_column.cols() == columns;
        T total = 0;
        for (int j = 0; j < columns; ++j) {
          T sum = 0, largest = -std::numeric_limits<T>::infinity();
          for (int i = 0; i < rows; ++i) sum += a(i, j), largest = larger(largest, a(i, j));
          right = right && is_near(down(0, j), sum) && is_near(of_column(0, j), largest);
          total += sum;
        }
        for (int i = 0; i < rows; ++i) {
          T sum = 0, largest = -std::numeric_limits<T>::infinity();
          for (int j = 0; j < columns; ++j) sum += a(i, j), largest = larger(largest, a(i, j));
          right = right && is_near(across(i, 0), sum) && is_near(row(i, 0), largest);
          for (int j = 0; j < columns; ++j) right = right && is_near(outer(i, j), a(i, j) + sum);
        }
        BOOST_TEST((right && is_near(all, total)), rows << " x " << columns << ", NaN at " << hole);
      }
}

/// Quotients of all elements by one number: two units in the last place, and the same infinities, zeros and NaN, by registers and number by number.
template <class T>
bool is_quotient(T got, T right) {
  if (std::isnan(right)) return std::isnan(got);
  if (right == 0 || std::isinf(right)) return got == right && std::signbit(got) == std::signbit(right);
  return std::abs(got - right) <= std::max(2 * std::numeric_limits<T>::epsilon() * std::abs(right), std::numeric_limits<T>::denorm_min());
}
template <class T>
void quotients() {
  constexpr auto by = var<"by">;
  constexpr auto both = together(u / by, row_sums(A / by), sum((u - 1_c) / by));
  using limits = std::numeric_limits<T>;
  const T infinity = limits::infinity(), special[] = {0, T(-0.0), infinity, -infinity, nan_number<T>, limits::max(), limits::min(), limits::denorm_min(), 49, 1};
  auto run = evaluator<T>(both);
  for (T divisor : {T(3), T(-49), T(0.1), T(0), T(-0.0), infinity, -infinity, nan_number<T>, limits::max(), -limits::min(), limits::denorm_min(), T(0.9e-37), T(1.1e-37), T(0.9e37), T(1.1e37)})
    for (int size = 0; size < 20; ++size) {
      column<T> a(size);
      for (int i = 0; i < size; ++i) a[i] = i % 2 == 0 ? at<T>(i) : special[i / 2];
      const grid<T> b = at<T>(7) * grid<T>::Ones(size, 3);
      const auto& [quotient, rows, total] = run(u = a, A = b, by = divisor);
      const auto plain = with_backend<plain_backend>(u / by)(u = a, by = divisor);
      bool right = quotient.rows() == size;
      for (int i = 0; i < size; ++i) {
        right = right && is_quotient(quotient(i, 0), T(a[i] / divisor)) && is_near(rows(i, 0), T(3 * (at<T>(7) / divisor)));
        right = right && is_quotient(T(plain(i, 0)), T(a[i] / divisor));
      }
      BOOST_TEST((right && (size > 0 || total == 0)), size << " by " << divisor);
    }
}

/// What is a number from a quotient of 1 on, where the product with the inverse is just below.
template <class T>
void quotients_at_a_border() {
  constexpr auto by = var<"by">;
  constexpr auto base = var<"base">;
  constexpr auto all = together(sum(acosh(u / by)), sum(sqrt(u / by - 1_c)), sum(sqrt(u / minimum(u) - 1_c)), sum(pow(base, u / by)), sum(log1p(-u / by)), sum(floor(divide_no_nan(u, by))), sum(sigmoid(1_c / (u / by - 1_c))), sum(pow(base + 2_c, u / by - 1_c)));
  auto run = evaluator<T>(all);
  int below = 0;
  for (int divisor = 1; divisor < 200; ++divisor) {
    below += static_cast<T>(T(divisor) * static_cast<T>(1 / T(divisor))) < 1;
    const column<T> a = column<T>::Constant(20, T(divisor));
    const auto& [arc, root, of_least, power, logarithm, whole, beyond, of_zero] = run(u = a, by = T(divisor), base = T(-2));
    BOOST_TEST((arc == 0 && root == 0 && of_least == 0 && power == -40 && logarithm == -std::numeric_limits<T>::infinity() && whole == 20 && beyond == 20 && of_zero == 20), divisor);
  }
  BOOST_TEST(below > 0);
}

/// What is made of a product, and that product: where the machine multiplies and adds in one step, their difference would be what rounding took away.
template <class T>
void products_less_their_extrema() {
  constexpr auto by = var<"by">;
  constexpr auto all = together(sqrt(u * by - minimum(u * by)), sqrt(maximum(hadamard(u, v)) - hadamard(u, v)), floor(u * by - minimum(u * by)), sqrt(hadamard(u, v) - floor(hadamard(u, v))), sqrt(abs(hadamard(u, v)) + hadamard(u, v)));
  constexpr auto a = var<"a">;
  constexpr auto b = var<"b">;
  constexpr auto of_numbers = together(sqrt(a * b - floor(a * b)), sqrt(max(a * b, a) - a * b), sqrt(abs(a * b) - a * b), sqrt(a * b - var<"c"> * var<"d">));
  auto run = evaluator<T>(all);
  auto run_numbers = evaluator<T>(of_numbers);
  for (int trial = 0; trial < 50; ++trial) {
    column<T> p(trial), q(trial);
    for (int i = 0; i < trial; ++i) p[i] = 3 * at<T>(i + trial), q[i] = 3 * at<T>(i + 7 * trial);
    const T number = at<T>(trial);
    const auto& [least, largest, whole, rest, size] = run(u = p, v = q, by = number);
    bool right = true;
    for (int i = 0; i < trial; ++i) right = right && least(i, 0) >= 0 && largest(i, 0) >= 0 && whole(i, 0) >= 0 && rest(i, 0) >= 0 && size(i, 0) >= 0;
    const auto [part, less, twice, equal] = run_numbers(a = 3 * number, b = at<T>(trial + 100), var<"c"> = 3 * number, var<"d"> = at<T>(trial + 100));
    BOOST_TEST((right && part >= 0 && less >= 0 && twice >= 0 && equal == 0), trial);
  }
}

/// Rows by their numbers, read in loops: of the middle columns of a matrix, of what is computed before, and of the same rows again.
template <class T>
void taken_rows() {
  constexpr auto place = indices<"place", n, dim<"k">>;
  constexpr auto other = indices<"other", n, dim<"k">>;
  constexpr auto table = var<"table", dim<"k">, 5>;
  constexpr auto parts = columns<1, 3>(table);
  constexpr auto difference = hadamard(u, gather_rows(parts, place)) - gather_rows(exp(parts), other);
  auto run = evaluator<T>(together(difference, row_sums(gather_rows(table, other)), column_maxima(gather_rows(table, place)), sum(sq(difference))));
  for (int count = 0; count < 36; ++count)
    for (int range : {1, 2, 9}) {
      grid<T> a(range, 5);
      column<T> w(count);
      Eigen::VectorXi first(count), second(count);
      for (int i = 0; i < a.size(); ++i) a.data()[i] = i == 5 ? nan_number<T> : at<T>(i);
      for (int i = 0; i < count; ++i) w[i] = at<T>(i + 100), first[i] = i * i % range, second[i] = (3 * i + 1) % range;
      const auto& [found, across, largest, squares] = run(u = w, table = a, place = first, other = second);
      bool right = found.rows() == count;
      T total = 0;
      for (int i = 0; i < count; ++i) {
        T sum = 0;
        for (int j = 0; j < 5; ++j) sum += a(second[i], j);
        right = right && is_near(across(i, 0), sum);
        for (int j = 0; j < 3; ++j) {
          const T one = w[i] * a(first[i], j + 1) - std::exp(a(second[i], j + 1));
          right = right && is_near(found(i, j), one);
          total += one * one;
        }
      }
      for (int j = 0; j < 5; ++j) {
        T most = -std::numeric_limits<T>::infinity();
        for (int i = 0; i < count; ++i) most = larger(most, a(first[i], j));
        right = right && is_near(largest(0, j), most);
      }
      BOOST_TEST((right && is_near(squares, total)), count << " of " << range);
    }
}

/// Neighbours, near and far, of what another loop has stored; a result in the middle of an array, whose other numbers nobody touches.
template <class T>
void windows() {
  constexpr auto stored = exp(u);
  constexpr auto looked = hadamard(shift<1>(stored) - shift<-1>(stored), v) + shift<3>(stored) + shift<-7>(stored) + shift<8>(stored) + shift<-19>(stored);
  auto run = evaluator<T>(looked);
  for (int size = 0; size < 60; ++size) {
    column<T> a(size), b(size), e(size), all = column<T>::Constant(size + 32, 5);
    for (int i = 0; i < size; ++i) a[i] = at<T>(i), b[i] = at<T>(i + 100), e[i] = std::exp(a[i]);
    const auto before = [&](int i) { return i < 0 || i >= size ? T(0) : e[i]; };
    run(u = a, v = b, into(value_of(looked) = std::span<T>(all.data() + 16, static_cast<std::size_t>(size))));
    bool right = (all.head(16).array() == 5).all() && (all.tail(16).array() == 5).all();
    for (int i = 0; i < size; ++i)
      right = right && is_near(all[16 + i], (before(i - 1) - before(i + 1)) * b[i] + before(i - 3) + before(i + 7) + before(i - 8) + before(i + 19));
    BOOST_TEST(right, "windows in " << size);
  }
}

/// Parts of a vector that a loop over all of it computes: a sum of them, and slopes, which stand among zeros.
template <class T>
void parts() {
  auto run = evaluator<T>(value_and_grad(sum(hadamard(rows<9, n - 11>(u), sq(rows<1, n - 11>(u))))));
  for (int size = 11; size < 60; ++size)
    for (int hole : {-1, 0, size - 1, size / 2}) {
      column<T> a(size);
      for (int i = 0; i < size; ++i) a[i] = i == hole ? nan_number<T> : at<T>(i);
      const auto& [sum, slopes] = run(u = a);
      T expected = 0;
      bool right = true;
      for (int i = 0; i < size; ++i) {
        if (i < size - 11) expected += a[i + 9] * a[i + 1] * a[i + 1];
        const T first = i >= 9 && i - 9 < size - 11 ? a[i - 8] * a[i - 8] : T(0), second = i >= 1 && i - 1 < size - 11 ? 2 * a[i] * a[i + 8] : T(0);
        right = right && is_near(slopes[u](i, 0), first + second);
      }
      BOOST_TEST((right && is_near(sum, expected)), "parts of " << size << ", NaN at " << hole);
    }
}

/// Products with few columns, and rows by their numbers.
template <class T>
void few_columns() {
  constexpr auto X = data<"X", n, 5>;
  constexpr auto W = data<"W", 5, 7>;
  constexpr auto second = data<"V", 6, 5>;
  constexpr auto i = indices<"i", n, 3>;
  constexpr auto rows_by_number = data<"R", 3, 6>;
  auto run = evaluator<T>(together(X * W, X * transpose(second), X * columns<0, 4>(W), gather_rows(rows_by_number, i)));
  for (int size = 0; size < 70; ++size) {
    grid<T> x(size, 5), w(5, 7), s(6, 5), r(3, 6);
    Eigen::VectorXi numbers(size);
    for (grid<T>* each : {&x, &w, &s, &r})
      for (int k = 0; k < each->size(); ++k) each->data()[k] = at<T>(k + static_cast<int>(each->rows()));
    for (int k = 0; k < size; ++k) numbers[k] = (k * k + 1) % 3;
    const int hole = size / 2;
    if (size > 0) x(hole, 2) = nan_number<T>;
    const auto& [wide, turned, four, taken] = run(X = x, W = w, second = s, rows_by_number = r, i = numbers);
    bool right = wide.rows() == size && turned.cols() == 6 && four.cols() == 4 && taken.rows() == size;
    for (int row = 0; row < size && right; ++row)
      for (int c = 0; c < 7; ++c) {
        T by_w = 0, by_v = 0;
        for (int k = 0; k < 5; ++k) by_w += x(row, k) * w(k, c), by_v += x(row, k) * s(c < 6 ? c : 0, k);
        right = right && std::isnan(by_w) == (row == hole) && is_near(wide(row, c), by_w) && (c >= 4 || is_near(four(row, c), by_w));
        right = right && (c >= 6 || (is_near(turned(row, c), by_v) && taken(row, c) == r(numbers[row], c)));
      }
    BOOST_TEST(right, size << " rows");
  }
}

/// The same with a size of the type.
template <int Size>
void static_size() {
  constexpr auto w = var<"w", Size>;
  auto run = evaluator(together(sq(w) + 1_c, exp(w), maximum(w), sum(w)));
  for (int hole = -1; hole < Size; ++hole) {
    Eigen::Matrix<double, Size, 1> a;
    double sum = 0, largest = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < Size; ++i) a[i] = i == hole ? nan_number<double> : at<double>(i), sum += a[i], largest = larger(largest, a[i]);
    const auto& [square, e, l, s] = run(w = a);
    bool right = is_near(l, largest) && is_near(s, sum);
    for (int i = 0; i < Size; ++i) right = right && is_near(square(i, 0), a[i] * a[i] + 1) && is_near(e(i, 0), std::exp(a[i]));
    BOOST_TEST(right, Size << " numbers, NaN at " << hole);
  }
}

BOOST_AUTO_TEST_CASE(loops_of_double) { vectors<double>(), matrices<double>(); }
BOOST_AUTO_TEST_CASE(loops_of_float) { vectors<float>(); }
BOOST_AUTO_TEST_CASE(loops_of_choices) { choices<double>(), choices<float>(); }
BOOST_AUTO_TEST_CASE(quotients_by_a_number) { quotients<double>(), quotients<float>(); }
BOOST_AUTO_TEST_CASE(products_and_what_is_made_of_them) { products_less_their_extrema<double>(), products_less_their_extrema<float>(); }
BOOST_AUTO_TEST_CASE(quotients_where_digits_decide) { quotients_at_a_border<double>(), quotients_at_a_border<float>(); }
BOOST_AUTO_TEST_CASE(loops_that_take_rows) { taken_rows<double>(), taken_rows<float>(); }

BOOST_AUTO_TEST_CASE(loops_with_windows) { windows<double>(), windows<float>(); }
BOOST_AUTO_TEST_CASE(loops_over_parts) { parts<double>(), parts<float>(); }
BOOST_AUTO_TEST_CASE(products_with_few_columns) { few_columns<double>(), few_columns<float>(); }

BOOST_AUTO_TEST_CASE(sizes_of_the_type) {
  static_size<3>(), static_size<6>(), static_size<13>();
}

}  // namespace loop_sizes
