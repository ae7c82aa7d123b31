// SPDX-FileCopyrightText: 2026 The nabla authors
// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace recorded {

// Each prints what it found, and returns whether that is right.
bool adjust_bundle();    ///< in Ceres, where it is installed, with nabla's derivatives and with its own
bool reach_with_the_arm();  ///< Gauss-Newton with the Jacobian of an arm of six links
bool track_with_kalman();
bool swing_the_pendulum();
bool price_the_option();
bool slide_with_friction();

}  // namespace recorded
