// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/encoding/compound/compound_encoding.h"
#include "models/corpus/compound_history.h"
#include "models/corpus/compound_ngrams.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// Music to be written: the bars of a piece from `firstBar` to `lastBar`, between those that are
/// given. Given notes of these bars themselves are varied.
struct CompoundTask {
    CompoundPiece piece; ///< all bars, and the given notes
    int firstBar = 0;
    int lastBar = 0;
    bool endsPiece = false; ///< if nothing follows: the music is to come to an end there
    double share = 0.0;     ///< of the notes in these bars that get another pitch; 0: of none
    /// For each source of notes: 1 if its notes in these bars stay. Empty: none do.
    std::vector<std::uint8_t> isLocked = {};
    std::vector<std::uint8_t> parts = {}; ///< 1 for those that may play; empty: all

    [[nodiscard]] bool keeps(const CompoundNote& note) const {
        const auto source = static_cast<std::size_t>(note.source);
        return note.source >= 0 && source < isLocked.size() && isLocked[source] != 0;
    }
};

/// A take that is being sampled in compound words: which choices of the next field make sense, so
/// that every take is valid music within the limits of its source. First the network reads the
/// given notes: those behind the bars, then those before them. A note of the bars that stays takes
/// the place of the first choice that would come after it. Owned by one thread.
class CompoundStream {
  public:
    /// The encoding outlives it.
    CompoundStream(const CompoundEncoding& encoding, CompoundTask task, std::uint64_t seed,
                   bool hasMemory);

    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    [[nodiscard]] Random& random() { return m_random; }
    [[nodiscard]] std::size_t partCount() const { return m_take->programs.size(); }
    /// All notes, given and written, in order.
    [[nodiscard]] CompoundPiece take() const;

    void writeInput(RowBags& bags) const { m_history.writeInput(bags); }
    /// Goes on with a given note if one is next; then nothing is chosen. To be called after the
    /// network has read the input.
    [[nodiscard]] bool takeGiven();
    /// True if the next note has a choice of this field.
    [[nodiscard]] bool chooses(CompoundField field) const;
    /// The note as it stands, and those before it.
    [[nodiscard]] CompoundDraft draft() const { return {m_before, m_step, m_draft}; }
    /// Adds a row for the field. REQUIRES: chooses(field).
    void write(FieldRows& rows);
    /// REQUIRES: allowed in the row that was written.
    void choose(CompoundField field, int choice);
    /// The note is complete.
    void finishNote();

  private:
    /// What is read before, or between, the notes that are written.
    struct Given {
        enum class Kind : std::uint8_t { Note, Main, Varied } kind = Kind::Note;
        CompoundNote note;
    };

    void planReading(const std::vector<CompoundNote>& notes);
    void beginMain();
    /// The first note that stays and is not written yet; null: all are.
    [[nodiscard]] const CompoundNote* nextLocked() const {
        return m_nextLocked < m_locked.size() ? &m_locked[m_nextLocked] : nullptr;
    }
    /// Writes the next note that stays in place of the draft, if that would come after it.
    void giveWay(CompoundField field);
    [[nodiscard]] bool isBehindLocked(CompoundField field) const;
    [[nodiscard]] bool mayPlay(std::size_t part) const {
        return m_parts.empty() || m_parts[part] != 0;
    }
    void chooseStep(int step);
    void append(const CompoundNote& note);
    void restrictStep(std::span<std::uint8_t> allowed) const;
    void restrictPosition(std::span<std::uint8_t> allowed) const;
    void restrictPart(std::span<std::uint8_t> allowed) const;
    void restrictPitch(std::span<std::uint8_t> allowed) const;
    [[nodiscard]] bool hasPitchAbove(int part, int pitch) const;
    [[nodiscard]] std::int64_t timeOf(int bar, int at) const {
        return m_barStarts[static_cast<std::size_t>(bar)] + at;
    }

    const CompoundEncoding& m_encoding;
    const int m_firstBar;
    const int m_lastBar;
    const bool m_endsPiece;
    std::unique_ptr<CompoundPiece> m_take; ///< its address stays
    std::vector<std::int64_t> m_barStarts;
    CompoundHistory m_history;
    Random m_random;
    std::vector<Given> m_given;
    std::size_t m_nextGiven = 0;
    const std::vector<std::uint8_t> m_parts; ///< 1 for those that may play; empty: all
    std::vector<CompoundNote> m_locked;      ///< stay in bars that are filled, in order
    std::size_t m_nextLocked = 0;
    bool m_isForced = false; ///< the draft is a note that stays
    int m_mainBar = 0;       ///< where reading begins again after what follows
    bool m_isComplete = false;
    bool m_isVaried = false; ///< the next note keeps all but its pitch
    int m_step = 0;
    CompoundNote m_draft;
    std::optional<CompoundNote> m_last; ///< read or written
    std::vector<CompoundNote> m_before; ///< read or written since the beginning of the main part
    std::int64_t m_soundsUntil = 0;
    std::vector<int> m_notesHere; ///< by part, at the last position
};

} // namespace leitmotif
