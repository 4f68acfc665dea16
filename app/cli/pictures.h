// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/score.h"
#include "core/runs/loss_history.h"

#include <filesystem>
#include <vector>

namespace leitmotif {

/// Paints the losses of a run and the roll of a score as losses.png and roll.png into `folder`,
/// with the window's own painters but without a display. The files, none in a build without a
/// window. On the main thread, at most once a process. Errors: FileNotWritable.
Result<std::vector<std::filesystem::path>>
writePictures(const std::filesystem::path& folder, const LossHistory& history, const Score& score);

} // namespace leitmotif
