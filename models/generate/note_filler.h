// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/note_masks.h"
#include "models/nets/masked_net.h"

#include <map>
#include <span>
#include <stop_token>
#include <vector>

namespace leitmotif {

/// Samples masked notes of a piece from a masked network. Immutable; any thread.
///
/// Each pass of the network samples the first note of every masked stretch; the next pass reads the
/// piece with these notes. So each note depends on its neighbours, and scattered notes cost only a
/// few passes. Long stretches are begun at several bars at once.
class NoteFiller {
  public:
    struct Choice {
        double temperature = 1.0;
        double topP = 1.0;
        std::vector<std::uint8_t> parts = {}; ///< 1 for those that may play; empty: all
    };

    /// Rows that stay, by their bars, in order.
    using StayingRows = std::map<int, std::vector<NoteRow>>;

    /// All arguments outlive it.
    NoteFiller(const NoteRows& encoding, const RowInputs& inputs, const MaskedNet& net)
        : m_encoding(encoding), m_inputs(inputs), m_net(net) {}

    /// Samples the masked notes and sorts all rows. A note that comes out unchanged keeps its
    /// source. The bar of a row stays. False if stopped before the end; then the piece is
    /// incomplete. In bars with rows that stay, each of these takes the place of the first masked
    /// row that would come after it, or play its part. REQUIRES: rows in order of their bars,
    /// mask.size() == rows; in bars with rows that stay, all rows are masked, these and more.
    bool fill(RowPiece& piece, NoteMask mask, const Choice& choice, Random& random,
              const std::stop_token& stop, StayingRows staying = {}) const;

  private:
    /// The rows to sample in the next pass.
    [[nodiscard]] static std::vector<std::size_t> next(const RowPiece& piece, const NoteMask& mask);
    void draw(RowPiece& piece, const NoteMask& mask, std::span<const std::size_t> places,
              const Choice& choice, const StayingRows& staying, Random& random) const;
    /// Puts the next row that stays in its bar in the place of what was drawn, if it is its turn.
    void giveWay(RowPiece& piece, std::size_t place, const Choice& choice,
                 StayingRows& staying) const;
    void fillAllowed(NoteField field, const RowPiece& piece, const NoteMask& mask,
                     std::size_t place, const Choice& choice, const StayingRows& staying,
                     std::span<std::uint8_t> allowed) const;
    void allowTimes(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                    std::span<std::uint8_t> allowed) const;
    void allowPitches(const RowPiece& piece, const NoteMask& mask, std::size_t place,
                      std::span<std::uint8_t> allowed) const;
    /// Moves a note to the place that the time word `when` means.
    void putAt(RowPiece& piece, std::size_t place, int when) const;

    const NoteRows& m_encoding;
    const RowInputs& m_inputs;
    const MaskedNet& m_net;
};

} // namespace leitmotif
