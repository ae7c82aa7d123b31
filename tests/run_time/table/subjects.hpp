// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/dense.hpp"
#include "support/expectation.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

// What the parts of this program offer one another, without templates: a part with many instantiations includes neither Boost.Test
// nor Boost.Multiprecision.

namespace test {

/// Measures a function at a sample.
using subject = std::function<measurement(const sample&)>;

const std::vector<entry>& elementwise_entries();
const std::vector<entry>& matrix_entries();

/// An elementwise operation of composed operands, interpreted in float, double, long double, or double as constant expressions compute:
/// value, first and second order.
template <class T>
subject interpreted(const entry& e, const nabla::detail::operation& op);

/// From here on long double interprets all functions of the table, and what their derivatives are made of.
void learn_functions_of_matrices();

/// The errors planted in an entry.
struct planted {
  std::string what;
  subject measure;
};
std::vector<planted> planted_in(const entry& e);

/// A function of whole matrices, of composed operands X ∘ Y, against central differences in long double: the first and second
/// derivatives, by every element. Says the first that is wrong, or nothing. Square operands, if asked for, else as general as it takes.
std::string first_error_of_matrix_function(const entry& e, const nabla::detail::operation& op, bool square);
bool takes_square(const entry& e);
/// The same at one point, for a reference.
matrix_sample sample_of_matrix_function(const entry& e, bool square);
struct planted_in_matrices {
  std::string what, error;
};
std::vector<planted_in_matrices> errors_planted_in_matrix_function(const entry& e);

/// An entry as the compiler differentiated it.
struct compiled_subject {
  entry e;
  subject measure;
};
std::vector<compiled_subject> compiled_scalars();

/// An entry over matrices as the compiler differentiated it: the gradient of sum(weights ∘ f(operands...)), where operands broadcast.
struct matrix_case {
  entry e;
  bool is_float = false;
  int pattern = 0;
  dense<long double> weights, operands[nabla::detail::max_arity], gradients[nabla::detail::max_arity];
};
/// How far the kernel of an entry in SIMD registers is from the same on numbers, in units in the last place.
struct register_error {
  double units = 0, at[nabla::detail::max_arity] = {};
};
struct register_case {
  entry e;
  register_error of_float, of_double;
};
std::vector<register_case> register_errors();
inline constexpr int broadcast_patterns = 4;
std::vector<matrix_case> compiled_matrices();
/// The derivatives of an entry at one point, interpreted in double.
void derivatives_at(const entry& e, const double* u, double* derivatives);

/// A function of numbers at one point, interpreted in double, or in double as constant expressions compute.
struct value_and_slopes {
  double value = 0, slopes[nabla::detail::max_arity] = {};
};
template <class T>
std::function<value_and_slopes(const double* u)> function_of(const entry& e);

}  // namespace test
