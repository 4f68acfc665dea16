// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_mixture.h"
#include "models/checkpoint/checkpoint.h"

#include <optional>
#include <span>

namespace leitmotif {

/// Name of the mixture's shares among the weights of a checkpoint.
inline constexpr const char* kNetworkShares = "ngram.network_shares";

/// The n-gram half of a mixture, as a checkpoint holds it: the tokens that it counted (key
/// "counted" of the description) and the network's shares. Its counts are frozen. Immutable.
class NgramPart {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<NgramPart> create(const WeightsPart& part, int vocabularySize);

    /// Turns the network's logits after `history` into logarithms of the mixture's probabilities.
    /// Looks at no more of the history than the recipe says: what is likeliest after a long context
    /// is what the piece itself goes on with, so a sample would copy it.
    void blendInto(std::span<float> logits, std::span<const int> history) const;

  private:
    NgramPart(NgramModel model, NgramMixture mixture, int depth)
        : m_model(std::move(model)),
          m_mixture(std::move(mixture)),
          m_depth(static_cast<std::size_t>(depth)) {}

    NgramModel m_model;
    NgramMixture m_mixture;
    std::size_t m_depth;
};

} // namespace leitmotif
