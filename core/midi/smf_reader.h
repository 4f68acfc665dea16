// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/midi/import_report.h"
#include "core/music/score.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace leitmotif {

/// A score as read and what had to be done to read it.
struct ReadMidi {
    Score score;
    std::vector<ImportNote> findings;
};

/// Reads a Standard MIDI File of format 0, 1 or 2, bare, in RIFF (RMID) or behind a few other
/// bytes. What a tolerant reader can mend is mended and named; nothing else is changed, so that
/// writing an unedited score gives every event back. Time and memory are linear in the number of
/// bytes, whatever they claim. `name` stands in errors. Errors: NotMidi, MidiEmpty, MidiTruncated,
/// MidiUnreadable.
Result<ReadMidi> readMidi(std::span<const std::uint8_t> bytes, const std::string& name);

/// The same from a file. Errors: also FileNotReadable, FileTooLarge.
Result<ReadMidi> readMidiFile(const std::filesystem::path& path);

} // namespace leitmotif
