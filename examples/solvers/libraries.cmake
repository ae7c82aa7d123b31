# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Files named after a library are there where the library is.
foreach(pair IN ITEMS "ceres Ceres::ceres" "nlopt nabla_nlopt")
  string(REPLACE " " ";" pair "${pair}")
  list(GET pair 0 file)
  list(GET pair 1 library)
  if(TARGET ${library})
    list(APPEND libraries ${library})
    string(TOUPPER "NABLA_HAS_${file}" has)
    list(APPEND found ${has})
  else()
    list(REMOVE_ITEM parts "${folder}/${file}.cpp")
  endif()
endforeach()
