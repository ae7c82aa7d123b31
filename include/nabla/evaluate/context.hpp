// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/layout.hpp>
#include <nabla/evaluate/matrix.hpp>

#include <new>

namespace nabla::detail {

/// Memory for `count` numbers, kept from call to call; inline where the size is known at compile time and moderate.
template <class T, index InlineCount>
struct memory {
  // 8 elements more: a constant expression may not point behind an empty array
  alignas(64) T inline_elements[detail::array_length(InlineCount)];
  constexpr T* reserve(index) { return inline_elements; }
};

template <class T>
struct memory<T, -1> {
  T* elements = nullptr;
  index capacity = 0;

  constexpr memory() = default;
  memory(const memory&) = delete;
  memory& operator=(const memory&) = delete;
  constexpr memory(memory&& other) noexcept : elements(other.elements), capacity(other.capacity) {
    other.elements = nullptr;
    other.capacity = 0;
  }
  constexpr ~memory() { release(); }

  constexpr T* reserve(index count) {
    if (count <= capacity || count == 0) return elements;
    release();
    capacity = 0;
    if (__builtin_is_constant_evaluated()) elements = new T[static_cast<std::size_t>(count)]{};
    else elements = new (std::align_val_t{64}) T[static_cast<std::size_t>(count)];
    capacity = count;
    return elements;
  }

 private:
  constexpr void release() {
    if (elements == nullptr) return;
    if (__builtin_is_constant_evaluated()) delete[] elements;
    else ::operator delete[](elements, std::align_val_t{64});
    elements = nullptr;
  }
};

/// Of an evaluator: a copy begins with buffers of its own, so that what is copied, as a std::function, can hold one. It keeps them where another is assigned to it.
// NOLINTBEGIN(bugprone-macro-parentheses): a class has its name without
#define NABLA_DETAIL_COPIES_BEGIN_ANEW(evaluator)                    \
  evaluator() = default;                                             \
  evaluator(evaluator&&) noexcept = default;                         \
  constexpr evaluator(const evaluator&) : evaluator() {}             \
  constexpr evaluator& operator=(const evaluator&) { return *this; } \
  template <class Other>                                             \
  NABLA_DETAIL_REFUSED("nabla: an evaluator is that of one formula: that of another one has a name of its own", operator=(const Other&))
// NOLINTEND(bugprone-macro-parentheses)

/// Up to this many bytes of buffers live inside the evaluator, or on the stack for a direct call; beyond, on the heap.
inline constexpr index largest_inline_bytes = 256 * 1024;

/// The state of one evaluation: slots for numbers, where each matrix is, and the sizes bound at run time.
template <class P, class T>
struct context {
  using scalar = T;
  using program = P;
  static constexpr const auto& plan = P::plan;

  T slots[detail::array_length(plan.slots)];
  T* views[detail::array_length(plan.sizes.views)];
  index strides[detail::array_length(plan.sizes.views)];
  index sizes[detail::array_length(layout<P>::dimension_count())];

  /// Of places constant expressions ask whether they are set. Elsewhere all is written before it is read, and at -O2 g++ fills such numbers by rep stos.
  constexpr context() {
    if (__builtin_is_constant_evaluated())
      for (std::size_t i = 0; i < detail::array_length(plan.sizes.views); ++i) views[i] = nullptr, strides[i] = 0;
  }

  template <int View>
  [[gnu::always_inline]] constexpr index rows() const {
    return layout<P>::template rows<plan.views[View].shape_index>(sizes);
  }
  template <int View>
  [[gnu::always_inline]] constexpr index columns() const {
    return layout<P>::template columns<plan.views[View].shape_index>(sizes);
  }
  /// Buffers lie without gaps; an input brings its own stride, and a part has that of what it is a part of.
  template <int View>
  [[gnu::always_inline]] constexpr index stride() const {
    constexpr const view_info& info = plan.views.data[View];
    if constexpr (info.turned) return rows<View>();
    else if constexpr (info.base >= 0) return stride<info.base>();
    else if constexpr (info.input < 0) return rows<View>();
    else return strides[View];
  }
  template <int View>
  [[gnu::always_inline]] constexpr T* data() const {
    constexpr const view_info& info = plan.views.data[View];
    if constexpr (info.base < 0) return views[View];
    else if constexpr (info.row == 0 && info.column == 0) return data<info.base>();
    else {
      T* const first = data<info.base>();
      if constexpr (info.column == 0) return first + info.row;
      else return first + info.row + (info.column < 0 ? columns<info.base>() + info.column : info.column) * stride<info.base>();
    }
  }
  /// Does column not follow on column? View -1: no.
  template <int View>
  [[gnu::always_inline]] constexpr bool has_gaps() const {
    if constexpr (View < 0) return false;
    else if constexpr (plan.views[View].base < 0 && plan.views[View].input < 0) return false;
    else return stride<View>() != rows<View>();
  }
  /// Its size alone: sizes are compared before anything has its place.
  template <int View>
  constexpr matrix_view<T> unplaced() const {
    return {nullptr, rows<View>(), columns<View>(), stride<View>()};
  }
  template <int View>
  constexpr matrix_view<T> view() const {
    return {data<View>(), rows<View>(), columns<View>(), stride<View>()};
  }
  /// The same with the sizes that are known at compile time in its type.
  template <int View>
  [[gnu::always_inline]] constexpr auto sized() const {
    constexpr const shape& extents = plan.shapes.data[plan.views.data[View].shape_index];
    constexpr int rows = !extents.rows.is_named() ? extents.rows.size : -1, columns = !extents.columns.is_named() ? extents.columns.size : -1;
    return sized_view<T, rows, columns>{view<View>()};
  }
};

}  // namespace nabla::detail
