// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// What a training loop needs around the gradient: parameters as one vector, how they start, move and are kept, batches, and pictures of how it went.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/eigen.hpp>
#include <nabla/train/batches.hpp>
#include <nabla/train/dropout.hpp>
#include <nabla/train/early_stopping.hpp>
#include <nabla/train/evaluator.hpp>
#include <nabla/train/initialise.hpp>
#include <nabla/train/optimisers.hpp>
#include <nabla/train/picture.hpp>
#include <nabla/train/progress.hpp>
#include <nabla/train/rates.hpp>
#include <nabla/train/save.hpp>

#include <nabla/support/macros_back.hpp>
#endif
