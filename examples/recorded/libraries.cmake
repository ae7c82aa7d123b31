# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
if(TARGET Ceres::ceres)
  set(libraries Ceres::ceres)
  set(found NABLA_HAS_CERES)
endif()
