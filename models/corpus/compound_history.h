// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/compound/compound_piece.h"
#include "models/corpus/compound_rows.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace leitmotif {

/// Where the music that is being written ends, if that is known.
struct CompoundEnd {
    enum class Kind : std::uint8_t { Unknown, Piece, Hole } kind = Kind::Unknown;
    int bar = 0; ///< the first one after it
};

/// The notes of a piece before the one to be chosen, and what follows from them for the choice of
/// each field. Reads notes in order; in a hole first those that follow it. The same for training
/// and sampling. Owned by one thread.
class CompoundHistory {
  public:
    struct Frame {
        const CompoundPiece* piece = nullptr; ///< bars and parts; its notes are not read
        int stride = 1;                       ///< steps from one possible position to the next
        bool hasMemory = true;                ///< of the bars at kBarLags
        bool knowsStart = true;               ///< of the piece: how many bars ago it was
    };
    explicit CompoundHistory(const Frame& frame);

    /// Adds a note to the memory of bars without reading it.
    void remember(const CompoundNote& note);
    /// Begins to read or write at the start of a bar. `isSuffix`: what follows a hole.
    void begin(int bar, CompoundEnd end, bool isSuffix);
    void append(const CompoundNote& note);

    /// The step from the last note to `next`.
    [[nodiscard]] int stepTo(const CompoundNote& next) const;
    /// The bar that a step leads to.
    [[nodiscard]] int barAfter(int step) const;
    [[nodiscard]] int lastBar() const { return m_last.bar; }
    [[nodiscard]] int lastPosition() const { return m_at; }
    [[nodiscard]] bool isDrum(int part) const {
        return m_frame.piece->programs[static_cast<std::size_t>(part)] == kDrumProgram;
    }

    /// The inputs of the network for the last note, or for the beginning.
    void writeInput(RowBags& bags) const;
    /// Adds a row for a field of the next note. Its fields before this one are those of `draft`,
    /// its step is `step`.
    void write(FieldRows& rows, int step, const CompoundNote& draft);
    /// The choice of the field in a note.
    [[nodiscard]] static std::int64_t choiceOf(CompoundField field, int step,
                                               const CompoundNote& note);

  private:
    struct Remembered : CompoundNote {
        int interval = 0; ///< from the note before it of its part; kNoInterval: none
    };
    struct Sounding {
        std::int64_t end = 0;
        std::uint8_t part = 0;
        std::uint8_t pitch = 0;
    };
    struct PartState {
        int pitch = -1; ///< of its last note
        int duration = -1;
        int velocity = -1;
        std::int64_t onset = -1;
    };
    using Place = std::array<std::span<const Remembered>, kBarLags.size()>;

    [[nodiscard]] std::int64_t timeOf(int bar, int at) const {
        return m_barStarts[static_cast<std::size_t>(bar)] + at;
    }
    [[nodiscard]] std::span<const Remembered> barAt(int bar) const;
    void place(int bar, int at);
    void writeStep(FieldRows& rows) const;
    void writePosition(FieldRows& rows, int step, int bar) const;
    void writePart(FieldRows& rows, int step, const CompoundNote& draft);
    void writePitch(FieldRows& rows, int step, const CompoundNote& draft);
    void writeDuration(FieldRows& rows, int step, const CompoundNote& draft);
    void writeVelocity(FieldRows& rows, const CompoundNote& draft);
    [[nodiscard]] int leftBucket(int bar) const;
    [[nodiscard]] int startBucket(int bar) const;
    [[nodiscard]] int notesHere(const CompoundNote& draft, int step) const;

    Frame m_frame;
    std::vector<std::int64_t> m_barStarts;
    std::vector<std::vector<Remembered>> m_bars;
    std::vector<PartState> m_parts;
    std::vector<Sounding> m_sounding;
    CompoundEnd m_end;
    bool m_isSuffix = false;
    bool m_isAtBeginning = true;
    CompoundNote m_last;
    int m_lastStep = 0;
    int m_lastInterval = 0;
    int m_lastRank = 0; ///< notes of its part at its position before it
    int m_at = -1;      ///< position of the last note; −1 at a beginning
    Place m_lastPlace;  ///< at the last note
    // Of the note that is being chosen
    std::int64_t m_placedAt = -1;
    Place m_place;
};

} // namespace leitmotif
