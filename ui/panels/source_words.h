// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/midi/import_report.h"

#include <QString>

#include <cstddef>
#include <vector>

namespace leitmotif {

// What the import report of a file says, in words.

/// "4/4", or the first one and how many follow.
[[nodiscard]] QString signatureWords(const std::vector<SignatureChange>& changes);
/// "120 bpm", or from the slowest to the fastest.
[[nodiscard]] QString tempoWords(const std::vector<TempoChange>& changes);
/// "2  Left hand", with a mark for the likeliest melody.
[[nodiscard]] QString trackName(const TrackReport& track);
/// Instrument, notes, range, voices, channel: what is there of them.
[[nodiscard]] QString trackFacts(const TrackReport& track);
[[nodiscard]] QString encodingWords(TextEncoding encoding);
/// Whether that is enough to learn from, or what a file is for that is held out. `isFree`: it is
/// learned without a beat.
[[nodiscard]] QString verdictWords(PieceRole role, std::size_t notes, bool isFree);

} // namespace leitmotif
