// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/generate/token_gan_sampler.h"

#include "models/checkpoint/described_tokens.h"
#include "models/corpus/token_values.h"
#include "models/generate/gan_generator.h"
#include "models/stepwise/sampling.h"

#include <torch/torch.h>

namespace leitmotif {

Result<std::unique_ptr<Sampler>> TokenGanSampler::create(const WeightsPart& part) {
    auto plan = tokenGanPlan(part.recipe.network, part.recipe.name);
    if (!plan)
        return unreadable(describe(plan.error()));
    auto described = DescribedTokens::of(part);
    if (!described)
        return described.error();
    auto generator = filledGenerator(*plan, plan->noise,
                                     static_cast<std::int64_t>(described->length), part.weights);
    if (!generator)
        return generator.error();
    return std::unique_ptr<Sampler>(new TokenGanSampler(*std::move(plan), *std::move(generator),
                                                        std::move(described->encoding)));
}

TokenGanSampler::TokenGanSampler(GanPlan plan, std::unique_ptr<LayerStack> generator,
                                 std::unique_ptr<SequenceEncoding> encoding)
    : m_plan(std::move(plan)), m_generator(std::move(generator)), m_encoding(std::move(encoding)) {}

TokenGanSampler::~TokenGanSampler() = default;

Result<std::vector<Score>> TokenGanSampler::generate(const GenerateRequest& request,
                                                     std::stop_token stop) const {
    return scoresOf(request, *m_encoding,
                    [&](std::uint64_t seed) { return sampled(request, seed, stop); });
}

std::optional<std::vector<int>> TokenGanSampler::sampled(const GenerateRequest& request,
                                                         std::uint64_t seed,
                                                         const std::stop_token& stop) const {
    Random random(seed);
    SampleLength length(request, *m_encoding);
    std::vector<std::uint8_t> allowed(static_cast<std::size_t>(m_encoding->vocabularySize()));
    std::vector<int> tokens;
    while (!length.isReached()) {
        if (stop.stop_requested())
            return {};
        const auto noise = normalTensor({1, m_plan.noise}, 1.0, random);
        for (const float value : outputsFor(*m_generator, noise)) {
            if (length.isReached())
                break;
            length.fillAllowed(allowed);
            tokens.push_back(nearestToken(value, allowed));
            length.accept(tokens.back());
        }
    }
    return tokens;
}

} // namespace leitmotif
