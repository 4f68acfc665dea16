// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ngram_mixture.h"

#include <array>
#include <cassert>
#include <cmath>

namespace leitmotif {

namespace {

constexpr std::size_t kShares = NgramMixture::kOrder + 1;

} // namespace

NgramMixture::NgramMixture() : m_networkShares(kShares, MixturePrior().networkShare) {}

NgramMixture::NgramMixture(std::vector<double> networkShares)
    : m_networkShares(std::move(networkShares)) {
    assert(m_networkShares.size() == kShares);
}

NgramMixture NgramMixture::fitted(std::span<const HeldOutToken> tokens, MixturePrior prior) {
    constexpr int kRounds = 40;
    NgramMixture mixture;
    for (int round = 0; round < kRounds; ++round) {
        std::array<double, kShares> byNetwork{};
        std::array<double, kShares> all{};
        for (const HeldOutToken& token : tokens) {
            const auto depth = static_cast<std::size_t>(token.ngram.depth);
            const double share = mixture.m_networkShares[depth];
            byNetwork[depth] += share * token.network / mixture.probability(token);
            all[depth] += 1.0;
        }
        for (std::size_t depth = 0; depth < kShares; ++depth)
            mixture.m_networkShares[depth] =
                (byNetwork[depth] + prior.tokens * prior.networkShare) /
                (all[depth] + prior.tokens);
    }
    return mixture;
}

double NgramMixture::probability(const HeldOutToken& token) const {
    const double share = m_networkShares[static_cast<std::size_t>(token.ngram.depth)];
    return share * token.network + (1.0 - share) * token.ngram.probability;
}

void NgramMixture::blend(std::span<double> network, std::span<const double> ngram,
                         int depth) const {
    assert(network.size() == ngram.size());
    const double share = m_networkShares[static_cast<std::size_t>(depth)];
    for (std::size_t i = 0; i < network.size(); ++i)
        network[i] = share * network[i] + (1.0 - share) * ngram[i];
}

double crossFittedNats(std::span<const NgramMixture::HeldOutToken> tokens) {
    const auto half = tokens.size() / 2;
    const auto nats = [](const NgramMixture& mixture,
                         std::span<const NgramMixture::HeldOutToken> part) {
        double sum = 0.0;
        for (const auto& token : part)
            sum -= std::log(mixture.probability(token));
        return sum;
    };
    return nats(NgramMixture::fitted(tokens.subspan(half)), tokens.first(half)) +
           nats(NgramMixture::fitted(tokens.first(half)), tokens.subspan(half));
}

} // namespace leitmotif
