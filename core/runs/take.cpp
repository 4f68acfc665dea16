// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take.h"

#include "core/base/plain_text.h"

#include <utility>

namespace leitmotif {

Take takeOf(Score score, TakeOrigin origin) {
    Take take;
    take.origin = std::move(origin);
    take.notes = score.noteCount();
    take.bars = score.barCount();
    take.score = std::make_shared<const Score>(std::move(score));
    return take;
}

Take measuredTake(Score score, TakeOrigin origin, const CopyFinder& copies) {
    Take take = takeOf(std::move(score), std::move(origin));
    measure(take, copies);
    return take;
}

void measure(Take& take, const CopyFinder& copies) {
    static_cast<TakeMeasures&>(take) = measuresOf(*take.score, copies);
}

std::string fileNameOf(const std::string& preset, std::int64_t run, int epoch) {
    return safeFileName(preset) + "-r" + std::to_string(run) + "-e" + std::to_string(epoch);
}

std::string fileNameOf(const Take& take) {
    return fileNameOf(take.origin.preset, take.origin.run, take.origin.epoch);
}

} // namespace leitmotif
