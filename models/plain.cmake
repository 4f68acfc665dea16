# What of models/ needs no libtorch: the arithmetic that training and sampling spend their time in,
# checkpoints, what networks are made of, and sampling step by step. A library of its own, so that
# the sanitizers run all of it.
find_package(OpenMP REQUIRED COMPONENTS CXX)

add_library(leitmotif_plain_models STATIC)
leitmotif_folders(leitmotif_plain_models kernels checkpoint corpus specs stepwise
    EXCEPT packed_kernel_avx2.cpp packed_kernel_avx512.cpp)
target_include_directories(leitmotif_plain_models PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(leitmotif_plain_models
    PUBLIC leitmotif_core PRIVATE ${OpenMP_CXX_LIBRARIES})
set_target_properties(leitmotif_plain_models PROPERTIES POSITION_INDEPENDENT_CODE ON)

# Loops that are most of training and sampling: vectorised, 512 bits wide where the processor has
# them.
set(vector_options -O3 -fno-math-errno -fno-trapping-math)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    list(APPEND vector_options -mprefer-vector-width=512)
endif()
set_source_files_properties(kernels/conv_from_one_channel_rows.cpp kernels/rnn_cells.cpp
    kernels/softmax.cpp kernels/update_rules.cpp kernels/winograd_tiles.cpp
    stepwise/attention_step.cpp PROPERTIES COMPILE_OPTIONS "${vector_options}")
set_source_files_properties(kernels/threads.cpp PROPERTIES COMPILE_OPTIONS "${OpenMP_CXX_FLAGS}")

# The product of sampling, once for each kind of processor.
set_source_files_properties(kernels/packed_weights.cpp
    PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=fast")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_sources(leitmotif_plain_models PRIVATE
        kernels/packed_kernel_avx2.cpp kernels/packed_kernel_avx512.cpp)
    set_source_files_properties(kernels/packed_weights.cpp
        PROPERTIES COMPILE_DEFINITIONS LEITMOTIF_X86_KERNELS)
    set_source_files_properties(kernels/packed_kernel_avx2.cpp
        PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=fast;-mavx2;-mfma")
    set_source_files_properties(kernels/packed_kernel_avx512.cpp
        PROPERTIES COMPILE_OPTIONS "-O3;-ffp-contract=fast;-mavx512f")
endif()

# The pretrained weights, and the list of what they were learned from, lie beside the module, in the build tree as where it is installed.
configure_file(base/base.weights ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/base.weights COPYONLY)
configure_file(base/SOURCES.tsv ${CMAKE_LIBRARY_OUTPUT_DIRECTORY}/base.sources.tsv COPYONLY)

# Makes the file of pretrained weights from a run; see docs/base_model.md.
add_executable(leitmotif_write_weights EXCLUDE_FROM_ALL base/write_weights.cpp)
target_link_libraries(leitmotif_write_weights PRIVATE leitmotif_plain_models)
