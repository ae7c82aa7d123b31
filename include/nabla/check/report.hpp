// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/outcome.hpp>
#include <nabla/check/text.hpp>
#include <nabla/expression/refused.hpp>
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

  NABLA_COLD constexpr double difference() const {
    if (analytic == numeric) return 0;  // of two infinities too
    if (analytic != analytic || numeric != numeric) return analytic != analytic ? analytic : numeric;
    const double d = analytic - numeric;
    return d < 0 ? -d : d;
  }
  /// 1 is just allowed.
  NABLA_COLD constexpr double excess() const { return difference() != difference() ? 1e300 : (allowed > 0 ? difference() / allowed : (difference() > 0 ? 1e300 : 0)); }
  /// "x", "W(3, 1)", "f(2) by x"
  NABLA_COLD report_text name() const {
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
  report_list<checked_entry> entries;  ///< wrong ones first, by their difference over what is allowed
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
  // clang-format off
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, bool), "nabla: a report is true or false where it is asked, if (report); as a bool it is static_cast<bool>(report)")
#define NABLA_DETAIL_REPORT_IS_NO_NUMBER "nabla: a report is no number: if (report) asks it, report.largest_error is one"
  NABLA_DETAIL_REFUSED_CONVERSION(__is_same(To, double), NABLA_DETAIL_REPORT_IS_NO_NUMBER)
#if !defined(__clang__)  // which compares what it converts
#define NABLA_DETAIL_REPORT_NOT_COMPARED(self, sign) friend no<sentence{NABLA_DETAIL_REPORT_IS_NO_NUMBER}> operator sign(const self&, double) { __builtin_unreachable(); }
  NABLA_DETAIL_EACH_COMPARISON(NABLA_DETAIL_REPORT_NOT_COMPARED, gradient_report)
#undef NABLA_DETAIL_REPORT_NOT_COMPARED
#endif
#undef NABLA_DETAIL_REPORT_IS_NO_NUMBER
  // clang-format on
};

/// Is entry a worse than b, or as bad and stood before it?
NABLA_COLD constexpr bool is_before(const checked_entry* entries, int a, int b) {
  if (entries[a].outcome != entries[b].outcome) return entries[a].outcome > entries[b].outcome;
  const double x = entries[a].excess(), y = entries[b].excess();
  return x > y || (x == y && a < b);
}

/// Puts the worst entries first and counts.
NABLA_COLD constexpr void finish(gradient_report& r) {
  const int n = static_cast<int>(r.entries.size());
  // numbers are sorted (D. L. Shell, A high-speed sorting procedure, CACM 2 (1959)), equal ones stay in their order; std::sort would cost an include
  const checked_entry* entries = r.entries.data();
  list<int> order(n);
  for (int i = 0; i < n; ++i) order.data[i] = i;
  for (int gap = n / 2; gap > 0; gap = gap == 2 ? 1 : gap * 4 / 9)
    for (int i = gap; i < n; ++i)
      for (int k = i, moving = order.data[i]; k >= gap && is_before(entries, moving, order.data[k - gap]); k -= gap) {
        order.data[k] = order.data[k - gap];
        order.data[k - gap] = moving;
      }
  report_list<checked_entry> sorted;
  for (int i = 0; i < n; ++i) sorted.add() = static_cast<checked_entry&&>(r.entries[static_cast<std::size_t>(order.data[i])]);
  r.entries = static_cast<report_list<checked_entry>&&>(sorted);
  r.checked = n;
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
  if (!__builtin_is_constant_evaluated()) r.worst = first.name();
  r.outcome = first.outcome;
  r.reason = first.reason;
  r.analytic = first.analytic;
  r.numeric = first.numeric;
  const double a = first.analytic < 0 ? -first.analytic : first.analytic, b = first.numeric < 0 ? -first.numeric : first.numeric;
  constexpr double most = std::numeric_limits<double>::max();
  r.largest_error = first.difference() == 0 ? 0 : (first.difference() <= most && a <= most && b <= most ? first.difference() / (a > b ? a : b) : first.difference());
}

}  // namespace nabla::detail

namespace nabla {
using detail::checked_entry, detail::gradient_report;
}
