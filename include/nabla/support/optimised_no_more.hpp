// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// No #pragma once: ends what optimised.hpp began.
#ifdef NABLA_DETAIL_OPTIMISED_APART
#pragma GCC pop_options
#endif
