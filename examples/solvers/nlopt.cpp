// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
// NLopt: a smallest area under two constraints.
#include "solvers.hpp"

#include <nabla/nlopt.hpp>

#include <nlopt.hpp>

#include <cmath>
#include <iostream>
#include <vector>

namespace solvers {

bool constrained_with_nlopt() {
  using namespace nabla;
  //! [can]
  constexpr auto radius = var<"radius">;
  constexpr auto height = var<"height">;
  constexpr auto volume = data<"volume">;

  // A can of one litre with the least tin, and not lower than wide.
  nlopt_function tin(2_c * radius * (radius + height), wrt(radius, height));
  nlopt_function holds(radius * radius * height - volume, wrt(radius, height), at(volume = 1.0 / 3.141592653589793));
  nlopt_function tall(2_c * radius - height, wrt(radius, height));

  nlopt::opt solver(nlopt::LD_SLSQP, tin.size());
  solver.set_lower_bounds(0);
  solver.set_xtol_rel(1e-10);
  tin.minimise(solver);
  holds.keep_zero(solver);
  tall.keep_negative(solver);
  std::vector<double> x{1, 1};
  double least = 0;
  solver.optimize(x, least);
  //! [can]
  std::cout << "nlopt::LD_SLSQP             radius " << x[0] << ", height " << x[1] << ", " << solver.get_numevals() << " evaluations\n";
  return std::abs(x[1] - 2 * x[0]) < 1e-6 && std::abs(x[0] - std::cbrt(1 / (2 * 3.141592653589793))) < 1e-6;
}

}  // namespace solvers
