// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"

#include <optional>

namespace leitmotif {

/// Samples from an n-gram model, one token after the other, under the encoding's guide. Like
/// NgramPart, it reads no more context than the recipe's depth. The counts do not change.
/// Immutable; any thread.
class NgramSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    NgramSampler(NgramModel model, std::unique_ptr<SequenceEncoding> encoding, int depth)
        : m_model(std::move(model)),
          m_encoding(std::move(encoding)),
          m_depth(static_cast<std::size_t>(depth)) {}

    /// The tokens of one sample; nothing if stopped before its end.
    [[nodiscard]] std::optional<std::vector<int>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;

    const NgramModel m_model;
    const std::unique_ptr<const SequenceEncoding> m_encoding;
    const std::size_t m_depth; ///< tokens of context, at most
};

} // namespace leitmotif
