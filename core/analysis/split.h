// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"

#include <cstddef>
#include <span>
#include <vector>

namespace leitmotif {

/// A stretch of one token sequence: tokens [first, last) and their notes. The tokens before `first`
/// in the same sequence are its context: a model reads them (from token 0), but is not evaluated on
/// them.
struct SequenceSpan {
    std::size_t sequence = 0; ///< index into the split sequences
    std::size_t first = 0;
    std::size_t last = 0;
    std::size_t notes = 0;

    [[nodiscard]] std::size_t tokens() const { return last - first; }
    bool operator==(const SequenceSpan&) const = default;
};

/// The training, validation and test part of a corpus. Every token with a note belongs to exactly
/// one part, or is given.
struct CorpusSplit {
    std::vector<SequenceSpan> training;
    std::vector<SequenceSpan> validation;
    std::vector<SequenceSpan> test;
};

/// What a split needs to know of a sequence.
struct SequenceShape {
    std::size_t notes = 0;
    std::size_t tokens = 0;
    std::size_t givenNotes = 0;
    PieceRole role = PieceRole::Training;
    /// The token at which each note starts; null: token and note have the same number.
    const std::vector<std::size_t>* noteStarts = nullptr;
};

[[nodiscard]] std::size_t noteCount(std::span<const SequenceSpan> spans);
[[nodiscard]] std::size_t tokenCount(std::span<const SequenceSpan> spans);

/// Pieces for validation and test are held out whole, less the notes that are given; of a part that
/// has such pieces no share is taken. The others are split by shares of the notes. One or two
/// sequences: each is cut in time order, its training part first, then validation, then test. Three
/// and more: whole sequences, as near to the shares as they come, from the last one on; at least
/// one for each share above 0, and one to train on. REQUIRES: validation, test ≥ 0; validation +
/// test < 1.
[[nodiscard]] CorpusSplit splitSequences(std::span<const SequenceShape> sequences,
                                         double validation, double test);
[[nodiscard]] CorpusSplit splitSequences(std::span<const TokenSequence> sequences,
                                         double validation, double test);

} // namespace leitmotif
