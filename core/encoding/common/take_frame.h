// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/take_setting.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace leitmotif {

/// Everything but the notes of a decoded take of one part: instrument, tempo, time and key
/// signature of its source. Decoded scores have 480 ticks a beat, or near it, so that steps and
/// half beats are whole ticks.
struct TakeFrame {
    CorpusPart part; ///< the one with the most notes
    TakeSetting setting;
    int stepsPerBeat = 12;

    /// REQUIRES: the corpus has pitched notes.
    static TakeFrame fitted(const Corpus& corpus, int stepsPerBeat);

    [[nodiscard]] Division division() const;
    [[nodiscard]] Tick ticksPerStep() const;
    [[nodiscard]] Tick ticksPerBeat() const { return {division().raw}; }
    /// Ticks in `bars` bars of the take; at least one bar and one tick.
    [[nodiscard]] Tick ticksIn(int bars) const;
    /// Steps of a bar, at least 1. Where the beat is free, a bar is four half seconds.
    [[nodiscard]] std::int64_t stepsPerBar() const;

    /// A score of a track of `notes` and of the tracks `others`, all in steps of the grid.
    [[nodiscard]] Score score(std::vector<Note> notes, std::vector<TrackPtr> others = {}) const;

    /// The signature of the grid's bars.
    [[nodiscard]] SignatureChange countedSignature() const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception. `isSane` tells whether it can be used.
    static TakeFrame fromJson(const nlohmann::json& json);
    [[nodiscard]] bool isSane() const;
};

} // namespace leitmotif
