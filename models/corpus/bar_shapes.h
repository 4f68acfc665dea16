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

/// The numbers of notes of the bars of the training data. A masked network gets the number for each
/// bar before it fills it. Immutable.
class BarShapes {
  public:
    struct Bar {
        int meter = 0;
        int notes = 0;
    };

    /// REQUIRES: a span with notes; a note is a token.
    BarShapes(std::span<const RowPiece> pieces, std::span<const SequenceSpan> learned);

    /// Draws `bars` bars, beginning at one with notes in the most frequent meter. About every
    /// second one is followed by a bar from elsewhere whose predecessor has as many notes: the
    /// numbers of a longer passage would identify it, and the network would copy it. After the last
    /// bar of a piece comes its first.
    [[nodiscard]] std::vector<Bar> drawn(int bars, Random& random) const;
    /// Draws the numbers of notes of bars between one with `before` notes and one with `after`,
    /// from such places in the training data.
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
