// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/split.h"
#include "core/corpus/corpus.h"
#include "models/nets/masked_net.h"
#include "models/corpus/note_masks.h"
#include "models/train/family.h"

namespace leitmotif {

/// Trains a network to fill in hidden notes from what stands on both sides of them: masked
/// prediction as in BERT (Devlin et al. 2019), for music as in DeepBach (Hadjeres et al. 2017) and
/// Coconet (Huang et al. 2017).
///
/// What is hidden are whole notes of NoteRows, a random share of each window (note_masks.h). How
/// many notes a bar has is never hidden: so a hole has as many places as it will have notes, each
/// place is filled by one choice of time, part, pitch, duration and velocity, and every other note
/// stays as it is. Samplers take those numbers from the piece.
///
/// The loss is the mean of −ln p(note | notes that are not hidden) over hidden notes, in nats per
/// note. It is no likelihood of a piece: it knows what comes after.
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
    /// kMaskedUnigramNats: what counting the words of each field achieves, by the same measure.
    [[nodiscard]] std::map<std::string, double> measures() override;
    /// Each stretch is judged eight times, with other notes hidden, the same ones each time that
    /// this is called.
    [[nodiscard]] std::optional<double> evaluate(HeldOut part) override;
    [[nodiscard]] nlohmann::json description() const override;
    [[nodiscard]] NamedTensors weights() const override { return m_net.weights(); }

  private:
    /// Notes [first, first + mask.size()) of a piece; those that the mask hides are judged.
    struct Window {
        std::size_t piece = 0;
        std::size_t first = 0;
        NoteMask mask;
        int transposition = 0;
    };
    struct Judged {
        torch::Tensor sum; ///< nats, a scalar
        double notes = 0.0;
    };

    MaskedFamily(const Recipe& recipe, NoteRows encoding, std::vector<RowPiece> pieces,
                 CorpusSplit split, const MaskedPlan& plan, Random& random, torch::Device device);

    [[nodiscard]] Judged judged(std::span<const Window> windows, Random* random) const;
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
