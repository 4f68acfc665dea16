// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/compound_ngrams.h"
#include "models/train/family.h"

#include <array>
#include <torch/types.h>
#include <vector>

namespace leitmotif {

/// A compound network blended with counts of its pieces, each field with shares of its own, which
/// are fitted to the validation part.
class CompoundMixture {
  public:
    /// By CompoundField.
    using FieldNats = std::array<double, kCompoundFields>;
    using TargetNats = std::array<std::vector<float>, kCompoundFields>;

    /// The network alone.
    CompoundMixture();
    /// What the counts predict for the held-out parts. Without a validation part the shares are
    /// those that are expected.
    CompoundMixture(CompoundPredictions validation, CompoundPredictions test);

    /// Nats of the held-out notes under the mixture, from those of each target under the network.
    /// Those of the validation part, to which the shares are fitted, are cross-fitted.
    [[nodiscard]] FieldNats nats(HeldOut part, const TargetNats& byNetwork);
    /// (fields, contexts, lengths of the known context + 1); stored in checkpoints.
    [[nodiscard]] const torch::Tensor& shares() const { return m_shares; }

  private:
    CompoundPredictions m_validation;
    CompoundPredictions m_test;
    torch::Tensor m_shares;
};

} // namespace leitmotif
