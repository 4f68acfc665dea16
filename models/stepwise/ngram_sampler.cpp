// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/stepwise/ngram_sampler.h"

#include "core/encoding/factory.h"
#include "models/stepwise/nucleus.h"
#include "models/stepwise/sampling.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace leitmotif {

namespace {

constexpr int kHighestOrder = 64;

} // namespace

Result<std::unique_ptr<Sampler>> NgramSampler::create(const WeightsPart& part) {
    if (!part.description.is_object() || !part.description.contains("encoding"))
        return unreadable("it has no encoding");
    auto encoding = encodingFromJson(part.description.at("encoding"));
    if (!encoding)
        return encoding.error();
    const int size = (*encoding)->vocabularySize();
    try {
        const int order = part.description.at("order").get<int>();
        if (order < 0 || order > kHighestOrder)
            return unreadable("its contexts have no possible length");
        NgramModel model(size, order);
        for (const auto& tokens :
             part.description.at("counted").get<std::vector<std::vector<int>>>()) {
            if (!std::ranges::all_of(tokens, [&](int token) { return token >= 0 && token < size; }))
                return unreadable("its counted tokens do not fit its encoding");
            model.observe(tokens);
        }
        return std::unique_ptr<Sampler>(
            new NgramSampler(std::move(model), std::move(*encoding), part.recipe.ngram.depth));
    } catch (const nlohmann::json::exception& exception) {
        return unreadable(exception.what());
    }
}

Result<std::vector<Score>> NgramSampler::generate(const GenerateRequest& request,
                                                  std::stop_token stop) const {
    if (const auto possible = checked(request); !possible)
        return possible.error();
    std::vector<Score> scores;
    for (int i = 0; i < request.count; ++i) {
        const auto tokens = sampled(request, request.seed + static_cast<std::uint64_t>(i), stop);
        if (!tokens)
            break;
        scores.push_back(m_encoding->decode(*tokens));
    }
    return scores;
}

std::optional<std::vector<int>> NgramSampler::sampled(const GenerateRequest& request,
                                                      std::uint64_t seed,
                                                      const std::stop_token& stop) const {
    Random random(seed);
    const auto guide = m_encoding->guide(request.bars);
    std::vector<double> chances(static_cast<std::size_t>(m_encoding->vocabularySize()));
    std::vector<float> logits(chances.size());
    std::vector<std::uint8_t> allowed(chances.size());
    const auto groups = m_encoding->tokenGroups();
    std::vector<int> tokens;
    while (!guide->isComplete()) {
        if (stop.stop_requested())
            return {};
        m_model.fillProbabilities(std::span(tokens).last(std::min(m_depth, tokens.size())),
                                  chances);
        std::ranges::transform(chances, logits.begin(),
                               [](double chance) { return static_cast<float>(std::log(chance)); });
        guide->fillAllowed(allowed);
        const int token =
            drawToken(logits, allowed, groups, request.temperature, request.topP, random);
        guide->accept(token);
        tokens.push_back(token);
    }
    return tokens;
}

} // namespace leitmotif
