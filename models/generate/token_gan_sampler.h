// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/specs/gan_plan.h"

#include <optional>

namespace leitmotif {

class LayerStack;

/// Samples from the generator of a token GAN: one noise vector becomes a window of tokens, and
/// windows follow one another until the sample is long enough. Immutable; any thread.
class TokenGanSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);
    ~TokenGanSampler() override;

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    TokenGanSampler(GanPlan plan, std::unique_ptr<LayerStack> generator,
                    std::unique_ptr<SequenceEncoding> encoding);

    [[nodiscard]] std::optional<std::vector<int>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;

    const GanPlan m_plan;
    const std::unique_ptr<const LayerStack> m_generator;
    const std::unique_ptr<const SequenceEncoding> m_encoding;
};

} // namespace leitmotif
