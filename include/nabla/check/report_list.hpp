// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/support/cold.hpp>

#include <cstddef>

namespace nabla::detail {

/// What a report holds, used like a std::vector: that would cost the compiler 0.1 s in every check.
template <class T>
class report_list {
 public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  constexpr report_list() = default;
  constexpr report_list(const report_list& other) : data_(other.size_ == 0 ? nullptr : new T[other.size_]{}), size_(other.size_), capacity_(other.size_) {
    for (std::size_t i = 0; i < size_; ++i) data_[i] = other.data_[i];
  }
  constexpr report_list(report_list&& other) noexcept : data_(other.data_), size_(other.size_), capacity_(other.capacity_) {
    other.data_ = nullptr;
    other.size_ = other.capacity_ = 0;
  }
  constexpr report_list& operator=(report_list other) noexcept {
    T* mine = data_;
    data_ = other.data_;
    other.data_ = mine;
    size_ = other.size_;
    capacity_ = other.capacity_;
    return *this;
  }
  constexpr ~report_list() { delete[] data_; }

  constexpr T* begin() { return data_; }
  constexpr T* end() { return data_ + size_; }
  constexpr const T* begin() const { return data_; }
  constexpr const T* end() const { return data_ + size_; }
  constexpr const T* data() const { return data_; }
  constexpr std::size_t size() const { return size_; }
  constexpr bool empty() const { return size_ == 0; }
  constexpr T& operator[](std::size_t i) { return data_[i]; }
  constexpr const T& operator[](std::size_t i) const { return data_[i]; }
  constexpr T& front() { return data_[0]; }
  constexpr const T& front() const { return data_[0]; }
  constexpr T& back() { return data_[size_ - 1]; }
  constexpr const T& back() const { return data_[size_ - 1]; }

  /// One element more, which is returned.
  NABLA_COLD constexpr T& add() {
    if (size_ == capacity_) {
      capacity_ = capacity_ == 0 ? 4 : 2 * capacity_;
      T* larger = new T[capacity_]{};
      for (std::size_t i = 0; i < size_; ++i) larger[i] = static_cast<T&&>(data_[i]);
      delete[] data_;
      data_ = larger;
    }
    return data_[size_++];
  }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace nabla::detail
