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

/// A score and the findings of reading it.
struct ReadMidi {
    Score score;
    std::vector<ImportNote> findings;
};

struct MidiReadOptions {
    TextEncoding text = TextEncoding::Automatic; ///< of names, lyrics and the like
    /// Reads as before project format 3, for edits made then: notes are paired first in, first out,
    /// and patterns are not laid out.
    bool isBeforeFormat3 = false;
};

/// Reads a Standard MIDI File of format 0, 1 or 2, bare, in RIFF (RMID) or behind a few other
/// bytes. Repairs and reports what can be repaired. Changes nothing else, so writing an unedited
/// score gives every event back. Notes get their ends by note_pairs.h, patterns of format 2 are
/// laid one after the other (patterns.h). Time and memory are linear in the number of bytes,
/// whatever lengths they declare. `name` is for errors. Errors: MidiEmpty, MidiTruncated,
/// MidiUnreadable, and those of notMidi() (file_kind.h).
Result<ReadMidi> readMidi(std::span<const std::uint8_t> bytes, const std::string& name,
                          const MidiReadOptions& options = {});

/// The same from a file. Errors: also FileNotReadable, FileTooLarge.
Result<ReadMidi> readMidiFile(const std::filesystem::path& path);

} // namespace leitmotif
