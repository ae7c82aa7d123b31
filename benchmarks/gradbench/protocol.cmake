# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# The library gradbench_protocol, where nlohmann-json is installed: the benchmarks and a test take it.
find_path(NLOHMANN_JSON_INCLUDE_DIR nlohmann/json.hpp)
mark_as_advanced(NLOHMANN_JSON_INCLUDE_DIR)
if(NLOHMANN_JSON_INCLUDE_DIR AND NOT TARGET gradbench_protocol)
  set(gradbench "${PROJECT_SOURCE_DIR}/benchmarks/gradbench")
  add_library(gradbench_protocol STATIC EXCLUDE_FROM_ALL "${gradbench}/support/value.cpp" "${gradbench}/support/protocol.cpp")
  target_link_libraries(gradbench_protocol PRIVATE nabla_warnings)
  target_include_directories(gradbench_protocol SYSTEM PRIVATE "${NLOHMANN_JSON_INCLUDE_DIR}")
  target_include_directories(gradbench_protocol PUBLIC "${gradbench}")
  target_compile_features(gradbench_protocol PUBLIC cxx_std_20)
endif()
