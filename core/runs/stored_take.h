// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/take.h"

#include <utility>

namespace leitmotif {

/// A take in a project: as its run made it, or edited since.
struct StoredTake : Take {
    StoredTake() = default;
    StoredTake(Take take) : Take(std::move(take)) {} // NOLINT: every take may be stored

    bool isEdited = false;  ///< its score is no longer what the run made
    bool isMeasured = true; ///< its measures are those of its score
};

/// The file name of a Take, with a mark if it was edited.
[[nodiscard]] std::string fileNameOf(const StoredTake& take);

} // namespace leitmotif
