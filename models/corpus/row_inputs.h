// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/events/note_rows.h"

#include <array>
#include <cstdint>
#include <span>

namespace leitmotif {

/// The inputs of a masked network for each note, as indices into one embedding table each. First
/// those known for masked notes, too: the number of bars from the note before, the numbers of notes
/// before and after it in its bar, the bar's meter, and the transposition. Then the five fields of
/// the note, each of which can be masked.
class RowInputs {
  public:
    static constexpr std::size_t kPlaces = 5;
    static constexpr std::size_t kCount = kPlaces + kNoteFields;

    /// `transposition`: semitones up and down, at most.
    RowInputs(const NoteRows& rows, int transposition);

    /// The size of each table.
    [[nodiscard]] const std::array<std::int64_t, kCount>& sizes() const { return m_sizes; }

    /// Where to write: `inputs[row * stride + input]`.
    struct Target {
        std::int64_t* inputs = nullptr;
        std::size_t stride = kCount;
    };
    /// Notes [first, first + mask.size()) of a piece, `semitones` away. REQUIRES: within the range.
    void write(const RowPiece& piece, std::size_t first, std::span<const std::uint8_t> mask,
               int semitones, Target target) const;
    /// Writes padding, for the shorter stretches of a batch.
    void writeNothing(Target target, std::size_t row) const;

  private:
    const NoteRows& m_rows;
    int m_transposition;
    std::array<std::int64_t, kCount> m_sizes;
};

} // namespace leitmotif
