// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <nabla/graph/build/builder.hpp>
#include <nabla/print/latex.hpp>
#include <nabla/print/text.hpp>

namespace nabla::detail {

inline std::string to_string(built_expression f) { return text_of_facts(f.of()); }
inline std::string to_latex(built_expression f) { return latex_of_facts(f.of()); }
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, built_expression f) { return out << to_string(f); }

}  // namespace nabla::detail
