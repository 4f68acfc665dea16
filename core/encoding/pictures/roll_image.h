// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/corpus/corpus.h"
#include "core/encoding/common/corpus_parts.h"
#include "core/encoding/common/take_setting.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <vector>

namespace leitmotif {

/// Choices of the `rolls` encoding, from the recipe (keys `steps_per_beat`, `picture`,
/// `picture_bars`, `velocity`, `tracks`).
struct RollOptions {
    int columnsPerBeat = 12; ///< 0: as many as the music needs
    /// True: as many rows as the corpus has pitches, bars of its time signature. False: the
    /// published 96 rows and eight beats, whatever the signature, all pitched tracks as one part.
    bool isFitted = true;
    int bars = 2; ///< of a fitted picture
    bool hasVelocity = true;
    bool mergesTracks = false; ///< all pitched tracks as one part, without percussion

    bool operator==(const RollOptions&) const = default;
};

/// The part and pitch of a row of a picture.
struct RollRow {
    int part = 0; ///< see CorpusParts
    std::uint8_t pitch = 60;

    auto operator<=>(const RollRow&) const = default;
};

/// Rows × columns, row-major, lowest pitch first: the velocity of the sounding note, 0 for silence.
using RollPicture = std::vector<std::uint8_t>;

/// A run of one row: columns [first, last).
struct RollNote {
    int row = 0;
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::uint8_t velocity = 64;

    bool operator==(const RollNote&) const = default;
};

/// A whole piece as one long picture, held as its notes.
struct RollStrip {
    std::vector<RollNote> notes; ///< by first column, then row; those of a row never touch
    std::int64_t columns = 0;    ///< up to the last note's end
};

/// The `rolls` encoding: music as pictures, some columns a beat. Pure and immutable once fitted.
/// Laws: encode(decode(p)) = p for every p = encode(x); decode(encode(x)) = x on the grid, in one
/// time signature, where every key sounds for two columns or more before it is struck again, and is
/// struck again as it is released, or not before two columns later.
///
/// The last column before a repeated note is blank, so that it is heard as two, and a blank column
/// between two notes is read as part of the first. In fitted pictures, bars of rarer signatures are
/// padded with silence to the bar of the most frequent one. Where the beat is free, a beat is half
/// a second. Notes last as long as their keys are held, without the sustain pedal, which would blur
/// the picture. A part that reaches beyond the published rows is moved by octaves. A corpus of
/// percussion alone has a row for each sound; merged tracks leave percussion out.
class RollImage {
  public:
    /// Errors: NoNotes.
    static Result<RollImage> fit(const Corpus& corpus, const RollOptions& options);
    /// Errors: CheckpointUnreadable.
    static Result<RollImage> fromJson(const nlohmann::json& json);
    [[nodiscard]] nlohmann::json toJson() const;

    [[nodiscard]] const RollOptions& options() const { return m_options; }
    [[nodiscard]] const std::vector<RollRow>& rows() const { return m_rows; }
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] int columnCount() const { return m_columns; } ///< of a picture
    /// Columns of a bar of the decoded score; where the beat is free, of two seconds.
    [[nodiscard]] int columnsPerBar() const;
    /// Columns of `bars` bars of a take, at least 1.
    [[nodiscard]] std::int64_t columnsIn(int bars) const;
    /// The velocity of notes in `row` if pictures have none: the mean of its part.
    [[nodiscard]] std::uint8_t plainVelocity(int row) const;
    /// For each row the row `semitones` above in the same part, −1 where there is none; percussion
    /// stays.
    [[nodiscard]] std::vector<int> transposedRows(int semitones) const;

    [[nodiscard]] RollStrip strip(const CorpusPiece& piece) const;
    /// The columns of a strip from `firstColumn` on.
    [[nodiscard]] RollPicture picture(const RollStrip& strip, std::int64_t firstColumn) const;
    /// The whole piece, one picture after the other.
    [[nodiscard]] std::vector<RollPicture> encode(const CorpusPiece& piece) const;
    /// One picture after the other, in the tempo, signature, programs and channels of the corpus.
    /// REQUIRES: each has rowCount() × columnCount() pixels.
    [[nodiscard]] Score decode(std::span<const RollPicture> pictures) const;

  private:
    RollImage() = default;
    void chooseRows(const Corpus& corpus);
    void chooseMeter();
    /// True if the bars of pictures are those of the music; else they are eight beats, or 4/4.
    [[nodiscard]] bool hasBarsOfMusic() const;
    [[nodiscard]] int rowOf(int part, int pitch) const;
    [[nodiscard]] bool isSound() const;

    RollOptions m_options;
    CorpusParts m_parts;
    std::vector<RollRow> m_rows; ///< ascending
    TakeSetting m_setting;
    int m_numerator = 4; ///< of the bars of pictures
    int m_denominator = 4;
    int m_columns = 96;
};

} // namespace leitmotif
