// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/found_by_its_operands.hpp>
#include <nabla/support/key.hpp>
#include <nabla/support/shown.hpp>

#include <type_traits>

namespace nabla::detail {

struct refused_result;

struct anything {
  template <class T>
  constexpr anything(const T&) {}
  template <class A, class B>
  constexpr anything(const A&, const B&) {}  // {"x", 1.0}
};
/// The same, or values in braces: {1.0, 2.0}, {{1.0, 2.0}, {3.0, 4.0}}.
struct anything_in_braces : anything {
  using anything::anything;
  constexpr anything_in_braces(std::initializer_list<anything_in_braces>);
};
constexpr anything_in_braces::anything_in_braces(std::initializer_list<anything_in_braces>) : anything(0) {}

/// What is made of the result of a refused call: it takes part in everything, so that the sentence that refused it stays the only error.
struct refused_part {
  template <class... A>
  constexpr refused_result operator()(const A&...) const;
  template <class I>
  constexpr refused_part operator[](const I&) const { return {}; }
  template <class T>
  constexpr operator T() const { return T(); }
  template <class B>
  friend constexpr refused_part operator+(const refused_part&, const B&) { return {}; }
  template <class B>
  friend constexpr refused_part operator-(const refused_part&, const B&) { return {}; }
  template <class B>
  friend constexpr refused_part operator*(const refused_part&, const B&) { return {}; }
  template <class B>
  friend constexpr refused_part operator/(const refused_part&, const B&) { return {}; }
  template <class B>
  friend constexpr bool operator==(const refused_part&, const B&) { return true; }
  template <class B>
  friend constexpr bool operator<(const refused_part&, const B&) { return true; }
  template <class B>
  friend constexpr bool operator>(const refused_part&, const B&) { return true; }
  template <class B>
  friend constexpr bool operator<=(const refused_part&, const B&) { return true; }
  template <class B>
  friend constexpr bool operator>=(const refused_part&, const B&) { return true; }
  template <class A>
    requires(!__is_base_of(refused_part, A))
  friend constexpr refused_part operator+(const A&, const refused_part&) { return {}; }
  template <class A>
    requires(!__is_base_of(refused_part, A))
  friend constexpr refused_part operator-(const A&, const refused_part&) { return {}; }
  template <class A>
    requires(!__is_base_of(refused_part, A))
  friend constexpr refused_part operator*(const A&, const refused_part&) { return {}; }
  template <class A>
    requires(!__is_base_of(refused_part, A))
  friend constexpr refused_part operator/(const A&, const refused_part&) { return {}; }
  template <class Out>
    requires requires(Out& out) { out.rdbuf(); }
  friend Out& operator<<(Out& out, const refused_part&) { return out; }
};

/// The result of a refused call: `.value` and `.grad` of it are said nothing about either, nor is `auto [value, grad] = …`.
struct refused_result : refused_part {
  refused_part value, grad;
};
template <class... A>
constexpr refused_result refused_part::operator()(const A&...) const { return {}; }

/// What a refusal says. An aggregate, for g++: it takes the literal as it is, and evaluates no constructor character by character, which was a tenth of the header.
template <std::size_t N>
struct sentence {
  char text[N];
};
template <std::size_t N>
sentence(const char (&)[N]) -> sentence<N>;
template <std::size_t N>
sentence(sentence<N>) -> sentence<N>;

/// "nabla: a number is bound to a matrix: A"
template <std::size_t N, std::size_t M>
constexpr sentence<N + M + 1> about(const char (&words)[N], const fixed_string<M>& what) {
  sentence<N + M + 1> both{};
  std::size_t size = 0;
  for (std::size_t i = 0; i + 1 < N; ++i) both.text[size++] = words[i];
  both.text[size++] = ':';
  both.text[size++] = ' ';
  for (std::size_t i = 0; i + 1 < M; ++i) both.text[size++] = what.text[i];
  return both;
}

/// The same with the sentence in its name, which g++ shows where such a result would be destroyed, in a line of less than 300 characters: the names are short.
template <auto S>
struct no : refused_result {
  constexpr no() = default;
  constexpr no(const no&) = default;
  ~no() = delete;
};

// What must not compile is an overload that must not be called, so that `requires { a * b; }` still answers false. g++ would show the types of the operands,
// which are long, beside a deleted function, and beside a deleted destructor only the sentence; clang would list all other functions of the name, and says the
// sentence of an attribute at once.
// clang-format off
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED(words, ...)                                                   \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")    \
  __attribute__((diagnose_if(true, words, "error"))) constexpr refused_result __VA_ARGS__ { return {}; } \
  _Pragma("clang diagnostic pop")
#else
#define NABLA_DETAIL_REFUSED(words, ...) no<sentence{words}> __VA_ARGS__;
#endif
// Several names that say the same, of functions or members, which are declared by their type: none stands before a bracket, where a program's own macro would be expanded, and none in
// brackets, where g++ 14 takes a name for the type that a program has called so.
template <class Function>
using declared_as = Function;
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_NAMES(words, operands, ...)                                                      \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")                       \
  __attribute__((diagnose_if(true, words, "error"))) declared_as<refused_result operands> __VA_ARGS__;        \
  _Pragma("clang diagnostic pop")
#else
#define NABLA_DETAIL_REFUSED_NAMES(words, operands, ...) declared_as<no<sentence{words}> operands> __VA_ARGS__;
#endif
// Members that say so, called or not: clang speaks of a function where it is named, g++ of an object where that would be copied, made a number or called, and shows the sentence once.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_MEMBERS(words, ...) NABLA_DETAIL_REFUSED_NAMES(words, (...) const, __VA_ARGS__)
#else
template <auto S>
struct no_member {
  no_member(const no_member&) = delete;
  operator double() const = delete;
  no<S> operator=(const anything&) const;
  no<S> operator()(...) const;
  no<S> operator[](const anything&) const;
};
#define NABLA_DETAIL_REFUSED_MEMBERS(words, ...) static const no_member<sentence{words}> __VA_ARGS__;
#endif

// A result that refuses, with a name of its own: for templates of the operands, since clang shows these beside a function that says the sentence, and beside a destructor none.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSAL(name, words)                                                \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")  \
  struct name : refused_result {                                                         \
    __attribute__((diagnose_if(true, words, "error"))) ~name() {}                        \
  };                                                                                     \
  _Pragma("clang diagnostic pop")
#else
#define NABLA_DETAIL_REFUSAL(name, words) using name = no<sentence{words}>;
#endif

// Functions that say the same, each declared by itself: g++ makes a type of the sentence, once for all of them, which else costs it as much as ten declarations.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_AS(type, words, ...) /* not by the other: clang shows each macro on the way in three lines */ \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")    \
  __attribute__((diagnose_if(true, words, "error"))) constexpr refused_result __VA_ARGS__ { return {}; } \
  _Pragma("clang diagnostic pop")
#define NABLA_DETAIL_SAYS(type, words)
#else
#define NABLA_DETAIL_REFUSED_AS(type, words, ...) type __VA_ARGS__;
#define NABLA_DETAIL_SAYS(type, words) using type = no<sentence{words}>;
#endif

// What takes (...) takes the result of a refused call without a word where clang would say its sentence first: what it says of a private destructor waits for the end of a declaration.
#if defined(__clang__)
#define NABLA_DETAIL_TAKES_REFUSED(name) constexpr refused_result name(const refused_part&, ...) { return {}; }
#else
#define NABLA_DETAIL_TAKES_REFUSED(name)
#endif

#if defined(__clang__)
// Of an error in a function of the user's that is called while compiling clang says more where that function gives a number then. What is made with a conversion that is refused is
// how that is told from a function that gives a number anyway: a function of refused_conversions<To> that has a type from then on.
found_by_its_operands a_conversion_was_refused;
template <class To>
struct refused_conversions {
  friend constexpr auto a_conversion_was_refused(refused_conversions);
};
template <class To>
struct conversion_is_refused {
  friend constexpr auto a_conversion_was_refused(refused_conversions<To>) { return true; }
  static To no_constant();  // clang does not speak of all conversions in what it runs while compiling; and a part of a matrix is made of nothing
  static constexpr To value() {
    if constexpr (__is_same(To, double) || !requires { To(); }) return no_constant();
    else return To();
  }
};
template <class...>
struct double_for {
  using type = double;
};
/// Was one to double refused before this is asked first?
template <class... Asker>
inline constexpr bool a_double_was_refused = requires { a_conversion_was_refused(refused_conversions<typename double_for<Asker...>::type>()); };
#endif

// To numbers a formula has one conversion and no template: those to all other types follow from it, and of several std::sin() one fits. Of clang it stands in a template, which makes what
// depends on its parameter where it is used and not before.
#define NABLA_DETAIL_NO_NUMBER "nabla: a formula is no number: its value is f(x = 2.0), and std::sin(x) is sin(x)"
#if defined(__clang__)
template <class Asker>
struct no_number {
  __attribute__((unavailable(NABLA_DETAIL_NO_NUMBER))) constexpr operator double() const { return conversion_is_refused<typename double_for<Asker>::type>::value(); }
};
using no_number_of_a_formula = no_number<void>;
// A base of what is no number either, nor a float or an int, with a name of its own.
// NOLINTBEGIN(bugprone-macro-parentheses): a class has its name without
#define NABLA_DETAIL_IS_NO_NUMBER(name, words)                                                                                                                    \
  template <class Asker>                                                                                                                                          \
  struct name##_for {                                                                                                                                             \
    __attribute__((unavailable(words))) constexpr operator double() const { return conversion_is_refused<typename double_for<Asker>::type>::value(); }           \
  };                                                                                                                                                              \
  using name = name##_for<void>;
// NOLINTEND(bugprone-macro-parentheses)
#else
template <auto S>
struct no_number {
  operator double() const = delete;
};
using no_number_of_a_formula = no_number<sentence{NABLA_DETAIL_NO_NUMBER}>;
#define NABLA_DETAIL_IS_NO_NUMBER(name, words) using name = no_number<sentence{words}>;
#endif
#define NABLA_DETAIL_NO_TEXT "nabla: a formula is no text: that is to_string(f), with #include <nabla/print.hpp>"
// A conversion to To that must not be made: `NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, bool), "…", explicit)`.
#if defined(__clang__)
#define NABLA_DETAIL_REFUSED_CONVERSION(condition, words, ...) \
  template <class To> requires(condition) __attribute__((unavailable(words))) __VA_ARGS__ constexpr operator To() const { return conversion_is_refused<To>::value(); }
// At once: what is unavailable is said at the end of a declaration. Of a cast clang does not ask the attribute.
#define NABLA_DETAIL_REFUSED_CONVERSION_AT_ONCE(condition, words, ...)                     \
  _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wgcc-compat\"")    \
  template <class To> requires(condition) __attribute__((diagnose_if(true, words, "error"))) __VA_ARGS__ constexpr operator To() const { static_assert(sizeof(To) == 0, words); return To(); } \
  _Pragma("clang diagnostic pop")
#else
#define NABLA_DETAIL_REFUSED_CONVERSION_AT_ONCE(condition, words, ...) NABLA_DETAIL_REFUSED_CONVERSION(condition, words, __VA_ARGS__)
#define NABLA_DETAIL_REFUSED_CONVERSION(condition, words, ...) template <auto S = sentence{words}, class To> requires(condition) __VA_ARGS__ operator To() const = delete;
#endif

template <key>
inline constexpr bool never = false;  // short in an error
// The type of the result of a call that is wrong in a way which is found by computing: name<Formula, What…>. The sentence is said where the result is destroyed, that is at
// the call, without the types of the formula: clang gets its key, so that each formula has its error, and shows What; g++ has the first of What in the sentence.
// A function with such a result and a body gives NABLA_DETAIL_NO_RESULT: g++ would speak of a return too.
#if defined(__clang__)
#define NABLA_DETAIL_WRONG_RESULT(name, words)                   \
  template <key Formula, class... What>                          \
  struct name : refused_result {                                 \
    constexpr ~name() { static_assert(never<Formula>, words); }  \
  };
#define NABLA_DETAIL_NO_RESULT return {}
#else
#define NABLA_DETAIL_WRONG_RESULT(name, words) \
  template <key Formula, class What, class...> \
  using name = no<about(words, shown_by(What{}))>;
#define NABLA_DETAIL_NO_RESULT __builtin_unreachable()
#endif
/// of(self, sign) for each sign that compares.
#define NABLA_DETAIL_EACH_COMPARISON(of, self) of(self, ==) of(self, !=) of(self, <) of(self, >) of(self, <=) of(self, >=)
// clang-format on

/// What refuses may not be returned where it cannot be destroyed.
template <class Result>
inline constexpr bool is_no_result = __is_base_of(refused_part, Result) && !requires(Result r) { r.~Result(); };

/// An operand of a type of the library's own that has operators for formulas, or of a call that was refused before.
template <class T>
inline constexpr bool combines_with_formulas = __is_base_of(refused_part, T);

/// Holds elements, as std::vector, std::array and matrices do.
template <class T>
concept HoldsElements = __is_class(T) && requires(T& t) { t.data(), t.size(); };
/// A base of other libraries' matrices, to which there would be a conversion beside that to the type itself.
template <class T>
concept BaseOfMatrices = requires(T& t) { requires !std::is_same_v<decltype(t.derived()), T&>; };
/// std::string and std::string_view. No conversion to them is one, not even for a trait: what prints asks whether there is one to the latter.
template <class T>
concept Text = __is_class(T) && requires(T& t) { t.data(), t.find_first_of(t); };
/// What a formula is taken for where its value is meant: elements, or std::optional of a number.
template <class T>
concept TakenForValue = __is_class(T) && ((HoldsElements<T> && !BaseOfMatrices<T> && !Text<T>) || requires(T& t) { t.has_value(); requires std::is_arithmetic_v<typename T::value_type>; });

}  // namespace nabla::detail
