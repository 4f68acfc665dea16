// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/roll_nets.h"
#include "models/train/optimizer.h"

namespace leitmotif {

// Training steps of the published networks of pictures on random pictures of 96 × 96, for timing:
// forward, loss, backward and Adam. f32, channels last.

/// A step of the discriminator on `batch` / 2 real and as many generated pictures, and one of the
/// generator on `batch`, by cross-entropy (preset `tuc-gan`).
class GanStep {
  public:
    GanStep(std::int64_t batch, Precision precision, torch::Device device);
    void run();
    /// (count, 1, 96, 96), as samples are generated.
    [[nodiscard]] torch::Tensor generate(std::int64_t count);

  private:
    std::int64_t m_half;
    Random m_random;
    Recipe m_recipe;
    RollGan m_nets;
    Optimizer m_onCritic;
    Optimizer m_onGenerator;
    torch::Tensor m_reals;
};

/// A step of both networks on `batch` pictures: mean cross-entropy of the pixels and the weighted
/// divergence of the code (preset `tuc-vae`).
class VaeStep {
  public:
    VaeStep(std::int64_t batch, Precision precision, torch::Device device);
    void run();
    [[nodiscard]] torch::Tensor generate(std::int64_t count);

  private:
    Random m_random;
    Recipe m_recipe;
    RollVae m_nets;
    Optimizer m_optimizer;
    torch::Tensor m_pictures;
};

} // namespace leitmotif
