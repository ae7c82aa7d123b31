// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// What records and goes back: where a tape fits into memory.
#pragma once

#include "tool.hpp"
#ifdef NABLA_HAS_SACADO
#include "sacado.hpp"
#endif
#ifdef NABLA_HAS_ADOLC
#include "adolc.hpp"
#endif
#ifdef NABLA_HAS_CPPAD
#include "cppad.hpp"
#endif
#ifdef NABLA_HAS_CODIPACK
#include "codipack.hpp"
#endif
#ifdef NABLA_HAS_ADEPT
#include "adept.hpp"
#endif
#ifdef NABLA_HAS_AUTODIFF
#include "autodiff.hpp"
#endif

namespace benchmarks {

template <class Workload> static void add_group([[maybe_unused]] contest<typename Workload::input>& all) {
  if constexpr (partials_of<Workload> <= 20'000) {
#ifdef NABLA_HAS_SACADO
    enter_tool<sacado_reverse, Workload>(all, "Sacado Rad");
#endif
#ifdef NABLA_HAS_CODIPACK
    enter_tool<codipack, Workload>(all, "CoDiPack");
#endif
#ifdef NABLA_HAS_ADEPT
    enter_tool<adept_tape, Workload>(all, "Adept");
#endif
#ifdef NABLA_HAS_AUTODIFF
    enter_tool<autodiff_reverse, Workload>(all, "autodiff");
#endif
#ifdef NABLA_HAS_CPPAD
    if constexpr (recorded_once<Workload>) enter_tool<cppad_reused, Workload>(all, "CppAD, tape reused");
    enter_tool<cppad_retaped, Workload>(all, "CppAD, re-taped");
#endif
#ifdef NABLA_HAS_ADOLC
    if constexpr (recorded_once<Workload>) enter_tool<adolc_reused, Workload>(all, "ADOL-C, tape reused");
    enter_tool<adolc_retaped, Workload>(all, "ADOL-C, re-taped");
#endif
  }
}

}  // namespace benchmarks
