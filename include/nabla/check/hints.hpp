// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>

namespace nabla {

/// What the wrong entries have in common, if a mistake that is often made explains all of them.
class hint_finder {
 public:
  constexpr explicit hint_finder(const gradient_report& report) : r(report) {}

  [[gnu::cold]] constexpr const char* find() const {
    if (r.wrong == 0) return "";
    if (all([](const checked_entry& e) { return e.analytic == 0; })) return "the derivative is zero where it must not be";
    if (is_factor(-1)) return "the sign is wrong";
    if (is_factor(2)) return "twice what it has to be: a factor 2";
    if (is_factor(0.5)) return "half of what it has to be: a factor 2";
    if (r.wrong > 1 && all([this](const checked_entry& e) { return is_value_at(e, e.column, e.row); })) return "transposed";
    for (int step : {1, -1})
      if (r.wrong > 1 && most([this, step](const checked_entry& e) { return is_value_beside(e, step); })) return "shifted by one entry";
    if (all([](const checked_entry& e) { return is_float(e); })) return "as exact as a float: computed in float in place of double";
    if (r.wrong > 2 && is_factor(0)) return "all entries are off by the same factor";
    return "";
  }

 private:
  static constexpr double size(double a) { return a < 0 ? -a : a; }
  static constexpr bool near(double a, double b) { return size(a - b) <= 1e-6 * (size(a) > size(b) ? size(a) : size(b)); }

  template <class Holds>
  constexpr std::ptrdiff_t count(Holds holds) const {
    std::ptrdiff_t n = 0;
    for (const checked_entry& e : r.entries) n += e.outcome == outcome::fail && holds(e);
    return n;
  }
  template <class Holds>
  constexpr bool all(Holds holds) const {
    return count(holds) == r.wrong;
  }
  template <class Holds>
  constexpr bool most(Holds holds) const {
    return 4 * count(holds) >= 3 * r.wrong;
  }
  /// By this factor, or by that of the first entry.
  constexpr bool is_factor(double factor) const {
    if (factor == 0) factor = r.entries[0].numeric != 0 ? r.entries[0].analytic / r.entries[0].numeric : 1;
    return all([factor](const checked_entry& e) { return near(e.analytic, factor * e.numeric); });
  }
  static constexpr bool is_float(const checked_entry& e) {
    return size(e.analytic) < 1e38 && (static_cast<double>(static_cast<float>(e.analytic)) == e.analytic || e.difference() < 1e-6 * size(e.numeric)) && e.difference() < 1e-5 * size(e.numeric);
  }
  constexpr bool is_same_block(const checked_entry& a, const checked_entry& b) const { return a.output == b.output && report_text(a.symbol) == b.symbol; }
  /// Is the derivative that of another entry?
  constexpr bool is_value_at(const checked_entry& e, std::ptrdiff_t row, std::ptrdiff_t column) const {
    for (const checked_entry& other : r.entries)
      if (other.row == row && other.column == column && other.index != e.index && is_same_block(e, other)) return near(e.analytic, other.numeric);
    return false;
  }
  constexpr bool is_value_beside(const checked_entry& e, int step) const {
    for (const checked_entry& other : r.entries)
      if (other.index == e.index + step && is_same_block(e, other)) return near(e.analytic, other.numeric);
    return false;
  }

  const gradient_report& r;
};

}  // namespace nabla
