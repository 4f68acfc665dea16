// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/note_grid.h"
#include "core/encoding/common/take_setting.h"
#include "core/encoding/common/vocabulary.h"
#include "core/encoding/events/event_clock.h"
#include "core/encoding/events/pedal_habit.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

namespace leitmotif {

/// Limits of the corpus that also hold for samples.
struct EventLimits {
    int leadingRest = 0;                  ///< empty bars before the first note, at most
    int longestRest = 0;                  ///< empty bars between notes, at most
    int longestShifts = 1;                ///< time shifts between notes, at most
    int mostNotes = 1;                    ///< that begin at one position, at most
    std::optional<SilenceLimits> silence; ///< unknown in checkpoints of older versions

    bool operator==(const EventLimits&) const = default;
};

/// Everything that is fitted to a corpus: the vocabulary, and what a decoded score needs beside its
/// tokens.
struct EventModel {
    EncodingOptions options;
    Vocabulary vocabulary; ///< by kind, then value
    CorpusParts parts;
    std::vector<BarMeter> meters; ///< values of Bar tokens
    EventLimits limits;
    PedalHabit pedal;
    TakeSetting setting;
    bool hasFreeBeat = false; ///< of most of the corpus

    /// The index of the known meter most similar to `meter`.
    [[nodiscard]] int meterLike(const BarMeter& meter) const;
    /// True for a whole bar in the time signature of takes.
    [[nodiscard]] bool isUsual(const BarMeter& meter) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable, also if tokens, parts and meters do not fit together.
    static Result<EventModel> fromJson(const nlohmann::json& json);
};

/// REQUIRES: the corpus has notes. The vocabulary names every token of the corpus and every pitch
/// up to `transposition` semitones beyond its range. Its options hold the chosen steps per beat.
[[nodiscard]] EventModel fittedEventModel(const Corpus& corpus, const EncodingOptions& options,
                                          int transposition);

} // namespace leitmotif
