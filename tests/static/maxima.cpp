// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Maxima and minima over all elements, rows and columns: values, and gradients that equal elements share.

#include <nabla/nabla.hpp>

#include <array>
#include <cstddef>
#include <limits>

namespace {

using namespace nabla;

constexpr auto X = var<"X", 2, 3>;
constexpr auto v = var<"v", 1, 2>;
constexpr std::array<double, 6> at{1, 5, 5, -2, 0, -7};

template <Expression F>
constexpr bool gives(F f, std::array<double, 6> expected) {
  const auto g = grad(sum(f))(X = at);
  for (std::size_t i = 0; i < 6; ++i)
    if (g[X](static_cast<std::ptrdiff_t>(i / 3), static_cast<std::ptrdiff_t>(i % 3)) != expected[i]) return false;
  return true;
}

static_assert(maximum(X)(X = at) == 5);
static_assert(minimum(X)(X = at) == -7);
static_assert(maximum(v)(v = std::array<double, 2>{-3, -1}) == -1);
static_assert(row_maxima(X)(X = at)(0, 0) == 5);
static_assert(row_maxima(X)(X = at)(1, 0) == 0);
static_assert(row_minima(X)(X = at)(0, 0) == 1);
static_assert(row_minima(X)(X = at)(1, 0) == -7);
static_assert(column_maxima(X)(X = at)(0, 0) == 1);
static_assert(column_maxima(X)(X = at)(0, 2) == 5);
static_assert(column_minima(X)(X = at)(0, 1) == 0);
static_assert(column_minima(X)(X = at)(0, 2) == -7);

static_assert(gives(3_c * maximum(X), {0, 1.5, 1.5, 0, 0, 0}));
static_assert(gives(2_c * minimum(X), {0, 0, 0, 0, 0, 2}));
static_assert(gives(row_maxima(X), {0, 0.5, 0.5, 0, 1, 0}));
static_assert(gives(row_minima(X), {1, 0, 0, 0, 0, 1}));
static_assert(gives(column_maxima(X), {1, 1, 1, 0, 0, 0}));
static_assert(gives(column_minima(X), {0, 0, 0, 1, 1, 1}));

// NaN is not hidden, wherever it stands
constexpr bool is_nan(double a) { return a != a; }
constexpr bool shows_nan(std::size_t place) {
  std::array<double, 6> with_nan = at;
  with_nan[place] = std::numeric_limits<double>::quiet_NaN();
  const auto i = static_cast<std::ptrdiff_t>(place / 3), j = static_cast<std::ptrdiff_t>(place % 3);
  return is_nan(maximum(X)(X = with_nan)) && is_nan(minimum(X)(X = with_nan)) && is_nan(row_maxima(X)(X = with_nan)(i, 0)) && is_nan(column_minima(X)(X = with_nan)(0, j)) &&
      !is_nan(row_maxima(X)(X = with_nan)(1 - i, 0));
}
static_assert(shows_nan(0));
static_assert(shows_nan(1));
static_assert(shows_nan(2));
static_assert(shows_nan(3));
static_assert(shows_nan(4));
static_assert(shows_nan(5));

// the second order follows the element that is chosen
static_assert(grad(sum(diff(maximum(X) * maximum(X), X)))(X = at)[X](0, 1) == 1);

}  // namespace
