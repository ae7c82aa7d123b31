// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// The standard library's headers leave this class to the library, which leaves it out: its functions are always inlined, but for what clang compiles without its passes.
#include <memory>

template class std::allocator<char>;
