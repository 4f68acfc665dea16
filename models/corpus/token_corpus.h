// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/runs/recipe.h"

#include <memory>
#include <vector>

namespace leitmotif {

/// A corpus as tokens of the recipe's encoding, split into training, validation and test. Owned by
/// one family.
struct TokenCorpus {
    std::shared_ptr<const SequenceEncoding> encoding;
    std::vector<TokenSequence> sequences;
    CorpusSplit split;

    /// Errors: NoNotes, TooFewNotes, BadSetting.
    static Result<TokenCorpus> create(const Recipe& recipe, const Corpus& corpus);

    /// Tokens of the longest stretch of the training part.
    [[nodiscard]] std::size_t longestTraining() const;
    /// Notes per token of the training part; converts losses per token into losses per note.
    [[nodiscard]] double notesPerToken() const;
    /// The primer of samples: the first tokens of the training part, as many as a checkpoint holds.
    [[nodiscard]] std::vector<int> primer() const;
};

} // namespace leitmotif
