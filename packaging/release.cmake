# How the programs that people install are built, beside being optimized: a fault in memory ends the program instead of
# obeying what was written there.
include(CheckCXXCompilerFlag)
include(CheckPIESupported)
check_pie_supported() # programs as well are loaded anywhere

add_compile_options($<$<CONFIG:Release>:-D_GLIBCXX_ASSERTIONS>)
add_compile_options($<$<CONFIG:Release>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release>:-D_FORTIFY_SOURCE=2>)
foreach(flag IN ITEMS -fstack-protector-strong -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
    string(MAKE_C_IDENTIFIER "CAIRN_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
        add_compile_options($<$<CONFIG:Release>:${flag}>)
    endif()
endforeach()
if(NOT APPLE)
    add_link_options($<$<CONFIG:Release>:-Wl,-z,relro> $<$<CONFIG:Release>:-Wl,-z,now> $<$<CONFIG:Release>:-Wl,-z,noexecstack>)
endif()
