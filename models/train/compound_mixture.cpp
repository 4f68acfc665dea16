// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/compound_mixture.h"

#include <cassert>
#include <cmath>
#include <torch/torch.h>
#include <utility>

namespace leitmotif {

namespace {

torch::Tensor rowOf(const NgramMixture& mixture) {
    return torch::tensor(mixture.networkShares(), torch::kFloat32);
}

} // namespace

CompoundMixture::CompoundMixture()
    : m_shares(rowOf(NgramMixture()).repeat({static_cast<std::int64_t>(kCompoundFields), 1})) {}

CompoundMixture::CompoundMixture(CompoundPredictions validation, CompoundPredictions test)
    : CompoundMixture() {
    m_validation = std::move(validation);
    m_test = std::move(test);
}

CompoundMixture::FieldNats CompoundMixture::nats(HeldOut part, const TargetNats& byNetwork) {
    FieldNats sums = {};
    for (std::size_t field = 0; field < kCompoundFields; ++field) {
        const auto& counted = (part == HeldOut::Validation ? m_validation : m_test)[field];
        assert(counted.size() == byNetwork[field].size());
        std::vector<NgramMixture::HeldOutToken> tokens;
        for (std::size_t i = 0; i < counted.size(); ++i)
            tokens.push_back({std::exp(-static_cast<double>(byNetwork[field][i])), counted[i]});
        auto row = m_shares[static_cast<std::int64_t>(field)];
        if (part == HeldOut::Validation) {
            const MixturePrior kPrior{.networkShare = 0.9, .tokens = 30.0};
            row.copy_(rowOf(NgramMixture::fitted(tokens, kPrior)));
            sums[field] = crossFittedNats(tokens, kPrior);
            continue;
        }
        const auto* shares = row.data_ptr<float>();
        const NgramMixture mixture({shares, shares + row.numel()});
        for (const auto& token : tokens)
            sums[field] -= std::log(mixture.probability(token));
    }
    return sums;
}

} // namespace leitmotif
