# One JSON file is one preset. They are built into core, so that they can be listed and changed
# where libtorch is not loaded.
file(GLOB preset_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/models/presets/*.json)
set(preset_texts "")
foreach(file ${preset_files})
    file(READ ${file} text)
    string(APPEND preset_texts "    R\"preset(${text})preset\",\n")
endforeach()
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${preset_files})
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/preset_texts.cpp @ONLY CONTENT [=[
// Generated from models/presets/*.json.
#include "core/runs/preset_texts.h"

namespace leitmotif {

const std::vector<const char*>& presetTexts() {
    static const std::vector<const char*> texts = {
@preset_texts@    };
    return texts;
}

} // namespace leitmotif
]=])
target_sources(leitmotif_core PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/preset_texts.cpp)
