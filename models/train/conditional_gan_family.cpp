// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/conditional_gan_family.h"

#include "models/checkpoint/described_tokens.h"
#include "models/corpus/token_values.h"

#include <algorithm>
#include <torch/torch.h>

namespace leitmotif {

Result<std::unique_ptr<Family>> ConditionalGanFamily::create(const Recipe& recipe,
                                                             const Corpus& corpus,
                                                             torch::Device device, Random& random) {
    auto plan = conditionalGanPlan(recipe.network, recipe.name);
    if (!plan)
        return plan.error();
    auto tokens = tokensFor(recipe, corpus);
    if (!tokens)
        return tokens.error();
    const std::int64_t vocabulary = tokens->encoding->vocabularySize();
    LayerStack generator(plan->generator, plan->history + plan->noise, vocabulary, &random, device);
    LayerStack discriminator(plan->discriminator, plan->history + vocabulary, 1, &random, device);
    return std::unique_ptr<Family>(
        new ConditionalGanFamily(recipe, *std::move(plan), *std::move(tokens), std::move(generator),
                                 std::move(discriminator), device));
}

torch::Tensor ConditionalGanFamily::histories(std::span<const Place> places) const {
    const auto rows = torch::empty({static_cast<std::int64_t>(places.size()), plan().history});
    auto* values = rows.data_ptr<float>();
    for (const auto& [sequence, token] : places) {
        const std::span<const int> tokens(corpus().sequences[sequence].tokens);
        values = std::ranges::copy(historyValues(tokens.first(token), plan().history,
                                                 corpus().encoding->vocabularySize()),
                                   values)
                     .out;
    }
    return rows.to(generator().device());
}

torch::Tensor ConditionalGanFamily::real(std::span<const Place> places) const {
    const auto next = torch::full(
        {static_cast<std::int64_t>(places.size()), corpus().encoding->vocabularySize()}, -1.0F);
    auto* values = next.data_ptr<float>();
    for (const auto& [sequence, token] : places) {
        values[corpus().sequences[sequence].tokens[token]] = 1.0F;
        values += next.size(1);
    }
    const auto before = histories(places);
    return torch::cat({before, next.to(before.device())}, -1);
}

torch::Tensor ConditionalGanFamily::fake(std::span<const Place> places, Random& random,
                                         const LayerStack::Pass& pass) const {
    const auto before = histories(places);
    const auto noise = normalTensor({before.size(0), plan().noise}, 1.0, random);
    const auto next =
        generator().forward(torch::cat({before, noise.to(before.device())}, -1), pass);
    return torch::cat({before, next}, -1);
}

nlohmann::json ConditionalGanFamily::description() const {
    return DescribedTokens::toJson(*corpus().encoding, static_cast<std::size_t>(plan().history),
                                   corpus().primer());
}

} // namespace leitmotif
