// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/note_grid.h"
#include "core/encoding/events/event_model.h"

#include <array>
#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <utility>
#include <vector>

namespace leitmotif {

/// The fields of a note, in the order in which a model chooses them.
enum class NoteField : std::uint8_t { When, Part, Pitch, Duration, Velocity };
inline constexpr std::size_t kNoteFields = 5;

/// A note as a row of words, one for each field.
struct NoteRow {
    int bar = 0;                            ///< index into RowPiece::bars
    int at = 0;                             ///< steps from the bar's start (free time: time steps)
    std::array<int, kNoteFields> said = {}; ///< a word of each field, by its number
    int source = -1; ///< number of its note in the score, track by track; −1: a new note

    [[nodiscard]] int& operator[](NoteField field) { return said[static_cast<std::size_t>(field)]; }
    [[nodiscard]] int operator[](NoteField field) const {
        return said[static_cast<std::size_t>(field)];
    }
};

struct RowBar {
    int meter = 0;      ///< its number in EventModel::meters
    double steps = 0.0; ///< how long it is (free time: time steps)
};

/// A piece as rows, by bar, place in it, part and pitch. In free time a bar is two seconds.
struct RowPiece {
    bool hasFreeBeat = false;
    std::vector<RowBar> bars;
    std::vector<NoteRow> rows;
};

/// The words of `events`, repeated in full by every note: one row a note and five words a row.
/// Event tokens depend on those before them; a row does not, so it can be hidden and drawn again
/// while all others stay. Immutable once fitted.
///
/// The onset of a note counts from the start of its bar; in free time, from the note before it.
class NoteRows {
  public:
    /// REQUIRES: the corpus has notes. Pitches are known up to `transposition` semitones beyond
    /// its range.
    [[nodiscard]] static NoteRows fitted(const Corpus& corpus, const EncodingOptions& options,
                                         int transposition);

    [[nodiscard]] const EventModel& model() const { return *m_model; }
    [[nodiscard]] const NoteGrid& grid() const { return m_grid; }
    /// The words of a field; no velocities if the options leave them out.
    [[nodiscard]] std::span<const Token> words(NoteField field) const {
        return m_words[static_cast<std::size_t>(field)];
    }
    [[nodiscard]] int count(NoteField field) const { return static_cast<int>(words(field).size()); }
    [[nodiscard]] RowBar bar(int meter, bool hasFreeBeat) const;
    [[nodiscard]] bool isDrum(const NoteRow& row) const;

    /// In pieces outside the corpus, notes whose pitch has no word are left out; other fields take
    /// the nearest word.
    [[nodiscard]] RowPiece rows(const CorpusPiece& piece) const;
    /// Sorts changed rows and updates their When words.
    void order(RowPiece& piece) const;
    /// A score of all bars of the piece, with the tempo, programs and channels of the corpus.
    [[nodiscard]] Score score(const RowPiece& piece) const;

    /// How far a stretch can be moved: {lowest ≤ 0, highest ≥ 0}.
    [[nodiscard]] std::pair<int, int> transpositionRange(std::span<const NoteRow> rows) const;
    /// The word of the pitch `semitones` away; drums stay. REQUIRES: within the range.
    [[nodiscard]] int transposed(int pitch, int semitones) const;

    [[nodiscard]] nlohmann::json toJson() const;
    /// Errors: CheckpointUnreadable.
    static Result<NoteRows> fromJson(const nlohmann::json& json);

  private:
    NoteRows(std::shared_ptr<const EventModel> model, std::vector<Token> whens);

    /// The word nearest to the onset of a row.
    [[nodiscard]] int whenOf(const RowPiece& piece, std::size_t row) const;
    [[nodiscard]] int nearest(NoteField field, Token wanted) const;
    [[nodiscard]] std::vector<Token> wordsOf(const NoteRow& row) const;

    std::shared_ptr<const EventModel> m_model;
    NoteGrid m_grid;
    std::array<std::vector<Token>, kNoteFields> m_words; ///< sorted
};

} // namespace leitmotif
