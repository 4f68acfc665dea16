// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/beat_kind.h"
#include "core/encoding/events/note_rows.h"
#include "core/music/parts.h"
#include "core/music/score.h"

#include <cstdint>
#include <map>
#include <vector>

namespace leitmotif {

/// Converts a score to rows, some bars of which may change, and back: for a model that fills gaps.
/// Bars are those of the score. Immutable.
class RowRevision {
  public:
    /// Bars [first, last], from 0; notes of `locked` stay there, too. Encoding and score outlive
    /// it. Errors: NoSuchBars, BadArgument if the model learned music without bars or the score
    /// has no track that it could play and that is not locked.
    static Result<RowRevision> create(const NoteRows& encoding, const Score& score,
                                      std::int64_t firstBar, std::int64_t lastBar,
                                      const std::vector<TrackChoice>& locked = {});

    /// Rows of the whole score.
    [[nodiscard]] const RowPiece& piece() const { return m_piece; }
    /// True for notes of the bars that may change. A note just before a bar belongs to it if its
    /// start is the nearest place of the grid.
    [[nodiscard]] bool isOpen(const NoteRow& row) const {
        return row.bar >= m_firstBar && row.bar <= m_lastBar && !isLocked(row.source);
    }
    /// True for notes of the score, by their rows' sources, that are locked. False for new ones.
    [[nodiscard]] bool isLocked(int source) const {
        return source >= 0 && m_places[static_cast<std::size_t>(source)].isLocked;
    }
    /// The same for each note of the score.
    [[nodiscard]] std::vector<std::uint8_t> lockedSources() const;
    /// For each part of the corpus: 1 if a track of the score plays it that is not locked.
    [[nodiscard]] const std::vector<std::uint8_t>& parts() const { return m_hasPart; }

    /// The score with these rows in place of piece(). A row with a source is that note of the
    /// score, as it stands; notes of the bars that have no row (no words for them) stay too, unless
    /// the bars are emptied. A new note ends where a kept one of its key begins, and is left out
    /// where one sounds already.
    [[nodiscard]] Result<Score> applied(const RowPiece& revised, bool isEmptied) const;

  private:
    struct Place { ///< of a note in the score
        std::size_t track = 0;
        std::size_t note = 0;
        int bar = 0;
        bool isLocked = false;
    };

    RowRevision(const NoteRows& encoding, const Score& score, int firstBar, int lastBar,
                const std::vector<TrackChoice>& locked);

    void findPlaces(const std::vector<TrackChoice>& locked);
    void findBars();
    void findPlayers(const std::vector<TrackChoice>& locked);
    /// For each note of the score: whether the revision takes it out.
    [[nodiscard]] std::vector<bool> goneSources(const RowPiece& revised, bool isEmptied) const;
    /// Notes of other tracks that a new note must not meet: locked ones of the same channel.
    [[nodiscard]] std::vector<Note> lockedBeside(const TrackChannel& player) const;
    [[nodiscard]] Note newNote(const NoteRow& row, const TrackChannel& player) const;

    const NoteRows& m_encoding;
    const Score& m_score;
    MeterMap m_meters;
    int m_firstBar;
    int m_lastBar;
    BeatReading m_beat; ///< of the score: its rows are those of the score without delays
    RowPiece m_piece;
    std::vector<Place> m_places; ///< of each note without delays, track by track
    std::vector<std::uint8_t> m_hasPart;
    std::map<int, TrackChannel> m_players; ///< of each part that can play in these bars
    std::map<TrackChannel, std::uint8_t> m_ports;
};

} // namespace leitmotif
