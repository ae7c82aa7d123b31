// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// No #pragma once: what stands between this and optimised_no_more.hpp runs, and g++ optimises it without its optimiser, too; see compiler.hpp.
#ifdef NABLA_DETAIL_OPTIMISED_APART
#pragma GCC push_options
#pragma GCC optimize("O1", "inline", "inline-small-functions")
#endif
