# The manual pages, and what shells load to complete cairn-cli: the program writes them from its table of commands.
if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    return() # it cannot be asked here
endif()
set(words ${CMAKE_CURRENT_BINARY_DIR}/words)
file(MAKE_DIRECTORY ${words})
configure_file(${resources}/cairn.1.in ${words}/cairn.1 @ONLY)
add_custom_command(OUTPUT ${words}/cairn-cli.1 ${words}/cairn-cli ${words}/_cairn-cli ${words}/cairn-cli.fish
    COMMAND cairn-cli manual > ${words}/cairn-cli.1
    COMMAND cairn-cli completion bash > ${words}/cairn-cli
    COMMAND cairn-cli completion zsh > ${words}/_cairn-cli
    COMMAND cairn-cli completion fish > ${words}/cairn-cli.fish
    DEPENDS cairn-cli VERBATIM)
set(manuals ${words}/cairn.1 ${words}/cairn-cli.1)
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM) # -n leaves out the time, so two builds are the same
    foreach(manual IN LISTS manuals)
        add_custom_command(OUTPUT ${manual}.gz COMMAND ${GZIP_PROGRAM} -9nkf ${manual} DEPENDS ${manual} VERBATIM)
    endforeach()
    list(TRANSFORM manuals APPEND .gz)
endif()
add_custom_target(cairn-words ALL DEPENDS ${manuals} ${words}/cairn-cli ${words}/_cairn-cli ${words}/cairn-cli.fish)

install(FILES ${manuals} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${words}/cairn-cli DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${words}/_cairn-cli DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${words}/cairn-cli.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
