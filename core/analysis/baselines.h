// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"
#include "core/analysis/split.h"
#include "core/encoding/common/encoding.h"

#include <optional>
#include <span>
#include <vector>

namespace leitmotif {

/// The unigram baseline: cross-entropy of the validation tokens, all kinds together, under the
/// counts of the training tokens plus one each, in nats per note. Without held-out tokens, that of
/// the training tokens. REQUIRES: something to train on.
[[nodiscard]] double unigramNats(std::span<const TokenSequence> sequences, const CorpusSplit& split,
                                 int vocabularySize);

/// The baseline of an n-gram model.
struct NgramBaseline {
    int order = 0;     ///< tokens of context
    double nats = 0.0; ///< per note of the validation part
};

/// The cross-entropy of an n-gram model (see NgramModel) that learns the training part (of a large
/// one the last 200,000 tokens) and keeps learning while it is evaluated. It has 2, 4, 6 or 8
/// tokens of context: more as long as they help. Nothing where no notes are held out.
[[nodiscard]] std::optional<NgramBaseline> ngramBaseline(std::span<const TokenSequence> sequences,
                                                         const CorpusSplit& split,
                                                         int vocabularySize);

/// The probability that an n-gram model with `order` tokens of context gives each held-out token,
/// in the order of the spans. It has learned the training part (of a large one the last 200,000
/// tokens) and keeps learning while it is evaluated, through the validation part and then the test
/// part.
struct HeldOutPredictions {
    std::vector<NgramModel::Prediction> validation;
    std::vector<NgramModel::Prediction> test;
};
[[nodiscard]] HeldOutPredictions heldOutPredictions(std::span<const TokenSequence> sequences,
                                                    const CorpusSplit& split, int vocabularySize,
                                                    int order);

/// The tokens that such a model learns before it is evaluated, span by span: the training part, or
/// its last 200,000 tokens.
[[nodiscard]] std::vector<std::vector<int>> tokensToCount(std::span<const TokenSequence> sequences,
                                                          const CorpusSplit& split);

} // namespace leitmotif
