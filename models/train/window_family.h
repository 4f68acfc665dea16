// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/corpus/token_corpus.h"
#include "models/corpus/windows.h"
#include "models/nets/window_net.h"
#include "models/train/family.h"

namespace leitmotif {

/// Trains a network as the published systems do: on windows of a fixed length, of which only the
/// token that follows is predicted. An epoch goes through all windows, one for every token (or
/// every `stride` tokens), padded before the beginning of a piece. With snippets instead, every
/// token of a window is predicted.
class WindowFamily : public Family {
  public:
    /// Fits the encoding, splits the corpus and draws the weights. The window length is limited to
    /// that of the training part. Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override { return m_net.weights(); }

  private:
    WindowFamily(const Recipe& recipe, WindowPlan plan, TokenCorpus corpus, WindowNet net,
                 Random& random);

    /// The window that ends with the token at `target` and predicts it.
    [[nodiscard]] SequenceWindow windowBefore(std::size_t sequence, std::size_t target) const;
    void drawSnippets(Random& random);
    [[nodiscard]] std::vector<SequenceWindow> windowsOf(std::span<const SequenceSpan> spans) const;
    [[nodiscard]] std::vector<int> tokensOf(const SequenceWindow& window) const;
    /// Sum over all evaluated tokens.
    [[nodiscard]] torch::Tensor nats(std::span<const SequenceWindow> windows,
                                     const LayerStack::Pass& pass) const;

    const Recipe m_recipe;
    const WindowPlan m_plan;
    const TokenCorpus m_corpus;
    const std::size_t m_length; ///< of a window, at most
    WindowNet m_net;
    std::vector<SequenceWindow> m_windows; ///< of the epoch, in the order of its batches
};

} // namespace leitmotif
