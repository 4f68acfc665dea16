// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/music/score.h"
#include "core/runs/take_measures.h"

#include <cstdint>
#include <memory>
#include <string>

namespace leitmotif {

/// Where a take comes from.
struct TakeOrigin {
    std::int64_t run = 0;
    std::string preset;
    int epoch = 0;
    std::uint64_t seed = 0;

    bool operator==(const TakeOrigin&) const = default;
};

/// A piece of generated music with its origin and its measures. A value; the score is shared and
/// immutable.
struct Take : TakeMeasures {
    std::int64_t id = 0; ///< in the project; 0 until it is stored
    TakeOrigin origin;
    std::shared_ptr<const Score> score;
    std::size_t notes = 0;
    std::int64_t bars = 0;
    double seconds = 0.0; ///< since the run began
};

/// A take of this music: with its size, and without measures.
[[nodiscard]] Take takeOf(Score score, TakeOrigin origin);
/// The same with its measures. `copies` knows what its run learned from.
[[nodiscard]] Take measuredTake(Score score, TakeOrigin origin, const CopyFinder& copies);
/// Measures it anew.
void measure(Take& take, const CopyFinder& copies);

/// "PRESET-rRUN-eEPOCH", the file name of what a run made, without its ending: never a path,
/// however the preset is called.
[[nodiscard]] std::string fileNameOf(const std::string& preset, std::int64_t run, int epoch);
/// The file name of this take.
[[nodiscard]] std::string fileNameOf(const Take& take);

} // namespace leitmotif
