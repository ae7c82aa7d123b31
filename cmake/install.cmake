# SPDX-FileCopyrightText: 2026 The nabla authors
# SPDX-License-Identifier: BSL-1.0
# Headers, the CMake package, files for pkg-config, and in a build of nabla alone the target that takes them away again.
include(CMakePackageConfigHelpers)
set(nabla_package_dir "${CMAKE_INSTALL_DATADIR}/cmake/nabla")
install(DIRECTORY include/nabla DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.hpp" PATTERN "*.cppm")
install(FILES LICENSE CHANGELOG.md CITATION.cff DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(TARGETS nabla EXPORT nablaTargets)
install(EXPORT nablaTargets NAMESPACE nabla:: DESTINATION "${nabla_package_dir}")
# Sets of their own, so that a project without Boost or Eigen can still load the rest.
install(TARGETS nabla_hana EXPORT nablaHanaTargets)
install(EXPORT nablaHanaTargets NAMESPACE nabla:: DESTINATION "${nabla_package_dir}")
install(TARGETS nabla_eigen EXPORT nablaEigenTargets)
install(EXPORT nablaEigenTargets NAMESPACE nabla:: DESTINATION "${nabla_package_dir}")
configure_package_config_file(cmake/nablaConfig.cmake.in nablaConfig.cmake INSTALL_DESTINATION "${nabla_package_dir}")
write_basic_package_version_file(nablaConfigVersion.cmake COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/nablaConfig.cmake" "${CMAKE_CURRENT_BINARY_DIR}/nablaConfigVersion.cmake"
        DESTINATION "${nabla_package_dir}")

# The prefix is found from where the file lies, so that the tree can be moved.
set(nabla_pkgconfig_dir "${CMAKE_INSTALL_DATADIR}/pkgconfig")
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}" OR IS_ABSOLUTE "${nabla_pkgconfig_dir}")
  set(nabla_pc_includedir "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
  file(RELATIVE_PATH nabla_pc_includedir "/${nabla_pkgconfig_dir}" "/${CMAKE_INSTALL_INCLUDEDIR}")
  set(nabla_pc_includedir "\${pcfiledir}/${nabla_pc_includedir}")
endif()
foreach(name IN ITEMS nabla nabla-eigen)
  configure_file(cmake/${name}.pc.in ${name}.pc @ONLY)
  install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${name}.pc" DESTINATION "${nabla_pkgconfig_dir}")
endforeach()

if(PROJECT_IS_TOP_LEVEL AND NOT TARGET uninstall)
  add_custom_target(uninstall COMMAND "${CMAKE_COMMAND}" -P "${CMAKE_CURRENT_LIST_DIR}/uninstall.cmake" VERBATIM)
endif()
