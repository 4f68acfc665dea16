// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/checkpoint.h"
#include "models/checkpoint/compound_frame.h"
#include "models/corpus/compound_ngrams.h"

#include <span>

namespace leitmotif {

/// Name of the shares of a compound mixture among the tensors of a checkpoint.
inline constexpr const char* kCompoundShares = "ngram.field_shares";

/// The counts of a compound mixture: those of the pieces that frame takes, with the shares of the
/// checkpoint. Immutable once made.
class CompoundCounts {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<CompoundCounts> create(const WeightsPart& part,
                                         std::span<const CompoundFrame> frames);

    /// Turns the network's logits of the allowed choices into logarithms of the probabilities of
    /// its mixture with the counts of habits. Reads no more of a context than the recipe's depth.
    void blendInto(std::span<float> logits, std::span<const std::uint8_t> allowed,
                   CompoundField field, const CompoundDraft& draft) const;

  private:
    CompoundCounts(CompoundNgrams ngrams, CompoundMixtures mixtures, int depth)
        : m_ngrams(std::move(ngrams)), m_mixtures(std::move(mixtures)), m_depth(depth) {}

    CompoundNgrams m_ngrams;
    CompoundMixtures m_mixtures;
    int m_depth;
};

} // namespace leitmotif
