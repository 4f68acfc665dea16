// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/common/encoding.h"
#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/specs/gan_plan.h"

#include <map>
#include <optional>

namespace leitmotif {

class LayerStack;
class Random;

/// Samples from the generator of a conditional GAN, token by token given its history, in the
/// sections of the plan's form. Immutable; any thread.
class ConditionalGanSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part);
    ~ConditionalGanSampler() override;

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    ConditionalGanSampler(GanPlan plan, std::unique_ptr<LayerStack> generator,
                          std::unique_ptr<SequenceEncoding> encoding, std::vector<int> primer);

    /// The tokens of a section so far, with the tokens before it.
    struct Played {
        std::vector<int> history;
        std::vector<int> last; ///< tokens of its last occurrence
    };

    [[nodiscard]] std::optional<std::vector<int>>
    sampled(const GenerateRequest& request, std::uint64_t seed, const std::stop_token& stop) const;
    /// Plays a section (again) into `played`; false if stopped.
    [[nodiscard]] bool play(const std::string& section, std::map<std::string, Played>& played,
                            Random& random, const std::stop_token& stop) const;
    [[nodiscard]] int next(std::span<const int> history, std::span<const std::uint8_t> allowed,
                           Random& random) const;

    const GanPlan m_plan;
    const std::unique_ptr<const LayerStack> m_generator;
    const std::unique_ptr<const SequenceEncoding> m_encoding;
    const std::vector<int> m_primer; ///< primer: first tokens of the training data
};

} // namespace leitmotif
