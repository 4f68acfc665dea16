// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/roll_image.h"
#include "core/runs/training_engine.h"
#include "models/nets/roll_nets.h"
#include "models/train/checkpoint.h"

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

    /// `count` pictures as they are painted, as brightness 0 to 1 and chances to sound.
    struct Painted {
        torch::Tensor chance;   ///< (N, rows, columns): what the threshold is about
        torch::Tensor velocity; ///< (N, rows, columns): 0 to 1
    };

  private:
    /// Of the pictures learned from.
    struct Busyness {
        double density = 0.0; ///< share of pixels that sound
        double notes = 0.0;   ///< that begin in a picture
    };

    RollSampler(Recipe recipe, RollImage image, PictureNet painter, Busyness source);
    static Result<std::unique_ptr<Sampler>> create(const WeightsPart& part, const char* name,
                                                   const std::string& prefix);

    [[nodiscard]] Painted paint(std::int64_t count, double temperature, Random& random) const;
    [[nodiscard]] Score scoreOf(const GenerateRequest& request, std::uint64_t seed) const;
    [[nodiscard]] std::vector<RollPicture> pictures(const Painted& painted, double threshold,
                                                    int shortestRun, std::int64_t columns) const;
    /// At which a share of the pixels sounds.
    [[nodiscard]] static double densityThreshold(const torch::Tensor& chances, double density);
    [[nodiscard]] double measuredThreshold() const;

    const Recipe m_recipe;
    const RollImage m_image;
    const PictureNet m_painter;
    const Busyness m_source;
    double m_threshold = 0.5;
};

} // namespace leitmotif
