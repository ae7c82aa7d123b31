# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
list(APPEND libraries Threads::Threads)
if(TARGET OpenCL::OpenCL)
  list(APPEND libraries OpenCL::OpenCL)
  list(APPEND found NABLA_HAS_OPENCL)
else()
  list(REMOVE_ITEM parts "${folder}/opencl.cpp")
endif()
