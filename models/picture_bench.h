// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/corpus/corpus.h"
#include "models/nets/picture_net.h"
#include "models/train/family.h"

#include <functional>
#include <memory>
#include <vector>

namespace leitmotif {

/// The training step of a published system of pictures (presets `tuc-gan`, `tuc-vae`) on random
/// notes, for timing: the same code as in a run.
class PictureBench {
  public:
    /// `network`: "gan" or "vae", with the preset's own sizes; pictures of 96 × 96. Errors: those
    /// of the family.
    static Result<PictureBench> create(const std::string& network, std::int64_t batch,
                                       Precision precision, torch::Device device);

    /// Trains one batch in every phase. Throws c10::Error if a loss or gradient is not finite.
    void trainStep();
    /// (count, 1, 96, 96), as samples are generated.
    [[nodiscard]] torch::Tensor generate(std::int64_t count);

  private:
    PictureBench(Recipe recipe, std::unique_ptr<Family> family, const PictureNet& generator,
                 Random random);

    Recipe m_recipe;
    Random m_random;
    std::unique_ptr<Family> m_family;
    const PictureNet* m_generator;       ///< of m_family
    std::vector<Optimizer> m_optimizers; ///< one a phase
};

} // namespace leitmotif
