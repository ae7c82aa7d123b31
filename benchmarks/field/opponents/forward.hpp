// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
//
// Types that carry derivatives forwards: where there are few.
// Each group has its own add_group, which others must not be taken for: static.
#pragma once

#include "eigen.hpp"
#ifdef NABLA_HAS_CERES
#include "ceres.hpp"
#endif
#ifdef NABLA_HAS_BOOST_MATH
#include "boost.hpp"
#endif
#ifdef NABLA_HAS_SACADO
#include "sacado.hpp"
#endif

namespace benchmarks {

template <class Workload> static void add_group([[maybe_unused]] contest<typename Workload::input>& all) {
  if constexpr (partials_of<Workload> <= 100) {
#ifdef NABLA_HAS_CERES
    enter_tool<ceres_jet, Workload>(all, "Ceres Jet");
#endif
    enter_tool<eigen_forward, Workload>(all, "Eigen AutoDiffScalar");
#ifdef NABLA_HAS_SACADO
    enter_tool<sacado_forward, Workload>(all, "Sacado SFad");
#endif
#ifdef NABLA_HAS_BOOST_MATH
    enter_tool<boost_forward, Workload>(all, "Boost autodiff");
#endif
  }
}

}  // namespace benchmarks
