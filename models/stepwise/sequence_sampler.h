// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/checkpoint/ngram_part.h"
#include "models/stepwise/step_net.h"

#include <span>

namespace leitmotif {

/// Samples from a sequence network, one token after the other, under the encoding's guide.
/// Immutable; any thread.
class SequenceSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    SequenceSampler(StepNet net, std::optional<NgramPart> ngram,
                    std::unique_ptr<SequenceEncoding> encoding, int startToken);

    struct Stream;

    /// The tokens of all takes of the request, as one batch; fewer if stopped.
    [[nodiscard]] std::vector<std::vector<int>> sampled(const GenerateRequest& request,
                                                        const std::stop_token& stop) const;
    /// Adds a token to each stream.
    void grow(std::span<Stream* const> streams, const GenerateRequest& request) const;

    const StepNet m_net;
    const std::optional<NgramPart> m_ngram; ///< if the recipe has a mixture
    const std::unique_ptr<const SequenceEncoding> m_encoding;
    const std::vector<TokenGroup> m_groups;
    const int m_startToken;
};

} // namespace leitmotif
