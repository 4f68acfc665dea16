// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/encoding/pictures/roll_image.h"
#include "core/music/score.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leitmotif {

/// What can be told of a sample at a glance. Percussion counts in `notes`, `emptyBars` and
/// `distinctBars` alone.
struct SampleFeatures {
    std::size_t notes = 0;
    std::size_t distinctPitches = 0;
    std::int64_t bars = 0;
    std::int64_t emptyBars = 0;    ///< in which nothing sounds (MuseGAN's EB)
    std::int64_t distinctBars = 0; ///< that differ in onsets, lengths or pitches from all before
    /// Share of the notes that last at least three sixteenths (MuseGAN's qualified notes, QN).
    double qualifiedNotes = 0.0;
    /// Mean number of different pitches that sound together, where any does (MusPy).
    double polyphony = 0.0;
    /// Share of the notes in each pitch class; all 0 without notes.
    std::array<double, 12> pitchClasses{};
};

[[nodiscard]] SampleFeatures featuresOf(const Score& score);

/// Common share of two histograms that each add up to 1: 1 if they are equal, 0 if they share
/// nothing.
[[nodiscard]] double overlapOf(const std::array<double, 12>& a, const std::array<double, 12>& b);

/// Mean, over all pairs of pictures, of the share of pixels that sound in one and not in the other;
/// 0 for fewer than two. REQUIRES: pictures of one size.
[[nodiscard]] double meanPairwiseDistance(std::span<const RollPicture> pictures);

} // namespace leitmotif
