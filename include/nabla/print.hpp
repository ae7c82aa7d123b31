// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

// To read and to look at: text, LaTeX, C, and the computational graph for Graphviz.

#include <nabla/support/compiler.hpp>
#ifdef NABLA_DETAIL_COMPILER_WILL_DO
#include <nabla/support/macros_away.hpp>

#include <nabla/nabla.hpp>  // first, see there

#include <nabla/print/dot.hpp>
#include <nabla/print/languages/c.hpp>
#include <nabla/print/languages/cuda.hpp>
#include <nabla/print/languages/opencl.hpp>
#include <nabla/print/latex.hpp>
#include <nabla/print/results.hpp>
#include <nabla/print/stream.hpp>
#include <nabla/print/text.hpp>

#include <nabla/support/macros_back.hpp>
#endif
