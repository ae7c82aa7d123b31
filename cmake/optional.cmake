# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Libraries that some tests and examples use where they are installed; scripts/dependencies solvers, training, mpi and opencl installs them. None is part of nabla.
find_package(Ceres QUIET)
# NLopt's package for C++ has no CMake target of its own on Debian, so its parts are looked for.
find_path(NLOPT_INCLUDE nlopt.hpp)
find_library(NLOPT_LIBRARY NAMES nlopt_cxx nlopt)
mark_as_advanced(NLOPT_INCLUDE NLOPT_LIBRARY)
if(NLOPT_INCLUDE AND NLOPT_LIBRARY)
  add_library(nabla_nlopt INTERFACE)
  target_include_directories(nabla_nlopt SYSTEM INTERFACE "${NLOPT_INCLUDE}")
  target_link_libraries(nabla_nlopt INTERFACE "${NLOPT_LIBRARY}")
endif()
find_package(Threads REQUIRED)
find_package(CLI11 QUIET)
find_package(ZLIB QUIET)
find_package(MPI QUIET COMPONENTS CXX)
find_package(OpenCL QUIET)
foreach(library IN ITEMS Ceres::ceres nabla_nlopt)
  if(NOT TARGET ${library})
    message(STATUS "left out: what uses ${library} (scripts/dependencies solvers)")
  endif()
endforeach()
