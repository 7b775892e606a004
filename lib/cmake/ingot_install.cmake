# Install rules: the targets and their CMake package, the public headers and the pkg-config file.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ingot)

install(TARGETS ingot_core ingot ingot_c EXPORT ingot_targets)
install(EXPORT ingot_targets NAMESPACE ingot:: FILE ingot-targets.cmake DESTINATION ${package_dir})

# A component keeps what only its own sources include in its detail/.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ingot DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/ingot DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.hpp" PATTERN "detail" EXCLUDE)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/capi/include/ingot DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h")

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/ingot-config.cmake.in
    ${PROJECT_BINARY_DIR}/ingot-config.cmake INSTALL_DESTINATION ${package_dir})
# Until 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/ingot-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/ingot-config.cmake ${PROJECT_BINARY_DIR}/ingot-config-version.cmake
        DESTINATION ${package_dir})

# A .pc file moves with its prefix only when it names its directories relative to itself.
set(pc_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
    set(pc_prefix ${CMAKE_INSTALL_PREFIX})
    set(pc_libdir ${CMAKE_INSTALL_FULL_LIBDIR})
    set(pc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
else()
    file(RELATIVE_PATH up /${pc_dir} /)
    string(REGEX REPLACE "/$" "" up "${up}")
    set(pc_prefix "\${pcfiledir}/${up}")
    set(pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
    set(pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
# A shared library brings its dependencies; whoever links the archive names them, static or not.
if(BUILD_SHARED_LIBS)
    set(pc_requires Requires.private)
    set(pc_threads "")
else()
    set(pc_requires Requires)
    set(pc_threads " -pthread")
endif()
configure_file(${CMAKE_CURRENT_LIST_DIR}/ingot.pc.in ${PROJECT_BINARY_DIR}/ingot.pc @ONLY)
configure_file(${CMAKE_CURRENT_LIST_DIR}/ingot-cpp.pc.in ${PROJECT_BINARY_DIR}/ingot-cpp.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/ingot.pc ${PROJECT_BINARY_DIR}/ingot-cpp.pc DESTINATION ${pc_dir})
