// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/masked_net.h"
#include "models/corpus/note_masks.h"

#include <stop_token>

namespace leitmotif {

/// Draws hidden notes of a piece from a masked network. Immutable; any thread.
///
/// Of notes that are hidden in a row the first is drawn, of all such stretches at once; then the
/// network reads the piece again with these notes in it. So each note answers to its neighbours,
/// and a note here and there costs a few passes of the network. Long stretches are begun at several
/// bars at once.
class NoteFiller {
  public:
    struct Choice {
        double temperature = 1.0;
        double topP = 1.0;
        std::vector<std::uint8_t> parts = {}; ///< 1 for those that may play; empty: all
    };

    /// All arguments outlive it.
    NoteFiller(const NoteRows& encoding, const RowInputs& inputs, const MaskedNet& net)
        : m_encoding(encoding), m_inputs(inputs), m_net(net) {}

    /// Draws the notes that the mask hides and puts all rows in order. A note that comes out as it
    /// was keeps its source. The bar of a row stays. False if stopped before the end; then the
    /// piece is of no use. REQUIRES: rows in order of their bars, mask.size() == rows.
    bool fill(RowPiece& piece, NoteMask mask, const Choice& choice, Random& random,
              const std::stop_token& stop) const;

  private:
    /// Rows whose turn it is.
    [[nodiscard]] static std::vector<std::size_t> next(const RowPiece& piece, const NoteMask& mask);
    void draw(RowPiece& piece, const NoteMask& mask, std::span<const std::size_t> places,
              const Choice& choice, Random& random) const;
    void fillAllowed(NoteField field, const RowPiece& piece, const NoteMask& mask,
                     std::size_t place, const Choice& choice,
                     std::span<std::uint8_t> allowed) const;
    void allowTimes(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                    std::span<std::uint8_t> allowed) const;
    void allowPitches(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                      std::span<std::uint8_t> allowed) const;
    /// Where the note stands that a word of time means.
    void putAt(RowPiece& piece, std::size_t place, int when) const;

    const NoteRows& m_encoding;
    const RowInputs& m_inputs;
    const MaskedNet& m_net;
};

} // namespace leitmotif
