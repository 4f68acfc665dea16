// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/base/random.h"
#include "core/encoding/events/note_rows.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// How many notes each bar of the learned music has: what a masked network is told of a bar before
/// it fills it. Immutable.
class BarShapes {
  public:
    struct Bar {
        int meter = 0;
        int notes = 0;
    };

    /// REQUIRES: a span with notes; a note is a token.
    BarShapes(std::span<const RowPiece> pieces, std::span<const SequenceSpan> learned);

    /// So many bars, from one with notes in the most frequent meter on. Every other one, or so, is
    /// followed by a bar that stands after as many notes elsewhere: the numbers of a longer passage
    /// would give it away, and the network would quote it. After the last bar of a piece comes its
    /// first.
    [[nodiscard]] std::vector<Bar> drawn(int bars, Random& random) const;
    /// How many notes each of so many bars may have between one with `before` notes and one with
    /// `after`: what stands between such bars in the learned music.
    [[nodiscard]] std::vector<int> drawnBetween(std::optional<int> before, std::optional<int> after,
                                                int bars, Random& random) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<BarShapes> fromJson(const nlohmann::json& json, std::size_t meters);

  private:
    using Run = std::vector<Bar>;
    struct Place {
        const Run* run;
        std::size_t bar;
        int distance = 0; ///< how far its neighbours are from what is wanted, in notes

        [[nodiscard]] const Bar& after(std::size_t bars) const {
            return (*run)[(bar + bars) % run->size()];
        }
        [[nodiscard]] const Bar& before() const { return after(run->size() - 1); }
    };

    /// One of the nearest places, at random.
    [[nodiscard]] static Place nearOne(std::vector<Place> places, Random& random);
    [[nodiscard]] std::vector<Place> places() const;
    /// The meter in which most notes are.
    [[nodiscard]] int usualMeter() const;

    explicit BarShapes(std::vector<Run> runs) : m_runs(std::move(runs)) {}

    std::vector<Run> m_runs; ///< stretches of bars, each with notes
};

} // namespace leitmotif
