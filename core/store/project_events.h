// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project_database.h"

namespace leitmotif {

// What the sources of ProjectFile share. All throw on failures of SQLite.

[[nodiscard]] Error noSuchRun(const std::filesystem::path& path, std::int64_t run);
[[nodiscard]] bool hasRun(SQLite::Database& connection, std::int64_t run);

/// The take's id; that of an equal one if it is there.
std::int64_t recordTake(SQLite::Database& connection, std::int64_t run, const Take& take);
void recordMap(SQLite::Database& connection, std::int64_t run, const LatentMapDrawn& drawn);
/// What it replaces may be damaged.
void recordCheckpoint(SQLite::Database& connection, const ProjectFile::Database& database,
                      std::int64_t run, const CheckpointReady& ready);

} // namespace leitmotif
