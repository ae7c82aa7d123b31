// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/evaluate/derivatives/along.hpp>
#include <nabla/evaluate/points/vmap.hpp>

namespace nabla::detail {

/// Products of derivatives at many points, each along a direction of its own, or all along one; perhaps into(…) and threads(…).
template <class Mapped>
struct NABLA_DETAIL_ASKS mapped_along : takes_a_direction {
  using takes_a_direction::operator();
  template <class... Arguments>
  static constexpr bool is_right = Mapped::template are_arguments<Arguments...> && std::is_same_v<typename Mapped::template wrong<Arguments...>, refused_result>;

  template <class... A, class... B, class... More>
    requires(is_right<A..., tangent_binding<B>..., More...> && (!is_output_targets<More> && ...))
  NABLA_DETAIL_RESULT constexpr auto operator()(const point<A...>& where, const direction<B...>& how, const More&... more) const {
    return call_along([&](const auto&... b) { return Mapped{}(b..., more...); }, where, how);
  }
  template <class... A, class... B, class... More>
    requires(is_right<A..., tangent_binding<B>..., More...> && (is_output_targets<More> || ...))
  constexpr auto operator()(const point<A...>& where, const direction<B...>& how, const More&... more) const {
    return call_along([&](const auto&... b) { return Mapped{}(b..., more...); }, where, how);
  }
  template <class... A, class... B, class... More>
    requires(Mapped::template are_arguments<More...> && !is_right<A..., tangent_binding<B>..., More...>)
  constexpr typename Mapped::template wrong<A..., tangent_binding<B>..., More...> operator()(const point<A...>&, const direction<B...>&, const More&...) const {
    NABLA_DETAIL_NO_RESULT;
  }
};

template <class T, class Tag, class F, bool Value, class Wrt>
constexpr auto type_of_mapped_along(request_of<F, Value, Wrt>) {
  using mapped = mapped_request<F, Value, Wrt, T, decltype(backend_of_points(Tag{}, 0))>;
  if constexpr (mapped::exists()) return std::type_identity<mapped_along<mapped>>();
  else return type_of_mapped<mapped>();
}
template <class T, class Tag, class Along>
using mapped_along_or_wrong = typename decltype(type_of_mapped_along<T, Tag>(typename Along::request()))::type;

/// jvp() and hvp() at many points: `vmap(jvp(f, wrt(x, y)))(at(x = many, y = 0.7), along(x = 1.0, y = directions))`.
template <class T = double, class Tag = points_tag, class Along>
  requires(__is_base_of(request_along<typename Along::request>, Along))
constexpr mapped_along_or_wrong<T, Tag, Along> vmap(Along) {
  if constexpr (is_no_result<mapped_along_or_wrong<T, Tag, Along>>) NABLA_DETAIL_NO_RESULT;
  else return {};
}

}  // namespace nabla::detail

namespace nabla {
using detail::vmap;
}
