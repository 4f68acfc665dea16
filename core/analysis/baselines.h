// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"
#include "core/analysis/split.h"
#include "core/encoding/common/encoding.h"

#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// What counting tokens achieves: cross-entropy of the validation tokens, all kinds together, under
/// the counts of the training tokens plus one each, in nats per note. Of the training tokens
/// themselves where none are held out. REQUIRES: something to train on.
[[nodiscard]] double unigramNats(std::span<const TokenSequence> sequences, const CorpusSplit& split,
                                 int vocabularySize);

/// What looking at a few tokens achieves.
struct NgramBaseline {
    int order = 0;     ///< tokens of context
    double nats = 0.0; ///< per note of the validation part
};

/// The same of an n-gram model (see NgramModel) that learns the training part (of a large one the
/// last 200,000 tokens) and goes on learning while it is judged, with 2, 4, 6 or 8 tokens of
/// context: more as long as they help. Nothing where no notes are held out.
[[nodiscard]] std::optional<NgramBaseline> ngramBaseline(std::span<const TokenSequence> sequences,
                                                         const CorpusSplit& split,
                                                         int vocabularySize);

/// What an n-gram model with `order` tokens of context gives each held-out token, in the order of
/// the spans. It has learned the training part (of a large one the last 200,000 tokens) and goes on
/// learning while it is judged, through the validation part and then the test part.
struct HeldOutPredictions {
    std::vector<NgramModel::Prediction> validation;
    std::vector<NgramModel::Prediction> test;
};
[[nodiscard]] HeldOutPredictions heldOutPredictions(std::span<const TokenSequence> sequences,
                                                    const CorpusSplit& split, int vocabularySize,
                                                    int order);

/// The tokens that such a model learns before it is judged: those of the training part, or of a
/// large one the last 200,000, span by span.
[[nodiscard]] std::vector<std::vector<int>> tokensToCount(std::span<const TokenSequence> sequences,
                                                          const CorpusSplit& split);

} // namespace leitmotif
