// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/encoding/frames/frames.h"
#include "models/corpus/windows.h"
#include "models/nets/frame_net.h"
#include "models/train/family.h"

namespace leitmotif {

/// Trains a network to predict each key of the next frame independently (Bernoulli outputs), as the
/// recurrent baselines of Boulanger-Lewandowski et al. (2012) do. Losses are nats per frame, summed
/// over the keys. Frames take the place of notes in all counts; the first frame of a piece is
/// learned but never evaluated.
class FramesFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override { return m_net.parameters(); }

  private:
    struct Batch {
        torch::Tensor inputs;  ///< (T, B, keys and start marks)
        torch::Tensor targets; ///< (T, B, keys)
        torch::Tensor counts;  ///< (T, B, 1): 1 where a frame counts
        std::size_t evaluated = 0;
    };

    FramesFamily(const Recipe& recipe, Frames coder, std::vector<std::vector<Frame>> pieces,
                 CorpusSplit split, FrameNet net);

    [[nodiscard]] SequenceWindow moved(SequenceWindow window, Random& random) const;
    [[nodiscard]] Batch tensorsOf(std::span<const SequenceWindow> windows) const;
    [[nodiscard]] torch::Tensor nats(const Batch& batch, Random* random) const;
    [[nodiscard]] double unigramNats() const;

    const Recipe m_recipe;
    const Frames m_coder;
    const std::vector<std::vector<Frame>> m_pieces;
    const CorpusSplit m_split;
    FrameNet m_net;
    std::vector<SequenceWindow> m_windows; ///< of the epoch, in the order of its batches
};

} // namespace leitmotif
