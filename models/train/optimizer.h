// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "models/layers/tensors.h"

#include <string>

namespace leitmotif {

/// Turns gradients into steps: "adamw" (Loshchilov and Hutter, 2019), "adam" (Kingma and Ba, 2015)
/// or "rmsprop" (Hinton). Its state is plain named tensors, so that the checkpoint format does not
/// depend on the version of libtorch. Owned by one training thread.
class Optimizer {
  public:
    struct Settings {
        std::string kind = "adamw";
        double weightDecay = 0.0; ///< for matrices only, not for vectors (biases)
        double clip = 0.0;        ///< largest norm of all gradients together, 0: none
        double beta1 = 0.9;
        double beta2 = 0.999;
    };

    Optimizer(Settings settings, NamedTensors parameters);

    [[nodiscard]] const NamedTensors& parameters() const { return m_parameters; }
    void clearGradients();
    /// Clips the gradients and takes one step. Returns false, without a change, if a gradient is
    /// not finite.
    [[nodiscard]] bool step(double learningRate);

    [[nodiscard]] const NamedTensors& state() const { return m_state; }
    [[nodiscard]] std::int64_t steps() const { return m_steps; }
    void setSteps(std::int64_t steps) { m_steps = steps; }

  private:
    void move(std::size_t index, double learningRate);
    void moveByTensors(std::size_t index, double learningRate);

    Settings m_settings;
    NamedTensors m_parameters;
    NamedTensors m_state; ///< for each parameter "first.NAME" and "second.NAME"
    std::int64_t m_steps = 0;
};

/// The recipe's settings, with the usual betas.
[[nodiscard]] Optimizer::Settings optimizerSettings(const Recipe& recipe);

} // namespace leitmotif
