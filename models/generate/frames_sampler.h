// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/frames/frames.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/nets/frame_net.h"

namespace leitmotif {

/// Samples from a network of independent keys, one frame after the other. Each key is drawn
/// independently; keys less likely than 1 − top-p stay silent, a frame keeps at most as many keys
/// (the likeliest) as any of the corpus, and a rest longer than any of the corpus ends with the
/// likeliest key.
class FramesSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    FramesSampler(Recipe recipe, Frames coder, FrameNet net);

    /// The frames of one sample; nothing if stopped before its end.
    [[nodiscard]] std::optional<std::vector<Frame>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;
    /// Logits of each key of the next frame, given at most a window of those before.
    [[nodiscard]] std::vector<float> logitsAfter(std::span<const Frame> frames) const;

    const Recipe m_recipe;
    const Frames m_coder;
    const FrameNet m_net;
};

} // namespace leitmotif
