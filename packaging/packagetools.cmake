# Read by CPack before each package is made. Without these programs CPack still makes a .deb, but one that names
# too few dependencies and does not start where it is installed; so their absence is an error.
if(CPACK_GENERATOR STREQUAL "DEB")
    foreach(tool IN ITEMS file dpkg-shlibdeps dpkg-deb fakeroot gzip)
        find_program(program_${tool} ${tool} NO_CACHE)
        if(NOT program_${tool})
            list(APPEND missing ${tool})
        endif()
    endforeach()
    if(missing)
        list(JOIN missing ", " missing)
        message(FATAL_ERROR "A Debian package cannot be made here without: ${missing}. `packaging/deps --package` installs them.")
    endif()
endif()
