// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// Solvers that people already have, with nabla's derivatives. One file each; what is not installed is left out.
#include "solvers.hpp"

#include <iostream>

int main() {
  bool right = solvers::fit_with_eigen();
  right = solvers::newton_with_eigen() && right;
#ifdef NABLA_HAS_CERES
  right = solvers::fit_with_ceres() && right;
#else
  std::cout << "ceres::Solve                left out: Ceres Solver is not installed\n";
#endif
#ifdef NABLA_HAS_NLOPT
  right = solvers::constrained_with_nlopt() && right;
#else
  std::cout << "nlopt::LD_SLSQP             left out: NLopt is not installed\n";
#endif
  return right ? 0 : 1;
}
