// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With the registers that every machine of its kind has.

#include "support/loop_sizes.hpp"
#include "support/small_products.hpp"
