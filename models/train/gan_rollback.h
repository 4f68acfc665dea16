// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/checkpoint/checkpoint.h"

#include <torch/types.h>

namespace leitmotif {

/// Keeps the weights of a GAN while its pictures differ as those of the source do, and goes back to
/// them when they become alike: mode collapse rarely mends itself, and no loss shows it. Its state
/// is tensors, so that it is stored with the weights.
class GanRollback {
  public:
    /// Of the weights as they are. They share their values with those that are trained.
    explicit GanRollback(const NamedTensors& weights);

    /// The end of an epoch. `distance`: mean distance of two generated pictures; `density`: how
    /// much of them sounds; both as shares of the source's. True if it went back.
    bool finishEpoch(double distance, double density);
    [[nodiscard]] int count() const;

    /// Everything that is stored.
    [[nodiscard]] NamedTensors state() const;

  private:
    enum Number : std::int64_t { Distance, Epochs, HasGood, Count, NumberCount };

    NamedTensors m_weights;
    NamedTensors m_good;
    torch::Tensor m_numbers; ///< by Number
};

} // namespace leitmotif
