// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Structural keys: equal content, equal key; everything that differs has another one.

#include <nabla/nabla.hpp>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;
constexpr auto n = dim<"n">;
constexpr auto A = var<"A", 3, 2>;

template <Expression E>
constexpr key id(E) {
  return facts_of<E>.id;
}

template <class... E>
constexpr bool all_differ(E... e) {
  const key ids[] = {id(e)...};
  for (unsigned i = 0; i < sizeof...(E); ++i)
    for (unsigned j = 0; j < i; ++j)
      if (ids[i] == ids[j]) return false;
  return true;
}

// ---- leaves: name, role, shape -------------------------------------------------------------------------------------------------------
static_assert(all_differ(x, y, var<"xy">, var<"X">, data<"x">, var<"x", 1, 2>, var<"x", 2, 1>, var<"x", 2, 2>, var<"x", n, 1>, var<"x", 1, n>,
                         var<"x", dim<"m">, 1>, labels<"x", 1, 2>, data<"x", 1, 2>, var<" ">, var<"n">));
static_assert(id(x) == id(var<"x">));
static_assert(id(var<"v", 3>) == id(var<"v", 3>));
static_assert(all_differ(0_c, 1_c, -1_c, 2_c, 0.5_c, c<1, 3>, c<2, 3>, c<3, 2>, c<1, 4>, c<-1, 2>));
static_assert(id(c<2, 6>) == id(c<1, 3>));

// ---- operations: which, on what, in which order -------------------------------------------------------------------------------------------
static_assert(all_differ(x * y, y * x, x + y, y + x, x - y, y - x, x / y, y / x, max(x, y), max(y, x), min(x, y), x > y, y > x, -x, -y, x, y));
static_assert(all_differ(exp(x), log(x), sqrt(x), sin(x), cos(x), tanh(x), sigmoid(x), abs(x), sign(x), heaviside(x), relu(x), log1p(x), transpose(x), sum(x),
                         mean(x), row_sums(x), column_sums(x), row_maxima(x), sqnorm(x), norm1(x), softmax(x), count(x), exp(y)));
static_assert(all_differ((x + y) + x, x + (y + x), (x + x) + y, x + (x + y), (y + x) + x));
static_assert(all_differ(exp(log(x)), log(exp(x)), exp(exp(x)), -(-x), x, -x));
static_assert(all_differ(A * transpose(A), transpose(A) * A, hadamard(A, A), sum(A), sum(hadamard(A, A))));
// the same tree twice has the same key, in whatever type it is held
static_assert(id(sin(x) * y + 1_c) == id(sin(var<"x">) * var<"y"> + c<1>));

// ---- every step of a long chain ----------------------------------------------------------------------------------------------------------------
template <int Steps, class S>
constexpr bool distinct(S s, const key* seen, int count) {
  key ids[Steps + 64]{};
  for (int i = 0; i < count; ++i) {
    if (seen[i] == id(s)) return false;
    ids[i] = seen[i];
  }
  ids[count] = id(s);
  if constexpr (Steps == 0) return true;
  else return distinct<Steps - 1>(s * s + x, ids, count + 1);
}
static_assert(distinct<60>(x, nullptr, 0));

// ---- the mixing function: order matters, and one bit changes about half of all ------------------------------------------------------------------
static_assert(mix(1, 2) != mix(2, 1));
static_assert(mix(0, 0) != 0);
static_assert(mix(mix(1, 2), 3) != mix(1, mix(2, 3)));
constexpr int bits(key a) {
  int count = 0;
  for (; a != 0; a &= a - 1) ++count;
  return count;
}
constexpr bool avalanches(bool second) {
  int total = 0;
  for (int bit = 0; bit < 64; ++bit) total += bits(mix(12345, 67890) ^ (second ? mix(12345, 67890 ^ (key{1} << bit)) : mix(12345 ^ (key{1} << bit), 67890)));
  return total > 64 * 12;
}
static_assert(avalanches(false));
static_assert(avalanches(true));
static_assert(key_of("ab") != key_of("ba"));
static_assert(key_of("") != 0);

}  // namespace
