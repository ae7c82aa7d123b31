// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/blocks.hpp>

namespace nabla::detail {

/// The number of segments of K rows, the last of which may be shorter.
template <extent Rows, int K>
struct segment_count {
  static constexpr numbered_text name{"segments", Rows, K};
  static constexpr dimension_info info{name.text, key_of(name.text), Rows.name, Rows.more, K};
  static constexpr extent size = [] {
    if (!Rows.is_named()) return extent((Rows.size + K - 1) / K);
    extent e(extent::of_name);
    e.name = &info;
    return e;
  }();
};

template <extent Rows, int Columns, int K>
struct joined_segments_rule;

/// A column for each segment of K rows: these one behind the other, and how many they are; where rows are missing the last one again. N × c to (K c + 1) × segments.
template <extent Rows, int Columns, int K, bool Counted>
struct segments_rule : matrix_function<1> {  // internal
  static constexpr numbered_text name{Counted ? "segments" : "segments_of_cotangents", Rows, Columns, K};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(K * Columns + 1, segment_count<Rows, K>::size)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, Rows, Columns>{}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<joined_segments_rule<Rows, Columns, K>>(d)); }
  static constexpr void kernel(const auto& to, const auto& a) {
    using T = scalar_of<std::remove_cvref_t<decltype(to)>>;
    const std::ptrdiff_t n = a.rows();
    for (std::ptrdiff_t s = 0; s < to.columns(); ++s) {
      for (std::ptrdiff_t j = 0; j < K; ++j)
        for (std::ptrdiff_t i = 0; i < Columns; ++i) to(j * Columns + i, s) = a(s * K + j < n ? s * K + j : n - 1, i);
      to(K * Columns, s) = T(Counted ? static_cast<int>(n - s * K < K ? n - s * K : K) : 0);
    }
  }
};
/// The rows of the segments: (K c + 1) × segments to N × c.
template <extent Rows, int Columns, int K>
struct joined_segments_rule : matrix_function<1> {  // internal
  static constexpr numbered_text name{"joined_segments", Rows, Columns, K};
  static constexpr const char* text = name.text;
  static constexpr inferred_shape infer(const shape*) { return {matrix_shape(Rows, Columns)}; }
  template <int I>
  static constexpr auto operand() { return placeholder<0, K * Columns + 1, segment_count<Rows, K>::size>{}; }
  static constexpr auto pullbacks(auto, auto, auto d) { return pullback(call<segments_rule<Rows, Columns, K, false>>(d)); }
  static constexpr void kernel(const auto& to, const auto& a) {
    for (std::ptrdiff_t t = 0; t < to.rows(); ++t)
      for (std::ptrdiff_t i = 0; i < to.columns(); ++i) to(t, i) = a(t % K * Columns + i, t / K);
  }
};

}  // namespace nabla::detail
