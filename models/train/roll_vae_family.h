// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/nets/roll_nets.h"
#include "models/train/family.h"
#include "models/train/roll_data.h"

namespace leitmotif {

/// Trains a variational autoencoder of pictures (Kingma and Welling, 2014).
///
/// Grey networks minimise the published loss. Binary ones minimise the negative evidence bound with
/// the latent code weighted by beta, which may rise in cycles (Fu et al., 2019), and with some nats
/// of each latent number for free (Kingma et al., 2016), so that the code is used. Losses are shown
/// as nats per note: the cross-entropy of which pixels sound plus the divergence of the code,
/// whatever is minimised.
class RollVaeFamily : public Family {
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
    /// The negative evidence bound, with one latent code for each picture from a fixed generator.
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    void usePrecision(Precision precision) override {
        m_nets.encoder.usePrecision(precision);
        m_nets.decoder.usePrecision(precision);
    }
    [[nodiscard]] Precision precision() const override { return m_nets.encoder.precision(); }
    [[nodiscard]] NamedTensors weights() const override;

    [[nodiscard]] const RollVae& nets() const { return m_nets; }

  private:
    /// What the networks make of some pictures.
    struct Pass {
        torch::Tensor mean;     ///< (N, latent)
        torch::Tensor variance; ///< its logarithm
        torch::Tensor planes;   ///< painted
    };
    /// Sums over some pictures, in nats.
    struct Nats {
        double reconstruction = 0.0;
        double divergence = 0.0;
        double notes = 0.0;
    };

    RollVaeFamily(const Recipe& recipe, RollData data, RollVae nets);

    [[nodiscard]] Pass pass(const torch::Tensor& pictures, Random* dropout, Random& noise) const;
    [[nodiscard]] torch::Tensor minimised(const Pass& pass, const torch::Tensor& pictures) const;
    [[nodiscard]] Nats natsOf(const Pass& pass, const torch::Tensor& pictures) const;
    [[nodiscard]] double beta() const;

    const Recipe m_recipe;
    RollData m_data;
    RollVae m_nets;
    torch::Tensor m_steps; ///< one number: batches so far, kept with the weights
    Nats m_epoch;
    std::vector<torch::Tensor> m_means; ///< of the epoch
};

} // namespace leitmotif
