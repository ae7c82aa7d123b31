// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0

// With the instructions that every machine of its kind has: on x86-64 without a fused multiply-add.

#include "support/accuracy.hpp"
