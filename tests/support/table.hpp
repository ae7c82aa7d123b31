// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/rules/list.hpp>

namespace test {

template <class List>
inline constexpr int length = 0;
template <class... Rules>
inline constexpr int length<nabla::rule_list<Rules...>> = sizeof...(Rules);

}  // namespace test
