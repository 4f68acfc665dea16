// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/events/note_rows.h"

#include <array>
#include <cstdint>
#include <span>

namespace leitmotif {

/// What a masked network reads of each note, as numbers into one table each. What is known of a
/// hidden note, too, comes first: how many bars lie between it and the note before, how many notes
/// of its bar stand before and after it, the bar's meter, and how far the stretch was transposed.
/// Then its five fields, each of which can be hidden.
class RowInputs {
  public:
    static constexpr std::size_t kPlaces = 5;
    static constexpr std::size_t kCount = kPlaces + kNoteFields;

    /// `transposition`: semitones up and down, at most.
    RowInputs(const NoteRows& rows, int transposition);

    /// How many numbers each table knows.
    [[nodiscard]] const std::array<std::int64_t, kCount>& sizes() const { return m_sizes; }

    /// Where to write: `inputs[row * stride + input]`.
    struct Target {
        std::int64_t* inputs = nullptr;
        std::size_t stride = kCount;
    };
    /// Notes [first, first + mask.size()) of a piece, `semitones` away. REQUIRES: within the range.
    void write(const RowPiece& piece, std::size_t first, std::span<const std::uint8_t> mask,
               int semitones, Target target) const;
    /// A row that is no note: beside a shorter stretch of a batch.
    void writeNothing(Target target, std::size_t row) const;

  private:
    const NoteRows& m_rows;
    int m_transposition;
    std::array<std::int64_t, kCount> m_sizes;
};

} // namespace leitmotif
