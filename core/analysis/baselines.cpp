// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/baselines.h"

#include "core/analysis/ngram_model.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leitmotif {

namespace {

/// Calls action(history, token) for every token of the spans; the history begins at the start of
/// its sequence.
template <class Action>
void forEachToken(std::span<const TokenSequence> sequences, std::span<const SequenceSpan> spans,
                  Action action) {
    for (const SequenceSpan& span : spans) {
        const std::span<const int> tokens(sequences[span.sequence].tokens);
        for (std::size_t i = span.first; i < span.last; ++i)
            action(tokens.first(i), tokens[i]);
    }
}

} // namespace

double unigramNats(std::span<const TokenSequence> sequences, const CorpusSplit& split,
                   int vocabularySize) {
    std::vector<double> counts(static_cast<std::size_t>(vocabularySize), 1.0);
    forEachToken(sequences, split.training, [&](std::span<const int>, int token) {
        counts[static_cast<std::size_t>(token)] += 1.0;
    });
    const double total = static_cast<double>(tokenCount(split.training)) + vocabularySize;
    const auto& evaluated = split.validation.empty() ? split.training : split.validation;
    double nats = 0.0;
    forEachToken(sequences, evaluated, [&](std::span<const int>, int token) {
        nats -= std::log(counts[static_cast<std::size_t>(token)] / total);
    });
    return nats / static_cast<double>(std::max<std::size_t>(1, noteCount(evaluated)));
}

std::vector<std::vector<int>> tokensToCount(std::span<const TokenSequence> sequences,
                                            const CorpusSplit& split) {
    constexpr std::size_t kMostTokens = 200'000; // each adds a context of every length
    const std::size_t tokens = tokenCount(split.training);
    std::size_t left = tokens - std::min(tokens, kMostTokens); // to skip
    std::vector<std::vector<int>> counted;
    for (const SequenceSpan& span : split.training) {
        const std::size_t skipped = std::min(left, span.tokens());
        left -= skipped;
        const auto& all = sequences[span.sequence].tokens;
        if (skipped < span.tokens())
            counted.emplace_back(all.begin() + static_cast<std::ptrdiff_t>(span.first + skipped),
                                 all.begin() + static_cast<std::ptrdiff_t>(span.last));
    }
    return counted;
}

HeldOutPredictions heldOutPredictions(std::span<const TokenSequence> sequences,
                                      const CorpusSplit& split, int vocabularySize, int order) {
    NgramModel model(vocabularySize, order);
    for (const auto& tokens : tokensToCount(sequences, split))
        model.observe(tokens);
    const auto evaluate = [&](std::span<const SequenceSpan> spans) {
        std::vector<NgramModel::Prediction> predictions;
        forEachToken(sequences, spans, [&](std::span<const int> history, int token) {
            predictions.push_back(model.predict(history, token));
            model.observe(history, token);
        });
        return predictions;
    };
    HeldOutPredictions predictions;
    predictions.validation = evaluate(split.validation);
    predictions.test = evaluate(split.test);
    return predictions;
}

std::optional<NgramBaseline> ngramBaseline(std::span<const TokenSequence> sequences,
                                           const CorpusSplit& split, int vocabularySize) {
    constexpr std::array kOrders = {2, 4, 6, 8};
    const std::size_t notes = noteCount(split.validation);
    std::optional<NgramBaseline> best;
    if (notes == 0)
        return best;
    for (const int order : kOrders) {
        double nats = 0.0;
        for (const auto& token :
             heldOutPredictions(sequences, split, vocabularySize, order).validation)
            nats -= std::log(token.probability);
        nats /= static_cast<double>(notes);
        if (best && nats >= best->nats)
            break;
        best = {order, nats};
    }
    return best;
}

} // namespace leitmotif
