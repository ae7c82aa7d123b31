// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// The determinant by expansion along its last row, then along that of the minors, and so on; each minor is computed once.
#pragma once

#include "support/maps.hpp"
#include "support/protocol.hpp"
#include "support/random.hpp"
#include "support/sizes.hpp"

#include <nabla/nabla.hpp>

namespace gradbench {

// One number for each set S of columns: the minor of the rows up to now in these columns. A row a leads to
//   next(S) = sum over j in S of (-1)^(how many in S are above j) a_j minor(S without j).
// For N × N and, with ones on the diagonal behind, all smaller ones.
template <int N> class det_of {
  static constexpr int sets = 1 << N, terms = N * sets / 2;

 public:
  static constexpr auto A = nabla::var<"A", N, N>;  // transposed: rows one after the other
  static constexpr auto none = nabla::data<"none", sets>;
  static constexpr auto sign = nabla::data<"sign", terms>;
  static constexpr auto of = nabla::indices<"of", terms, sets>;
  static constexpr auto without = nabla::indices<"without", terms, sets>;
  static constexpr auto element = nabla::indices<"element", terms, N>;
  static constexpr auto f = [] {
    using namespace nabla;
    return nabla::row<-1>(fold(transpose(A), none, [](auto a, auto minors) {
      return segment_sum(hadamard(hadamard(sign, gather_rows(transpose(a), element)), gather_rows(minors, without)), of);
    }));
  }();

  det_of() : none_(Eigen::VectorXd::Unit(sets, 0)), sign_(terms), of_(terms), without_(terms), element_(terms) {
    int at = 0;
    for (int set = 1; set < sets; ++set)
      for (int j = 0; j < N; ++j) {
        if ((set >> j & 1) == 0) continue;
        sign_[at] = __builtin_popcount(static_cast<unsigned>(set >> (j + 1))) % 2 == 0 ? 1 : -1;
        of_[at] = set;
        without_[at] = set & ~(1 << j);
        element_[at] = j;
        ++at;
      }
  }
  double primal(std::span<const double> elements, std::size_t size) {
    pad(elements, size);
    return value_(A = padded_, none = none_, sign = sign_, of = of_, without = without_, element = element_);
  }
  std::span<const double> gradient(std::span<const double> elements, std::size_t size) {
    pad(elements, size);
    gradient_(A = padded_, none = none_, sign = sign_, of = of_, without = without_, element = element_, nabla::into(nabla::gradient_of(A) = all_));
    result_ = all_.topLeftCorner(static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(size));
    return {result_.data(), size * size};
  }

 private:
  void pad(std::span<const double> elements, std::size_t size) {
    padded_.setIdentity();
    padded_.topLeftCorner(static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(size)) = columns(elements, size);
  }

  decltype(nabla::evaluator(f)) value_;
  decltype(nabla::evaluator(nabla::grad(f))) gradient_;
  Eigen::MatrixXd padded_{N, N}, all_{N, N}, result_;
  Eigen::VectorXd none_, sign_;
  Eigen::VectorXi of_, without_, element_;
};

struct det {
  static constexpr const char* name = "det";
  struct input {
    std::vector<double> A;
    std::size_t ell = 0;
  };
  using size = std::size_t;
  using sizes = for_sizes<det_of, 5, 8, 11>;
  static input read(const value& in) {
    input all{numbers(member(in, "A")), whole(member(in, "ell"))};
    sizes::check(all.ell);
    return all;
  }
  static value sample(size ell) { return object{{"A", random_numbers().uniform(ell * ell)}, {"ell", ell}}; }

  double primal(const input& in) {
    return evals_.at_least(in.ell, [&](auto& eval) { return eval.primal(in.A, in.ell); });
  }
  std::span<const double> gradient(const input& in) {
    return evals_.at_least(in.ell, [&](auto& eval) { return eval.gradient(in.A, in.ell); });
  }
  static constexpr auto derivative = &det::gradient;

  static std::vector<named_function> functions() { return {function_of("primal", &det::primal), function_of("gradient", &det::gradient)}; }

 private:
  sizes evals_;
};

}  // namespace gradbench
