// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// Expressions are empty types; type identity is sharing; a large type is named by its content, so names stay short.

#include <nabla/nabla.hpp>

#include <type_traits>

namespace {

using namespace nabla;
using namespace nabla::detail;

constexpr auto x = var<"x">;
constexpr auto y = var<"y">;

template <class A, class B>
constexpr bool same_type(A, B) {
  return std::is_same_v<A, B>;
}

// ---- empty, trivially copied, and usable in a template argument -----------------------------------------------------------------------
static_assert(std::is_empty_v<decltype(x)>);
static_assert(std::is_empty_v<decltype(sigmoid(x * y + 1_c))>);
static_assert(std::is_trivially_copyable_v<decltype(x * y)>);
static_assert(Expression<decltype(x + y)>);
static_assert(Expression<decltype(2_c)>);
static_assert(!Expression<double>);

// ---- what is written twice is one type; what is written differently is not ---------------------------------------------------------------
static_assert(same_type(exp(x + y), exp(x + y)));
static_assert(same_type(var<"x">, x));
static_assert(!same_type(var<"x">, data<"x">));
static_assert(!same_type(var<"x">, var<"x", 1, 2>));
static_assert(!same_type(x + y, y + x));
static_assert(!same_type(x * 1_c, x));
static_assert(!same_type(x - y, x + (-y)));
static_assert(same_type(+x, x));

// ---- names by content ------------------------------------------------------------------------------------------------------------------------
template <class T>
inline constexpr bool is_named = false;
template <key Id, key SecondId>
inline constexpr bool is_named<named<Id, SecondId>> = true;

template <class T>
constexpr int name_length() {
  int length = 0;
  for (const char* c = __PRETTY_FUNCTION__; *c != '\0'; ++c) ++length;
  return length;
}

/// Each step uses the one before twice: spelled out, the name would have 2^Steps letters.
template <int Steps, class S>
constexpr auto squared(S s) {
  if constexpr (Steps == 0) return s;
  else return squared<Steps - 1>(s * s);
}
/// The same with three different functions of it.
template <int Steps, class S>
constexpr auto chain(S s) {
  if constexpr (Steps == 0) return s;
  else return chain<Steps - 1>(tanh(s) * x + s / (y + s));
}

static_assert(!is_named<decltype(exp(x + y))>);
// what is named is one node of what it is an operand of, until that is named too
static_assert(is_named<decltype(squared<4>(x))>);
static_assert(is_named<decltype(squared<28>(x))>);
static_assert(!is_named<decltype(squared<30>(x))>);
static_assert(name_length<decltype(squared<30>(x))>() < 1500);
static_assert(name_length<decltype(chain<200>(x))>() < 2500);
static_assert(name_length<decltype(squared<3>(x))>() < 1500);

template <class E>
constexpr int longest_name_on_the_way() {
  return name_length<E>();
}
template <int Steps, class S>
constexpr int longest_name(S s, int longest = 0) {
  constexpr int here = name_length<S>();
  if constexpr (Steps == 0) return longest > here ? longest : here;
  else return longest_name<Steps - 1>(tanh(s) * x + s / (y + s), longest > here ? longest : here);
}
static_assert(longest_name<60>(x) < 2500);

// ---- a named expression is still the formula ----------------------------------------------------------------------------------------------
static_assert(same_type(squared<10>(x), squared<10>(x)));
static_assert(!same_type(squared<10>(x), squared<10>(y)));
static_assert(!same_type(squared<10>(x), squared<11>(x)));
static_assert(squared<5>(x)(x = 2.0) == 4294967296.0);
static_assert(squared<30>(x)(x = 1.0) == 1);
static_assert(grad(squared<30>(x))(x = 1.0)[x] == 1073741824.0);
static_assert(shape_of(squared<10>(var<"A", 3, 3>)) == shape_of(var<"A", 3, 3>));

}  // namespace
