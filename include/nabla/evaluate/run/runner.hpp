// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/run/evaluate_into.hpp>

namespace nabla::detail {

/// The memory that a program works in, kept from call to call.
template <class P, class T>
class program_memory {
 public:
  template <class... B>
  static constexpr void check_precision() {
    static_assert((FitsInto<T, B> && ...), NABLA_DETAIL_MORE_PRECISE);
  }
  template <class Tag = numbers_tag, class C, class... B>
  [[gnu::always_inline]] constexpr bool run(C& state, const B&... b) {
    using backend = running_backend<Tag, B...>;
    if constexpr (inline_count >= 0 && (!may_need_copy<B, T>() && ...)) return run_in<backend>(memory_, state, b...);
    else return run_in<backend>(growing_, state, b...);
  }

 private:
  static constexpr index inline_count = inline_elements<P, T, false>();

  template <Backend K, class C, class... B>
  [[gnu::always_inline]] static constexpr bool run_in(auto& kept, C& state, const B&... b) {
    if constexpr (is_short<P>() && keeps_little<P>())
      if (!__builtin_is_constant_evaluated()) {
        passing_memory<std::remove_reference_t<decltype(kept)>, P, T> m(kept);
        return evaluate_into<K>(state, m, b...);
      }
    return evaluate_into<K>(state, kept, b...);
  }

  memory<T, inline_count> memory_;
  memory<T, -1> growing_;
};

/// The same with the state of the last call.
template <class P, class T, class Context = context<P, T>>
struct runner : program_memory<P, T> {
  Context state;

  template <class... B>
  constexpr void operator()(const B&... b) {
    this->template check_precision<B...>();
    this->run(state, b...);
  }
};

#undef NABLA_DETAIL_MORE_PRECISE

}  // namespace nabla::detail
