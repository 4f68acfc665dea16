# One test of CTest for each suite of a GoogleTest program: a process for each single test would
# spend most of its time loading libraries. Run after the program was built:
#
#     cmake -DPROGRAM=… -DFILE=… [-DSERIAL=REGEX] -P suites.cmake
execute_process(COMMAND ${PROGRAM} --gtest_list_tests
    OUTPUT_VARIABLE listing RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${PROGRAM} cannot list its tests: ${status}")
endif()
string(REGEX MATCHALL "(^|\n)[A-Za-z0-9_/]+\\." suites "${listing}")
set(text "")
foreach(suite ${suites})
    string(REGEX REPLACE "[\n.]" "" suite "${suite}")
    string(APPEND text "add_test([=[${suite}]=] [=[${PROGRAM}]=] \"--gtest_filter=${suite}.*\")\n")
    if(SERIAL AND suite MATCHES "${SERIAL}")
        string(APPEND text "set_tests_properties([=[${suite}]=] PROPERTIES RUN_SERIAL TRUE)\n")
    endif()
endforeach()
file(WRITE ${FILE} "${text}")
