// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Inverses, determinants and traces of products, of matrices that are too large to be taken apart and of sizes that are names; and what must not hold.

#include <nabla/nabla.hpp>

using namespace nabla;
constexpr auto n = dim<"n">;
constexpr auto A = var<"A", 9, 9>;
constexpr auto B = var<"B", 9, 9>;
constexpr auto C = var<"C", 3, 3>;
constexpr auto D = var<"D", 3, 3>;
constexpr auto X = var<"X", 12, 9>;
constexpr auto N = var<"N", n, n>;
constexpr auto M = var<"M", n, n>;
constexpr auto x = var<"x">;
constexpr auto given = var<"b", 9>;

static_assert(equivalent(inverse(A * B), inverse(B) * inverse(A)));
static_assert(equivalent(inverse(N * M), inverse(M) * inverse(N)));
static_assert(equivalent(inverse(C * D), inverse(D) * inverse(C)));    // found before the elements are compared, which takes more than compilers allow
static_assert(equivalent(inverse(A * transpose(B)), inverse(transpose(B)) * inverse(A)));
static_assert(equivalent(inverse(-A), -inverse(A)));
static_assert(equivalent(inverse(inverse(A)), A));
static_assert(equivalent(inverse(x * A), inverse(A) / x));
static_assert(equivalent(A * inverse(A), identity<9>));
static_assert(equivalent(N * inverse(N) * M, M));
static_assert(equivalent(A * inverse(B * A) * B, identity<9>));
static_assert(equivalent(inverse(A + B) * (A + B), identity<9>));
static_assert(equivalent(inverse(transpose(A)) * transpose(A) * given, given));
static_assert(equivalent(inverse(transpose(X) * X) * transpose(X) * X, identity<9>));
static_assert(equivalent(X * inverse(transpose(X) * X) * transpose(X) * X, X));
static_assert(equivalent(solve(A, A * given), given));
static_assert(equivalent(A * solve(A, given), given));
static_assert(equivalent(solve(A * B, given), solve(B, solve(A, given))));
static_assert(equivalent(transpose(given) * inverse(A) * A * given, sqnorm(given)));
static_assert(equivalent(trace(inverse(A) * B * A), trace(B)));
static_assert(equivalent(trace(A * inverse(A)), 9_c));
static_assert(equivalent(det(A * B), det(A) * det(B)));
static_assert(equivalent(det(N * M), det(M) * det(N)));
static_assert(equivalent(det(inverse(A)), 1_c / det(A)));
static_assert(equivalent(det(x * A), pow(x, 9_c) * det(A)));
static_assert(equivalent(det(A * inverse(B) * transpose(A)), sq(det(A)) / det(B)));
static_assert(equivalent(logdet(A * B), logdet(A) + logdet(B)));
static_assert(equivalent(logdet(A * inverse(B)), logdet(A) - logdet(B)));

// singular matrices have no inverse: nothing of this is ==
static_assert(!(A * inverse(A) == identity<9>));
static_assert(!(inverse(inverse(A)) == A));
static_assert(!(det(inverse(A)) == 1_c / det(A)));
// products do not commute, sums are no products, and a factor of a matrix that is not square has no determinant
static_assert(!equivalent(inverse(A * B), inverse(A) * inverse(B)));
static_assert(!equivalent(A * B * inverse(A), B));
static_assert(!equivalent(inverse(A) * transpose(A), identity<9>));
static_assert(!equivalent(inverse(A + B), inverse(A) + inverse(B)));
static_assert(!equivalent(inverse(x * A), x * inverse(A)));
static_assert(!equivalent(X * inverse(transpose(X) * X) * transpose(X), identity<12>));
static_assert(!equivalent(trace(A * B * inverse(A) * B), trace(B)));
static_assert(!equivalent(det(x * A), x * det(A)));
static_assert(!equivalent(det(x * N), x * det(N)));
static_assert(!equivalent(det(A + B), det(A) + det(B)));
static_assert(!equivalent(logdet(A * B), logdet(A) * logdet(B)));

int main() {}
