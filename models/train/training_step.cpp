// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/train/training_step.h"

#include <cmath>

namespace leitmotif {

namespace {

constexpr std::size_t kMostPhases = 8;

/// The loss and the gradients of the whole batch, of which each process computes its share.
StepLoss sharedLoss(Family& family, std::size_t phase, std::size_t batch, Optimizer& optimizer,
                    Random& random, ProcessGroup& group) {
    // Dropout has a generator of its own, so that the run's stays the same in all processes and
    // cuts the same batches as that of one process.
    constexpr std::uint64_t kMostShares = 1U << 20U;
    const auto step = static_cast<std::uint64_t>(batch * kMostPhases + phase);
    Random own(Random(random)() + step * kMostShares + static_cast<std::uint64_t>(group.rank()));
    auto loss = family.loss(phase, batch, own);
    if (loss.value.defined())
        (loss.value * loss.items).backward();
    group.addUp(optimizer.parameters(), loss);
    return loss;
}

} // namespace

std::optional<StepLoss> trainingStep(Family& family, std::size_t phase, std::size_t batch,
                                     Optimizer& optimizer, double learningRate, Random& random,
                                     ProcessGroup* group) {
    optimizer.clearGradients();
    const bool isShared = group != nullptr;
    auto loss = isShared ? sharedLoss(family, phase, batch, optimizer, random, *group)
                         : family.loss(phase, batch, random);
    if (!std::isfinite(loss.sum))
        return {};
    const bool hasStep = isShared ? loss.items > 0.0 : loss.value.defined();
    if (!hasStep)
        return loss;
    if (!isShared)
        loss.value.backward();
    if (!optimizer.step(learningRate))
        return {};
    return loss;
}

} // namespace leitmotif
