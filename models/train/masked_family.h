// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/corpus/corpus.h"
#include "models/corpus/note_masks.h"
#include "models/nets/masked_net.h"
#include "models/train/family.h"

namespace leitmotif {

/// Trains a network to predict masked notes from the notes on both sides: masked prediction as in
/// BERT (Devlin et al. 2019), for music as in DeepBach (Hadjeres et al. 2017) and Coconet (Huang et
/// al. 2017).
///
/// Whole notes of NoteRows are masked, a random share of each window (note_masks.h). The number of
/// notes of a bar is never masked. So a gap has a fixed number of notes, each of which is filled by
/// one choice of time, part, pitch, duration and velocity, and every other note stays as it is.
/// Samplers take those numbers from the piece.
///
/// The loss is the mean of −ln p(note | notes that are not masked) over masked notes, in nats per
/// note. It is not the likelihood of a piece, as it also depends on later notes.
class MaskedFamily : public Family {
  public:
    /// Errors: NoNotes, TooFewNotes, BadSetting, RecipeUnreadable.
    static Result<std::unique_ptr<Family>> create(const Recipe& recipe, const Corpus& corpus,
                                                  torch::Device device, Random& random);

    [[nodiscard]] FamilyFacts facts() const override;
    [[nodiscard]] std::vector<Phase> phases() const override;
    void startEpoch(Random& random) override;
    [[nodiscard]] std::size_t batchCount() const override;
    StepLoss loss(std::size_t phase, std::size_t batch, Random& random) override;
    /// kMaskedUnigramNats: the same loss for unigram counts of each field.
    [[nodiscard]] std::map<std::string, double> measures() override;
    /// Evaluates each stretch with eight different masks, which are the same in every call.
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override { return m_net.weights(); }

  private:
    /// Notes [first, first + mask.size()) of a piece; the masked ones are predicted.
    struct Window {
        std::size_t piece = 0;
        std::size_t first = 0;
        NoteMask mask;
        int transposition = 0;
    };
    struct MaskedLoss {
        torch::Tensor sum; ///< nats, a scalar
        double notes = 0.0;
    };

    MaskedFamily(const Recipe& recipe, NoteRows encoding, std::vector<RowPiece> pieces,
                 CorpusSplit split, const MaskedPlan& plan, Random& random, torch::Device device);

    [[nodiscard]] MaskedLoss maskedLoss(std::span<const Window> windows, Random* random) const;
    [[nodiscard]] std::vector<Window> maskedWindows(std::span<const SequenceSpan> spans) const;
    [[nodiscard]] double unigramNats() const;

    const Recipe m_recipe;
    const NoteRows m_encoding;
    const RowInputs m_inputs;
    const std::vector<RowPiece> m_pieces;
    const CorpusSplit m_split; ///< of notes, each of which is a token
    const MaskedNet m_net;
    const double m_unigramNats;
    std::vector<Window> m_windows; ///< of the epoch, in the order of its batches
};

} // namespace leitmotif
