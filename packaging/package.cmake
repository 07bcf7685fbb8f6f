# Packages by CPack: `packaging/deb` on Debian and Ubuntu, elsewhere `cmake --build --preset release --target package`.
#   Linux: .deb and .tar.gz · Windows: NSIS installer and .zip · macOS: .dmg
set(CAIRN_PACKAGE_RELEASE 1 CACHE STRING "Debian revision of the package: counts packages made of one version")
set(CPACK_PACKAGE_NAME cairn)
set(CPACK_PACKAGE_VENDOR "Cairn")
set(CPACK_PACKAGE_CONTACT "The Cairn developers <developers@cairn.app>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "notes that are always on your own disk first")
set(CPACK_PACKAGE_DESCRIPTION_FILE "${CMAKE_SOURCE_DIR}/packaging/debian/description")
set(CPACK_PACKAGE_VERSION "${PROJECT_VERSION}")
set(CPACK_PACKAGE_EXECUTABLES cairn "Cairn")
set(CPACK_RESOURCE_FILE_LICENSE "${CMAKE_SOURCE_DIR}/LICENSE")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PROJECT_CONFIG_FILE "${CMAKE_SOURCE_DIR}/packaging/packagetools.cmake")

# What Debian policy 12.5 and 12.7 want in every package. gzip -n leaves out the time, so two builds are the same.
function(cairn_debian_documents)
    find_program(GZIP_PROGRAM gzip)
    if(NOT GZIP_PROGRAM)
        return() # packagetools.cmake refuses to make a .deb without it
    endif()
    set(folder "${CMAKE_BINARY_DIR}/debian")
    string(TIMESTAMP CAIRN_PACKAGE_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC) # SOURCE_DATE_EPOCH is respected
    configure_file(packaging/debian/changelog.in "${folder}/changelog.Debian" @ONLY)
    execute_process(COMMAND ${GZIP_PROGRAM} -9nkf changelog.Debian WORKING_DIRECTORY "${folder}" COMMAND_ERROR_IS_FATAL ANY)
    install(FILES packaging/debian/copyright "${folder}/changelog.Debian.gz" DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/cairn)
endfunction()

if(WIN32)
    set(CPACK_GENERATOR NSIS ZIP)
    set(CPACK_PACKAGE_INSTALL_DIRECTORY "Cairn")
    set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
    set(CPACK_NSIS_MODIFY_PATH ON)
elseif(APPLE)
    set(CPACK_GENERATOR DragNDrop)
else()
    set(CPACK_GENERATOR DEB TGZ)
    set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
    set(CPACK_DEBIAN_PACKAGE_RELEASE "${CAIRN_PACKAGE_RELEASE}")
    set(CPACK_DEBIAN_PACKAGE_SECTION editors)
    set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
    # Loaded at run time, so the linker does not see it: the SQLite driver.
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite")
    set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnome-keyring | kwalletmanager, qt6-wayland")
    set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
    cairn_debian_documents()
endif()
include(CPack)
