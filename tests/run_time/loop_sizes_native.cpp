// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With all that this machine has, such as AVX-512.

#include "support/loop_sizes.hpp"
#include "support/product_sizes.hpp"
#include "support/small_products.hpp"
