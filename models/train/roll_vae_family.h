// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/roll_nets.h"
#include "models/train/family.h"
#include "models/train/reconstruction.h"
#include "models/train/roll_data.h"

namespace leitmotif {

/// Trains a variational autoencoder of pictures (Kingma and Welling, 2014).
///
/// The weight of the KL divergence, beta, may rise in cycles (Fu et al., 2019), against posterior
/// collapse. Reported losses are nats per note: the cross-entropy of sounding pixels plus the KL
/// divergence, whatever is minimised.
class RollVaeFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void setProgress(double done) override { m_progress = done; }
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::map<std::string, double> measures() override;
    /// The negative ELBO, with one latent code for each picture from a fixed random generator.
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] std::optional<LatentMap> latentMap(int side, double reach) const override;
    [[nodiscard]] nlohmann::json description() const override;
    void usePrecision(Precision precision) override {
        m_nets.encoder.usePrecision(precision);
        m_nets.decoder.usePrecision(precision);
    }
    [[nodiscard]] Precision precision() const override { return m_nets.encoder.precision(); }
    [[nodiscard]] NamedTensors weights() const override;
    [[nodiscard]] NamedTensors samplerWeights() const override;

    [[nodiscard]] const RollVae& nets() const { return m_nets; }
    /// The weight of the KL divergence in the next batch.
    [[nodiscard]] double beta() const;

  private:
    RollVaeFamily(const Recipe& recipe, RollData data, RollVae nets);

    [[nodiscard]] Reconstruction reconstruct(const torch::Tensor& pictures, Random* dropout,
                                             Random& noise) const;

    const Recipe m_recipe;
    RollData m_data;
    RollVae m_nets;
    double m_progress = 0.0;
    /// Of the epoch so far, kept with the weights so that a run that is resumed in mid-epoch counts
    /// on: nats of reconstruction and divergence, notes, pictures, then for each latent number the
    /// sum of its means and of their squares. (4 + 2 · latent).
    torch::Tensor m_sums;
};

} // namespace leitmotif
