// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/corpus/corpus.h"
#include "core/encoding/compound/compound_store.h"
#include "models/checkpoint/compound_frame.h"
#include "models/corpus/compound_batch.h"
#include "models/nets/compound_net.h"
#include "models/train/compound_mixture.h"
#include "models/train/family.h"

#include <array>
#include <optional>

namespace leitmotif {

/// Trains a network to predict music note by note, from nothing or on top of pretrained weights.
/// Each piece is encoded by itself, so that a corpus may hold any number of instruments, and a take
/// has the parts and the time signature of one of its pieces.
class CompoundFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
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
    /// Nats of the step and position, the part, the pitch, the duration and the velocity: their
    /// share of the validation loss.
    [[nodiscard]] std::map<std::string, double> measures() override;
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override;
    [[nodiscard]] std::optional<double> networkNats() const override { return m_networkNats; }

  private:
    struct Data {
        std::vector<CompoundPiece> inMemory;
        std::optional<CompoundStore> inFile; ///< of a corpus that is too large for memory
        std::vector<CompoundView> pieces;    ///< of one of these
        std::vector<int> strides;
        std::vector<CompoundFrame> frames; ///< that takes are framed by
        CorpusSplit split;
    };
    using FieldNats = CompoundMixture::FieldNats;
    using TargetNats = CompoundMixture::TargetNats;

    static Result<Data> dataOf(const Recipe& recipe, const Corpus& corpus);
    static void encode(Data& data, const Recipe& recipe, const Corpus& corpus);
    static Result<void> map(Data& data, const Recipe& recipe, const Corpus& corpus);
    Result<void> beginWith(const std::string& pretrained);
    CompoundFamily(const Recipe& recipe, Data data, const CompoundPlan& plan, Random& random,
                   torch::Device device);
    [[nodiscard]] CompoundBatch batchFor(std::span<const CompoundWindow> windows) const;
    [[nodiscard]] std::vector<CompoundWindow> heldOut(HeldOut part) const;
    [[nodiscard]] CompoundPredictions predictions(HeldOut part) const;
    [[nodiscard]] torch::Tensor nats(const CompoundBatch& batch, const CompoundNet::Pass& pass,
                                     TargetNats* byTarget) const;
    [[nodiscard]] double unigramNats() const;
    void releaseRead(std::size_t notes) const;

    const Recipe m_recipe;
    const Data m_data;
    const CompoundPlan m_plan;
    CompoundNet m_net;
    NamedTensors m_learned; ///< all parameters, or those that are tuned
    std::uint64_t m_pretrainedHash = 0;
    Precision m_precision = Precision::F32;
    ProcessGroup* m_group = nullptr;
    std::vector<CompoundWindow> m_windows; ///< of the epoch, in the order of its batches
    const bool m_isMixed;                  ///< with counts of the corpus, if that fits into memory
    CompoundMixture m_mixture;
    FieldNats m_fieldNats = {}; ///< of validation, per note
    std::optional<double> m_networkNats;
    mutable std::size_t m_notesRead = 0; ///< of the file, since its memory was released
};

} // namespace leitmotif
