// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/token_gan_family.h"

#include "models/checkpoint/described_tokens.h"
#include "models/corpus/token_values.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

Result<std::unique_ptr<Family>> TokenGanFamily::create(const Recipe& recipe, const Corpus& corpus,
                                                       torch::Device device, Random& random) {
    auto plan = tokenGanPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    auto tokens = tokensFor(recipe, corpus);
    if (!tokens)
        return tokens.error();
    const auto length =
        std::min(tokens->longestTraining(), static_cast<std::size_t>(recipe.training.length));
    LayerStack generator(plan->generator, plan->noise, static_cast<std::int64_t>(length), &random,
                         device);
    LayerStack discriminator(plan->discriminator, 1, 1, &random, device);
    return std::unique_ptr<Family>(new TokenGanFamily(recipe, *std::move(plan), *std::move(tokens),
                                                      length, std::move(generator),
                                                      std::move(discriminator), device));
}

std::size_t TokenGanFamily::windowsOfEpoch() const {
    return (tokenCount(corpus().split.training) + m_length - 1) / m_length;
}

TokenGan::Place TokenGanFamily::drawnPlace(Random& random) const {
    return drawnToken(m_length, random);
}

torch::Tensor TokenGanFamily::real(std::span<const Place> places) const {
    const auto windows = torch::empty(
        {static_cast<std::int64_t>(m_length), static_cast<std::int64_t>(places.size()), 1});
    auto* values = windows.data_ptr<float>();
    for (std::size_t step = 0; step < m_length; ++step)
        for (const auto& [sequence, token] : places)
            *values++ = scaledToken(corpus().sequences[sequence].tokens[token + step],
                                    corpus().encoding->vocabularySize());
    return windows.to(generator().device());
}

torch::Tensor TokenGanFamily::fake(std::span<const Place> places, Random& random,
                                   const LayerStack::Pass& pass) const {
    const auto noise =
        normalTensor({static_cast<std::int64_t>(places.size()), plan().noise}, 1.0, random);
    return generator().forward(noise, pass).t().unsqueeze(-1); // (L, B, 1)
}

nlohmann::json TokenGanFamily::description() const {
    return DescribedTokens::toJson(*corpus().encoding, m_length, corpus().primer());
}

} // namespace leitmotif
