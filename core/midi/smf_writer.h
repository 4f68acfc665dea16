// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/score.h"

#include <filesystem>

namespace leitmotif {

/// A Standard MIDI File of the score's format with all its events in their order. Reading it gives
/// an equal score; reading and writing once more gives equal bytes. Notes without an own end are
/// written without one if they read back the same; else every note gets an end. Patterns of format
/// 2 that an edit mixed are written as a sequence in format 1.
[[nodiscard]] Bytes midiBytes(const Score& score);

/// Replaces `path` atomically; see writeFileAtomically. Errors: FileNotWritable.
Result<void> writeMidiFile(const Score& score, const std::filesystem::path& path);

/// True for names that end in .mid, .midi, .smf or .kar, in any case.
[[nodiscard]] bool isMidiFileName(const std::filesystem::path& path);

} // namespace leitmotif
