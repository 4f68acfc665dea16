// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/token_corpus.h"
#include "models/nets/layer_stack.h"
#include "models/specs/gan_plan.h"
#include "models/train/family.h"

namespace leitmotif {

/// The common base of GANs of tokens (Goodfellow et al. 2014). In each batch the discriminator
/// takes a step, on real windows and as many fakes together, and then the generator. Fakes for the
/// discriminator are generated in evaluation mode, as samples are; those for the generator in
/// training mode, with dropout and batch statistics.
class TokenGan : public Family {
  public:
    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::map<std::string, double> measures() override;
    /// A GAN has no likelihood.
    [[nodiscard]] std::optional<double> evaluate(HeldOut) override { return {}; }
    [[nodiscard]] NamedTensors weights() const override;
    [[nodiscard]] NamedTensors samplerWeights() const override;

  protected:
    /// The place of a window in the training part.
    struct Place {
        std::size_t sequence = 0;
        std::size_t token = 0;
    };

    TokenGan(const Recipe& recipe, GanPlan plan, TokenCorpus corpus, LayerStack generator,
             LayerStack discriminator, torch::Device device);

    /// Number of windows in an epoch, unless an epoch is one batch.
    [[nodiscard]] virtual std::size_t windowsOfEpoch() const = 0;
    [[nodiscard]] virtual Place drawnPlace(Random& random) const = 0;
    /// The input of the discriminator: (…, B, features). Fakes are generated in the mode of `pass`.
    [[nodiscard]] virtual torch::Tensor real(std::span<const Place> places) const = 0;
    [[nodiscard]] virtual torch::Tensor fake(std::span<const Place> places, Random& random,
                                             const LayerStack::Pass& pass) const = 0;

    /// As TokenCorpus::create(), but only for encodings without grammar. Errors: those,
    /// RecipeUnreadable.
    static Result<TokenCorpus> tokensFor(const Recipe& recipe, const Corpus& corpus);
    /// A uniformly drawn token of the training part, at least `room` before the end of its stretch.
    /// REQUIRES: a stretch has room.
    [[nodiscard]] Place drawnToken(std::size_t room, Random& random) const;

    [[nodiscard]] const GanPlan& plan() const { return m_plan; }
    [[nodiscard]] const TokenCorpus& corpus() const { return m_corpus; }
    [[nodiscard]] const LayerStack& generator() const { return m_generator; }

  private:
    StepLoss discriminatorLoss(std::span<const Place> places, Random& random);
    StepLoss generatorLoss(std::span<const Place> places, Random& random);

    const Recipe m_recipe;
    const GanPlan m_plan;
    const TokenCorpus m_corpus;
    LayerStack m_generator;
    LayerStack m_discriminator;
    /// Counts of the epoch: real windows taken for real, real windows, fakes taken for fake, fakes.
    /// Stored with the weights, so that a run resumed in mid-epoch continues them.
    torch::Tensor m_counts;
    std::vector<Place> m_places; ///< of the epoch, in the order of its batches
};

} // namespace leitmotif
