// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/check_entries.hpp>
#include <nabla/support/list.hpp>

namespace nabla::detail::numeric {

/// Somebody's function: from a list of numbers to a list of results.
template <class T>
struct black_box {
  virtual void evaluate(const T* x, T* results) = 0;

 protected:
  black_box() = default;
  ~black_box() = default;
};

/// A function of which nothing is known but its values. Its pieces are not; where it has a corner, any slope between both sides is right.
template <class T>
class callable_subject final : public subject<T>, line<T> {
 public:
  callable_subject(black_box<T>& of, const list<T>& at, std::ptrdiff_t outputs) : f_(of), point_(at), moved_(at.size), results_(static_cast<int>(outputs)), speeds_(at.size) {
    rest();
  }

  line<T>& along_entry(std::ptrdiff_t entry, const block&) override {
    rest();
    entry_ = static_cast<int>(entry);
    return *this;
  }
  line<T>& along(const std::ptrdiff_t* entries, const T* speeds, std::ptrdiff_t count) override {
    rest();
    entry_ = -1;
    for (int i = 0; i < speeds_.size; ++i) speeds_.data[i] = 0;
    for (std::ptrdiff_t k = 0; k < count; ++k) speeds_.data[entries[k]] = speeds[k];
    this->middle = 0;
    this->size = this->reserve = 1;
    return *this;
  }
  void choose_output(std::ptrdiff_t output) override { output_ = static_cast<int>(output); }
  T value_at(std::ptrdiff_t entry) override { return point_.data[entry]; }

  T value(T t, pieces) override {
    int found = 0;
    while (found < places_.size && !(places_.data[found] == t)) ++found;
    if (found == places_.size) {
      ++this->evaluations;
      if (entry_ >= 0) moved_.data[entry_] = point_.data[entry_] + t;
      else
        for (int i = 0; i < moved_.size; ++i) moved_.data[i] = point_.data[i] + t * speeds_.data[i];
      f_.evaluate(moved_.data, results_.data);
      places_.push(t);
      for (int k = 0; k < results_.size; ++k) known_.push(results_.data[k]);
    }
    return known_.data[found * results_.size + output_];
  }

 private:
  void rest() {
    for (int i = 0; i < moved_.size; ++i) moved_.data[i] = point_.data[i];
    places_.size = known_.size = 0;
  }

  black_box<T>& f_;
  const list<T>& point_;
  list<T> moved_, results_, speeds_, places_, known_;
  int entry_ = -1, output_ = 0;
};

/// Somebody's function and its derivatives, checked. `derivatives_at(x, d)` appends those of every entry by every output, entry by entry.
template <class S, class DerivativesAt>
gradient_report check_black_box(black_box<S>& f, derivative_table<S>& d, const list<S>& x, DerivativesAt derivatives_at, const check_options& how) {
  derivatives_at(x, d.value);
  d.own_error = list<S>(d.value.size);
  random_numbers random{how.seed};
  for (int round = 0; round < 2; ++round) {
    list<S> moved(x.size), values;
    for (int i = 0; i < x.size; ++i) moved.data[i] = x.data[i] + x.data[i] * (random.coin() ? epsilon<S> : -epsilon<S>);
    derivatives_at(moved, values);
    add_own_error(d, values, S(0));
  }
  callable_subject<S> s(f, x, d.outputs);
  gradient_report report;
  entry_checker<S>(s, d, how, S(default_tolerance<S>()), 4 * epsilon<S>, 4 * std::numeric_limits<S>::denorm_min()).run(report);
  return report;
}

}  // namespace nabla::detail::numeric
