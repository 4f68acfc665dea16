// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/note_streams.h"
#include "core/corpus/corpus.h"

#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace leitmotif {

/// How near a take comes to what it was learned from, by measures of density, polyphony, silence,
/// key, repetition, onsets, pitch classes, lengths and the top line. Windows of the source as long
/// as the take stand for the source, so that each measure has its spread. Says nothing about
/// copying. Immutable once made.
class SourceLikeness {
  public:
    /// For takes of about `bars` bars, where a corpus has that many.
    SourceLikeness(const Corpus& corpus, std::int64_t bars);

    /// From 0 to 1, where a window of the source has about .7 to 1.
    [[nodiscard]] double of(const Score& take) const;
    /// Notes a bar, as a share of the source's.
    [[nodiscard]] double densityOf(const Score& take) const;

  private:
    /// Notes a bar, polyphony, silent beats, notes in the best key, and the likeness of a bar to
    /// those one, two and four bars before it.
    static constexpr std::size_t kScalars = 7;
    /// Onsets, pitch classes, lengths, intervals of the top line.
    static constexpr std::size_t kHistograms = 4;
    using Scalars = std::array<double, kScalars>;
    using Histogram = std::map<std::int64_t, double>; ///< shares
    using Histograms = std::array<Histogram, kHistograms>;
    /// Notes of a window from its start on; percussion has pitches from 128 on.
    using Notes = std::vector<StreamNote>;

    [[nodiscard]] static Notes notesOf(const Score& score, bool hasFreeBeat);
    /// Those of a take, as many bars as a window has.
    [[nodiscard]] Notes windowOf(const Score& take) const;
    [[nodiscard]] Scalars scalarsOf(const Notes& notes, std::int64_t length) const;
    /// Adds to the counts of the histograms.
    void count(const Notes& notes, Histograms& histograms) const;
    [[nodiscard]] Histograms sharesOf(const Notes& notes) const;

    bool m_hasFreeBeat = false;
    std::int64_t m_barSteps = 48;
    std::int64_t m_length; ///< of a window, in steps
    Scalars m_means = {};
    Scalars m_deviations = {};
    Histograms m_histograms;
    std::array<double, kHistograms> m_overlaps = {}; ///< mean of the windows
};

} // namespace leitmotif
