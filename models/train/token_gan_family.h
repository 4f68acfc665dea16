// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/train/token_gan.h"

namespace leitmotif {

/// Trains a GAN of whole windows of tokens, as vectors of numbers between −1 and 1 (coe and
/// musigan).
class TokenGanFamily final : public TokenGan {
  public:
    /// The window length is limited to that of the training part. Errors: NoNotes, TooFewNotes,
    /// BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);
    [[nodiscard]] nlohmann::json description() const override;

  private:
    TokenGanFamily(const Recipe& recipe, GanPlan plan, TokenCorpus corpus, std::size_t length,
                   LayerStack generator, LayerStack discriminator, torch::Device device)
        : TokenGan(recipe, std::move(plan), std::move(corpus), std::move(generator),
                   std::move(discriminator), device),
          m_length(length) {}

    [[nodiscard]] std::size_t windowsOfEpoch() const override;
    [[nodiscard]] Place drawnPlace(Random& random) const override;
    [[nodiscard]] torch::Tensor real(std::span<const Place> places) const override;
    [[nodiscard]] torch::Tensor fake(std::span<const Place> places, Random& random,
                                     const LayerStack::Pass& pass) const override;

    std::size_t m_length;
};

} // namespace leitmotif
