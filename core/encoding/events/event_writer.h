// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/note_grid.h"
#include "core/encoding/common/vocabulary.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace leitmotif {

/// Writes a piece on the grid as event tokens, each only where it changes. Used once a piece.
class EventWriter {
  public:
    /// Returns the token to write for `wanted`, or nothing if there is none.
    using Choice = std::function<std::optional<Token>(Token wanted)>;
    using MeterIndex = std::function<int(const BarMeter&)>;

    EventWriter(const NoteGrid& grid, const CorpusParts& parts, const EncodingOptions& options,
                MeterIndex meterIndex, Choice choice);

    void write(const GridPiece& piece);
    [[nodiscard]] const std::vector<Token>& tokens() const { return m_tokens; }
    [[nodiscard]] const std::vector<std::size_t>& noteStarts() const { return m_noteStarts; }

  private:
    struct Manner { ///< how a part plays
        int duration = -1;
        int velocity = -1;
    };

    [[nodiscard]] bool writeTime(const GridPiece& piece, const GridNote& note);
    [[nodiscard]] bool writeManner(const GridPiece& piece, const GridNote& note, Manner& manner);
    [[nodiscard]] bool write(Token wanted);

    const NoteGrid& m_grid;
    bool m_hasSeveralParts;
    bool m_hasVelocity;
    MeterIndex m_meterIndex;
    Choice m_choice;

    std::vector<Token> m_tokens;
    std::vector<std::size_t> m_noteStarts;
    // Where the last note left off
    std::size_t m_bars = 0; // begun
    int m_position = 0;
    Tick m_onset;
    int m_part = -1;
    std::map<int, Manner> m_manners;
};

} // namespace leitmotif
