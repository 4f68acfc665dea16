// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"

#include <span>
#include <vector>

namespace leitmotif {

/// A network blended with an n-gram model, token by token. How much the network has to say depends
/// on how long a context the n-gram model has met before: what it knows well it tells better from
/// one piece than any network, of what is new it knows nothing. A value.
class NgramMixture {
  public:
    /// Tokens of context; the shares choose among them, so a long one does no harm.
    static constexpr int kOrder = 8;

    /// What both models gave a token that came.
    struct Judged {
        double network = 0.0; ///< probability
        NgramModel::Prediction ngram;
    };

    NgramMixture();
    /// REQUIRES: kOrder + 1 shares from 0 to 1, by length of the known context.
    explicit NgramMixture(std::vector<double> networkShares);
    /// The shares that fit held-out tokens best, by expectation maximisation; where few tokens tell
    /// of a context, near to the default.
    static NgramMixture fitted(std::span<const Judged> tokens);

    [[nodiscard]] const std::vector<double>& networkShares() const { return m_networkShares; }
    [[nodiscard]] double probability(const Judged& token) const;
    /// Turns the network's probabilities into those of the mixture. REQUIRES: equal sizes.
    void blend(std::span<double> network, std::span<const double> ngram, int depth) const;

  private:
    std::vector<double> m_networkShares;
};

/// Nats of the tokens under mixtures that were fitted to the other half of them: what the mixture
/// does on tokens that had no say in it.
[[nodiscard]] double crossFittedNats(std::span<const NgramMixture::Judged> tokens);

} // namespace leitmotif
