// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/runs/recipe.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// A corpus as the tokens of a recipe's encoding, divided into what is learned and what is held
/// out. Owned by one family.
struct TokenCorpus {
    std::shared_ptr<const SequenceEncoding> encoding;
    std::vector<TokenSequence> sequences;
    CorpusSplit split;

    /// Errors: NoNotes, TooFewNotes, BadSetting.
    static Result<TokenCorpus> create(const Recipe& recipe, const Corpus& corpus);

    /// Tokens of the longest stretch that is learned.
    [[nodiscard]] std::size_t longestTraining() const;
    /// Of what is learned; turns tokens into the notes that losses are counted by.
    [[nodiscard]] double notesPerToken() const;
    /// The first tokens that are learned, as many as a checkpoint holds for samples to begin with.
    [[nodiscard]] std::vector<int> beginning() const;
};

} // namespace leitmotif
