// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/compound/compound_piece.h"
#include "core/encoding/events/note_rows.h"

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// What occurs in a corpus; samples keep to it. Values are 1 where something occurs.
struct CompoundLimits {
    struct Part {
        std::array<std::uint8_t, 128> pitches =
            {};                              ///< of drums; else from the lowest to the highest
        std::vector<std::uint8_t> durations; ///< by CompoundDurations
        int mostNotes = 1;                   ///< that begin at one position

        bool operator==(const Part&) const = default;
    };
    std::vector<Part> parts;
    std::array<std::uint8_t, kCompoundPositions> positions = {};
    int mostNotes = 1;   ///< of all parts that begin at one position
    int longestGap = 0;  ///< bars from one note to the next, at most
    int longestRest = 0; ///< steps in which nothing sounds, at most

    bool operator==(const CompoundLimits&) const = default;
};

/// Turns pieces of one corpus into compound words and back. Immutable once fitted.
class CompoundEncoding {
  public:
    /// REQUIRES: the corpus has notes. Pitches are known up to `transposition` semitones beyond
    /// its range. The options' steps a beat divide kCompoundSteps, or are 0.
    [[nodiscard]] static CompoundEncoding fitted(const Corpus& corpus,
                                                 const EncodingOptions& options, int transposition);

    /// A piece in the words of a corpus of this piece alone, and the stride() there.
    [[nodiscard]] static std::pair<CompoundPiece, int>
    encodedAlone(const CorpusPiece& piece, const EncodingOptions& options, int transposition);

    /// A piece in these words. Notes outside the vocabulary of the corpus are left out.
    [[nodiscard]] CompoundPiece piece(const CorpusPiece& piece) const {
        return pieceOf(m_rows.rows(piece));
    }
    [[nodiscard]] CompoundPiece pieceOf(const RowPiece& rows) const;
    [[nodiscard]] RowPiece rowsOf(const CompoundPiece& piece) const;
    /// An empty take of `bars` bars in the time signature of takes.
    [[nodiscard]] CompoundPiece emptyTake(int bars) const;
    /// A score of all bars of the piece, with the tempo, programs and channels of the corpus.
    [[nodiscard]] Score score(const CompoundPiece& piece) const {
        return m_rows.score(rowsOf(piece));
    }
    [[nodiscard]] const NoteRows& rows() const { return m_rows; }

    [[nodiscard]] const std::vector<std::uint8_t>& programs() const { return m_programs; }
    [[nodiscard]] bool hasVelocity() const { return m_hasVelocity; }
    [[nodiscard]] bool hasFreeBeat() const { return m_rows.model().hasFreeBeat; }
    [[nodiscard]] const CompoundLimits& limits() const { return m_limits; }
    /// Every such step of a bar can hold a note.
    [[nodiscard]] int stride() const { return m_scale; }

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<CompoundEncoding> fromJson(const nlohmann::json& json);

  private:
    explicit CompoundEncoding(NoteRows rows);
    static CompoundEncoding withoutLimits(const Corpus& corpus, const EncodingOptions& options,
                                          int transposition);
    void fitLimits(const Corpus& corpus);
    void addBars(CompoundPiece& piece, const RowBar& bar) const;

    NoteRows m_rows;
    int m_scale; ///< of its steps to those of CompoundPiece, where there is a beat
    std::vector<std::uint8_t> m_programs;
    bool m_hasVelocity = false;
    CompoundLimits m_limits;
};

/// The first of the bars of a piece into which a bar of its score, from 0, was divided.
[[nodiscard]] int compoundBar(const CompoundPiece& piece, std::int64_t bar);

/// How far a piece can be transposed: {lowest ≤ 0, highest ≥ 0}.
[[nodiscard]] std::pair<int, int> transpositionRange(const CompoundView& piece,
                                                     std::span<const CompoundNote> notes);

} // namespace leitmotif
