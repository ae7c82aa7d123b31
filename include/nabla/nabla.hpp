// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// Symbols, rules, derivatives, and their evaluation on numbers and in constant expressions.

#include <nabla/evaluate/evaluator.hpp>
#include <nabla/expression/constant.hpp>
#include <nabla/rules/elementary.hpp>
#include <nabla/rules/matrix.hpp>
#include <nabla/rules/neural.hpp>
#include <nabla/rules/pieces.hpp>
