// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/line.hpp>
#include <nabla/check/report.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail::numeric {

/// A symbol by which f is differentiated: a matrix of entries, row by row.
struct block {
  const char* name = "";
  std::ptrdiff_t rows = 1, columns = 1;
  bool is_matrix = false;
  std::ptrdiff_t first = 0;  ///< of its entries among all
  bool is_vector = false;    ///< one index names an entry
  constexpr std::ptrdiff_t count() const { return rows * columns; }
};

/// The derivatives that are judged: of every output by every entry, and their own rounding.
template <class T>
struct derivative_table {
  list<block> blocks;
  std::ptrdiff_t outputs = 1;
  bool names_outputs = false;   ///< several results, or a matrix of derivatives
  list<T> value, own_error;     ///< of entry e and output k: number e * outputs + k

  constexpr std::ptrdiff_t entries() const { return blocks.size == 0 ? 0 : blocks.data[blocks.size - 1].first + blocks.data[blocks.size - 1].count(); }
  constexpr const block& block_of(std::ptrdiff_t entry) const {
    int b = 0;
    while (b + 1 < blocks.size && entry >= blocks.data[b + 1].first) ++b;
    return blocks.data[b];
  }
};

/// Four times the distance of two derivatives, or 0 where one is not finite.
template <class T>
constexpr T rounding_between(T a, T b) {
  constexpr T most = std::numeric_limits<T>::max() / 16;
  return size_of(a) < most && size_of(b) < most ? 4 * size_of(a - b) : T(0);
}

/// The rounding of derivatives: what changes when the point moves by roundings. At an edge they leap, which is no rounding; so not more than a small
/// part of the largest one.
template <class T>
constexpr void add_own_error(derivative_table<T>& d, const list<T>& moved, T scale) {
  T largest = scale;
  for (int k = 0; k < d.value.size; ++k)
    if (is_finite(d.value.data[k])) largest = larger(largest, size_of(d.value.data[k]));
  for (int k = 0; k < d.value.size && k < moved.size; ++k)
    if (const T change = rounding_between(moved.data[k], d.value.data[k]); change <= T(1e-7L) * largest)
      d.own_error.data[k] = larger(d.own_error.data[k], change);
}

/// What is differenced: it moves one entry, or all along a direction, and its outputs are seen through a line.
template <class T>
struct subject {
  virtual constexpr line<T>& along_entry(std::ptrdiff_t entry, const block& of) = 0;
  /// Entry number entries[k] moves by speeds[k] times t.
  virtual constexpr line<T>& along(const std::ptrdiff_t* entries, const T* speeds, std::ptrdiff_t count) = 0;
  virtual constexpr void choose_output(std::ptrdiff_t output) = 0;
  virtual constexpr T value_at(std::ptrdiff_t entry) = 0;
  virtual void describe(report_text&) {}  ///< the kink that was met last
  /// Are slopes at a kink known? Else any between those of both sides is right for an entry, and random directions have to bear it out.
  virtual constexpr bool knows_pieces() const { return false; }

 protected:
  constexpr subject() = default;
  constexpr ~subject() = default;
};

}  // namespace nabla::detail::numeric
