// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit.hpp"

namespace models {

// Each checks its gradient, trains and measures, the same in every run; one file each.
fit logistic_regression();
fit ridge_regression();
fit lasso_regression();
fit softmax_regression_of_iris();
fit softmax_regression_of_digits();
fit two_layer_network();
fit gaussian();

}  // namespace models
