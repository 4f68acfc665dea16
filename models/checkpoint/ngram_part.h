// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_mixture.h"
#include "models/checkpoint/checkpoint.h"

#include <optional>
#include <span>

namespace leitmotif {

/// Name of the mixture weights among the tensors of a checkpoint.
inline constexpr const char* kNetworkShares = "ngram.network_shares";

/// The n-gram part of a mixture in a checkpoint: the tokens that it counted (key "counted" of the
/// description) and the network's shares. The counts no longer change. Immutable.
class NgramPart {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<NgramPart> create(const WeightsPart& part, int vocabularySize);

    /// Turns the network's logits after `history` into logarithms of the mixture's probabilities.
    /// Reads no more of the history than the recipe's depth: after a long context the likeliest
    /// token is the piece's own, so a sample would copy it.
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
