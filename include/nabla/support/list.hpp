// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla::detail {

/// A growing array for constant evaluation. `std::vector` works there too, but each of its accessors is a call
/// that the compiler interprets: this one is five times as fast in both compilers (raw pointers, public members).
template <class T>
struct list {
  T* data = nullptr;
  int size = 0;
  int capacity = 0;

  constexpr list() = default;
  constexpr explicit list(int count) : data(new T[static_cast<unsigned>(count > 0 ? count : 1)]{}), size(count), capacity(count > 0 ? count : 1) {}
  list(const list&) = delete;
  list& operator=(const list&) = delete;
  constexpr list& operator=(list&& moved_from) noexcept {
    delete[] data;
    data = moved_from.data;
    size = moved_from.size;
    capacity = moved_from.capacity;
    moved_from.data = nullptr;
    moved_from.size = moved_from.capacity = 0;
    return *this;
  }
  constexpr list(list&& moved_from) noexcept : data(moved_from.data), size(moved_from.size), capacity(moved_from.capacity) {
    moved_from.data = nullptr;
    moved_from.size = moved_from.capacity = 0;
  }
  constexpr ~list() { delete[] data; }

  constexpr void push(const T& value) {
    if (size == capacity) grow();
    data[size++] = value;
  }
  /// One element more, for types that can only be moved.
  constexpr T& add() {
    if (size == capacity) grow();
    return data[size++];
  }
  [[gnu::cold, gnu::noinline]] constexpr void grow() {
    // g++ takes some 10 µs to make an object of room that most lists do not use: numbers and pointers are made when they are there, and of others there is little room at first
    T* larger = nullptr;
    if constexpr (__is_trivially_constructible(T)) larger = new T[static_cast<unsigned>(capacity = capacity == 0 ? 64 : capacity * 4)];
    else larger = new T[static_cast<unsigned>(capacity = capacity == 0 ? 2 : capacity * 4)]{};
    for (int i = 0; i < size; ++i) larger[i] = static_cast<T&&>(data[i]);
    delete[] data;
    data = larger;
  }
};

}  // namespace nabla::detail
