// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/checkpoint/ngram_part.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace leitmotif {

Result<NgramPart> NgramPart::create(const WeightsPart& part, int vocabularySize) {
    const auto* shares = findArray(part.weights, kNetworkShares);
    if (shares == nullptr || shares->values.size() != NgramMixture::kOrder + 1 ||
        !std::ranges::all_of(shares->values, [](float s) { return s >= 0.0F && s <= 1.0F; }))
        return unreadable("its mixture is damaged");
    NgramModel model(vocabularySize, NgramMixture::kOrder);
    try {
        for (const auto& tokens :
             part.description.at("counted").get<std::vector<std::vector<int>>>()) {
            if (!std::ranges::all_of(tokens, [&](int t) { return t >= 0 && t < vocabularySize; }))
                return unreadable("its counted tokens do not fit its encoding");
            model.observe(tokens);
        }
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
    return NgramPart(std::move(model), NgramMixture({shares->values.begin(), shares->values.end()}),
                     part.recipe.ngram.depth);
}

void NgramPart::blendInto(std::span<float> logits, std::span<const int> history) const {
    const float highest = *std::ranges::max_element(logits);
    std::vector<double> network(logits.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        sum += network[i] = std::exp(static_cast<double>(logits[i]) - highest);
    for (double& probability : network)
        probability /= sum;
    std::vector<double> ngram(logits.size());
    const int depth =
        m_model.fillProbabilities(history.last(std::min(m_depth, history.size())), ngram);
    m_mixture.blend(network, ngram, depth);
    for (std::size_t i = 0; i < logits.size(); ++i)
        logits[i] = static_cast<float>(std::log(network[i]));
}

} // namespace leitmotif
