// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/training_engine.h"
#include "models/checkpoint/checkpoint.h"
#include "models/nets/generated_pictures.h"
#include "models/nets/roll_nets.h"

#include <vector>

namespace leitmotif {

/// Samples from the generator of a roll GAN or the decoder of a roll VAE: as many pictures as the
/// bars need, each from its own latent vector, one after the other. Immutable; any thread.
///
/// A pixel at or above the recipe's threshold sounds. A sample that would be silent gets the
/// threshold that gives it the density of the training pictures. So does every sample if the
/// recipe's threshold is 0; it is then measured over many pictures, and raised if they would have
/// more notes than training pictures (dense pictures fall apart into short notes).
class RollSampler : public Sampler {
  public:
    /// Errors: CheckpointUnreadable.
    static Result<std::unique_ptr<Sampler>> createGan(const WeightsPart& part);
    static Result<std::unique_ptr<Sampler>> createVae(const WeightsPart& part);

    Result<std::vector<Score>> generate(const GenerateRequest& request,
                                        std::stop_token stop) const override;

  private:
    /// Density of the training pictures.
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
