// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/event_parts.h"
#include "core/music/corpus.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <vector>

namespace leitmotif {

/// What a decoded take of one part has beside its notes: instrument, tempo and time signature of
/// its source. Decoded scores have 480 ticks a beat, or near it, so that steps and half beats are
/// whole ticks.
struct TakeFrame {
    EventPart part;                       ///< the one with the most notes
    std::uint32_t microseconds = 500'000; ///< of a quarter note
    int numerator = 4;
    int denominator = 4;
    int stepsPerBeat = 12;

    /// REQUIRES: the corpus has pitched notes. Where most of it has no usable beat, two beats pass
    /// a second, in 4/4.
    static TakeFrame fitted(const Corpus& corpus, int stepsPerBeat);

    [[nodiscard]] Division division() const;
    [[nodiscard]] Tick ticksPerStep() const;
    [[nodiscard]] Tick ticksPerBeat() const { return {division().raw}; }
    [[nodiscard]] Tick ticksPerBar() const;
    /// At least 1.
    [[nodiscard]] std::int64_t stepsPerBar() const;

    /// A conductor track and nothing else.
    [[nodiscard]] Score conductor(Tick end) const;
    /// A score of the part alone.
    [[nodiscard]] Score score(std::vector<Note> notes) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception. `isSane` tells whether it can be used.
    static TakeFrame fromJson(const nlohmann::json& json);
    [[nodiscard]] bool isSane() const;
};

} // namespace leitmotif
