// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>
#include <nabla/support/raise.hpp>
#include <nabla/train/random.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <vector>

namespace nabla::detail {

// clang-format off
NABLA_DETAIL_REFUSAL(no_random_numbers, "nabla: batches are shuffled by random numbers: deal.shuffle(random) with std::mt19937_64 random(7)")
// clang-format on
/// Deals the samples 0 … samples - 1 in batches of `size`; the last one is smaller where that does not divide. A batch is a span of sample numbers.
///     batches deal(images.rows(), 64);
///     deal.shuffle(random);
///     for (auto rows : deal) … step(X = gathered(images, rows), …)
class batches {
 public:
  using index = std::ptrdiff_t;

  batches(index samples, index size) : size_(std::min(size, std::max<index>(samples, 1))), order_(static_cast<std::size_t>(std::max<index>(samples, 0))) {
    if (samples < 0 || size < 1) raise(std::invalid_argument("nabla: batches need at least one sample each"));
    std::iota(order_.begin(), order_.end(), index{0});
  }

  template <std::integral Count>
  explicit batches(Count) { static_assert(sizeof(Count) == 0, "nabla: batches are dealt of so many samples, of so many each: batches deal(images.rows(), 64)"); }

  /// A new order, drawn from the last one.
  void shuffle(RandomBits auto& random) { detail::shuffle(order_, random); }
  std::span<const index> order() const { return order_; }
  index samples() const { return static_cast<index>(order_.size()); }

  index count() const { return (samples() + size_ - 1) / size_; }
  std::span<const index> operator[](index number) const {
    const index first = number * size_;
    return std::span(order_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(std::min(size_, samples() - first)));
  }

  struct iterator {
    const batches* all;
    index number;
    std::span<const index> operator*() const { return (*all)[number]; }
    iterator& operator++() { return ++number, *this; }
    bool operator==(const iterator& other) const { return number == other.number; }
  };
  iterator begin() const { return {this, 0}; }
  iterator end() const { return {this, count()}; }
  template <class... Random>
  no_random_numbers shuffle(const Random&...);

 private:
  index size_;
  std::vector<index> order_;
};

/// These rows of a matrix, or elements of a column, in `to`, which keeps its memory where the size stays.
template <class From, class To>
void gather(const Eigen::DenseBase<From>& from, std::span<const std::ptrdiff_t> rows, Eigen::PlainObjectBase<To>& to) {
  to.resize(static_cast<Eigen::Index>(rows.size()), from.cols());
  // column by column, as both lie in memory
  for (Eigen::Index j = 0; j < from.cols(); ++j)
    for (std::size_t i = 0; i < rows.size(); ++i) to(static_cast<Eigen::Index>(i), j) = static_cast<typename To::Scalar>(from.coeff(rows[i], j));
}
/// gather() into a matrix of its own.
template <class From>
typename From::PlainObject gathered(const Eigen::DenseBase<From>& from, std::span<const std::ptrdiff_t> rows) {
  typename From::PlainObject to;
  gather(from, rows, to);
  return to;
}

// clang-format off
NABLA_DETAIL_REFUSED("nabla: gathered(images, rows) takes an Eigen matrix, or a column, and the numbers of rows: for (auto rows : deal)", gathered(...))
NABLA_DETAIL_REFUSED("nabla: gather(images, rows, part) takes an Eigen matrix, or a column, the numbers of rows, and a matrix that gets them", gather(...))
// clang-format on

}  // namespace nabla::detail

namespace nabla {
using detail::batches, detail::gather, detail::gathered;
}
