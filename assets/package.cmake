# cmake --install, and cpack for a Debian package. Included last, when all targets are known.
# The program looks for its module in ../lib/leitmotif, so the tree may lie anywhere.
if(TARGET leitmotif)
    install(TARGETS leitmotif RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
if(TARGET leitmotif_models)
    # A libtorch outside the system's library path is found where it was linked from.
    set_target_properties(leitmotif_models PROPERTIES INSTALL_RPATH_USE_LINK_PATH ON)
    install(TARGETS leitmotif_models LIBRARY DESTINATION lib/leitmotif)
    install(FILES ${PROJECT_SOURCE_DIR}/models/base/base.weights DESTINATION lib/leitmotif)
    install(FILES ${PROJECT_SOURCE_DIR}/models/base/SOURCES.tsv
        DESTINATION lib/leitmotif RENAME base.sources.tsv)
endif()
set(doc_folder ${CMAKE_INSTALL_DATADIR}/doc/leitmotif)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION ${doc_folder})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${doc_folder} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME leitmotif)
set(CPACK_PACKAGE_VENDOR "The Leitmotif developers")
set(CPACK_PACKAGE_CONTACT "The Leitmotif developers <developers@leitmotif.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY ${PROJECT_DESCRIPTION})
set(CPACK_PACKAGE_DESCRIPTION
"Open a MIDI file, click Train, and hear after every few epochs what the model
has learned. Take the bars you like into a piano roll, edit them, and export
MIDI or audio. Everything runs on your own machine.")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION sound)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(LEITMOTIF_TRAINING)
    # libtorch is content with the reference BLAS, which is many times slower.
    set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread | libopenblas0")
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS fonts-dejavu-core)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "fluid-soundfont-gm, jackd2")
include(CPack)
