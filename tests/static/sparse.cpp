// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Patterns of Jacobians and Hessians, how many products they take, and their values, in constant expressions.

#include <nabla/nabla.hpp>

#include <array>

namespace {

using namespace nabla;

constexpr int n = 10;
constexpr auto x = var<"x", n>;
constexpr auto y = var<"y">;
constexpr std::array<double, n> at_x{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

/// Is the pattern where `holds(i, j)` is true, and nowhere else?
template <class Derivatives, class Holds>
constexpr bool is_where(Derivatives, Holds holds) {
  constexpr const auto& p = Derivatives::pattern;
  int count = 0;
  for (int j = 0; j < p.columns; ++j) {
    if (p.column_starts[j] != count) return false;
    for (int i = 0; i < p.rows; ++i) {
      if (p(i, j) != holds(i, j)) return false;
      if (holds(i, j) && p.row_indices[count++] != i) return false;
    }
  }
  return count == p.nonzeros;
}
constexpr auto everywhere = [](int, int) { return true; };
constexpr auto on_diagonal = [](int i, int j) { return i == j; };

// ---- a chain: tridiagonal, or three products ----------------------------------------------------------------------------------------------------
constexpr auto rosenbrock = sum(100_c * sq(tail<n - 1>(x) - sq(head<n - 1>(x))) + sq(1_c - head<n - 1>(x)));
constexpr auto H = sparse_hessian(rosenbrock, wrt(x));
static_assert(is_where(H, [](int i, int j) { return i - j <= 1 && j - i <= 1; }));
static_assert(H.products == 0);  // no directions: elements as they are
constexpr auto by_products = sparse_hessian<forward_mode>(rosenbrock, wrt(x));
static_assert(by_products.products == 3);
constexpr auto by_three = by_products(x = at_x);
constexpr auto h = H(x = at_x);
static_assert(h(0, 0) == 1200 - 400 * 2 + 2);
static_assert(h(0, 1) == -400);
static_assert(h(1, 0) == -400);
static_assert(h(8, 8) == 1200 * 81 - 400 * 10 + 202);
static_assert(h(9, 9) == 200);
static_assert(h(0, 2) == 0);
static_assert(h.rows() == n);
static_assert(h.columns() == n);
static_assert(h.nonzeros() == 3 * n - 2);
static_assert(h.values[1] == -400);
constexpr auto whole = hessian(rosenbrock, wrt(x))(x = at_x);
static_assert([] {
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      if (whole(i, j) != h(i, j) || by_three(i, j) != h(i, j)) return false;
  return true;
}());

// ---- an arrow: two products, whatever its size ---------------------------------------------------------------------------------------------------
constexpr auto arrow = sparse_hessian<forward_mode>(sum(exp(x * y)), wrt(y, x));
static_assert(is_where(arrow, [](int i, int j) { return i == 0 || j == 0 || i == j; }));
static_assert(arrow.products == 2);
constexpr auto arrow_last = sparse_hessian<forward_mode>(sum(exp(x * y)), wrt(x, y));
static_assert(is_where(arrow_last, [](int i, int j) { return i == n || j == n || i == j; }));
static_assert(arrow_last.products == 2);
constexpr auto a = arrow(x = at_x, y = 0.0);
constexpr auto as_it_is = sparse_hessian(sum(exp(x * y)), wrt(y, x))(x = at_x, y = 0.0);
static_assert(as_it_is(0, 0) == 385);
static_assert(as_it_is(1, 0) == 1);
static_assert(as_it_is(0, 4) == 1);
static_assert(as_it_is(3, 3) == 0);
static_assert(as_it_is(1, 2) == 0);
static_assert(a(0, 0) == 385);
static_assert(a(1, 0) == 1);
static_assert(a(0, 4) == 1);
static_assert(a(3, 3) == 0);
static_assert(a(1, 2) == 0);

// ---- diagonals, blocks, zero columns, and what is dense ---------------------------------------------------------------------------------------------
static_assert(is_where(sparse_hessian(sum(hadamard(x, sin(x))), wrt(x)), on_diagonal));
static_assert(is_where(sparse_jacobian(hadamard(x, sin(x)), wrt(x)), on_diagonal));
static_assert(sparse_jacobian<forward_mode>(hadamard(x, sin(x)), wrt(x)).products == 1);
static_assert(sparse_hessian(sum(x), wrt(x)).pattern.nonzeros == 0);
static_assert(sparse_hessian<forward_mode>(sum(x), wrt(x)).products == 0);
static_assert(sparse_hessian(sum(x), wrt(x))(x = at_x)(3, 3) == 0);
static_assert(hessian(sum(x), wrt(x))(x = at_x)(3, 3) == 0);
constexpr auto W = var<"W", 2, 3>;
constexpr auto z = var<"z", 4, 3>;
static_assert(is_where(sparse_jacobian(softmax(z), wrt(z)), [](int i, int j) { return i / 3 == j / 3; }));
static_assert(sparse_jacobian(softmax(z), wrt(z)).products == 3);  // by rows
static_assert(is_where(sparse_jacobian(W * head<3>(x), wrt(W)), [](int i, int j) { return i == j / 3; }));
static_assert(sparse_jacobian<reverse_mode>(W * head<3>(x), wrt(W)).products == 1);
static_assert(is_where(sparse_jacobian(W * head<3>(x), wrt(x)), [](int, int j) { return j < 3; }));
static_assert(sparse_jacobian<reverse_mode>(W * head<3>(x), wrt(x)).products == 2);
// rows of weights that are alike, and rows that are alike but for the last or the first element
constexpr auto weights = data<"weights", 1, 2>;
constexpr auto none = zeros<1, 1>;
constexpr auto alike = vstack(hstack(weights, none), hstack(weights, none), hstack(weights, row_sums(weights)), hstack(weights, none), hstack(none, weights));
static_assert(is_where(sparse_jacobian(alike * head<3>(x), wrt(x)), [](int i, int j) { return j < 3 && (i == 2 || (i == 4 ? j > 0 : j < 2)); }));
static_assert(sparse_jacobian<forward_mode>(W * head<3>(x), wrt(x)).products == 3);
static_assert(sparse_jacobian<forward_mode>(W * head<3>(x), wrt(W)).products == 3);
constexpr auto S = var<"S", 2, 2>;
static_assert(is_where(sparse_hessian(logdet(S), wrt(S)), everywhere));
static_assert(is_where(sparse_jacobian(sum(x), wrt(x, W)), [](int, int j) { return j < n; }));
static_assert(sparse_jacobian(sum(x), wrt(x, W)).products == 1);

// ---- what moves elements, and what has no derivative -------------------------------------------------------------------------------------------------
static_assert(is_where(sparse_jacobian(transpose(W), wrt(W)), [](int i, int j) { return i / 2 == j % 3 && i % 2 == j / 3; }));
static_assert(is_where(sparse_jacobian(reshape<3, 2>(W), wrt(W)), on_diagonal));
static_assert(is_where(sparse_jacobian(diag(head<2>(x)) * W, wrt(W)), on_diagonal));  // zeros annihilate
constexpr auto scaled = sparse_jacobian(diag(head<2>(x)) * W, wrt(W, x));  // W's coefficients are a whole diagonal matrix: its zeros go nowhere
static_assert(is_where(scaled, [](int i, int j) { return j < 6 ? i == j : j - 6 == i / 3; }));
constexpr auto scaled_rows = scaled(W = std::array<double, 6>{1, 2, 3, 4, 5, 6}, x = at_x);
static_assert(scaled_rows(1, 1) == 1);
static_assert(scaled_rows(4, 4) == 2);
static_assert(scaled_rows(4, 7) == 5);
static_assert(scaled_rows(1, 4) == 0);
static_assert(scaled_rows(1, 7) == 0);
static_assert(is_where(sparse_jacobian(vstack(W, W), wrt(W)), [](int i, int j) { return i % 6 == j; }));
static_assert(is_where(sparse_jacobian(row_sums(W), wrt(W)), [](int i, int j) { return i == j / 3; }));
static_assert(is_where(sparse_jacobian(column_sums(W), wrt(W)), [](int i, int j) { return i == j % 3; }));
static_assert(is_where(sparse_jacobian(floor(x) + hadamard(x > 0_c, sq(x)), wrt(x)), on_diagonal));
static_assert(sparse_jacobian(floor(x) + (x > 0_c), wrt(x)).pattern.nonzeros == 0);
static_assert(is_where(sparse_hessian(sum(relu(x)), wrt(x)), [](int, int) { return false; }));
static_assert(is_where(sparse_jacobian(where(y > 0_c, x, 2_c * reshape<n, 1>(x)), wrt(x, y)), [](int i, int j) { return i == j; }));

// ---- the modes agree ------------------------------------------------------------------------------------------------------------------------------------
template <class A, class B>
constexpr bool are_equal(const A& one, const B& other) {
  for (int i = 0; i < one.rows(); ++i)
    for (int j = 0; j < one.columns(); ++j)
      if (one(i, j) != other(i, j)) return false;
  return one.rows() == other.rows() && one.columns() == other.columns();
}
constexpr std::array<double, 6> w{1, 2, 3, 4, 5, 6};
constexpr auto product = W * head<3>(x) * y;
static_assert(are_equal(jacobian<forward_mode>(product, wrt(W, x, y))(W = w, x = at_x, y = 2.0), jacobian<reverse_mode>(product, wrt(W, x, y))(W = w, x = at_x, y = 2.0)));
static_assert(are_equal(sparse_jacobian<forward_mode>(product, wrt(W, x, y))(W = w, x = at_x, y = 2.0), jacobian(product, wrt(W, x, y))(W = w, x = at_x, y = 2.0)));
constexpr auto q = var<"q">;
static_assert(are_equal(jacobian<forward_mode>(y * q * W, wrt(q, y))(q = 2.0, y = 3.0, W = w), jacobian<reverse_mode>(y * q * W, wrt(q, y))(q = 2.0, y = 3.0, W = w)));
static_assert(are_equal(jacobian<forward_mode>(y * q, wrt(q, y))(q = 2.0, y = 3.0), jacobian(y * q, wrt(q, y))(q = 2.0, y = 3.0)));
constexpr auto few = hessian(y * y * q * q, wrt(q, y))(q = 2.0, y = 3.0);
static_assert(few(0, 0) == 18);
static_assert(few(0, 1) == 24);
static_assert(few(1, 0) == 24);
static_assert(few(1, 1) == 8);

// ---- a model's Hessian is one product, Xᵀ diag(…) X -----------------------------------------------------------------------------------------------------
constexpr auto X = data<"X", 4, 2>;
constexpr auto beta = var<"beta", 2>;
constexpr std::array<double, 8> features{1, 2, 0, 1, -1, 1, 3, 0};
constexpr auto squares = sparse_hessian(sqnorm(X * beta), wrt(beta));
static_assert(squares.products == 0);
static_assert(sparse_hessian(sum(softplus(X * beta)), wrt(beta)).products == 0);
constexpr auto gram = squares(X = features, beta = std::array<double, 2>{0, 0});
static_assert(gram(0, 0) == 2 * 11);
static_assert(gram(0, 1) == 2 * 1);
static_assert(gram(1, 0) == gram(0, 1));
static_assert(gram(1, 1) == 2 * 6);
constexpr auto fisher = hessian(sum(softplus(X * beta)), wrt(beta))(X = features, beta = std::array<double, 2>{0, 0});
static_assert(fisher(0, 0) == 11 / 4.0);
static_assert(fisher(0, 1) == 1 / 4.0);
static_assert(fisher(1, 0) == 1 / 4.0);
static_assert(fisher(1, 1) == 6 / 4.0);

constexpr bool evaluators_agree() {
  auto sparse = evaluator(H);
  auto dense = evaluator(hessian(rosenbrock, wrt(x)));
  auto forward = evaluator(jvp(rosenbrock, wrt(x)));
  auto reverse = evaluator(vjp(product, wrt(x)));
  auto second = evaluator(hvp(rosenbrock, wrt(x)));
  std::array<double, n> v = at_x;
  static_cast<void>(sparse(x = v)(0, 0) + dense(x = v)(0, 0));
  v[0] = 2;
  constexpr std::array<double, n> first{1};
  return sparse(x = v)(0, 0) == 1200 * 4 - 400 * 2 + 2 && dense(x = v)(0, 0) == sparse(x = v)(0, 0) && sparse(x = v)(1, 0) == -800 && dense(x = v)(0, 1) == -800 && dense(x = v)(0, 9) == 0 &&
      forward(at(x = v), along(x = first)) == -400 * 2 * (2 - 4) - 2 * (1 - 2) && second(at(x = v), along(x = first))[x](1, 0) == -800 &&
      reverse(at(W = w, x = v, y = 2.0), std::array<double, 2>{1, 0})[x](2, 0) == 6;
}
static_assert(evaluators_agree());

// Patterns of sizes that are names, by their offsets.
constexpr auto any = dim<"n">;
constexpr auto v = var<"v", any>;
constexpr auto M = var<"M", any, 2>;
using detail::place_read, detail::reads_at;
template <int Order, class F, class X>
constexpr int reach_count(F, X) {
  return detail::reaches_of<Order, F, X>::count;
}
/// Is there an element at these places, and how many are there in all?
template <int Order, class F, class X>
constexpr bool reads(F, X, int count, place_read row, place_read column) {
  using found = detail::reaches_of<Order, F, X>;
  bool is_there = false;
  for (int k = 0; k < found::count; ++k) is_there = is_there || (found::items.data[k].row == row && found::items.data[k].column == column);
  return is_there && found::count == count;
}
constexpr place_read only{reads_at::number, 0};
constexpr place_read anywhere{};
constexpr place_read same_row{reads_at::row, 0};
constexpr place_read same_column{reads_at::column, 0};
constexpr place_read row_before{reads_at::row, -1};
constexpr place_read row_behind{reads_at::row, 1};
constexpr auto chain = sum(sq(drop_first<1>(v) - sq(drop_last<1>(v))));
static_assert(reads<2>(chain, v, 3, same_row, only));
static_assert(reads<2>(chain, v, 3, row_before, only));
static_assert(reads<2>(chain, v, 3, row_behind, only));
static_assert(reads<1>(difference(v), v, 2, row_behind, only));
static_assert(reads<1>(shift<1>(v), v, 1, row_before, only));
static_assert(reads<1>(exp(M), M, 1, same_row, same_column));
static_assert(reads<1>(softmax(M), M, 2, same_row, anywhere));
static_assert(reads<1>(transpose(M) * M, M, 2, anywhere, same_row));
static_assert(reads<1>(row<-1>(M), M, 1, place_read{reads_at::from_end, -1}, same_column));
static_assert(reads<1>(row<-1>(drop_last<2>(M)), M, 1, place_read{reads_at::from_end, -3}, same_column));
static_assert(reads<1>(vstack(row<0>(v), v), v, 2, row_before, only));
static_assert(reads<1>(scan(v, 0_c, [](auto e, auto s) { return s + e; }), v, 1, anywhere, only));
static_assert(reach_count<1>(sign(v), v) == 0);

}  // namespace
