// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace nabla::detail {

/// `found_by_its_operands f, g;` says that f and g are functions of nabla, which are called before they are declared and found by their operands.
/// Without any function of that name the compiler would look for it outside of nabla too, and take a user's function object, namespace or type.
/// What is declared so takes what nobody has.
struct declared_below;
using found_by_its_operands = void(const declared_below&);

}  // namespace nabla::detail
