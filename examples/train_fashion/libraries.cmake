# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# CLI11 and zlib it needs; MPI lets many processes train one network.
if(NOT TARGET CLI11::CLI11 OR NOT TARGET ZLIB::ZLIB)
  set(left_out "CLI11 or zlib is missing (scripts/dependencies training)")
endif()
list(APPEND libraries CLI11::CLI11 ZLIB::ZLIB Threads::Threads)
if(TARGET MPI::MPI_CXX)
  list(APPEND libraries MPI::MPI_CXX)
  list(APPEND found NABLA_HAS_MPI)
endif()
