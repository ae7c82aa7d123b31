// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/line.hpp>
#include <nabla/check/report.hpp>

namespace nabla::detail::numeric {

/// A symbol by which f is differentiated: a matrix of entries, row by row.
struct block {
  const char* name = "";
  std::ptrdiff_t rows = 1, columns = 1;
  bool is_matrix = false;
  std::ptrdiff_t first = 0;  ///< of its entries among all
  bool is_vector = false;    ///< one index names an entry
  int input = -1;            ///< its node in a formula, or -1 where that does not depend on it
  constexpr std::ptrdiff_t count() const { return rows * columns; }
};

/// The derivatives that are judged, of every output by every entry, their own rounding, and the point.
template <class T>
struct derivative_table {
  list<block> blocks;
  std::ptrdiff_t outputs = 1;
  bool names_outputs = false;   ///< several results, or a matrix of derivatives
  list<T> point;                ///< values of all entries
  list<T> value, own_error;     ///< of entry e and output k: number e * outputs + k
  list<T> moved;                ///< by how much each changed where the point moved by roundings

  constexpr std::ptrdiff_t entries() const { return point.size; }
  constexpr const block& block_of(std::ptrdiff_t entry) const {
    int b = 0;
    while (b + 1 < blocks.size && entry >= blocks.data[b + 1].first) ++b;
    return blocks.data[b];
  }
};

/// Four times the distance of two derivatives, or 0 where one is not finite.
template <class T>
NABLA_COLD constexpr T rounding_between(T a, T b) {
  const T most = std::numeric_limits<T>::max() / 16;
  return size_of(a) < most && size_of(b) < most ? 4 * size_of(a - b) : T(0);
}

/// The rounding of derivatives: what changes when the point moves by roundings. At an edge they leap, which is no rounding; so not more than a small
/// part of the largest one.
template <class T>
NABLA_COLD constexpr void add_own_error(derivative_table<T>& d, const list<T>& moved, T scale) {
  T largest = scale;
  for (int k = 0; k < d.value.size; ++k)
    if (is_finite(d.value.data[k])) largest = larger(largest, size_of(d.value.data[k]));
  for (int k = 0; k < d.value.size && k < moved.size; ++k) {
    const T change = rounding_between(moved.data[k], d.value.data[k]);
    if (change <= T(1e-7L) * largest) d.own_error.data[k] = larger(d.own_error.data[k], change);
    d.moved.data[k] = larger(d.moved.data[k], change);
  }
}

/// What is differenced: it moves one entry, or all along a direction, and is one of its outputs along that line. Outputs share their evaluations.
template <class T>
struct subject : line<T> {
  const derivative_table<T>& d;
  std::ptrdiff_t output = 0;  ///< the one that is looked at

  constexpr explicit subject(const derivative_table<T>& given) : d(given) {}

  virtual constexpr void move_entry(std::ptrdiff_t entry, const block& of) = 0;
  /// Entries from first to last, of which the first moves by speeds[0] times t.
  virtual constexpr void move_along(std::ptrdiff_t first, std::ptrdiff_t last, const T* speeds) = 0;
  /// All outputs, at the point moved by t.
  virtual constexpr void evaluate(T t, pieces which, T* results) = 0;
  virtual void describe(report_text&) {}  ///< the kink that was met last

  NABLA_COLD constexpr T next_scale(T above) const final {
    T least = infinity<T>;
    const auto look_at = [&](T size) {
      if (size > above * this->unit) least = smaller(least, size / this->unit);
    };
    look_at(1);
    bool met_itself = this->middle == 0;
    for (int i = 0; i < d.point.size; ++i) {
      if (met_itself || d.point.data[i] != this->middle) look_at(size_of(d.point.data[i]));
      else met_itself = true;
    }
    return least;
  }
  /// What follows is along another line.
  constexpr void restart() { known_.size = 0; }
  constexpr T value(T t, pieces which) final {
    const int width = static_cast<int>(d.outputs) + 2;
    int found = 0;
    while (found < known_.size && !(known_.data[found] == t && known_.data[found + 1] == T(static_cast<int>(which)))) found += width;
    if (found == known_.size) {
      ++this->evaluations;
      known_.push(t);
      known_.push(T(static_cast<int>(which)));
      for (std::ptrdiff_t k = 0; k < d.outputs; ++k) known_.push(0);
      evaluate(t, which, known_.data + found + 2);
    }
    return known_.data[found + 2 + output];
  }

 protected:
  constexpr ~subject() = default;

 private:
  list<T> known_;
};

}  // namespace nabla::detail::numeric
