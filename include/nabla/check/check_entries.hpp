// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/hints.hpp>
#include <nabla/check/judge.hpp>
#include <nabla/check/options.hpp>
#include <nabla/check/subject.hpp>

namespace nabla::detail::numeric {

/// The rounding of the type in which derivatives are computed, as T.
template <class T>
struct scalar_limits {
  T tolerance, epsilon, largest, smallest;
};
template <class S, class T>
inline const scalar_limits<T> limits_of{T(default_tolerance<S>()), T(epsilon<S>), T(std::numeric_limits<S>::max()), T(std::numeric_limits<S>::denorm_min())};
template <class S, std::floating_point T>
inline constexpr scalar_limits<T> limits_of<S, T>{T(default_tolerance<S>()), T(epsilon<S>), T(std::numeric_limits<S>::max()), T(std::numeric_limits<S>::denorm_min())};

/// What is wrong beside the derivatives.
template <class T>
NABLA_COLD constexpr void add_other(gradient_report& report, outcome says, const char* name, T given, T right, T allowed, const char* reason) {
  checked_entry& e = report.entries.add();
  e.outcome = says;
  e.symbol = name;
  e.analytic = static_cast<double>(given);
  e.numeric = static_cast<double>(right);
  e.allowed = static_cast<double>(allowed);
  e.reason = reason;
}

/// Checks all entries, or some, or directions.
template <class T>
class entry_checker {
 public:
  NABLA_COLD constexpr entry_checker(subject<T>& of, const scalar_limits<T>& of_type, const check_options& how)
      : s(of), d(of.d), o(how), tolerance_(how.tolerance > 0 ? T(how.tolerance) : of_type.tolerance), beside_(4 * of_type.epsilon), smallest_(4 * of_type.smallest), random_{how.seed} {
    if (o.step > 0) s.coarsest = T(o.step) * 8;
  }

  NABLA_COLD constexpr void run(gradient_report& report) {
    const std::ptrdiff_t n = d.entries();
    report.total = n * d.outputs;
    if (report.total > 0) {
      measure();
      const bool is_large = n > most_entries, nothing_said = o.directions <= 0 && o.entries <= 0;
      const int directions = nothing_said && is_large ? usual_directions : o.directions;
      const std::ptrdiff_t each = nothing_said && is_large ? usual_entries : o.entries;
      if (directions <= 0 || each > 0) check_blocks(report, each);
      for (int k = 0; k < directions; ++k) check_direction(report, k, false);
      if (!s.knows_pieces && has_kink(report))
        for (int k = 0; k < usual_directions; ++k) check_direction(report, k, true);
    }
    finish(report);
    report.hint = hint_finder(report).find();
    report.evaluations = s.evaluations;
  }

  /// A product of all derivatives with a direction, one result for each output.
  NABLA_COLD constexpr void run_along(gradient_report& report, const list<T>& speeds, const list<T>& product, const list<T>& own_error, const list<T>& moved, const char* name) {
    report.total = d.outputs;
    if (d.entries() > 0 && d.outputs > 0) {
      measure();
      move_along(0, d.entries(), speeds.data);
      for (std::ptrdiff_t k = 0; k < d.outputs; ++k) {
        s.output = k;
        const question<T> q{product.data[k], tolerance_, own_error.data[k] + smallest_, noise_.data[k], beside_, moved.data[k]};
        checked_entry& e = add(report, judge(s, q, here_.data[k]), q, k);
        e.symbol = name;
        e.output = -1;
        e.index = k;
        e.is_vector = true;
      }
    }
    finish(report);
    report.hint = hint_finder(report).find();
    report.evaluations = s.evaluations;
  }

 private:
  /// Can steps be parts of it? Not of 0, nor of what has no smaller numbers beside it.
  static constexpr bool is_size(T x) { return x >= std::numeric_limits<T>::min() && is_finite(x); }
  /// The noise of every output, once, along a line that moves all, by multiples of what they are represented with.
  NABLA_COLD constexpr void measure() {
    const int n = d.point.size;
    for (int e = 0; e < n; ++e) largest_ = larger(largest_, size_of(d.point.data[e]));
    if (!is_size(largest_)) largest_ = 1;
    list<T> speeds(n);
    for (int e = 0; e < n; ++e) {
      const T x = size_of(d.point.data[e]);
      speeds.data[e] = is_size(x) ? power_of_two_below(x) * T(e % 3 + 1) : T(0);
    }
    noise_ = list<T>(static_cast<int>(d.outputs));
    here_ = list<T>(static_cast<int>(d.outputs));
    move_along(0, n, speeds.data);
    for (std::ptrdiff_t k = 0; k < d.outputs; ++k) {
      s.output = k;
      here_.data[k] = s.value(0, pieces::of_point);
      noise_.data[k] = noise_of(s, pieces::of_point);
    }
  }
  NABLA_COLD constexpr void move_along(std::ptrdiff_t first, std::ptrdiff_t last, const T* speeds) {
    s.restart();
    s.middle = 0;
    s.size = s.reserve = 1;
    s.unit = 0;
    for (std::ptrdiff_t e = first; e < last; ++e) s.unit = larger(s.unit, size_of(speeds[e - first]));
    if (!(s.unit > 0)) s.unit = 1;
    s.move_along(first, last, speeds);
  }

  NABLA_COLD constexpr T block_size(const block& b) {
    T size = 0;
    for (std::ptrdiff_t e = b.first; e < b.first + b.count(); ++e)
      if (const T x = size_of(d.point.data[e]); is_finite(x)) size = larger(size, x);
    return is_size(size) ? size : largest_;
  }

  NABLA_COLD constexpr void check_blocks(gradient_report& report, std::ptrdiff_t each) {
    std::ptrdiff_t total = 0, done = 0;
    for (int i = 0; i < d.blocks.size; ++i) total += each > 0 && each < d.blocks.data[i].count() ? each : d.blocks.data[i].count();
    for (int i = 0; i < d.blocks.size; ++i) {
      const block& b = d.blocks.data[i];
      const T size = block_size(b);
      const bool some = each > 0 && each < b.count();
      const std::ptrdiff_t first = some ? random_.below(b.count()) : 0, count = some ? each : b.count();
      const std::ptrdiff_t stride = some ? stride_for(b.count()) : 1;
      for (std::ptrdiff_t k = 0; k < count; ++k) {
        check_entry(report, b, (first + k * stride) % b.count(), size);
        if (o.progress != nullptr) o.progress(++done, total);
      }
    }
  }
  /// Random, without a common divisor with the count: no entry comes twice.
  NABLA_COLD constexpr std::ptrdiff_t stride_for(std::ptrdiff_t count) {
    const auto divisor = [](std::ptrdiff_t a, std::ptrdiff_t b) {
      while (b != 0) {
        const std::ptrdiff_t rest = a % b;
        a = b;
        b = rest;
      }
      return a;
    };
    std::ptrdiff_t stride = 1 + random_.below(count);
    while (divisor(stride, count) != 1) ++stride;
    return stride;
  }

  NABLA_COLD constexpr checked_entry& add(gradient_report& report, const answer<T>& a, const question<T>& q, std::ptrdiff_t output) {
    checked_entry& e = report.entries.add();
    e.outcome = a.says;
    e.analytic = static_cast<double>(q.derivative);
    e.numeric = to_double(a.slope);
    e.error = to_double(a.error);
    e.allowed = to_double(a.allowed(q));
    e.left = to_double(a.left);
    e.right = to_double(a.right);
    e.reason = a.reason;
    e.output = d.names_outputs ? output : -1;
    if (a.has_sides || a.says == outcome::jump) describe(e, a.has_sides);
    return e;
  }
  NABLA_COLD constexpr void describe(checked_entry& e, bool has_slopes) {
    if (__builtin_is_constant_evaluated()) return;
    s.describe(e.kink);
    if (!has_slopes) e.kink.append(e.kink.empty() ? "f jumps" : ": f jumps");
    else e.kink.append(e.kink.empty() ? "slopes " : ": slopes ").append(e.left, 6).append(" and ").append(e.right, 6);
  }
  static constexpr double to_double(T a) {
    constexpr double most = std::numeric_limits<double>::max();
    return a > T(most) ? std::numeric_limits<double>::infinity() : (a < -T(most) ? -std::numeric_limits<double>::infinity() : static_cast<double>(a));
  }

  NABLA_COLD constexpr question<T> question_of(std::ptrdiff_t entry, std::ptrdiff_t output) const {
    const std::ptrdiff_t place = entry * d.outputs + output;
    return {d.value.data[place], tolerance_, d.own_error.data[place] + smallest_, noise_.data[output], beside_, d.moved.data[place]};
  }
  NABLA_COLD constexpr void check_entry(gradient_report& report, const block& b, std::ptrdiff_t index, T block_size) {
    const std::ptrdiff_t entry = b.first + index;
    const T x = d.point.data[entry];
    s.restart();
    s.move_entry(entry, b);
    s.middle = x;
    s.unit = 1;
    s.size = is_size(size_of(x)) ? size_of(x) : block_size;
    s.reserve = larger(block_size, largest_);
    for (std::ptrdiff_t k = 0; k < d.outputs; ++k) {
      s.output = k;
      const question<T> q = question_of(entry, k);
      const answer<T> a = is_finite(x) ? judge(s, q, here_.data[k]) : answer<T>{.says = outcome::undefined, .reason = "the point is not finite"};
      checked_entry& e = add(report, a, q, k);
      e.symbol = b.name;
      e.index = index;
      e.row = index / b.columns;
      e.column = index % b.columns;
      e.is_matrix = b.is_matrix;
      e.is_vector = b.is_vector;
    }
  }

  NABLA_COLD constexpr answer<T> judge_along(const list<T>& speeds, std::ptrdiff_t first, std::ptrdiff_t last, std::ptrdiff_t output, question<T>& q) {
    move_along(first, last, speeds.data + first);
    s.output = output;
    q = {0, tolerance_, smallest_, noise_.data[output], beside_, 0};
    T squares = 0, sum = 0;
    for (std::ptrdiff_t e = first; e < last; ++e) {
      const std::ptrdiff_t place = e * d.outputs + output;
      const T part = d.value.data[place] * speeds.data[e];
      sum += part;
      squares += part * part;
      q.own_error += d.own_error.data[place] * size_of(speeds.data[e]);
      q.moved += d.moved.data[place] * size_of(speeds.data[e]);
    }
    q.derivative = sum;
    q.own_error += tolerance_ * root(squares);
    return judge(s, q, here_.data[output]);
  }
  /// Speeds are powers of two near the size of what moves, so that x + t · speed is exact.
  NABLA_COLD constexpr void check_direction(gradient_report& report, int number, bool only_wrong) {
    list<T> speeds(d.point.size);
    for (int i = 0; i < d.blocks.size; ++i) {
      const block& b = d.blocks.data[i];
      const T size = block_size(b);
      for (std::ptrdiff_t e = b.first; e < b.first + b.count(); ++e) {
        const T x = size_of(d.point.data[e]);
        speeds.data[e] = power_of_two_below(is_size(x) ? x : size) * (random_.coin() ? T(1) : T(-1));
      }
    }
    for (std::ptrdiff_t k = 0; k < d.outputs; ++k) {
      question<T> q;
      const answer<T> a = judge_along(speeds, 0, d.entries(), k, q);
      if (only_wrong && a.says != outcome::fail) continue;
      checked_entry& e = add(report, a, q, k);
      e.symbol = "direction";
      e.index = e.row = number;
      e.is_vector = true;
      if (a.says == outcome::fail && !only_wrong) find_entry(report, speeds, k);
    }
  }
  NABLA_COLD static constexpr bool has_kink(const gradient_report& report) {
    for (const checked_entry& e : report.entries)
      if (e.outcome == outcome::kink) return true;
    return false;
  }
  /// An entry that is wrong along a direction that is: by halves.
  NABLA_COLD constexpr void find_entry(gradient_report& report, const list<T>& speeds, std::ptrdiff_t output) {
    std::ptrdiff_t first = 0, last = d.entries();
    question<T> q;
    while (last - first > 1) {
      const std::ptrdiff_t middle = first + (last - first) / 2;
      if (judge_along(speeds, first, middle, output, q).says == outcome::fail) last = middle;
      else if (judge_along(speeds, middle, last, output, q).says == outcome::fail) first = middle;
      else return;
    }
    const block& b = d.block_of(first);
    check_entry(report, b, first - b.first, block_size(b));
  }

  subject<T>& s;
  const derivative_table<T>& d;
  const check_options& o;
  T tolerance_, beside_, smallest_, largest_ = 0;
  list<T> noise_, here_;
  random_numbers random_;
};

}  // namespace nabla::detail::numeric
