// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla::detail::elimination {

// Elimination with partial pivoting of up to 4 × 4 numbers in C, for the entries: it branches, so that it cannot be written down by running it.
// Placeholders as in support/polygamma_c.hpp.

/// f becomes L and U of f with its rows exchanged, row k with exchanges[k]; returns the sign of the exchanges.
inline constexpr const char* c_factors = R"(#ifndef nabla_eliminate$s_defined
#define nabla_eliminate$s_defined
static inline $T nabla_eliminate$s($T* f, const $T* a, int n, int* exchanges) {
  $T sign = 1;
  for (int e = 0; e < n*n; ++e) f[e] = a[e];
  for (int k = 0; k < n; ++k) {
    int best = k;
    for (int i = k + 1; i < n; ++i)
      if (fabs$s(f[i + k*n]) > fabs$s(f[best + k*n])) best = i;
    exchanges[k] = best;
    if (best != k) sign = -sign;
    for (int j = 0; j < n && best != k; ++j) {
      const $T before = f[k + j*n];
      f[k + j*n] = f[best + j*n];
      f[best + j*n] = before;
    }
    for (int i = k + 1; i < n && f[k + k*n] != 0; ++i) {
      f[i + k*n] /= f[k + k*n];
      for (int j = k + 1; j < n; ++j) f[i + j*n] -= f[i + k*n]*f[k + j*n];
    }
  }
  return sign;
}
#endif
)";

inline constexpr const char* c_logdet = R"(static inline void nabla_logdet$s($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns) {
  $T f[16], sum = 0;
  int exchanges[4];
  (void)rows;
  (void)columns;
  nabla_eliminate$s(f, a, a_columns, exchanges);
  for (int i = 0; i < a_rows; ++i) sum += log$s(fabs$s(f[i + i*a_rows]));
  *to = sum;
}
)";

inline constexpr const char* c_log_of_det = R"(static inline void nabla_log_of_det$s($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns) {
  $T f[16], sum = 0;
  int exchanges[4];
  $T sign = nabla_eliminate$s(f, a, a_columns, exchanges);
  (void)rows;
  (void)columns;
  for (int i = 0; i < a_rows; ++i) {
    if (f[i + i*a_rows] < 0) sign = -sign;
    sum += log$s(fabs$s(f[i + i*a_rows]));
  }
  *to = sum + log$s(sign);
}
)";

inline constexpr const char* c_inverse = R"(static inline void nabla_inverse$s($T* to, int rows, int columns, const $T* a, int a_rows, int a_columns) {
  $T f[16];
  int exchanges[4];
  (void)a_columns;
  nabla_eliminate$s(f, a, a_rows, exchanges);
  for (int j = 0; j < columns; ++j) {
    $T* const x = to + j*rows;
    for (int i = 0; i < rows; ++i) x[i] = i == j;
    for (int k = 0; k < rows; ++k) {
      const $T before = x[k];
      x[k] = x[exchanges[k]];
      x[exchanges[k]] = before;
    }
    for (int k = 0; k < rows; ++k)
      for (int i = k + 1; i < rows; ++i)
        if (f[i + k*rows] != 0) x[i] -= f[i + k*rows]*x[k];
    for (int k = rows - 1; k >= 0; --k) {
      x[k] /= f[k + k*rows];
      for (int i = 0; i < k; ++i)
        if (f[i + k*rows] != 0) x[i] -= f[i + k*rows]*x[k];
    }
  }
}
)";

}  // namespace nabla::detail::elimination
