// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/training_step.h"

#include <cmath>

namespace leitmotif {

std::optional<StepLoss> trainingStep(Family& family, std::size_t phase, std::size_t batch,
                                     Optimizer& optimizer, double learningRate, Random& random) {
    optimizer.clearGradients();
    auto loss = family.loss(phase, batch, random);
    if (!std::isfinite(loss.sum))
        return {};
    if (loss.value.defined()) { // else no step
        loss.value.backward();
        if (!optimizer.step(learningRate))
            return {};
    }
    return loss;
}

} // namespace leitmotif
