// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ngram_model.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

constexpr auto kToken = &std::pair<int, std::uint32_t>::first;

} // namespace

NgramModel::NgramModel(int vocabularySize, int order)
    : m_vocabularySize(vocabularySize), m_order(order), m_contexts(1) {
    assert(vocabularySize >= 1 && order >= 0);
}

void NgramModel::count(Context& context, int token) {
    ++context.total;
    const auto place = std::ranges::lower_bound(context.counts, token, {}, kToken);
    if (place == context.counts.end() || place->first != token)
        context.counts.insert(place, {token, 1});
    else
        ++place->second;
}

double NgramModel::seen(const Context& context, int token) {
    const auto place = std::ranges::lower_bound(context.counts, token, {}, kToken);
    return place == context.counts.end() || place->first != token ? 0.0 : place->second;
}

void NgramModel::observe(std::span<const int> history, int token) {
    Index context = 0;
    count(m_contexts[0], token);
    const std::size_t depth = std::min(history.size(), static_cast<std::size_t>(m_order));
    for (std::size_t k = 1; k <= depth; ++k) {
        const auto [entry, isNew] = m_longer.try_emplace(key(context, history[history.size() - k]),
                                                         static_cast<Index>(m_contexts.size()));
        if (isNew)
            m_contexts.emplace_back();
        context = entry->second;
        count(m_contexts[context], token);
    }
}

void NgramModel::observe(std::span<const int> tokens) {
    for (std::size_t i = 0; i < tokens.size(); ++i)
        observe(tokens.first(i), tokens[i]);
}

const NgramModel::Context* NgramModel::longer(Index& context, int tokenBefore) const {
    const auto found = m_longer.find(key(context, tokenBefore));
    if (found == m_longer.end())
        return nullptr;
    context = found->second;
    return &m_contexts[context];
}

template <class Level>
int NgramModel::forEachContext(std::span<const int> history, Level level) const {
    const std::size_t depth = std::min(history.size(), static_cast<std::size_t>(m_order));
    Index index = 0;
    const Context* context = &m_contexts[0];
    std::size_t k = 0;
    for (; context && context->total > 0; ++k) {
        level(*context, static_cast<double>(context->counts.size()));
        context = k < depth ? longer(index, history[history.size() - 1 - k]) : nullptr;
    }
    return std::max(0, static_cast<int>(k) - 1);
}

NgramModel::Prediction NgramModel::predict(std::span<const int> history, int token) const {
    Prediction prediction{1.0 / m_vocabularySize, 0};
    prediction.depth = forEachContext(history, [&](const Context& context, double different) {
        prediction.probability = (seen(context, token) + different * prediction.probability) /
                                 (static_cast<double>(context.total) + different);
    });
    return prediction;
}

int NgramModel::fillProbabilities(std::span<const int> history,
                                  std::span<double> probabilities) const {
    assert(static_cast<int>(probabilities.size()) == m_vocabularySize);
    std::ranges::fill(probabilities, 1.0 / m_vocabularySize);
    return forEachContext(history, [&](const Context& context, double different) {
        const double scale = 1.0 / (static_cast<double>(context.total) + different);
        for (double& probability : probabilities)
            probability *= different * scale;
        for (const auto& [token, times] : context.counts)
            probabilities[static_cast<std::size_t>(token)] += times * scale;
    });
}

} // namespace leitmotif
