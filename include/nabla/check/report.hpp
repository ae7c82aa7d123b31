// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/outcome.hpp>
#include <nabla/check/text.hpp>
#include <nabla/support/list.hpp>

#include <limits>
#include <type_traits>

namespace nabla::detail {

/// One derivative and what differences of f say of it.
struct checked_entry {
  nabla::outcome outcome = nabla::outcome::pass;
  const char* symbol = "";   ///< by which f is differentiated; or "value", "direction"
  std::ptrdiff_t index = 0;  ///< of the element, counted row by row
  std::ptrdiff_t row = 0, column = 0;
  bool is_matrix = false;    ///< else the symbol is a number
  bool is_vector = false;    ///< one index names an element
  std::ptrdiff_t output = -1;  ///< of several results the one that is differentiated, counted row by row; -1: there is one
  double analytic = 0;
  double numeric = 0;        ///< difference quotient, extrapolated to the step 0
  double error = 0;          ///< of the difference quotient
  double allowed = 0;        ///< distance at which both still agree
  double left = 0, right = 0;  ///< slopes of both sides, at a kink
  report_text kink;          ///< "max(x, y) at x = y = 1: slopes 1 and 2"
  const char* reason = "";   ///< why there is no verdict

  constexpr double difference() const {
    if (analytic == numeric) return 0;  // of two infinities too
    if (analytic != analytic || numeric != numeric) return analytic != analytic ? analytic : numeric;
    const double d = analytic - numeric;
    return d < 0 ? -d : d;
  }
  /// 1 is just allowed.
  constexpr double excess() const { return difference() != difference() ? 1e300 : allowed > 0 ? difference() / allowed : difference() > 0 ? 1e300 : 0; }
  /// "x", "W(3, 1)", "f(2) by x"
  [[gnu::cold]] report_text name() const {
    report_text text;
    if (output >= 0) text.append("f(").append(output).append(") by ");
    text.append(symbol);
    if (is_vector) text.append("(").append(index).append(")");
    else if (is_matrix) text.append("(").append(row).append(", ").append(column).append(")");
    return text;
  }
};

/// What the gradient checker found. Converts to true where nothing is wrong or open: every entry passes, or has a kink and the derivative that is
/// documented for it.
struct gradient_report {
  nabla::outcome outcome = nabla::outcome::undecided;  ///< of the worst entry
  std::vector<checked_entry> entries;  ///< wrong ones first, by their difference over what is allowed
  std::ptrdiff_t checked = 0;          ///< entries that were compared, directions too
  std::ptrdiff_t total = 0;            ///< entries that there are
  std::ptrdiff_t kinks = 0, jumps = 0, open = 0, undefined = 0, wrong = 0;  ///< open: undecided
  std::ptrdiff_t evaluations = 0;      ///< of f, for differences
  double largest_error = 0;            ///< |analytic - numeric| / max(|analytic|, |numeric|) of the worst entry
  report_text worst;                   ///< its name, as in "W(3, 1)"
  double analytic = 0, numeric = 0;    ///< both derivatives there
  const char* hint = "";               ///< what the error looks like: a sign, a factor, ...
  const char* reason = "";             ///< why there is no verdict

  explicit constexpr operator bool() const { return outcome == nabla::outcome::pass || outcome == nabla::outcome::kink; }
};

constexpr bool is_worse(const checked_entry& a, const checked_entry& b) { return a.outcome != b.outcome ? a.outcome > b.outcome : a.excess() > b.excess(); }

/// Puts the worst entries first and counts.
[[gnu::cold]] constexpr void finish(gradient_report& r) {
  const std::size_t n = r.entries.size();
  // numbers are sorted, by halves that are merged, so that equal ones stay in their order; std::sort would cost an include
  list<std::size_t> order(static_cast<int>(n)), merged(static_cast<int>(n));
  for (std::size_t i = 0; i < n; ++i) order.data[i] = i;
  for (std::size_t width = 1; width < n; width *= 2) {
    for (std::size_t first = 0; first < n; first += 2 * width) {
      const std::size_t middle = first + width < n ? first + width : n, end = middle + width < n ? middle + width : n;
      std::size_t left = first, right = middle;
      for (std::size_t i = first; i < end; ++i)
        merged.data[i] = right == end || (left < middle && !is_worse(r.entries[order.data[right]], r.entries[order.data[left]])) ? order.data[left++] : order.data[right++];
    }
    for (std::size_t i = 0; i < n; ++i) order.data[i] = merged.data[i];
  }
  std::vector<checked_entry> sorted;
  sorted.reserve(n);
  for (std::size_t i = 0; i < n; ++i) sorted.push_back(static_cast<checked_entry&&>(r.entries[order.data[i]]));
  r.entries.swap(sorted);
  r.checked = static_cast<std::ptrdiff_t>(n);
  for (const checked_entry& e : r.entries) {
    r.kinks += e.outcome == outcome::kink;
    r.jumps += e.outcome == outcome::jump;
    r.open += e.outcome == outcome::undecided;
    r.undefined += e.outcome == outcome::undefined;
    r.wrong += e.outcome == outcome::fail;
  }
  if (n == 0) {
    r.outcome = outcome::undecided;
    r.reason = "there is no entry to compare";
    return;
  }
  const checked_entry& first = r.entries[0];
  if (!std::is_constant_evaluated()) r.worst = first.name();
  r.outcome = first.outcome;
  r.reason = first.reason;
  r.analytic = first.analytic;
  r.numeric = first.numeric;
  const double a = first.analytic < 0 ? -first.analytic : first.analytic, b = first.numeric < 0 ? -first.numeric : first.numeric;
  constexpr double most = std::numeric_limits<double>::max();
  r.largest_error = first.difference() == 0 ? 0 : first.difference() <= most && a <= most && b <= most ? first.difference() / (a > b ? a : b) : first.difference();
}

}  // namespace nabla::detail

namespace nabla {
using detail::checked_entry, detail::gradient_report;
}
