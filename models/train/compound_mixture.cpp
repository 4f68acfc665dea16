// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/compound_mixture.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>
#include <torch/torch.h>
#include <utility>

namespace leitmotif {

namespace {

// A pretrained network deserves more trust than one that has learned one piece.
constexpr MixturePrior kPrior{.networkShare = 0.9, .tokens = 30.0};

/// Held-out targets of a field, with their probabilities under the network.
struct Targets {
    std::vector<double> network;
    std::span<const CompoundNgrams::Predictions> counted;

    [[nodiscard]] Targets part(std::size_t first, std::size_t last) const {
        return {{network.begin() + static_cast<std::ptrdiff_t>(first),
                 network.begin() + static_cast<std::ptrdiff_t>(last)},
                counted.subspan(first, last - first)};
    }
};
using Chain = std::array<NgramMixture, kCompoundContexts>;

std::vector<NgramMixture::HeldOutToken> tokensOf(const Targets& targets, std::size_t context) {
    std::vector<NgramMixture::HeldOutToken> tokens;
    for (std::size_t i = 0; i < targets.counted.size(); ++i)
        tokens.push_back({targets.network[i], targets.counted[i][context]});
    return tokens;
}

/// Turns the network's probabilities into those of the mixture.
void blend(Targets& targets, const NgramMixture& mixture, std::size_t context) {
    const auto tokens = tokensOf(targets, context);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        targets.network[i] = mixture.probability(tokens[i]);
}

Chain fitted(Targets targets) {
    Chain chain;
    for (std::size_t context = 0; context < chain.size(); ++context) {
        chain[context] = NgramMixture::fitted(tokensOf(targets, context), kPrior);
        blend(targets, chain[context], context);
    }
    return chain;
}

double natsOf(Targets targets, const Chain& chain) {
    for (std::size_t context = 0; context < chain.size(); ++context)
        blend(targets, chain[context], context);
    double nats = 0.0;
    for (const double probability : targets.network)
        nats -= std::log(probability);
    return nats;
}

/// Each half under mixtures that are fitted to the other one.
double crossFittedNats(const Targets& targets) {
    const auto size = targets.counted.size();
    const auto first = targets.part(0, size / 2);
    const auto second = targets.part(size / 2, size);
    return natsOf(first, fitted(second)) + natsOf(second, fitted(first));
}

torch::Tensor sharesOf(const Chain& chain) {
    std::vector<torch::Tensor> rows;
    for (const auto& mixture : chain)
        rows.push_back(torch::tensor(mixture.networkShares(), torch::kFloat32));
    return torch::stack(rows);
}

Chain chainOf(const torch::Tensor& shares) {
    Chain chain;
    for (std::size_t context = 0; context < chain.size(); ++context) {
        const auto row = shares[static_cast<std::int64_t>(context)].contiguous();
        const auto* first = row.data_ptr<float>();
        chain[context] = NgramMixture({first, first + row.numel()});
    }
    return chain;
}

} // namespace

CompoundMixture::CompoundMixture()
    : m_shares(
          torch::ones({static_cast<std::int64_t>(kCompoundFields),
                       static_cast<std::int64_t>(kCompoundContexts), NgramMixture::kOrder + 1})) {}

CompoundMixture::CompoundMixture(CompoundPredictions validation, CompoundPredictions test)
    : CompoundMixture() {
    m_validation = std::move(validation);
    m_test = std::move(test);
    if (std::ranges::all_of(m_validation, [](const auto& targets) { return targets.empty(); }))
        m_shares.fill_(kPrior.networkShare);
}

CompoundMixture::FieldNats CompoundMixture::nats(HeldOut part, const TargetNats& byNetwork) {
    FieldNats sums = {};
    for (std::size_t field = 0; field < kCompoundFields; ++field) {
        Targets targets;
        targets.counted = (part == HeldOut::Validation ? m_validation : m_test)[field];
        for (const float nats : byNetwork[field])
            targets.network.push_back(std::exp(-static_cast<double>(nats)));
        assert(targets.counted.size() == targets.network.size());
        auto shares = m_shares[static_cast<std::int64_t>(field)];
        if (part == HeldOut::Validation) {
            shares.copy_(sharesOf(fitted(targets)));
            sums[field] = crossFittedNats(targets);
        } else {
            sums[field] = natsOf(targets, chainOf(shares));
        }
    }
    return sums;
}

} // namespace leitmotif
