// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/corpus/row_inputs.h"

#include <algorithm>

namespace leitmotif {

namespace {

constexpr int kMostBarsBetween = 4;
constexpr int kBeginning = kMostBarsBetween + 1; ///< no note before
constexpr int kNothing = kBeginning + 1;         ///< no note at all
constexpr int kMostPlaces = 32;

/// Number of notes from `row` in one direction to the end of the bar.
int notesOfBar(const std::vector<NoteRow>& rows, std::size_t row, int direction) {
    int count = 0;
    for (auto i = static_cast<std::ptrdiff_t>(row) + direction;
         i >= 0 && i < static_cast<std::ptrdiff_t>(rows.size()) && count + 1 < kMostPlaces &&
         rows[static_cast<std::size_t>(i)].bar == rows[row].bar;
         i += direction)
        ++count;
    return count;
}

} // namespace

RowInputs::RowInputs(const NoteRows& rows, int transposition)
    : m_rows(rows),
      m_transposition(transposition),
      m_sizes{kNothing + 1, kMostPlaces, kMostPlaces,
              std::max<std::int64_t>(1, static_cast<std::int64_t>(rows.model().meters.size())),
              2 * std::int64_t{transposition} + 1} {
    for (std::size_t field = 0; field < kNoteFields; ++field) // one more for the mask
        m_sizes[kPlaces + field] = rows.count(static_cast<NoteField>(field)) + 1;
}

void RowInputs::write(const RowPiece& piece, std::size_t first, std::span<const std::uint8_t> mask,
                      int semitones, Target target) const {
    const auto& rows = piece.rows;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        const std::size_t place = first + i;
        const NoteRow& row = rows[place];
        std::int64_t* to = target.inputs + i * target.stride;
        to[0] = i == 0 ? kBeginning : std::min(kMostBarsBetween, row.bar - rows[place - 1].bar);
        to[1] = notesOfBar(rows, place, -1);
        to[2] = notesOfBar(rows, place, 1);
        to[3] = piece.bars[static_cast<std::size_t>(row.bar)].meter;
        to[4] = semitones + m_transposition;
        for (std::size_t field = 0; field < kNoteFields; ++field) {
            // A gap is meaningless if the note before is masked.
            const bool isGap = piece.hasFreeBeat && field == 0 && i > 0 && mask[i - 1] != 0;
            to[kPlaces + field] = mask[i] != 0 || isGap ? m_sizes[kPlaces + field] - 1
                                  : static_cast<NoteField>(field) == NoteField::Pitch
                                      ? m_rows.transposed(row.said[field], semitones)
                                      : row.said[field];
        }
    }
}

void RowInputs::writeNothing(Target target, std::size_t row) const {
    std::int64_t* to = target.inputs + row * target.stride;
    std::fill(to, to + kPlaces, 0);
    to[0] = kNothing;
    for (std::size_t field = 0; field < kNoteFields; ++field)
        to[kPlaces + field] = m_sizes[kPlaces + field] - 1;
}

} // namespace leitmotif
