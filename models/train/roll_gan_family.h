// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/roll_nets.h"
#include "models/train/family.h"
#include "models/train/gan_rollback.h"
#include "models/train/reconstruction.h"
#include "models/train/roll_data.h"

namespace leitmotif {

/// Trains a generator of pictures against a discriminator (Goodfellow et al., 2014), which steps
/// first in every batch.
///
/// With binary neurons the discriminator sees binarized pictures (straight-through estimator,
/// Bengio et al., 2013; for music Dong and Yang, 2018) and, with a threshold of 0, as dense as the
/// source. Real and generated ones are augmented by the same random shifts in pitch and time (Zhao
/// et al., 2020). The discriminator is regularised by a penalty on its gradient at real pictures
/// (R1, Mescheder et al., 2018) and, in some recipes, by spectral normalization (Miyato et al.,
/// 2018). It skips steps while its accuracy is too high, as it learns a few hundred bars faster
/// than the generator can follow. Samples come from a moving average of the generator.
///
/// With an encoder the generator also learns to decode the real pictures from their codes, as a VAE
/// does (Larsen et al., 2016): for a few bars the discriminator alone is too weak a signal.
class RollGanFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::map<std::string, double> measures() override;
    /// A GAN has no likelihood.
    [[nodiscard]] std::optional<double> evaluate(HeldOut) override { return {}; }
    [[nodiscard]] nlohmann::json description() const override;
    void usePrecision(Precision precision) override;
    [[nodiscard]] Precision precision() const override { return m_nets.generator.precision(); }
    [[nodiscard]] NamedTensors weights() const override;
    [[nodiscard]] NamedTensors samplerWeights() const override;

    [[nodiscard]] const RollGan& nets() const { return m_nets; }

  private:
    /// Sums of an epoch: rows of m_sums.
    enum Sum : std::int64_t {
        RightOnReal,
        Reals,
        RightOnFakes,
        Fakes,
        ReconstructionLoss, ///< nats
        Notes,              ///< reconstructed
        LastDensity,        ///< density of the pictures of the epoch's last step over the source's
        LastDistance,       ///< likewise
        SumCount
    };

    RollGanFamily(const Recipe& recipe, RollData data, RollGan nets);

    [[nodiscard]] std::size_t firstIn(std::size_t batch) const;
    [[nodiscard]] std::size_t realsIn(std::size_t batch) const;
    /// The pictures as the discriminator reads them.
    [[nodiscard]] torch::Tensor seen(const torch::Tensor& reals) const;
    [[nodiscard]] torch::Tensor generated(std::int64_t count, Random& random) const;
    void noteShares(const torch::Tensor& rightOnReals, const torch::Tensor& rightOnFakes);
    /// Share of the held-out pictures that the discriminator takes for real. Far below that of the
    /// training pictures: it overfits them.
    [[nodiscard]] std::optional<double> rightOnHeldOut() const;
    void noteLastGenerated(const torch::Tensor& pictures);
    StepLoss criticLoss(std::size_t batch, Random& random);
    StepLoss generatorLoss(std::size_t batch, Random& random);
    [[nodiscard]] torch::Tensor reconstructionLossOf(std::size_t batch, Random& random);
    void updateAverage();
    /// All weights and moving averages, without what is only counted.
    [[nodiscard]] NamedTensors learned() const;

    const Recipe m_recipe;
    RollData m_data;
    RollGan m_nets;
    NamedTensors m_average; ///< "average.generator.0.weight" …; empty: samples use the generator
    /// Both are stored with the weights, so that a run resumed in mid-epoch continues them.
    torch::Tensor m_sums;
    torch::Tensor m_criticAccuracy; ///< one number: moving accuracy on the last pictures
    std::optional<GanRollback> m_rollback;
};

} // namespace leitmotif
