// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Counts heap allocations. Defines operator new and malloc: included by one file of a program.

#include <cstdlib>
#include <new>

namespace test {
inline int allocations = 0;
inline void* counted(std::size_t size, std::size_t alignment) {
  ++allocations;
  void* p = std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}
}  // namespace test

[[gnu::noinline]] void* operator new(std::size_t size) { return test::counted(size, 16); }
[[gnu::noinline]] void* operator new[](std::size_t size) { return test::counted(size, 16); }
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) { return test::counted(size, static_cast<std::size_t>(alignment)); }
[[gnu::noinline]] void* operator new[](std::size_t size, std::align_val_t alignment) { return test::counted(size, static_cast<std::size_t>(alignment)); }
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

// Eigen allocates with malloc: glibc lets a program define its own, which sees those too.
#if defined(__GLIBC__)
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* malloc(std::size_t size) noexcept {
  ++test::allocations;
  return __libc_malloc(size);
}
#endif

namespace test {

/// Allocations of one call; its result goes where the optimiser cannot remove it.
inline double sink = 0;
template <class Call>
int count_allocations(Call call) {
  const int before = allocations;
  sink = sink + call();
  return allocations - before;
}

}  // namespace test
