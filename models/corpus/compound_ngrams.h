// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ngram_mixture.h"
#include "core/analysis/split.h"
#include "core/encoding/compound/compound_piece.h"
#include "models/corpus/compound_rows.h"
#include "models/corpus/windows.h"

#include <array>
#include <span>
#include <vector>

namespace leitmotif {

/// A note that is being chosen.
struct CompoundDraft {
    std::span<const CompoundNote> before; ///< the notes before it, in order
    int step = 0;                         ///< from the last one of them
    CompoundNote note;                    ///< its fields so far
};

/// What a choice is counted after: what tells most of the field, such as the last pitches of the
/// part, or the notes just before, whatever their part.
enum class CompoundContext : std::uint8_t { Habit, Passage };
inline constexpr std::size_t kCompoundContexts = 2;

/// Counts of the choices of each field in a few pieces, by either context. They know the habits of
/// a piece and what it repeats, which a network that has learned much other music smooths over.
/// Owned by one thread while it counts.
class CompoundNgrams {
  public:
    CompoundNgrams();

    /// Counts all fields of a note. REQUIRES: the draft has all its fields.
    void observe(const CompoundDraft& draft, bool isDrum);
    /// Counts a stretch of a piece.
    void observe(const CompoundView& piece, std::size_t first, std::size_t last);

    /// By CompoundContext.
    using Predictions = std::array<NgramModel::Prediction, kCompoundContexts>;
    [[nodiscard]] Predictions predict(CompoundField field, const CompoundDraft& draft,
                                      std::int64_t choice) const;
    /// Probabilities of all choices of the field, from at most `depth` values of the context;
    /// returns how many of them are known. `probabilities` has as many values as the field has
    /// choices, or fewer where a piece has fewer parts.
    int fill(CompoundContext context, CompoundField field, const CompoundDraft& draft, int depth,
             std::span<double> probabilities) const;

    /// The note at an index of a piece as a draft with all its fields.
    [[nodiscard]] static CompoundDraft draftOf(const CompoundView& piece, std::size_t note);

  private:
    /// By CompoundContext and CompoundField.
    std::array<std::vector<NgramModel>, kCompoundContexts> m_models;
};

/// By CompoundField and CompoundContext: the network is blended with the counts of the first
/// context, and the mixture with those of the second.
using CompoundMixtures = std::array<std::array<NgramMixture, kCompoundContexts>, kCompoundFields>;
/// By CompoundField.
using CompoundPredictions = std::array<std::vector<CompoundNgrams::Predictions>, kCompoundFields>;

/// What is counted, at most: more is slow to count and to load.
inline constexpr std::size_t kMostCountedNotes = 32'768;

/// What counts of the training part predict for the evaluated notes of the windows, which are
/// counted as they go by: each field in the order of the rows of a CompoundBatch.
[[nodiscard]] CompoundPredictions compoundPredictions(std::span<const CompoundView> pieces,
                                                      std::span<const SequenceSpan> training,
                                                      std::span<const SequenceWindow> heldOut);

} // namespace leitmotif
