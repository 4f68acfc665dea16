# leitmotif_embed(TARGET NAME FILE): puts the bytes of FILE into TARGET. C++ sees them through
#   extern "C" const unsigned char leitmotif_NAME[], leitmotif_NAME_end[];
function(leitmotif_embed target name file)
    get_filename_component(file ${file} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
    set(assembly ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.S)
    file(CONFIGURE OUTPUT ${assembly} CONTENT [=[
    .section .rodata
    .global leitmotif_@name@
    .global leitmotif_@name@_end
    .balign 16
leitmotif_@name@:
    .incbin "@file@"
leitmotif_@name@_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
]=] @ONLY)
    set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${file})
    target_sources(${target} PRIVATE ${assembly})
endfunction()
