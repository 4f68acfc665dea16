// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/music/parts.h"

#include <cstddef>
#include <string>
#include <vector>

namespace leitmotif {

/// The value "1,3-5" of an option as 0-based indices in ascending order, each once. Errors:
/// BadArgument.
Result<std::vector<std::size_t>> trackList(const std::string& option, const std::string& text);

/// The tracks of a score that `--lock` names, by their numbers in `inspect`; none without text.
/// `file` is for the error. Errors: BadArgument, NoSuchTrack.
Result<std::vector<TrackChoice>> lockedTracks(const Score& score, const std::string& file,
                                              const std::string& text);

} // namespace leitmotif
