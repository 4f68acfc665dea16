// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"

#include <span>
#include <vector>

namespace leitmotif {

/// The share of a network in a mixture that is expected before held-out tokens are seen.
struct MixturePrior {
    double networkShare = 0.7;
    double tokens = 4.0; ///< that it weighs as much as
};

/// A network blended with an n-gram model, token by token. The network's weight depends on the
/// length of the context that the n-gram model has seen before: in a known context its counts
/// predict better than a network that learned one piece, in a new one they know nothing. A value.
class NgramMixture {
  public:
    /// Tokens of context. The shares weigh the lengths, so a high order does no harm.
    static constexpr int kOrder = 8;

    /// The probabilities that both models gave a token of the held-out data.
    struct HeldOutToken {
        double network = 0.0; ///< probability
        NgramModel::Prediction ngram;
    };

    NgramMixture();
    /// REQUIRES: kOrder + 1 shares from 0 to 1, by length of the known context.
    explicit NgramMixture(std::vector<double> networkShares);
    /// The shares that fit held-out tokens best, by expectation maximisation; near the prior for a
    /// context length with few tokens.
    static NgramMixture fitted(std::span<const HeldOutToken> tokens, MixturePrior prior = {});

    [[nodiscard]] const std::vector<double>& networkShares() const { return m_networkShares; }
    [[nodiscard]] double probability(const HeldOutToken& token) const;
    /// Turns the network's probabilities into those of the mixture. REQUIRES: equal sizes.
    void blend(std::span<double> network, std::span<const double> ngram, int depth) const;

  private:
    std::vector<double> m_networkShares;
};

/// Nats of the tokens under mixtures fitted to the other half of them (two-fold cross-validation).
[[nodiscard]] double crossFittedNats(std::span<const NgramMixture::HeldOutToken> tokens);

} // namespace leitmotif
