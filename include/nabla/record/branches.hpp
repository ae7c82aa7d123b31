// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/record/results.hpp>

#include <type_traits>

namespace nabla::detail {

/// where(c, [&] { return …; }, [&] { return …; }): both arms are written down and merged on the spot, so that the branches of one after another do not
/// multiply. An arm returns what a recorded function may return, and changes nothing outside of it.
template <class C, class A, class B>
constexpr auto choose_recorded(const C& c, A if_it_holds, B otherwise) {
  using R = std::remove_cvref_t<decltype(if_it_holds())>;
  static_assert(!std::is_void_v<R>, "nabla: an arm of where(c, [&] { ... }, [&] { ... }) returns its value; what it assigned would stay assigned");
  using result = std::conditional_t<RecordedResult<R>, recorded, R>;
  recorder* r = c.to;
  if (r == nullptr) return detail::known_value(c) != 0 ? result(if_it_holds()) : result(otherwise());
  const auto record = [r](auto& arm, const decision& given) {
    return detail::follow_all_paths_where(*r, given, [&](list<int>& nodes) { detail::add_results(*r, arm(), nodes); });
  };
  const list<int> first = record(if_it_holds, {c.node, true}), second = record(otherwise, {c.node, false});
  result merged{};
  int k = 0;
  detail::for_each_result(merged, [&](auto& one) {
    static_assert(is_recorded<std::remove_cvref_t<decltype(one)>>, "nabla: the arms of where(c, [&] { ... }, [&] { ... }) return recorded numbers: T(0.5) for 0.5 among several");
    if (k < first.size && k < second.size) one = recorded(r, r->make(operation_of<where_rule>, c.node, first.data[k], second.data[k]));
    ++k;
  });
  return merged;
}

}  // namespace nabla::detail
