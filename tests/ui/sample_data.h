// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/latent_map.h"
#include "core/runs/loss_history.h"
#include "ui/panels/source_panel.h"

namespace leitmotif::sample {

/// A score of one piano part whose notes wander; the same for the same seed.
[[nodiscard]] Score score(std::uint64_t seed, int bars = 8);
[[nodiscard]] Take take(std::int64_t id, int epoch, double copied = 0.12);
/// A run with falling, noisy losses up to `epochs` of `planned`, and a sample every five epochs
/// with ids from 1.
[[nodiscard]] LossHistory history(int epochs, int planned);
/// Ten pictures a side of bars that wander, and where those lie.
[[nodiscard]] LatentMap latentMap();
/// A file of three tracks: right hand, left hand, and one without notes.
[[nodiscard]] SourceItem source(qint64 id, const std::string& path);
/// With more tracks than a low panel has room for.
[[nodiscard]] SourceItem manyTracks();

} // namespace leitmotif::sample
