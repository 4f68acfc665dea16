// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/nets/generated_pictures.h"
#include "models/nets/roll_nets.h"

#include <vector>

namespace leitmotif {

/// Makes music with the network of a roll GAN or VAE that paints: as many pictures as the bars
/// need, each from its own noise, one after the other. Immutable; any thread.
///
/// A pixel sounds from the recipe's threshold on. A sample that would be silent gets the threshold
/// at which as many of its pixels sound as of the pictures learned from, and so does every sample
/// where the recipe's threshold is 0 (then measured over many pictures, and higher where they would
/// have more notes than those learned from: dense pictures fall apart into short notes).
class RollSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> createGan(const WeightsPart& part);
    static Result<std::unique_ptr<Sampler>> createVae(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    /// Of the pictures learned from.
    struct Busyness {
        double density = 0.0; ///< share of pixels that sound
        double notes = 0.0;   ///< that begin in a picture
    };

    RollSampler(Recipe recipe, RollImage image, PictureNet generator, Busyness source);
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part, const char* name,
                                                   const std::string& prefix);

    [[nodiscard]] GeneratedPictures generatePictures(std::int64_t count, double temperature,
                                                     Random& random) const;
    [[nodiscard]] Score scoreOf(const GenerateRequest& request, std::uint64_t seed) const;
    [[nodiscard]] std::vector<RollPicture> pictures(const GeneratedPictures& generated,
                                                    double threshold, int shortestRun,
                                                    std::int64_t columns) const;
    [[nodiscard]] double measuredThreshold() const;

    const Recipe m_recipe;
    const RollImage m_image;
    const PictureNet m_generator;
    const Busyness m_source;
    double m_threshold = 0.5;
};

} // namespace leitmotif
