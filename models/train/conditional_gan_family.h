// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/train/token_gan.h"

namespace leitmotif {

/// Trains a conditional GAN to generate the token after a history (musigan, after Mirza and
/// Osindero 2014). The discriminator sees both, the token as a vector with 1 at its id and −1
/// elsewhere.
class ConditionalGanFamily final : public TokenGan {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);
    [[nodiscard]] nlohmann::json description() const override;

  private:
    using TokenGan::TokenGan;

    [[nodiscard]] std::size_t windowsOfEpoch() const override { return plan().windows; }
    [[nodiscard]] Place drawnPlace(Random& random) const override { return drawnToken(1, random); }
    [[nodiscard]] torch::Tensor real(std::span<const Place> places) const override;
    [[nodiscard]] torch::Tensor fake(std::span<const Place> places, Random& random,
                                     const LayerStack::Pass& pass) const override;
    [[nodiscard]] torch::Tensor histories(std::span<const Place> places) const;
};

} // namespace leitmotif
