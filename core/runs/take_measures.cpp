// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/runs/take_measures.h"

namespace leitmotif {

TakeMeasures measuresOf(const Score& score, const CopyFinder& copies) {
    const CopyReport report = copies.compare(score);
    return {report.share8, report.longest};
}

} // namespace leitmotif
