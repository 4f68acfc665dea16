// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_database.h"

namespace leitmotif {

// Functions that the sources of ProjectFile share. All throw on failures of SQLite.

[[nodiscard]] Error noSuchRun(const std::filesystem::path& path, std::int64_t run);
[[nodiscard]] bool hasRun(SQLite::Database& connection, std::int64_t run);

/// Stores a take and returns its id, or that of an equal stored one.
std::int64_t recordTake(SQLite::Database& connection, std::int64_t run, const Take& take);
void recordMap(SQLite::Database& connection, std::int64_t run, const LatentMapDrawn& drawn);
/// Stores a checkpoint; the one that it replaces may be damaged.
void recordCheckpoint(SQLite::Database& connection, const ProjectFile::Database& database,
                      std::int64_t run, const CheckpointReady& ready);

} // namespace leitmotif
