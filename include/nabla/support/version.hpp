// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// The version: CMake reads it from here, so that it stands once.
#define NABLA_VERSION_MAJOR 0
#define NABLA_VERSION_MINOR 1
#define NABLA_VERSION_PATCH 0

/// The version as one number to compare: #if NABLA_VERSION >= 10203 is "1.2.3 or newer".
#define NABLA_VERSION (NABLA_VERSION_MAJOR * 10000 + NABLA_VERSION_MINOR * 100 + NABLA_VERSION_PATCH)

#define NABLA_DETAIL_TEXT_OF(number) #number
#define NABLA_DETAIL_VERSION_TEXT(major, minor, patch) NABLA_DETAIL_TEXT_OF(major) "." NABLA_DETAIL_TEXT_OF(minor) "." NABLA_DETAIL_TEXT_OF(patch)
/// The version as a literal: "1.2.3".
#define NABLA_VERSION_STRING NABLA_DETAIL_VERSION_TEXT(NABLA_VERSION_MAJOR, NABLA_VERSION_MINOR, NABLA_VERSION_PATCH)
