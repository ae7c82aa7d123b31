// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/check/report.hpp>

namespace nabla::detail {

/// What the wrong entries have in common, if a mistake that is often made explains all of them.
class hint_finder {
 public:
  constexpr explicit hint_finder(const gradient_report& report) : r(report) {}

  NABLA_COLD constexpr const char* find() const {
    if (r.wrong == 0) return "";
    if (explains(mistake::zero)) return "the derivative is zero where it must not be";
    if (explains(mistake::factor, -1)) return "the sign is wrong";
    if (explains(mistake::factor, 2)) return "twice what it has to be: a factor 2";
    if (explains(mistake::factor, 0.5)) return "half of what it has to be: a factor 2";
    if (r.wrong > 1 && explains(mistake::transposed)) return "transposed";
    if (r.wrong > 1 && (explains(mistake::shifted, 1) || explains(mistake::shifted, -1))) return "shifted by one entry";
    if (explains(mistake::in_float)) return "as exact as a float: computed in float in place of double";
    if (r.wrong > 2 && r.entries[0].numeric != 0 && explains(mistake::factor, r.entries[0].analytic / r.entries[0].numeric)) return "all entries are off by the same factor";
    return "";
  }

 private:
  enum class mistake {
    zero,
    factor,
    transposed,
    shifted,
    in_float
  };

  static constexpr double size(double a) { return a < 0 ? -a : a; }
  NABLA_COLD static constexpr bool near(double a, double b) { return size(a - b) <= 1e-6 * (size(a) > size(b) ? size(a) : size(b)); }

  /// All of the wrong entries; of shifted ones most, since those at the ends have no neighbour.
  NABLA_COLD constexpr bool explains(mistake kind, double number = 0) const {
    std::ptrdiff_t n = 0;
    for (const checked_entry& e : r.entries) {
      constexpr double most = 1e300;
      if (e.outcome != outcome::fail || !(size(e.analytic) < most && size(e.numeric) < most)) continue;
      switch (kind) {
        case mistake::zero: n += e.analytic == 0; break;
        case mistake::factor: n += e.numeric != 0 && near(e.analytic, number * e.numeric); break;
        case mistake::transposed: n += (e.row != e.column && is_value_of(e, find(e, e.column, e.row))) || (e.output >= 0 && e.output != e.index && is_value_of(e, find_mirrored(e))); break;
        case mistake::shifted: n += is_value_of(e, find_index(e, e.index + static_cast<std::ptrdiff_t>(number))); break;
        case mistake::in_float: n += e.difference() < 1e-6 * size(e.numeric) && size(e.analytic) < 1e38; break;
      }
    }
    return kind == mistake::shifted ? 4 * n >= 3 * r.wrong : n == r.wrong;
  }
  NABLA_COLD static constexpr bool is_value_of(const checked_entry& e, const checked_entry* other) { return other != nullptr && near(e.analytic, other->numeric); }
  NABLA_COLD constexpr const checked_entry* find(const checked_entry& beside, std::ptrdiff_t row, std::ptrdiff_t column) const {
    for (const checked_entry& e : r.entries)
      if (e.row == row && e.column == column && is_same_block(e, beside)) return &e;
    return nullptr;
  }
  NABLA_COLD constexpr const checked_entry* find_index(const checked_entry& beside, std::ptrdiff_t number) const {
    for (const checked_entry& e : r.entries)
      if (e.index == number && is_same_block(e, beside)) return &e;
    return nullptr;
  }
  /// Across the diagonal of a Jacobian.
  NABLA_COLD constexpr const checked_entry* find_mirrored(const checked_entry& entry) const {
    for (const checked_entry& e : r.entries)
      if (e.output == entry.index && e.index == entry.output && is_same_symbol(e, entry)) return &e;
    return nullptr;
  }
  NABLA_COLD static constexpr bool is_same_block(const checked_entry& a, const checked_entry& b) { return a.output == b.output && is_same_symbol(a, b); }
  NABLA_COLD static constexpr bool is_same_symbol(const checked_entry& a, const checked_entry& b) {
    const char *p = a.symbol, *q = b.symbol;
    for (; *p != '\0' && *p == *q; ++p) ++q;
    return *p == *q;
  }

  const gradient_report& r;
};

}  // namespace nabla::detail
