// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_entries.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail::numeric {

/// Somebody's function: from a list of numbers to a list of results.
template <class T>
struct black_box {
  virtual void evaluate(const T* x, T* results, std::ptrdiff_t count) = 0;

 protected:
  black_box() = default;
  ~black_box() = default;
};

/// A function of which nothing is known but its values. Its pieces are not; where it has a corner, any slope between both sides is right.
template <class T>
class callable_subject final : public subject<T> {
 public:
  callable_subject(black_box<T>& of, const derivative_table<T>& given) : subject<T>(given), f_(of), moved_(given.point.size), speeds_(given.point.size) {}

  void move_entry(std::ptrdiff_t entry, const block&) override {
    clear();
    speeds_.data[entry] = 1;
  }
  void move_along(std::ptrdiff_t first, std::ptrdiff_t last, const T* speeds) override {
    clear();
    for (std::ptrdiff_t e = first; e < last; ++e) speeds_.data[e] = speeds[e - first];
  }
  void evaluate(T t, pieces, T* results) override {
    for (int i = 0; i < moved_.size; ++i) moved_.data[i] = speeds_.data[i] == 0 ? this->d.point.data[i] : this->d.point.data[i] + t * speeds_.data[i];
    f_.evaluate(moved_.data, results, this->d.outputs);
  }

 private:
  void clear() {
    for (int i = 0; i < speeds_.size; ++i) speeds_.data[i] = 0;
  }

  black_box<T>& f_;
  list<T> moved_, speeds_;
};

/// Somebody's function and its derivatives, checked. `derivatives_at(x, d)` appends those of every entry by every output, entry by entry.
template <class S, class DerivativesAt>
gradient_report check_black_box(black_box<S>& f, derivative_table<S>& d, DerivativesAt derivatives_at, const check_options& how) {
  derivatives_at(d.point, d.value);
  d.own_error = list<S>(d.value.size);
  d.moved = list<S>(d.value.size);
  random_numbers random{how.seed};
  for (int round = 0; round < 2; ++round) {
    list<S> moved(d.point.size), values;
    for (int i = 0; i < moved.size; ++i) moved.data[i] = d.point.data[i] + d.point.data[i] * (random.coin() ? epsilon<S> : -epsilon<S>);
    derivatives_at(moved, values);
    add_own_error(d, values, S(0));
  }
  callable_subject<S> s(f, d);
  gradient_report report;
  entry_checker<S>(s, limits_of<S, S>, how).run(report);
  return report;
}

}  // namespace nabla::detail::numeric
