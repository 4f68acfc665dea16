// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_model.h"
#include "models/corpus/token_corpus.h"
#include "models/train/family.h"

namespace leitmotif {

/// An n-gram model (core/analysis/ngram_model) as a system of its own: it counts the training part
/// in one epoch, without weights and phases. Its order is the one that predicts the validation part
/// best.
///
/// Every token is predicted before it is counted, held-out ones too: the losses are those of a
/// model that keeps learning while it is evaluated. Samples are made with the counts of the
/// training part.
class NgramFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override { return {}; }
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override { return 1; }
    /// REQUIRES: never called; there is no phase.
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::map<std::string, double> measures() override;
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override { return {}; }

  private:
    explicit NgramFamily(TokenCorpus corpus);

    /// Nats of the tokens from `first` on, each of which the model then counts.
    [[nodiscard]] double read(NgramModel& model, std::span<const int> tokens,
                              std::size_t first) const;
    [[nodiscard]] double read(NgramModel& model, std::span<const SequenceSpan> spans) const;

    const TokenCorpus m_corpus;
    const std::vector<std::vector<int>> m_counted; ///< see tokensToCount()
    std::optional<double> m_validationNats;
    int m_order;
    NgramModel m_model;
    double m_loss = 0.0; ///< of the epoch, in nats per note
};

} // namespace leitmotif
