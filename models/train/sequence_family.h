// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/baselines.h"
#include "core/analysis/ngram_mixture.h"
#include "core/corpus/corpus.h"
#include "models/corpus/token_corpus.h"
#include "models/corpus/windows.h"
#include "models/nets/sequence_net.h"
#include "models/train/family.h"

namespace leitmotif {

/// Trains a network to predict the next token at every position of a window.
///
/// A window begins with a start token in place of earlier tokens. There is one for each
/// transposition: it tells the network how far the window was transposed, so that augmentation does
/// not blur the piece's own key, in which held-out notes are evaluated and samples are generated.
///
/// If the recipe says so, a mixture of the network and an n-gram model of the training part is
/// evaluated and sampled (core/analysis/ngram_mixture.h); its shares are fitted to the validation
/// part at the end of each epoch.
class SequenceFamily : public Family {
  public:
    /// Fits the encoding, splits the corpus and draws the weights. Errors: NoNotes, TooFewNotes,
    /// BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    void usePrecision(Precision precision) override { m_precision = precision; }
    [[nodiscard]] Precision precision() const override { return m_precision; }
    void useGroup(ProcessGroup& group) override { m_group = &group; }
    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] std::optional<double> networkNats() const override { return m_networkNats; }
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override;

    [[nodiscard]] const SequenceNet& net() const { return m_net; }

  private:
    /// Both (T, B) of int64; targets that do not count are kIgnoredTarget.
    struct Batch {
        torch::Tensor inputs;
        torch::Tensor targets;
        std::size_t evaluated = 0; ///< tokens
    };

    SequenceFamily(const Recipe& recipe, TokenCorpus corpus, SequenceNet net);

    [[nodiscard]] Batch tensorsOf(std::span<const SequenceWindow> windows) const;
    /// (T·B, tokens).
    [[nodiscard]] torch::Tensor logits(const Batch& batch, Random* random) const;
    /// Nats of each token of the spans, in their order, under the network alone.
    [[nodiscard]] std::vector<double> heldOutNats(std::span<const SequenceSpan> spans) const;

    const Recipe m_recipe;
    const TokenCorpus m_corpus;
    const HeldOutPredictions m_ngram; ///< empty without a mixture
    SequenceNet m_net;
    torch::Tensor m_networkShares; ///< of the mixture, as NgramMixture has them
    std::optional<double> m_networkNats;
    Precision m_precision = Precision::F32;
    ProcessGroup* m_group = nullptr;
    std::vector<SequenceWindow> m_windows; ///< of the epoch, in the order of its batches
};

} // namespace leitmotif
