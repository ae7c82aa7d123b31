// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>

namespace nabla::detail {

/// Lines of the table that to_text() writes, at most.
inline constexpr std::size_t most_lines = 10;

NABLA_COLD inline report_text to_text(const checked_entry& e) {
  report_text text(name_of(e.outcome));
  text.pad(10).append(e.name()).pad(24).append(e.analytic).pad(48).append(e.numeric).pad(72).append(e.difference(), 3).pad(84).append(e.allowed, 3);
  if (!e.kink.empty()) text.append("  ").append(e.kink);
  else if (*e.reason != '\0') text.append("  ").append(e.reason);
  return text;
}

/// A line that says it all, and where something is not right a table, the worst entries first.
NABLA_COLD inline report_text to_text(const gradient_report& r) {
  report_text text("gradient check: ");
  text.append(name_of(r.outcome)).append(", ").append(r.checked).append(" partial derivatives");
  if (r.checked < r.total) text.append(" of ").append(r.total);
  if (r.checked == 0) return text.append(": ").append(r.reason);
  text.append(", largest error ").append(r.largest_error, 3).append(" at ").append(r.worst).append(" (derivative ").append(r.analytic);
  text.append(", finite difference ").append(r.numeric).append(")");
  const auto count = [&](std::ptrdiff_t n, const char* what) {
    if (n > 0) text.append(", ").append(n).append(" ").append(what);
  };
  count(r.wrong, "wrong");
  count(r.undefined, "undefined");
  count(r.open, "undecided");
  count(r.jumps, "at a jump");
  count(r.kinks, "at a kink");
  if (*r.hint != '\0') text.append("; ").append(r.hint);
  if (r.outcome == outcome::pass) return text;
  report_text title("outcome");
  title.pad(10).append("entry").pad(24).append("analytic").pad(48).append("numeric").pad(72).append("difference").pad(84).append("allowed");
  text.append("\n  ").append(title);
  std::size_t lines = 0;
  for (const checked_entry& e : r.entries) {
    if (e.outcome == outcome::pass) break;
    if (lines++ == most_lines) {
      text.append("\n  and ").append(r.checked - static_cast<std::ptrdiff_t>(most_lines)).append(" more");
      break;
    }
    text.append("\n  ").append(to_text(e));
  }
  return text;
}

template <CharacterStream Stream>
Stream& operator<<(Stream& out, const checked_entry& e) {
  return out << to_text(e);
}
template <CharacterStream Stream>
Stream& operator<<(Stream& out, const gradient_report& r) {
  return out << to_text(r);
}

}  // namespace nabla::detail

namespace nabla {
using detail::to_text;
}
