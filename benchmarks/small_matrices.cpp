// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Matrices of 3 × 3 and 4 × 4: inverse, solve, determinant and its logarithm, and a normal density by Cholesky's factor, value and all partials, against code
// that takes the formula for this size (cofactors as Eigen does, elimination without pivoting for a definite matrix).
#include "support/contest.hpp"
#include "support/random_matrices.hpp"

#include <nabla/eigen.hpp>

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <cmath>
#include <vector>

namespace {

using namespace benchmarks;

template <int N> using square = Eigen::Matrix<double, N, N>;
template <int N> using column = Eigen::Matrix<double, N, 1>;
template <int N> struct input {
  square<N> A, W;
  column<N> b, c;
};
template <int N> struct gradients {
  double value;
  square<N> by_A;
  column<N> by_b;
};
template <int N> std::vector<double> flatten(const gradients<N>& r) {
  std::vector<double> all{r.value};
  all.insert(all.end(), r.by_A.data(), r.by_A.data() + N * N);
  all.insert(all.end(), r.by_b.data(), r.by_b.data() + N);
  return all;
}

// ---- by hand: the formulas on Eigen's matrices ---------------------------------------------------------------------------------------------------
template <int N> struct inverse_by_hand {  // Σ W ∘ A⁻¹
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const square<N> V = in.A.inverse();
    const square<N> half = V.transpose().lazyProduct(in.W);
    return {in.W.cwiseProduct(V).sum(), -half.lazyProduct(V.transpose()), column<N>::Zero()};
  }
};
template <int N> struct solve_by_hand {  // cᵀ A⁻¹ b, by the inverse as Eigen's users do at this size
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const square<N> V = in.A.inverse();
    const column<N> x = V.lazyProduct(in.b), y = V.transpose().lazyProduct(in.c);
    return {in.c.dot(x), -y.lazyProduct(x.transpose()), y};
  }
};
template <int N> struct solve_by_elimination {  // the same with partial pivoting, as accurate as it gets
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const Eigen::PartialPivLU<square<N>> f(in.A);
    const column<N> x = f.solve(in.b), y = f.transpose().solve(in.c);
    return {in.c.dot(x), -y.lazyProduct(x.transpose()), y};
  }
};
template <int N> struct det_by_hand {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    square<N> C;
    const auto& A = in.A;
    if constexpr (N == 3) {
      C << A(1, 1) * A(2, 2) - A(1, 2) * A(2, 1), A(1, 2) * A(2, 0) - A(1, 0) * A(2, 2), A(1, 0) * A(2, 1) - A(1, 1) * A(2, 0), A(0, 2) * A(2, 1) - A(0, 1) * A(2, 2),
          A(0, 0) * A(2, 2) - A(0, 2) * A(2, 0), A(0, 1) * A(2, 0) - A(0, 0) * A(2, 1), A(0, 1) * A(1, 2) - A(0, 2) * A(1, 1), A(0, 2) * A(1, 0) - A(0, 0) * A(1, 2),
          A(0, 0) * A(1, 1) - A(0, 1) * A(1, 0);
    } else {
      const auto minor = [&A](int i, int j, int k) { return A(i, j) * A(i + 1, k) - A(i + 1, j) * A(i, k); };
      const double s0 = minor(0, 0, 1), s1 = minor(0, 0, 2), s2 = minor(0, 0, 3), s3 = minor(0, 1, 2), s4 = minor(0, 1, 3), s5 = minor(0, 2, 3);
      const double c0 = minor(2, 0, 1), c1 = minor(2, 0, 2), c2 = minor(2, 0, 3), c3 = minor(2, 1, 2), c4 = minor(2, 1, 3), c5 = minor(2, 2, 3);
      C << A(1, 1) * c5 - A(1, 2) * c4 + A(1, 3) * c3, A(1, 2) * c2 - A(1, 0) * c5 - A(1, 3) * c1, A(1, 0) * c4 - A(1, 1) * c2 + A(1, 3) * c0,
          A(1, 1) * c1 - A(1, 0) * c3 - A(1, 2) * c0, A(0, 2) * c4 - A(0, 1) * c5 - A(0, 3) * c3, A(0, 0) * c5 - A(0, 2) * c2 + A(0, 3) * c1,
          A(0, 1) * c2 - A(0, 0) * c4 - A(0, 3) * c0, A(0, 0) * c3 - A(0, 1) * c1 + A(0, 2) * c0, A(3, 1) * s5 - A(3, 2) * s4 + A(3, 3) * s3,
          A(3, 2) * s2 - A(3, 0) * s5 - A(3, 3) * s1, A(3, 0) * s4 - A(3, 1) * s2 + A(3, 3) * s0, A(3, 1) * s1 - A(3, 0) * s3 - A(3, 2) * s0,
          A(2, 2) * s4 - A(2, 1) * s5 - A(2, 3) * s3, A(2, 0) * s5 - A(2, 2) * s2 + A(2, 3) * s1, A(2, 1) * s2 - A(2, 0) * s4 - A(2, 3) * s0,
          A(2, 0) * s3 - A(2, 1) * s1 + A(2, 2) * s0;
    }
    return {A.row(0).dot(C.row(0)), C, column<N>::Zero()};
  }
};
template <int N> struct logdet_by_hand {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const gradients<N> d = det_by_hand<N>{}(in);
    return {std::log(std::abs(d.value)), d.by_A * (1 / d.value), column<N>::Zero()};
  }
};
template <int N> struct density_by_hand {  // ½ bᵀ A⁻¹ b + Σ log Lᵢᵢ, A = L Lᵀ
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    double L[N][N], inverse[N], logs = 0, z[N], square_of_z = 0;
    for (int k = 0; k < N; ++k) {
      double d = in.A(k, k);
      for (int j = 0; j < k; ++j) d -= L[k][j] * L[k][j];
      const double root = std::sqrt(d);
      inverse[k] = 1 / root;
      logs += std::log(root);
      for (int i = k + 1; i < N; ++i) {
        double e = in.A(i, k);
        for (int j = 0; j < k; ++j) e -= L[i][j] * L[k][j];
        L[i][k] = e * inverse[k];
      }
      double e = in.b[k];
      for (int j = 0; j < k; ++j) e -= L[k][j] * z[j];
      z[k] = e * inverse[k];
      square_of_z += z[k] * z[k];
    }
    square<N> M;  // L⁻¹
    for (int j = 0; j < N; ++j) {
      for (int i = 0; i < j; ++i) M(i, j) = 0;
      M(j, j) = inverse[j];
      for (int i = j + 1; i < N; ++i) {
        double e = 0;
        for (int k = j; k < i; ++k) e -= L[i][k] * M(k, j);
        M(i, j) = e * inverse[i];
      }
    }
    column<N> x;
    for (int i = 0; i < N; ++i) {
      x[i] = 0;
      for (int k = i; k < N; ++k) x[i] += M(k, i) * z[k];
    }
    gradients<N> r{0.5 * square_of_z + logs, {}, x};
    for (int j = 0; j < N; ++j)
      for (int i = j; i < N; ++i) {
        double v = 0;
        for (int k = i; k < N; ++k) v += M(k, i) * M(k, j);
        r.by_A(i, j) = r.by_A(j, i) = 0.5 * (v - x[i] * x[j]);
      }
    return r;
  }
};

// ---- nabla ---------------------------------------------------------------------------------------------------------------------------------------
template <int N> constexpr auto A = nabla::var<"A", N, N>;
template <int N> constexpr auto b = nabla::var<"b", N>;
template <int N> constexpr auto W = nabla::data<"W", N, N>;
template <int N> constexpr auto c = nabla::data<"c", N>;

template <int N> struct inverse_with_nabla {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const auto [value, g] = value_and_grad(sum(hadamard(W<N>, inverse(A<N>))))(A<N> = in.A, W<N> = in.W);
    return {value, g[A<N>], column<N>::Zero()};
  }
};
template <int N> struct solve_with_nabla {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const auto [value, g] = value_and_grad(dot(c<N>, solve(A<N>, b<N>)))(A<N> = in.A, b<N> = in.b, c<N> = in.c);
    return {value, g[A<N>], g[b<N>]};
  }
};
template <int N> struct det_with_nabla {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const auto [value, g] = value_and_grad(det(A<N>))(A<N> = in.A);
    return {value, g[A<N>], column<N>::Zero()};
  }
};
template <int N> struct logdet_with_nabla {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    const auto [value, g] = value_and_grad(logdet(A<N>))(A<N> = in.A);
    return {value, g[A<N>], column<N>::Zero()};
  }
};
template <int N> struct density_with_nabla {
  IN_PLACE gradients<N> operator()(const input<N>& in) const {
    using namespace nabla;
    constexpr auto L = cholesky(A<N>);
    constexpr auto f = 0.5_c * sqnorm(solve_lower(L, b<N>)) + sum(log(diagonal(L)));
    const auto [value, g] = value_and_grad(f)(A<N> = in.A, b<N> = in.b);
    return {value, g[A<N>], g[b<N>]};
  }
};

template <int N> void compare(const options& chosen) {
  uniform number(-1, 1);
  std::vector<input<N>> inputs(1024);
  for (input<N>& in : inputs) {
    in.A = positive_definite<square<N>>(number);
    fill(in.W, number);
    for (int i = 0; i < N; ++i) in.b[i] = number(), in.c[i] = number();
  }
  const std::string size = std::to_string(N) + " x " + std::to_string(N);
  const auto contest_of = [&](const std::string& what, auto by_hand, auto with_nabla, auto... more) {
    contest<input<N>> each(what + ", " + size, inputs, chosen, 1e-10);
    each.add("by hand", by_hand);
    each.add("nabla", with_nabla);
    (each.add("by elimination", more), ...);
    each.run();
  };
  contest_of("Inverse", inverse_by_hand<N>{}, inverse_with_nabla<N>{});
  contest_of("Solve", solve_by_hand<N>{}, solve_with_nabla<N>{}, solve_by_elimination<N>{});
  contest_of("Determinant", det_by_hand<N>{}, det_with_nabla<N>{});
  contest_of("Logarithm of the determinant", logdet_by_hand<N>{}, logdet_with_nabla<N>{});
  contest_of("Normal density by Cholesky's factor", density_by_hand<N>{}, density_with_nabla<N>{});
}

}  // namespace

int main(int argc, char** argv) {
  const options chosen = parse(argc, argv);
  compare<3>(chosen);
  compare<4>(chosen);
}
