// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/runs/recipe.h"
#include "core/store/project_file.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace leitmotif {

// A corpus that is too large for memory: its files are read one after the other, encoded, and kept
// in a file of the user's cache, from which the network learns.

/// The sources of a corpus, read when they are needed.
struct SourceFeed {
    struct Item {
        std::string name;
        PieceRole role = PieceRole::Training;
    };
    std::vector<Item> items;
    std::function<Result<SourceHead>(std::size_t)> head;
    std::function<Result<StoredSource>(std::size_t)> read;
};

/// What a corpus is told while it is read; each may be empty.
struct StreamHooks {
    /// A source that is left out. Without it, the first one ends the reading.
    std::function<void(const Error&)> leftOut = {};
    /// Sources that are learned from, in their order, some at a time.
    std::function<Result<void>(const std::vector<StoredSource>&)> keep = {};
    std::function<void(std::size_t done, std::size_t all)> progress = {};
    std::function<bool()> isStopped = {};
};

/// True if so many sources are read by streamedCorpus() where the recipe's family can learn from
/// it.
[[nodiscard]] bool isLargeCorpus(std::size_t sources, std::uintmax_t bytes);

/// $XDG_CACHE_HOME/leitmotif, or ~/.cache/leitmotif.
[[nodiscard]] std::filesystem::path userCacheFolder();

/// Reads and encodes all sources, with all processors, unless a file in `folder` has them already:
/// it is known by the content and selection of all sources, by the encoding and by the version of
/// the program. One process at a time makes such a file; others wait for it. Files that were not
/// used for a month are removed. Errors: those of the sources, if none of a role is left;
/// FileNotWritable (a full disk); TrainingFailed, if it is stopped.
Result<std::shared_ptr<const Corpus>> streamedCorpus(const SourceFeed& feed, const Recipe& recipe,
                                                     const StreamHooks& hooks,
                                                     const std::filesystem::path& folder);

/// What a source holds to learn from. Errors: those of readMidi() and corpusPieces().
Result<std::vector<CorpusPiece>> piecesOf(const StoredSource& source);

} // namespace leitmotif
