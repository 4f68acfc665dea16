// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/baselines.h"

#include "core/analysis/ngram_model.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace leitmotif {

namespace {

/// Calls action(history, token) for every token of the spans; the history begins with its sequence.
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
    const auto& judged = split.validation.empty() ? split.training : split.validation;
    double nats = 0.0;
    forEachToken(sequences, judged, [&](std::span<const int>, int token) {
        nats -= std::log(counts[static_cast<std::size_t>(token)] / total);
    });
    return nats / static_cast<double>(std::max<std::size_t>(1, noteCount(judged)));
}

std::optional<NgramBaseline> ngramBaseline(std::span<const TokenSequence> sequences,
                                           const CorpusSplit& split, int vocabularySize) {
    constexpr std::array kOrders = {2, 4, 6, 8};
    constexpr std::size_t kMostTokens = 200'000; // each adds `order` contexts
    const std::size_t tokens = tokenCount(split.training);
    const std::size_t notes = noteCount(split.validation);
    std::optional<NgramBaseline> best;
    if (notes == 0)
        return best;
    for (const int order : kOrders) {
        NgramModel model(vocabularySize, order);
        std::size_t left = tokens;
        forEachToken(sequences, split.training, [&](std::span<const int> history, int token) {
            if (left-- <= kMostTokens)
                model.observe(history, token);
        });
        double nats = 0.0;
        forEachToken(sequences, split.validation, [&](std::span<const int> history, int token) {
            nats -= model.logProbability(history, token);
            model.observe(history, token);
        });
        nats /= static_cast<double>(notes);
        if (best && nats >= best->nats)
            break;
        best = {order, nats};
    }
    return best;
}

} // namespace leitmotif
