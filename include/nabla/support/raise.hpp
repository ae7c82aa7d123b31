// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <exception>

#if !defined(__cpp_exceptions)
#include <cstdio>
#endif

namespace nabla::detail {

/// What becomes of an error where a program is built with -fno-exceptions: called with its sentence. It may end the program in its own way, or leave
/// by longjmp; once it returns the program is aborted.
using error_handler = void (*)(const char* sentence);

inline error_handler current_error_handler = nullptr;

/// Sets what is called in place of a throw where there are no exceptions, and gives what was set before; null, as at the start, prints the sentence to
/// stderr. With exceptions it is never called. Any thread may set it, for all.
inline error_handler set_error_handler(error_handler handler) noexcept { return __atomic_exchange_n(&current_error_handler, handler, __ATOMIC_ACQ_REL); }

/// Throws an error, or says it without exceptions. In a constant expression it is an error of the compiler's.
template <class Error>
[[noreturn, gnu::cold]] constexpr void raise(const Error& error) {
#if defined(__cpp_exceptions)
  throw error;
#else
  if (const error_handler handler = __atomic_load_n(&current_error_handler, __ATOMIC_ACQUIRE); handler != nullptr) handler(error.what());
  else std::fprintf(stderr, "%s\n", error.what());
  __builtin_abort();
#endif
}

/// nabla contradicts itself: a mistake in a rule, or in nabla.
class internal_error : public std::exception {
 public:
  explicit internal_error(const char* sentence) : sentence_(sentence) {}
  const char* what() const noexcept override { return sentence_; }

 private:
  const char* sentence_;
};

}  // namespace nabla::detail

namespace nabla {
using detail::error_handler, detail::set_error_handler;
}
