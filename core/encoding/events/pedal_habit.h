// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/note_grid.h"

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <utility>
#include <vector>

namespace leitmotif {

/// How a corpus uses the sustain pedal: how long keys are held down whose sound the pedal prolongs.
/// Tokens hold how long notes sound. With this a decoded score has short keys and a pedal again, as
/// its source does, and still encodes to the same tokens. Immutable once fitted.
class PedalHabit {
  public:
    /// A pedal that goes down and up again.
    struct Press {
        Tick down;
        Tick up;
    };
    /// By channel, ascending, without overlaps.
    using Presses = std::map<std::uint8_t, std::vector<Press>>;

    PedalHabit() = default;
    /// Fits the habit to all notes of a corpus. Percussion has no pedal.
    explicit PedalHabit(const std::vector<GridNote>& notes);

    /// Shortens notes to how long their keys are held, wherever a pedal can take over without
    /// prolonging or cutting another note, and returns that pedal. REQUIRES:
    /// resolveOverlaps(notes).
    [[nodiscard]] Presses exact(std::vector<GridNote>& notes, const CorpusParts& parts,
                                Tick step) const;
    /// As exact(), for generated notes, whose ends may contradict each other: all keys are released
    /// as usual in the corpus, and the pedal is lifted where it suits most notes.
    [[nodiscard]] Presses plausible(std::vector<GridNote>& notes, const CorpusParts& parts,
                                    Tick step) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Throws nlohmann::json::exception.
    static PedalHabit fromJson(const nlohmann::json& json);

  private:
    [[nodiscard]] Tick heldKey(const GridNote& note) const;

    /// By part and length of the sound: how long the key is held, where that is less.
    std::map<std::pair<int, Tick>, Tick> m_heldKeys;
};

} // namespace leitmotif
