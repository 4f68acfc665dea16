// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/latent_map.h"
#include "core/runs/recipe.h"
#include "core/runs/training_engine.h"
#include "models/layers/precision.h"
#include "models/layers/tensors.h"
#include "models/train/optimizer.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace leitmotif {

class ProcessGroup;

/// A part of a training step with its own loss, parameters and optimizer. A language model has one;
/// a GAN has a critic's and a generator's.
struct Phase {
    std::string name; ///< of its measure on the command line, such as "generator_loss"
    NamedTensors parameters;
    Optimizer::Settings optimizer;
};

/// The loss of one batch in one phase.
struct StepLoss {
    torch::Tensor value; ///< scalar to minimise; undefined: no step in this batch
    double sum = 0.0;    ///< contribution to the epoch's measure
    double weight = 0.0; ///< the epoch's sum is divided by the total weight; nats: notes
    double items = 0.0;  ///< that the value is a mean of; of families that share batches
};

/// Facts about a run that its first event reports.
struct FamilyFacts {
    std::int64_t parameters = 0;
    std::size_t notes = 0;
    std::size_t validationNotes = 0;
    double unigramNats = 0.0; ///< 0: the model has no likelihood
    std::optional<double> ngramNats;
};

enum class HeldOut : std::uint8_t { Validation, Test };

/// One kind of model: knows its batches, the losses of its phases, and its samples; the Trainer
/// knows epochs, checkpoints and events. How to add a kind: docs/how_to_add.md.
/// Owned by one run, used on its thread. All randomness comes from the generator that is passed.
class Family {
  public:
    virtual ~Family() = default;

    /// Sets the precision of matrix products, before anything is computed. A family with only one
    /// precision keeps and reports it.
    virtual void usePrecision(Precision) {}
    [[nodiscard]] virtual Precision precision() const { return Precision::F32; }

    /// Trains together with other processes: loss() is that of this one's share of the batch,
    /// without a value if the share is empty. Called before anything is computed, for families that
    /// share batches (ModelFamily); all others ignore it. `group` outlives the family.
    virtual void useGroup(ProcessGroup& /*group*/) {}

    [[nodiscard]] virtual FamilyFacts facts() const = 0;
    /// The first phase's measure is the loss of the epoch. Constant during a run. Empty for a model
    /// that only counts; then measures() has the "loss".
    [[nodiscard]] virtual std::vector<Phase> phases() const = 0;

    /// Share of the planned training that is done, 0 to 1; set before every batch. Values that
    /// change during a run then follow the schedule of the learning rate.
    virtual void setProgress(double) {}

    /// Draws the batches of an epoch, which depend on the generator alone, not on earlier epochs.
    virtual void startEpoch(Random& random) = 0;
    /// Number of batches of the current epoch; 0 before the first.
    [[nodiscard]] virtual std::size_t batchCount() const = 0;
    /// REQUIRES: phase < phases().size(), batch < batchCount().
    virtual StepLoss loss(std::size_t phase, std::size_t batch, Random& random) = 0;

    /// Further measures of the epoch that was just trained, by their names on the command line:
    /// "kl", "discriminator_accuracy_real" … Called once, after its last batch and evaluate().
    [[nodiscard]] virtual std::map<std::string, double> measures() { return {}; }

    /// Nats per note of held-out notes; nothing if there are none.
    [[nodiscard]] virtual std::optional<double> evaluate(HeldOut part) = 0;

    /// For a mixture: nats per note of the network alone, from the last evaluate().
    [[nodiscard]] virtual std::optional<double> networkNats() const { return {}; }

    /// The map of the latent space with the present weights; nothing for models without one.
    /// `side`, `reach`: see LatentMap; 0: as far as the music reaches.
    [[nodiscard]] virtual std::optional<LatentMap> latentMap(int /*side*/, double /*reach*/) const {
        return {};
    }

    /// Everything that a sampler needs beside the recipe, as JSON: encoding, sizes.
    [[nodiscard]] virtual nlohmann::json description() const = 0;
    /// Current weights by name; the same tensors throughout a run.
    [[nodiscard]] virtual NamedTensors weights() const = 0;
    /// The weights that evaluate() and samplers read; stored for every sampled epoch.
    [[nodiscard]] virtual NamedTensors samplerWeights() const { return weights(); }
};

} // namespace leitmotif
