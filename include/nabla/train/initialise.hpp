// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/train/parameters.hpp>
#include <nabla/train/random.hpp>

namespace nabla::detail {

/// Fills a matrix, column by column, with numbers of mean 0 and of a variance by its size; rows are the inputs of a layer, columns its outputs.
struct initialiser {
  bool with_outputs;  ///< variance 2 / (inputs + outputs), else 2 / inputs
  bool uniform;       ///< or normal

  template <class Derived>
  void operator()(Eigen::MatrixBase<Derived>& matrix, RandomBits auto& random) const {
    using T = typename Derived::Scalar;
    const auto size = static_cast<double>(with_outputs ? matrix.rows() + matrix.cols() : matrix.rows());
    const double bound = std::sqrt((uniform ? 6.0 : 2.0) / size);
    for (index j = 0; j < matrix.cols(); ++j)
      for (index i = 0; i < matrix.rows(); ++i) matrix(i, j) = static_cast<T>(bound * (uniform ? 2 * random_uniform(random) - 1 : random_normal(random)));
  }
  /// A new matrix.
  Eigen::MatrixXd operator()(index rows, index columns, RandomBits auto& random) const {
    Eigen::MatrixXd made(rows, columns);
    (*this)(made, random);
    return made;
  }
  template <class Derived>
  void operator()(Eigen::MatrixBase<Derived>&& matrix, RandomBits auto& random) const {
    (*this)(matrix, random);
  }
};

/// For tanh and sigmoid: signals neither fade nor saturate. Glorot, Bengio: Understanding the difficulty of training deep feedforward neural networks (2010).
inline constexpr initialiser glorot_uniform{.with_outputs = true, .uniform = true};
/// The same, normally distributed.
inline constexpr initialiser glorot_normal{.with_outputs = true, .uniform = false};
/// For relu. He, Zhang, Ren, Sun: Delving deep into rectifiers (2015).
inline constexpr initialiser he_uniform{.with_outputs = false, .uniform = true};
/// The same, normally distributed.
inline constexpr initialiser he_normal{.with_outputs = false, .uniform = false};

/// `initialise(p, glorot_uniform, random)`: weights by it, in the order of the parameters; biases, which are rows (1 × n), and numbers are zero.
template <class T, class... Symbols>
void initialise(parameter_vector<T, Symbols...>& p, const initialiser& by, RandomBits auto& random) {
  p.for_each([&](auto, auto&& part) {
    if (part.rows() > 1) by(part, random);
    else part.setZero();
  });
}
template <class... A>
inline constexpr bool initialises = false;
template <class By, class Random>
inline constexpr bool initialises<By, Random> = std::is_convertible_v<const By&, const initialiser&> && RandomBits<Random>;
// clang-format off
NABLA_DETAIL_REFUSAL(initialise_refused, "nabla: initialise(p, glorot_uniform, random) takes parameters, an initialiser, and random numbers: std::mt19937_64 random(7)")
template <class T, class... Symbols, class... A>
  requires(!initialises<A...>)
initialise_refused initialise(parameter_vector<T, Symbols...>&, const A&...);
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::initialise, detail::glorot_uniform, detail::glorot_normal, detail::he_uniform, detail::he_normal;
}
