// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/midi/smf_reader.h"

#include <functional>
#include <string>
#include <vector>

namespace leitmotif {

/// A MIDI file that was read for a command.
struct InputFile {
    std::string path;
    Bytes bytes; ///< of the file
    ReadMidi midi;
};

/// The inputs in their order, each folder replaced by the MIDI files in it and below, sorted by
/// path. A folder without any stays in the list, so that reading it gives an error.
[[nodiscard]] std::vector<std::string> expandedInputs(const std::vector<std::string>& inputs);

/// Reads files and folders one by one and passes each file to `use`. A bad file among several is
/// skipped with a warning. Returns kExitDone, or kExitBadInput with all errors reported if none
/// could be read.
int readInputFiles(const std::vector<std::string>& inputs,
                   const std::function<void(InputFile&&)>& use);

} // namespace leitmotif
