// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/expression/refused.hpp>

#include <concepts>
#include <limits>

namespace nabla::detail {

/// Keeps the parameters of the smallest loss on data that is not trained on, and says when that has not fallen for `patience` calls in a row.
///     early_stopping stop(p, 5);
///     … if (stop(validation_loss, p)) break;
///     p = stop.best();
template <class Parameters>
class early_stopping {
 public:
  /// A loss counts as smaller when it is so by `least`.
  early_stopping(const Parameters& p, int patience, double least = 0) : best_(p), patience_(patience), least_(least) {}
  template <std::integral Count>
  explicit early_stopping(Count) { static_assert(sizeof(Count) == 0, "nabla: early stopping keeps the parameters, and waits so many calls: early_stopping stop(p, 5)"); }

  /// Is it time to stop? A loss that is NaN is not smaller.
  bool operator()(double loss, const Parameters& p) {
    if (loss < smallest_ - least_) {
      smallest_ = loss;
      best_ = p;
      since_ = 0;
    } else {
      ++since_;
    }
    return since_ >= patience_;
  }
  // clang-format off
  NABLA_DETAIL_REFUSED("nabla: early stopping is asked with the loss and the parameters: if (stop(validation_loss, p)) break", operator()(...))
  // clang-format on
  const Parameters& best() const { return best_; }
  double smallest_loss() const { return smallest_; }

 private:
  Parameters best_;
  int patience_, since_ = 0;
  double least_, smallest_ = std::numeric_limits<double>::infinity();
};
template <std::integral Count>
early_stopping(Count) -> early_stopping<Count>;

}  // namespace nabla::detail

namespace nabla {
using detail::early_stopping;
}
