# cairn_windows_resources(TARGET DESCRIPTION): icon, version and manifest of a program.
enable_language(RC)
function(cairn_windows_resources target description)
    string(REPLACE . , numbers ${PROJECT_VERSION}.0)
    configure_file(windows/program.rc.in ${target}.rc @ONLY)
    target_sources(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc)
    set_property(SOURCE ${CMAKE_CURRENT_BINARY_DIR}/${target}.rc APPEND PROPERTY OBJECT_DEPENDS
        ${CMAKE_CURRENT_SOURCE_DIR}/windows/program.manifest)
    if(MSVC)
        target_link_options(${target} PRIVATE /MANIFEST:NO) # this one is all
    endif()
endfunction()
